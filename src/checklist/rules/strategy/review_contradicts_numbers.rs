use rust_decimal::Decimal;

use super::latest::latest;
use crate::analysis::plan::is_agreed;
use crate::checklist::rules::words::{day, workdays};
use crate::checklist::{RuleContext, Place, Subject, Verdict};
use crate::project::registers::strategy::Review;
use crate::project::registers::words::{Rag, WorkStatus};
use crate::project::types::Text;
use crate::project::{AnyEntry, RecordId};
use crate::text::{Message, number};
use crate::{both, rule, say};

rule! { "review-contradicts-numbers", Reviews, Signal, Warning, Each, Execution..=Closing;
    options {
        days = 5, "Working days that a milestone may be late while the schedule is called green" "进度评为正常时，里程碑可逾期的工作日数";
        percent = 10, "Per cent that spending may be over plan while the cost is called green" "成本评为正常时，支出可超出计划的百分比";
    }
    title "Review says green where the numbers did not" "评估写“正常”，数据并不正常";
    what "What the latest review calls green was so on its day: no milestone late by more than five working days for schedule, spending at most a tenth over plan for cost, no KPI off track for effect. Only dated facts of that day count." "最近一次评估写为“正常”的，当天数据也应如此：进度方面没有里程碑逾期超过五个工作日，成本方面支出超计划不到一成，效果方面没有偏离的指标。只看当天已有日期的事实。";
    why "A green that the numbers do not bear out makes every green worthless." "一次与数据不符的“正常”，会让所有“正常”都不可信。";
    fix "Correct the status, or say in the review's `reason` why it holds in spite of it, by the id or name of the milestone or KPI." "改正状态，或在评估的“原因”中写出里程碑或指标的编号或名称，并说明为什么仍算正常。";
    bad at "reviews.yaml:1:30 effect" {
        "reviews.yaml": "- {date: 2026-06-03, effect: green}\n",
        "kpis.yaml": "- {id: leads, name: Qualified leads, direction: increase, baseline: {date: 2026-01-01, value: 0}, targets: [{by: 2026-12-31, value: 365}], measurements: [{date: 2026-05-31, value: 42}]}\n",
    }
    good {
        "reviews.yaml": "- {date: 2026-06-03, effect: red}\n",
        "kpis.yaml": "- {id: leads, name: Qualified leads, direction: increase, baseline: {date: 2026-01-01, value: 0}, targets: [{by: 2026-12-31, value: 365}], measurements: [{date: 2026-05-31, value: 42}]}\n",
    }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    judge.each_by(latest(judge), verdict);
}

/// Something that was so on the day of the review.
struct Fact {
    field: &'static str,
    said: Message,
    record: Option<RecordId>,
}

fn verdict(judge: &RuleContext<'_>, review: Subject<'_, Review>) -> Verdict {
    let dimensions = [("schedule", review.schedule), ("cost", review.cost), ("effect", review.effect)];
    let green: Vec<&str> = dimensions.into_iter().filter(|(_, rag)| *rag == Some(Rag::Green)).map(|(field, _)| field).collect();
    if green.is_empty() {
        return Verdict::Pass;
    }
    let facts: Vec<Fact> = green.into_iter().flat_map(|field| facts(judge, review, field)).collect();
    let Some(first) = facts.first() else { return Verdict::Pass };
    let (record, label) = (review.label(judge.project), crate::checklist::rules::words::field_name::<Review>(first.field));
    let said: Vec<Message> = facts.iter().map(|fact| fact.said.clone()).collect();
    let message = say!(
        "The review {record} calls {label} green, while on its day {facts}.",
        "评估{record}的{label}写为“正常”，但当天{facts}。",
        record, label, facts = Message::list(&said)
    );
    let finding = review.finding(first.field, message).help(both!(
        "Correct the status, or say in `reason` why it holds, by the record’s name.",
        "改正状态，或在“原因”中写出记录名称并说明为什么仍算正常。"
    ));
    let places = facts.into_iter().filter_map(|fact| Some((fact.record?, fact.said)));
    places.fold(finding, |finding, (id, said)| finding.mention(Place::Record(id, String::new()), said)).into()
}

/// Whether the review's reason speaks of a record, by its id or name.
fn explains(review: Subject<'_, Review>, record: &dyn AnyEntry) -> bool {
    let names: Vec<&str> = std::iter::once(record.id()).chain(record.name().into_iter().flat_map(Text::all)).collect();
    review.reason.iter().flat_map(Text::all).any(|text| names.iter().any(|name| text.contains(name)))
}

fn facts(judge: &RuleContext<'_>, review: Subject<'_, Review>, field: &'static str) -> Vec<Fact> {
    match field {
        "schedule" => late_milestones(judge, review),
        "cost" => overspent(judge, review).into_iter().collect(),
        _ => off_track_kpis(judge, review),
    }
}

/// Milestones that were open on the day of the review, long after their agreed day.
fn late_milestones(judge: &RuleContext<'_>, review: Subject<'_, Review>) -> Vec<Fact> {
    let limit = judge.days(OPTIONS.days);
    let milestones = judge.subjects(&judge.project.milestones).filter_map(|milestone| {
        let baseline = milestone.baseline?;
        // Without an actual day, only what its record says is open is known to be late.
        let was_open = match milestone.actual {
            Some(actual) => actual > review.date,
            None => milestone.status.is_some_and(WorkStatus::is_open),
        };
        let late = judge.workdays(judge.project.calendar.due(baseline), review.date);
        if !was_open || late <= limit || is_agreed(judge.project, milestone.id) || explains(review, milestone.entry()) {
            return None;
        }
        let (record, late) = (milestone.label(judge.project), workdays(late));
        let said = say!("{record} was {late} late", "{record}已逾期{late}", record, late);
        Some(Fact { field: "schedule", said, record: Some(milestone.id) })
    });
    milestones.collect()
}

/// Spending of the ended months against their plan.
fn overspent(judge: &RuleContext<'_>, review: Subject<'_, Review>) -> Option<Fact> {
    let point = judge.analysis.budget.curve.iter().rfind(|point| point.day <= review.date)?;
    let actual = point.actual?;
    let limit = Decimal::try_from(1.0 + judge.number(OPTIONS.percent) / 100.0).unwrap_or(Decimal::ONE);
    if actual <= point.planned.checked_mul(limit)? {
        return None;
    }
    let currency = judge.project.settings.project.currency.as_deref().unwrap_or_default();
    let (spent, planned) = (number::money_full(actual, currency), number::money_full(point.planned, currency));
    let until = day(judge.project, point.day);
    let said = say!(
        "{spent} was spent up to {until} against a plan of {planned}",
        "截至{until}已支出{spent}，计划{planned}",
        spent, until, planned
    );
    Some(Fact { field: "cost", said, record: None })
}

/// KPIs whose last value up to the day of the review was off track.
fn off_track_kpis(judge: &RuleContext<'_>, review: Subject<'_, Review>) -> Vec<Fact> {
    let was_off = |id: RecordId| judge.analysis.kpis.get(id.index).is_some_and(|numbers| numbers.was_off_track(review.date));
    let off = judge.subjects(&judge.project.kpis).filter(|kpi| was_off(kpi.id) && !explains(review, kpi.entry()));
    let fact = |record: Message, id| Fact { field: "effect", said: say!("{record} was off track", "{record}偏离", record), record: Some(id) };
    off.map(|kpi| fact(kpi.label(judge.project), kpi.id)).collect()
}

crate::cases! {
    "green while a KPI was off track": found at "reviews.yaml:1:30 effect" { "reviews.yaml": "- {date: 2026-06-03, effect: green}\n", "kpis.yaml": "- {id: leads, name: Leads, direction: increase, baseline: {date: 2026-01-01, value: 0}, targets: [{by: 2026-12-31, value: 365}], measurements: [{date: 2026-05-31, value: 42}]}\n" };
    "what was measured later was not known": passes { "reviews.yaml": "- {date: 2026-06-03, effect: green}\n", "kpis.yaml": "- {id: leads, name: Leads, direction: increase, baseline: {date: 2026-01-01, value: 0}, targets: [{by: 2026-12-31, value: 365}], measurements: [{date: 2026-06-07, value: 42}]}\n" };
    "the review says why": passes { "reviews.yaml": "- {date: 2026-06-03, effect: green, reason: Leads of the fair are not counted yet}\n", "kpis.yaml": "- {id: leads, name: Leads, direction: increase, baseline: {date: 2026-01-01, value: 0}, targets: [{by: 2026-12-31, value: 365}], measurements: [{date: 2026-05-31, value: 42}]}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::{findings, outcome};

    const KPIS: &str = "- {id: leads, name: Leads, direction: increase, baseline: {date: 2026-01-01, value: 0}, targets: [{by: 2026-12-31, value: 365}], measurements: [{date: 2026-05-03, value: 122}, {date: 2026-05-31, value: 42}, {date: 2026-06-07, value: 160}]}\n";

    fn review(fields: &str) -> String {
        format!("- {{date: 2026-01-05, schedule: green, cost: green, effect: green}}\n- {{{fields}}}\n")
    }

    #[test]
    fn only_what_was_so_on_its_day() {
        for (fields, expected) in [
            ("date: 2026-06-03, effect: green", 1),
            ("date: 2026-05-20, effect: green", 0),
            ("date: 2026-06-10, effect: green", 0),
            ("date: 2026-06-03, effect: amber", 0),
            ("date: 2026-06-03, schedule: green", 0),
            ("date: 2026-06-03, effect: green, reason: Leads of the fair are not counted yet", 0),
            ("date: 2026-06-03, effect: green, reason: All well", 1),
        ] {
            assert_eq!(findings(&RULE, &[("kpis.yaml", KPIS), ("reviews.yaml", &review(fields))]), expected, "{fields}");
        }
    }

    #[test]
    fn a_milestone_that_was_open_long_after_its_day() {
        let reviews = review("date: 2026-06-03, schedule: green");
        for (dates, expected) in [
            ("baseline: 2026-05-20, actual: 2026-06-08", 1),
            ("baseline: 2026-05-20, actual: 2026-06-02", 0),
            ("baseline: 2026-05-28, actual: 2026-06-08", 0),
            ("baseline: 2026-05-20, status: in progress", 1),
            ("baseline: 2026-05-20", 0),
        ] {
            let milestones = format!("- {{id: M-1, name: Page live, {dates}}}\n");
            assert_eq!(findings(&RULE, &[("milestones.yaml", &milestones), ("reviews.yaml", &reviews)]), expected, "{dates}");
        }
    }

    #[test]
    fn spending_of_the_months_that_had_ended() {
        let reviews = review("date: 2026-06-03, cost: green");
        for (rows, expected) in [("Media,2026-05,50000,55001\n", 1), ("Media,2026-05,50000,55000\n", 0), ("Media,2026-06,50000,90000\n", 0)] {
            let budget = format!("category,period,planned,actual\n{rows}");
            let files = [("alongside.yaml", "project: {currency: CNY}\n"), ("budget.csv", budget.as_str()), ("reviews.yaml", &reviews)];
            assert_eq!(findings(&RULE, &files), expected, "{rows}");
        }
        let budget = ("budget.csv", "category,period,planned,actual\nMedia,2026-05,50000,61000\n");
        let outcome = outcome(&RULE, &[("alongside.yaml", "project: {currency: CNY}\n"), budget, ("reviews.yaml", &reviews)]);
        let said = &outcome.findings[0].finding.message;
        assert!(said.en.ends_with("calls `cost` green, while on its day ¥61,000 was spent up to 31 May against a plan of ¥50,000."), "{said}");
    }
}
