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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::project;

    #[test]
    fn a_kpi_is_finished_when_its_goals_have_an_outcome() {
        let finished = |outcome: &str| {
            let goals = format!("- {{id: g, title: G{outcome}}}\n");
            let project = project(&[("goals.yaml", &goals), ("kpis.yaml", "- {id: k, name: K, goal: g}\n")], "2026-06-15");
            Analysis::of(&project).is_finished(&project, RecordId { kind: Kind::Kpis, index: 0 })
        };
        assert_eq!([finished(""), finished(", outcome: achieved")], [false, true]);
    }
}
