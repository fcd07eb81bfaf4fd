use super::latest::latest;
use crate::checklist::rules::words::{field_name, lacks};
use crate::checklist::{Finding, RuleContext, Subject, Verdict};
use crate::project::registers::strategy::Review;
use crate::project::registers::words::Rag;
use crate::project::types::ChoiceType;
use crate::text::Message;
use crate::{both, rule, say};

rule! { "review-incomplete", Reviews, Quality, Warning, Each, Execution..=Closing;
    asks { Reviews: schedule quality cost effect reason; }
    title "Latest review leaves a status or its reason open" "最近一次评估缺状态或原因";
    what "The latest review gives a status for schedule, quality, cost and effect, and a reason where one is not green; “not applicable” is a status." "最近一次评估写明进度、质量、成本、效果四项状态，不是“正常”的写明原因；“不适用”也是状态。";
    why "A colour without a reason starts a discussion instead of a decision." "只有颜色没有原因，会上只能争论，定不下来。";
    fix "Type the missing status (`green`, `amber`, `red`, `not applicable`) and `reason:`." "补上缺少的状态（正常、有风险、偏离、不适用）和“原因”。";
    bad at "reviews.yaml:1:3 effect" { "reviews.yaml": "- {date: 2026-06-03, schedule: green, quality: amber, cost: green}\n" }
    good { "reviews.yaml": "- {date: 2026-06-03, schedule: green, quality: amber, cost: green, effect: not applicable, reason: Returns are at 6%}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    judge.each_by(latest(judge), verdict);
}

fn verdict(judge: &RuleContext<'_>, review: Subject<'_, Review>) -> Verdict {
    let statuses: [(&'static str, Option<Rag>); 4] = [("schedule", review.schedule), ("quality", review.quality), ("cost", review.cost), ("effect", review.effect)];
    let has_reason = review.reason.as_ref().is_some_and(|reason| !reason.is_empty());
    let worrying: Vec<(&'static str, Rag)> =
        statuses.into_iter().filter_map(|(field, status)| Some((field, status.filter(|status| is_worrying(*status))?))).collect();
    let is_unexplained = !worrying.is_empty() && !has_reason;
    let missing = statuses.map(|(field, status)| (field, status.is_none()));
    if missing.iter().all(|(_, is_missing)| !is_missing) {
        return if is_unexplained { without_reason(judge, review, &worrying).into() } else { Verdict::Pass };
    }
    let fields: Vec<(&'static str, bool)> = missing.into_iter().chain([("reason", is_unexplained)]).collect();
    let help = both!("Type `green`, `amber`, `red` or `not applicable` for each.", "每项填“正常”“有风险”“偏离”或“不适用”。");
    lacks(judge.project, review, &fields).map_or(Verdict::Pass, |finding| finding.help(help).into())
}

fn is_worrying(status: Rag) -> bool {
    matches!(status, Rag::Amber | Rag::Red)
}

fn without_reason(judge: &RuleContext<'_>, review: Subject<'_, Review>, worrying: &[(&'static str, Rag)]) -> Finding {
    let said = |(field, status): &(&'static str, Rag)| {
        let (field, status) = (field_name::<Review>(field), status.label());
        say!("{field} is “{status}”", "{field}为“{status}”", field, status)
    };
    let (record, list) = (review.label(judge.project), Message::list(&worrying.iter().map(said).collect::<Vec<_>>()));
    let message = say!("In the review {record}, {list} without a `reason`.", "评估{record}的{list}，没有写“原因”。", record, list);
    review.finding("reason", message).help(both!("Type `reason:` in one sentence, with the number.", "在“原因”用一句话说明，带上数字。"))
}

crate::cases! {
    "not applicable is a status": passes { "reviews.yaml": "- {date: 2026-06-01, schedule: green, quality: not applicable, cost: green, effect: green}\n" };
    "not green without a reason": found at "reviews.yaml:1:3 reason" { "reviews.yaml": "- {date: 2026-06-01, schedule: red, quality: green, cost: green, effect: green}\n" };
    "not green with a reason": passes { "reviews.yaml": "- {date: 2026-06-01, schedule: red, quality: green, cost: green, effect: green, reason: Film is late}\n" };
    "older ones are history": passes { "reviews.yaml": "- {date: 2026-05-01}\n- {date: 2026-06-01, schedule: green, quality: green, cost: green, effect: green}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::{findings, outcome, outcome as outcome_of};

    #[test]
    fn what_the_latest_review_says() {
        for (text, expected) in [
            ("日期,进度,质量,成本,效果,原因\n2026-06-03,正常,正常,正常,,\n", 1),
            ("日期,进度,质量,成本,效果,原因\n2026-06-03,正常,正常,正常,不适用,\n", 0),
            ("日期,进度,质量,成本,效果,原因\n2026-06-03,正常,黄灯,正常,不适用,\n", 1),
            ("日期,进度,质量,成本,效果,原因\n2026-06-03,正常,黄灯,正常,不适用,退货率6%\n", 0),
            ("日期,进度,质量,成本,效果,原因\n2026-04-03,正常,,,,\n2026-06-03,正常,正常,正常,正常,\n", 0), // older ones are history
        ] {
            assert_eq!(findings(&RULE, &[("进展评估.csv", text)]), expected, "{text}");
        }
    }

    #[test]
    fn names_what_is_missing() {
        let outcome = outcome(&RULE, &[("reviews.yaml", "- {title: May, date: 2026-06-03, schedule: green, quality: green}\n")]);
        assert_eq!(outcome.findings[0].finding.message.en, "“May” lacks `cost` and `effect`.");
        let message = |fields: &str| {
            let review = format!("- {{title: May, date: 2026-06-03, {fields}}}\n");
            outcome_of(&RULE, &[("reviews.yaml", &review)]).findings.remove(0).finding.message.en
        };
        assert_eq!(message("schedule: red, quality: green, effect: green"), "“May” lacks `cost` and `reason`.");
        let all = "In the review “May”, `schedule` is “Red” and `cost` is “Amber” without a `reason`.";
        assert_eq!(message("schedule: red, quality: green, cost: amber, effect: green"), all);
    }
}
