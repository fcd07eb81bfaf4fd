use crate::checklist::rules::words::{Wanted, owner, wants};
use crate::checklist::{RuleContext, Verdict};
use crate::project::registers::campaigns::CampaignStage;
use crate::rule;

rule! { "campaign-incomplete", Allocation, Quality, Warning, Folded, Planning..=Closing;
    asks { Campaigns: owner audience budget start; }
    title "Approved campaign lacks owner, audience, budget or start" "已批准的活动信息不全";
    what "Every campaign that is approved or live has an owner, an audience, a budget and a first day." "每个已批准或进行中的活动都有负责人、受众、预算和开始日期。";
    why "What was approved cannot be told from what is spent." "批的是什么、花的是什么，对不上。";
    fix "Type `owner:`, `audience:`, `budget:` and `start:`." "填“负责人”“受众”“预算”和“开始”。";
    bad at "campaigns.yaml:1:10 owner" { "campaigns.yaml": "- {name: Spring, stage: approved, audience: Renters, start: 2026-07-01}\n" }
    good { "people.yaml": "- {id: li-na, name: Li Na}\n", "campaigns.yaml": "- {name: Spring, stage: approved, owner: li-na, audience: Renters, budget: 5000, start: 2026-07-01}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let project = judge.project;
    let running = |stage: Option<CampaignStage>| matches!(stage, Some(CampaignStage::Approved | CampaignStage::Live));
    let approved = judge.subjects(&project.campaigns).filter(|campaign| running(campaign.stage));
    judge.each(approved, |campaign| {
        let fields: [Wanted; 4] = [
            owner(campaign.owner.is_none()),
            ("audience", campaign.audience.is_empty(), "`audience: …`", "“受众”写明面向谁"),
            ("budget", campaign.budget.is_none(), "`budget: …`", "“预算”填金额"),
            ("start", campaign.start.is_none(), "`start: YYYY-MM-DD`", "“开始”填日期"),
        ];
        wants(project, campaign, &fields).map_or(Verdict::Pass, Verdict::from)
    });
}

crate::cases! {
    "before it is approved": not_assessable { "campaigns.yaml": "- {name: Spring, stage: brief}\n" };
    "one slip is one finding": not_assessable { "people.yaml": "- {id: li-na, name: Li Na}\n", "campaigns.yaml": "- {name: Spring, stage: live, owner: li-na, audience: Renters, budget: much, start: 2026-07-01}\n" };
    "nothing to judge": not_assessable {};
}
