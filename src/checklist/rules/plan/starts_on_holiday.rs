use super::quiet::verdict;
use crate::analysis::campaigns::clashes::{Clash, With};
use crate::checklist::rules::words::day;
use crate::checklist::{Finding, RuleContext, Subject};
use crate::project::Record;
use crate::{both, rule, say};

rule! { "starts-on-holiday", Plan, Signal, Info, Folded, Planning..=Closing;
    title "Campaign begins or content appears on a public holiday" "投放或发布的首日是节假日";
    what "No open campaign begins and nothing is published on a holiday of the settings (`calendar.holidays`)." "未结束的活动不在设置的节假日（`calendar.holidays`）首日投放，内容也不在节假日发布。";
    why "Nobody is there who sees that the link is broken or the price is wrong." "链接失效、价格写错时，没有人在岗处理。";
    fix "Move it to a working day, or say who is on duty and waive this finding." "改到工作日；确需节日当天进行的，安排好值班并豁免本项。";
    bad at "content-calendar.yaml:1:26 planned" { "alongside.yaml": "calendar: {holidays: [2026-07-03]}\n", "content-calendar.yaml": "- {title: Film, planned: 2026-07-03, status: draft}\n" }
    good { "alongside.yaml": "calendar: {holidays: [2026-07-03]}\n", "content-calendar.yaml": "- {title: Film, planned: 2026-07-06, status: draft}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let project = judge.project;
    if project.settings.calendar.holidays.is_empty() {
        return;
    }
    let campaigns = judge.subjects(&project.campaigns).filter(|campaign| campaign.is_open());
    judge.each_by(campaigns, |judge, campaign| verdict(judge, campaign, campaign.start, is_holiday, |clash| finding(judge, campaign, "start", clash)));
    let content = judge.subjects(&project.content).filter(|content| content.is_open());
    judge.each_by(content, |judge, content| {
        let field = if content.scheduled.is_some() { "scheduled" } else { "planned" };
        verdict(judge, content, content.scheduled.or(content.planned), is_holiday, |clash| finding(judge, content, field, clash))
    });
}

const fn is_holiday(with: With) -> bool {
    matches!(with, With::Holiday)
}

fn finding<T: Record>(judge: &RuleContext<'_>, subject: Subject<'_, T>, field: &str, clash: &Clash) -> Finding {
    let (record, first) = (subject.label(judge.project), day(judge.project, clash.first));
    let message = say!("{record} falls on {first}, a public holiday.", "{record}定在{first}，当天是节假日。", record, first);
    subject.finding(field, message).help(both!(
        "Move it to a working day, or say who is on duty and waive this finding.",
        "改到工作日；确需节日当天进行的，安排好值班并豁免本项。"
    ))
}

crate::cases! {
    "a campaign begins on a holiday": found at "campaigns.yaml:1:25 start" { "alongside.yaml": "calendar: {holidays: [2026-07-03]}\n", "campaigns.yaml": "- {name: Spring, start: 2026-07-03}\n" };
    "a campaign runs over a holiday": passes { "alongside.yaml": "calendar: {holidays: [2026-07-03]}\n", "campaigns.yaml": "- {name: Spring, start: 2026-07-01, end: 2026-07-09}\n" };
    "a day that is made up for": passes { "alongside.yaml": "calendar: {holidays: [2026-07-04], make_up: [2026-07-04]}\n", "campaigns.yaml": "- {name: Spring, start: 2026-07-04}\n" };
    "a weekend is no holiday": passes { "alongside.yaml": "calendar: {holidays: [2026-07-03]}\n", "content-calendar.yaml": "- {title: Film, planned: 2026-07-04, status: draft}\n" };
    "it has appeared": not_assessable { "alongside.yaml": "calendar: {holidays: [2026-06-05]}\n", "content-calendar.yaml": "- {title: Film, planned: 2026-06-05, published_on: 2026-06-05}\n" };
    "no holiday is set": not_assessable { "campaigns.yaml": "- {name: Spring, start: 2026-07-01}\n" };
}
