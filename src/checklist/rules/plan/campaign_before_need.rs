use super::hanging::verdict;
use crate::checklist::RuleContext;
use crate::rule;

rule! { "campaign-before-need", Plan, Signal, Warning, Each, Planning..=Closing;
    title "Campaign starts before what it needs is there" "营销活动早于所需条件开始";
    what "No open campaign starts before the milestones, tasks, hand-offs and materials that it needs are there, as they are expected now." "未结束的活动都不早于它所依赖的里程碑、任务、交接和物料的预计到位日期。";
    why "The plan has moved, and the media are booked for a product that is not there." "计划改期了，投放却已订好，产品还没到。";
    fix "Move `start`, bring forward what it needs, or take that out of `needs`." "调整“开始”日期，提前它依赖的事项，或从“依赖”中去掉该项。";
    bad at "campaigns.yaml:1:25 start" { "milestones.yaml": "- {id: M-1, name: On sale, baseline: 2026-07-01, forecast: 2026-07-10}\n", "campaigns.yaml": "- {name: Spring, start: 2026-07-06, needs: M-1}\n" }
    good { "milestones.yaml": "- {id: M-1, name: On sale, baseline: 2026-07-01, forecast: 2026-07-03}\n", "campaigns.yaml": "- {name: Spring, start: 2026-07-06, needs: M-1}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let open = judge.subjects(&judge.project.campaigns).filter(|campaign| campaign.is_open() && !campaign.needs.is_empty());
    judge.each_by(open, |judge, campaign| verdict(judge, campaign, "start"));
}

crate::cases! {
    "on the day itself": passes { "milestones.yaml": "- {id: M-1, name: On sale, forecast: 2026-07-06}\n", "campaigns.yaml": "- {name: Spring, start: 2026-07-06, needs: M-1}\n" };
    "on the Sunday before, while it begins on that Saturday": found at "campaigns.yaml:1:25 start" { "milestones.yaml": "- {id: M-1, name: On sale, forecast: 2026-07-05}\n", "campaigns.yaml": "- {name: Spring, start: 2026-07-04, needs: M-1}\n" };
    "a hand-off that is overdue comes today at the earliest": found at "campaigns.yaml:1:25 start" { "handoffs.yaml": "- {id: H-1, what: Files, due: 2026-06-01, status: open}\n", "campaigns.yaml": "- {name: Spring, start: 2026-06-12, needs: H-1}\n" };
    "it is there": passes { "milestones.yaml": "- {id: M-1, name: On sale, forecast: 2026-05-01, actual: 2026-05-04}\n", "campaigns.yaml": "- {name: Spring, start: 2026-07-04, needs: M-1}\n" };
    "no day": not_assessable { "milestones.yaml": "- {id: M-1, name: On sale}\n", "campaigns.yaml": "- {name: Spring, start: 2026-07-04, needs: M-1}\n" };
    "what is over is left alone": not_assessable { "milestones.yaml": "- {id: M-1, name: On sale, forecast: 2026-07-10}\n", "campaigns.yaml": "- {name: Spring, stage: ended, start: 2026-07-04, needs: M-1}\n" };
    "nothing to judge": not_assessable {};
}
