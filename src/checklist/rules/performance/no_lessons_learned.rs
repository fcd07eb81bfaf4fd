use crate::checklist::rules::words::{done_without, is_unread, unread};
use crate::checklist::{Finding, RuleContext, Place, Verdict};
use crate::project::registers::meetings::MeetingKind;
use crate::project::{Kind, Project};
use crate::text::Message;
use crate::{both, rule, say};

rule! { "no-lessons-learned", Lessons, Signal, Warning, Once, Closing..=Closed;
    title "No retrospective or no lessons recorded" "没有复盘或经验教训";
    what "A project that is closing has held a retrospective and recorded at least one lesson." "收尾阶段的项目已开过复盘会，并至少登记一条经验教训。";
    why "The next project pays for the same mistakes again." "同样的学费，下一个项目还要再交一次。";
    fix "Hold a retrospective (notes with `kind: retrospective`) and write what was learned into `lessons`." "开一次复盘会（纪要“类型”填“复盘会”），把学到的写进 `经验教训`。";
    bad at ".:1:1" { "alongside.yaml": "project: {stage: closing}\n", "lessons.yaml": "- {title: Visit old kitchens too, recommendation: Draw visits by year}\n" }
    good {
        "alongside.yaml": "project: {stage: closing}\n",
        "lessons.yaml": "- {title: Visit old kitchens too, recommendation: Draw visits by year}\n",
        "meetings.yaml": "- {date: 2026-06-10, kind: retrospective}\n",
    }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let project = judge.project;
    if judge.does_without(Kind::Lessons) {
        judge.once(done_without());
        return;
    }
    if is_unread(project, Kind::Lessons) || is_unread(project, Kind::Meetings) {
        judge.once(unread());
        return;
    }
    let wanted = [
        (!holds_retrospective(project), both!("retrospective", "复盘会")),
        (project.lessons.is_empty(), both!("lesson", "经验教训")),
    ];
    let missing: Vec<Message> = wanted.into_iter().filter(|(is_missing, _)| *is_missing).map(|(_, name)| name).collect();
    if missing.is_empty() {
        judge.once(Verdict::Pass);
        return;
    }
    let (en, zh): (Vec<&str>, Vec<&str>) = missing.iter().map(|name| (&*name.en, &*name.zh)).unzip();
    let message = say!("No {en_list} is recorded.", "没有登记{zh_list}。", en_list = en.join(" and no "), zh_list = zh.join("和"));
    judge.once(Finding::new(Place::Project, message).help(both!(
        "Add the notes with `kind: retrospective`, or `notes_at:` to its series if they are kept elsewhere, and the lessons to `lessons.yaml`.",
        "补上“类型”为“复盘会”的纪要（纪要在别处的，在会议机制里填“纪要存放处”），并把经验写进 `经验教训.csv`。"
    )));
}

/// Whether the notes of a retrospective are here, or its series says where they are.
fn holds_retrospective(project: &Project) -> bool {
    let is_held = project.meetings.iter().any(|meeting| {
        let is_kind = meeting.kind.as_ref().is_some_and(|kind| kind.is(MeetingKind::Retrospective));
        is_kind && meeting.held != Some(false) && meeting.date.date <= project.report_date
    });
    let is_kept_elsewhere = project.cadences.iter().any(|series| {
        series.notes_at.is_some() && series.kind.as_ref().is_some_and(|kind| kind.is(MeetingKind::Retrospective))
    });
    is_held || is_kept_elsewhere
}

crate::cases! {
    "notes of the retrospective are elsewhere": passes { "alongside.yaml": "project: {stage: closing, project_manager: li-na, marketing_lead: chen-wei}\n", "cadences.yaml": "- {name: Retro, kind: retrospective, notes_at: 'https://example.com/retro'}\n", "lessons.yaml": "- {title: Ask earlier}\n" };
    "the file cannot be read": not_assessable { "alongside.yaml": "project: {stage: closing, project_manager: li-na, marketing_lead: chen-wei}\n", "lessons.yaml": "- title: \"x\n" };
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::{findings, outcome};

    #[test]
    fn what_counts_as_a_retrospective() {
        let closing = ("alongside.yaml", "project: {stage: closing}\n");
        let lessons = ("lessons.yaml", "- title: x\n");
        for (path, text, expected) in [
            ("meetings.yaml", "- {date: 2026-06-10, kind: 复盘会}\n", 0),
            ("meetings.yaml", "- {date: 2026-06-20, kind: retrospective}\n", 1),
            ("meetings.yaml", "- {date: 2026-06-10, kind: weekly}\n", 1),
            ("cadences.yaml", "- {name: Retro, kind: retrospective, notes_at: https://example.com/retro}\n", 0),
            ("cadences.yaml", "- {name: Retro, kind: retrospective}\n", 1),
        ] {
            assert_eq!(findings(&RULE, &[closing, lessons, (path, text)]), expected, "{text}");
        }
        let message = outcome(&RULE, &[closing]).findings.remove(0).finding.message.en;
        assert_eq!(message, "No retrospective and no lesson is recorded.");
    }
}
