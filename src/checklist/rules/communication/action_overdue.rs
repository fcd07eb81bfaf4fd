use super::action;
use crate::analysis::actions::ActionNumbers;
use crate::checklist::rules::owner::{in_brackets, on_leave, with_stand_in};
use crate::checklist::rules::words::{action_name, ago, day, no_date};
use crate::checklist::{RuleContext, Verdict};
use crate::project::Locator;
use crate::text::Message;
use crate::{both, rule, say};

rule! { "action-overdue", Meetings, Signal, Warning, Each, Initiation..=Closed;
    options { times = 3, "How often an action may be carried over" "待办最多可以顺延几次"; }
    title "Action is overdue" "待办逾期";
    what "An action is done by the day agreed last, and is not carried over again and again." "待办在最近商定的日期前完成，不一再顺延。";
    why "Somebody waits for it, and the next plan counts on it." "有人在等它，后面的安排也指望着它。";
    fix "Type `done_on:`, or agree a new `due` and write the reason in the next notes." "已办完就填“完成日期”；没办完就商定新的“截止日期”，并在下次纪要里写明原因。";
    bad at "actions.yaml:1:61 due" { "actions.yaml": "- {id: A-31, what: Send the claims list, owner: li-na, due: 2026-06-03}\n", "people.yaml": "- {id: li-na, name: Li Na}\n" }
    good { "actions.yaml": "- {id: A-31, what: Send the claims list, owner: li-na, due: 2026-06-15}\n", "people.yaml": "- {id: li-na, name: Li Na}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let times = judge.days(OPTIONS.times);
    let locator = Locator::new(judge.project);
    for (id, action) in action::open(judge) {
        let is_late = action::is_late(judge.project, action, times);
        let verdict = match action.due {
            None if action::is_unread(&locator, judge.project, action, "due") => action::unread(),
            _ if is_late => late(judge, &locator, action),
            None if action.cadence.is_none() => no_date(),
            _ => Verdict::Pass,
        };
        judge.one(id, verdict);
    }
}

fn late(judge: &RuleContext<'_>, locator: &Locator<'_>, action: &ActionNumbers) -> Verdict {
    let project = judge.project;
    let (record, owner) = (action_name(project, action), in_brackets(judge, action.owner.as_ref()));
    let (when, carried, silence, leave) = (when(judge, action), carried(action), silence(judge, action), on_leave(judge, action.owner.as_ref()));
    let message = say!(
        "{record}{owner}{when}{carried}.{silence}{leave}",
        "{record}{owner}{when}{carried}。{silence}{leave}",
        record, owner, when, carried, silence, leave
    );
    let help = if action::is_list_item(locator, project, action) { in_list() } else { RULE.fix.clone() };
    with_stand_in(judge, action.owner.as_ref(), action::finding(action, "due", message).help(help)).into()
}

/// Another field would be another action there.
fn in_list() -> Message {
    both!(
        "Tick it where it stands: `[x]`; or write there the new day that was agreed: `(due YYYY-MM-DD)`.",
        "已办完就在原处勾选 `[x]`；没办完就改成新商定的日期：`(due YYYY-MM-DD)` 或 `（YYYY年M月D日前）`。"
    )
}

/// " was due on 11 Nov, 8 working days ago", with the day it was due at first where that is another one.
fn when(judge: &RuleContext<'_>, action: &ActionNumbers) -> Message {
    let project = judge.project;
    let Some(due) = action.due else { return both!(" has no due day", "没有截止日期") };
    let (day_of_due, ago) = (day(project, due), ago(action.overdue.unwrap_or_default(), "逾期"));
    let first = match action.first_due.filter(|first| *first < due) {
        Some(first) => {
            let first = day(project, first);
            say!(" (at first on {first})", "（最初为{first}）", first)
        }
        None => Message::default(),
    };
    if action.overdue.is_none() {
        return say!(" is due on {due}{first}", "截止日期为{due}{first}", due = day_of_due, first);
    }
    say!(" was due on {due}{first}, {ago}", "应于{due}{first}完成，{ago}", due = day_of_due, first, ago)
}

fn carried(action: &ActionNumbers) -> Message {
    match action.carried {
        0 => Message::default(),
        1 => both!("; carried over once", "，已顺延1次"),
        n => say!("; carried over {n} times", "，已顺延{n}次", n),
    }
}

fn silence(judge: &RuleContext<'_>, action: &ActionNumbers) -> Message {
    match action::left_out_of(judge.project, action) {
        Some(_) => both!(" The next meeting did not speak of it.", "下一次会议没有提到它。"),
        None => Message::default(),
    }
}

crate::cases! {
    "its due day is a Sunday": passes { "actions.yaml": "- {what: Call, due: 2026-06-14}\n" };
    "a new day was agreed": passes { "cadences.yaml": "- {id: weekly, name: Weekly, kind: weekly, every: week, weekday: tue, starts: 2026-05-05}\n", "meetings.yaml": "- {date: 2026-06-02, cadence: weekly, actions: [{what: Call the agency, due: 2026-06-08}]}\n- {date: 2026-06-09, cadence: weekly, actions: [{what: Call the agency, due: 2026-06-22}]}\n" };
    "carried over more than three times": found at "meetings.yaml:5:78 actions.0.due" { "cadences.yaml": "- {id: weekly, name: Weekly, kind: weekly, every: week, weekday: tue, starts: 2026-05-05}\n", "meetings.yaml": "- {date: 2026-05-12, cadence: weekly, actions: [{what: Call the agency, due: 2026-05-15}]}\n- {date: 2026-05-19, cadence: weekly, actions: [{what: Call the agency, due: 2026-05-22}]}\n- {date: 2026-05-26, cadence: weekly, actions: [{what: Call the agency, due: 2026-05-29}]}\n- {date: 2026-06-02, cadence: weekly, actions: [{what: Call the agency, due: 2026-06-05}]}\n- {date: 2026-06-09, cadence: weekly, actions: [{what: Call the agency, due: 2026-07-10}]}\n" };
    "done without a day is done": not_assessable { "actions.yaml": "- {what: Call, due: 2026-06-01, status: done}\n" };
    "whether it is done cannot be read": not_assessable { "actions.yaml": "- {what: Call, due: 2026-06-01, status: dnoe}\n" };
    "the key that says whether it is done is misspelt": not_assessable { "actions.yaml": "- {what: Call, due: 2026-06-01, statsu: done}\n" };
    "whether it is done cannot be read in the notes": not_assessable { "meetings.yaml": "- {date: 2026-06-01, actions: [{what: Call, due: 2026-06-05, status: dnoe}]}\n" };
    "of a risk": not_assessable { "risks.yaml": "- {title: Rain, actions: [{what: Call, due: 2026-06-01}]}\n" };
    "no due day": not_assessable { "actions.yaml": "- what: Call\n" };
    "its due day cannot be read": not_assessable { "cadences.yaml": "- {id: weekly, name: Weekly, kind: weekly, every: week, weekday: tue, starts: 2026-05-05}\n", "meetings/2026-05-05-weekly.md": "# Weekly\n\n- [ ] @li-na call (due 2026-02-30)\n", "meetings.yaml": "- {date: 2026-05-12, cadence: weekly}\n- {date: 2026-05-19, cadence: weekly}\n- {date: 2026-05-26, cadence: weekly}\n- {date: 2026-06-02, cadence: weekly}\n- {date: 2026-06-09, cadence: weekly}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::{findings, outcome};

    const WEEKLY: (&str, &str) = ("cadences.yaml", "- {id: w, name: Weekly, kind: weekly, every: week, starts: 2026-05-04}\n");

    #[test]
    fn open_after_its_day() {
        for (action, expected) in [
            ("due: 2026-06-15", 0),
            ("due: 2026-06-14", 0), // a Sunday, which moves to today
            ("due: 2026-06-12", 1),
            ("due: 2026-06-12, done_on: 2026-06-15", 0),
            ("due: 2026-06-12, status: done", 0),
            ("due: 2026-06-12, status: cancelled", 0),
        ] {
            assert_eq!(findings(&RULE, &[("actions.yaml", &format!("- {{what: x, {action}}}\n"))]), expected, "{action}");
        }
    }

    #[test]
    fn a_check_box_is_ticked() {
        let help = |path: &str, text: &str| outcome(&RULE, &[(path, text)]).findings.remove(0).finding.help.unwrap_or_default();
        let note = help("meetings/2026-06-02.md", "# Weekly\n\n- [ ] @li-na call (due 2026-06-05)\n");
        assert!(note.en.contains("`[x]`") && !note.en.contains("done_on") && note.zh.contains("勾选 `[x]`"), "{note:?}");
        assert!(help("actions.yaml", "- {what: call, due: 2026-06-05}\n").en.contains("`done_on:`"));
    }

    #[test]
    fn a_new_day_in_later_notes_is_the_current_one() {
        let notes = "- {date: 2026-05-26, cadence: w, actions: [{what: Send it, due: 2026-06-01}]}\n- {date: 2026-06-02, cadence: w, actions: [{what: send it, due: 2026-06-19}]}\n";
        assert_eq!(findings(&RULE, &[WEEKLY, ("meetings.yaml", notes)]), 0);
    }

    #[test]
    fn carried_over_too_often() {
        let note = |day: &str, due: &str| format!("- {{date: {day}, cadence: w, actions: [{{what: Send it, due: {due}}}]}}\n");
        let days = ["2026-05-05", "2026-05-12", "2026-05-19", "2026-05-26", "2026-06-02"];
        let moved: String = days.iter().zip(["2026-05-11", "2026-05-18", "2026-05-25", "2026-06-01", "2026-06-19"]).map(|(day, due)| note(day, due)).collect();
        let found = outcome(&RULE, &[WEEKLY, ("meetings.yaml", &moved)]);
        assert_eq!(found.findings[0].finding.message.en, "“Send it” is due on 19 Jun (at first on 11 May); carried over 4 times.");
        let far: String = days.iter().map(|day| note(day, "2026-07-31")).collect();
        assert_eq!(findings(&RULE, &[WEEKLY, ("meetings.yaml", &far)]), 0, "what is due later is not late");
    }

    #[test]
    fn overdue_on_the_days_off_after_its_day() {
        let saturday = ("alongside.yaml", "report: {as_of: 2026-06-13}\n");
        let message = |due: &str| {
            let found = outcome(&RULE, &[saturday, ("actions.yaml", &format!("- {{what: Sign, due: {due}}}\n"))]).findings;
            found.into_iter().next().map(|found| found.finding.message)
        };
        let friday = message("2026-06-12").unwrap();
        assert_eq!((&*friday.en, &*friday.zh), ("“Sign” was due on 12 Jun, with no working day since.", "“Sign”应于6月12日完成，此后尚无工作日。"));
        assert_eq!(message("2026-06-13"), None, "it moves to Monday");
    }

    #[test]
    fn the_message_in_both_languages() {
        let people = ("people.yaml", "- {id: sam, name: Sam Ortiz, absences: [2026-06-10..2026-06-19]}\n");
        let found = outcome(&RULE, &[people, ("待办.csv", "编号,事项,负责人,截止日期\nA-31,把清单发给法务,sam,2026-06-03\n")]);
        let message = &found.findings[0].finding.message;
        assert_eq!(message.en, "A-31 “把清单发给法务” (Sam Ortiz) was due on 3 Jun, 8 working days ago. The owner is on leave until 19 Jun.");
        assert_eq!(message.zh, "A-31“把清单发给法务”（Sam Ortiz）应于6月3日完成，逾期8个工作日。负责人休假至6月19日。");
    }
}
