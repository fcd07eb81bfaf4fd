use crate::checklist::rules::sides::Sides;
use crate::checklist::{RuleContext, Subject, Verdict};
use crate::project::Project;
use crate::project::registers::meetings::{Cadence, Meeting, MeetingKind};
use crate::project::registers::words::Side;
use crate::project::types::{ChoiceType, Party};
use crate::{both, rule, say};

rule! { "meeting-one-sided", Meetings, Signal, Warning, Each, Planning..=Closing;
    title "Only one side was at the last meeting" "最近一次会议只有一方到会";
    what "At the last meeting of a series for both sides, the project and marketing were both there." "双方共同的例会，最近一次项目方和市场方都有人到会。";
    why "What one side decides alone is opened again at the next meeting." "一方单独定的事，下次会上还得重来。";
    fix "Ask the other side to the next meeting; if somebody is missing from the notes, add the name to `attendees`." "请另一方参加下次会议；纪要漏记的人，补到“出席”里。";
    bad at "meetings.yaml:1:45 attendees" {
        "people.yaml": "- {id: li-na, name: Li Na, side: project}\n- {id: chen-wei, name: Chen Wei, side: marketing}\n",
        "cadences.yaml": "- {id: w, name: Weekly, kind: weekly, participants: [li-na, chen-wei]}\n",
        "meetings.yaml": "- {date: 2026-06-09, cadence: w, attendees: [li-na]}\n"
    }
    good {
        "people.yaml": "- {id: li-na, name: Li Na, side: project}\n- {id: chen-wei, name: Chen Wei, side: marketing}\n",
        "cadences.yaml": "- {id: w, name: Weekly, kind: weekly, participants: [li-na, chen-wei]}\n",
        "meetings.yaml": "- {date: 2026-06-02, cadence: w, attendees: [li-na]}\n- {date: 2026-06-09, cadence: w, attendees: [li-na, chen-wei]}\n"
    }
    check
}

/// Meetings of these kinds are for both sides where nobody has said who takes part.
const SHARED: [MeetingKind; 4] = [MeetingKind::Weekly, MeetingKind::Monthly, MeetingKind::PhaseReview, MeetingKind::Steering];

fn check(judge: &mut RuleContext<'_>) {
    let (project, analysis) = (judge.project, judge.analysis);
    let meetings: Vec<Subject<'_, Meeting>> = judge.subjects(&project.meetings).collect();
    let is_running = |cadence: &Cadence| cadence.ends.is_none_or(|ends| ends >= project.report_date);
    for (cadence, numbers) in project.cadences.iter().zip(&analysis.cadences) {
        if !is_running(cadence) || !is_for_both(project, cadence) {
            continue;
        }
        let own = |index: &&usize| analysis.meetings.get(**index).is_some_and(|meeting| !meeting.is_guess);
        let Some(latest) = numbers.held.iter().rev().find(own).and_then(|index| meetings.get(*index)) else { continue };
        let both_sides = analysis.meetings.get(latest.id.index).and_then(|meeting| meeting.both_sides);
        judge.one(latest.id, verdict(project, *latest, both_sides));
    }
}

fn is_for_both(project: &Project, cadence: &Cadence) -> bool {
    if cadence.participants.is_empty() {
        return cadence.kind.as_ref().is_some_and(|kind| SHARED.into_iter().any(|shared| kind.is(shared)));
    }
    Sides::of(project, cadence.participants.iter().map(Party::text)) == Sides::Both
}

fn verdict(project: &Project, meeting: Subject<'_, Meeting>, both_sides: Option<bool>) -> Verdict {
    let known = project.sides(meeting.attendees.iter().map(Party::text));
    match both_sides {
        Some(true) => Verdict::Pass,
        Some(false) if known.len() * 2 >= meeting.attendees.len() => one_sided(project, meeting, &known),
        _ => Sides::unknown(),
    }
}

fn one_sided(project: &Project, meeting: Subject<'_, Meeting>, known: &[Side]) -> Verdict {
    let missing = if known.contains(&Side::Project) { Side::Marketing } else { Side::Project };
    let (record, side) = (meeting.label(project), missing.label());
    let message = say!("{record}: nobody from the “{side}” side was there.", "{record}：{side}方没有人到会。", record, side);
    let help = both!("Ask them to the next meeting, or add who was there to `attendees`.", "请对方参加下次会议，或在“出席”补上到会的人。");
    meeting.finding("attendees", message).help(help).into()
}

crate::cases! {
    "a meeting of one side": not_assessable { "alongside.yaml": "project: {project_manager: li-na, marketing_lead: chen-wei}\n", "people.yaml": "- {id: li-na, name: Li Na, side: project}\n- {id: chen-wei, name: Chen Wei, side: marketing}\n- {id: sam, name: Sam}\n", "cadences.yaml": "- {id: team, name: Team, every: week, participants: [li-na]}\n", "meetings.yaml": "- {date: 2026-06-09, cadence: team, attendees: [Li Na]}\n" };
    "most of those present are not known": not_assessable { "alongside.yaml": "project: {project_manager: li-na, marketing_lead: chen-wei}\n", "people.yaml": "- {id: li-na, name: Li Na, side: project}\n- {id: chen-wei, name: Chen Wei, side: marketing}\n- {id: sam, name: Sam}\n", "cadences.yaml": "- {id: weekly, name: Weekly, kind: weekly, every: week, weekday: tue, starts: 2026-05-05}\n", "meetings.yaml": "- {date: 2026-06-09, cadence: weekly, attendees: [Li Na, A, B, C]}\n" };
    "only the latest one counts": passes { "alongside.yaml": "project: {project_manager: li-na, marketing_lead: chen-wei}\n", "people.yaml": "- {id: li-na, name: Li Na, side: project}\n- {id: chen-wei, name: Chen Wei, side: marketing}\n- {id: sam, name: Sam}\n", "cadences.yaml": "- {id: weekly, name: Weekly, kind: weekly, every: week, weekday: tue, starts: 2026-05-05}\n", "meetings.yaml": "- {date: 2026-06-02, cadence: weekly, attendees: [Li Na]}\n- {date: 2026-06-09, cadence: weekly, attendees: [Li Na, Chen Wei]}\n" };
    "minutes without front matter say who was there": found at "meetings/2026-06-09-weekly.md:3:10 attendees" { "people.yaml": "- {id: li-na, name: Li Na, side: project}\n- {id: chen-wei, name: Chen Wei, side: marketing}\n", "cadences.yaml": "- {name: Weekly, kind: weekly, every: week, weekday: tue, starts: 2026-05-05}\n", "meetings/2026-06-09-weekly.md": "# Weekly\n\nPresent: Li Na\n\n## Progress\n\nFilm cut.\n" };
    "minutes without front matter name both sides": passes { "people.yaml": "- {name: 李娜, side: project}\n- {name: 王强, side: marketing}\n", "cadences.yaml": "- {name: 周会, kind: weekly, every: week, weekday: tue, starts: 2026-05-05}\n", "meetings/2026-06-09-周会.md": "# 周会\n\n- **出席：** 李娜、王强\n" };
    "the latest one of that weekday is another meeting": passes { "people.yaml": "- {id: li-na, name: Li Na, side: project}\n- {id: chen-wei, name: Chen Wei, side: marketing}\n", "cadences.yaml": "- {id: w, name: Sync, kind: weekly, every: week, weekday: tue, starts: 2026-05-05}\n", "meetings.yaml": "- {date: 2026-06-02, cadence: w, attendees: [li-na, chen-wei]}\n- {date: 2026-06-09, title: Council of another house, attendees: [li-na]}\n" };
    "sides are not known": not_assessable { "people.yaml": "- {id: sam, name: Sam}\n", "cadences.yaml": "- {id: weekly, name: Weekly, kind: weekly, every: week, weekday: tue, starts: 2026-05-05}\n", "meetings.yaml": "- {date: 2026-06-09, cadence: weekly, attendees: [Sam]}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::findings;

    const PEOPLE: (&str, &str) =
        ("people.yaml", "- {id: a, name: A, side: project}\n- {id: b, name: B, side: marketing}\n- {id: c, name: C, side: project}\n");

    fn judged(series: &str, attendees: &str) -> usize {
        let cadences = format!("- {{id: w, name: Sync, {series}}}\n");
        let meetings = format!("- {{date: 2026-06-09, cadence: w, attendees: [{attendees}]}}\n");
        findings(&RULE, &[PEOPLE, ("cadences.yaml", &cadences), ("meetings.yaml", &meetings)])
    }

    #[test]
    fn who_was_there() {
        for (series, attendees, expected) in [
            ("kind: weekly", "a, c", 1),
            ("kind: 周会", "a, b", 0),
            ("kind: weekly, participants: [a, c]", "a, c", 0), // an inside meeting
            ("participants: [a, b]", "b", 1),
            ("kind: stand-up", "a", 0),
            ("kind: weekly", "a, guest, visitor", 0), // too few are known
            ("kind: weekly", "", 0),
            ("kind: weekly, ends: 2026-06-10", "a", 0), // a series that is over
        ] {
            assert_eq!(judged(series, attendees), expected, "{series}: {attendees}");
        }
    }
}
