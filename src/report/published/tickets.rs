//! Technical issues of marketing.

use schemars::JsonSchema;
use serde::Serialize;

use super::Source;
use super::values::{Day, Took, Wording};
use crate::analysis::tickets::{OfSeverity, TicketNumbers, Wait, Waits};
use crate::project::Kind;
use crate::project::registers::words::Severity;
use crate::text::{Real, Word};

/// Technical issues. Waits are in working days.
#[derive(Serialize, JsonSchema)]
pub(super) struct TicketsReport {
    /// By severity, the least first; those without one at the start.
    by_severity: Vec<SeverityReport>,
    /// Open ones at the end of each of the last weeks, and at the report date.
    backlog: Vec<BacklogReport>,
    /// Each one.
    tickets: Vec<TicketReport>,
}

/// The issues of a severity.
#[derive(Serialize, JsonSchema)]
struct SeverityReport {
    /// The severity.
    severity: Option<Word<Severity>>,
    /// Until the first answer.
    response: WaitsReport,
    /// Until the solution.
    resolution: WaitsReport,
}

/// Waits against their limit.
#[derive(Serialize, JsonSchema)]
struct WaitsReport {
    /// The limit.
    limit: Option<i64>,
    /// Of those that are over.
    took: Took,
    /// How many are still waiting.
    waiting: usize,
    /// Over, and within the limit.
    met: usize,
    /// Beyond the limit, over or still waiting.
    breached: usize,
    /// The share within the limit; those still waiting within it are in neither.
    within: Option<Real>,
}

/// Open issues on a day.
#[derive(Serialize, JsonSchema)]
struct BacklogReport {
    /// The day.
    date: Day,
    /// How many were open.
    open: usize,
}

/// An issue.
#[derive(Serialize, JsonSchema)]
struct TicketReport {
    /// Its id.
    id: String,
    /// Its title, by language.
    name: Option<Wording>,
    /// Its severity.
    severity: Option<Word<Severity>>,
    /// Whether it is still to be solved.
    is_open: bool,
    /// Working days until the first answer, or since it was raised.
    response: Option<i64>,
    /// Whether it was answered.
    is_answered: bool,
    /// Working days until it was solved, or since it was raised.
    resolution: Option<i64>,
}

pub(super) fn tickets(source: Source<'_>) -> TicketsReport {
    let groups = source.analysis.tickets_by_severity.iter();
    let backlog = source.analysis.backlog.iter().map(|(day, open)| BacklogReport { date: Day(*day), open: *open });
    let ticket = |(index, numbers): (usize, &TicketNumbers)| {
        Some(TicketReport {
            id: source.id(Kind::Tickets, index)?,
            name: source.name(Kind::Tickets, index),
            severity: source.project.tickets.get(index)?.severity.map(Word),
            is_open: numbers.is_open,
            response: numbers.response.days(),
            is_answered: matches!(numbers.response, Wait::Took(_)),
            resolution: numbers.resolution.days(),
        })
    };
    TicketsReport {
        by_severity: groups.map(|(severity, group)| severity_report(source, *severity, group)).collect(),
        backlog: backlog.collect(),
        tickets: source.records(Kind::Tickets, &source.analysis.tickets).filter_map(ticket).collect(),
    }
}

fn severity_report(source: Source<'_>, severity: Option<Severity>, group: &OfSeverity) -> SeverityReport {
    let limit = severity.and_then(|severity| source.analysis.ticket_limits.get(severity));
    SeverityReport {
        severity: severity.map(Word),
        response: waits(&group.response, limit.map(|limit| limit.response)),
        resolution: waits(&group.resolution, limit.map(|limit| limit.resolution)),
    }
}

fn waits(waits: &Waits, limit: Option<i64>) -> WaitsReport {
    WaitsReport {
        limit,
        took: waits.durations.into(),
        waiting: waits.waiting,
        met: waits.met,
        breached: waits.breached,
        within: waits.within().map(Real),
    }
}
