use crate::analysis::campaigns::clashes::{Clash, With};
use crate::checklist::finding::called;
use crate::checklist::{Finding, RuleContext, Subject, Verdict};
use crate::project::registers::campaigns::Campaign;
use crate::{both, rule, say};

rule! { "campaigns-collide", Coordination, Signal, Warning, Clash, Planning..=Closing;
    title "Two campaigns reach the same people in the same channel at once" "两个活动同期在同一渠道触达同一人群";
    what "No two open campaigns have the same audience in the same channel in the same days." "未结束的活动中，没有两个在同一时间、同一渠道面向同一受众。";
    why "They bid against each other, and people hear two things at once." "两个活动互相抬价，用户同时听到两种说法。";
    fix "Move one of them, or give it another audience or channel." "错开时间，或更换受众、渠道。";
    bad at "campaigns.yaml:1:28 audience" { "campaigns.yaml": "- {name: Spring, audience: Renters, channels: [Search], start: 2026-07-01, end: 2026-07-15}\n- {name: Tea, audience: renters, channels: [search, Mail], start: 2026-07-10, end: 2026-07-31}\n" }
    good { "campaigns.yaml": "- {name: Spring, audience: Renters, channels: [Search], start: 2026-07-01, end: 2026-07-15}\n- {name: Tea, audience: renters, channels: [search, Mail], start: 2026-07-16, end: 2026-07-31}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let is_judged = |campaign: &Subject<'_, Campaign>| campaign.is_open() && campaign.start.is_some() && !campaign.audience.is_empty() && !campaign.channels.is_empty();
    let project = judge.project;
    let open = judge.subjects(&project.campaigns).filter(is_judged);
    judge.each_by(open, |judge, campaign| {
        let clash = Clash::of(&judge.analysis.clashes, campaign.id, |with| matches!(with, With::Campaign(_)));
        let Some(With::Campaign(rival)) = clash.map(|clash| clash.with) else { return Verdict::Pass };
        project.campaigns.get(rival).map_or(Verdict::Pass, |entry| finding(judge, campaign, Subject::new(rival, entry)).into())
    });
}

fn finding(judge: &RuleContext<'_>, campaign: Subject<'_, Campaign>, rival: Subject<'_, Campaign>) -> Finding {
    let project = judge.project;
    let (one, other) = (campaign.label(project), called(project, rival.entry()));
    let message = say!(
        "{one} and {other} reach the same audience in the same channel in the same days.",
        "{one}与{other}同期在同一渠道面向同一受众。",
        one, other
    );
    let finding = campaign.finding("audience", message).help(both!("Move one of them, or give it another audience or channel.", "错开时间，或更换受众、渠道。"));
    finding.see(rival.at("audience"), called(project, rival.entry()))
}

crate::cases! {
    "another audience": passes { "campaigns.yaml": "- {name: Spring, audience: Renters, channels: [Search], start: 2026-07-01, end: 2026-07-15}\n- {name: Tea, audience: Stores, channels: [Search], start: 2026-07-10}\n" };
    "one of them is over": passes { "campaigns.yaml": "- {name: Spring, audience: Renters, channels: [Search], start: 2026-07-01}\n- {name: Tea, stage: cancelled, audience: Renters, channels: [Search], start: 2026-07-01}\n" };
    "nobody says whom it is for": not_assessable { "campaigns.yaml": "- {name: Spring, start: 2026-07-01}\n- {name: Tea, start: 2026-07-01}\n" };
    "nothing to judge": not_assessable {};
}
