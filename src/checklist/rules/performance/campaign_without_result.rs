use crate::checklist::{RuleContext, Subject, Verdict};
use crate::project::registers::campaigns::{Campaign, CampaignStage, Evidence};
use crate::project::Project;
use crate::text::Message;
use crate::{both, rule, say};

rule! { "campaign-without-result", Evaluation, Quality, Warning, Folded, Execution..=Closed;
    options { days = 10, "Working days after its end by which a campaign says what came of it" "活动结束后多少个工作日内写明结果"; }
    asks { Campaigns: results learnings; }
    title "Ended campaign says nothing of what came of it" "已结束的活动没有结果或经验";
    what "Ten working days after its end, a campaign has a result and what was learned, and not outputs alone." "活动结束十个工作日后，有结果、有经验，且结果不只是产出类指标。";
    why "The next one is planned as this one was, whatever it brought." "不管这次效果如何，下次还是照样做。";
    fix "Type `results:` with what it changed (outtake, outcome or impact), and `learnings:`." "“活动结果”写明它改变了什么（认知、效果或影响），并填“经验”。";
    bad at "campaigns.yaml:1:58 results" { "campaigns.yaml": "- {name: Spring, stage: ended, end: 2026-05-04, results: [{metric: Views, level: output, value: 90000}], learnings: [Shorter films]}\n" }
    good { "campaigns.yaml": "- {name: Spring, stage: ended, end: 2026-05-04, results: [{metric: Orders, level: outcome, target: 90, value: 80}], learnings: [Shorter films]}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let project = judge.project;
    let is_over = |campaign: &Subject<'_, Campaign>| campaign.stage == Some(CampaignStage::Ended);
    let limit = judge.days(OPTIONS.days);
    let due = |campaign: &Subject<'_, Campaign>| campaign.end.is_none_or(|end| judge.workdays(end, judge.today()) > limit);
    let ended: Vec<_> = judge.subjects(&project.campaigns).filter(|campaign| is_over(campaign) && due(campaign)).collect();
    judge.each(ended, |campaign| verdict(project, campaign));
}

fn verdict(project: &Project, campaign: Subject<'_, Campaign>) -> Verdict {
    let measured = || campaign.results.iter().filter(|result| result.value.is_some());
    let is_output = |level: Option<Evidence>| level == Some(Evidence::Output);
    let (field, what): (&str, Message) = match () {
        () if measured().next().is_none() => ("results", both!("has no result", "没有结果")),
        () if measured().all(|result| is_output(result.level)) => {
            ("results", both!("is judged by its outputs alone: what it changed is not said", "只有产出类结果，没有写明带来了什么变化"))
        }
        () if campaign.learnings.is_empty() => ("learnings", both!("says nothing of what was learned", "没有写明学到了什么")),
        () => return Verdict::Pass,
    };
    let record = campaign.label(project);
    let message = say!("{record} has ended and {what}.", "{record}已结束，{what}。", record, what);
    campaign.finding(field, message).help(both!(
        "Type `results:` with what it changed (outtake, outcome or impact), and `learnings:`.",
        "“活动结果”写明它改变了什么（认知、效果或影响），并填“经验”。"
    )).into()
}

crate::cases! {
    "nothing learned": found at "campaigns.yaml:1:10 learnings" { "campaigns.yaml": "- {name: Spring, stage: ended, end: 2026-05-04, results: [{metric: Orders, level: outcome, value: 80}]}\n" };
    "no result": found at "campaigns.yaml:1:58 results" { "campaigns.yaml": "- {name: Spring, stage: ended, end: 2026-05-04, results: [{metric: Orders, level: outcome, target: 80}]}\n" };
    "it has just ended": not_assessable { "campaigns.yaml": "- {name: Spring, stage: ended, end: 2026-06-01}\n" };
    "still running": not_assessable { "campaigns.yaml": "- {name: Spring, stage: live, end: 2026-05-04}\n" };
    "nothing to judge": not_assessable {};
}
