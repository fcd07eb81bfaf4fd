//! How project and marketing work together.

use schemars::JsonSchema;
use serde::Serialize;

use super::Source;
use super::actions::{self, ActionsReport};
use super::meetings::{self, BothSidesReport, SeriesReport};
use super::tickets::{self, TicketsReport};
use super::values::{Day, Took, Wording};
use crate::analysis::changes::ChangeNumbers;
use crate::analysis::feedback::Theme;
use crate::analysis::handoffs::HandoffState;
use crate::analysis::trace::Chain;
use crate::project::{Kind, RecordId};
use crate::text::{Real, Word};

/// How project and marketing work together.
#[derive(Serialize, JsonSchema)]
pub(super) struct CollaborationReport {
    /// Each series of meetings against its cadence.
    meetings: Vec<SeriesReport>,
    /// How often both sides were there.
    both_sides: BothSidesReport,
    /// What people are to do.
    actions: ActionsReport,
    /// Technical issues of marketing.
    tickets: TicketsReport,
    /// What customers say.
    feedback: FeedbackReport,
    /// Hand-offs between departments.
    handoffs: HandoffsReport,
    /// How fast changes are decided and applied.
    changes: ChangesReport,
    /// What leads to what, with the holes.
    trace: TraceReport,
}

/// What customers say.
#[derive(Serialize, JsonSchema)]
struct FeedbackReport {
    /// Records up to the report date.
    records: usize,
    /// Records that were answered.
    replied: usize,
    /// The share that was answered.
    closed_rate: Option<Real>,
    /// Working days until the answer.
    reply: Took,
    /// Themes, the most frequent first, then by name; those of internal records alone are left out.
    themes: Vec<ThemeReport>,
    /// The fewest themes that make 80 per cent of the counts.
    vital_few: usize,
    /// How many customers said something without a theme.
    without_theme: Real,
    /// Mean sentiment by month.
    sentiment: Vec<SentimentReport>,
}

/// A theme.
#[derive(Serialize, JsonSchema)]
struct ThemeReport {
    /// Its name, as first written.
    name: String,
    /// How many customers said so.
    count: Real,
    /// Its share of all themes' counts.
    share: Real,
    /// Its share and those of all themes before it.
    cumulative: Real,
    /// Its records.
    records: Vec<String>,
}

/// The mean sentiment of a month.
#[derive(Serialize, JsonSchema)]
struct SentimentReport {
    /// Its first day.
    month: Day,
    /// −2 to 2, weighted by count.
    mean: Real,
}

/// Hand-offs between departments.
#[derive(Serialize, JsonSchema)]
struct HandoffsReport {
    /// Accepted in time.
    on_time: usize,
    /// Late, accepted or not.
    late: usize,
    /// Due, and nothing recorded.
    not_recorded: usize,
    /// Not due yet.
    pending: usize,
    /// Cannot be told.
    not_assessable: usize,
    /// In time, of those in time or late.
    rate: Option<Real>,
    /// Each one.
    handoffs: Vec<HandoffReport>,
}

/// A hand-off.
#[derive(Serialize, JsonSchema)]
struct HandoffReport {
    /// Its id.
    id: String,
    /// What is handed over, by language.
    name: Option<Wording>,
    /// How it stands.
    state: Word<HandoffState>,
    /// Calendar days late.
    late_days: Option<i64>,
    /// Working days late.
    late_workdays: Option<i64>,
}

/// How fast changes are decided and applied, in calendar days.
#[derive(Serialize, JsonSchema)]
struct ChangesReport {
    /// From raised to decided.
    to_decide: Took,
    /// From decided to applied.
    to_apply: Took,
    /// From raised to applied.
    in_all: Took,
    /// Each one.
    changes: Vec<ChangeReport>,
}

/// A change.
#[derive(Serialize, JsonSchema)]
struct ChangeReport {
    /// Its id.
    id: String,
    /// Its title, by language.
    name: Option<Wording>,
    /// From raised to decided.
    to_decide: Option<i64>,
    /// From decided to applied.
    to_apply: Option<i64>,
    /// From raised to applied.
    in_all: Option<i64>,
    /// Since it was raised, unless it is applied, rejected or deferred.
    waiting: Option<i64>,
    /// Whether one of its days is before the one that must precede it.
    is_out_of_order: bool,
}

/// What leads to what.
#[derive(Serialize, JsonSchema)]
struct TraceReport {
    /// Research, feedback and competitors → decisions and changes.
    answers: ChainReport,
    /// Decisions and changes → KPIs.
    effects: ChainReport,
    /// Goals of marketing → goals of the project.
    alignment: ChainReport,
    /// Goals of marketing → deliverables.
    work: ChainReport,
    /// Deliverables → KPIs.
    measures: ChainReport,
}

/// A chain from sources to sinks, in any number of steps. Holes that are internal records are left out of the lists.
#[derive(Serialize, JsonSchema)]
struct ChainReport {
    /// How many sources there are.
    sources: usize,
    /// How many sinks there are.
    sinks: usize,
    /// The share of sources that lead to a sink.
    forward: Option<Real>,
    /// The share of sinks that a source leads to.
    backward: Option<Real>,
    /// Sources that lead to no sink, as `register/id`.
    dead_ends: Vec<String>,
    /// Sinks that no source leads to, as `register/id`.
    unexplained: Vec<String>,
}

pub(super) fn collaboration(source: Source<'_>) -> CollaborationReport {
    let trace = &source.analysis.trace;
    let chain = |records: &Chain<RecordId>| chain(source, records);
    CollaborationReport {
        meetings: meetings::series(source),
        both_sides: meetings::both_sides(source),
        actions: actions::actions(source),
        tickets: tickets::tickets(source),
        feedback: feedback(source),
        handoffs: handoffs(source),
        changes: changes(source),
        trace: TraceReport {
            answers: chain(&trace.answers),
            effects: chain(&trace.effects),
            alignment: chain(&trace.alignment),
            work: chain(&trace.work),
            measures: chain(&trace.measures),
        },
    }
}

fn feedback(source: Source<'_>) -> FeedbackReport {
    let numbers = &source.analysis.feedback;
    let theme = |theme: &Theme| {
        let records = source.ids(Kind::Feedback, &theme.records);
        let report = || ThemeReport {
            name: theme.name.clone(),
            count: Real(theme.count),
            share: Real(theme.share),
            cumulative: Real(theme.cumulative),
            records: records.clone(),
        };
        (!records.is_empty()).then(report)
    };
    FeedbackReport {
        records: numbers.records,
        replied: numbers.replied,
        closed_rate: numbers.closed_rate().map(Real),
        reply: numbers.reply.into(),
        themes: numbers.themes.iter().filter_map(theme).collect(),
        vital_few: numbers.vital_few,
        without_theme: Real(numbers.without_theme),
        sentiment: numbers.sentiment.iter().map(|(month, mean)| SentimentReport { month: Day(*month), mean: Real(*mean) }).collect(),
    }
}

fn handoffs(source: Source<'_>) -> HandoffsReport {
    let totals = &source.analysis.handoff_totals;
    let handoff = |(index, state): (usize, &HandoffState)| {
        let late = if let HandoffState::Late(late) = state { Some(*late) } else { None };
        Some(HandoffReport {
            id: source.id(Kind::Handoffs, index)?,
            name: source.name(Kind::Handoffs, index),
            state: Word(*state),
            late_days: late.map(|late| late.days),
            late_workdays: late.map(|late| late.workdays),
        })
    };
    HandoffsReport {
        on_time: totals.on_time,
        late: totals.late,
        not_recorded: totals.not_recorded,
        pending: totals.pending,
        not_assessable: totals.not_assessable,
        rate: totals.rate().map(Real),
        handoffs: source.records(Kind::Handoffs, &source.analysis.handoffs).filter_map(handoff).collect(),
    }
}

fn changes(source: Source<'_>) -> ChangesReport {
    let speed = &source.analysis.change_speed;
    let change = |(index, numbers): (usize, &ChangeNumbers)| {
        Some(ChangeReport {
            id: source.id(Kind::Changes, index)?,
            name: source.name(Kind::Changes, index),
            to_decide: numbers.to_decide,
            to_apply: numbers.to_apply,
            in_all: numbers.in_all,
            waiting: numbers.waiting,
            is_out_of_order: numbers.is_out_of_order,
        })
    };
    ChangesReport {
        to_decide: speed.to_decide.into(),
        to_apply: speed.to_apply.into(),
        in_all: speed.in_all.into(),
        changes: source.records(Kind::Changes, &source.analysis.changes).filter_map(change).collect(),
    }
}

fn chain(source: Source<'_>, chain: &Chain<RecordId>) -> ChainReport {
    let names = |records: &[RecordId]| {
        let mut names: Vec<String> = records.iter().filter_map(|id| source.full_id(*id)).collect();
        names.sort();
        names
    };
    ChainReport {
        sources: chain.sources.len(),
        sinks: chain.sinks.len(),
        forward: chain.forward().map(Real),
        backward: chain.backward().map(Real),
        dead_ends: names(&chain.dead_ends),
        unexplained: names(&chain.unexplained),
    }
}
