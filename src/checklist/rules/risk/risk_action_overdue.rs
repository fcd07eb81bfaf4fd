use super::standing::open;
use crate::analysis::actions::{ActionNumbers, ActionPlace};
use crate::checklist::rules::owner::{in_brackets, on_leave, with_stand_in};
use crate::checklist::rules::words::{ago, day};
use crate::checklist::{RuleContext, Subject, Verdict};
use crate::project::registers::risks::Risk;
use crate::text::{Lang, Message};
use crate::{both, rule, say};

rule! { "risk-action-overdue", Response, Signal, Warning, Each, Planning..=Closing;
    title "Action against a risk is overdue" "风险应对待办逾期";
    what "The actions against an open risk are done by their day." "未关闭风险的应对待办都按期完成。";
    why "The risk counts as treated, and is as large as before." "看着在应对，风险其实一点没小。";
    fix "If it is done, type `done_on:` in the action; if not, agree a new `due` and reassess the risk." "已办完就在待办填“完成日期”；没办完就商定新的“截止日期”，并重新评估风险。";
    bad at "risks.yaml:2:63 actions.0.due" { "risks.yaml": "- title: Agency delivers late\n  actions: [{what: Sign the second agency, owner: li-na, due: 2026-06-03}]\n" }
    good { "risks.yaml": "- title: Agency delivers late\n  actions: [{what: Sign the second agency, owner: li-na, due: 2026-06-03, done_on: 2026-06-03}]\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let analysis = judge.analysis;
    for risk in open(judge) {
        // Those that are written elsewhere too are reported there.
        let own = analysis.actions.iter().filter_map(|action| {
            let place = action.newest().filter(|place| place.record == risk.id && place.item.is_some())?;
            Some((action, place))
        });
        for (action, place) in own {
            judge.one(risk.id, verdict(judge, risk, action, place));
        }
    }
}

fn verdict(judge: &RuleContext<'_>, risk: Subject<'_, Risk>, action: &ActionNumbers, place: ActionPlace) -> Verdict {
    let (Some(due), Some(late)) = (action.due, action.overdue) else { return Verdict::Pass };
    let project = judge.project;
    let what = |lang| action.what.get(lang, project.default_lang()).0.to_owned();
    let what = Message { en: what(Lang::En).into(), zh: what(Lang::Zh).into() };
    let (record, owner, leave) =
        (risk.label(project), in_brackets(judge, action.owner.as_ref()), on_leave(judge, action.owner.as_ref()));
    let (due, late) = (day(project, due), ago(late, "逾期"));
    let message = say!(
        "{record}: “{what}”{owner} was due on {due}, {late}.{leave}",
        "{record}：“{what}”{owner}应于{due}完成，{late}。{leave}",
        record, what, owner, due, late, leave
    );
    let help = both!(
        "If it is done, type `done_on:` in the action; if not, agree a new `due` and reassess the risk.",
        "已办完就在待办填“完成日期”；没办完就商定新的“截止日期”，并重新评估风险。"
    );
    with_stand_in(judge, action.owner.as_ref(), risk.finding(&place.path("due"), message).help(help)).into()
}

crate::cases! {
    "done": passes { "risks.yaml": "- {title: Rain, actions: [{what: Tent, due: 2026-06-01, status: done}]}\n" };
    "an action of the register is told there": not_assessable { "risks.yaml": "- {id: R-1, title: Rain}\n", "actions.yaml": "- {what: Tent, from: R-1, due: 2026-06-01}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::findings;

    #[test]
    fn which_actions_are_late() {
        for (action, expected) in [
            ("due: 2026-06-12", 1),
            ("due: 2026-06-13", 0),
            ("due: 2026-06-12, status: done", 0),
            ("status: open", 0),
        ] {
            let text = format!("- {{title: x, actions: [{{what: y, {action}}}]}}\n");
            assert_eq!(findings(&RULE, &[("risks.yaml", &text)]), expected, "{action}");
        }
        let closed = "- {title: x, status: closed, actions: [{what: y, due: 2026-06-01}]}\n";
        assert_eq!(findings(&RULE, &[("risks.yaml", closed)]), 0);
        let elsewhere = ("actions.yaml", "- {what: y, from: R-1, due: 2026-06-01}\n");
        assert_eq!(findings(&RULE, &[("risks.yaml", "- {id: R-1, title: x}\n"), elsewhere]), 0);
    }
}
