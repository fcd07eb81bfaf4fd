//! How fast technical requests are answered and solved (`docs/numbers.md §8.4`).

use std::collections::BTreeMap;

use super::numbers::{Durations, share};
use crate::calendar::Date;
use crate::project::Project;
use crate::project::registers::support::{Ticket, TicketStatus};
use crate::project::registers::words::Severity;
use crate::project::settings::limits::{self, RuleLimit};

/// Working days in which a ticket is to be answered and solved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// Until the first answer.
    pub response: i64,
    /// Until it is solved.
    pub resolution: i64,
}

/// The limits by severity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketLimits(pub BTreeMap<Severity, Limit>);

impl TicketLimits {
    /// The limits as the project sets them.
    pub(super) fn of(project: &Project) -> Self {
        Self::by(|limit| limit.of(&project.settings))
    }

    fn by(days: impl Fn(RuleLimit) -> u32) -> Self {
        let limit =
            |(severity, response, resolution)| (severity, Limit { response: days(response).into(), resolution: days(resolution).into() });
        Self(LIMITS.map(limit).into())
    }

    /// The limit of a severity.
    pub fn get(&self, severity: Severity) -> Option<Limit> {
        self.0.get(&severity).copied()
    }
}

impl Default for TicketLimits {
    fn default() -> Self {
        Self::by(|limit| limit.usual)
    }
}

/// Until the answer and until the solution, by severity.
const LIMITS: [(Severity, RuleLimit, RuleLimit); 4] = [
    (Severity::Critical, limits::RESPONSE_CRITICAL, limits::RESOLUTION_CRITICAL),
    (Severity::High, limits::RESPONSE_HIGH, limits::RESOLUTION_HIGH),
    (Severity::Medium, limits::RESPONSE_MEDIUM, limits::RESOLUTION_MEDIUM),
    (Severity::Low, limits::RESPONSE_LOW, limits::RESOLUTION_LOW),
];

/// How long something took, or has been waited for, in working days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wait {
    /// It took so long.
    Took(i64),
    /// It has been waited for so long.
    Waiting(i64),
    /// A day is missing.
    Unknown,
}

/// The numbers of one ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TicketNumbers {
    /// Whether it is still to be solved at the report date.
    pub is_open: bool,
    /// Until the first answer; the solution is one at the latest.
    pub response: Wait,
    /// Until it was solved.
    pub resolution: Wait,
}

/// Waits of one severity against its limit.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Waits {
    /// Of those that are over.
    pub durations: Durations,
    /// How many are still waiting; finished ones alone look too good.
    pub waiting: usize,
    /// Over, and within the limit.
    pub met: usize,
    /// Beyond the limit, over or still waiting.
    pub breached: usize,
}

/// The tickets of one severity.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct OfSeverity {
    /// Until the first answer.
    pub response: Waits,
    /// Until the solution.
    pub resolution: Waits,
}

impl Wait {
    /// The working days, over or not.
    pub const fn days(self) -> Option<i64> {
        match self {
            Self::Took(days) | Self::Waiting(days) => Some(days),
            Self::Unknown => None,
        }
    }

    /// The working days beyond a limit that are still waited. What was answered late is answered.
    pub fn beyond(self, limit: i64) -> Option<i64> {
        match self {
            Self::Waiting(days) => Some(days - limit).filter(|beyond| *beyond > 0),
            _ => None,
        }
    }
}

impl Waits {
    /// The share within the limit; those still waiting within it are in neither.
    pub fn within(&self) -> Option<f64> {
        share(self.met, self.met + self.breached)
    }

    fn of(waits: &[Wait], limit: Option<i64>) -> Self {
        let over: Vec<i64> = waits.iter().filter_map(|wait| if let Wait::Took(days) = wait { Some(*days) } else { None }).collect();
        let is_beyond = |wait: &&Wait| limit.is_some_and(|limit| wait.days().is_some_and(|days| days > limit));
        Self {
            waiting: waits.iter().filter(|wait| matches!(wait, Wait::Waiting(_))).count(),
            met: over.iter().filter(|days| limit.is_some_and(|limit| **days <= limit)).count(),
            breached: waits.iter().filter(is_beyond).count(),
            durations: Durations::of(&over),
        }
    }
}

impl TicketNumbers {
    /// The numbers of every ticket, by its place in the register.
    pub(super) fn all(project: &Project) -> Vec<Self> {
        project.tickets.iter().map(|ticket| Self::of(ticket, project)).collect()
    }

    fn of(ticket: &Ticket, project: &Project) -> Self {
        let report_date = project.report_date;
        let past = |day: Option<Date>| day.filter(|day| *day <= report_date);
        let (responded, resolved) = (past(ticket.responded), past(ticket.resolved));
        let is_closed = matches!(ticket.status, Some(TicketStatus::Resolved | TicketStatus::Closed));
        let is_future = ticket.opened.is_some_and(|opened| opened > report_date);
        let wait = |until: Option<Date>| match (past(ticket.opened), until) {
            // The same day is 0. A ticket of a holiday counts from the next working day.
            (Some(opened), Some(until)) => Wait::Took(project.calendar.distance(opened, until).max(0)),
            (Some(opened), None) if !is_closed => Wait::Waiting(project.calendar.distance(opened, report_date)),
            _ => Wait::Unknown,
        };
        let is_open = resolved.is_none() && !is_closed && !is_future;
        Self { is_open, response: wait(responded.or(resolved)), resolution: wait(resolved) }
    }
}

/// The tickets by severity, against limits.
pub fn by_severity(project: &Project, tickets: &[TicketNumbers], limits: &TicketLimits) -> BTreeMap<Option<Severity>, OfSeverity> {
    let mut groups: BTreeMap<Option<Severity>, (Vec<Wait>, Vec<Wait>)> = BTreeMap::new();
    for (ticket, numbers) in project.tickets.iter().zip(tickets) {
        let group = groups.entry(ticket.severity).or_default();
        group.0.push(numbers.response);
        group.1.push(numbers.resolution);
    }
    let sum = |(severity, (response, resolution)): (Option<Severity>, (Vec<Wait>, Vec<Wait>))| {
        let limit = severity.and_then(|severity| limits.0.get(&severity));
        let response = Waits::of(&response, limit.map(|limit| limit.response));
        (severity, OfSeverity { response, resolution: Waits::of(&resolution, limit.map(|limit| limit.resolution)) })
    };
    groups.into_iter().map(sum).collect()
}

/// How many tickets were open at the end of each of the last weeks, and at the report date.
pub fn backlog(project: &Project, weeks: i64) -> Vec<(Date, usize)> {
    let report_date = project.report_date;
    let sunday = report_date.monday().plus(6);
    let days = (0..weeks).rev().map(|back| sunday.plus(-7 * back).min(report_date));
    days.map(|day| (day, project.tickets.iter().filter(|ticket| was_open(ticket, day)).count())).collect()
}

/// Closed without the day: not open at all.
fn was_open(ticket: &Ticket, day: Date) -> bool {
    let is_closed = matches!(ticket.status, Some(TicketStatus::Resolved | TicketStatus::Closed));
    let ended = ticket.resolved.map_or(is_closed, |resolved| resolved <= day);
    ticket.opened.is_some_and(|opened| opened <= day) && !ended
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::numbers::same;
    use crate::analysis::testing::{CHINA, day, project};

    #[test]
    fn a_project_sets_limits() {
        let settings = "checklist: {rules: {ticket-beyond-limit: {resolution_high: 20}}}\n";
        let limits = TicketLimits::of(&project(&[("alongside.yaml", settings)], "2026-03-10"));
        assert_eq!(limits.get(Severity::High), Some(Limit { response: 1, resolution: 20 }));
        assert_eq!(
            TicketLimits::of(&project(&[("alongside.yaml", "checklist: {rules: {ticket-beyond-limit: off}}\n")], "2026-03-10")),
            TicketLimits::default()
        );
    }

    fn register() -> String {
        let opened = ["2026-02-13", "2026-02-14", "2026-02-15", "2026-02-16"];
        let responded = ["2026-02-14", "2026-02-19", "2026-02-24"];
        let resolved = ["02-24", "02-25", "02-26", "02-27", "02-28", "03-01", "03-02", "03-03", "03-04", "03-05", "03-06"];
        let mut lines = vec!["title,severity,opened,responded,resolved\n".to_owned()];
        for (n, resolved) in resolved.iter().enumerate() {
            lines.push(format!("T{n},high,{},{},2026-{resolved}\n", opened[n % 4], responded[n % 3]));
        }
        lines.concat() + "L1,low,2026-02-27,,\nL2,low,2026-03-02,2026-03-02,2026-03-30\nL3,low,2026-04-02,,\n"
    }

    #[test]
    fn over_the_spring_festival() {
        let text = register();
        let project = project(&[CHINA, ("tickets.csv", &text)], "2026-03-10");
        let tickets = TicketNumbers::all(&project);
        let limit = |response, resolution| Limit { response, resolution };
        let limits = TicketLimits([(Severity::High, limit(1, 5)), (Severity::Low, limit(2, 10))].into());
        let groups = by_severity(&project, &tickets, &limits);
        let high = groups[&Some(Severity::High)];
        assert_eq!(
            (high.resolution.durations, high.resolution.waiting),
            (Durations { count: 11, median: Some(6.0), p90: Some(9.0), max: Some(10) }, 0)
        );
        assert!(same(high.resolution.within().unwrap(), 5.0 / 11.0));
        assert_eq!(high.response.durations, Durations { count: 11, median: Some(0.0), p90: Some(1.0), max: Some(2) });
        assert!(same(high.response.within().unwrap(), 10.0 / 11.0));
        let low = groups[&Some(Severity::Low)];
        assert_eq!((low.resolution.durations, low.resolution.waiting, low.resolution.within()), (Durations::default(), 2, None));
        assert_eq!((low.response.durations.count, low.response.waiting, low.response.within()), (1, 1, Some(0.5)));
        assert_eq!(tickets.iter().filter(|ticket| ticket.is_open).count(), 2);
        let expected = [("2026-02-22", 11), ("2026-03-01", 6), ("2026-03-08", 2), ("2026-03-10", 2)];
        assert_eq!(backlog(&project, 4), expected.map(|(on, open)| (day(on), open)));
    }

    #[test]
    fn closed_on_an_unknown_day_is_not_waiting() {
        let tickets = "- {title: A, opened: 2026-03-02, status: closed}\n- {title: B, opened: 2026-03-02, resolved: 2026-03-04}\n";
        let project = project(&[("tickets.yaml", tickets)], "2026-03-10");
        let [closed, resolved] = TicketNumbers::all(&project)[..] else { panic!("two tickets") };
        assert_eq!(closed, TicketNumbers { is_open: false, response: Wait::Unknown, resolution: Wait::Unknown });
        assert_eq!(resolved.response, Wait::Took(2), "solved is answered");
        assert_eq!(backlog(&project, 1), [(day("2026-03-10"), 0)]);
    }

    #[test]
    fn a_ticket_is_open_from_its_day_on() {
        let is_open = |day: &str| {
            TicketNumbers::all(&project(&[("tickets.yaml", &format!("- {{title: a, opened: {day}}}\n"))], "2026-03-10"))[0].is_open
        };
        assert_eq!(["2026-03-10", "2026-03-11"].map(is_open), [true, false]);
    }
}
