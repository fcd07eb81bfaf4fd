//! How many records stand how: counted once for verdicts and for pages.

use super::Analysis;
use super::feedback::FeedbackNumbers;
use super::goals::GoalState;
use super::kpi::{KpiNumbers, Status};
use super::numbers::Durations;
use super::tickets::Wait;
use crate::project::Project;

/// The tallies of the registers that both verdicts and pages count.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Tallies {
    /// The goals.
    pub goals: GoalTally,
    /// The KPIs.
    pub kpis: KpiTally,
    /// The feedback.
    pub feedback: FeedbackTally,
    /// The tickets.
    pub tickets: TicketTally,
    /// The risks that are open.
    pub open_risks: usize,
    /// The improvements.
    pub improvements: ImprovementTally,
}

/// Goals by how they stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct GoalTally {
    /// Goals.
    pub records: usize,
    /// Those that can be judged.
    pub judged: usize,
    /// Of those, met or on track.
    pub on_track: usize,
    /// Met.
    pub met: usize,
    /// With an outcome, or an evaluation that judges them.
    pub with_verdict: usize,
}

/// KPIs by how they stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct KpiTally {
    /// KPIs.
    pub records: usize,
    /// Those that can be judged.
    pub judged: usize,
    /// Of those, met or on track.
    pub on_plan: usize,
    /// Without a current value.
    pub stale: usize,
}

/// Feedback by whether it is answered.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct FeedbackTally {
    /// Entries up to the report date.
    pub records: usize,
    /// Those that were answered.
    pub replied: usize,
    /// Those that were answered or wait for it.
    pub asking: usize,
    /// Working days until the answer.
    pub reply: Durations,
}

/// Tickets by how they stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TicketTally {
    /// Tickets.
    pub records: usize,
    /// Those that are open.
    pub open: usize,
    /// Those of the last [`TICKET_DAYS`] of which it can be said whether they were solved within their limit.
    pub judged: usize,
    /// Of those, solved within it.
    pub in_time: usize,
}

/// Improvements by how far they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ImprovementTally {
    /// Improvements.
    pub records: usize,
    /// Those that are done.
    pub done: usize,
    /// Of those, verified.
    pub verified: usize,
}

/// Days over which tickets are held against their limits.
pub const TICKET_DAYS: i64 = 90;

impl Tallies {
    /// Counts a project whose numbers are known.
    pub(super) fn of(project: &Project, analysis: &Analysis) -> Self {
        Self {
            goals: GoalTally::of(project, analysis),
            kpis: KpiTally::of(analysis),
            feedback: FeedbackTally::of(project),
            tickets: TicketTally::of(project, analysis),
            open_risks: project.risks.iter().filter(|risk| risk.is_open()).count(),
            improvements: ImprovementTally::of(project),
        }
    }
}

impl GoalTally {
    fn of(project: &Project, analysis: &Analysis) -> Self {
        let goals: Vec<_> = project.goals.iter().zip(&analysis.goals).collect();
        let count = |states: &[GoalState]| goals.iter().filter(|(_, numbers)| states.contains(&numbers.state)).count();
        Self {
            records: goals.len(),
            judged: goals.len() - count(&[GoalState::NoData, GoalState::Dropped]),
            on_track: count(&[GoalState::Met, GoalState::OnTrack]),
            met: count(&[GoalState::Met]),
            with_verdict: goals.iter().filter(|(goal, numbers)| goal.outcome.is_some() || numbers.evaluated.is_some()).count(),
        }
    }
}

impl KpiTally {
    fn of(analysis: &Analysis) -> Self {
        let statuses: Vec<Status> = analysis.kpis.iter().map(KpiNumbers::status).collect();
        let count = |is: fn(&&Status) -> bool| statuses.iter().filter(is).count();
        Self {
            records: statuses.len(),
            judged: count(|status| status.is_judged()),
            on_plan: count(|status| matches!(status, Status::Met | Status::OnTrack)),
            stale: count(|status| **status == Status::Stale),
        }
    }
}

impl FeedbackTally {
    fn of(project: &Project) -> Self {
        let known = project.feedback.iter().filter(|feedback| feedback.date <= project.report_date);
        let known: Vec<_> = known.map(|feedback| &**feedback).collect();
        let replies = FeedbackNumbers::replies(project, known.iter().copied());
        Self {
            records: known.len(),
            replied: replies.len(),
            asking: replies.len() + known.iter().filter(|feedback| feedback.is_open()).count(),
            reply: Durations::of(&replies),
        }
    }
}

impl TicketTally {
    fn of(project: &Project, analysis: &Analysis) -> Self {
        let since = project.report_date.plus(-TICKET_DAYS);
        let tickets: Vec<_> = project.tickets.iter().zip(&analysis.tickets).collect();
        let recent =
            tickets.iter().filter(|(ticket, numbers)| numbers.is_open || ticket.resolved.or(ticket.opened).is_some_and(|day| day >= since));
        let judged = recent.filter_map(|(ticket, numbers)| {
            let limit = analysis.ticket_limits.get(ticket.severity?)?.resolution;
            match numbers.resolution {
                Wait::Took(days) => Some(days <= limit),
                Wait::Waiting(days) if days > limit => Some(false),
                _ => None,
            }
        });
        let judged: Vec<bool> = judged.collect();
        Self {
            records: tickets.len(),
            open: tickets.iter().filter(|(_, numbers)| numbers.is_open).count(),
            judged: judged.len(),
            in_time: judged.iter().filter(|in_time| **in_time).count(),
        }
    }
}

impl ImprovementTally {
    fn of(project: &Project) -> Self {
        let done: Vec<_> = project.improvements.iter().filter(|improvement| improvement.is_done()).collect();
        let verified = done.iter().filter(|improvement| improvement.verified_on.is_some()).count();
        Self { records: project.improvements.len(), done: done.len(), verified }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::project;

    fn tallies(files: &[(&str, &str)]) -> Tallies {
        Analysis::of(&project(files, "2026-06-15")).tallies
    }

    #[test]
    fn tickets_solved_are_in_time_up_to_their_limit_and_count_for_ninety_days() {
        // High: five working days. 90 days before Monday, 15 June is Tuesday, 17 March.
        let of = |opened: &str, resolved: &str| {
            let text = format!("- {{title: a, severity: high, opened: {opened}, resolved: {resolved}}}\n");
            let tickets = tallies(&[("tickets.yaml", &text)]).tickets;
            (tickets.judged, tickets.in_time)
        };
        assert_eq!([of("2026-06-01", "2026-06-08"), of("2026-06-01", "2026-06-09")], [(1, 1), (1, 0)]);
        assert_eq!([of("2026-03-16", "2026-03-17"), of("2026-03-13", "2026-03-16")], [(1, 1), (0, 0)]);
        assert_eq!([of("2026-06-08", "''"), of("2026-06-05", "''")], [(0, 0), (1, 0)], "those that wait are judged beyond it");
    }

    #[test]
    fn feedback_is_known_from_its_day_on() {
        let records = |day: &str| tallies(&[("feedback.yaml", &format!("- {{date: {day}, theme: Price}}\n"))]).feedback.records;
        assert_eq!(["2026-06-15", "2026-06-16"].map(records), [1, 0]);
    }

    #[test]
    fn kpis_whose_values_are_too_old_are_stale() {
        let kpi = |id: &str, day: &str| {
            format!(
                "- {{id: {id}, name: {id}, direction: increase, cadence: month, baseline: {{date: 2026-01-01, value: 0}}, targets: [{{by: 2026-12-31, value: 100}}], measurements: [{{date: {day}, value: 60}}]}}\n"
            )
        };
        let kpis = tallies(&[("kpis.yaml", &(kpi("a", "2026-06-12") + &kpi("b", "2026-06-12") + &kpi("c", "2026-02-02")))]).kpis;
        assert_eq!((kpis.records, kpis.judged, kpis.on_plan, kpis.stale), (3, 2, 2, 1));
    }
}
