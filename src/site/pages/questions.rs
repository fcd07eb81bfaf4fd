//! The three questions that the checklist serves, each answered with numbers and the holes that are left.

use serde::Serialize;

use crate::analysis::numbers::Durations;
use crate::analysis::trace::Chain;
use crate::checklist::Area;
use crate::project::{Kind, RecordId};
use crate::site::address::Address;
use crate::site::view::page::Page;
use crate::site::view::parts::Run;
use crate::text::{Lang, Message, number, plural};
use crate::{both, say};

/// The most holes that are named.
const MOST_HOLES: usize = 3;

/// A question, its answers, and the areas that tell more.
#[derive(Serialize)]
pub(super) struct Question {
    title: String,
    answers: Vec<Vec<Run>>,
    areas: Vec<Run>,
}

/// The three questions.
pub(super) fn questions(page: Page<'_>) -> Vec<Question> {
    let questions = [
        (
            both!("Does what we deliver support what marketing wants?", "项目交付能否支撑营销目标？"),
            support(page),
            [Area::Goals, Area::Plan, Area::Risk],
        ),
        (
            both!("Do we know what the market wants, and did it steer us?", "市场需要什么，我们据此做了哪些调整？"),
            market(page),
            [Area::Market, Area::Strategy, Area::Improvement],
        ),
        (
            both!("How fast does the plan follow marketing?", "营销策略变化后，计划多久跟上？"),
            speed(page),
            [Area::Communication, Area::Strategy, Area::Departments],
        ),
    ];
    let area = |area: Area| Run { status: Some(page.whole.standing.of(area).status(page.lang)), ..page.crumb(Address::Area(area)) };
    let question = |(title, answers, areas): (Message, Vec<Vec<Run>>, [Area; 3])| Question {
        title: page.say(&title),
        answers,
        areas: areas.map(area).into(),
    };
    questions.map(question).into()
}

fn support(page: Page<'_>) -> Vec<Vec<Run>> {
    let (work, measures) = (&page.whole.analysis.trace.work, &page.whole.analysis.trace.measures);
    let goals = said(forward(work), &both!("Marketing goals with a deliverable", "个有对应的交付物"), "个营销目标");
    let goals = goals.unwrap_or_else(|| {
        let unpublished = both!("No marketing goal is published.", "没有公开的营销目标。");
        page.absent(&[Kind::Goals], both!("No marketing goal is recorded.", "尚无营销目标。"), unpublished)
    });
    let deliverables = said(backward(work), &both!("Deliverables that serve a marketing goal", "个服务于营销目标"), "个交付物");
    let kpis = said(forward(measures), &both!("Deliverables measured by a KPI", "个有指标衡量"), "个交付物");
    let lines = [(Some(goals), &work.dead_ends), (deliverables, &work.unexplained), (kpis, &measures.dead_ends)];
    lines.into_iter().filter_map(|(said, holes)| Some(with_holes(page, &said?, holes))).collect()
}

fn market(page: Page<'_>) -> Vec<Vec<Run>> {
    let answers = &page.whole.analysis.trace.answers;
    let learned = both!("Research, feedback and competitors that led to a decision or change", "条带来了决策或调整");
    let learned = said(forward(answers), &learned, "条调研、反馈和竞品记录");
    let learned = learned.unwrap_or_else(|| {
        let nothing = both!("No research, feedback or competitor is recorded.", "尚无调研、反馈或竞品记录。");
        let unpublished = both!("No research, feedback or competitor is published.", "没有公开的调研、反馈或竞品记录。");
        page.absent(&[Kind::Research, Kind::Feedback, Kind::Competitors], nothing, unpublished)
    });
    let decided = said(backward(answers), &both!("Decisions and changes that come from the market", "项源于市场"), "项决策和调整");
    let lines = [(Some(learned), &answers.dead_ends), (decided, &answers.unexplained)];
    lines.into_iter().filter_map(|(said, holes)| Some(with_holes(page, &said?, holes))).collect()
}

fn speed(page: Page<'_>) -> Vec<Vec<Run>> {
    let (speed, changes) = (page.whole.analysis.change_speed, &page.whole.analysis.changes);
    let steps = [
        median(speed.to_decide, &both!("raised to decided", "提出到决定")),
        median(speed.to_apply, &both!("decided to applied", "决定到落实")),
        median(speed.in_all, &both!("raised to applied", "提出到落实")),
    ];
    let steps: Vec<Message> = steps.into_iter().flatten().collect();
    let said = if steps.is_empty() {
        let unpublished = both!("No change that is published has been decided or applied.", "公开的策略调整均尚未决定或落实。");
        page.absent(&[Kind::Changes], both!("No change has been decided or applied yet.", "尚无已决定或已落实的策略调整。"), unpublished)
    } else {
        let list = Message::list(&steps);
        say!("Median of changes: {list}.", "策略调整用时的中位数：{list}。", list)
    };
    let mut open: Vec<(i64, RecordId)> =
        changes.iter().enumerate().filter_map(|(index, change)| Some((change.waiting?, RecordId { kind: Kind::Changes, index }))).collect();
    open.sort_by_key(|(days, id)| (std::cmp::Reverse(*days), *id));
    let waiting = open.first().map(|(days, _)| {
        let n = open.len();
        let en_d = if *days == 1 { "" } else { "s" };
        let said = match n {
            1 => say!(
                "1 change is waiting to be decided or applied, for {days} day{en_d} so far.",
                "1项策略调整待决定或待落实，已等{days}天。",
                days,
                en_d
            ),
            n => say!(
                "{n} changes are waiting to be decided or applied, the longest for {days} day{en_d}.",
                "{n}项策略调整待决定或待落实，最长已等{days}天。",
                n,
                days,
                en_d
            ),
        };
        with_list(page, &said, &open.iter().map(|(_, id)| *id).collect::<Vec<_>>(), &Message::default())
    });
    std::iter::once(vec![Run::text(page.say(&said))]).chain(waiting).collect()
}

fn median(durations: Durations, step: &Message) -> Option<Message> {
    let n = durations.count;
    let days = durations.median?;
    let days = number::full(days, u32::from(days.fract() != 0.0));
    Some(say!("{days} days from {step} ({n} change{en_s})", "{step}{days}天（{n}项）", days, n, en_s = plural(n), step))
}

/// "Deliverables measured by a KPI: 11 of 14 (79%)." In Chinese the whole comes first.
fn said(counted: Option<(usize, usize, String)>, what: &Message, zh_of: &str) -> Option<Message> {
    let (n, all, share) = counted?;
    let (en_what, zh_what) = (what.get(Lang::En), what.get(Lang::Zh));
    Some(say!("{en_what}: {n} of {all} ({share}).", "{all}{zh_of}中{n}{zh_what}（{share}）。", n, all, share))
}

/// How many sources lead to a sink, of how many, and the share.
fn forward(chain: &Chain<RecordId>) -> Option<(usize, usize, String)> {
    let share = number::percent(chain.forward()?);
    Some((chain.sources.len() - chain.dead_ends.len(), chain.sources.len(), share))
}

/// How many sinks a source leads to, of how many, and the share.
fn backward(chain: &Chain<RecordId>) -> Option<(usize, usize, String)> {
    let share = number::percent(chain.backward()?);
    Some((chain.sinks.len() - chain.unexplained.len(), chain.sinks.len(), share))
}

fn with_holes(page: Page<'_>, said: &Message, holes: &[RecordId]) -> Vec<Run> {
    with_list(page, said, holes, &both!("Holes:", "缺口："))
}

/// A sentence and some records: the first ones as links, and how many there are. In Chinese the number is that of all.
fn with_list(page: Page<'_>, said: &Message, records: &[RecordId], label: &Message) -> Vec<Run> {
    let space = if page.lang == Lang::Zh { "" } else { " " };
    let mut runs = vec![Run::text(page.say(said))];
    let named: Vec<RecordId> = records.iter().copied().take(MOST_HOLES).collect();
    if named.is_empty() {
        return runs;
    }
    let label = page.say(label);
    runs.push(Run::text(if label.is_empty() { space.to_owned() } else { format!("{space}{label}{space}") }));
    for (at, id) in named.iter().enumerate() {
        if at > 0 {
            runs.push(Run::text(page.say(&both!(", ", "、"))));
        }
        runs.push(Run { href: page.to_record(*id), ..page.name(*id) });
    }
    let (all, more) = (records.len(), records.len() - named.len());
    let rest = if more == 0 { both!(".", "。") } else { say!(" and {en_more} more.", "等{zh_all}项。", en_more = more, zh_all = all) };
    runs.push(Run::text(page.say(&rest)));
    runs
}
