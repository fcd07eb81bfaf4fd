//! People, money and time.

use super::{FAR_TOO_LATE, UNMEASURED, above, below};
use crate::analysis::Analysis;
use crate::analysis::money::share;
use crate::analysis::plan::{Dates, Shift, is_agreed};
use crate::calendar::Date;
use crate::checklist::finding::called;
use crate::checklist::outcome::health::Evidence;
use crate::checklist::outcome::health::sentence::following;
use crate::project::{Kind, Project, RecordId};
use crate::text::{Lang, Message, date, number};
use crate::{both, say};

pub(super) fn plan(project: &Project, analysis: &Analysis) -> Evidence {
    let spent = project.budget.iter().any(|line| line.actual.is_some()) || project.tasks.iter().any(|task| task.actual_cost.is_some());
    if !has_open_work(analysis) && !spent {
        return Evidence::none(if [Kind::Milestones, Kind::Tasks, Kind::Budget].iter().any(|kind| project.has(*kind)) {
            both!(
                "No open milestone or task has a recorded state, and nothing is spent.",
                "没有未完成且登记了状态的里程碑或任务，也没有支出。"
            )
        } else {
            both!("No plan and no budget is recorded.", "尚无计划和预算记录。")
        });
    }
    let total = &analysis.budget.total;
    let over_to_date = total.over_to_date();
    let over_in_all = over_in_all(analysis);
    let finish = finish(analysis);
    let number = match (finish, over_to_date) {
        (Some((day, late)), over) => finish_sentence(day, late, over),
        (None, Some(over)) => spending(over),
        (None, None) => both!("The plan has no date for its end.", "计划没有结束日期。"),
    };
    let mut evidence = Evidence::of(number.clone());
    let lateness = finish.map_or(0.0, |(_, late)| above(late as f64, longest_lateness(project)));
    evidence.off_if(lateness > 0.0, lateness, || number.clone());
    if let Some((slip, late)) = late_milestone(project, analysis) {
        evidence.off_if(true, above(slip as f64, FAR_TOO_LATE as f64), || late);
    }
    let value = &analysis.earned_value;
    for (index, say) in [(value.schedule_index(), schedule as fn(f64) -> Message), (value.cost_index(), cost)] {
        let Ok(index) = index else { continue };
        evidence.off_if(index < FAR_TOO_LOW, below(index, FAR_TOO_LOW), || say(index));
        evidence.risk_if(index < TOO_LOW, below(index, TOO_LOW), || say(index));
    }
    for (over, says) in [(over_in_all, completion as fn(f64) -> Message), (over_to_date, spending)] {
        let Some(over) = over else { continue };
        evidence.off_if(over > TOO_DEAR, above(over, TOO_DEAR), || says(over));
    }
    let overloaded = analysis.load.iter().find(|(_, weeks)| {
        let ahead: Vec<bool> =
            weeks.iter().filter(|week| week.monday.plus(6) >= project.report_date).map(|week| week.is_above(120.0)).collect();
        ahead.windows(2).any(|pair| matches!(pair, [true, true]))
    });
    if let Some(person) = overloaded.and_then(|(at, _)| project.people.get(*at)) {
        let name = &person.name;
        evidence.off_if(true, UNMEASURED, || {
            say!(
                "{en_name} is booked above 120% for two weeks ahead.",
                "{zh_name}今后两周投入超过120%。",
                en_name = name.get(Lang::En, project.default_lang()).0,
                zh_name = name.get(Lang::Zh, project.default_lang()).0,
            )
        });
    }
    evidence
}

/// Whether something with a day is still to be done: a day of its own, or one that follows from its duration and dependencies.
fn has_open_work(analysis: &Analysis) -> bool {
    let milestones = analysis.milestones.iter().any(|dates| dates.state.is_open() && dates.day.is_some());
    let is_dated = |(at, dates): (usize, &Dates)| dates.day.is_some() || analysis.schedule.task(at).is_some();
    milestones || analysis.tasks.iter().enumerate().filter(|(_, dates)| dates.state.is_open()).any(is_dated)
}

/// Whether the whole will be late or dear beyond what an area may be.
pub(crate) fn breaks_promise(project: &Project, analysis: &Analysis) -> bool {
    let is_dear = over_in_all(analysis).is_some_and(|over| over > TOO_DEAR);
    is_dear || finish(analysis).is_some_and(|(_, late)| late as f64 > longest_lateness(project))
}

/// The money expected at completion above what is planned, as a share of that.
pub(crate) fn over_in_all(analysis: &Analysis) -> Option<f64> {
    let total = &analysis.budget.total;
    share(total.at_completion - total.planned, total.planned)
}

/// The latest day of what is open, and how many working days it is after the project's end.
pub(crate) fn finish(analysis: &Analysis) -> Option<(Date, i64)> {
    let finish = analysis.finish.as_ref().filter(|finish| finish.late.is_some())?;
    Some((finish.day, finish.workdays_late()))
}

/// How many working days after the project its plan may end: 5, or 5 per cent of its length if that is longer.
fn longest_lateness(project: &Project) -> f64 {
    let info = &project.settings.project;
    let length = info.start.zip(info.end).map_or(0, |(start, end)| project.calendar.workdays_between(start, end));
    (length as f64 / 20.0).max(5.0)
}

/// A critical milestone far later than agreed, of which nobody has agreed the new date; and by how many working days it is.
fn late_milestone(project: &Project, analysis: &Analysis) -> Option<(i64, Message)> {
    let milestones = project.milestones.iter().zip(&analysis.milestones).zip(&analysis.schedule.critical_milestones).enumerate();
    let late = milestones.filter(|(_, ((_, dates), is_critical))| **is_critical && dates.state.is_open());
    let slip = |dates: &Dates| dates.shift.map_or(0, Shift::slip_workdays);
    let late = late.filter(|(index, ((_, dates), _))| {
        slip(dates) > FAR_TOO_LATE && !is_agreed(project, RecordId { kind: Kind::Milestones, index: *index })
    });
    let (_, ((milestone, dates), _)) = late.max_by_key(|(index, ((_, dates), _))| (slip(dates), std::cmp::Reverse(*index)))?;
    let (slip, name) = (slip(dates), called(project, milestone));
    let says = say!(
        "{name}, on the critical path, is {slip} working days later than agreed.",
        "关键路径上的里程碑“{name}”比原定日期晚{slip}个工作日。",
        name
    );
    Some((slip, says))
}

/// The share by which spending may be above plan.
const TOO_DEAR: f64 = 0.10;

/// The open milestone that comes the most working days later than its baseline, agreed or not, and by how many.
pub(crate) fn longest_slip(project: &Project, analysis: &Analysis) -> Option<(i64, Message)> {
    let open = analysis.milestones.iter().enumerate().filter(|(_, dates)| dates.state.is_open());
    let slips = open.map(|(at, dates)| (dates.shift.map_or(0, Shift::slip_workdays), at)).filter(|(slip, _)| *slip > 0);
    let (slip, at) = slips.max_by_key(|(slip, at)| (*slip, std::cmp::Reverse(*at)))?;
    let name = called(project, project.milestones.get(at)?);
    Some((slip, say!("“{name}”", "“{name}”", name)))
}

/// Indices of earned value from which the work is not only behind or dear.
const FAR_TOO_LOW: f64 = 0.85;
const TOO_LOW: f64 = 0.95;

fn schedule(index: f64) -> Message {
    let share = number::percent(index);
    say!(
        "{share} of the work planned by now is done (SPI {index}).",
        "应完成的工作完成了{share}（SPI {index}）。",
        index = number::full(index, 2)
    )
}

fn cost(index: f64) -> Message {
    let share = number::full(index, 2);
    say!("Each 1.00 spent has earned {share} of planned work (CPI).", "每支出1.00，完成的计划工作价值{share}（CPI）。")
}

fn finish_sentence(day: Date, late: i64, over: Option<f64>) -> Message {
    let when = date::message(day.civil());
    let money = over.map(|over| following(&spending(over)));
    let (en_money, zh_money) = money.map_or((String::new(), String::new()), |money| (format!("; {}", money.en), format!("；{}", money.zh)));
    if late > 0 {
        return say!(
            "The plan ends on {when}, {late} working day{en_s} after the project's end{en_money}.",
            "计划到{when}结束，比项目结束日期晚{late}个工作日{zh_money}。",
            when,
            en_s = if late == 1 { "" } else { "s" }
        );
    }
    say!("The plan ends on {when}, in time{en_money}.", "计划{when}结束，未超期{zh_money}。", when)
}

/// What is expected in the end is no spending yet.
fn completion(over: f64) -> Message {
    let share = number::percent(over.abs());
    say!("The forecast at completion is {share} over plan.", "完工估算超计划{share}。")
}

fn spending(over: f64) -> Message {
    let share = number::percent(over.abs());
    if over.abs() < 0.0005 {
        both!("Spending is on plan.", "支出与计划一致。")
    } else if over > 0.0 {
        say!("Spending is {share} over plan.", "支出超计划{share}。")
    } else {
        say!("Spending is {share} under plan.", "支出比计划低{share}。")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checklist::area::Area;
    use crate::checklist::outcome::health::tests::{number, reasons, standing};

    const SETTINGS: (&str, &str) = ("alongside.yaml", "project: {start: 2026-05-04, end: 2026-06-19}\n");

    fn live(more: &str) -> String {
        format!("- {{id: M-1, name: Live, status: planned, {more}}}\n")
    }

    #[test]
    fn the_plan_may_end_five_working_days_after_the_project() {
        for (forecast, breaks) in [("2026-06-26", false), ("2026-06-29", true)] {
            let standing = standing(&[SETTINGS, ("milestones.yaml", &live(&format!("forecast: {forecast}")))]);
            assert_eq!(standing.condition.en == "time or money is off track", breaks, "{forecast}: {}", standing.condition.en);
        }
    }

    #[test]
    fn an_end_that_holds_is_in_time() {
        let milestone = live("baseline: 2026-06-19, forecast: 2026-06-19");
        let files = [SETTINGS, ("milestones.yaml", &*milestone), ("goals.yaml", "- {title: G, outcome: achieved}\n")];
        assert_eq!(number(Area::Plan, &files), "The plan ends on 19 Jun 2026, in time.");
        let sentence = standing(&files).lead.en;
        assert!(sentence.contains("The end on 19 Jun 2026 holds") || sentence.contains("the end on 19 Jun 2026 holds"), "{sentence}");
        assert!(!sentence.contains("later") && !sentence.contains("late"), "{sentence}");
    }

    #[test]
    fn a_critical_milestone_may_come_ten_working_days_late() {
        let settings = ("alongside.yaml", "project: {start: 2026-05-04, end: 2026-12-18}\n");
        let task = ("tasks.yaml", "- {name: A, start: 2026-06-15, duration: 4, status: open, milestone: M-1}\n");
        for (forecast, is_off) in [("2026-07-03", false), ("2026-07-06", true)] {
            let milestone = live(&format!("baseline: 2026-06-19, forecast: {forecast}"));
            assert_eq!(reasons(Area::Plan, &[settings, task, ("milestones.yaml", &milestone)]), (usize::from(is_off), 0), "{forecast}");
        }
    }

    #[test]
    fn work_is_behind_below_95_per_cent_and_far_behind_below_85() {
        for (percent, expected) in [(84, (1, 1)), (85, (0, 1)), (94, (0, 1)), (95, (0, 0))] {
            let task =
                format!("- {{name: A, start: 2026-05-04, end: 2026-05-29, status: in progress, percent: {percent}, planned_cost: 100}}\n");
            let files = [("alongside.yaml", "project: {start: 2026-05-04, end: 2026-12-18}\n"), ("tasks.yaml", &task)];
            assert_eq!(reasons(Area::Plan, &files), expected, "{percent}%");
        }
    }

    #[test]
    fn spending_may_be_ten_per_cent_over_plan() {
        for (actual, is_off) in [("110", false), ("110.01", true)] {
            let budget = format!("category,period,planned,actual\nfilm,2026-05,100,{actual}\n");
            let (off, _) = reasons(Area::Plan, &[("budget.csv", &budget)]);
            assert_eq!(off > 0, is_off, "{actual}");
            let standing = standing(&[("budget.csv", &budget)]);
            assert_eq!(standing.condition.en == "time or money is off track", is_off, "{actual}: {}", standing.condition.en);
        }
    }

    #[test]
    fn two_weeks_above_120_per_cent_count_while_the_first_of_them_runs() {
        let people = ("people.yaml", "- {id: p, name: Li Na}\n");
        let task = ("tasks.yaml", "- {name: A, start: 2026-06-01, end: 2026-12-11, status: in progress, percent: 50}\n");
        let rows = ("allocations.yaml", "- {person: p, from: 2026-06-08, to: 2026-06-21, percent: 121}\n");
        for (day, is_off) in [("2026-06-14", true), ("2026-06-15", false)] {
            let settings = format!("report: {{as_of: {day}}}\n");
            let files = [("alongside.yaml", settings.as_str()), people, task, rows];
            assert_eq!(reasons(Area::Plan, &files).0, usize::from(is_off), "{day}");
        }
    }

    #[test]
    fn spending_is_on_plan_where_the_share_would_be_told_as_nothing() {
        assert_eq!(spending(0.0004).en, "Spending is on plan.");
        assert_eq!(spending(-0.0004).en, "Spending is on plan.");
        assert_ne!(spending(0.0005).en, "Spending is on plan.");
        assert_ne!(spending(-0.0005).en, "Spending is on plan.");
    }
}
