//! The traces behind two of the three questions, as pictures made of a table: what leads to what, row by row, with the holes.

use serde::Serialize;

use crate::analysis::plan::State;
use crate::checklist::Area;
use crate::project::kind::Affected;
use crate::project::types::Target;
use crate::project::{Kind, RecordId};
use crate::site::view::page::Page;
use crate::site::view::parts::{Run, Status};
use crate::text::Message;
use crate::{both, say};

/// The records that one cell names; how many more there are is said.
const MOST_NAMED: usize = 4;
/// The rows that are shown; how many more there are is said.
const MOST_ROWS: usize = 24;
/// So many of them, and all that have a hole, are seen at first; of goals, of which a matrix tells the same above, one.
const FIRST: usize = 2;

/// A trace as a picture.
#[derive(Serialize)]
pub(super) struct Trace {
    title: String,
    say: String,
    caption: String,
    columns: Vec<String>,
    rows: Vec<Vec<Step>>,
    /// Those without a hole that fold out.
    others: Vec<Vec<Step>>,
    fold: String,
    more: Option<String>,
}

/// What stands at one step of a row.
#[derive(Serialize)]
struct Step {
    nodes: Vec<Node>,
    more: Option<String>,
    /// What is missing here.
    hole: Option<String>,
}

#[derive(Serialize)]
struct Node {
    record: Vec<Run>,
    status: Option<Status>,
}

/// The trace that an area shows; `None` where there is nothing to trace.
pub(super) fn trace(page: Page<'_>, area: Area) -> Option<Trace> {
    let mut trace = match area {
        Area::Goals => support(page),
        Area::Market => market(page),
        _ => return None,
    };
    let first = if area == Area::Goals { 1 } else { FIRST };
    let hidden = trace.rows.len().saturating_sub(MOST_ROWS);
    trace.rows.truncate(MOST_ROWS);
    let mut at = 0;
    let (seen, others): (Vec<Vec<Step>>, Vec<Vec<Step>>) = std::mem::take(&mut trace.rows).into_iter().partition(|row| {
        at += 1;
        at <= first || row.iter().any(|step| step.hole.is_some())
    });
    trace.fold = page.say(&say!("{n} more without a hole", "另有{n}行，没有缺口", n = others.len()));
    (trace.rows, trace.others) = (seen, others);
    trace.more = (hidden > 0).then(|| page.say(&say!("{hidden} more rows are not drawn.", "另有{hidden}行未画出。")));
    (!trace.rows.is_empty()).then_some(trace)
}

/// Goals of marketing → goals of the project → deliverables → KPIs.
fn support(page: Page<'_>) -> Trace {
    let analysis = &page.whole.analysis;
    let trace = &analysis.trace;
    let of = Tracing { page };
    let mut rows: Vec<Vec<Step>> = Vec::new();
    for goal in trace.work.sources.iter().copied() {
        let project_goals = trace.alignment.ends_of(goal);
        let mut kpis: Vec<RecordId> = Vec::new();
        for numbers in std::iter::once(&goal).chain(&project_goals).filter_map(|goal| analysis.goals.get(goal.index)) {
            kpis.extend(
                numbers
                    .kpis
                    .iter()
                    .map(|index| RecordId { kind: Kind::Kpis, index: *index })
                    .filter(|id| !kpis.contains(id))
                    .collect::<Vec<_>>(),
            );
        }
        rows.push(vec![
            of.step(&[goal], &both!("–", "–")),
            of.step(&project_goals, &of.absent(&[Kind::Goals], both!("No goal of the project", "没有对应的项目目标"))),
            of.deliverables(&trace.work.ends_of(goal), &of.absent(&[Kind::Milestones, Kind::Tasks], both!("No deliverable", "没有交付物"))),
            of.step(&kpis, &of.absent(&[Kind::Kpis], both!("No KPI", "没有指标"))),
        ]);
    }
    let none = both!("No marketing goal", "没有对应的营销目标");
    if let Some(goals) = any(&trace.alignment.unexplained) {
        rows.push(vec![of.hole(&none), of.step(goals, &Message::default()), Tracing::nothing(), Tracing::nothing()]);
    }
    if let Some(deliverables) = any(&trace.work.unexplained) {
        rows.push(vec![of.hole(&none), Tracing::nothing(), of.deliverables(deliverables, &Message::default()), Tracing::nothing()]);
    }
    if trace.work.sources.is_empty() {
        rows.clear();
    }
    Trace {
        title: page.say(&both!("Does what we deliver support what marketing wants?", "项目交付能否支撑营销目标？")),
        say: page.say(&both!(
            "Each row follows a marketing goal to what is delivered for it and how it is measured. A dashed box is a hole.",
            "每行从一个营销目标出发，看为它交付什么、用什么衡量；虚线框为缺口。"
        )),
        caption: page.say(&both!("From marketing goals to KPIs", "从营销目标到指标")),
        columns: [
            both!("Marketing goal", "营销目标"),
            both!("Goals of the project", "项目目标"),
            both!("Deliverables", "交付物"),
            both!("KPIs", "指标"),
        ]
        .map(|title| page.say(&title))
        .into(),
        rows,
        others: Vec::new(),
        fold: String::new(),
        more: None,
    }
}

/// Research, feedback and competitors → decisions and changes → KPIs.
fn market(page: Page<'_>) -> Trace {
    let trace = &page.whole.analysis.trace;
    let of = Tracing { page };
    let mut rows: Vec<Vec<Step>> = Vec::new();
    let mut decided: Vec<RecordId> = trace.answers.sinks.iter().copied().filter(|id| !trace.answers.unexplained.contains(id)).collect();
    decided.sort_by_key(|id| std::cmp::Reverse(page.whole.project.record(*id).and_then(crate::project::AnyEntry::day)));
    for decision in decided {
        rows.push(vec![
            of.step(&trace.answers.origins_of(decision), &Message::default()),
            of.step(&[decision], &Message::default()),
            of.step(&trace.effects.ends_of(decision), &of.absent(&[Kind::Kpis], both!("No KPI is named", "没有写明影响的指标"))),
        ]);
    }
    let has_any = !trace.answers.sources.is_empty();
    if let Some(unused) = any(&trace.answers.dead_ends) {
        rows.push(vec![
            of.step(unused, &Message::default()),
            of.hole(&both!("No decision or change yet", "尚无决策或调整")),
            Tracing::nothing(),
        ]);
    }
    if let Some(unexplained) = any(&trace.answers.unexplained).filter(|_| has_any) {
        rows.push(vec![
            of.hole(&both!("No research or feedback is named", "没有写明依据的调研或反馈")),
            of.step(unexplained, &Message::default()),
            Tracing::nothing(),
        ]);
    }
    Trace {
        title: page.say(&both!("Do we know what the market wants, and did it steer us?", "市场需要什么，我们据此做了哪些调整？")),
        say: page.say(&both!(
            "Each row follows what was learned to what was decided, the newest first, and to the KPIs that it is to move. A dashed box is a hole.",
            "每行从了解到的情况出发，看据此做了什么决定、要影响哪些指标，最近的在前；虚线框为缺口。"
        )),
        caption: page.say(&both!("From the market to KPIs", "从市场到指标")),
        columns: [
            both!("Research, feedback, competitors", "调研、反馈、竞品"),
            both!("Decision or change", "决策或调整"),
            both!("KPIs", "指标"),
        ]
        .map(|title| page.say(&title))
        .into(),
        rows,
        others: Vec::new(),
        fold: String::new(),
        more: None,
    }
}

/// Some records, if there are any.
fn any(ids: &[RecordId]) -> Option<&[RecordId]> {
    (!ids.is_empty()).then_some(ids)
}

/// Makes steps of records.
struct Tracing<'w> {
    page: Page<'w>,
}

impl Tracing<'_> {
    fn absent(&self, kinds: &[Kind], missing: Message) -> Message {
        self.page.absent(kinds, missing, both!("None is published", "没有公开的记录"))
    }

    /// Some records, or the hole that their absence is.
    fn step(&self, ids: &[RecordId], hole: &Message) -> Step {
        let Some(shown) = any(ids) else { return self.hole(hole) };
        let node = |id: &RecordId| Node {
            record: self.page.record(*id),
            status: Affected::KINDS.contains(&id.kind).then(|| self.page.state(*id)).flatten(),
        };
        let rest = shown.len().saturating_sub(MOST_NAMED);
        let more = (rest > 0).then(|| self.page.say(&say!("and {en_rest} more", "等{zh_all}项", en_rest = rest, zh_all = shown.len())));
        Step { nodes: shown.iter().take(MOST_NAMED).map(node).collect(), more, hole: None }
    }

    /// Deliverables, those that are late and those still to come before those that are done.
    fn deliverables(&self, ids: &[RecordId], hole: &Message) -> Step {
        let analysis = &self.page.whole.analysis;
        let standing = |id: &RecordId| {
            analysis.dates(*id).map_or((true, true, None), |dates| (!dates.state.is_late(), !dates.state.is_open(), dates.day))
        };
        let mut ids: Vec<RecordId> = ids.to_vec();
        ids.sort_by_key(standing);
        let step = self.step(&ids, hole);
        let rest = ids.get(MOST_NAMED..).unwrap_or_default();
        let done = rest.iter().filter(|id| analysis.dates(**id).is_some_and(|dates| matches!(dates.state, State::Done(_)))).count();
        if done == 0 {
            return step;
        }
        let more = say!("and {rest} more, {done} of them done", "另有{rest}项，其中{done}项已完成", rest = rest.len(), done);
        Step { more: Some(self.page.say(&more)), ..step }
    }

    fn hole(&self, what: &Message) -> Step {
        Step { hole: Some(self.page.say(what)), ..Self::nothing() }
    }

    fn nothing() -> Step {
        Step { nodes: Vec::new(), more: None, hole: None }
    }
}
