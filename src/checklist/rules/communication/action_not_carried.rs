use super::action;
use crate::analysis::actions::ActionNumbers;
use crate::checklist::rules::words::{action_name, day};
use crate::checklist::{RuleContext, Place, Verdict};
use crate::project::{Project, RecordId};
use crate::{both, rule, say};

rule! { "action-not-carried", Meetings, Quality, Warning, Each, Initiation..=Closing;
    title "Next meeting did not mention the open action" "下次会议没有提到未完成的待办";
    what "An open action is in the notes of the next meeting of its series: done, still open, or dropped." "未完成的待办在同一例会的下次纪要里有交代：已完成、未完成或取消。";
    why "What no meeting asks for any more is forgotten by all but the one who waits for it." "没有会议再过问的事，除了等的人，谁都忘了。";
    fix "Repeat it in the next notes, tick it where it stands, or move it to `actions.csv`." "在下次纪要里再写一次，在原处打勾，或移到 `待办.csv`。";
    bad at "meetings.yaml:1:51 actions.0.what" {
        "cadences.yaml": "- {id: w, name: Weekly, every: week, starts: 2026-06-01}\n",
        "meetings.yaml": "- {date: 2026-06-02, cadence: w, actions: [{what: Send the brief, owner: li-na, due: 2026-06-26}]}\n- {date: 2026-06-09, cadence: w, progress: The film is cut}\n",
        "people.yaml": "- {id: li-na, name: Li Na}\n"
    }
    good {
        "cadences.yaml": "- {id: w, name: Weekly, every: week, starts: 2026-06-01}\n",
        "meetings.yaml": "- {date: 2026-06-02, cadence: w, actions: [{what: Send the brief, owner: li-na, due: 2026-06-26}]}\n- {date: 2026-06-09, cadence: w, actions: [{what: Send the brief, owner: li-na, due: 2026-06-26}]}\n",
        "people.yaml": "- {id: li-na, name: Li Na}\n"
    }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    for (id, action) in action::open(judge) {
        let verdict = verdict(judge.project, action);
        judge.one(id, verdict);
    }
}

fn verdict(project: &Project, action: &ActionNumbers) -> Verdict {
    match (action::left_out_of(project, action), action.next_meeting) {
        (Some(meeting), _) => left_out(project, action, meeting),
        (None, None) if action.places.len() < 2 => Verdict::NotAssessable(both!("No meeting of its series has followed.", "之后没有同系列的会议。")),
        (None, _) => Verdict::Pass,
    }
}

fn left_out(project: &Project, action: &ActionNumbers, meeting: RecordId) -> Verdict {
    let record = action_name(project, action);
    let next = day(project, project.meetings.get(meeting.index).map(|meeting| meeting.date.date).unwrap_or_default());
    let message = say!(
        "{record} is open, and the notes of the next meeting on {next} do not mention it.",
        "{record}未完成，下次会议（{next}）的纪要没有提到它。",
        record, next
    );
    action::finding(action, "what", message)
        .help(both!("Say in the next notes how far it is, or tick it where it stands.", "在下次纪要里写明进展，或在原处打勾。"))
        .see(Place::Record(meeting, String::new()), both!("the next meeting", "下次会议"))
        .into()
}

crate::cases! {
    "the same owner and two of its words": passes { "people.yaml": "- {id: li-na, name: Li Na}\n", "cadences.yaml": "- {id: weekly, name: Weekly, kind: weekly, every: week, weekday: tue, starts: 2026-05-05}\n", "meetings.yaml": "- {date: 2026-06-02, cadence: weekly, actions: [{what: Call the agency about music, owner: li-na, due: 2026-06-22}]}\n- {date: 2026-06-09, cadence: weekly, actions: [{what: Agency music, owner: li-na, due: 2026-06-22}]}\n" };
    "nothing has followed yet": not_assessable { "people.yaml": "- {id: li-na, name: Li Na}\n", "cadences.yaml": "- {id: weekly, name: Weekly, kind: weekly, every: week, weekday: tue, starts: 2026-05-05}\n", "meetings.yaml": "- {date: 2026-06-09, cadence: weekly, actions: [{what: Call the agency, owner: li-na, due: 2026-06-22}]}\n" };
    "an action of the register": not_assessable { "people.yaml": "- {id: li-na, name: Li Na}\n", "actions.yaml": "- {what: Call, owner: li-na, due: 2026-06-22}\n" };
    "an overdue one is told there": not_assessable { "people.yaml": "- {id: li-na, name: Li Na}\n", "cadences.yaml": "- {id: weekly, name: Weekly, kind: weekly, every: week, weekday: tue, starts: 2026-05-05}\n", "meetings.yaml": "- {date: 2026-06-02, cadence: weekly, actions: [{what: Call the agency, owner: li-na, due: 2026-06-05}]}\n- {date: 2026-06-09, cadence: weekly, progress: [x]}\n" };
    "an overdue one where nobody asks for overdue ones": found at "meetings.yaml:1:56 actions.0.what" { "alongside.yaml": "checklist: {rules: {action-overdue: off}}\n", "people.yaml": "- {id: li-na, name: Li Na}\n", "cadences.yaml": "- {id: weekly, name: Weekly, kind: weekly, every: week, weekday: tue, starts: 2026-05-05}\n", "meetings.yaml": "- {date: 2026-06-02, cadence: weekly, actions: [{what: Call the agency, owner: li-na, due: 2026-06-05}]}\n- {date: 2026-06-09, cadence: weekly, progress: [x]}\n" };
    "the next notes name its id": passes { "people.yaml": "- {id: li-na, name: Li Na}\n", "cadences.yaml": "- {id: weekly, name: Weekly, kind: weekly, every: week, weekday: tue, starts: 2026-05-05}\n", "meetings.yaml": "- {date: 2026-06-02, cadence: weekly, actions: [{id: A-7, what: Call the agency, owner: li-na, due: 2026-06-22}]}\n- {date: 2026-06-09, cadence: weekly, progress: A-7 waits for the offer}\n" };
    "the next notes speak of it under a heading of their own": passes { "people.yaml": "- {id: li-na, name: Li Na}\n", "cadences.yaml": "- {id: weekly, name: Weekly, kind: weekly, every: week, weekday: tue, starts: 2026-05-05}\n", "meetings/2026-06-02.md": "---\ncadence: weekly\nactions: [{what: Call the agency, owner: li-na, due: 2026-06-22}]\n---\n# Weekly\n", "meetings/2026-06-09.md": "---\ncadence: weekly\n---\n# Weekly\n\n## Agency\n\nLi Na will call the agency on Monday.\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::findings;

    const WEEKLY: (&str, &str) = ("cadences.yaml", "- {id: w, name: Weekly, every: week, starts: 2026-06-01}\n");
    const PEOPLE: (&str, &str) = ("people.yaml", "- {id: li-na, name: Li Na}\n");

    fn judged(actions: &str, next: &str) -> usize {
        let notes = format!("- {{date: 2026-06-02, cadence: w, actions: [{actions}]}}\n- {{date: 2026-06-09, cadence: w, {next}}}\n");
        findings(&RULE, &[WEEKLY, PEOPLE, ("meetings.yaml", &notes)])
    }

    #[test]
    fn what_counts_as_a_mention() {
        let action = "{what: Ask for the tolerance report, owner: li-na, due: 2026-06-26}";
        for (next, expected) in [
            ("progress: none", 1),
            ("actions: [{what: Ask for the tolerance report, owner: li-na, due: 2026-06-26}]", 0),
            ("actions: [{what: Tolerance report from the supplier, owner: li-na, due: 2026-06-30}]", 0),
            ("actions: [{what: Call the agency, owner: li-na, due: 2026-06-30}]", 1),
            ("progress: \"Ask for the tolerance report: waiting\"", 0),
        ] {
            assert_eq!(judged(action, next), expected, "{next}");
        }
    }

    #[test]
    fn finished_and_overdue_ones_are_not_asked_for() {
        assert_eq!(judged("{what: x, status: done}", "progress: y"), 0);
        assert_eq!(judged("{what: x, due: 2026-06-05}", "progress: y"), 0);
        let last = ("meetings.yaml", "- {date: 2026-06-09, cadence: w, actions: [{what: x, due: 2026-06-26}]}\n");
        assert_eq!(findings(&RULE, &[WEEKLY, last]), 0, "no meeting has followed");
    }
}
