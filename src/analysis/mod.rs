//! Floor 3: numbers, as pure functions of the project and its report date. `docs/numbers.md` says what each of them is.
//!
//! [`Analysis::of`] computes everything once; rules and pages read it. What belongs to one record stands at the record's own
//! place, in a list as long as its register.

pub mod actions;
pub mod bookings;
pub mod budget;
pub mod cadence;
pub mod campaigns;
pub mod changes;
mod decisive;
pub mod duties;
mod edition;
pub mod feedback;
pub mod goals;
pub mod handoffs;
pub mod kpi;
pub mod lateness;
pub mod load;
pub mod meetings;
pub mod money;
pub mod needs;
pub mod numbers;
#[cfg(test)]
mod on_the_day;
pub mod plan;
pub mod reviews;
pub mod risk;
pub mod tally;
#[cfg(test)]
mod testing;
pub mod tickets;
pub mod trace;

pub use decisive::says_another_target;

use std::collections::BTreeMap;

use crate::calendar::Date;
use crate::project::registers::words::Severity;
use crate::project::{Connections, Kept, Project};
use actions::{ActionNumbers, ActionTotals};
use budget::BudgetNumbers;
use cadence::CadenceNumbers;
use campaigns::clashes::Clash;
use campaigns::experiments::ExperimentNumbers;
use campaigns::figures::Spending;
use campaigns::gates::{Gate, ReadyBy};
use campaigns::needs::Hanging;
use changes::{ChangeNumbers, ChangeSpeed};
use duties::Duties;
use feedback::FeedbackNumbers;
use goals::GoalNumbers;
use handoffs::{HandoffState, HandoffTotals};
use kpi::{Effect, KpiNumbers, OffTrack};
use load::WeekLoad;
use meetings::{BothSides, MeetingNumbers};
use needs::Need;
use plan::{Dates, EarnedValue, Finish, Progress, Schedule};
use risk::{ExpectedValue, History, Review, RiskNumbers, Simulations};
use tally::Tallies;
use tickets::{OfSeverity, TicketLimits, TicketNumbers};
use trace::Trace;

/// Every number of a project at its report date.
#[derive(Debug, Clone, PartialEq)]
pub struct Analysis {
    /// Each goal.
    pub goals: Vec<GoalNumbers>,
    /// Each KPI.
    pub kpis: Vec<KpiNumbers>,
    /// What became of the KPIs that a change or decision names, before and after: changes first, in the order of their register.
    pub effects: Vec<Effect>,
    /// For each KPI, since when it is off track, and what answers it.
    pub off_track: Vec<Option<OffTrack>>,
    /// For each KPI, whether all its goals have an outcome, which ends what it owes.
    pub finished_kpis: Vec<bool>,
    /// Each series of meetings.
    pub cadences: Vec<CadenceNumbers>,
    /// Each meeting.
    pub meetings: Vec<MeetingNumbers>,
    /// How often project and marketing were both there.
    pub both_sides: BothSides,
    /// Every action of meetings, risks and the register of actions, each one once.
    pub actions: Vec<ActionNumbers>,
    /// All actions.
    pub action_totals: ActionTotals,
    /// The feedback.
    pub feedback: FeedbackNumbers,
    /// Each ticket.
    pub tickets: Vec<TicketNumbers>,
    /// The limits for tickets, as the project sets them.
    pub ticket_limits: TicketLimits,
    /// The tickets by severity, against the limits.
    pub tickets_by_severity: BTreeMap<Option<Severity>, OfSeverity>,
    /// Open tickets at the end of each of the last weeks, and at the report date.
    pub backlog: Vec<(Date, usize)>,
    /// Each milestone.
    pub milestones: Vec<Dates>,
    /// Each task.
    pub tasks: Vec<Dates>,
    /// The plan by its dependencies.
    pub schedule: Schedule,
    /// When the whole is done; `None` if nothing open has a day.
    pub finish: Option<Finish>,
    /// The whole plan; `None` without dated tasks.
    pub progress: Option<Progress>,
    /// The plan in money.
    pub earned_value: EarnedValue,
    /// The weeks of each allocated person, by their place in the register of people.
    pub load: BTreeMap<usize, Vec<WeekLoad>>,
    /// The budget.
    pub budget: BudgetNumbers,
    /// What each campaign spends, and what comes of it.
    pub campaigns: Vec<Spending>,
    /// The same of all of them.
    pub marketing: Spending,
    /// What campaigns, publications and bookings wait for.
    pub hanging: Vec<Hanging>,
    /// What campaigns and publications meet on their days.
    pub clashes: Vec<Clash>,
    /// From the idea to the publication of what is published, in calendar days.
    pub lead_time: numbers::Durations,
    /// Each experiment.
    pub experiments: Vec<ExperimentNumbers>,
    /// By when each item of readiness is due.
    pub ready_by: Vec<ReadyBy>,
    /// The gates that something must be ready for, by their days.
    pub gates: Vec<Gate>,
    /// Each change.
    pub changes: Vec<ChangeNumbers>,
    /// All changes.
    pub change_speed: ChangeSpeed,
    /// Each hand-off.
    pub handoffs: Vec<HandoffState>,
    /// All hand-offs.
    pub handoff_totals: HandoffTotals,
    /// Each risk.
    pub risks: Vec<RiskNumbers>,
    /// When each risk was looked at, and is to be.
    pub risk_reviews: Vec<Review>,
    /// Exposure to risk over time.
    pub risk_history: History,
    /// What the open risks are expected to cost.
    pub risk_value: ExpectedValue,
    /// What the open risks may cost and delay together; `None` if nobody asks for it, see [`Analysis::of`].
    pub risk_simulations: Option<Simulations>,
    /// From what was learned to decisions to KPIs, and from goals to work.
    pub trace: Trace,
    /// All that is due from whom.
    pub duties: Duties,
    /// What waits for somebody to decide, accept or deliver it.
    pub needs: Vec<Need>,
    /// How many records stand how.
    pub tallies: Tallies,
    /// Which records refer to which.
    pub connections: Connections,
}

/// A backlog is shown for half a year.
const BACKLOG_WEEKS: i64 = 26;

impl Analysis {
    /// Computes everything, for pages and files that show everything.
    pub fn in_full(project: &Project) -> Self {
        Self::of(project).with_simulations(project)
    }

    /// Computes of an edition of a project what is known of the whole.
    pub fn of_edition(edition: &Project, whole: &Self, kept: &Kept) -> Self {
        let numbers = Self::beside(edition, Some(&edition::Whole { numbers: whole, kept }));
        if whole.risk_simulations.is_some() { numbers.with_simulations(edition) } else { numbers }
    }

    fn with_simulations(mut self, project: &Project) -> Self {
        let analysis = &mut self;
        analysis.risk_simulations.get_or_insert_with(|| Simulations::of(project, &analysis.risks));
        self
    }

    /// Computes what verdicts and health follow from: everything but simulations, which take time and are held against
    /// nothing unless the project has a reserve.
    pub fn of(project: &Project) -> Self {
        Self::beside(project, None)
    }

    fn beside(project: &Project, whole: Option<&edition::Whole<'_>>) -> Self {
        let kpis = KpiNumbers::all(project);
        let goals = GoalNumbers::all(project, &kpis);
        let meetings = MeetingNumbers::all(project);
        let mut actions = ActionNumbers::all(project, &meetings);
        let mut cadences = CadenceNumbers::all(project, &meetings);
        let mut off_track = OffTrack::all(project, &kpis, &goals);
        if let Some(whole) = whole {
            whole.keep_whole(&mut actions);
            whole.count_no_held_as_missed(&mut cadences);
            whole.leave_out_answered(&mut off_track);
        }
        let tickets = TicketNumbers::all(project);
        let ticket_limits = TicketLimits::of(project);
        let (milestones, tasks) = (Dates::of_milestones(project), Dates::of_tasks(project));
        let schedule = Schedule::of(project, &tasks);
        let changes = ChangeNumbers::all(project);
        let handoffs = HandoffState::all(project);
        let risks = RiskNumbers::all(project);
        let (campaigns, marketing) = Spending::all(project);
        let days: Vec<Option<Date>> = milestones.iter().map(|dates| dates.day).collect();
        let ready_by = ReadyBy::all(project, &days);
        let mut analysis = Self {
            risk_reviews: Review::all(project),
            effects: Effect::all(project, &kpis),
            finished_kpis: goals::finished_kpis(project, &goals),
            both_sides: BothSides::of(&meetings),
            action_totals: ActionTotals::of(actions.iter(), &project.calendar),
            feedback: FeedbackNumbers::of(project),
            tickets_by_severity: tickets::by_severity(project, &tickets, &ticket_limits),
            backlog: tickets::backlog(project, BACKLOG_WEEKS),
            finish: Finish::of(project, &schedule, &milestones, &tasks),
            progress: Progress::of(project, &tasks),
            earned_value: EarnedValue::of(project, &tasks),
            load: WeekLoad::all(project),
            budget: BudgetNumbers::of(project),
            campaigns,
            marketing,
            hanging: Vec::new(),
            clashes: Clash::all(project),
            lead_time: campaigns::lead_time(project),
            experiments: ExperimentNumbers::all(project),
            gates: Gate::all(project, &ready_by, &days),
            ready_by,
            change_speed: ChangeSpeed::of(&changes),
            handoff_totals: HandoffTotals::of(&handoffs),
            risk_history: History::of(project, &risks),
            risk_value: ExpectedValue::of(project, &risks),
            risk_simulations: project.settings.risk.reserve.is_some().then(|| Simulations::of(project, &risks)),
            trace: whole.map_or_else(|| Trace::of(project), edition::Whole::trace),
            off_track,
            cadences,
            goals,
            kpis,
            meetings,
            actions,
            tickets,
            ticket_limits,
            milestones,
            tasks,
            schedule,
            changes,
            handoffs,
            risks,
            duties: Duties::default(),
            needs: Vec::new(),
            tallies: Tallies::default(),
            connections: Connections::of(project),
        };
        analysis.hanging = Hanging::all(project, &analysis);
        analysis.duties = Duties::of(project, &analysis);
        analysis.needs = whole.map_or_else(|| Need::all(project, &analysis), edition::Whole::needs);
        analysis.tallies = Tallies::of(project, &analysis);
        analysis
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::Kind;

    #[test]
    fn an_empty_project_has_no_numbers() {
        let analysis = Analysis::of(&testing::project(&[], "2026-03-31"));
        assert_eq!((analysis.progress, analysis.both_sides.rate(), analysis.trace.answers.forward()), (None, None, None));
        assert_eq!(analysis.budget, BudgetNumbers::default());
    }

    #[test]
    fn the_example_project_has_a_number_for_every_record() {
        let folder = crate::project::Folder::read(std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/example-project"))).unwrap();
        let project = crate::project::load(folder, crate::project::ReportDateSource { as_of: None, otherwise: Date::new(2026, 11, 20) });
        let analysis = Analysis::of(&project);
        for (kind, numbers) in [
            (Kind::Goals, analysis.goals.len()),
            (Kind::Kpis, analysis.kpis.len()),
            (Kind::Risks, analysis.risks.len()),
            (Kind::Tasks, analysis.tasks.len()),
            (Kind::Meetings, analysis.meetings.len()),
            (Kind::Tickets, analysis.tickets.len()),
            (Kind::Handoffs, analysis.handoffs.len()),
        ] {
            assert_eq!(numbers, project.registers.len(kind), "{kind:?}");
            assert!(numbers > 0, "{kind:?}");
        }
        assert_eq!(Analysis::of(&project), analysis);
    }
}
