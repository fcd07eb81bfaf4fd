use std::collections::BTreeSet;

use crate::analysis::load::WeekLoad;
use crate::checklist::finding::called;
use crate::checklist::rules::owner::person_name;
use crate::checklist::rules::words::day;
use crate::checklist::{Finding, RuleContext, Place, Verdict};
use crate::project::{Kind, Project, RecordId};
use crate::text::{Message, number, plural};
use crate::{both, rule, say};

rule! { "person-over-capacity", Allocation, Signal, Warning, Clash, Planning..=Closing;
    options {
        percent = 100, "Per cent of a person's time" "占个人可用工时的百分比";
        weeks = 2, "Weeks in a row above it" "连续超出的周数";
        once = 120, "Per cent that is too much in a single week" "单周即提示的百分比";
    }
    title "Person is booked beyond capacity" "人员投入超过可用工时";
    what "Nobody is booked above their capacity for two weeks in a row, or above 120% in one, from this week on." "从本周起，没有人连续两周超过可用工时，或单周超过120%。";
    why "One of the tasks will be late, and nobody has chosen which." "总有一项工作会晚，只是还没人决定是哪项。";
    fix "Lower `percent` or move `from` and `to` of one row of the allocation." "在人力分配里调低其中一行的“比例”，或错开“开始”“结束”日期。";
    bad at "allocations.csv:2:30 percent" {
        "people.yaml": "- {id: wu-jie, name: Wu Jie}\n",
        "allocations.csv": "person,from,to,percent\nwu-jie,2026-06-15,2026-06-26,70\nwu-jie,2026-06-15,2026-07-10,54\n"
    }
    good {
        "people.yaml": "- {id: wu-jie, name: Wu Jie}\n",
        "allocations.csv": "person,from,to,percent\nwu-jie,2026-06-15,2026-06-26,60\nwu-jie,2026-06-15,2026-07-10,40\n"
    }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let (analysis, this_week) = (judge.analysis, judge.today().monday());
    for (person, weeks) in &analysis.load {
        let ahead: Vec<&WeekLoad> = weeks.iter().filter(|week| week.monday >= this_week).collect();
        if ahead.is_empty() {
            continue;
        }
        let over = too_much(judge, &ahead);
        let id = RecordId { kind: Kind::People, index: *person };
        let verdict = if over.is_empty() { Verdict::Pass } else { finding(judge, id, &over).into() };
        judge.one(id, verdict);
    }
}

/// Weeks that are too much alone, or in a row with others.
fn too_much<'w>(judge: &RuleContext<'_>, weeks: &[&'w WeekLoad]) -> Vec<&'w WeekLoad> {
    let runs = weeks.chunk_by(|a, b| a.is_above(judge.number(OPTIONS.percent)) == b.is_above(judge.number(OPTIONS.percent)));
    let over = runs.filter(|run| run.iter().all(|week| week.is_above(judge.number(OPTIONS.percent))));
    let is_long = |run: &[&WeekLoad]| i64::try_from(run.len()).is_ok_and(|weeks| weeks >= judge.days(OPTIONS.weeks));
    let is_high = |run: &[&WeekLoad]| run.iter().any(|week| week.is_above(judge.number(OPTIONS.once)));
    over.filter(|run| is_long(run) || is_high(run)).flatten().copied().collect()
}

fn finding(judge: &RuleContext<'_>, person: RecordId, weeks: &[&WeekLoad]) -> Finding {
    let name = person_name(judge.project, person.index);
    let highest = weeks.iter().filter_map(|week| week.utilisation()).fold(0.0, f64::max);
    let mondays: Vec<Message> = weeks.iter().map(|week| day(judge.project, week.monday)).collect();
    let rows: BTreeSet<usize> = weeks.iter().flat_map(|week| &week.rows).map(|row| row.allocation).collect();
    let parts: Vec<Message> = rows.iter().filter_map(|row| describe(judge.project, *row)).collect();
    let when = Message::list(&mondays);
    // Of a week without any time there is no per cent.
    let booked = if highest > 0.0 {
        say!("up to {highest}", "最高{highest}", highest = number::percent(highest))
    } else {
        both!("with no time left", "时没有可用工时")
    };
    let message = say!(
        "{name} is booked {booked} in the week{en_s} of {when} ({en_parts}).",
        "{name}在{when}开始的{zh_weeks}投入{booked}（{zh_parts}）。",
        name, booked, en_s = plural(weeks.len()), zh_weeks = if weeks.len() == 1 { "一周" } else { "各周" }, when, en_parts = parts.iter().map(|part| &*part.en).collect::<Vec<_>>().join(", "), zh_parts = parts.iter().map(|part| &*part.zh).collect::<Vec<_>>().join("、")
    );
    let place = |row: usize| Place::Record(RecordId { kind: Kind::Allocations, index: row }, "percent".to_owned());
    let first = rows.first().map_or(Place::Record(person, String::new()), |row| place(*row));
    let finding = Finding::new(first, message)
        .see(Place::Record(person, String::new()), both!("the person", "该人员"))
        .help(help(judge.project, &rows));
    rows.iter().skip(1).fold(finding, |finding, row| finding.see(place(*row), both!("at the same time", "同一时间")))
}

/// What to type in which file.
fn help(project: &Project, rows: &BTreeSet<usize>) -> Message {
    let files = rows.iter().filter_map(|row| Some(project.path(project.allocations.get(*row)?.origin.file)));
    let files: BTreeSet<&str> = files.collect();
    if files.is_empty() {
        return RULE.fix.clone();
    }
    let files: Vec<Message> = files.into_iter().map(|path| say!("`{path}`", "`{path}` ", path)).collect();
    say!(
        "Lower `percent` or move `from` and `to` of one row in {files}.",
        "在 {files}里调低其中一行的“比例”，或错开“开始”“结束”日期。",
        files = Message::any(&files)
    )
}

/// What a row is for, and how much: `T-06 70%`, `“Closing” 45%`.
fn describe(project: &Project, row: usize) -> Option<Message> {
    use crate::project::types::{FieldType, Value};
    let allocation = project.allocations.get(row)?;
    let amount = match allocation.percent?.value() {
        Value::Percent(percent) => format!("{percent}%"),
        Value::Plain(hours) => hours.into_owned(),
        _ => return None,
    };
    let task = allocation.task.as_ref().map(|task| (task.text(), task.reference()));
    let work = task.or_else(|| allocation.phase.as_ref().map(|phase| (phase.text(), phase.reference())));
    let (from, to) = (day(project, allocation.from), day(project, allocation.to));
    Some(match work {
        Some((typed, _)) if is_code(typed) => say!("{typed} {amount}", "{typed}占{amount}", typed, amount),
        Some((typed, reference)) => {
            let entry = project.resolve(&reference).one().and_then(|id| project.record(id));
            let work = entry.map_or_else(|| Message::same(typed.to_owned()), |entry| called(project, entry));
            say!("“{work}” {amount}", "“{work}”占{amount}", work, amount)
        }
        None => say!("{amount} from {from} to {to}", "{from}至{to}占{amount}", amount, from, to),
    })
}

/// Whether people call a task so among themselves: `T-21`, `1.2`, not an id made for the machine: `closing`.
fn is_code(id: &str) -> bool {
    id.len() <= 8 && id.contains(|c: char| c.is_ascii_digit()) && !id.contains(|c: char| c.is_ascii_lowercase() || !c.is_ascii())
}

crate::cases! {
    "one week a little above": passes { "people.yaml": "- {id: li-na, name: Li Na}\n", "allocations.yaml": "- {person: li-na, from: 2026-06-15, to: 2026-06-19, percent: 110}\n" };
    "one week far above": found at "allocations.yaml:1:62 percent" { "people.yaml": "- {id: li-na, name: Li Na}\n", "allocations.yaml": "- {person: li-na, from: 2026-06-15, to: 2026-06-19, percent: 130}\n" };
    "two weeks a little above": found at "allocations.yaml:1:62 percent" { "people.yaml": "- {id: li-na, name: Li Na}\n", "allocations.yaml": "- {person: li-na, from: 2026-06-15, to: 2026-06-26, percent: 110}\n" };
    "past weeks are numbers": passes { "people.yaml": "- {id: li-na, name: Li Na}\n", "allocations.yaml": "- {person: li-na, from: 2026-05-04, to: 2026-05-29, percent: 200}\n- {person: li-na, from: 2026-06-15, to: 2026-06-26, percent: 50}\n" };
    "several rows are added up, once for a person": found at "allocations.yaml:1:62 percent" { "people.yaml": "- {id: li-na, name: Li Na}\n", "allocations.yaml": "- {person: li-na, from: 2026-06-15, to: 2026-07-31, percent: 70}\n- {person: li-na, from: 2026-06-15, to: 2026-06-26, percent: 60}\n- {person: li-na, from: 2026-07-13, to: 2026-07-24, percent: 60}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::{findings, outcome};

    const PEOPLE: (&str, &str) = ("people.yaml", "- {id: wu, name: Wu Jie, capacity: 20, absences: [2026-07-06..2026-07-07]}\n");

    #[test]
    fn a_week_of_absence_has_no_per_cent() {
        let people = ("people.yaml", "- {id: wu, name: Wu, absences: [2026-06-15..2026-06-21]}\n");
        let found = outcome(&RULE, &[people, ("allocations.csv", "person,from,to,percent\nwu,2026-06-15,2026-06-19,50\n")]);
        assert_eq!(found.findings[0].finding.message.en, "Wu is booked with no time left in the week of 15 Jun (50% from 15 Jun to 19 Jun).");
    }

    #[test]
    fn which_weeks_are_too_much() {
        for (rows, expected) in [
            ("wu,2026-06-15,2026-06-26,60\nwu,2026-06-15,2026-06-26,50", 1), // two weeks at 110%
            ("wu,2026-06-15,2026-06-21,60\nwu,2026-06-15,2026-06-21,50", 0), // one week at 110%
            ("wu,2026-06-15,2026-06-21,121", 1),
            ("wu,2026-06-15,2026-07-31,100", 1), // away for two days of a week
            ("wu,2026-06-15,2026-07-03,20h", 0),
            ("wu,2026-05-04,2026-05-29,150", 0), // past
        ] {
            let rows = format!("person,from,to,percent\n{rows}\n");
            assert_eq!(findings(&RULE, &[PEOPLE, ("allocations.csv", &rows)]), expected, "{rows}");
        }
    }

    #[test]
    fn work_is_called_by_its_code_or_its_name() {
        let files = [
            ("people.yaml", "- {id: wu, name: Wu}\n"),
            ("phases.yaml", "- {id: closing, name: {en: Closing and hand-over, zh-CN: 收尾移交}}\n"),
            ("tasks.yaml", "- {id: T-21, name: Film}\n- {id: store-kit-2, name: Store kit}\n"),
            (
                "plan/allocations.csv",
                "person,from,to,percent,phase,task\nwu,2026-06-15,2026-06-28,80,,T-21\nwu,2026-06-15,2026-06-28,45,closing,\nwu,2026-06-15,2026-06-28,5,,store-kit-2\n",
            ),
        ];
        let finding = &outcome(&RULE, &files).findings[0].finding;
        assert!(finding.message.en.ends_with("(T-21 80%, “Closing and hand-over” 45%, “Store kit” 5%)."), "{}", finding.message.en);
        assert!(finding.message.zh.ends_with("（T-21占80%、“收尾移交”占45%、“Store kit”占5%）。"), "{}", finding.message.zh);
        let help = finding.help.as_ref().unwrap();
        assert_eq!(help.en, "Lower `percent` or move `from` and `to` of one row in `plan/allocations.csv`.");
        assert!(help.zh.starts_with("在 `plan/allocations.csv` 里调低其中一行的"), "{}", help.zh);
    }

    #[test]
    fn one_finding_for_a_person_shows_every_row() {
        let rows = "人员,开始,结束,比例,任务\n吴洁,2026-06-15,2026-06-28,70,T-06\n吴洁,2026-06-15,2026-06-28,54,T-11\n";
        let tasks = ("任务.csv", "编号,名称\nT-06,短片\nT-11,折页\n");
        let outcome = outcome(&RULE, &[("人员.csv", "姓名\n吴洁\n"), ("人力分配.csv", rows), tasks]);
        let finding = &outcome.findings[0].finding;
        assert_eq!(finding.message.zh, "吴洁在6月15日和6月22日开始的各周投入最高124%（T-06占70%、T-11占54%）。");
        assert_eq!(finding.records.len(), 3);
    }
}
