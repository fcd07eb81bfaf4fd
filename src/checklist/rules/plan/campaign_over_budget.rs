use crate::checklist::{Finding, RuleContext, Subject, Verdict};
use crate::project::registers::campaigns::Campaign;
use crate::text::number;
use crate::{both, rule, say};

rule! { "campaign-over-budget", Allocation, Signal, Warning, Each, Planning..=Closed;
    options { percent = 10, "Per cent that a campaign may be over its budget" "允许超出预算的百分比"; }
    title "Campaign is over its budget" "营销活动超预算";
    what "No campaign has spent more than a tenth above its budget, nor will have by its end if it goes on as it does." "活动的花费不超出预算的一成，照目前的进度到结束时也不会。";
    why "The money comes out of another campaign, and nobody has decided which." "超出的钱要从别的活动出，从哪里出还没人决定。";
    fix "Lower the daily spending, end it earlier, or raise `budget` once that is approved." "降低每日花费或提前结束；追加预算获批后，调高“预算”。";
    bad at "campaigns.yaml:1:62 budget" { "campaigns.yaml": "- {name: Spring, start: 2026-05-01, end: 2026-06-30, budget: 5000, spent: 5600}\n" }
    good { "campaigns.yaml": "- {name: Spring, start: 2026-05-01, end: 2026-06-30, budget: 5000, spent: 3500}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let judged = judge.subjects(&judge.project.campaigns).filter(|campaign| campaign.budget.is_some());
    judge.each_by(judged, verdict);
}

fn verdict(judge: &RuleContext<'_>, campaign: Subject<'_, Campaign>) -> Verdict {
    let Some(spending) = judge.analysis.campaigns.get(campaign.id.index) else { return Verdict::Pass };
    let Some(over) = spending.over() else {
        return Verdict::NotAssessable(both!("No spending is recorded.", "没有登记花费。"));
    };
    let limit = judge.number(OPTIONS.percent) / 100.0;
    let ahead = spending.pacing.and_then(|pacing| pacing.over_in_the_end()).filter(|_| campaign.is_open());
    match (over > limit, ahead.filter(|ahead| *ahead > limit)) {
        (true, _) => finding(judge, campaign, over, true).into(),
        (false, Some(ahead)) => finding(judge, campaign, ahead, false).into(),
        (false, None) => Verdict::Pass,
    }
}

fn finding(judge: &RuleContext<'_>, campaign: Subject<'_, Campaign>, over: f64, is_now: bool) -> Finding {
    let (record, per_cent) = (campaign.label(judge.project), number::full(over * 100.0, 0));
    let message = if is_now {
        say!("{record} has spent {per_cent}% more than its budget.", "{record}的花费已超预算{per_cent}%。", record, per_cent)
    } else {
        say!(
            "{record} will have spent {per_cent}% more than its budget by its end if it goes on so.",
            "照目前的进度，{record}到结束时将超预算{per_cent}%。",
            record, per_cent
        )
    };
    campaign.finding("budget", message).help(both!(
        "Lower the daily spending, end it earlier, or raise `budget` once that is approved.",
        "降低每日花费或提前结束；追加预算获批后，调高“预算”。"
    ))
}

crate::cases! {
    "a tenth over is allowed": passes { "campaigns.yaml": "- {name: Spring, budget: 5000, spent: 5500}\n" };
    "it will be over by its end": found at "campaigns.yaml:1:62 budget" { "campaigns.yaml": "- {name: Spring, start: 2026-06-01, end: 2026-06-30, budget: 5000, spent: 3500}\n" };
    "what has ended is over, too": found at "campaigns.yaml:1:40 budget" { "campaigns.yaml": "- {name: Spring, stage: ended, budget: 5000, spent: 6500}\n" };
    "its figures are summed": found at "campaigns.yaml:1:35 budget" { "campaigns.yaml": "- {id: C-1, name: Spring, budget: 100}\n", "campaign-results.csv": "campaign,period,spent\nC-1,2026-04,60\nC-1,2026-05,60\n" };
    "no spending": not_assessable { "campaigns.yaml": "- {name: Spring, budget: 5000}\n" };
    "no budget": not_assessable { "campaigns.yaml": "- {name: Spring, spent: 5000}\n" };
    "nothing to judge": not_assessable {};
}
