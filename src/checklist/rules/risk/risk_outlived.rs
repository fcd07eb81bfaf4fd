use super::standing::{OpenWork, open};
use crate::checklist::{RuleContext, Subject, Verdict};
use crate::project::Stage;
use crate::project::registers::risks::Risk;
use crate::{both, rule, say};

rule! { "risk-outlived", Assessment, Quality, Warning, Each, Execution..=Closed;
    asks { Risks: status; }
    title "Open risk has nothing left to threaten" "受影响的工作已结束，风险仍未关闭";
    what "A risk is closed when everything that it affects is finished, and when the project is closed." "风险影响的对象都结束后，或项目关闭后，风险随之关闭。";
    why "Old risks hide those that can still happen." "过时的风险多了，真正要防的就看不见了。";
    fix "Type `status: closed` and `closed:` with the day, or name in `affects` what it still threatens." "把“状态”改为“已关闭”并填“关闭日期”；仍有影响的，在“影响对象”写明。";
    bad at "risks.yaml:1:11 status" {
        "risks.yaml": "- {title: Agency delivers late, affects: [launch]}\n",
        "milestones.yaml": "- {id: launch, name: Launch, actual: 2026-06-01}\n",
    }
    good {
        "risks.yaml": "- {title: Agency delivers late, affects: [launch]}\n",
        "milestones.yaml": "- {id: launch, name: Launch, forecast: 2026-09-01}\n",
    }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let open_work = OpenWork::of(judge);
    judge.each_by(open(judge), |judge, risk| verdict(judge, &open_work, risk));
}

fn verdict(judge: &RuleContext<'_>, open_work: &OpenWork, risk: Subject<'_, Risk>) -> Verdict {
    let record = risk.label(judge.project);
    let message = if judge.project.stage() == Stage::Closed {
        say!("{record} is open, though the project is closed.", "项目已关闭，{record}仍未关闭。", record)
    } else if risk.affects.is_empty() {
        return Verdict::NotAssessable(both!("The risk does not say what it affects.", "风险没有写影响对象。"));
    } else if open_work.is_outlived(judge, &risk) {
        say!("{record} is open, though everything that it affects is finished.", "{record}影响的对象都已结束，风险仍未关闭。", record)
    } else {
        return Verdict::Pass;
    };
    let help = both!(
        "Type `status: closed` and `closed:` with the day, or name in `affects` what it still threatens.",
        "把“状态”改为“已关闭”并填“关闭日期”；仍有影响的，在“影响对象”写明。"
    );
    risk.finding("status", message).help(help).into()
}

crate::cases! {
    "some of it is still ahead": passes { "milestones.yaml": "- {id: a, name: A, actual: 2026-05-04}\n- {id: b, name: B, baseline: 2026-09-01}\n", "risks.yaml": "- {title: Rain, affects: [a, b]}\n" };
    "it affects nothing": not_assessable { "risks.yaml": "- {title: Rain}\n" };
    "open in a closed project": found at "risks.yaml:1:11 status" { "alongside.yaml": "project: {stage: closed}\n", "risks.yaml": "- {title: Rain}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::findings;

    #[test]
    fn what_is_left_to_threaten() {
        let risk = ("risks.yaml", "- {title: x, affects: [concept, known]}\n");
        let goal = |outcome: &str| format!("- {{id: known, title: Known, outcome: {outcome}}}\n");
        let phase = ("phases.yaml", "- {id: concept, name: Concept, start: 2026-01-05, end: 2026-06-12}\n");
        let open = ("tasks.yaml", "- {name: y, phase: concept, end: 2026-06-01}\n");
        assert_eq!(findings(&RULE, &[risk, phase, ("goals.yaml", &goal("achieved"))]), 1);
        assert_eq!(findings(&RULE, &[risk, phase, ("goals.yaml", &goal(""))]), 0);
        assert_eq!(findings(&RULE, &[risk, phase, open, ("goals.yaml", &goal("missed"))]), 0, "a task of the phase is open");
    }

    #[test]
    fn a_risk_that_affects_nothing_ends_with_the_project() {
        let risk = ("risks.yaml", "- title: x\n");
        assert_eq!(findings(&RULE, &[risk]), 0);
        assert_eq!(findings(&RULE, &[risk, ("alongside.yaml", "project: {stage: closed}\n")]), 1);
    }
}
