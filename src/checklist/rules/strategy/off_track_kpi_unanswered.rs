use crate::analysis::kpi::{OffTrack, Status};
use crate::checklist::rules::words::day;
use crate::checklist::{Finding, RuleContext, Subject, Verdict};
use crate::project::registers::goals::Kpi;
use crate::{both, rule, say};

rule! { "off-track-kpi-unanswered", Adjustments, Signal, Warning, Each, Execution..=Closing;
    options { periods = 3, "Values off track in a row from which on an answer is asked for" "连续偏离多少个数值之后要有应对"; }
    title "KPI is off track and nothing is decided" "指标持续偏离，没有应对";
    what "Since a KPI has been off track for three values, a change or a decision names it or its goal; “watch until …” is a decision too." "指标连续三个数值偏离的，要有涉及它或其目标的策略调整或决策；“观察到某日”也算决策。";
    why "The number is read every week, and everybody waits for somebody else to act." "数字每周都看，却都在等别人先动。";
    fix "Record a change or a decision with `affects:` and the KPI, even if it is to watch it until a day." "登记一条“影响对象”为该指标的策略调整或决策，决定观察到某日也可以。";
    bad at "kpis.yaml:1:154 measurements" { "kpis.yaml": "- {id: leads, name: Qualified leads, direction: increase, baseline: {date: 2026-01-01, value: 0}, targets: [{by: 2026-12-31, value: 365}], measurements: [{date: 2026-05-24, value: 40}, {date: 2026-05-31, value: 42}, {date: 2026-06-07, value: 45}]}\n" }
    good {
        "kpis.yaml": "- {id: leads, name: Qualified leads, direction: increase, baseline: {date: 2026-01-01, value: 0}, targets: [{by: 2026-12-31, value: 365}], measurements: [{date: 2026-05-24, value: 40}, {date: 2026-05-31, value: 42}, {date: 2026-06-07, value: 45}]}\n",
        "decisions.yaml": "- {title: Watch leads until the fair, date: 2026-06-03, affects: [leads]}\n",
    }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let analysis = judge.analysis;
    let is_over = |kpi: usize| analysis.finished_kpis.get(kpi).copied().unwrap_or_default();
    let running = judge.subjects(&judge.project.kpis).filter(|kpi| !is_over(kpi.id.index));
    judge.each_by(running, verdict);
}

fn verdict(judge: &RuleContext<'_>, kpi: Subject<'_, Kpi>) -> Verdict {
    let at = kpi.id.index;
    let Some(numbers) = judge.analysis.kpis.get(at).filter(|numbers| numbers.series.points.len() as f64 >= judge.number(OPTIONS.periods)) else {
        return Verdict::NotAssessable(both!("There are too few values.", "数值太少。"));
    };
    if matches!(numbers.status(), Status::NoData(_)) {
        return Verdict::NotAssessable(both!("The KPI cannot be judged.", "指标无法判断。"));
    }
    match judge.analysis.off_track.get(at).copied().flatten() {
        Some(off) if numbers.status() != Status::Met && off.answer.is_none() && off.values as f64 >= judge.number(OPTIONS.periods) => {
            finding(judge, kpi, off).into()
        }
        _ => Verdict::Pass,
    }
}

fn finding(judge: &RuleContext<'_>, kpi: Subject<'_, Kpi>, off: OffTrack) -> Finding {
    let (record, since, n) = (kpi.label(judge.project), day(judge.project, off.since), off.values);
    let message = say!(
        "{record} has been off track for {n} values, since {since}, and no change or decision since then names it or its goal.",
        "{record}自{since}起连续{n}个数值偏离，此后没有涉及它或其目标的策略调整或决策。",
        record, n, since
    );
    let id = &kpi.entry().id;
    kpi.finding("measurements", message).help(say!(
        "Record a change or a decision with `affects: [{id}]`; “watch until …” is one too.",
        "登记一条“影响对象”为{id}的策略调整或决策；“观察到某日”也算。",
        id
    ))
}

crate::cases! {
    "three values in a row": found at "kpis.yaml:1:144 measurements" { "kpis.yaml": "- {id: leads, name: Leads, direction: increase, baseline: {date: 2026-01-01, value: 0}, targets: [{by: 2026-12-31, value: 365}], measurements: [{date: 2026-05-24, value: 40}, {date: 2026-05-31, value: 42}, {date: 2026-06-07, value: 45}]}\n" };
    "the last one is on its path again": passes { "kpis.yaml": "- {id: leads, name: Leads, direction: increase, baseline: {date: 2026-01-01, value: 0}, targets: [{by: 2026-12-31, value: 365}], measurements: [{date: 2026-05-24, value: 40}, {date: 2026-05-31, value: 42}, {date: 2026-06-07, value: 160}]}\n" };
    "a decision to watch it": passes { "kpis.yaml": "- {id: leads, name: Leads, direction: increase, baseline: {date: 2026-01-01, value: 0}, targets: [{by: 2026-12-31, value: 365}], measurements: [{date: 2026-05-24, value: 40}, {date: 2026-05-31, value: 42}, {date: 2026-06-07, value: 45}]}\n", "decisions.yaml": "- {title: Watch until the fair, date: 2026-06-03, affects: [leads]}\n" };
    "too few values": not_assessable { "kpis.yaml": "- {id: leads, name: Leads, direction: increase, baseline: {date: 2026-01-01, value: 0}, targets: [{by: 2026-12-31, value: 365}], measurements: [{date: 2026-05-31, value: 42}, {date: 2026-06-07, value: 45}]}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::{findings, outcome};

    /// Weekly values from 3 May, of which 40 is off track.
    fn kpi(values: &[u32], more: &str) -> String {
        let day = |week: i64| crate::calendar::Date::new(2026, 5, 3).plus(week * 7);
        let values = (0..).zip(values).map(|(week, value)| format!("{{date: {}, value: {value}}}", day(week))).collect::<Vec<_>>();
        format!(
            "- {{id: leads, name: x, direction: increase, baseline: {{date: 2026-01-01, value: 0}}, targets: [{{by: 2026-12-31, value: 365}}], measurements: [{}]{more}}}\n",
            values.join(", ")
        )
    }

    #[test]
    fn how_many_values_in_a_row() {
        for (values, expected) in [(&[40, 40, 40][..], 1), (&[130, 40, 40], 0), (&[40, 40, 160], 0), (&[130, 40, 40, 40, 40], 1)] {
            assert_eq!(findings(&RULE, &[("kpis.yaml", &kpi(values, ""))]), expected, "{values:?}");
        }
        let outcome = outcome(&RULE, &[("kpis.yaml", &kpi(&[40, 40], ""))]);
        assert_eq!((outcome.findings.len(), outcome.not_assessable), (0, 1));
    }

    #[test]
    fn a_goal_that_is_over_asks_for_nothing() {
        let goals = |outcome: &str| format!("- {{id: grow, title: Grow{outcome}}}\n");
        let kpis = kpi(&[40; 4], ", goal: grow");
        assert_eq!(findings(&RULE, &[("kpis.yaml", &kpis), ("goals.yaml", &goals(""))]), 1);
        assert_eq!(findings(&RULE, &[("kpis.yaml", &kpis), ("goals.yaml", &goals(", outcome: missed"))]), 0);
    }
}
