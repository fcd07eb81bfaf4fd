//! Evaluation and strategy, performance, improvement.

use super::{UNMEASURED, above, part};
use crate::analysis::Analysis;
use crate::analysis::kpi::{KpiNumbers, OffTrack, Status};
use crate::analysis::tally::{GoalTally, ImprovementTally};
use crate::checklist::outcome::health::Evidence;
use crate::checklist::rules;
use crate::project::registers::strategy::ChangeTrigger;
use crate::project::{Kind, Project, Stage};
use crate::text::{number, plural};
use crate::{both, say};

pub(super) fn strategy(project: &Project, analysis: &Analysis) -> Evidence {
    let (reviews, changes, decisions) = (project.reviews.len(), project.changes.len(), project.decisions.len());
    if reviews + changes + decisions == 0 {
        return Evidence::none(both!("No review, change or decision is recorded.", "尚无评估、策略调整和决策记录。"));
    }
    let rhythm = rules::reviews(project);
    let due = rhythm.due();
    let number = match analysis.change_speed.in_all.median {
        Some(median) => {
            let days = number::full(median, u32::from(median.fract() != 0.0));
            say!(
                "{held} of {due} review{en_s} held; changes took {days} days from raised to applied (median).",
                "进展评估应做{due}次，实做{held}次；策略调整从提出到落实的中位数为{days}天。",
                held = rhythm.looks.len(),
                en_s = plural(due),
            )
        }
        None => say!(
            "{reviews} review{en_s}, {changes} change{en_c}, {decisions} decision{en_d}.",
            "进展评估{reviews}次，策略调整{changes}项，决策{decisions}项。",
            en_s = plural(reviews),
            en_c = plural(changes),
            en_d = plural(decisions),
        ),
    };
    let mut evidence = Evidence::of(number);
    let missed = rhythm.missed_in_a_row;
    evidence.off_if(missed >= MOST_MISSED, above(missed as f64, MOST_MISSED as f64), || {
        say!("{missed} progress reviews in a row were missed.", "连续{missed}次进展评估没有做。")
    });
    let of_marketing = project.changes.iter().zip(&analysis.changes).filter(|(change, numbers)| {
        numbers.waiting.is_some() && change.trigger.as_ref().is_some_and(|trigger| trigger.is(ChangeTrigger::MarketingStrategy))
    });
    let ages = of_marketing.filter_map(|(change, _)| Some(project.calendar.distance(change.raised?, project.report_date)));
    let stuck: Vec<i64> = ages.filter(|age| *age > LONGEST_OPEN).collect();
    let longest = stuck.iter().copied().max().unwrap_or(0);
    evidence.off_if(!stuck.is_empty(), above(longest as f64, LONGEST_OPEN as f64), || {
        say!(
            "{stuck} change{en_s} of marketing strategy open for more than {longest} working days.",
            "{stuck}项营销策略调整超过{longest}个工作日未落实。",
            stuck = stuck.len(),
            en_s = plural(stuck.len()),
            longest = LONGEST_OPEN
        )
    });
    let unanswered = unanswered_kpis(analysis);
    let values = unanswered.iter().copied().max().unwrap_or(0);
    let unanswered = unanswered.len();
    evidence.off_if(unanswered > 0, above(values as f64, MOST_UNANSWERED as f64), || {
        say!(
            "{unanswered} KPI{en_s} off track for {most} values or more, and nothing is decided.",
            "{unanswered}项指标连续{most}个以上数值偏离，没有应对。",
            en_s = plural(unanswered),
            most = MOST_UNANSWERED
        )
    });
    evidence
}

/// So many reviews missed running make the area off track.
const MOST_MISSED: usize = 2;

/// So many values in a row off track, and no change or decision about them, make the area off track.
const MOST_UNANSWERED: usize = 6;

/// Working days for which a change of marketing strategy may be open.
const LONGEST_OPEN: i64 = 20;

/// Working days after its end for which a closed project may have no signed evaluation.
const LONGEST_UNSIGNED: i64 = 20;

/// How many values each of them is off track.
fn unanswered_kpis(analysis: &Analysis) -> Vec<usize> {
    let of_kpis = analysis.off_track.iter().zip(&analysis.kpis).zip(&analysis.finished_kpis);
    let values_of = |((off, kpi), is_finished): ((&Option<OffTrack>, &KpiNumbers), &bool)| {
        let off = off.filter(|off| off.values >= MOST_UNANSWERED && off.answer.is_none())?;
        (!is_finished && kpi.status() != Status::Met).then_some(off.values)
    };
    of_kpis.filter_map(values_of).collect()
}

pub(super) fn performance(project: &Project, analysis: &Analysis) -> Evidence {
    if project.stage() < Stage::Closing {
        return Evidence::none(both!("The evaluation is due in the closing stage.", "绩效评估在收尾阶段进行，尚未到期。"));
    }
    let GoalTally { with_verdict: judged, records: goals, .. } = analysis.tallies.goals;
    let mut evidence = Evidence::of(say!("{judged} of {goals} goals have a verdict.", "{goals}个目标中{judged}个已有结论。"));
    let is_signed = project.evaluations.iter().any(|evaluation| !evaluation.signed_off_by.is_empty());
    let late = project.settings.project.end.map_or(0, |end| project.calendar.distance(end, project.report_date));
    evidence.off_if(
        !is_signed && project.stage() == Stage::Closed && late > LONGEST_UNSIGNED,
        above(late as f64, LONGEST_UNSIGNED as f64),
        || both!("The project is closed without a signed evaluation.", "项目已关闭，绩效评估尚未签核。"),
    );
    evidence.risk_if(!is_signed && late > 0, UNMEASURED, || {
        both!("The project's end is past, and no evaluation is signed.", "项目结束日期已过，绩效评估尚未签核。")
    });
    evidence
}

pub(super) fn improvement(project: &Project, analysis: &Analysis) -> Evidence {
    if !project.has(Kind::Reflections) && !project.has(Kind::Lessons) && !project.has(Kind::Improvements) {
        return Evidence::none(both!("No reflection, lesson or improvement is recorded.", "尚无反思、经验教训和改进记录。"));
    }
    let ImprovementTally { records: all, done, verified } = analysis.tallies.improvements;
    let number = if all == 0 {
        let (reflections, lessons) = (project.reflections.len(), project.lessons.len());
        say!(
            "{reflections} reflection{en_r} and {lessons} lesson{en_l} are recorded, no improvement.",
            "已记录反思{reflections}次、经验教训{lessons}条，尚无改进措施。",
            en_r = plural(reflections),
            en_l = plural(lessons)
        )
    } else {
        say!("{done} of {all} improvements done, {verified} verified.", "{all}项改进中{done}项已完成，{verified}项已验证。")
    };
    let mut evidence = Evidence::of(number.clone());
    let due: Vec<_> = project
        .improvements
        .iter()
        .filter(|improvement| improvement.due.is_some_and(|due| project.calendar.due(due) < project.report_date))
        .collect();
    let late = due.iter().filter(|improvement| improvement.is_open()).count();
    evidence.off_if(due.len() >= 3 && late * 2 >= due.len(), above(part(late, due.len()), 0.5), || number.clone());
    evidence
}

#[cfg(test)]
mod tests {
    use crate::calendar::Date;
    use crate::checklist::area::Area;
    use crate::checklist::outcome::health::Health;
    use crate::checklist::outcome::health::tests::{number, reasons, standing};

    #[test]
    fn half_of_three_improvements_open_past_their_day_is_off_track() {
        for (done, open, due, is_off) in [
            (2, 2, "2026-06-12", true),
            (1, 2, "2026-06-12", true),
            (3, 2, "2026-06-12", false),
            (0, 2, "2026-06-12", false),
            (0, 3, "2026-06-15", false),
            (0, 3, "2026-06-13", false),
        ] {
            let rows: String = std::iter::once("title,due,status\n".to_owned())
                .chain((0..done).map(|at| format!("d{at},{due},done\n")))
                .chain((0..open).map(|at| format!("o{at},{due},open\n")))
                .collect();
            let found = reasons(Area::Improvement, &[("improvements.csv", &rows)]);
            assert_eq!(found, (usize::from(is_off), 0), "{done} done and {open} open, due {due}");
        }
    }

    #[test]
    fn an_evaluation_is_due_in_closing_from_the_day_after_the_end() {
        let settings = |stage: &str, end: &str| format!("project: {{stage: {stage}, end: {end}}}\n");
        for (stage, end, expected) in [
            ("closing", "2026-06-15", (0, 0)),
            ("closing", "2026-06-12", (0, 1)),
            ("closing", "2026-05-15", (0, 1)),
            ("closed", "2026-05-18", (0, 1)),
            ("closed", "2026-05-15", (1, 1)),
        ] {
            assert_eq!(reasons(Area::Performance, &[("alongside.yaml", &settings(stage, end))]), expected, "{stage}, {end}");
        }
        let execution = standing(&[("alongside.yaml", &settings("execution", "2026-06-12"))]);
        assert_eq!(execution.of(Area::Performance).health, Health::NoData);
    }

    #[test]
    fn a_change_of_marketing_strategy_may_be_open_for_twenty_working_days() {
        for (raised, is_off) in [("2026-05-18", false), ("2026-05-15", true)] {
            let change = format!("- {{title: Other words, raised: {raised}, trigger: marketing-strategy}}\n");
            assert_eq!(reasons(Area::Strategy, &[("changes.yaml", &change)]), (usize::from(is_off), 0), "{raised}");
        }
    }

    #[test]
    fn a_median_of_days_has_a_decimal_where_it_needs_one() {
        let change = |applied: &str| {
            format!("- {{title: {applied}, raised: 2026-06-01, decision: approved, decided: 2026-06-01, applied: {applied}}}\n")
        };
        for (changes, days) in [(change("2026-06-05"), "4 days"), (change("2026-06-05") + &change("2026-06-08"), "5.5 days")] {
            let said = number(Area::Strategy, &[("changes.yaml", &changes)]);
            assert!(said.contains(&format!("took {days} ")), "{said}");
        }
    }

    #[test]
    fn a_kpi_off_track_for_six_values_that_nobody_answers_is_off_track() {
        let decisions = ("decisions.yaml", "- {title: Something else, date: 2026-06-01, status: accepted}\n");
        for (values, is_off) in [(6, true), (5, false)] {
            let points: Vec<String> =
                (0..values).map(|week| format!("{{date: {}, value: 1}}", Date::new(2026, 5, 1).plus(week * 7))).collect();
            let kpi = format!(
                "- {{id: k, name: K, direction: increase, baseline: {{value: 0, date: 2026-01-01}}, target: {{by: 2026-12-31, value: 400}}, measurements: [{}]}}\n",
                points.join(", ")
            );
            assert_eq!(reasons(Area::Strategy, &[decisions, ("kpis.yaml", &kpi)]), (usize::from(is_off), 0), "{values} values");
        }
    }
}
