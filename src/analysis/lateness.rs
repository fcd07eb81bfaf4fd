//! What is due, and how late it is at the report date (`docs/numbers.md §1.6`).

use super::Analysis;
use crate::calendar::Date;
use crate::project::{AnyEntry, Kind, Project, RecordId};

/// Working days by which a day is past: 0 on the day itself, which moves to a working day.
pub fn workdays_late(project: &Project, due: Date) -> i64 {
    project.calendar.distance(project.calendar.due(due), project.report_date).max(0)
}

/// Whether a day is past, also where no day was worked since; one that is not worked moves to the next working day.
pub fn is_past(project: &Project, due: Date) -> bool {
    project.calendar.due(due) < project.report_date
}

impl Analysis {
    /// The day on which an open action, issue or improvement is to be done, or an open risk to be reviewed.
    pub fn due(&self, project: &Project, id: RecordId) -> Option<Date> {
        let at = id.index;
        match id.kind {
            Kind::Actions => project.actions.get(at).filter(|action| action.is_open())?.due,
            Kind::Issues => project.issues.get(at).filter(|issue| issue.is_open())?.due,
            Kind::Improvements => project.improvements.get(at).filter(|improvement| improvement.is_open())?.due,
            Kind::Risks => project.risks.get(at).filter(|risk| risk.is_open()).and(self.risk_reviews.get(at)?.next),
            _ => None,
        }
    }

    /// The working days by which that day is past, 0 if none was worked since; `None` if it is not.
    pub fn workdays_late(&self, project: &Project, id: RecordId) -> Option<i64> {
        self.due(project, id).filter(|due| is_past(project, *due)).map(|due| workdays_late(project, due))
    }

    /// Whether nothing is asked of a record's owner any more: of a KPI by its goals, of a ticket at the report date, else as it says.
    pub fn is_finished(&self, project: &Project, id: RecordId) -> bool {
        match id.kind {
            Kind::Kpis => self.finished_kpis.get(id.index) == Some(&true),
            Kind::Tickets => self.tickets.get(id.index).is_some_and(|ticket| !ticket.is_open),
            _ => project.record(id).and_then(AnyEntry::still_open) == Some(false),
        }
    }

    /// The working days by which a ticket waits longer for its solution than its severity allows.
    pub fn workdays_over_limit(&self, project: &Project, ticket: usize) -> Option<i64> {
        let limit = self.ticket_limits.get(project.tickets.get(ticket)?.severity?)?.resolution;
        self.tickets.get(ticket)?.resolution.beyond(limit)
    }
}
