use super::latest::latest;
use crate::checklist::rules::words::is_none_word;
use crate::checklist::{RuleContext, Subject, Verdict};
use crate::project::Project;
use crate::project::registers::strategy::Review;
use crate::project::types::Text;
use crate::{both, rule, say};

rule! { "review-problem-without-next-step", Reviews, Quality, Warning, Each, Execution..=Closing;
    asks { Reviews: next; }
    title "Review names problems but no next step" "评估写了问题，没写下一步";
    what "Where the latest review names a problem, it says what is done next, or an action comes from it." "最近一次评估写了问题的，要写明下一步，或有由它产生的待办。";
    why "The same problem stands in the next review, word for word." "同样的问题，下次评估会原样再写一遍。";
    fix "Type `next:`, or add an action with `from:` this review; if there is no problem, `problems: none`." "填“下一步”，或登记一条“来源”为这次评估的待办；没有问题就写“无”。";
    bad at "reviews.yaml:1:3 next" { "reviews.yaml": "- {date: 2026-06-03, problems: Door hinge}\n" }
    good { "reviews.yaml": "- {date: 2026-06-03, problems: Door hinge, next: Freeze on 10 June}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    judge.each_by(latest(judge), verdict);
}

fn verdict(judge: &RuleContext<'_>, review: Subject<'_, Review>) -> Verdict {
    let Some(problem) = review.problems.iter().find(|problem| is_said(problem)) else { return Verdict::Pass };
    if review.next.iter().any(is_said) || has_action(judge.project, review) {
        return Verdict::Pass;
    }
    let record = review.label(judge.project);
    let problem: String = problem.any().lines().next().unwrap_or_default().chars().take(80).collect();
    let message = say!(
        "The review {record} names a problem (“{problem}”) and no next step.",
        "评估{record}写了问题“{problem}”，没有下一步。",
        record, problem
    );
    let help = both!("Type `next:` with who does what by when.", "在“下一步”写清谁在什么时候前做什么。");
    review.finding("next", message).help(help).into()
}

/// Whether something is written that is not "none".
fn is_said(text: &Text) -> bool {
    !is_none_word(text.any())
}

fn has_action(project: &Project, review: Subject<'_, Review>) -> bool {
    let comes_from = |from: &crate::project::types::Mention<_>| project.resolve(&from.reference()).all().contains(&review.id);
    project.actions.iter().any(|action| action.from.as_ref().is_some_and(comes_from))
}

crate::cases! {
    "none is no problem": passes { "reviews.yaml": "- {date: 2026-06-01, problems: none}\n" };
    "an action comes from it": passes { "reviews.yaml": "- {id: RV-1, date: 2026-06-01, problems: Film is late}\n", "actions.yaml": "- {what: Call, from: RV-1}\n" };
    "older ones are history": passes { "reviews.yaml": "- {date: 2026-05-01, problems: Film is late}\n- {date: 2026-06-01}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::findings;

    #[test]
    fn problems_have_a_next_step() {
        for (text, expected) in [
            ("- {id: R-1, date: 2026-06-03, problems: Door hinge}\n", 1),
            ("- {id: R-1, date: 2026-06-03, problems: none}\n", 0),
            ("- {id: R-1, date: 2026-06-03, problems: 无。}\n", 0),
            ("- {id: R-1, date: 2026-06-03, problems: Door hinge, next: none}\n", 1),
            ("- {id: R-1, date: 2026-05-03, problems: Door hinge}\n- {date: 2026-06-03}\n", 0), // history
        ] {
            assert_eq!(findings(&RULE, &[("reviews.yaml", text)]), expected, "{text}");
        }
    }

    #[test]
    fn an_action_is_a_next_step() {
        let actions = "- {what: Order the hinge, from: R-1, due: 2026-06-20}\n";
        let reviews = "- {id: R-1, date: 2026-06-03, problems: Door hinge}\n";
        assert_eq!(findings(&RULE, &[("reviews.yaml", reviews), ("actions.yaml", actions)]), 0);
    }
}
