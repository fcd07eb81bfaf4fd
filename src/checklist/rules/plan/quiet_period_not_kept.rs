use super::quiet::{dates, verdict};
use crate::analysis::campaigns::clashes::{Clash, With};
use crate::checklist::{Finding, RuleContext, Subject};
use crate::project::Record;
use crate::text::Message;
use crate::{both, rule, say};

rule! { "quiet-period-not-kept", Plan, Signal, Warning, Each, Planning..=Closing;
    title "Campaign or publication in a quiet period" "投放或发布落在静默期";
    what "No open campaign runs and nothing is published in the quiet periods of the settings (`calendar.quiet`)." "在设置的静默期（`calendar.quiet`）内，没有未结束的活动投放，也没有内容发布。";
    why "Somebody has promised that nothing is heard of the project in these days." "静默期内不发声，是对外作过的承诺。";
    fix "Move it, or pause the campaign for these days and give it two rows." "调整日期；活动需要跨过静默期的，拆成两段登记。";
    bad at "campaigns.yaml:1:25 start" { "alongside.yaml": "calendar: {quiet: [{name: Exams, from: 2026-07-07, to: 2026-07-09}]}\n", "campaigns.yaml": "- {name: Spring, start: 2026-07-01, end: 2026-07-31}\n" }
    good { "alongside.yaml": "calendar: {quiet: [{name: Exams, from: 2026-07-07, to: 2026-07-09}]}\n", "campaigns.yaml": "- {name: Spring, start: 2026-07-10, end: 2026-07-31}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let project = judge.project;
    if project.settings.calendar.quiet.is_empty() {
        return;
    }
    let campaigns = judge.subjects(&project.campaigns).filter(|campaign| campaign.is_open());
    judge.each_by(campaigns, |judge, campaign| verdict(judge, campaign, campaign.start, is_quiet, |clash| finding(judge, campaign, "start", clash)));
    let content = judge.subjects(&project.content).filter(|content| content.is_open());
    judge.each_by(content, |judge, content| {
        let field = if content.scheduled.is_some() { "scheduled" } else { "planned" };
        verdict(judge, content, content.scheduled.or(content.planned), is_quiet, |clash| finding(judge, content, field, clash))
    });
}

const fn is_quiet(with: With) -> bool {
    matches!(with, With::Quiet(_))
}

fn finding<T: Record>(judge: &RuleContext<'_>, subject: Subject<'_, T>, field: &str, clash: &Clash) -> Finding {
    let project = judge.project;
    let name = match clash.with {
        With::Quiet(at) => project.settings.calendar.quiet.get(at).and_then(|quiet| quiet.name.as_ref()),
        _ => None,
    };
    let name = name.map_or_else(Message::default, |name| {
        let name = name.any();
        say!(" “{name}”", "“{name}”", name)
    });
    let (record, days) = (subject.label(project), dates(project, clash));
    let message = say!("{record} is in the quiet period{name}, {days}.", "{record}落在静默期{name}内（{days}）。", record, name, days);
    subject.finding(field, message).help(both!(
        "Move it, or pause the campaign for these days and give it two rows.",
        "调整日期；活动需要跨过静默期的，拆成两段登记。"
    ))
}

crate::cases! {
    "a publication on its last day": found at "content-calendar.yaml:1:26 planned" { "alongside.yaml": "calendar: {quiet: [{name: Exams, from: 2026-07-07, to: 2026-07-09}]}\n", "content-calendar.yaml": "- {title: Film, planned: 2026-07-09, status: draft}\n" };
    "it was moved to the day after": passes { "alongside.yaml": "calendar: {quiet: [{name: Exams, from: 2026-07-07, to: 2026-07-09}]}\n", "content-calendar.yaml": "- {title: Film, planned: 2026-07-09, scheduled: 2026-07-10, status: draft}\n" };
    "a period of one day without a name": found at "campaigns.yaml:1:25 start" { "alongside.yaml": "calendar: {quiet: [{from: 2026-07-07}]}\n", "campaigns.yaml": "- {name: Spring, start: 2026-07-07}\n" };
    "the period is over": passes { "alongside.yaml": "calendar: {quiet: [{name: Exams, from: 2026-06-01, to: 2026-06-03}]}\n", "campaigns.yaml": "- {name: Spring, start: 2026-05-01, end: 2026-07-31}\n" };
    "the campaign has ended": not_assessable { "alongside.yaml": "calendar: {quiet: [{name: Exams, from: 2026-07-07}]}\n", "campaigns.yaml": "- {name: Spring, stage: ended, start: 2026-07-01, end: 2026-07-31}\n" };
    "no day": not_assessable { "alongside.yaml": "calendar: {quiet: [{name: Exams, from: 2026-07-07}]}\n", "campaigns.yaml": "- {name: Spring}\n" };
    "no period is set": not_assessable { "campaigns.yaml": "- {name: Spring, start: 2026-07-01}\n" };
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::Place;
    use crate::checklist::rules::tests::outcome;

    #[test]
    fn it_says_which_period_and_on_which_days() {
        let settings = "calendar: {quiet: [{name: Exams, from: 2026-07-07, to: 2026-07-09}]}\n";
        let campaigns = "- {id: C-1, name: Spring, start: 2026-07-08, end: 2026-07-31}\n";
        let outcome = outcome(&RULE, &[("alongside.yaml", settings), ("campaigns.yaml", campaigns)]);
        let finding = &outcome.findings[0].finding;
        assert_eq!(finding.message.en, "C-1 “Spring” is in the quiet period “Exams”, from 8 Jul to 9 Jul.");
        assert_eq!(finding.message.zh, "C-1“Spring”落在静默期“Exams”内（7月8日至7月9日）。");
        assert!(matches!(&finding.place, Place::Record(_, field) if field == "start"), "{:?}", finding.place);
    }
}
