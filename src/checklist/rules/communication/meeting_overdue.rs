use crate::analysis::cadence::{CadenceNumbers, Window};
use crate::checklist::rules::owner::with_leave;
use crate::checklist::rules::words::{day, is_unread, unless, workdays};
use crate::checklist::{RuleContext, Subject, Verdict};
use crate::project::{Kind, Project};
use crate::project::registers::meetings::Cadence;
use crate::text::{Message, plural};
use crate::{both, rule, say};

rule! { "meeting-overdue", Meetings, Signal, Warning, Folded, Planning..=Closing;
    options { grace = 3, "Working days after the period in which notes may still come" "周期结束后多少个工作日内补上纪要"; }
    title "Meeting is overdue, or its notes are" "例会未按时召开或没有纪要";
    what "A series of meetings has notes for its last due meeting; a cancelled one says why." "例会最近一次应开的会有纪要；取消的写明原因。";
    why "The two sides drift apart, and nobody sees it until the next surprise." "双方渐行渐远，出了意外才发现。";
    fix "Add the notes; write `held: false` and `because:` if it was cancelled, `notes_at:` if notes are kept elsewhere, `ends:` if the series is over." "补上纪要；取消的填“是否召开：否”和“未召开原因”；纪要在别处的填“纪要存放处”；不再开的填“结束”。";
    bad at "cadences.yaml:1:17" { "cadences.yaml": "- {id: w, name: Weekly, every: week, starts: 2026-05-04}\n", "meetings.yaml": "- {date: 2026-05-26, cadence: w}\n" }
    good { "cadences.yaml": "- {id: w, name: Weekly, every: week, starts: 2026-05-04}\n", "meetings.yaml": "- {date: 2026-06-12, cadence: w}\n" }
    check
}

/// A series that should have met so often and has no note at all is asked for them even when it is over.
const WITHOUT_NOTES: usize = 3;

fn check(judge: &mut RuleContext<'_>) {
    let (project, analysis, grace) = (judge.project, judge.analysis, judge.days(OPTIONS.grace));
    let is_unread = is_unread(project, Kind::Meetings);
    judge.each_by(judge.subjects(&project.cadences), |judge, cadence| match analysis.cadences.get(cadence.id.index) {
        _ if cadence.notes_at.is_some() => Verdict::NotAssessable(both!("Its notes are kept elsewhere.", "纪要存放在别处。")),
        Some(numbers) if !numbers.windows.is_empty() => match unless(is_unread, verdict(project, cadence, numbers, grace)) {
            Verdict::Fail(finding) => with_leave(judge, cadence.owner.as_ref(), *finding).into(),
            verdict => verdict,
        },
        _ => Verdict::NotAssessable(both!("No calendar says when it is due.", "没有固定的开会周期。")),
    });
}

fn verdict(project: &Project, cadence: Subject<'_, Cadence>, numbers: &CadenceNumbers, grace: i64) -> Verdict {
    // Notes of what has been due after these windows may still come.
    let settled: Vec<&Window> = numbers.windows.iter().filter(|window| is_settled(project, window, grace)).collect();
    let due = settled.iter().map(|window| window.expected).sum();
    if numbers.held.is_empty() && due >= WITHOUT_NOTES {
        return never(project, cadence, due);
    }
    let is_running = cadence.ends.is_none_or(|ends| ends >= project.report_date);
    match settled.last() {
        Some(window) if is_running && is_silent_since(numbers, window) => missed(project, cadence, window, Window::missed_in_a_row(&settled)),
        _ => Verdict::Pass,
    }
}

/// Whether a window owed a meeting, and the time to write its notes is over.
fn is_settled(project: &Project, window: &Window, grace: i64) -> bool {
    window.has_ended && window.expected > 0 && project.calendar.distance(window.last, project.report_date) > grace
}

/// Whether a meeting of a window was missed and none has been held after it: what was missed before that is history.
fn is_silent_since(numbers: &CadenceNumbers, window: &Window) -> bool {
    window.missed() > 0 && numbers.last_held.is_none_or(|held| held <= window.last)
}

fn never(project: &Project, cadence: Subject<'_, Cadence>, expected: usize) -> Verdict {
    let record = cadence.label(project);
    let message = say!(
        "{record}: {n} meeting{en_s} {en_were} due, none has notes.",
        "{record}应开{n}次，都没有纪要。",
        record, n = expected, en_s = plural(expected), en_were = if expected == 1 { "was" } else { "were" }
    );
    cadence.finding("", message).help(both!("Add the notes, or type `notes_at:` with where they are kept.", "补上纪要，或在“纪要存放处”填写地址。")).into()
}

fn missed(project: &Project, cadence: Subject<'_, Cadence>, window: &Window, in_a_row: usize) -> Verdict {
    let (record, first, last) = (cadence.label(project), day(project, window.first), day(project, window.last));
    let late = workdays(project.calendar.distance(window.last, project.report_date));
    let row = match in_a_row {
        0 | 1 => Message::default(),
        n => say!(" ({n} missed in a row)", "（连续{n}次）", n),
    };
    let message = say!(
        "{record}: the meeting due from {first} to {last} has no notes {late} later{row}.",
        "{record}：{first}至{last}应开的会，已过{late}仍没有纪要{row}。",
        record, first, last, late, row
    );
    let help = both!(
        "Add the notes; if it was cancelled, a note with `held: false` and `because:`.",
        "补上纪要；取消的，登记一条“是否召开：否”并填“未召开原因”。"
    );
    cadence.finding("", message).help(help).into()
}

crate::cases! {
    "three working days later": passes { "alongside.yaml": "report: {as_of: 2026-06-12}\n", "cadences.yaml": "- {id: weekly, name: Weekly, kind: weekly, every: week, weekday: tue, starts: 2026-05-05}\n", "meetings.yaml": "- {date: 2026-05-26, cadence: weekly}\n- {date: 2026-06-02, cadence: weekly}\n" };
    "a week of holidays owes nothing": passes { "alongside.yaml": "calendar: {holidays: [2026-06-08..2026-06-14]}\n", "cadences.yaml": "- {id: weekly, name: Weekly, kind: weekly, every: week, weekday: tue, starts: 2026-05-05}\n", "meetings.yaml": "- {date: 2026-05-26, cadence: weekly}\n- {date: 2026-06-02, cadence: weekly}\n" };
    "moved within the week": passes { "cadences.yaml": "- {id: weekly, name: Weekly, kind: weekly, every: week, weekday: tue, starts: 2026-05-05}\n", "meetings.yaml": "- {date: 2026-06-12, cadence: weekly}\n" };
    "cancelled with a reason": passes { "cadences.yaml": "- {id: weekly, name: Weekly, kind: weekly, every: week, weekday: tue, starts: 2026-05-05}\n", "meetings.yaml": "- {date: 2026-06-02, cadence: weekly}\n- {date: 2026-06-09, cadence: weekly, held: no, because: trade fair}\n" };
    "notes are kept elsewhere": not_assessable { "cadences.yaml": "- {id: weekly, name: Weekly, kind: weekly, every: week, weekday: tue, starts: 2026-05-05, notes_at: 'https://example.com/notes'}\n" };
    "an event has no calendar": not_assessable { "cadences.yaml": "- {name: Gate, every: per release}\n" };
    "ended without a single note": found at "cadences.yaml:1:10" { "cadences.yaml": "- {name: Weekly, kind: weekly, every: week, weekday: tue, starts: 2026-03-03, ends: 2026-04-28}\n" };
    "ended, with notes at first": passes { "cadences.yaml": "- {id: weekly, name: Weekly, kind: weekly, every: week, weekday: tue, starts: 2026-03-03, ends: 2026-04-28}\n", "meetings.yaml": "- {date: 2026-03-03, cadence: weekly}\n" };
    "two meetings without a note, the series is over": passes { "cadences.yaml": "- {name: Weekly, kind: weekly, every: week, weekday: tue, starts: 2026-03-03, ends: 2026-03-10}\n" };
    "a note cannot be read": not_assessable { "cadences.yaml": "- {id: weekly, name: Weekly, kind: weekly, every: week, weekday: tue, starts: 2026-05-05}\n", "meetings.yaml": "- {date: 2026-05-26, cadence: weekly}\n- {cadence: weekly, date: 2026-06-31}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::{findings, outcome};

    #[test]
    fn which_series_owe_a_meeting() {
        let notes = ("meetings.yaml", "- {date: 2026-06-02, cadence: w}\n");
        for (series, expected) in [
            ("every: week, starts: 2026-05-04", 1),
            ("every: 2 weeks, starts: 2026-06-01", 0), // its second week has just ended
            ("every: week, starts: 2026-05-04, ends: 2026-06-05", 0),
            ("every: week, starts: 2026-05-04, notes_at: https://example.com", 0),
            ("every: event, starts: 2026-05-04", 0),
            ("every: month, starts: 2026-05-04", 0), // none in May, but one in June
            ("every: month, starts: 2026-01-05, ends: 2026-06-30", 0),
            ("every: day, starts: 2026-06-01", 1),
        ] {
            let cadences = format!("- {{id: w, name: Sync, {series}}}\n");
            let settings = ("alongside.yaml", "report: {as_of: 2026-06-18}\nproject: {stage: execution}\n");
            assert_eq!(findings(&RULE, &[settings, notes, ("cadences.yaml", &cadences)]), expected, "{series}");
        }
    }

    #[test]
    fn holidays_and_reasons_owe_nothing() {
        let series = ("cadences.yaml", "- {id: w, name: Weekly, every: week, weekday: tue, starts: 2026-06-02}\n");
        let cancelled = "- {date: 2026-06-02, cadence: w}\n- {date: 2026-06-09, cadence: w, held: false, because: Fair}\n";
        let late = ("alongside.yaml", "report: {as_of: 2026-06-19}\nproject: {stage: execution}\n");
        assert_eq!(findings(&RULE, &[late, series, ("meetings.yaml", cancelled)]), 0);
        let holiday = ("alongside.yaml", "report: {as_of: 2026-06-19}\nproject: {stage: execution}\ncalendar: {holidays: [2026-06-08..2026-06-14]}\n");
        assert_eq!(findings(&RULE, &[holiday, series, ("meetings.yaml", "- {date: 2026-06-02, cadence: w}\n")]), 0);
    }

    #[test]
    fn what_is_in_its_grace_is_not_counted() {
        let series = ("cadences.yaml", "- {id: w, name: Weekly, kind: weekly, starts: 2026-03-02}\n");
        let notes = ("meetings.yaml", "- {date: 2026-03-02, cadence: w}\n- {date: 2026-03-09, cadence: w}\n");
        let said = |day: &str, files: &[(&'static str, &str)]| {
            let settings = format!("report: {{as_of: {day}}}\nproject: {{stage: execution}}\n");
            let all: Vec<(&str, &str)> = files.iter().copied().chain([("alongside.yaml", settings.as_str())]).collect();
            outcome(&RULE, &all).findings.first().map(|found| found.finding.message.en.to_string()).unwrap_or_default()
        };
        let due = |window: &str, row: &str| format!("“Weekly”: the meeting due {window} has no notes {row}.");
        let of = |day: &str| said(day, &[series, notes]).replace("w “Weekly”", "“Weekly”");
        assert_eq!(of("2026-03-25"), "", "the third working day");
        assert_eq!(of("2026-03-31"), due("from 16 Mar to 22 Mar", "7 working days later"));
        assert_eq!(of("2026-04-01"), due("from 16 Mar to 22 Mar", "8 working days later"));
        assert_eq!(of("2026-04-02"), due("from 23 Mar to 29 Mar", "4 working days later (2 missed in a row)"));
        assert_eq!(said("2026-03-18", &[series]), "w “Weekly”: the meeting due from 2 Mar to 8 Mar has no notes 8 working days later.");
        assert_eq!(said("2026-03-26", &[series]), "w “Weekly”: 3 meetings were due, none has notes.");
    }

    #[test]
    fn a_series_without_any_note() {
        let found = outcome(&RULE, &[("会议机制.csv", "名称,类型,频率,开始,结束\n周会,周会,每周,2026-03-02,2026-03-29\n")]);
        assert_eq!(found.findings[0].finding.message.zh, "“周会”应开4次，都没有纪要。");
    }
}
