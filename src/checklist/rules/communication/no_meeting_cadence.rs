use crate::calendar::{Date, Every, Unit};
use crate::checklist::rules::words::{done_without, is_unread, unread};
use crate::checklist::{RuleContext, Verdict};
use crate::project::registers::meetings::{Cadence, MeetingKind};
use crate::project::types::ChoiceType;
use crate::project::{Kind, Project};
use crate::text::Message;
use crate::{both, rule, say};

rule! { "no-meeting-cadence", Meetings, Quality, Warning, Once, Planning..=Execution;
    options { kinds = [Weekly Monthly PhaseReview] of MeetingKind, "The kinds of meeting that are asked for" "要求约定的会议类型"; }
    title "Regular meetings are not planned" "没有约定例会";
    what "A weekly meeting, a monthly report meeting and a review at the end of each phase are planned." "约定了周会、月度汇报会和每个阶段结束时的评审。";
    why "The two sides meet only when something has gone wrong." "双方只有出了事才碰头。";
    fix "Add the series to `cadences.yaml`, as `- {name: Weekly, kind: weekly, every: week, weekday: tue, starts: 2026-06-16}`." "在 `会议机制.yaml` 补上，例如 `- {名称: 周会, 类型: 周会, 频率: 每周, 星期: 周二, 开始: 2026-06-16}`。";
    bad at ".:1:1" { "cadences.yaml": "- {name: Weekly, kind: weekly, every: week}\n" }
    good { "cadences.yaml": "- {name: Every other Tuesday, every: 2 weeks}\n- {name: Monthly, kind: monthly}\n- {name: Gate, kind: phase-review}\n" }
    check
}

/// A project shorter than this many days needs no monthly report.
const SHORT: i64 = 60;
/// Days around the end of a phase in which a meeting counts as its review.
const AROUND_PHASE_END: i64 = 7;
/// Reviews no further apart than this are monthly.
const MONTHLY: i64 = 35;

fn check(judge: &mut RuleContext<'_>) {
    let project = judge.project;
    let kinds = judge.words::<MeetingKind>(OPTIONS.kinds).into_iter();
    let missing: Vec<MeetingKind> = kinds.filter(|kind| !has(project, *kind)).collect();
    let verdict = if judge.does_without(Kind::Cadences) {
        done_without()
    } else if missing.is_empty() {
        Verdict::Pass
    } else if is_unread(project, Kind::Cadences) {
        unread()
    } else {
        let names: Vec<Message> = missing.iter().map(|kind| kind.label()).collect();
        let message = say!(
            "No {en_list} meeting is planned.",
            "没有约定{zh_list}。",
            en_list = Message::any(&names).en.to_lowercase(),
            zh_list = Message::list(&names).zh,
        );
        let lines = Message::list(&missing.into_iter().map(line).collect::<Vec<_>>());
        let help = say!("Add to `cadences.yaml`: {lines}.", "在 `会议机制.yaml` 补上：{lines}。", lines);
        judge.finding(message).help(help).into()
    };
    judge.once(verdict);
}

/// The line to type for a kind of meeting.
fn line(kind: MeetingKind) -> Message {
    match kind {
        MeetingKind::Weekly => both!(
            "`- {name: Weekly, kind: weekly, every: week, weekday: tue}`",
            "`- {名称: 周会, 类型: 周会, 频率: 每周, 星期: 周二}`"
        ),
        MeetingKind::Monthly => {
            both!("`- {name: Monthly report, kind: monthly, every: month}`", "`- {名称: 月度汇报会, 类型: 月会, 频率: 每月}`")
        }
        MeetingKind::PhaseReview => {
            both!("`- {name: Phase review, kind: phase-review, every: phase}`", "`- {名称: 阶段评审, 类型: 阶段评审, 频率: 每阶段}`")
        }
        kind => {
            let label = kind.label();
            say!(
                "`- {{name: {en_name}, kind: {en_kind}}}`",
                "`- {{名称: {zh_name}, 类型: {zh_name}}}`",
                en_name = label.en, en_kind = kind.key(), zh_name = label.zh
            )
        }
    }
}

/// Whether meetings of a kind are planned, or not needed here.
fn has(project: &Project, kind: MeetingKind) -> bool {
    match kind {
        MeetingKind::Weekly => has_weekly(project),
        MeetingKind::Monthly => is_short(project) || has_monthly(project),
        MeetingKind::PhaseReview => project.phases.len() < 2 || has_phase_review(project),
        kind => is_planned(project, |cadence| is_of(cadence, kind)),
    }
}

fn is_planned(project: &Project, wanted: impl Fn(&Cadence) -> bool) -> bool {
    project.cadences.iter().any(|cadence| wanted(cadence))
}

fn is_of(cadence: &Cadence, kind: MeetingKind) -> bool {
    cadence.kind.as_ref().is_some_and(|known| known.is(kind))
}

fn has_weekly(project: &Project) -> bool {
    is_planned(project, |cadence| {
        is_of(cadence, MeetingKind::Weekly) || matches!(cadence.every, Some(Every::Units(1..=14, Unit::Day) | Every::Units(1 | 2, Unit::Week)))
    })
}

fn is_short(project: &Project) -> bool {
    let info = &project.settings.project;
    info.start.zip(info.end).is_some_and(|(start, end)| start.days_until(end) < SHORT)
}

fn has_monthly(project: &Project) -> bool {
    let mut reviews: Vec<Date> = project.reviews.iter().map(|review| review.date).collect();
    reviews.sort_unstable();
    let is_reviewed = matches!(reviews.as_slice(), [.., before, last] if before.days_until(*last) <= MONTHLY);
    is_reviewed
        || is_planned(project, |cadence| {
            is_of(cadence, MeetingKind::Monthly) || matches!(cadence.every, Some(Every::Units(1, Unit::Month) | Every::Units(4, Unit::Week)))
        })
}

/// A series, or a meeting about the end of every phase that is over.
fn has_phase_review(project: &Project) -> bool {
    let is_series = |cadence: &Cadence| is_of(cadence, MeetingKind::PhaseReview) || cadence.every == Some(Every::Phase);
    let mut ends = project.phases.iter().filter_map(|phase| phase.end).filter(|end| *end < project.report_date).peekable();
    let met = |end: Date| project.meetings.iter().any(|meeting| end.days_until(meeting.date.date).abs() <= AROUND_PHASE_END);
    is_planned(project, is_series) || (ends.peek().is_some() && ends.all(met))
}

crate::cases! {
    "every second week is often enough": passes { "cadences.yaml": "- {name: Sync, every: 2 weeks}\n- {name: Report, kind: monthly}\n" };
    "a short project needs no monthly report": passes { "cadences.yaml": "- {id: weekly, name: Weekly, kind: weekly, every: week, weekday: tue, starts: 2026-05-05}\n", "alongside.yaml": "project: {start: 2026-06-01, end: 2026-07-15, stage: execution}\n" };
    "one phase needs no review": passes { "cadences.yaml": "- {name: Weekly, kind: weekly}\n- {name: Report, kind: monthly}\n", "phases.yaml": "- name: Launch\n" };
    "a meeting at the end of each phase": passes { "cadences.yaml": "- {name: Weekly, kind: weekly}\n- {name: Report, kind: monthly}\n", "phases.yaml": "- {name: Prepare, end: 2026-05-29}\n- {name: Launch, end: 2026-09-01}\n", "meetings.yaml": "- {date: 2026-06-02, title: Gate}\n" };
    "reviews every month": passes { "cadences.yaml": "- {name: Weekly, kind: weekly}\n- {name: Review, kind: review, every: month}\n" };
    "the file cannot be read": not_assessable { "cadences.yaml": "- name: \"Sync\n" };
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::{findings, outcome};

    #[test]
    fn names_what_is_missing() {
        let phases = ("phases.yaml", "- {name: A, end: 2026-05-29}\n- {name: B}\n");
        let found = outcome(&RULE, &[phases, ("会议机制.csv", "名称,类型\n例会,周会\n")]);
        assert_eq!(found.findings[0].finding.message.zh, "没有约定月会和阶段评审。");
    }

    #[test]
    fn what_counts_instead() {
        let weekly = ("cadences.yaml", "- {name: Sync, every: week}\n");
        let phases = ("phases.yaml", "- {name: A, end: 2026-05-29}\n- {name: B}\n");
        let reviews = ("reviews.yaml", "- {date: 2026-05-04}\n- {date: 2026-06-01}\n");
        let short = ("alongside.yaml", "project: {start: 2026-05-04, end: 2026-06-30}\n");
        let gate = ("meetings.yaml", "- {date: 2026-06-02, title: Gate}\n");
        for (files, expected) in [
            (vec![weekly], 1),
            (vec![weekly, reviews], 0),
            (vec![weekly, short], 0),
            (vec![weekly, reviews, phases], 1),
            (vec![weekly, reviews, phases, gate], 0),
            (vec![("alongside.yaml", "checklist: {rules: {no-meeting-cadence: {kinds: [phase-review]}}}\n")], 0),
            (vec![("alongside.yaml", "checklist: {rules: {no-meeting-cadence: {kinds: [指导委员会]}}}\n")], 1),
            (vec![("alongside.yaml", "checklist:\n  skip: {cadences: Two people in one room}\n")], 0),
        ] {
            assert_eq!(findings(&RULE, &files), expected, "{files:?}");
        }
    }
}
