//! What to know first of an area, beside its title.

use super::schedule;
use crate::analysis::cadence::CadenceNumbers;
use crate::analysis::kpi::Status;
use crate::analysis::numbers::Durations;
use crate::checklist::Area;
use crate::project::Kind;
use crate::site::pages::{goals, kpi, risk};
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
    let ((on_track, goals), (on_plan, kpis)) = (goals::on_track(page), kpi::on_plan(page));
    let stale = page.whole.public(Kind::Kpis).filter_map(|id| page.whole.analysis.kpis.get(id.index));
    let stale = stale.filter(|kpi| kpi.status() == Status::Stale).count();
    vec![
        (both!("Goals on track", "正常的目标"), part(on_track, goals)),
        (both!("KPIs on plan", "正常的指标"), part(on_plan, kpis)),
        (both!("Stale KPIs", "数据过期的指标"), (stale > 0).then(|| Message::same(stale.to_string()))),
    ]
}

fn performance(page: Page<'_>) -> Facts {
    let (with_verdict, goals) = goals::with_verdict(page);
    let lessons: Vec<_> = page.whole.public(Kind::Lessons).filter_map(|id| page.whole.project.lessons.get(id.index)).collect();
    let applied = lessons.iter().filter(|lesson| !lesson.applied_in.is_empty()).count();
    vec![
        (both!("Goals with a verdict", "已有结论的目标"), part(with_verdict, goals)),
        (both!("Lessons applied", "已应用的经验教训"), part(applied, lessons.len())),
    ]
}

fn improvement(page: Page<'_>) -> Facts {
    let all: Vec<_> = page.whole.public(Kind::Improvements).filter_map(|id| page.whole.project.improvements.get(id.index)).collect();
    let done: Vec<_> = all.iter().filter(|improvement| improvement.is_done()).collect();
    let verified = done.iter().filter(|improvement| improvement.verified_on.is_some()).count();
    vec![
        (both!("Improvements done", "已完成的改进"), part(done.len(), all.len())),
        (both!("Verified of those", "其中已验证"), part(verified, done.len())),
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
        (both!("Closure rate", "办结率"), actions.closure_rate.map(percent)),
        (both!("Done on time", "按时办结"), actions.on_time_rate.map(percent)),
        (both!("Median age", "提出至今中位数"), actions.median_age.map(|age| days(number::full(age, 0)))),
    ]
}

fn market(page: Page<'_>) -> Facts {
    let feedback = &page.whole.analysis.feedback;
    let some = feedback.records > 0;
    let all = page.whole.public(Kind::Feedback).filter_map(|id| page.whole.project.feedback.get(id.index));
    let unanswered = all.filter(|feedback| feedback.is_open()).count();
    vec![
        (both!("Feedback", "客户反馈"), some.then(|| say!("{n} entries", "{n}条", n = feedback.records))),
        (both!("Answered", "已回复"), part(feedback.replied, feedback.replied + unanswered)),
        (both!("Answer after", "回复用时"), median(feedback.reply, workdays)),
    ]
}

fn open_tickets(page: Page<'_>) -> Option<Message> {
    let tickets = &page.whole.analysis.tickets;
    part(tickets.iter().filter(|ticket| ticket.is_open).count(), tickets.len())
}

fn plan(page: Page<'_>) -> Facts {
    let analysis = page.whole.analysis;
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
    let day = schedule::day(page, finish.day);
    Some(match finish.late {
        None => day,
        Some(0) => say!("{day}, as planned", "{day}，与计划一致", day),
        Some(late @ 1..) => say!("{day}, {late} wd late", "{day}，晚{late}个工作日", day, late),
        Some(late) => say!("{day}, {early} wd early", "{day}，早{early}个工作日", day, early = -late),
    })
}

/// The open milestone whose day comes next: "M-12, 27 Nov".
fn next_milestone(page: Page<'_>) -> Option<Message> {
    let project = page.whole.project;
    let open = page.whole.public(Kind::Milestones).filter(|id| page.whole.analysis.is_open(*id));
    let dated = open.filter_map(|id| Some((page.whole.analysis.dates(id)?.day.filter(|day| *day >= project.report_date)?, id)));
    let (day, id) = dated.min()?;
    let name = page.code(id).unwrap_or_else(|| page.name(id).text);
    Some(say!("{name}, {day}", "{name}，{day}", name, day = schedule::day(page, day)))
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
    let open = risk::by_score(page).len();
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
