use super::standing::{OpenWork, level, open, scored};
use crate::analysis::risk::RiskLevel;
use crate::calendar::Date;
use crate::checklist::rules::owner::{on_leave, with_stand_in};
use crate::checklist::rules::words::{ago, day, days, no_date};
use crate::checklist::{RuleContext, Subject, Verdict};
use crate::project::registers::risks::Risk;
use crate::text::Message;
use crate::{both, rule, say};

rule! { "risk-review-overdue", Assessment, Quality, Warning, Each, Planning..=Closing;
    options {
        critical = 7, "Calendar days between reviews of a critical risk" "严重风险两次评审之间的日历天数";
        high = 14, "Calendar days between reviews of a high risk" "高风险两次评审之间的日历天数";
        medium = 30, "Calendar days between reviews of a medium risk, or one without a score" "中等或未评分的风险两次评审之间的日历天数";
        low = 90, "Calendar days between reviews of a low risk" "低风险两次评审之间的日历天数";
    }
    asks { Risks: next_review; }
    title "Review of a risk is overdue" "风险评审逾期";
    what "Every open risk is reviewed by its `next_review`, or else the sooner the graver it is: every 7, 14, 30 or 90 days." "每项未关闭的风险在“下次评审”前评审；没有写的，按等级每7、14、30或90天评审一次。";
    why "An old assessment hides that the risk has grown." "评估过时了，风险变大也看不出来。";
    fix "Look at the risk with its owner, then set `reviewed` and `next_review`." "与负责人一起看一遍，更新“上次评审”和“下次评审”。";
    bad at "risks.yaml:1:95 next_review" { "risks.yaml": "- {title: Agency delivers late, probability: 4, impact: 4, reviewed: 2026-05-04, next_review: 2026-06-08}\n" }
    good { "风险.csv": "标题,概率,影响程度,上次评审,下次评审\n代理商交付延期,4,4,2026-06-08,2026-06-22\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let open_work = OpenWork::of(judge);
    let wanted = open(judge).filter(|risk| !open_work.is_outlived(judge, risk)).collect::<Vec<_>>();
    judge.each_by(wanted, verdict);
}

fn verdict(judge: &RuleContext<'_>, risk: Subject<'_, Risk>) -> Verdict {
    let review = judge.analysis.risk_reviews.get(risk.id.index).copied().unwrap_or_default();
    let (planned, reviewed) = (review.next, review.last);
    let message = match (planned, reviewed, risk.raised) {
        (Some(next), ..) => planned_review_is_late(judge, risk, next),
        (None, Some(reviewed), _) => review_is_old(judge, risk, reviewed, true),
        (None, None, Some(raised)) => review_is_old(judge, risk, raised, false),
        (None, None, None) => return no_date(),
    };
    let Some(message) = message else { return Verdict::Pass };
    let help = both!(
        "Look at it with its owner, then set `reviewed` to the day and `next_review` to the next one.",
        "与负责人一起看一遍，再更新“上次评审”和“下次评审”。"
    );
    with_stand_in(judge, risk.owner.as_ref(), risk.finding("next_review", message).help(help)).into()
}

fn planned_review_is_late(judge: &RuleContext<'_>, risk: Subject<'_, Risk>, next_review: Date) -> Option<Message> {
    let late = judge.workdays_overdue(risk.id)?;
    let (record, next, leave) = (scored(judge, risk), day(judge.project, next_review), on_leave(judge, risk.owner.as_ref()));
    let ago = ago(late, "逾期");
    Some(say!("{record} was to be reviewed on {next}, {ago}.{leave}", "{record}应于{next}评审，{ago}。{leave}", record, next, ago, leave))
}

fn review_is_old(judge: &RuleContext<'_>, risk: Subject<'_, Risk>, since: Date, is_review: bool) -> Option<Message> {
    let age = since.days_until(judge.today());
    let limit = judge.days(match level(judge, risk) {
        Some(RiskLevel::Critical) => OPTIONS.critical,
        Some(RiskLevel::High) => OPTIONS.high,
        Some(RiskLevel::Medium) | None => OPTIONS.medium,
        Some(RiskLevel::Low) => OPTIONS.low,
    });
    let done = if is_review { both!("last reviewed", "上次评审于") } else { both!("raised", "提出于") };
    let (record, leave, age_text, limit_text) = (scored(judge, risk), on_leave(judge, risk.owner.as_ref()), days(age), days(limit));
    judge.has_run_out(since, limit).then(|| {
        say!(
            "{record} was {done} on {since}, {age} ago (limit {limit}).{leave}",
            "{record}{done}{since}，已过{age}（上限{limit}）。{leave}",
            record, done, since = day(judge.project, since), age = age_text, limit = limit_text, leave
        )
    })
}

crate::cases! {
    "what remains decides how often": passes { "risks.yaml": "- {title: Rain, probability: 4, impact: 4, residual: {probability: 1, impact: 2}, prevention: Tent, reviewed: 2026-05-04}\n" };
    "the whole register was looked at": passes { "alongside.yaml": "risk: {reviewed: 2026-06-12}\n", "risks.yaml": "- {title: Rain, probability: 4, impact: 4, raised: 2026-03-02}\n" };
    "never looked at and without a day to": found at "risks.yaml:1:11 next_review" { "risks.yaml": "- {title: Rain, probability: 4, impact: 4, raised: 2026-03-02}\n" };
    "a closed one": not_assessable { "risks.yaml": "- {title: Rain, probability: 4, impact: 4, raised: 2026-03-02, status: closed}\n" };
    "no day to judge by": not_assessable { "risks.yaml": "- {title: Rain, probability: 4, impact: 4}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::{findings, outcome};

    #[test]
    fn when_a_review_is_due() {
        for (fields, expected) in [
            ("next_review: 2026-06-12", 1),
            ("next_review: 2026-06-13", 0),
            ("next_review: 2026-06-12, reviewed: 2026-06-12", 0),
            ("probability: 4, impact: 4, reviewed: 2026-06-08", 0),
            ("probability: 4, impact: 4, reviewed: 2026-06-06", 0), // a Saturday, which moves to today
            ("probability: 4, impact: 4, reviewed: 2026-06-05", 1),
            ("probability: 2, impact: 4, raised: 2026-05-29", 1),
            ("raised: 2026-05-14", 0),
            ("raised: 2026-05-13", 1),
            ("probability: 1, impact: 1, raised: 2026-03-17", 0),
            ("probability: 4, impact: 4", 0),
            ("next_review: 2026-06-01, status: closed", 0),
        ] {
            assert_eq!(findings(&RULE, &[("risks.yaml", &format!("- {{title: x, {fields}}}\n"))]), expected, "{fields}");
        }
    }

    #[test]
    fn other_ways_of_reviewing() {
        let risk = ("risks.yaml", "- {id: R-1, title: x, reviewed: 2026-03-02, affects: [launch]}\n");
        for (path, text, expected) in [
            ("meetings/2026-06-08.md", "# Weekly\n\nR-1 is as it was.\n", 0),
            ("meetings/2026-06-08.md", "# Weekly\n\nR-12 is as it was.\n", 1),
            ("alongside.yaml", "risk: {reviewed: 2026-06-08}\n", 0),
            ("milestones.yaml", "- {id: launch, name: Launch, actual: 2026-06-01}\n", 0),
        ] {
            assert_eq!(findings(&RULE, &[risk, (path, text)]), expected, "{text}");
        }
    }

    #[test]
    fn the_message_says_how_late_it_is() {
        let message = outcome(&RULE, RULE.bad).findings.remove(0).finding.message;
        assert_eq!(message.en, "“Agency delivers late” (score 16, critical) was to be reviewed on 8 Jun, 5 working days ago.");
        assert_eq!(message.zh, "“Agency delivers late”（16分，严重）应于6月8日评审，逾期5个工作日。");
    }
}
