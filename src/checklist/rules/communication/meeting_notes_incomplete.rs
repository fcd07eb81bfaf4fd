use crate::analysis::Analysis;
use crate::checklist::rules::words::lacks;
use crate::checklist::{RuleContext, Subject, Verdict};
use crate::project::Project;
use crate::project::registers::meetings::{Meeting, MeetingKind};
use crate::project::types::Open;
use crate::{both, rule};

rule! { "meeting-notes-incomplete", Meetings, Quality, Warning, Folded, Planning..=Closing;
    options { weeks = 8, "Weeks that are looked back" "检查最近多少周的纪要"; }
    asks { Meetings: progress problems next; }
    title "Notes lack progress, problems or next steps" "纪要缺少进展、问题或下一步";
    what "Notes of weekly, monthly and phase review meetings say what went forward, what does not, and what comes next." "周会、月会和阶段评审的纪要写明进展、问题和下一步。";
    why "Those who were not there cannot tell whether there was no problem or nobody wrote it down." "没到会的人分不清是没有问题，还是没人记。";
    fix "Add the heading that is missing; \"none\" is an answer." "补上缺少的标题；“无”也算一个答案。";
    bad at "meetings/2026-06-09-weekly.md:4:3 problems" { "meetings/2026-06-09-weekly.md": "---\nkind: weekly\n---\n# Weekly\n\n## Progress\n\n- Film is cut\n" }
    good { "meetings/2026-06-09-weekly.md": "---\nkind: weekly\n---\n# Weekly\n\n## Progress\n\n- Film is cut\n\n## Problems\n\nNone\n\n## Next\n\n- Sound\n" }
    check
}

const ASKED: [MeetingKind; 3] = [MeetingKind::Weekly, MeetingKind::Monthly, MeetingKind::PhaseReview];

fn check(judge: &mut RuleContext<'_>) {
    let (project, analysis) = (judge.project, judge.analysis);
    let since = judge.today().plus(-7 * judge.days(OPTIONS.weeks));
    let recent = |meeting: &Meeting| since <= meeting.date.date && meeting.date.date < project.report_date && meeting.held != Some(false);
    let asked = judge.subjects(&project.meetings).filter(|meeting| recent(meeting) && is_asked(project, analysis, *meeting));
    judge.each(asked, |meeting| verdict(project, meeting));
}

/// By its own kind, else by that of the series that it is known to belong to.
fn is_asked(project: &Project, analysis: &Analysis, meeting: Subject<'_, Meeting>) -> bool {
    let numbers = analysis.meetings.get(meeting.id.index).filter(|numbers| !numbers.is_guess);
    let series = || project.cadences.get(numbers?.cadence?);
    let kind: Option<&Open<MeetingKind>> = meeting.kind.as_ref().or_else(|| series()?.kind.as_ref());
    kind.is_some_and(|kind| ASKED.into_iter().any(|asked| kind.is(asked)))
}

fn verdict(project: &Project, meeting: Subject<'_, Meeting>) -> Verdict {
    // A paragraph before any heading tells of progress.
    let text = meeting.typed.body.map(|body| body.of(project.text(meeting.origin.file)));
    let has_text = text.is_some_and(begins_with_paragraph);
    let fields = [
        ("progress", meeting.progress.is_empty() && !has_text),
        ("problems", meeting.problems.is_empty()),
        ("next", meeting.next.is_empty()),
    ];
    let help = both!("Add the missing heading to the notes; “none” is an answer.", "在纪要中补上缺少的标题；“无”也算一个答案。");
    lacks(project, meeting, &fields).map_or(Verdict::Pass, |finding| finding.help(help).into())
}

/// Whether something is said before the first heading below the title.
fn begins_with_paragraph(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("# "));
    lines.next().is_some_and(|first| !first.starts_with('#'))
}

crate::cases! {
    "none is an answer": passes { "meetings/2026-06-09.md": "---\nkind: weekly\n---\n# Weekly\n\n## Progress\n\nFilm cut.\n\n## Problems\n\nnone\n\n## Next\n\nMusic.\n" };
    "a paragraph without a heading tells the progress": passes { "meetings/2026-06-09.md": "---\nkind: weekly\n---\n# Weekly\n\nThe film is cut.\n\n## 问题\n\n无\n\n## 下一步\n\n配乐\n" };
    "the weekday of a weekly series alone makes no weekly meeting": not_assessable { "cadences.yaml": "- {name: Sync, kind: weekly, every: week, weekday: tue, starts: 2026-05-05}\n", "meetings.yaml": "- {date: 2026-06-09, title: Council of another house}\n" };
    "minutes without front matter are of the series that their file names": found at "meetings/2026-06-09-weekly.md:1:3 problems" { "cadences.yaml": "- {name: Weekly, kind: weekly, every: week, weekday: tue, starts: 2026-05-05}\n", "meetings/2026-06-09-weekly.md": "# Minutes\n\n## Progress\n\nFilm cut.\n" };
    "minutes of no name of their own are of the series of their weekday": found at "meetings/2026-06-09.md:1:3 problems" { "cadences.yaml": "- {name: Sync, kind: weekly, every: week, weekday: tue, starts: 2026-05-05}\n", "meetings/2026-06-09.md": "# Minutes\n\n## Progress\n\nFilm cut.\n" };
    "problems and next steps without progress": found at "meetings/2026-06-09.md:4:3 progress" { "meetings/2026-06-09.md": "---\nkind: weekly\n---\n# Weekly\n\n## Problems\n\nnone\n\n## Next\n\nMusic.\n" };
    "cancelled": not_assessable { "meetings.yaml": "- {date: 2026-06-09, kind: weekly, held: no, because: trade fair}\n" };
    "other kinds are not asked": not_assessable { "meetings.yaml": "- {date: 2026-06-09, kind: kick-off}\n" };
    "older than eight weeks": not_assessable { "meetings.yaml": "- {date: 2026-04-13, kind: weekly}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::{findings, outcome};

    #[test]
    fn recent_notes_of_some_kinds() {
        for (path, text, expected) in [
            ("meetings.yaml", "- {date: 2026-06-09, kind: weekly, progress: x}\n", 1),
            ("meetings.yaml", "- {date: 2026-06-09, kind: weekly, progress: x, problems: none, next: y}\n", 0),
            ("meetings.yaml", "- {date: 2026-06-09, kind: weekly, held: false, because: Fair}\n", 0),
            ("meetings.yaml", "- {date: 2026-06-16, kind: weekly}\n", 0), // still ahead
            ("meetings.yaml", "- {date: 2026-04-13, kind: weekly}\n", 0), // nine weeks ago
            ("meetings.yaml", "- {date: 2026-06-09, kind: kick-off}\n", 0),
            ("meetings/2026-06-09.md", "---\nkind: weekly\nproblems: none\nnext: sound\n---\n# W\n\nThe film is cut.\n", 0),
            ("会议/2026-06-09-周会.md", "---\n类型: 周会\n---\n# 周会\n\n## 本周进展\n\n- 片子剪完\n\n## 存在问题\n\n无\n\n## 下周计划\n\n- 配音\n", 0),
        ] {
            assert_eq!(findings(&RULE, &[(path, text)]), expected, "{text}");
        }
    }

    #[test]
    fn the_kind_may_come_from_the_series() {
        let series = ("cadences.yaml", "- {id: w, name: Sync, kind: weekly}\n");
        let found = outcome(&RULE, &[series, ("meetings.yaml", "- {id: N-1, date: 2026-06-09, cadence: w, next: x}\n")]);
        assert_eq!(found.findings[0].finding.message.en, "N-1 lacks `progress` and `problems`.");
    }
}
