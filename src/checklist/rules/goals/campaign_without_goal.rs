use crate::checklist::{RuleContext, Verdict};
use crate::project::registers::campaigns::CampaignStage;
use crate::{both, rule, say};

rule! { "campaign-without-goal", Kpis, Quality, Warning, Folded, Planning..=Closing;
    asks { Campaigns: goal; }
    title "Campaign serves no goal and moves no KPI" "营销活动没有对应的目标和指标";
    what "Every open campaign that is past its brief names a goal, or a KPI that it is to move." "每个已过简报阶段、尚未结束的活动都写明服务的目标或要改善的指标。";
    why "Nobody can say afterwards whether it was worth its money." "结束后没人说得清这笔钱花得值不值。";
    fix "Type `goal:` or `kpis:` in the campaign." "在活动中填“目标”或“指标”。";
    bad at "campaigns.yaml:1:10 goal" { "campaigns.yaml": "- {name: Spring, stage: approved}\n" }
    good { "goals.yaml": "- {id: known, title: Be known}\n", "campaigns.yaml": "- {name: Spring, stage: approved, goal: known}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let project = judge.project;
    let open = judge.subjects(&project.campaigns).filter(|campaign| campaign.is_open() && campaign.stage.is_some_and(|stage| stage != CampaignStage::Brief));
    judge.each(open, |campaign| {
        if !campaign.goal.is_empty() || !campaign.kpis.is_empty() {
            return Verdict::Pass;
        }
        let record = campaign.label(project);
        let message = say!("{record} names no goal and no KPI.", "{record}没有写明目标和指标。", record);
        campaign.finding("goal", message).help(both!("Type `goal:` or `kpis:`.", "填“目标”或“指标”。")).into()
    });
}

crate::cases! {
    "a KPI is enough": passes { "kpis.yaml": "- {id: leads, name: Leads}\n", "campaigns.yaml": "- {name: Spring, stage: live, kpis: leads}\n" };
    "a brief is still being thought about": not_assessable { "campaigns.yaml": "- {name: Spring, stage: brief}\n" };
    "nothing says how far it is": not_assessable { "campaigns.yaml": "- {name: Spring}\n" };
    "what is over is left alone": not_assessable { "campaigns.yaml": "- {name: Spring, stage: ended}\n" };
    "nothing to judge": not_assessable {};
}
