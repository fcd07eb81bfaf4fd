use super::action;
use crate::analysis::actions::ActionNumbers;
use crate::checklist::rules::words::action_name;
use crate::checklist::{Finding, RuleContext, Verdict};
use crate::project::{Locator, Project};
use crate::text::Message;
use crate::{both, rule, say};

rule! { "action-incomplete", Meetings, Quality, Warning, Each, Initiation..=Closing;
    asks { Actions: owner due; }
    title "Open action lacks one owner or a day" "待办缺少唯一负责人或日期";
    what "Every open action has one owner and a day by which it is due." "每项未完成的待办有一位负责人和一个截止日期。";
    why "What two people are to do some day, nobody does." "负责人写两个、日期不写，往往没人做。";
    fix "Write one name and one day: `@name what is to be done (due 2026-06-26)`." "写一个人名和一个日期：`负责人：姓名 要做的事 截止：2026年6月26日`。";
    bad at "actions.yaml:1:10 owner" { "actions.yaml": "- {what: Send the brief, due: 2026-06-26}\n" }
    good { "actions.yaml": "- {what: Send the brief, owner: li-na, due: 2026-06-26}\n", "people.yaml": "- {id: li-na, name: Li Na}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let locator = Locator::new(judge.project);
    for (id, action) in action::open(judge) {
        let verdict = verdict(judge.project, &locator, action);
        judge.one(id, verdict);
    }
}

fn verdict(project: &Project, locator: &Locator<'_>, action: &ActionNumbers) -> Verdict {
    let owners = action.owner.as_ref().map_or(0, |owner| owner.names().count());
    let missing = [
        ("owner", owners == 0, both!("`owner`", "负责人")),
        ("owner", owners > 1, both!("one `owner` (there are several)", "唯一的负责人（现有多位）")),
        ("due", action.due.is_none(), both!("`due`", "截止日期")),
    ]
    .into_iter()
    .filter_map(|(field, is_missing, name)| is_missing.then_some((field, name)));
    let (missing, unread): (Vec<(&str, Message)>, Vec<_>) = missing.partition(|(field, _)| !action::is_unread(locator, project, action, field));
    let Some((field, _)) = missing.first() else { return if unread.is_empty() { Verdict::Pass } else { action::unread() } };
    let names: Vec<Message> = missing.iter().map(|(_, name)| name.clone()).collect();
    unfinished(project, locator, action, field, &Message::list(&names)).into()
}

fn unfinished(project: &Project, locator: &Locator<'_>, action: &ActionNumbers, field: &str, list: &Message) -> Finding {
    let record = action_name(project, action);
    let message = say!("{record} lacks {list}.", "{record}缺少{list}。", record, list);
    action::finding(action, field, message).help(if action::is_list_item(locator, project, action) { in_list() } else {
        both!("Type `owner:` with one name and `due:` with a day, as `due: 2026-06-26`.", "在“负责人”填一个人名，在“截止日期”填日期。")
    })
}

fn in_list() -> Message {
    both!(
        "Write one name and one day: `- [ ] @name what is to be done (due 2026-06-26)`.",
        "写一个人名和一个日期：`- [ ] @姓名 要做的事（2026年6月26日前）`。"
    )
}

crate::cases! {
    "two in one cell": found at "actions.csv:2:6 owner" { "people.yaml": "- {id: li-na, name: Li Na}\n", "actions.csv": "what,owner,due\nCall,Li Na / Sam,2026-06-20\n" };
    "with somebody else": passes { "people.yaml": "- {id: li-na, name: Li Na}\n", "actions.csv": "what,owner,due\nCall the agency with Sam,Li Na,2026-06-20\n" };
    "what is done is asked for nothing": not_assessable { "actions.yaml": "- {what: Call, status: done}\n" };
    "one slip is one finding": not_assessable { "people.yaml": "- {id: li-na, name: Li Na}\n", "actions.csv": "what,owner,due\nCall,Li Na,soon\n" };
    "one slip in a check box is one finding": not_assessable { "people.yaml": "- {id: li-na, name: Li Na}\n", "meetings/2026-06-09.md": "# Weekly\n\n## Actions\n\n- [ ] @li-na call (due 2026-02-30)\n- [ ] @li-na 订场地（6月32日前）\n" };
    "two owners in front of a colon": found at "meetings/2026-06-09.md:3:7 actions.0.owner" { "people.yaml": "- {id: li-na, name: Li Na}\n- {id: sam, name: Sam}\n", "meetings/2026-06-09.md": "# Weekly\n\n- [ ] Li Na / Sam: call (due 2026-06-26)\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::{findings, outcome};

    #[test]
    fn one_owner_and_a_day() {
        for (path, text, expected) in [
            ("actions.yaml", "- {what: x, owner: Li Na / Chen Wei, due: 2026-06-26}\n", 1),
            ("actions.yaml", "- {what: x with Chen Wei, owner: Li Na, due: 2026-06-26}\n", 0),
            ("actions.yaml", "- {what: x, status: done}\n- {what: y, status: cancelled}\n", 0),
            ("actions.yaml", "- {what: x, owner: Li Na, due: soon}\n", 0), // unreadable, which is said elsewhere
            ("meetings.yaml", "- {date: 2026-06-09, actions: [{what: x}, {what: y, owner: a, due: 2026-06-26}]}\n", 1),
            ("待办.csv", "事项,负责人,截止日期\n寄样品,李娜、陈伟,2026-06-26\n寄合同,李娜,2026-06-26\n", 1),
            ("risks.yaml", "- {title: x, actions: [{what: y}]}\n", 0),
        ] {
            assert_eq!(findings(&RULE, &[(path, text)]), expected, "{text}");
        }
    }

    #[test]
    fn two_owners_are_not_none() {
        let note = "# Weekly\n\n- [ ] Li Na / Sam: call (due 2026-06-26)\n";
        let found = outcome(&RULE, &[("people.yaml", "- name: Li Na\n- name: Sam\n"), ("meetings/2026-06-09.md", note)]);
        assert_eq!(found.findings[0].finding.message.en, "“call” lacks one `owner` (there are several).");
    }

    #[test]
    fn the_mend_is_in_the_form_that_the_file_has() {
        let help = |path: &str, text: &str| outcome(&RULE, &[(path, text)]).findings.remove(0).finding.help.unwrap_or_default().en;
        let note = help("meetings/2026-06-09.md", "# Weekly\n\n## Actions\n\n- [ ] @li-na call the agency\n");
        assert!(note.contains("`- [ ] @name what is to be done (due 2026-06-26)`"), "{note}");
        let front = help("meetings/2026-06-09.md", "---\nactions: [{what: Call, owner: li-na}]\n---\n# Weekly\n");
        assert!(front.starts_with("Type `owner:` with one name"), "{front}");
        let row = help("meetings/2026-06-09.md", "# Weekly\n\n## Actions\n\n| what | owner |\n|---|---|\n| Call | li-na |\n");
        assert!(row.starts_with("Type `owner:` with one name"), "{row}");
        let row = help("actions.csv", "what,owner\nCall,Li Na\n");
        assert!(row.starts_with("Type `owner:` with one name"), "{row}");
    }

    #[test]
    fn the_place_is_that_of_the_action() {
        let found = outcome(&RULE, &[("meetings.yaml", "- {id: N, date: 2026-06-09, actions: [{what: Call, owner: a}]}\n")]);
        let finding = &found.findings[0].finding;
        assert_eq!(finding.message.en, "“Call” lacks `due`.");
        assert!(matches!(&finding.place, crate::checklist::Place::Record(_, field) if field == "actions.0.due"));
    }
}
