//! The plan in time: what ends when, what it hangs on, how milestones moved, and what the work is worth.

mod bars;
mod calendar;
mod differences;
mod path;
mod rows;
mod trend;
mod value;

use serde::Serialize;

pub(super) use rows::phase_of;
pub(crate) use trend::forecasts;

use crate::checklist::Area;
use crate::project::Kind;
use crate::site::address::Address;
use crate::site::view::context::SiteContext;
use crate::site::view::frame::Frame;
use crate::site::view::page::Page;
use crate::site::view::parts::{Fact, Figure, Hero, Run};
use crate::{both, labels, say};
use calendar::Calendar;
use rows::Lane;

/// So many weeks are drawn of a long plan.
const WEEKS: i64 = 8;
/// So many of one that ends soon or has ended.
const FEWEST_WEEKS: i64 = 3;
/// A plan with more rows is long.
const FEW_ROWS: usize = 20;

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
        numbers: "All numbers of earned value", "挣值的全部数值";
    }
}

/// The view-model of the part.
#[derive(Serialize)]
pub(crate) struct Schedule {
    t: ScheduleLabels,
    title: String,
    say: Option<String>,
    gantt: Gantt,
    path: Option<path::Path>,
    trend: Option<Figure>,
    /// The curves of earned value.
    figure: Option<Figure>,
    /// Below them, by how much they differ.
    differences: Vec<differences::Bars>,
    value: Option<Value>,
}

/// The table with a drawing in each row.
#[derive(Serialize)]
struct Gantt {
    caption: String,
    ground: String,
    head: String,
    lanes: Vec<Lane>,
    /// What is to be said where nothing is drawn.
    nothing: Option<String>,
    /// Where the whole is, if these are only the weeks ahead.
    whole: Option<Run>,
}

/// The view-model of `schedule.html`.
#[derive(Serialize)]
pub(in crate::site::pages) struct ScheduleView<'a> {
    frame: Frame<'a>,
    t: ScheduleLabels,
    hero: Hero,
    gantt: Gantt,
}

/// Earned value: the curves, and each number with what it says.
#[derive(Serialize)]
struct Value {
    #[serde(skip)]
    figure: Option<Figure>,
    #[serde(skip)]
    differences: Vec<differences::Bars>,
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
    let plan = Calendar::of_plan(page)?;
    let mut value = value::value(page);
    Some(Schedule {
        figure: value.as_mut().and_then(|value| value.figure.take()),
        differences: value.as_mut().map(|value| std::mem::take(&mut value.differences)).unwrap_or_default(),
        t: ScheduleLabels::of(page.lang),
        title: page.say(&path::headline(page)),
        say: path::beside(page).map(|message| page.say(&message)),
        gantt: if is_cut(page.whole) { ahead(page, &plan) } else { whole(page, &plan) },
        path: path::path(page),
        trend: trend::figure(page),
        value,
    })
}

/// The page of the whole plan.
pub(in crate::site::pages) fn view(page: Page<'_>) -> ScheduleView<'_> {
    let title = page.title(Address::Schedule);
    let lead = page.say(&path::headline(page));
    let calendar = Calendar::of_plan(page).unwrap_or_else(|| Calendar::of_weeks(page, page.whole.project.report_date, WEEKS).0);
    ScheduleView {
        frame: page.frame(&title, &lead),
        t: ScheduleLabels::of(page.lang),
        hero: Hero {
            crumbs: vec![page.crumb(Address::OVERVIEW), page.crumb(Address::Area(Area::Plan))],
            lead: Some(Run::text(lead)),
            notes: vec![page.as_of()],
            ..Hero::new(Run::text(title))
        },
        gantt: whole(page, &calendar),
    }
}

/// Whether the plan is so long that the page of its area has only the weeks ahead, and the whole is a page of its own.
pub(in crate::site) fn is_cut(whole: &SiteContext<'_>) -> bool {
    let rows = whole.records(Kind::Tasks).chain(whole.records(Kind::Milestones)).count();
    let page = Page { whole, lang: whole.project.default_lang(), at: Address::Area(Area::Plan) };
    rows > FEW_ROWS && Calendar::of_plan(page).is_some()
}

fn whole(page: Page<'_>, calendar: &Calendar) -> Gantt {
    Gantt {
        caption: page.say(&both!("Tasks and milestones by phase", "各阶段的任务与里程碑")),
        ground: calendar.ground(page),
        head: calendar.head(page),
        lanes: rows::whole(page, calendar),
        nothing: None,
        whole: None,
    }
}

fn ahead(page: Page<'_>, plan: &Calendar) -> Gantt {
    let monday = page.whole.project.report_date.monday();
    let count = (monday.days_until(plan.last) / 7 + 1).clamp(FEWEST_WEEKS, WEEKS);
    let (calendar, weeks) = Calendar::of_weeks(page, monday, count);
    let (lanes, more) = rows::ahead(page, &calendar, weeks);
    let says = match more {
        0 => both!("The whole schedule", "完整进度计划"),
        more => say!("{more} more in these weeks, and the whole schedule", "这几周另有{more}项，见完整进度计划", more),
    };
    Gantt {
        caption: page.say(&say!("This week and the next {n}", "本周及之后{n}周", n = count - 1)),
        ground: calendar.ground(page),
        head: calendar.head(page),
        nothing: lanes.is_empty().then(|| page.say(&both!("Nothing is planned in these weeks.", "这几周没有安排。"))),
        lanes,
        whole: Some(Run::link(page.say(&says), page.href(Address::Schedule))),
    }
}
