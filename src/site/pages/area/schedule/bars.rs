//! A task or a milestone as a row with its drawing.

use super::Line;
use super::calendar::Calendar;
use crate::analysis::plan::{Recorded, Shift, State, is_agreed, planned_end};
use crate::calendar::Date;
use crate::project::registers::plan::Task;
use crate::project::types::Owner;
use crate::project::{Found, Kind, RecordId};
use crate::site::charts::{Bar, Diamond};
use crate::site::present::days;
use crate::site::present::state::overdue;
use crate::site::view::page::Page;
use crate::site::view::parts::Run;
use crate::text::{Message, number};
use crate::{both, say};

/// A task: its days by its dependencies, else its own.
pub(super) fn task(page: Page<'_>, index: usize, calendar: &Calendar) -> Option<Line> {
    let (project, analysis) = (&page.whole.project, &page.whole.analysis);
    let id = RecordId { kind: Kind::Tasks, index };
    let task = project.tasks.get(index)?;
    let state = analysis.dates(id)?.state;
    let computed = analysis.schedule.task(index);
    let own = planned_end(task, &project.calendar).map(|end| (task.start.unwrap_or(end).min(end), end));
    // Done, and nobody wrote down when: the report date, to which the network moves it, would be a slip that nothing tells of.
    let is_end_unknown = state == State::Done(None);
    let days = computed.filter(|_| !is_end_unknown || own.is_none()).map(|computed| (computed.start, computed.end)).or(own);
    let baseline = task.baseline_end.map(|end| (task.baseline_start.unwrap_or(end).min(end), end));
    let recorded = Recorded::of(task, project.report_date);
    let done = if recorded.is_done() { 1.0 } else { recorded.percent.unwrap_or(0.0) / 100.0 };
    let shift = days.zip(baseline).map(|((_, end), (_, agreed))| Shift::between(agreed, end, &project.calendar));
    let slip = shift.map_or(0, Shift::slip_workdays);
    let is_critical = state.is_open() && analysis.schedule.is_critical(index);
    let label = match slip {
        1.. => Some((page.say(&late(slip)), true)),
        _ if done > 0.0 && done < 1.0 => Some((number::percent(done), false)),
        _ => None,
    };
    let svg = match days.filter(|_| state != State::Cancelled) {
        Some((from, to)) => calendar.timeline.bar(&Bar {
            days: (from.civil(), to.civil()),
            baseline: baseline.map(|(from, to)| (from.civil(), to.civil())),
            done,
            is_critical,
            unready_until: None,
            label,
        }),
        None => calendar.timeline.empty(),
    };
    let waits_for = waits_for(page, task);
    Some(Line {
        name: page.record(id),
        is_critical,
        sub: sub(page, task.owner.as_ref(), (!waits_for.is_empty()).then(|| Message::list(&waits_for))),
        dates: dates(page, days),
        state: page.say(&with_slip(&word(state, Some(done), computed.is_none()), slip, false)),
        float: computed
            .and_then(|computed| computed.float)
            .filter(|_| state.is_open())
            .map_or(String::new(), |float| float.total.to_string()),
        svg,
    })
}

/// A milestone: the day that counts against the day once agreed.
pub(super) fn milestone(page: Page<'_>, index: usize, calendar: &Calendar) -> Option<Line> {
    let (project, analysis) = (&page.whole.project, &page.whole.analysis);
    let id = RecordId { kind: Kind::Milestones, index };
    let milestone = project.milestones.get(index)?;
    let dates_of = analysis.dates(id)?;
    let slip = dates_of.shift.map_or(0, Shift::slip_workdays);
    let is_critical = dates_of.state.is_open() && analysis.schedule.critical_milestones.get(index) == Some(&true);
    let drawn = dates_of.day.filter(|_| dates_of.state != State::Cancelled).map(|day| Diamond {
        day: day.civil(),
        baseline: dates_of.baseline.filter(|day| calendar.holds(*day)).map(Date::civil),
        is_reached: matches!(dates_of.state, State::Done(_)),
        is_critical,
        label: (slip > 0).then(|| (page.say(&late(slip)), true)),
    });
    let is_agreed = slip > 0 && is_agreed(project, id);
    Some(Line {
        name: page.record(id),
        is_critical,
        sub: sub(page, milestone.owner.as_ref(), None),
        dates: dates_of.day.map(|day| days::brief(page, day)).into_iter().collect(),
        state: page.say(&with_slip(&reached(dates_of.state), slip, is_agreed)),
        float: String::new(),
        svg: drawn.map_or_else(|| calendar.timeline.empty(), |diamond| calendar.timeline.diamond(&diamond)),
    })
}

/// "+7 wd".
fn late(workdays: i64) -> Message {
    say!("+{workdays} wd", "+{workdays}个工作日", workdays)
}

/// The tasks that a task waits for, by their ids.
fn waits_for(page: Page<'_>, task: &Task) -> Vec<Message> {
    let project = &page.whole.project;
    let found = task.after.iter().filter_map(|after| Some(project.resolve(&after.task.as_ref()?.reference())));
    let named = found.filter_map(|found| match found {
        Found::One(id) => Some(Message::same(page.code(id).unwrap_or_else(|| page.name(id).text))),
        Found::Withheld => Some(both!("a task that is not published", "一项未公开的任务")),
        Found::Nothing | Found::Many(_) => None,
    });
    named.collect()
}

/// "He Jie · after T-01 and T-02".
fn sub(page: Page<'_>, owner: Option<&Owner>, after: Option<Message>) -> String {
    let owner: String = page.owner(owner).lines.into_iter().flatten().map(|run| run.text).collect();
    let after = after.map(|list| page.say(&say!("after {list}", "在{list}之后", list)));
    [Some(owner).filter(|owner| !owner.is_empty()), after].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn dates(page: Page<'_>, days: Option<(Date, Date)>) -> Vec<Run> {
    match days {
        Some((from, to)) => days::brief_stretch(page, from, to),
        None => Vec::new(),
    }
}

/// Where it stands, in words.
fn word(state: State, done: Option<f64>, is_not_computed: bool) -> Message {
    let share = done.filter(|done| *done > 0.0).map(number::percent);
    match (state, share) {
        (State::Done(_), _) => both!("Done", "已完成"),
        (State::Cancelled, _) => both!("Cancelled", "已取消"),
        (State::NotRecorded, _) => both!("Not recorded", "未登记"),
        (State::Undated, _) if is_not_computed => both!("No date", "无日期"),
        (State::Late { workdays }, Some(share)) => say!("{share} done, {late}", "完成{share}，{late}", share, late = overdue(workdays)),
        (State::Late { workdays }, None) => overdue(workdays),
        (_, Some(share)) => say!("{share} done", "完成{share}", share),
        (State::InProgress, None) => both!("In progress", "进行中"),
        (State::Planned | State::Undated, None) => both!("Not begun", "未开始"),
    }
}

/// Where a milestone stands, in words.
fn reached(state: State) -> Message {
    match state {
        State::Done(_) => both!("Reached", "已达成"),
        State::InProgress | State::Planned => both!("Open", "未达成"),
        other => word(other, None, true),
    }
}

fn with_slip(word: &Message, slip: i64, is_agreed: bool) -> Message {
    match (slip, is_agreed) {
        (0, _) => word.clone(),
        (_, true) => say!("{word}, {late}, re‑agreed", "{word}，{late}，已重新确认", word, late = late(slip)),
        _ => say!("{word}, {late}", "{word}，{late}", word, late = late(slip)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn working_days_have_their_measure_word() {
        assert_eq!(late(7), both!("+7 wd", "+7个工作日"));
    }
}
