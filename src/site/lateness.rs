//! How late a record is that is still open.

use super::page::Page;
use crate::analysis::tickets::Wait;
use crate::calendar::Date;
use crate::project::{Kind, RecordId};

impl Page<'_> {
    /// The working days since an open record was due to be done, or a risk to be reviewed; `None` if it is not late.
    pub fn workdays_late(self, id: RecordId) -> Option<i64> {
        let project = self.whole.project;
        let due = self.due(id).map(|due| project.calendar.due(due))?;
        (due < project.report_date).then(|| project.calendar.distance(due, project.report_date))
    }

    /// The day of an open record on which it is due.
    pub fn due(self, id: RecordId) -> Option<Date> {
        let (project, at) = (self.whole.project, id.index);
        match id.kind {
            Kind::Actions => project.actions.get(at).filter(|action| action.is_open())?.due,
            Kind::Issues => project.issues.get(at).filter(|issue| issue.is_open())?.due,
            Kind::Improvements => project.improvements.get(at).filter(|improvement| improvement.is_open())?.due,
            Kind::Risks => project.risks.get(at).filter(|risk| risk.is_open())?.next_review,
            _ => None,
        }
    }

    /// The working days by which an open ticket waits longer than its severity allows.
    pub fn workdays_beyond_limit(self, at: usize) -> Option<i64> {
        let severity = self.whole.project.tickets.get(at)?.severity?;
        let limit = self.whole.analysis.ticket_limits.get(severity)?.resolution;
        match self.whole.analysis.tickets.get(at)?.resolution {
            Wait::Waiting(days) if days > limit => Some(days - limit),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::testing::each;

    fn states(file: &str, kind: Kind, records: &str) -> [Vec<String>; 2] {
        each(&[(file, records)], |page| (0..).map_while(|index| page.state(RecordId { kind, index })).map(|status| status.word).collect())
    }

    #[test]
    fn what_is_open_past_its_day_is_overdue() {
        let records = "- {title: a, due: 2026-03-27, status: open}\n- {title: b, due: 2026-03-28, status: open}\n\
            - {title: c, due: 2026-03-31, status: open}\n- {title: d, due: 2026-03-02, status: done}\n";
        let expected = [["2 wd overdue", "1 wd overdue", "Not started", "Done"], ["逾期2个工作日", "逾期1个工作日", "未开始", "已完成"]];
        assert_eq!(states("issues.yaml", Kind::Issues, records), expected, "a Saturday moves to Monday");
        assert_eq!(states("improvements.yaml", Kind::Improvements, records), expected);
        assert_eq!(states("actions.yaml", Kind::Actions, &records.replace("title", "what")), expected);
    }

    #[test]
    fn a_risk_past_its_review_is_open_and_its_review_is_overdue() {
        let risks = "- {title: a, next_review: 2026-03-27, status: open}\n- {title: b, next_review: 2026-03-27, status: closed}\n";
        assert_eq!(states("risks.yaml", Kind::Risks, risks)[0], ["Open", "Closed"]);
        let notes = each(&[("risks.yaml", risks)], |page| {
            [0, 1].map(|index| page.cell(RecordId { kind: Kind::Risks, index }, "review").and_then(|shown| shown.note))
        });
        assert_eq!(notes[0], [Some("2 wd overdue".to_owned()), None]);
    }

    #[test]
    fn a_ticket_that_waits_too_long_says_by_how_much() {
        let tickets = "- {title: a, severity: critical, opened: 2026-03-26, status: open}\n- {title: b, severity: critical, opened: 2026-03-30, status: open}\n";
        assert_eq!(states("tickets.yaml", Kind::Tickets, tickets), [["1 wd over the limit", "Open"], ["超限1个工作日", "打开"]]);
    }
}
