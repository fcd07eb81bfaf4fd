use crate::checklist::rules::words::{ago, day};
use crate::checklist::{RuleContext, Subject, Verdict};
use crate::project::registers::strategy::{Decision, DecisionStatus};
use crate::project::Kind;
use crate::{both, rule, say};

rule! { "decision-revisit-overdue", Adjustments, Signal, Warning, Each, Planning..=Closing;
    title "Decision was to be looked at again" "决策到了复议日期还没有复议";
    what "A decision with a day for another look is looked at by that day: confirmed, changed or superseded." "写了复议日期的决策按时复议：维持、修改或取代。";
    why "It was made for a time only; it now steers the project without anybody having wanted that." "当初只定了一段时间，现在没人再想过，却还在左右项目。";
    fix "Record the new decision with `because_of:` this one, or set `status: superseded`; if it still holds, type a later `revisit:` or remove it." "登记新决策，“依据”填这一条，或把“状态”改为“已被取代”；仍然有效的，改填更晚的“复议日期”或删去。";
    bad at "decisions.yaml:1:77 revisit" { "decisions.yaml": "- {id: D-6, title: List price, date: 2026-03-02, status: accepted, revisit: 2026-06-01}\n" }
    good { "decisions.yaml": "- {id: D-6, title: List price, date: 2026-03-02, status: accepted, revisit: 2026-06-01}\n- {id: D-9, title: List price stays, date: 2026-06-02, status: accepted, because_of: [D-6]}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let holding = judge.subjects(&judge.project.decisions).filter(|decision| {
        let is_over = matches!(decision.status, Some(DecisionStatus::Superseded | DecisionStatus::Rejected));
        decision.revisit.is_some() && !is_over
    });
    judge.each_by(holding, verdict);
}

fn verdict(judge: &RuleContext<'_>, decision: Subject<'_, Decision>) -> Verdict {
    let Some(revisit) = decision.revisit else { return Verdict::Pass };
    let late = judge.workdays_late(revisit);
    if !judge.is_past(revisit) || has_later_decision(judge, decision) {
        return Verdict::Pass;
    }
    let (record, revisit, late) = (decision.label(judge.project), day(judge.project, revisit), ago(late, "已过"));
    let message = say!(
        "{record} was to be looked at again on {revisit}, {late}; no later decision refers to it.",
        "{record}应于{revisit}复议，{late}，没有后续决策引用它。",
        record, revisit, late
    );
    let help = both!(
        "Record what was decided with `because_of:` this decision; if it still holds, type a later `revisit:`.",
        "登记复议结果，“依据”填这条决策；仍然有效的，改填更晚的“复议日期”。"
    );
    decision.finding("revisit", message).help(help).into()
}

/// Whether a later decision is linked with this one, from either end.
fn has_later_decision(judge: &RuleContext<'_>, decision: Subject<'_, Decision>) -> bool {
    let others = judge.analysis.connections.around(decision.id).filter(|id| id.kind == Kind::Decisions);
    others.filter_map(|id| judge.project.decisions.get(id.index)).any(|other| other.date > decision.date)
}

crate::cases! {
    "superseded": not_assessable { "decisions.yaml": "- {title: Price, date: 2026-03-02, status: superseded, revisit: 2026-05-04}\n" };
    "a later decision takes it up": passes { "decisions.yaml": "- {id: D-1, title: Price, date: 2026-03-02, status: accepted, revisit: 2026-05-04}\n- {id: D-2, title: Price again, date: 2026-05-04, because_of: [D-1]}\n" };
    "on the day itself": passes { "decisions.yaml": "- {title: Price, date: 2026-03-02, status: accepted, revisit: 2026-06-15}\n" };
    "no day to look again": not_assessable { "decisions.yaml": "- {title: Price, date: 2026-03-02, status: accepted}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::findings;

    #[test]
    fn whether_it_was_looked_at_again() {
        for (text, expected) in [
            ("- {id: D-1, title: x, date: 2026-03-02, revisit: 2026-06-13}\n", 0), // a Saturday: due today
            ("- {id: D-1, title: x, date: 2026-03-02, revisit: 2026-06-12}\n", 1),
            ("- {id: D-1, title: x, date: 2026-03-02, revisit: 2026-06-12, status: superseded}\n", 0),
            ("- {id: D-1, title: x, date: 2026-03-02, revisit: 2026-06-12, leads_to: [D-2]}\n- {id: D-2, title: y, date: 2026-06-14}\n", 0),
            ("- {id: D-1, title: x, date: 2026-03-02, revisit: 2026-06-12}\n- {id: D-2, title: y, date: 2026-02-14, because_of: [D-1]}\n", 1),
        ] {
            assert_eq!(findings(&RULE, &[("decisions.yaml", text)]), expected, "{text}");
        }
    }
}
