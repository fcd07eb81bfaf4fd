//! What to know first of an area, beside its title.

use crate::analysis::cadence::CadenceNumbers;
use crate::analysis::numbers::Durations;
use crate::analysis::tally::ImprovementTally;
use crate::checklist::Area;
use crate::project::Kind;
use crate::site::pages::risk;
use crate::site::present::days::short;
use crate::site::registers::computed::{days, workdays};
use crate::site::view::page::Page;
use crate::site::view::parts::{Fact, Value as Shown};
use crate::text::{Message, number};
use crate::{both, say};

/// The facts of an area.
pub(super) fn of(page: Page<'_>, area: Area) -> Vec<Fact> {
    let facts = match area {
        Area::Communication => communication(page),
        Area::Market => market(page),
        Area::Support => vec![(both!("Open tickets", "未解决问题"), open_tickets(page))],
        Area::Plan => plan(page),
        Area::Strategy => strategy(page),
        Area::Departments => departments(page),
        Area::Risk => risks(page),
        Area::Goals => measures(page),
        Area::Performance => performance(page),
        Area::Improvement => improvement(page),
    };
    let fact =
        |(name, value): (Message, Option<Message>)| value.map(|value| Fact { name: page.say(&name), value: Shown::text(page.say(&value)) });
    facts.into_iter().filter_map(fact).collect()
}

type Facts = Vec<(Message, Option<Message>)>;

fn measures(page: Page<'_>) -> Facts {
    let (goals, kpis) = (page.whole.analysis.tallies.goals, page.whole.analysis.tallies.kpis);
    vec![
        (both!("Goals on track", "正常的目标"), part(goals.on_track, goals.judged)),
        (both!("KPIs on plan", "正常的指标"), part(kpis.on_plan, kpis.judged)),
        (both!("Stale KPIs", "数据过期的指标"), (kpis.stale > 0).then(|| Message::same(kpis.stale.to_string()))),
    ]
}

fn performance(page: Page<'_>) -> Facts {
    let goals = page.whole.analysis.tallies.goals;
    let lessons: Vec<_> = page.whole.records(Kind::Lessons).filter_map(|id| page.whole.project.lessons.get(id.index)).collect();
    let applied = lessons.iter().filter(|lesson| !lesson.applied_in.is_empty()).count();
    vec![
        (both!("Goals with a verdict", "已有结论的目标"), part(goals.with_verdict, goals.records)),
        (both!("Lessons applied", "已应用的经验教训"), part(applied, lessons.len())),
    ]
}

fn improvement(page: Page<'_>) -> Facts {
    let ImprovementTally { records, done, verified } = page.whole.analysis.tallies.improvements;
    vec![
        (both!("Improvements done", "已完成的改进"), part(done, records)),
        (both!("Verified of those", "其中已验证"), part(verified, done)),
    ]
}

fn communication(page: Page<'_>) -> Facts {
    let cadences = &page.whole.analysis.cadences;
    let due: usize = cadences.iter().map(CadenceNumbers::expected).sum();
    let held: usize = cadences.iter().map(|numbers| numbers.kept() + numbers.late()).sum();
    let actions = &page.whole.analysis.action_totals;
    let has_actions = actions.open + actions.closed > 0;
    let open = say!("{open}, {overdue} overdue", "{open}项，逾期{overdue}项", open = actions.open, overdue = actions.overdue);
    vec![
        (both!("Meetings held", "已召开会议"), part(held, due)),
        (both!("Both sides there", "双方到场"), page.whole.analysis.both_sides.rate().map(percent)),
        (both!("Open actions", "未完成待办"), has_actions.then_some(open)),
        (both!("Closure rate", "完成率"), actions.closure_rate.map(percent)),
        (both!("Done on time", "按时完成"), actions.on_time_rate.map(percent)),
        (both!("Median age", "提出至今中位数"), actions.median_age.map(|age| days(number::full(age, 0)))),
    ]
}

fn market(page: Page<'_>) -> Facts {
    let feedback = &page.whole.analysis.tallies.feedback;
    let some = feedback.records > 0;
    vec![
        (both!("Feedback", "客户反馈"), some.then(|| say!("{n} entries", "{n}条", n = feedback.records))),
        (both!("Answered", "已回复"), part(feedback.replied, feedback.asking)),
        (both!("Answer after", "回复用时"), median(feedback.reply, workdays)),
    ]
}

fn open_tickets(page: Page<'_>) -> Option<Message> {
    let tickets = page.whole.analysis.tallies.tickets;
    part(tickets.open, tickets.records)
}

fn plan(page: Page<'_>) -> Facts {
    let analysis = &page.whole.analysis;
    let progress = analysis.progress.map(|progress| {
        let planned = number::percent(progress.planned);
        match progress.actual.map(number::percent) {
            Some(actual) => say!("{actual}, planned {planned}", "{actual}，计划{planned}", actual, planned),
            None => say!("planned {planned}", "计划{planned}", planned),
        }
    });
    vec![
        (both!("Plan ends", "计划完成"), finish(page)),
        (both!("Next milestone", "下一个里程碑"), next_milestone(page)),
        (both!("Work done", "已完成工作"), progress),
        (both!("Budget spent", "已用预算"), analysis.budget.total.spent().map(percent)),
    ]
}

/// "14 Dec, 1 wd late".
fn finish(page: Page<'_>) -> Option<Message> {
    let finish = page.whole.analysis.finish.as_ref()?;
    let day = short(page, finish.day);
    Some(match finish.late {
        None => day,
        Some(0) => say!("{day}, as planned", "{day}，与计划一致", day),
        Some(late @ 1..) => say!("{day}, {late} wd late", "{day}，晚{late}个工作日", day, late),
        Some(late) => say!("{day}, {early} wd early", "{day}，早{early}个工作日", day, early = -late),
    })
}

/// The open milestone whose day comes next: "M-12, 27 Nov".
fn next_milestone(page: Page<'_>) -> Option<Message> {
    let project = &page.whole.project;
    let open = page.whole.records(Kind::Milestones).filter(|id| page.whole.analysis.is_open(*id));
    let dated = open.filter_map(|id| Some((page.whole.analysis.dates(id)?.day.filter(|day| *day >= project.report_date)?, id)));
    let (day, id) = dated.min()?;
    let name = page.code(id).unwrap_or_else(|| page.name(id).text);
    Some(say!("{name}, {day}", "{name}，{day}", name, day = short(page, day)))
}

fn strategy(page: Page<'_>) -> Facts {
    let speed = page.whole.analysis.change_speed;
    vec![
        (both!("Raised → decided", "提出→决定"), median(speed.to_decide, days)),
        (both!("Decided → applied", "决定→落实"), median(speed.to_apply, days)),
        (both!("Raised → applied", "提出→落实"), median(speed.in_all, days)),
    ]
}

fn departments(page: Page<'_>) -> Facts {
    let totals = page.whole.analysis.handoff_totals;
    let count = |n: usize| (n > 0).then(|| Message::same(n.to_string()));
    vec![
        (both!("On time", "按时交接"), part(totals.on_time, totals.on_time + totals.late)),
        (both!("Not due yet", "尚未到期"), count(totals.pending)),
        (both!("Not recorded", "未登记"), count(totals.not_recorded)),
    ]
}

fn risks(page: Page<'_>) -> Facts {
    let Some(now) = page.whole.analysis.risk_history.exposure.last() else { return Vec::new() };
    let open = page.whole.analysis.tallies.open_risks;
    let [.., high, critical] = now.levels;
    let mut facts = vec![(both!("Open risks", "未关闭风险"), Some(Message::same(open.to_string())))];
    // Without any score there is no number, not a nought.
    if now.levels.iter().sum::<usize>() > 0 {
        facts.extend([
            (both!("High threats", "高等级威胁"), Some(Message::same(high.to_string()))),
            (both!("Critical threats", "严重威胁"), Some(Message::same(critical.to_string()))),
            (both!("Sum of scores", "得分合计"), Some(Message::same(now.score.to_string()))),
        ]);
    }
    facts.extend(risk::money_facts(page));
    facts
}

fn percent(share: f64) -> Message {
    Message::same(number::percent(share))
}

/// "23 of 26"; `None` of nothing.
fn part(part: usize, whole: usize) -> Option<Message> {
    (whole > 0).then(|| say!("{part} of {whole}", "{part}/{whole}", part, whole))
}

/// The median with how many it is of.
fn median(durations: Durations, unit: fn(String) -> Message) -> Option<Message> {
    let days = unit(number::full(durations.median?, u32::from(durations.median?.fract() != 0.0)));
    Some(say!("median {days}, of {n}", "中位数{days}，共{n}项", days, n = durations.count))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::testing::each;

    /// The reason that an area has beside its name, and its facts, in English.
    fn said(area: Area, files: &[(&str, &str)]) -> (String, Vec<String>) {
        let [(reason, facts), _] = each(files, |page| {
            let facts = of(page, area).into_iter().map(|fact| {
                let value: String = fact.value.lines.concat().into_iter().map(|run| run.text).collect();
                format!("{}: {value}", fact.name)
            });
            (page.say_if_public(&page.whole.standing.of(area).reason), facts.collect::<Vec<_>>())
        });
        (reason, facts)
    }

    /// Whether a page says one thing once in its sentence and once among its facts, and not what it hides.
    fn agree(area: Area, files: &[(&str, &str)], sentence: &str, fact: &str) {
        let (reason, facts) = said(area, files);
        assert!(reason.contains(sentence), "{sentence}: {reason}");
        assert!(facts.iter().any(|said| said == fact), "{fact}: {facts:?}");
    }

    #[test]
    fn the_sentence_and_the_facts_count_what_is_published() {
        let kpi = |id: &str, more: &str| {
            format!(
                "- {{id: {id}, name: {id}, goal: G-1, direction: increase, baseline: {{value: 0, date: 2026-01-01}}, target: {{by: 2026-12-31, value: 10}}, measurements: [{{date: 2026-03-30, value: 9}}]{more}}}\n"
            )
        };
        let kpis = kpi("a", "") + &kpi("b", ", visibility: internal");
        let goals = "- {id: G-1, title: Grow, owner: p, due: 2026-12-01}\n";
        let people = ("people.yaml", "- {id: p, name: P}\n");
        agree(Area::Goals, &[("kpis.yaml", &kpis), ("goals.yaml", goals), people], "1 of 1 KPIs are on plan", "KPIs on plan: 1 of 1");

        let feedback = "
- {date: 2026-03-02, quote: a, sentiment: 1, replied_on: 2026-03-03, status: replied}
- {date: 2026-03-02, quote: b, sentiment: 1, replied_on: 2026-03-03, status: replied, visibility: internal}
- {date: 2026-03-02, quote: c, sentiment: 2, status: not needed}
";
        let research = ("research.yaml", "- {title: Survey, date: 2026-03-01, method: survey, question: q, findings: [x]}\n");
        let settings = ("alongside.yaml", "checklist: {rules: {research-leads-nowhere: off}}\n");
        agree(Area::Market, &[("feedback.yaml", feedback), research, settings], "1 of 1 customer comments answered", "Answered: 1 of 1");

        let ticket = |id: &str, more: &str| {
            format!(
                "- {{id: {id}, title: {id}, severity: low, opened: 2026-03-27, owner: p, responded: 2026-03-27, resolved: 2026-03-27{more}}}\n"
            )
        };
        let tickets = ticket("A", "") + &ticket("B", ", visibility: internal");
        agree(Area::Support, &[("tickets.yaml", &tickets), people], "1 of 1 technical requests", "Open tickets: 0 of 1");

        let risk = |title: &str, more: &str| {
            format!(
                "- {{title: {title}, raised: 2026-03-20, owner: p, strategy: accept, accepted_by: p, next_review: 2026-04-20, probability: 2, impact: 2{more}}}\n"
            )
        };
        let risks = risk("A", "") + &risk("B", ", visibility: internal");
        agree(Area::Risk, &[("risks.yaml", &risks), people], "1 open risk,", "Open risks: 1");

        let actions = "- {what: A, owner: p, due: 2026-04-20, status: open}\n- {what: B, owner: p, due: 2026-04-20, status: open, visibility: internal}\n";
        agree(Area::Communication, &[("actions.yaml", actions), people], "1 action is open, 0 overdue", "Open actions: 1, 0 overdue");

        let improvements = "- {title: A, status: done, done_on: 2026-03-20, owner: p, due: 2026-03-20, verified_on: 2026-03-25}\n- {title: B, status: done, done_on: 2026-03-20, owner: p, due: 2026-03-20, verified_on: 2026-03-25, visibility: internal}\n";
        agree(
            Area::Improvement,
            &[("improvements.yaml", improvements), people],
            "1 of 1 improvements done, 1 verified",
            "Improvements done: 1 of 1",
        );
    }
}
