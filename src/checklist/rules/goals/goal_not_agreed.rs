use crate::checklist::rules::sides::Sides;
use crate::checklist::{RuleContext, Subject, Verdict};
use crate::project::Project;
use crate::project::registers::goals::Goal;
use crate::project::types::{ChoiceType, Party};
use crate::text::Message;
use crate::{both, rule, say};

rule! { "goal-not-agreed", OverallGoals, Quality, Warning, Folded, Execution..=Closing;
    asks { Goals: agreed_by; }
    title "Goal is not agreed by both sides" "目标未经双方确认";
    what "Every goal names at least one person of the project and one of marketing who agreed to it." "每个目标都写明双方至少各有一人确认。";
    why "A goal that one side has never agreed to is the first to be questioned when time is short." "一方没确认过的目标，时间一紧最先被质疑。";
    fix "Type `agreed_by: [one of the project, one of marketing]` and `agreed_on:`." "在“确认人”填项目方和市场方各一人，并填“确认日期”。";
    bad at "goals.yaml:1:30 agreed_by" {
        "goals.yaml": "- {title: Launch, agreed_by: [li-na]}\n",
        "people.yaml": "- {id: li-na, name: Li Na, side: project}\n- {id: chen-wei, name: Chen Wei, side: marketing}\n"
    }
    good {
        "goals.yaml": "- {title: Launch, agreed_by: [li-na, chen-wei], agreed_on: 2026-03-02}\n",
        "people.yaml": "- {id: li-na, name: Li Na, side: project}\n- {id: chen-wei, name: Chen Wei, side: marketing}\n"
    }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let project = judge.project;
    let wanted = judge.subjects(&project.goals).filter(|goal| !goal.is_dropped());
    judge.each(wanted, |goal| verdict(project, goal));
}

fn verdict(project: &Project, goal: Subject<'_, Goal>) -> Verdict {
    let record = goal.label(project);
    let message = match Sides::of(project, goal.agreed_by.iter().map(Party::text)) {
        Sides::Both => return Verdict::Pass,
        Sides::Unknown => return Sides::unknown(),
        Sides::Only(side) => {
            let side = side.label();
            say!("{record} is agreed by the “{side}” side alone.", "{record}只有{side}方确认。", record, side)
        }
        Sides::Neither => say!("{record}: `agreed_by` names nobody of the project or of marketing.", "{record}的“确认人”中没有项目方或市场方的人。", record),
    };
    goal.finding("agreed_by", message).help(help(project)).into()
}

/// What to type, with the two leads by name where they are known.
fn help(project: &Project) -> Message {
    let info = &project.settings.project;
    let leads = [&info.project_manager, &info.marketing_lead].map(|owner| owner.as_ref().and_then(|owner| owner.one()));
    match leads {
        [Some(manager), Some(lead)] => say!(
            "Ask both sides, then type `agreed_by: [{manager}, {lead}]` and `agreed_on:`.",
            "请双方确认，然后在“确认人”填{manager}、{lead}，并填“确认日期”。",
            manager, lead
        ),
        _ => both!(
            "Ask both sides, then type `agreed_by:` with one person of each and `agreed_on:`.",
            "请双方确认，然后在“确认人”各填一人，并填“确认日期”。"
        ),
    }
}

crate::cases! {
    "that everyone agreed is not enough": found at "goals.yaml:1:28 agreed_by" { "alongside.yaml": "project: {project_manager: li-na, marketing_lead: chen-wei}\n", "people.yaml": "- {id: li-na, name: Li Na, side: project}\n- {id: chen-wei, name: Chen Wei, side: marketing}\n- {id: sam, name: Sam}\n", "goals.yaml": "- {title: Sell, agreed_by: [li-na, everyone]}\n" };
    "both sides by name": passes { "alongside.yaml": "project: {project_manager: li-na, marketing_lead: chen-wei}\n", "people.yaml": "- {id: li-na, name: Li Na, side: project}\n- {id: chen-wei, name: Chen Wei, side: marketing}\n- {id: sam, name: Sam}\n", "goals.yaml": "- {title: Sell, agreed_by: [Li Na, Chen Wei]}\n" };
    "one person leads both": not_assessable { "alongside.yaml": "project: {project_manager: li-na, marketing_lead: li-na}\n", "people.yaml": "- {id: li-na, name: Li Na}\n", "goals.yaml": "- {title: Sell, agreed_by: [li-na]}\n" };
    "sides are not known": not_assessable { "people.yaml": "- {id: sam, name: Sam}\n", "goals.yaml": "- {title: Sell, agreed_by: [sam]}\n" };
    "what is finished was agreed, too": found at "goals.yaml:1:11 agreed_by" { "alongside.yaml": "project: {project_manager: li-na, marketing_lead: chen-wei}\n", "people.yaml": "- {id: li-na, name: Li Na, side: project}\n- {id: chen-wei, name: Chen Wei, side: marketing}\n- {id: sam, name: Sam}\n", "goals.yaml": "- {title: Sell, outcome: missed}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::{findings, outcome};

    const LEADS: &str = "project: {project_manager: li-na, marketing_lead: chen-wei, stage: execution}\n";
    const PEOPLE: (&str, &str) = ("people.yaml", "- {id: li-na, name: Li Na}\n- {id: chen-wei, name: 陈伟}\n- {id: sam, name: Sam}\n");

    #[test]
    fn both_sides_by_role_or_by_department() {
        for (agreed, expected) in [
            ("[li-na, 陈伟]", 0),
            ("[li-na]", 1),
            ("[agreed by everyone on 3 March]", 1),
            ("[]", 1),
            ("[li-na, sam]", 0), // the side of Sam is not known
        ] {
            let goals = format!("- {{title: x, agreed_by: {agreed}}}\n");
            assert_eq!(findings(&RULE, &[("alongside.yaml", LEADS), PEOPLE, ("goals.yaml", &goals)]), expected, "{agreed}");
        }
    }

    #[test]
    fn one_person_in_both_roles_cannot_be_judged() {
        let alone = ("alongside.yaml", "project: {project_manager: li-na, marketing_lead: li-na, stage: execution}\n");
        let found = outcome(&RULE, &[alone, PEOPLE, ("goals.yaml", "- {title: x, agreed_by: [li-na]}\n")]);
        assert_eq!((found.findings.len(), found.not_assessable), (0, 1));
    }
}
