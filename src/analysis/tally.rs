//! How many records stand how: counted once, of all of them and of those that are published. A verdict follows from all of them;
//! what a page says, it says of what is published.

use super::Analysis;
use super::actions::{ActionNumbers, ActionTotals};
use super::feedback::FeedbackNumbers;
use super::goals::GoalState;
use super::kpi::Status;
use super::numbers::Durations;
use super::tickets::Wait;
use crate::project::{Kind, Project, RecordId};
use crate::say;
use crate::text::Message;

/// Something counted of all records, and of those that are published.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Tally<T> {
    /// Of all.
    pub all: T,
    /// Of those that are published.
    pub public: T,
}

/// The tallies of the registers that both verdicts and pages count.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Tallies {
    /// The goals.
    pub goals: Tally<GoalTally>,
    /// The KPIs.
    pub kpis: Tally<KpiTally>,
    /// The feedback.
    pub feedback: Tally<FeedbackTally>,
    /// The tickets.
    pub tickets: Tally<TicketTally>,
    /// The risks that are open.
    pub open_risks: Tally<usize>,
    /// The actions; one is published where every place of it is.
    pub actions: Tally<ActionTotals>,
    /// The improvements.
    pub improvements: Tally<ImprovementTally>,
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

impl<T: PartialEq> Tally<T> {
    /// Counts a register, by the places of its records.
    pub fn of(project: &Project, kind: Kind, count: impl Fn(&[usize]) -> T) -> Self {
        let all: Vec<usize> = (0..project.registers.len(kind)).collect();
        let public: Vec<usize> = all.iter().copied().filter(|index| project.is_public(RecordId { kind, index: *index })).collect();
        Self { all: count(&all), public: count(&public) }
    }

    /// What holds, in the numbers of what is published; where it holds of those no longer, in the numbers of all.
    pub fn told(&self, holds: impl Fn(&T) -> bool, says: impl Fn(&T) -> Message) -> Message {
        if self.all == self.public || holds(&self.public) {
            return says(&self.public);
        }
        let said = says(&self.all);
        let (en, zh) = (said.en.trim_end_matches('.').to_owned(), said.zh.trim_end_matches('。').to_owned());
        say!("{en_said}, what is not published included.", "{zh_said}（含未公开的记录）。", en_said = en, zh_said = zh)
    }
}

impl Tallies {
    /// Counts a project whose numbers are known.
    pub(super) fn of(project: &Project, analysis: &Analysis) -> Self {
        let is_public = |action: &&ActionNumbers| action.places.iter().all(|place| project.is_public(place.record));
        let is_open_risk = |index: &&usize| project.risks.get(**index).is_some_and(|risk| risk.is_open());
        Self {
            goals: Tally::of(project, Kind::Goals, |of| GoalTally::of(project, analysis, of)),
            kpis: Tally::of(project, Kind::Kpis, |of| KpiTally::of(analysis, of)),
            feedback: Tally::of(project, Kind::Feedback, |of| FeedbackTally::of(project, of)),
            tickets: Tally::of(project, Kind::Tickets, |of| TicketTally::of(project, analysis, of)),
            open_risks: Tally::of(project, Kind::Risks, |of| of.iter().filter(is_open_risk).count()),
            actions: Tally {
                all: analysis.action_totals,
                public: ActionTotals::of(analysis.actions.iter().filter(is_public), &project.calendar),
            },
            improvements: Tally::of(project, Kind::Improvements, |of| ImprovementTally::of(project, of)),
        }
    }
}

impl GoalTally {
    fn of(project: &Project, analysis: &Analysis, of: &[usize]) -> Self {
        let goals: Vec<_> = of.iter().filter_map(|at| Some((project.goals.get(*at)?, analysis.goals.get(*at)?))).collect();
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
    fn of(analysis: &Analysis, of: &[usize]) -> Self {
        let statuses: Vec<Status> = of.iter().filter_map(|at| Some(analysis.kpis.get(*at)?.status())).collect();
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
    fn of(project: &Project, of: &[usize]) -> Self {
        let known = of.iter().filter_map(|at| project.feedback.get(*at)).filter(|feedback| feedback.date <= project.report_date);
        let known: Vec<_> = known.map(|feedback| &feedback.data).collect();
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
    fn of(project: &Project, analysis: &Analysis, of: &[usize]) -> Self {
        let since = project.report_date.plus(-TICKET_DAYS);
        let tickets: Vec<_> = of.iter().filter_map(|at| Some((project.tickets.get(*at)?, analysis.tickets.get(*at)?))).collect();
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
    fn of(project: &Project, of: &[usize]) -> Self {
        let all = of.iter().filter_map(|at| project.improvements.get(*at));
        let done: Vec<_> = all.filter(|improvement| improvement.is_done()).collect();
        let verified = done.iter().filter(|improvement| improvement.verified_on.is_some()).count();
        Self { records: of.len(), done: done.len(), verified }
    }
}
