use crate::analysis::kpi::{Freshness, KpiNumbers};
use crate::calendar::{Date, Every};
use super::kpi_values::{Values, values};
use crate::checklist::rules::owner::with_leave;
use crate::checklist::rules::words::{day, unread_of};
use crate::checklist::{RuleContext, Subject, Verdict};
use crate::project::registers::goals::Kpi;
use crate::project::{Kind, Locator, Project, ReadProblem};
use crate::source::ProblemKind;
use crate::text::Message;
use crate::{both, rule, say};

rule! { "kpi-measurement-overdue", Kpis, Quality, Warning, Folded, Execution..=Closing;
    limits {
        GRACE_DAILY, "Working days after a day, or a number of days, until its value is asked for" "按天统计的，周期结束后多少个工作日内登记";
        GRACE_WEEKLY, "The same after a week, or several" "按周统计的，周期结束后多少个工作日内登记";
        GRACE_MONTHLY, "The same after a month, a quarter or a year" "按月、季、年统计的，周期结束后多少个工作日内登记";
    }
    asks { Kpis: measurements; }
    title "KPI has no current value" "指标没有按时更新";
    what "A KPI has a value for every period of its cadence that is over; a few days are given to write it down." "指标在每个已结束的统计周期都有数值，周期结束后留几天登记时间。";
    why "A decision on old numbers answers last month's question." "用旧数据做决定，解决的是上个月的问题。";
    fix "Add the missing values to the file that holds the others; if measuring has ended, give its goal an `outcome`." "在原来登记数值的文件里补上缺少的数值；如果不再统计，就给对应目标填“结果”。";
    bad at "kpis.yaml:1:67 measurements" { "kpis.yaml": "- {id: leads, name: Qualified leads, cadence: week, measurements: [{date: 2026-05-24, value: 352}]}\n" }
    good { "kpis.yaml": "- {id: leads, name: Qualified leads, cadence: week, measurements: [{date: 2026-06-07, value: 388}]}\n" }
    check
}

fn check<'p>(judge: &mut RuleContext<'p>) {
    let (project, analysis) = (judge.project, judge.analysis);
    let is_over = |kpi: usize| analysis.finished_kpis.get(kpi).copied().unwrap_or_default();
    let owing = judge.subjects(&project.kpis).filter(|kpi| !is_over(kpi.id.index));
    let unread: Vec<&ReadProblem> = unread_of(project, Kind::Measurements).collect();
    let locator = Locator::new(project);
    let of = |kpi: Subject<'p, Kpi>| analysis.kpis.get(kpi.id.index).map_or_else(nothing_owed, |numbers| verdict(&locator, project, kpi, numbers));
    let last = |kpi: Subject<'p, Kpi>| Some(analysis.kpis.get(kpi.id.index)?.series.last()?.day);
    judge.each_by(owing, |judge, kpi| match of(kpi) {
        Verdict::Fail(_) if unread.iter().any(|trouble| may_be_newer(project, kpi, last(kpi), trouble)) => {
            Verdict::NotAssessable(both!("A value of it cannot be read.", "有数值无法读取。"))
        }
        Verdict::Fail(finding) => with_leave(judge, kpi.owner.as_ref(), *finding).into(),
        verdict => verdict,
    });
}

/// Lines that are typed out; the others look alike.
const MOST_LINES: usize = 2;

/// Whether what could not be read may be a newer value of the KPI than the last one: the whole file, or a row of the KPI's own file
/// or with its name.
fn may_be_newer(project: &Project, kpi: Subject<'_, Kpi>, last: Option<Date>, trouble: &ReadProblem) -> bool {
    let Some(file) = trouble.file.filter(|_| trouble.problem.kind != ProblemKind::File) else { return true };
    let (text, at) = (project.text(file), trouble.problem.span.start as usize);
    let row = text.get(..at).and_then(|before| text.get(before.rfind('\n').map_or(0, |end| end + 1)..)).unwrap_or_default();
    let row = row.lines().next().unwrap_or_default();
    let mut days = row.split([',', ';', '\t', '|']).filter_map(|cell| Date::parse(cell.trim()).ok());
    if days.any(|day| last.is_some_and(|last| day <= last)) {
        return false;
    }
    std::iter::once(&*kpi.entry().id).chain(kpi.name.all()).any(|name| row.contains(name) || project.path(file).contains(name))
}

fn verdict<'p>(locator: &Locator<'p>, project: &'p Project, kpi: Subject<'p, Kpi>, numbers: &KpiNumbers) -> Verdict {
    let missing = match &numbers.freshness {
        Freshness::NotOwed => return nothing_owed(),
        Freshness::Fresh(_) => return Verdict::Pass,
        Freshness::Overdue { missing, .. } => missing,
    };
    let (message, help) = match numbers.series.last() {
        Some(last) => {
            let days: Vec<Date> = missing.iter().map(|(_, day)| *day).collect();
            (late(project, kpi, last.day, days.len()), values_to_add(kpi, &days, values(locator, project, kpi, last.source).as_ref()))
        }
        None if kpi.measurements.iter().any(|measured| measured.value.is_some()) => (
            undated(project, kpi),
            say!("Write it to `measurements.csv` with its day: `{id},YYYY-MM-DD,…`.", "连同日期写入 `测量.csv`：`{id},YYYY-MM-DD,…`。", id = &kpi.entry().id),
        ),
        None => (never(project, kpi), both!("Add the first value to `measurements.csv`.", "在 `测量.csv` 登记第一个数值。")),
    };
    kpi.finding("measurements", message).help(help).into()
}

fn late(project: &Project, kpi: Subject<'_, Kpi>, last: Date, missing: usize) -> Message {
    let (record, last) = (kpi.label(project), day(project, last));
    let cadence = kpi.cadence.map(Every::label).unwrap_or_default();
    say!(
        "{record} is measured {cadence}; the last value is of {last}, {n} {en_are} missing.",
        "{record}{cadence}更新，最近一次是{last}，缺{n}次。",
        record, cadence, last, en_are = if missing == 1 { "is" } else { "are" }, n = missing
    )
}

fn never(project: &Project, kpi: Subject<'_, Kpi>) -> Message {
    let record = kpi.label(project);
    say!("{record} has never been measured.", "{record}还没有实测值。", record)
}

/// A column of current values does not say of when they are.
fn undated(project: &Project, kpi: Subject<'_, Kpi>) -> Message {
    let record = kpi.label(project);
    say!("{record} has a value without a day, which no number counts.", "{record}的实测值没有日期，未计入任何数字。", record)
}

/// The lines to type, where the KPI's values stand.
fn values_to_add(kpi: Subject<'_, Kpi>, days: &[Date], values: Option<&Values<'_>>) -> Message {
    let elsewhere = |day: &Date| Message::same(format!("`{},{day},…`", kpi.entry().id));
    let line = |day: &Date| values.map_or_else(|| elsewhere(day), |values| values.line(*day));
    let lines: Vec<Message> = days.iter().take(MOST_LINES).map(line).collect();
    let lines = match days.len().saturating_sub(MOST_LINES) {
        0 => Message::list(&lines),
        more => several(&lines, more),
    };
    let place = values.map_or_else(|| both!("`measurements.csv`", "`测量.csv` "), |values| values.place.clone());
    say!(
        "Add {lines} to {place}; if measuring has ended, give its goal an `outcome`.",
        "在 {place}补上：{lines}；如果不再统计，就给对应目标填“结果”。",
        lines, place
    )
}

/// "`a`, `b` and 1 more", 「`a`、`b`等3行」.
fn several(lines: &[Message], more: usize) -> Message {
    let (en, zh): (Vec<&str>, Vec<&str>) = lines.iter().map(|line| (&*line.en, &*line.zh)).unzip();
    say!(
        "{en_lines} and {en_more} more",
        "{zh_lines} 等{zh_all}行",
        en_lines = en.join(", "), zh_lines = zh.join("、"), en_more = more, zh_all = lines.len() + more
    )
}

fn nothing_owed() -> Verdict {
    Verdict::NotAssessable(both!("No calendar says when a value is due.", "没有固定的统计周期。"))
}

crate::cases! {
    "an event has no calendar": not_assessable { "kpis.yaml": "- {name: Sold, cadence: per release, measurements: [{date: 2026-01-05, value: 3}]}\n" };
    "phases have no calendar": not_assessable { "kpis.yaml": "- {name: Sold, cadence: phase, measurements: [{date: 2026-01-05, value: 3}]}\n" };
    "no cadence, but values": not_assessable { "kpis.yaml": "- {name: Sold, measurements: [{date: 2026-01-05, value: 3}]}\n" };
    "the last full week, three working days on": passes { "kpis.yaml": "- {name: Sold, cadence: week, measurements: [{date: 2026-06-05, value: 3}]}\n" };
    "the week before it": found at "kpis.yaml:1:45 measurements" { "alongside.yaml": "report: {as_of: 2026-06-18}\n", "kpis.yaml": "- {name: Sold, cadence: week, measurements: [{date: 2026-06-05, value: 3}]}\n" };
    "a month and ten working days": passes { "alongside.yaml": "report: {as_of: 2026-06-12}\n", "kpis.yaml": "- {name: Sold, cadence: month, measurements: [{date: 2026-04-30, value: 3}]}\n" };
    "a week of holidays owes nothing": passes { "alongside.yaml": "report: {as_of: 2026-06-18}\ncalendar: {holidays: [2026-06-08..2026-06-14]}\n", "kpis.yaml": "- {name: Sold, cadence: week, measurements: [{date: 2026-06-05, value: 3}]}\n" };
    "a project gives more time": passes { "alongside.yaml": "report: {as_of: 2026-06-18}\nchecklist: {rules: {kpi-measurement-overdue: {grace_weekly: 4}}}\n", "kpis.yaml": "- {name: Sold, cadence: week, measurements: [{date: 2026-06-05, value: 3}]}\n" };
    "a day and a working day": passes { "kpis.yaml": "- {name: Visits, cadence: day, measurements: [{date: 2026-06-11, value: 3}]}\n" };
    "two working days after a day": found at "kpis.yaml:1:46 measurements" { "alongside.yaml": "report: {as_of: 2026-06-16}\n", "kpis.yaml": "- {name: Visits, cadence: day, measurements: [{date: 2026-06-11, value: 3}]}\n" };
    "a month and eleven working days": found at "kpis.yaml:1:46 measurements" { "kpis.yaml": "- {name: Sold, cadence: month, measurements: [{date: 2026-04-30, value: 3}]}\n" };
    "the newest value cannot be read": not_assessable { "kpis.yaml": "- {id: sold, name: Sold, cadence: week}\n", "measurements.csv": "kpi,date,value\nsold,2026-06-12,many\n" };
    "an old value cannot be read": found at "kpis.yaml:1:20 measurements" { "kpis.yaml": "- {id: sold, name: Sold, cadence: week}\n", "measurements.csv": "kpi,date,value\nsold,2026-02-15,many\nsold,2026-03-08,3\n" };
    "a value of another KPI cannot be read": found at "kpis.yaml:1:20 measurements" { "kpis.yaml": "- {id: sold, name: Sold, cadence: week}\n", "measurements.csv": "kpi,date,value\nvisits,2026-06-12,many\n" };
    "the measurements cannot be read": not_assessable { "kpis.yaml": "- {id: sold, name: Sold, cadence: week}\n", "measurements.yaml": "- {kpi: \"sold, date: 2026-06-12, value: 3}\n" };
    "provisional values count": passes { "kpis.yaml": "- {name: Sold, cadence: week, measurements: [{date: 2026-06-12, value: 3, provisional: yes}]}\n" };
    "its goal has an outcome": not_assessable { "goals.yaml": "- {id: sell, title: Sell, outcome: achieved}\n", "kpis.yaml": "- {name: Sold, goal: sell, cadence: week, measurements: [{date: 2026-01-05, value: 3}]}\n" };
    "after its last target nothing is owed": not_assessable { "kpis.yaml": "- {name: Sold, cadence: week, targets: [{by: 2026-04-30, value: 9}], measurements: [{date: 2026-05-04, value: 3}]}\n" };
    "never measured, a period after the start": found at "kpis.yaml:1:10 measurements" { "alongside.yaml": "project: {start: 2026-03-02, end: 2026-12-18}\n", "kpis.yaml": "- {name: Sold, cadence: week}\n" };
    "never measured, the start is near": passes { "alongside.yaml": "project: {start: 2026-06-01, end: 2026-12-18}\n", "kpis.yaml": "- {name: Sold, cadence: month}\n" };
    "never measured, without a start": found at "kpis.yaml:1:10 measurements" { "kpis.yaml": "- {name: Sold, cadence: month}\n" };
    "a value without its day": found at "kpis.yaml:1:45 measurements" { "kpis.yaml": "- {name: Sold, cadence: week, measurements: [{value: 3}]}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::{findings, outcome};

    #[test]
    fn what_is_owed() {
        let goals = ("goals.yaml", "- {id: over, title: Over, outcome: achieved}\n- {id: open, title: Open}\n");
        let start = ("alongside.yaml", "project: {stage: execution, start: 2026-06-10}\n");
        for (kpi, expected) in [
            ("cadence: week, measurements: [{date: 2026-05-31, value: 1}]", 1), // the value of the week to 7 June was due by 10 June
            ("cadence: week, goal: over, measurements: [{date: 2026-01-31, value: 1}]", 0),
            ("cadence: week, goal: open, measurements: [{date: 2026-01-31, value: 1}]", 1),
            ("cadence: per release, measurements: [{date: 2026-01-31, value: 1}]", 0),
            ("measurements: [{date: 2026-01-31, value: 1}]", 0),
            ("cadence: week, direction: increase, targets: [{by: 2026-01-31, value: 2}], measurements: [{date: 2026-01-31, value: 1}]", 0),
            ("cadence: week, direction: increase, targets: [{by: 2026-06-14, value: 2}], measurements: [{date: 2026-01-31, value: 1}]", 1),
            ("cadence: month", 0), // the project began five days ago
            ("cadence: day", 1),
            ("cadence: month, measurements: [{date: 2026-05-31, value: 1, provisional: yes}]", 0),
        ] {
            let kpis = format!("- {{id: k, name: x, {kpi}}}\n");
            assert_eq!(findings(&RULE, &[goals, start, ("kpis.yaml", &kpis)]), expected, "{kpi}");
        }
    }

    #[test]
    fn the_message_counts_what_is_missing() {
        let files = [("指标.csv", "编号,名称,频率\nleads,合格线索,每周\n"), ("测量.csv", "指标,日期,数值\nleads,2026-05-24,352\n")];
        let finding = &outcome(&RULE, &files).findings[0].finding;
        assert_eq!(finding.message.zh, "leads“合格线索”每周更新，最近一次是5月24日，缺2次。");
        assert!(finding.help.as_ref().unwrap().en.starts_with("Add `leads,2026-05-31,…` and `leads,2026-06-07,…` to"));
    }

    /// What the help of a weekly KPI says that has three values to come.
    fn help(values: (&str, &str), kpi: &str) -> (String, String) {
        let files = [("kpis.yaml", format!("- {{id: k, name: Reach, cadence: week{kpi}}}\n")), (values.0, values.1.to_owned())];
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
        let help = outcome(&RULE, &files).findings[0].finding.help.clone().unwrap();
        (help.en.into_owned(), help.zh.into_owned())
    }

    #[test]
    fn the_help_names_the_file_that_holds_the_values() {
        let (en, zh) = help(("measurements/k.csv", "date,value,note\n2026-05-17,3,\n"), "");
        assert_eq!(en, "Add `2026-05-24,…`, `2026-05-31,…` and 1 more to `measurements/k.csv`; if measuring has ended, give its goal an `outcome`.");
        assert_eq!(zh, "在 `measurements/k.csv` 补上：`2026-05-24,…`、`2026-05-31,…` 等3行；如果不再统计，就给对应目标填“结果”。");
        let (en, zh) = help(("people.yaml", ""), ", measurements: [{date: 2026-05-24, value: 3}]");
        assert!(en.starts_with("Add `- {date: 2026-05-31, value: …}` and `- {date: 2026-06-07, value: …}` to its `measurements` in `kpis.yaml`;"), "{en}");
        assert!(zh.starts_with("在 `kpis.yaml` 中该指标的“测量”补上：`- {date: 2026-05-31, value: …}`和"), "{zh}");
    }

    #[test]
    fn a_line_has_the_form_of_its_file() {
        for (path, text, line) in [
            ("measurements.csv", "kpi,date,value\nk,2026-05-31,3\n", "`k,2026-06-07,…`"),
            ("data/measurements.csv", "date,note,metric,value\n2026-05-31,\"a, b\",k,3\n", "`2026-06-07,,k,…`"),
            ("测量.csv", "数值;备注;日期;指标\n3;手工;2026年5月31日;k\n", "`…;;2026-06-07;k`"),
            ("measurements/k.yaml", "- {date: 2026-05-31, value: 3}\n", "`- {date: 2026-06-07, value: …}`"),
            ("测量.yaml", "- 指标: k\n  日期: 2026-05-31\n  数值: 3\n", "`- {指标: k, 日期: 2026-06-07, 数值: …}`"),
            ("measurements.md", "| kpi | date | note | value |\n|---|---|---|---|\n| k | 2026-05-31 | x | 3 |\n", "`| k | 2026-06-07 |  | … |`"),
        ] {
            let en = help((path, text), "").0;
            assert!(en.starts_with(&format!("Add {line} to `{path}`;")), "{path}: {en}");
        }
    }

    #[test]
    fn a_first_value_may_stand_in_a_file_of_its_own() {
        let finding = &outcome(&RULE, &[("指标.csv", "编号,名称,频率\nleads,合格线索,每周\n")]).findings[0].finding;
        assert_eq!(finding.help.as_ref().unwrap().zh, "在 `测量.csv` 登记第一个数值。");
    }
}
