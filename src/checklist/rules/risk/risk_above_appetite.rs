use super::standing::{numbers, open, scored};
use crate::analysis::risk::{Assessed, needs_acceptance};
use crate::checklist::{RuleContext, Subject, Verdict};
use crate::project::registers::risks::Risk;
use crate::text::Message;
use crate::{both, rule, say};

rule! { "risk-above-appetite", Response, Signal, Warning, Each, Planning..=Closing;
    asks { Risks: accepted_by; }
    title "Risk above the appetite is not accepted" "超过风险偏好的风险未经接受";
    what "An open threat whose current score is above the appetite (critical, if none is set) is accepted by somebody with the authority." "当前得分超过风险偏好的未关闭威胁（未设偏好时指严重），由有权限的人接受。";
    why "The project carries more risk than was agreed, and those who pay for it do not know." "项目承担的风险超出约定，出钱的人却不知道。";
    fix "Do more against it and assess `residual` anew, or have it accepted: `accepted_by:` sponsor or project manager." "加强应对后重新评估剩余风险，或由发起人、项目经理接受，填“接受人”。";
    bad at "risks.yaml:1:11 accepted_by" {
        "alongside.yaml": "risk: {appetite: 9}\n",
        "risks.yaml": "- {title: Agency delivers late, probability: 3, impact: 4, strategy: accept}\n",
    }
    good {
        "alongside.yaml": "project: {sponsor: zhou-kai}\nrisk: {appetite: 9}\n",
        "people.yaml": "- {id: zhou-kai, name: Zhou Kai}\n",
        "risks.yaml": "- {title: Agency delivers late, probability: 3, impact: 4, strategy: accept, accepted_by: Zhou Kai}\n",
    }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let scored = open(judge).filter(|risk| !risk.is_opportunity()).filter_map(|risk| Some((risk, numbers(judge, risk)?.current?)));
    for (risk, current) in scored.collect::<Vec<_>>() {
        judge.one(risk.id, verdict(judge, risk, current));
    }
}

fn verdict(judge: &RuleContext<'_>, risk: Subject<'_, Risk>, current: Assessed) -> Verdict {
    let appetite = judge.project.settings.risk.highest_accepted();
    if !needs_acceptance(judge.project, &risk, current) {
        return Verdict::Pass;
    }
    let limit = match appetite {
        Some(appetite) => say!("the appetite of {score}", "风险偏好{score}分", score = appetite),
        None => both!("what needs no acceptance", "无需接受的水平"),
    };
    let (record, names) = (scored(judge, risk), accepters(&risk));
    let message = if risk.accepted_by.is_empty() {
        say!("{record} is above {limit}, and nobody has accepted it.", "{record}超过{limit}，无人接受。", record, limit)
    } else {
        say!("{record} is above {limit}; {names} cannot accept it.", "{record}超过{limit}，{names}无权接受。", record, limit, names)
    };
    let help = both!(
        "Do more against it and assess `residual` anew, or type `accepted_by:` with the sponsor, the project manager, or one of `risk.authority`.",
        "加强应对后重新评估剩余风险，或在“接受人”填发起人、项目经理或有“接受权限”的人。"
    );
    risk.finding("accepted_by", message).help(help).into()
}

fn accepters(risk: &Risk) -> Message {
    let names: Vec<Message> = risk.accepted_by.iter().map(|party| Message::same(party.text().to_owned())).collect();
    Message::list(&names)
}

crate::cases! {
    "accepted by the sponsor": passes { "alongside.yaml": "project: {sponsor: boss}\nrisk: {appetite: 6}\n", "people.yaml": "- {id: boss, name: Boss}\n- {id: li-na, name: Li Na}\n", "risks.yaml": "- {title: Rain, probability: 4, impact: 4, owner: li-na, accepted_by: [boss]}\n" };
    "accepted by its own owner": found at "risks.yaml:1:71 accepted_by" { "alongside.yaml": "risk: {appetite: 6, authority: [li-na]}\n", "people.yaml": "- {id: li-na, name: Li Na}\n", "risks.yaml": "- {title: Rain, probability: 4, impact: 4, owner: li-na, accepted_by: [li-na]}\n" };
    "accepted by somebody without authority": found at "risks.yaml:1:57 accepted_by" { "alongside.yaml": "project: {sponsor: boss}\nrisk: {appetite: 6}\n", "people.yaml": "- {id: boss, name: Boss}\n- {id: sam, name: Sam}\n", "risks.yaml": "- {title: Rain, probability: 4, impact: 4, accepted_by: [sam]}\n" };
    "no appetite: only the critical": passes { "risks.yaml": "- {title: Rain, probability: 3, impact: 4}\n" };
    "a chance": not_assessable { "risks.yaml": "- {title: Sun, kind: opportunity, probability: 4, impact: 4}\n" };
    "not assessed": not_assessable { "risks.yaml": "- {title: Rain}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::findings;

    const PEOPLE: (&str, &str) = ("people.yaml", "- {id: pm, name: Li Na}\n- {id: head, name: Chen Wei}\n- {id: other, name: Wu Jie}\n");

    #[test]
    fn who_may_accept() {
        let settings = ("alongside.yaml", "project: {project_manager: pm}\nrisk: {appetite: 9, authority: [head]}\n");
        for (fields, expected) in [
            ("accepted_by: pm", 0),
            ("accepted_by: pm, owner: pm", 0),
            ("accepted_by: head", 0),
            ("accepted_by: head, owner: head", 1),
            ("accepted_by: other", 1),
            ("owner: head", 1),
            ("kind: opportunity", 0),
            ("status: closed", 0),
            ("prevention: a, residual: {probability: 3, impact: 3}", 0),
        ] {
            let text = format!("- {{title: x, probability: 3, impact: 4, {fields}}}\n");
            assert_eq!(findings(&RULE, &[PEOPLE, settings, ("risks.yaml", &text)]), expected, "{fields}");
        }
    }

    #[test]
    fn without_an_appetite_critical_is_too_much() {
        assert_eq!(findings(&RULE, &[("risks.yaml", "- {title: x, probability: 3, impact: 4}\n")]), 0);
        assert_eq!(findings(&RULE, &[("risks.yaml", "- {title: x, probability: 3, impact: 5}\n")]), 1);
        assert_eq!(findings(&RULE, &[("risks.yaml", "- {title: x, probability: 3, impact: 5, accepted_by: Li Na}\n")]), 0);
    }
}
