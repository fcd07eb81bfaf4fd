use super::standing::OpenWork;
use crate::checklist::{RuleContext, Severity, Subject, Verdict};
use crate::project::registers::risks::{Risk, RiskStatus};
use crate::project::{Kind, Stage};
use crate::{rule, say};

rule! { "occurred-risk-without-issue", Response, Quality, Warning, Each, Planning..=Closing;
    asks { Risks: issue; }
    title "Risk has occurred and is no issue yet" "已发生的风险没有转为问题";
    what "A risk that has occurred is linked with the issue that it became." "已发生的风险关联到转成的问题。";
    why "It has happened, and nobody has it on the list of what is to be solved." "事情已经发生，却不在任何人的待解决清单上。";
    fix "Record the issue with `from_risk:` naming the risk, or type `issue:` in the risk." "登记一条问题，“来源风险”填这项风险；或在风险的“关联问题”填问题编号。";
    bad at "risks.yaml:1:20 issue" { "risks.yaml": "- {id: R-1, title: Agency delivers late, status: occurred, occurred: 2026-06-08}\n" }
    good {
        "风险.csv": "编号,标题,状态,发生日期\nR-1,代理商交付延期,已发生,2026-06-08\n",
        "问题.csv": "编号,标题,来源风险\nI-1,宣传片晚两周,R-1\n",
    }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let (connections, open_work) = (&judge.analysis.connections, OpenWork::of(judge));
    let occurred = judge.subjects(&judge.project.risks).filter(|risk| risk.has_occurred() && risk.status != Some(RiskStatus::Closed));
    judge.each_by(occurred, |judge, risk| {
        if connections.has(risk.id, &[Kind::Issues]) || !risk.issue.is_empty() { Verdict::Pass } else { without_issue(judge, &open_work, risk) }
    });
}

fn without_issue(judge: &RuleContext<'_>, open_work: &OpenWork, risk: Subject<'_, Risk>) -> Verdict {
    let record = risk.label(judge.project);
    let message = say!("{record} has occurred, and no issue is linked with it.", "{record}已发生，没有关联的问题。", record);
    let help = say!(
        "Record the issue with `from_risk: {id}`, or type `issue:` in the risk.",
        "登记一条问题，“来源风险”填{id}；或在风险的“关联问题”填问题编号。",
        id = &risk.entry().id,
    );
    let finding = risk.finding("issue", message).help(help);
    let has_passed = judge.project.stage() == Stage::Closing && open_work.is_outlived(judge, &risk);
    if has_passed { finding.at(Severity::Info).into() } else { finding.into() }
}

crate::cases! {
    "the issue names the risk": passes { "risks.yaml": "- {id: R-1, title: Rain, status: occurred, occurred: 2026-05-04}\n", "issues.yaml": "- {title: Wet stand, from_risk: R-1}\n" };
    "nothing is open in closing": hinted at "risks.yaml:1:11 issue" { "alongside.yaml": "project: {stage: closing}\n", "milestones.yaml": "- {id: fair, name: Fair, actual: 2026-05-08}\n", "risks.yaml": "- {title: Rain, status: occurred, occurred: 2026-05-04, affects: [fair]}\n" };
    "nothing has happened": not_assessable { "risks.yaml": "- {title: Rain}\n" };
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::Severity;
    use crate::checklist::rules::tests::{findings, outcome};

    #[test]
    fn either_end_may_link() {
        let issue = ("issues.yaml", "- {id: I-1, title: y}\n");
        for (fields, expected) in [
            ("status: occurred, issue: I-1", 0),
            ("occurred: 2026-06-08", 1),
            ("status: open", 0),
            ("status: closed, occurred: 2026-06-08, closed: 2026-06-10", 0),
        ] {
            assert_eq!(findings(&RULE, &[issue, ("risks.yaml", &format!("- {{title: x, {fields}}}\n"))]), expected, "{fields}");
        }
    }

    #[test]
    fn what_is_over_weighs_less_while_closing() {
        let files = [
            ("alongside.yaml", "project: {stage: closing}\n"),
            ("milestones.yaml", "- {id: launch, name: Launch, actual: 2026-06-01}\n"),
            ("risks.yaml", "- {title: x, status: occurred, affects: [launch]}\n"),
        ];
        assert_eq!(outcome(&RULE, &files).findings[0].severity, Severity::Info);
        assert_eq!(outcome(&RULE, &files[1..]).findings[0].severity, Severity::Warning);
    }
}
