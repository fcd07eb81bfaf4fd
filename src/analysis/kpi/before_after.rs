//! Whether values moved after a change or a decision (`docs/numbers.md §4.4`). After is not because.

use std::collections::BTreeSet;

use super::increments::{Increment, increments};
use super::limits::Limits;
use super::process::{FEWEST_FOR_LIMITS, FIXED_FROM};
use super::signals::{Level, Signal, signals};
use super::{KpiNumbers, resets};
use crate::calendar::Date;
use crate::project::registers::campaigns::CampaignStage;
use crate::project::registers::goals::Direction;
use crate::project::registers::strategy::DecisionStatus;
use crate::project::settings::SignalRules;
use crate::project::types::Reference;
use crate::project::{Kind, Project, RecordId};

/// Without a signal, fewer values after it say nothing yet.
pub const ENOUGH_AFTER: usize = 8;

/// A change, a decision or a campaign, and the values of one KPI that it names, before and after.
#[derive(Debug, Clone, PartialEq)]
pub struct Effect {
    /// The change, the decision or the campaign.
    pub cause: RecordId,
    /// The place of the KPI in its register.
    pub kpi: usize,
    /// The day from which values are after it: that on which a change was applied, a decision made, or a campaign begun.
    pub day: Date,
    /// Whether the KPI's level begins anew with it.
    pub begins_anew: bool,
    /// Up to twelve final values before that day.
    pub before: Stretch,
    /// The final values from that day on.
    pub after: Stretch,
    /// The limits of the values before; `None` for fewer than six.
    pub limits: Option<Limits>,
    /// The signals among the values after, against those limits; places are those after.
    pub signals: Vec<Signal>,
    /// What follows.
    pub verdict: EffectVerdict,
}

/// Values in a row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stretch {
    /// How many there are.
    pub count: usize,
    /// Their mean; `None` of none.
    pub mean: Option<f64>,
}

/// What can be said of the values after a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EffectVerdict {
    /// Signals, all on the better side.
    Better,
    /// Signals, all on the worse side.
    Worse,
    /// Signals, all above the mean before; nothing says that this is better.
    Up,
    /// Signals, all below the mean before.
    Down,
    /// Signals on both sides.
    Mixed,
    /// No signal among eight values or more.
    NoChangeSeen,
    /// No signal yet, and fewer than eight values.
    TooEarly,
    /// Fewer than six values before.
    CannotBeJudged,
    /// No value after.
    NoValueYet,
}

crate::words! { EffectVerdict {
    Self::Better => "better",
    Self::Worse => "worse",
    Self::Up => "up",
    Self::Down => "down",
    Self::Mixed => "mixed",
    Self::NoChangeSeen => "no-change-seen",
    Self::TooEarly => "too-early-to-say",
    Self::CannotBeJudged => "cannot-be-judged",
    Self::NoValueYet => "no-value-yet",
} }

impl EffectVerdict {
    /// Whether the values moved by more than their usual scatter.
    pub const fn is_signal(self) -> bool {
        matches!(self, Self::Better | Self::Worse | Self::Up | Self::Down | Self::Mixed)
    }
}

impl Effect {
    /// The effects of every applied change, then of every decision that holds, then of every campaign that has begun, on each KPI that it names.
    pub(in crate::analysis) fn all(project: &Project, kpis: &[KpiNumbers]) -> Vec<Self> {
        let resets = resets(project);
        let of = |cause: Cause| {
            let values = increments(project.kpis.get(cause.kpi)?, &kpis.get(cause.kpi)?.series);
            let direction = kpis.get(cause.kpi)?.path.as_ref().map_or(Direction::Range, |path| path.direction);
            Some(Self::of(cause, direction, &values, resets.get(cause.kpi)?, project.settings.signals()))
        };
        causes(project).into_iter().filter_map(of).collect()
    }

    fn of(cause: Cause, direction: Direction, values: &[Increment], resets: &[Date], rules: SignalRules) -> Self {
        let day = cause.day;
        let from = resets.iter().rfind(|reset| **reset < day);
        let until = resets.iter().find(|reset| **reset > day);
        let between = |value: &&Increment| from.is_none_or(|from| value.day >= *from) && until.is_none_or(|until| value.day < *until);
        let (before, after): (Vec<&Increment>, Vec<&Increment>) = values.iter().filter(between).partition(|value| value.day < day);
        let before: Vec<f64> = before.iter().skip(before.len().saturating_sub(FIXED_FROM)).map(|value| value.value).collect();
        let after: Vec<f64> = after.iter().map(|value| value.value).collect();
        let limits = if before.len() < FEWEST_FOR_LIMITS { None } else { Limits::of(&before) };
        let signals = limits.map(|limits| signals(&after, &limits, rules)).unwrap_or_default();
        let verdict = match () {
            () if after.is_empty() => EffectVerdict::NoValueYet,
            () if limits.is_none() => EffectVerdict::CannotBeJudged,
            () => verdict(&signals, direction, after.len()),
        };
        let begins_anew = cause.begins_anew;
        Self {
            cause: cause.id,
            kpi: cause.kpi,
            day,
            begins_anew,
            before: Stretch::of(&before),
            after: Stretch::of(&after),
            limits,
            signals,
            verdict,
        }
    }

    /// The mean after less the mean before, in the KPI's unit (of a running total per period).
    pub fn difference(&self) -> Option<f64> {
        Some(self.after.mean? - self.before.mean?)
    }
}

impl Stretch {
    fn of(values: &[f64]) -> Self {
        let mean = (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64);
        Self { count: values.len(), mean }
    }
}

fn verdict(signals: &[Signal], direction: Direction, after: usize) -> EffectVerdict {
    let sides: BTreeSet<Level> = signals.iter().filter_map(|signal| signal.side).collect();
    match (sides.contains(&Level::High), sides.contains(&Level::Low), direction) {
        (true, true, _) => EffectVerdict::Mixed,
        (true, false, Direction::Range) => EffectVerdict::Up,
        (false, true, Direction::Range) => EffectVerdict::Down,
        (true, false, Direction::Increase) | (false, true, Direction::Decrease) => EffectVerdict::Better,
        (true, false, Direction::Decrease) | (false, true, Direction::Increase) => EffectVerdict::Worse,
        (false, false, _) if after < ENOUGH_AFTER => EffectVerdict::TooEarly,
        (false, false, _) => EffectVerdict::NoChangeSeen,
    }
}

/// A change or decision with a KPI that it names.
#[derive(Clone, Copy)]
struct Cause {
    id: RecordId,
    kpi: usize,
    day: Date,
    begins_anew: bool,
}

fn causes(project: &Project) -> Vec<Cause> {
    let mut causes = Vec::new();
    let kpis_of = |references: &mut dyn Iterator<Item = Reference<'_>>| -> BTreeSet<usize> {
        let named = references.flat_map(|reference| project.resolve(&reference).all().to_vec());
        named.filter(|id| id.kind == Kind::Kpis).map(|id| id.index).collect()
    };
    let mut add = |id: RecordId, day: Option<Date>, affected: BTreeSet<usize>, anew: &BTreeSet<usize>| {
        let Some(day) = day.filter(|day| *day <= project.report_date) else { return };
        causes.extend(affected.union(anew).map(|kpi| Cause { id, kpi: *kpi, day, begins_anew: anew.contains(kpi) }));
    };
    for (index, change) in project.changes.iter().enumerate() {
        let id = RecordId { kind: Kind::Changes, index };
        let affected = kpis_of(&mut change.affects.iter().map(|affected| affected.reference()));
        let anew = kpis_of(&mut change.resets_baseline.iter().map(|kpi| kpi.reference()));
        add(id, change.applied, affected, &anew);
    }
    for (index, decision) in project.decisions.iter().enumerate() {
        let id = RecordId { kind: Kind::Decisions, index };
        let holds = !matches!(decision.status, Some(DecisionStatus::Proposed | DecisionStatus::Rejected));
        let affected = decision.affects.iter().map(|affected| affected.reference());
        let affected = kpis_of(&mut affected.chain(decision.leads_to.iter().map(|follow| follow.reference())));
        add(id, decision.date.filter(|_| holds), affected, &BTreeSet::new());
    }
    for (index, campaign) in project.campaigns.iter().enumerate() {
        let has_run = !matches!(campaign.stage, Some(CampaignStage::Brief | CampaignStage::Approved | CampaignStage::Cancelled));
        let named = kpis_of(&mut campaign.kpis.iter().map(|kpi| kpi.reference()));
        add(RecordId { kind: Kind::Campaigns, index }, campaign.start.filter(|_| has_run), named, &BTreeSet::new());
    }
    causes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Analysis;
    use crate::analysis::testing::{day, project};

    fn effects(direction: &str, values: &[u32], changes: &str) -> Vec<Effect> {
        let values = (0..).zip(values).map(|(week, value)| format!("{{date: {}, value: {value}}}", day("2026-01-05").plus(week * 7)));
        let values = values.collect::<Vec<_>>().join(", ");
        let kpis = format!("- {{id: leads, name: Leads, direction: {direction}, measurements: [{values}]}}\n");
        Analysis::of(&project(&[("kpis.yaml", &kpis), ("changes.yaml", changes)], "2026-12-31")).effects
    }

    const CHANGE: &str = "- {title: x, raised: 2026-02-01, applied: 2026-02-16, affects: [leads]}\n";
    const SIX: [u32; 6] = [10, 12, 11, 13, 12, 11];

    fn verdict_of(direction: &str, after: &[u32]) -> EffectVerdict {
        effects(direction, &[&SIX, after].concat(), CHANGE)[0].verdict
    }

    #[test]
    fn every_verdict() {
        use EffectVerdict::{Better, Down, Mixed, NoChangeSeen, NoValueYet, TooEarly, Up, Worse};
        assert_eq!(verdict_of("increase", &[19, 18]), Better);
        assert_eq!(verdict_of("decrease", &[19, 18]), Worse);
        assert_eq!((verdict_of("range", &[19, 18]), verdict_of("range", &[1, 2])), (Up, Down));
        assert_eq!(verdict_of("increase", &[19, 2]), Mixed);
        assert_eq!((verdict_of("increase", &[12, 13]), verdict_of("increase", &[])), (TooEarly, NoValueYet));
        assert_eq!(verdict_of("increase", &[11, 12, 11, 12, 11, 12, 11, 12]), NoChangeSeen);
        let early = effects("increase", &[10, 12, 11, 13, 12, 19], &CHANGE.replace("02-16", "02-09"));
        assert_eq!((early[0].verdict, early[0].before.count), (EffectVerdict::CannotBeJudged, 5));
    }

    #[test]
    fn neighbouring_re_basings_bound_it() {
        let changes = "- {id: CH-1, title: x, applied: 2026-02-16, affects: [leads]}\n- {id: CH-2, title: y, applied: 2026-03-02, resets_baseline: [leads], affects: [leads]}\n";
        let values = [SIX.as_slice(), &[19, 18, 40, 41]].concat();
        let [first, second] = &effects("increase", &values, changes)[..] else { panic!("one effect a change and KPI") };
        assert_eq!((first.after.count, first.difference()), (2, Some(7.0)));
        assert_eq!((second.before.count, second.after.count), (8, 2));
    }

    #[test]
    fn a_value_on_the_day_of_a_re_basing_is_of_the_new_level() {
        let changes = "- {id: CH-1, title: x, applied: 2026-02-16, resets_baseline: [leads]}\n- {id: CH-2, title: y, applied: 2026-03-02, affects: [leads]}\n";
        let effects = effects("increase", &[SIX.as_slice(), &[19, 18, 40, 41]].concat(), changes);
        let of = |change: usize| {
            effects.iter().find(|effect| effect.cause.index == change).map(|effect| (effect.before.count, effect.after.count))
        };
        assert_eq!((of(0), of(1)), (Some((6, 4)), Some((2, 2))));
    }

    #[test]
    fn a_decision_that_holds_counts_from_its_day() {
        let kpis = "- {id: leads, name: Leads, direction: increase, measurements: [{date: 2026-01-05, value: 1}]}\n";
        let decisions = "- {title: x, date: 2026-01-02, leads_to: [leads]}\n- {title: y, date: 2026-01-02, status: rejected, affects: [leads]}\n- {title: z, date: 2027-01-02, affects: [leads]}\n";
        let effects = Analysis::of(&project(&[("kpis.yaml", kpis), ("decisions.yaml", decisions)], "2026-12-31")).effects;
        let causes: Vec<usize> = effects.iter().map(|effect| effect.cause.index).collect();
        assert_eq!((causes, effects[0].after.mean), (vec![0], Some(1.0)));
    }
}
