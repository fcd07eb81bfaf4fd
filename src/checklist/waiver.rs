//! Findings that someone with the authority has accepted for a time: in the settings, or in a comment beside what is accepted
//! (`docs/checklist.md §5.3`).

use crate::calendar::Date;
use crate::checklist::finding::{Finding, Place};
use crate::checklist::rule::{Grouping, Rule};
use crate::project::{Allowance, Project, Scope, Waiver};
use crate::text::Message;
use crate::text::date::short_in_both;
use crate::{both, say};

/// The waiver that accepts a finding, if one does on a day, as its place among the project's.
pub(crate) fn covering(project: &Project, rule: &Rule, finding: &Finding, day: Date) -> Option<usize> {
    let mut waivers = project.waivers().enumerate();
    waivers.find(|(at, waiver)| is_complete(waiver) && !has_expired(waiver, day) && matches(project, *at, rule, finding)).map(|(at, _)| at)
}

/// Whether a waiver says why, by whom and until when; one that does not accepts nothing.
pub(crate) fn is_complete(waiver: &Waiver) -> bool {
    waiver.reason.is_some() && !waiver.approved_by.is_empty() && waiver.until.is_some()
}

/// Whether a waiver's last day is past.
pub(crate) fn has_expired(waiver: &Waiver, day: Date) -> bool {
    waiver.until.is_some_and(|until| until < day)
}

/// A waiver's last days begin so many working days before its end: it is then time to renew it or to fix what it waives.
const LAST_DAYS: i64 = 5;

/// Working days until a waiver ends, in its last days.
pub(crate) fn ends_in(project: &Project, waiver: &Waiver) -> Option<i64> {
    let until = waiver.until.filter(|_| !has_expired(waiver, project.report_date))?;
    Some(project.calendar.distance(project.report_date, until)).filter(|workdays| *workdays <= LAST_DAYS)
}

/// Where a waiver stands; in the settings, at one of its keys.
pub(crate) fn place(project: &Project, nth: usize, key: Option<&str>) -> Place {
    match in_comment(project, nth) {
        Some(allowance) => Place::Bytes(allowance.file, allowance.span),
        None => {
            let path = ["checklist", "waivers", &nth.to_string()].map(str::to_owned);
            Place::Setting(path.into_iter().chain(key.map(str::to_owned)).collect())
        }
    }
}

fn in_comment(project: &Project, nth: usize) -> Option<&Allowance> {
    project.allowances.get(nth.checked_sub(project.settings.checklist.waivers.len())?)
}

/// Whether a waiver speaks of a finding, whatever its last day.
pub(crate) fn matches(project: &Project, nth: usize, rule: &Rule, finding: &Finding) -> bool {
    let Some(waiver) = project.waivers().nth(nth).filter(|waiver| waiver.rule.as_deref() == Some(rule.id)) else { return false };
    match in_comment(project, nth) {
        Some(allowance) => is_beside(allowance, finding),
        None => is_named(project, waiver, rule, finding),
    }
}

/// Whether the settings' waiver names the finding's record, or any member of a clash. One without a record speaks of findings
/// about the project or the register.
fn is_named(project: &Project, waiver: &Waiver, rule: &Rule, finding: &Finding) -> bool {
    if waiver.record.is_empty() {
        return finding.records.is_empty() || matches!(rule.grouping, Grouping::Once | Grouping::Listed);
    }
    finding.records.iter().filter_map(|id| project.record(*id)).any(|entry| {
        waiver.record.iter().any(|record| {
            let name = record.rsplit_once('/').map_or(&**record, |(_, id)| id);
            name == entry.id() || entry.name().is_some_and(|title| title.all().any(|text| text == name))
        })
    })
}

/// Whether a finding stands at what a comment is about: its record, or no other field of it; any member of a clash.
fn is_beside(allowance: &Allowance, finding: &Finding) -> bool {
    match (&allowance.scope, &finding.place) {
        (Scope::Project, Place::Bytes(file, _)) => *file == allowance.file,
        (Scope::Project, _) => finding.records.is_empty(),
        (Scope::Bytes(span) | Scope::Record { span, .. }, Place::Bytes(file, place)) => {
            *file == allowance.file && span.start <= place.start && place.start <= span.end
        }
        (Scope::Record { record: Some(record), other_fields, .. }, Place::Record(id, field)) if id == record => {
            let field = field.split('.').next().unwrap_or_default();
            !other_fields.iter().any(|other| other == field)
        }
        (Scope::Record { record: Some(record), .. }, _) => finding.records.contains(record),
        _ => false,
    }
}

/// What is said of a waiver that has run out; only the engine knows whether its finding is still there.
pub(crate) fn expired(project: &Project, waiver: &Waiver, counts_again: bool) -> Message {
    let records: Vec<&str> = waiver.record.iter().map(|record| &**record).collect();
    let (en_of, zh_of) = match records.join(", ") {
        records if records.is_empty() => (String::new(), String::new()),
        records => (format!(" for {records}"), format!("{records} 对 ")),
    };
    let rule = waiver.rule.as_ref().map_or("", |rule| rule.0.as_str());
    let until = waiver.until.map(|until| short_in_both(*until, project.report_date.year())).unwrap_or_default();
    let state = if counts_again {
        both!("the finding counts again", "该项重新计入")
    } else {
        both!("nothing is left to waive", "已没有可豁免的内容")
    };
    say!(
        "The waiver of `{rule}`{en_of} ended on {until}; {state}.",
        "{zh_of}`{rule}` 的豁免已于{until}到期，{state}。",
        rule,
        until,
        state,
        en_of,
        zh_of
    )
}

#[cfg(test)]
mod tests {
    use crate::analysis::Analysis;
    use crate::checklist::Checklist;
    use crate::checklist::rules::tests::TODAY;
    use crate::project::{Folder, ReportDateSource, load};

    const ALLOW: &str = "alongside: allow unknown-reference until 2026-09-30 by Tom Becker because he joins in June";
    const PEOPLE: (&str, &str) = ("people.yaml", "- {id: li-na, name: Li Na}\n");

    /// What some rules find in a folder: `rule` counts, `-rule` is waived.
    fn found(rules: &[&str], files: &[(&str, &str)]) -> Vec<String> {
        let files: Vec<(&str, &str)> = files.iter().copied().chain([PEOPLE]).collect();
        let project = load(Folder::of_texts(&files), ReportDateSource { as_of: None, otherwise: TODAY });
        let checklist = Checklist::of(&project, &Analysis::of(&project));
        let shown = |rule: &str| rules.contains(&rule);
        let open = checklist.findings().filter(|found| shown(found.rule.id)).map(|found| found.rule.id.to_owned());
        let waived =
            checklist.waived().filter(|waived| shown(waived.reported.rule.id)).map(|waived| format!("-{}", waived.reported.rule.id));
        open.chain(waived).collect()
    }

    fn references(files: &[(&str, &str)]) -> Vec<String> {
        found(&["unknown-reference", "waiver-unused", "settings-invalid", "unreadable-file"], files)
    }

    #[test]
    fn a_comment_is_about_the_line_it_stands_in_or_the_next_one() {
        for text in [
            format!("- title: x\n  owner: nobody # {ALLOW}\n"),
            format!("- title: x\n  # {ALLOW}\n  owner: nobody\n"),
            format!("- title: x # {ALLOW}\n  owner: nobody\n"),
            format!("# {ALLOW}\n- title: x\n  owner: nobody\n"),
            format!("# ours\n# {ALLOW}\n\n# more\n- {{title: x, owner: nobody}}\n"),
            format!("R-1: # {ALLOW}\n  title: x\n  owner: nobody\n"),
        ] {
            assert_eq!(references(&[("risks.yaml", &text)]), ["-unknown-reference"], "{text}");
        }
    }

    #[test]
    fn a_comment_is_about_nothing_else() {
        let other_field = format!("- title: x # a risk\n  category: late # {ALLOW}\n  owner: nobody\n");
        assert_eq!(references(&[("risks.yaml", &other_field)]), ["unknown-reference", "waiver-unused"]);
        let other_record = format!("- title: x\n  owner: nobody # {ALLOW}\n- title: y\n  owner: nobody\n");
        assert_eq!(references(&[("risks.yaml", &other_record)]), ["unknown-reference", "-unknown-reference"]);
        let other_rule = "- title: x # alongside: allow risk-without-strategy until 2026-09-30 by Li Na because new\n  owner: nobody\n";
        assert_eq!(references(&[("risks.yaml", other_rule)]), ["unknown-reference", "waiver-unused"]);
        let prose = "- title: x # alongside the others\n  owner: nobody\n";
        assert_eq!(references(&[("risks.yaml", prose)]), ["unknown-reference"]);
    }

    #[test]
    fn a_field_that_is_not_there_is_meant_by_its_record() {
        let text = "- title: x\n  event: y # alongside: allow risk-without-owner until 2026-09-30 by Li Na because the agency decides\n";
        assert_eq!(found(&["risk-without-owner"], &[("risks.yaml", text)]), ["-risk-without-owner"]);
    }

    #[test]
    fn markdown_has_comments_too() {
        let html = format!("<!-- {ALLOW} -->");
        let document = format!("---\nowner: nobody\n---\n# x\n\n{html}\n\ntext\n");
        assert_eq!(references(&[("risks/a.md", &document)]), ["-unknown-reference"]);
        let front = format!("---\nowner: nobody # {ALLOW}\n---\n# x\n");
        assert_eq!(references(&[("risks/a.md", &front)]), ["-unknown-reference"]);
        let head = "| title | owner |\n|---|---|\n";
        for rows in [
            format!("| a | nobody |\n{html}\n| b | nobody |\n| c | li-na |\n"),
            format!("| a | nobody |\n| b | nobody {html} |\n| c | li-na |\n"),
            format!("| a | nobody |\n| b | nobody | {html}\n| c | li-na |\n"),
        ] {
            assert_eq!(references(&[("risks.md", &format!("{head}{rows}"))]), ["unknown-reference", "-unknown-reference"], "{rows}");
        }
    }

    #[test]
    fn a_comment_in_chinese_and_one_in_the_settings() {
        let text = "- title: x # alongside：豁免 unknown-reference 至 2026年9月30日 由 李娜 因为 六月入职\n  owner: nobody\n";
        assert_eq!(references(&[("risks.yaml", text)]), ["-unknown-reference"]);
        let settings = "project: {name: x} # alongside: allow no-goals until 2026-09-30 by Li Na because it is the first week\n";
        assert_eq!(found(&["no-goals", "waiver-unused"], &[("alongside.yaml", settings)]), ["-no-goals"]);
    }

    #[test]
    fn what_could_not_be_read_can_be_allowed() {
        let text = "- title: x\n  due: soon\n- title: y\n  raised: soon # alongside: allow unreadable-value until 2026-09-30 by Li Na because old\n  reviewed: late\n";
        let said = found(&["unreadable-value"], &[("risks.yaml", text)]);
        assert_eq!(said.iter().filter(|rule| rule.starts_with('-')).count(), 1, "{said:?}");
    }

    #[test]
    fn mistakes_are_found_where_they_stand() {
        for said in [
            "alow unknown-reference until 2026-09-30 by Li Na because x",
            "allow unknown-refrence until 2026-09-30 by Li Na because x",
            "allow unknown-reference until 2026-09-31 by Li Na because x",
            "allow unknown-reference until 2026-09-30 by Li Na",
            "allow unknown-reference by Li Na because x",
            "allow unknown-reference until 2026-09-30 because x",
            "allow unknown-reference for now until 2026-09-30 by Li Na because x",
            "allow",
        ] {
            let text = format!("- title: x\n  owner: nobody # alongside: {said}\n");
            assert_eq!(references(&[("risks.yaml", &text)]), ["unknown-reference", "settings-invalid"], "{said}");
        }
    }

    #[test]
    fn a_waiver_that_has_run_out_says_whether_anything_is_left() {
        let message = |owner: &str| {
            let text = format!("- title: x\n  owner: {owner} # alongside: allow unknown-reference until 2026-05-30 by Li Na because x\n");
            let files = [PEOPLE, ("risks.yaml", text.as_str())];
            let project = load(Folder::of_texts(&files), ReportDateSource { as_of: None, otherwise: TODAY });
            let checklist = Checklist::of(&project, &Analysis::of(&project));
            let found = checklist.findings().find(|found| found.rule.id == "waiver-expired").map(|found| found.finding.message.en.clone());
            found.unwrap_or_default().into_owned()
        };
        assert_eq!(message("nobody"), "The waiver of `unknown-reference` ended on 30 May; the finding counts again.");
        assert_eq!(message("li-na"), "The waiver of `unknown-reference` ended on 30 May; nothing is left to waive.");
    }

    #[test]
    fn a_waiver_in_use_is_reminded_of_in_its_last_five_working_days() {
        let days = |until: &str, owner: &str| {
            let text = format!("- title: x\n  owner: {owner} # alongside: allow unknown-reference until {until} by Li Na because x\n");
            let files = [PEOPLE, ("risks.yaml", text.as_str())];
            let project = load(Folder::of_texts(&files), ReportDateSource { as_of: None, otherwise: TODAY });
            let ending = Checklist::of(&project, &Analysis::of(&project)).ending_waivers(&project);
            ending.iter().map(|ending| (ending.rule.id, ending.workdays)).collect::<Vec<_>>()
        };
        let (last, before) = (TODAY.plus(7), TODAY.plus(8));
        assert_eq!(days(&TODAY.to_string(), "nobody"), [("unknown-reference", 0)]);
        assert_eq!(days(&last.to_string(), "nobody"), [("unknown-reference", 5)], "a week has five of them");
        assert_eq!(days(&before.to_string(), "nobody"), [], "not yet");
        assert_eq!(days(&TODAY.plus(-1).to_string(), "nobody"), [], "that is `waiver-expired`");
        assert_eq!(days(&TODAY.to_string(), "li-na"), [], "that is `waiver-unused`");
    }

    #[test]
    fn a_waiver_without_record_is_about_a_register_as_a_whole() {
        let waiver =
            |rule: &str| format!("checklist:\n  waivers:\n    - {{rule: {rule}, reason: r, approved_by: Li Na, until: 2026-09-30}}\n");
        let phases = ("phases.yaml", "- {name: a, start: 2026-06-01, end: 2026-06-30}\n- {name: b, start: 2026-07-01, end: 2026-07-30}\n");
        let goal = ("goals.yaml", "- {title: g}\n");
        let listed = waiver("phase-without-goal");
        let said = found(&["phase-without-goal", "waiver-unused"], &[("alongside.yaml", &listed), phases, goal]);
        assert!(!said.is_empty() && said.iter().all(|rule| rule == "-phase-without-goal"), "{said:?}");
    }

    #[test]
    fn a_waiver_that_is_not_complete_accepts_nothing() {
        let settings = "checklist:\n  waivers:\n    - {rule: unknown-reference, record: x, reason: r, until: 2026-09-30}\n";
        let risks = ("risks.yaml", "- {id: x, title: x, owner: nobody}\n");
        assert_eq!(references(&[("alongside.yaml", settings), risks]), ["unknown-reference", "settings-invalid"]);
    }
}
