use crate::analysis::kpi::{Point, Series};
use crate::analysis::numbers::same;
use crate::calendar::Every;
use crate::checklist::rules::words::day;
use crate::checklist::{RuleContext, Severity, Subject, Verdict};
use crate::project::Project;
use crate::project::registers::goals::Kpi;
use crate::{both, rule, say};

rule! { "kpi-several-values-one-day", Kpis, Quality, Warning, Each, Initiation..=Closed;
    asks { Kpis: aggregate; }
    title "KPI has several values on one day" "指标同一天有多个数值";
    what "A KPI has one value a day, or says which of several counts." "指标每天一个数值；有多个时写明怎样取。";
    why "Which of them is the value depends on the order of the rows." "以哪个为准，全看行的先后。";
    fix "Type `aggregate: mean`, `sum` or `last` in the KPI, or remove the values that are wrong." "在指标的“同日取值”填“平均”“合计”或“最后”，或删去写错的数值。";
    bad at "kpis.yaml:1:20 aggregate" { "kpis.yaml": "- {id: days, name: Days to answer}\n", "measurements.csv": "kpi,date,value\ndays,2026-06-01,3\ndays,2026-06-01,5\n" }
    good { "kpis.yaml": "- {id: days, name: Days to answer, aggregate: mean}\n", "measurements.csv": "kpi,date,value\ndays,2026-06-01,3\ndays,2026-06-01,5\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let (project, analysis) = (judge.project, judge.analysis);
    judge.each(judge.subjects(&project.kpis), |kpi| match analysis.kpis.get(kpi.id.index) {
        Some(numbers) if !numbers.series.points.is_empty() => verdict(project, kpi, &numbers.series),
        _ => Verdict::NotAssessable(both!("It has no values.", "没有实测值。")),
    });
}

fn verdict(project: &Project, kpi: Subject<'_, Kpi>, series: &Series) -> Verdict {
    let Some(newest) = series.crowded.last().filter(|_| kpi.aggregate.is_none()) else { return Verdict::Pass };
    let (record, day) = (kpi.label(project), day(project, newest.first().map(|point| point.day).unwrap_or_default()));
    let (days, values) = (series.crowded.len(), newest.len());
    let message = say!(
        "{record} has several values on {days} day{en_s}, as {values} on {day}, and no `aggregate`.",
        "{record}有{days}天出现多个数值，例如{day}有{values}个，没有填“同日取值”。",
        record, day, en_s = crate::text::plural(days), days, values
    );
    let finding = kpi.finding("aggregate", message);
    // Equal values are a row that was entered twice: whichever counts, the number is the same.
    if series.crowded.iter().all(|of_day| are_equal(of_day)) {
        let help = both!(
            "The values are the same: remove the row that was entered twice, or type `aggregate: last`.",
            "数值相同：删去重复的一行，或在“同日取值”填“最后”。"
        );
        return finding.help(help).at(Severity::Info).into();
    }
    let help = match kpi.cadence {
        Some(Every::Event) => both!(
            "Type `aggregate: mean` in the KPI (`sum` for what is counted), or remove the values that are wrong.",
            "在指标的“同日取值”填“平均”（计数的填“合计”），或删去写错的数值。"
        ),
        _ => RULE.fix.clone(),
    };
    finding.help(help).into()
}

fn are_equal(of_day: &[Point]) -> bool {
    of_day.windows(2).all(|pair| matches!(pair, [a, b] if same(a.value, b.value)))
}

crate::cases! {
    "what several values mean is said": passes { "kpis.yaml": "- {name: Sold, aggregate: sum, measurements: [{date: 2026-06-05, value: 3}, {date: 2026-06-05, value: 4}]}\n" };
    "the same value twice": hinted at "kpis.yaml:1:10 aggregate" { "kpis.yaml": "- {name: Sold, measurements: [{date: 2026-06-05, value: 3}, {date: 2026-06-05, value: 3}]}\n" };
    "two days of a KPI are one finding": found at "kpis.yaml:1:10 aggregate" { "kpis.yaml": "- {name: Sold, measurements: [{date: 2026-06-05, value: 3}, {date: 2026-06-05, value: 4}, {date: 2026-06-06, value: 3}, {date: 2026-06-06, value: 4}]}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::Severity;
    use crate::checklist::rules::tests::outcome;

    fn severities(rows: &str) -> Vec<Severity> {
        let rows = format!("指标,日期,数值\n{rows}");
        let outcome = outcome(&RULE, &[("指标.csv", "编号,名称\nk,响应天数\n"), ("测量.csv", &rows)]);
        outcome.findings.iter().map(|found| found.severity).collect()
    }

    #[test]
    fn once_for_each_kpi() {
        assert_eq!(severities("k,2026-06-01,3\nk,2026-06-01,5\nk,2026-06-02,1\nk,2026-06-02,2\n"), [Severity::Warning]);
        assert_eq!(severities("k,2026-06-01,3\nk,2026-06-01,3\n"), [Severity::Info], "duplicates");
        assert_eq!(severities("k,2026-06-01,3\nk,2026-06-02,3\n"), []);
    }
}
