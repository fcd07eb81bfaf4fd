//! How a KPI stands, in one sentence.

use crate::analysis::Analysis;
use crate::analysis::kpi::{Aim, Band, KpiNumbers, Status};
use crate::calendar::Date;
use crate::checklist::outcome::health::figures;
use crate::project::registers::goals::Kpi;
use crate::project::{Entry, Project};
use crate::text::{Message, number};
use crate::{both, say};

/// How far a value is from its plan, as a share of that; of a range, from the bound that it is beyond.
pub(super) fn distance(numbers: &KpiNumbers) -> Option<f64> {
    let value = numbers.standing.current.as_ref()?.value;
    let off = match numbers.standing.expected? {
        Aim::Value(expected) => value - expected,
        Aim::Band(band) => band.distance(value),
    };
    let plan = value - off;
    Some((off / if plan == 0.0 { 1.0 } else { plan }).abs())
}

/// Where a KPI is, what it was to be by now, and the next target that counts, with the chance to reach it.
pub(super) fn sentence(project: &Project, analysis: &Analysis, at: usize) -> Option<Message> {
    let (kpi, numbers) = (project.kpis.get(at)?, analysis.kpis.get(at)?);
    let name = figures::name(project, kpi);
    let current = numbers.standing.current.as_ref()?.value;
    let value = figures::value(project, kpi, numbers, current);
    let expected = match numbers.standing.expected {
        Some(Aim::Band(band)) => {
            let range = figures::range(project, kpi, band);
            return Some(against_band(&name, &value, &range, band, current));
        }
        Some(Aim::Value(expected)) => Some(expected),
        None => None,
    };
    if let (Status::Missed, Some(decided), Some(target)) = (numbers.status(), numbers.standing.decided_by, last_target(numbers)) {
        return Some(missed(project, kpi, numbers, decided.value, target));
    }
    let planned = |plan: f64| figures::plan(project, kpi, numbers, plan, current);
    let plan = planned(expected?);
    let next = next_target(numbers, project.report_date).map(|(by, aim)| (by, planned(aim)));
    let Some((by, aim)) = next.filter(|(_, aim)| *aim != plan) else {
        return Some(say!("“{name}” is at {value} against a plan of {plan}.", "“{name}”为{value}，计划{plan}。", name, value, plan));
    };
    let day = figures::day(project, by);
    let chance = numbers
        .next_chance()
        .map(number::chance)
        .map_or_else(Message::default, |chance| say!(" (chance {chance})", "（达成概率{chance}）", chance));
    if matches!(numbers.status(), Status::OnTrack | Status::Met) {
        return Some(say!(
            "“{name}” is at {value}; its target by {day} is {aim}{chance}.",
            "“{name}”为{value}，{day}的目标是{aim}{chance}。",
            name,
            value,
            day,
            aim,
            chance
        ));
    }
    Some(say!(
        "“{name}” is at {value} against a plan of {plan}; its target by {day} is {aim}{chance}.",
        "“{name}”为{value}，计划{plan}，{day}的目标是{aim}{chance}。",
        name,
        value,
        plan,
        day,
        aim,
        chance
    ))
}

/// The day and the value of the next target that is not reached.
fn next_target(numbers: &KpiNumbers, today: Date) -> Option<(Date, f64)> {
    let target = numbers.next_target(today)?;
    if let Aim::Value(aim) = target.aim { Some((target.by, aim)) } else { None }
}

/// The day and the value of the last target.
fn last_target(numbers: &KpiNumbers) -> Option<(Date, f64)> {
    let target = numbers.path.as_ref()?.last_target()?;
    if let Aim::Value(aim) = target.aim { Some((target.by, aim)) } else { None }
}

/// A target is missed by the value that decided, whatever came later.
fn missed(project: &Project, kpi: &Entry<Kpi>, numbers: &KpiNumbers, decided: f64, (by, aim): (Date, f64)) -> Message {
    let value = figures::value(project, kpi, numbers, decided);
    let aim = figures::plan(project, kpi, numbers, aim, decided);
    let (name, day) = (figures::name(project, kpi), figures::day(project, by));
    say!(
        "“{name}” missed its target of {aim} by {day} with {value}.",
        "“{name}”未达成{day}的目标{aim}，实际为{value}。",
        name,
        aim,
        day,
        value
    )
}

/// On which side of its range a value is, or that it is inside again.
fn against_band(name: &Message, value: &Message, range: &Message, band: Band, current: f64) -> Message {
    let bound = |one: Message| if band.low.is_some() && band.high.is_some() { both!("range", "区间") } else { one };
    if band.high.is_some_and(|high| current > high) {
        let bound = bound(both!("limit", "上限"));
        say!("“{name}” is at {value}, above the {bound} of {range}.", "“{name}”为{value}，高于{bound}{range}。", name, value, bound, range)
    } else if band.low.is_some_and(|low| current < low) {
        let bound = bound(both!("limit", "下限"));
        say!("“{name}” is at {value}, below the {bound} of {range}.", "“{name}”为{value}，低于{bound}{range}。", name, value, bound, range)
    } else {
        let bound = bound(both!("limit", "界限"));
        say!(
            "“{name}” missed its {bound} of {range}; it is at {value} now.",
            "“{name}”未守住{bound}{range}，现为{value}。",
            name,
            value,
            bound,
            range
        )
    }
}

#[cfg(test)]
mod tests {
    use super::distance;
    use crate::checklist::area::Area;
    use crate::checklist::outcome::health::tests::{read, standing};

    #[test]
    fn what_is_within_its_range_is_at_no_distance_from_it() {
        for (value, expected) in [("1", 0.5), ("2", 0.0), ("2.5", 0.0), ("4", 0.0), ("5", 0.25)] {
            let kpi = format!(
                "- {{id: k, name: Blogs, direction: range, targets: [{{by: 2026-12-31, low: 2, high: 4}}], measurements: [{{date: 2026-06-14, value: {value}}}]}}\n"
            );
            let (_, analysis, _) = read(&[("kpis.yaml", &kpi)]);
            assert_eq!(distance(&analysis.kpis[0]), Some(expected), "{value}");
        }
    }

    #[test]
    fn a_target_that_reads_like_the_plan_is_not_told_beside_it() {
        let reason = |last: &str| {
            let kpi = format!(
                "- {{id: k, name: Share, direction: increase, targets: [{{by: 2026-03-01, value: 0.12345}}, {{by: 2026-12-31, value: {last}}}], measurements: [{{date: 2026-06-14, value: 0.1}}]}}\n"
            );
            standing(&[("goals.yaml", "- {id: g, title: G, kpis: [k]}\n"), ("kpis.yaml", &kpi)]).of(Area::Goals).reason.en
        };
        assert_eq!(reason("0.12345"), "“Share” is at 0.1 against a plan of 0.12.");
        assert_eq!(reason("0.2"), "“Share” is at 0.1 against a plan of 0.15; its target by 31 Dec is 0.2.");
    }

    #[test]
    fn a_value_at_the_bound_of_its_range_is_inside_again() {
        for (bound, before, en) in [
            ("high: 15", 25, "“Blogs” missed its limit of 15; it is at 15 now."),
            ("low: 15", 5, "“Blogs” missed its limit of 15; it is at 15 now."),
        ] {
            let kpi = format!(
                "- {{id: k, name: Blogs, direction: range, targets: [{{by: 2026-06-01, {bound}}}], measurements: [{{date: 2026-06-01, value: {before}}}, {{date: 2026-06-14, value: 15}}]}}\n"
            );
            let goal = ("goals.yaml", "- {id: g, title: G, kpis: [k]}\n");
            assert_eq!(standing(&[goal, ("kpis.yaml", &kpi)]).of(Area::Goals).reason.en, en);
        }
    }
}
