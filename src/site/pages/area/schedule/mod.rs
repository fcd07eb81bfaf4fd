//! The plan in time: what ends when, what it hangs on, how milestones moved, and what the work is worth.

mod bars;
mod calendar;
mod path;
mod rows;
mod trend;
mod value;

use serde::Serialize;

pub(crate) use trend::forecasts;

use crate::labels;
use crate::site::view::page::Page;
use crate::site::view::parts::{Fact, Figure, Run};
use rows::Phase;

labels! {
    /// The words of the part.
    pub(crate) struct ScheduleLabels {
        task: "Task or milestone", "任务或里程碑";
        dates: "Dates", "日期";
        float: "Float", "浮动";
        calendar: "Calendar", "日历";
        critical: "Critical", "关键";
        key_done: "Done and left", "已完成与剩余";
        key_late: "Later than baseline", "晚于基线";
        key_critical: "Critical: may not slip", "关键：不能推迟";
        key_baseline: "Baseline", "基线";
        key_milestone: "Milestone: reached, open", "里程碑：已达成、未达成";
        float_means: "Float: working days that it may slip without moving the end of the plan.", "浮动：在不推迟计划完成日期的前提下可以推迟的工作日数。";
        chart: "Schedule", "进度计划";
        path: "Critical path", "关键路径";
        value: "Earned value", "挣值";
    }
}

/// The view-model of the part.
#[derive(Serialize)]
pub(crate) struct Schedule {
    t: ScheduleLabels,
    title: String,
    say: Option<String>,
    grounds: Vec<String>,
    head: String,
    phases: Vec<Phase>,
    path: Option<path::Path>,
    trend: Option<Figure>,
    value: Option<Value>,
}

/// Earned value: the curves, and each number with what it says.
#[derive(Serialize)]
struct Value {
    figure: Option<Figure>,
    say: String,
    facts: Vec<Fact>,
}

/// A row of the table: a task or a milestone.
#[derive(Serialize)]
struct Line {
    name: Vec<Run>,
    is_critical: bool,
    sub: String,
    dates: Vec<Run>,
    state: String,
    float: String,
    svg: String,
}

/// The part of the page of the plan; `None` if no task or milestone has a day.
pub(super) fn schedule(page: Page<'_>) -> Option<Schedule> {
    let calendar = calendar::Calendar::of_plan(page)?;
    let phases = rows::phases(page, &calendar);
    let grounds = std::iter::once(calendar.ground(page)).chain(phases.iter().map(|phase| phase.ground.clone())).collect();
    Some(Schedule {
        t: ScheduleLabels::of(page.lang),
        title: page.say(&path::headline(page)),
        say: path::beside(page).map(|message| page.say(&message)),
        grounds,
        head: calendar.head(page),
        phases,
        path: path::path(page),
        trend: trend::figure(page),
        value: value::value(page),
    })
}
