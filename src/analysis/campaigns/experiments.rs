//! What an experiment says (`docs/numbers.md §9.4`).

use rust_decimal::prelude::ToPrimitive;

use super::proportion::{Difference, ENOUGH, Rate, group_size, split};
use crate::project::Project;
use crate::project::registers::experiments::{Experiment, ExperimentStatus, Variant};
use crate::project::types::{Number, Quantity};

/// Counts as uneven as these by chance in fewer than 1 of 1000 experiments: the split is broken. Source: Fabijan and others,
/// *Diagnosing Sample Ratio Mismatch in Online Controlled Experiments* (KDD 2019).
pub const BROKEN_BELOW: f64 = 0.001;

/// An experiment in numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct ExperimentNumbers {
    /// What the control does.
    pub control: Option<Rate>,
    /// What each variant does, and how much more than the control.
    pub variants: Vec<(Option<Rate>, Option<Difference>)>,
    /// The chance of so uneven a split; `None` where it cannot be told.
    pub split: Option<f64>,
    /// The difference from the control that is worth it, as a share of people.
    pub target: Option<f64>,
    /// People in each group that such a difference needs to be seen.
    pub needed: Option<f64>,
    /// Days left at the traffic until now.
    pub days_left: Option<i64>,
    /// Whether it is read, by its decision, before its planned end.
    pub is_read_early: bool,
    /// What the counts suggest.
    pub suggestion: Suggestion,
}

/// What the counts suggest, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Suggestion {
    /// No counts.
    NoCounts,
    /// The split is not the planned one: whatever it says cannot be trusted.
    CheckTheSplit,
    /// Its planned end is ahead: whoever looks early finds what is not there.
    WaitForTheEnd,
    /// Too few people to say anything.
    TooFew,
    /// A variant does better, as surely as asked for.
    Ship,
    /// All variants do worse, as surely as asked for.
    StopWorse,
    /// What would be worth it is ruled out.
    StopTooSmall,
    /// Both are possible still.
    GoOn,
}

crate::words! { Suggestion {
    Self::NoCounts => "no-counts",
    Self::CheckTheSplit => "check-the-split",
    Self::WaitForTheEnd => "wait-for-the-end",
    Self::TooFew => "too-few",
    Self::Ship => "ship",
    Self::StopWorse => "stop-worse",
    Self::StopTooSmall => "stop-too-small",
    Self::GoOn => "go-on",
} }

impl ExperimentNumbers {
    /// Each experiment, by its place in the register.
    pub(in crate::analysis) fn all(project: &Project) -> Vec<Self> {
        project.experiments.iter().map(|experiment| Self::of(experiment, project)).collect()
    }

    fn of(experiment: &Experiment, project: &Project) -> Self {
        let control = experiment.control.as_ref().and_then(rate);
        let count = experiment.variants.len();
        let each = experiment.variants.iter().map(rate);
        let variants: Vec<(Option<Rate>, Option<Difference>)> = each
            .map(|variant| (variant, control.zip(variant).and_then(|(control, variant)| Difference::between(control, variant, count))))
            .collect();
        let target = control.zip(experiment.target_effect).map(|(control, effect)| match effect {
            Quantity::Percent(percent) => control.value * percent / 100.0,
            Quantity::Units(points) => points / 100.0,
        });
        let needed = control.zip(target).and_then(|(control, target)| group_size(control.value, control.value + target));
        let mut numbers = Self {
            split: split_of(experiment),
            days_left: days_left(experiment, needed, project),
            is_read_early: experiment.end.zip(experiment.decided_on).is_some_and(|(end, decided)| decided < end),
            suggestion: Suggestion::NoCounts,
            control,
            variants,
            target,
            needed,
        };
        numbers.suggestion = numbers.suggest(experiment, project);
        numbers
    }

    /// Whether the groups are not of the sizes that were planned.
    pub fn has_broken_split(&self) -> bool {
        self.split.is_some_and(|chance| chance < BROKEN_BELOW)
    }

    /// The variant that does best.
    pub fn best(&self) -> Option<(usize, Difference)> {
        let gain = |difference: Difference| if self.wants_less() { -difference.value } else { difference.value };
        let each = self.variants.iter().enumerate().filter_map(|(at, (_, difference))| Some((at, (*difference)?)));
        each.max_by(|(_, one), (_, other)| gain(*one).total_cmp(&gain(*other)))
    }

    /// Less is better where the target is less.
    fn wants_less(&self) -> bool {
        self.target.is_some_and(|target| target < 0.0)
    }

    fn suggest(&self, experiment: &Experiment, project: &Project) -> Suggestion {
        let differences: Vec<(f64, f64)> =
            self.variants.iter().filter_map(|(_, difference)| *difference).map(|difference| self.toward(difference)).collect();
        if differences.is_empty() {
            return Suggestion::NoCounts;
        }
        if self.has_broken_split() {
            return Suggestion::CheckTheSplit;
        }
        let counted = experiment.counted_on.unwrap_or(project.report_date).min(project.report_date);
        let is_running = !matches!(experiment.status, Some(ExperimentStatus::Ended | ExperimentStatus::Cancelled));
        if is_running && experiment.end.is_some_and(|end| counted < end) {
            return Suggestion::WaitForTheEnd;
        }
        let rates = || self.variants.iter().filter_map(|(rate, _)| *rate).chain(self.control);
        if rates().any(|rate| rate.of < ENOUGH) {
            return Suggestion::TooFew;
        }
        let target = self.target.map(f64::abs);
        match () {
            () if differences.iter().any(|(low, high)| *low > 0.0 && target.is_none_or(|target| *high >= target)) => Suggestion::Ship,
            () if differences.iter().all(|(_, high)| *high < 0.0) => Suggestion::StopWorse,
            () if target.is_some_and(|target| differences.iter().all(|(_, high)| *high < target)) => Suggestion::StopTooSmall,
            () => Suggestion::GoOn,
        }
    }

    /// The interval in the direction that is wanted.
    fn toward(&self, difference: Difference) -> (f64, f64) {
        if self.wants_less() { (-difference.high, -difference.low) } else { (difference.low, difference.high) }
    }
}

fn groups(experiment: &Experiment) -> impl Iterator<Item = &Variant> {
    experiment.control.iter().chain(&experiment.variants)
}

fn rate(variant: &Variant) -> Option<Rate> {
    let (Number(hits), Number(of)) = variant.conversions.zip(variant.participants)?;
    Rate::of(hits, of)
}

fn split_of(experiment: &Experiment) -> Option<f64> {
    let counts: Option<Vec<f64>> = groups(experiment).map(|group| group.participants.map(|Number(count)| count)).collect();
    let planned: Option<Vec<f64>> = groups(experiment).map(|group| group.share.map(|Number(part)| part)).collect();
    let says_some = groups(experiment).any(|group| group.share.is_some());
    let counts = counts?;
    // Parts of which only some are known are none.
    let parts = if says_some { planned? } else { vec![1.0; counts.len()] };
    split(&counts, &parts)
}

fn days_left(experiment: &Experiment, needed: Option<f64>, project: &Project) -> Option<i64> {
    let counts: Option<Vec<f64>> = groups(experiment).map(|group| group.participants.map(|Number(count)| count)).collect();
    let counts = counts.filter(|counts| counts.len() > 1)?;
    let until = experiment.counted_on.unwrap_or(project.report_date).min(project.report_date);
    let days = experiment.start?.days_until(until) + 1;
    let smallest = counts.iter().copied().reduce(f64::min)?;
    if days < 1 {
        return None;
    }
    let left = ((needed? - smallest).max(0.0) / (smallest / days as f64)).ceil();
    // More days than anybody waits are no number of days, nor are those for people who do not come.
    left.to_i64().filter(|left| (0..=3660).contains(left))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::project;

    fn one(text: &str, day: &str) -> ExperimentNumbers {
        ExperimentNumbers::all(&project(&[("experiments.yaml", text)], day)).remove(0)
    }

    const COUNTS: &str = "control: {participants: 2000, conversions: 140}, variants: [{participants: 2010, conversions: 190}]";

    #[test]
    fn what_the_counts_suggest() {
        let told = |rest: &str| one(&format!("- {{name: a, start: 2026-03-01, {rest}}}\n"), "2026-03-14").suggestion;
        assert_eq!(told("status: running"), Suggestion::NoCounts);
        assert_eq!(told(&format!("end: 2026-03-14, {COUNTS}")), Suggestion::Ship);
        assert_eq!(told(&format!("end: 2026-03-20, {COUNTS}")), Suggestion::WaitForTheEnd);
        assert_eq!(told(&format!("end: 2026-03-20, status: ended, {COUNTS}")), Suggestion::Ship);
        assert_eq!(told(&format!("target_effect: 80%, {COUNTS}")), Suggestion::StopTooSmall);
        assert_eq!(told(&format!("target_effect: -10%, {COUNTS}")), Suggestion::StopWorse);
        assert_eq!(
            told("control: {participants: 3000, conversions: 140}, variants: [{participants: 2000, conversions: 190}]"),
            Suggestion::CheckTheSplit
        );
        assert_eq!(
            told(
                "control: {participants: 3000, conversions: 140, share: 60}, variants: [{participants: 2000, conversions: 190, share: 40}]"
            ),
            Suggestion::Ship
        );
        assert_eq!(told("control: {participants: 20, conversions: 1}, variants: [{participants: 20, conversions: 9}]"), Suggestion::TooFew);
        assert_eq!(
            told("control: {participants: 200, conversions: 14}, variants: [{participants: 200, conversions: 17}]"),
            Suggestion::GoOn
        );
    }

    #[test]
    fn what_intervals_suggest_at_their_limits() {
        let project = project(&[("experiments.yaml", &format!("- {{name: a, {COUNTS}}}\n"))], "2026-03-14");
        let mut numbers = ExperimentNumbers::all(&project).remove(0);
        for (target, low, high, suggestion) in [
            (None, 0.0, 0.02, Suggestion::GoOn),
            (None, 0.001, 0.02, Suggestion::Ship),
            (None, -0.02, 0.0, Suggestion::GoOn),
            (None, -0.02, -0.001, Suggestion::StopWorse),
            (Some(0.01), 0.001, 0.01, Suggestion::Ship),
            (Some(0.01), 0.001, 0.009, Suggestion::StopTooSmall),
            (Some(0.01), -0.01, 0.01, Suggestion::GoOn),
            (Some(-0.01), -0.01, -0.001, Suggestion::Ship),
            (Some(-0.01), -0.009, -0.001, Suggestion::StopTooSmall),
            (Some(0.0), 0.001, 0.02, Suggestion::Ship),
        ] {
            numbers.target = target;
            numbers.variants[0].1 = Some(Difference { value: f64::midpoint(low, high), low, high });
            assert_eq!(numbers.suggest(&project.experiments[0], &project), suggestion, "{target:?} {low} {high}");
        }
    }

    #[test]
    fn from_forty_people_on_a_group_says_something() {
        let told = |people: u32| {
            let group = format!("{{participants: {people}, conversions: 20}}");
            one(&format!("- {{name: a, control: {group}, variants: [{group}]}}\n"), "2026-03-14").suggestion
        };
        assert_eq!([told(39), told(40)], [Suggestion::TooFew, Suggestion::GoOn]);
    }

    #[test]
    fn a_split_is_broken_below_its_chance() {
        let is_broken = |chance: f64| {
            let found = one(&format!("- {{name: a, {COUNTS}}}\n"), "2026-03-14");
            ExperimentNumbers { split: Some(chance), ..found }.has_broken_split()
        };
        assert_eq!([is_broken(0.000_999), is_broken(0.001)], [true, false]);
    }

    #[test]
    fn days_left_are_told_for_ten_years_and_of_two_groups() {
        let left = |fields: &str, needed: f64| {
            let project = project(&[("experiments.yaml", &format!("- {{name: a, start: 2026-03-14, {fields}}}\n"))], "2026-03-14");
            days_left(&project.experiments[0], Some(needed), &project)
        };
        let two = "control: {participants: 100, conversions: 10}, variants: [{participants: 110, conversions: 10}]";
        assert_eq!(left(two, 366_100.0), Some(3660), "on the first day");
        assert_eq!(left(two, 366_101.0), None);
        assert_eq!(left(two, 100.0), Some(0));
        assert_eq!(left("control: {participants: 100, conversions: 10}", 200.0), None, "one group");
        assert_eq!(left(&two.replace("110", "0"), 200.0), None, "nobody comes");
        assert_eq!(left(&format!("counted_on: 2026-03-13, {two}"), 200.0), None, "counted before it began");
    }

    #[test]
    fn days_left_follow_from_the_traffic() {
        let found = one(&format!("- {{name: a, start: 2026-03-01, target_effect: 20%, {COUNTS}}}\n"), "2026-03-14");
        // 5,691 in each group are needed; the smaller one has 2,000 after 14 days.
        assert_eq!((found.needed, found.days_left), (Some(5691.0), Some(26)));
        assert_eq!(found.best().map(|(at, _)| at), Some(0));
    }

    #[test]
    fn read_before_its_end() {
        let read = |decided: &str| one(&format!("- {{name: a, end: 2026-03-14, decided_on: {decided}}}\n"), "2026-03-20").is_read_early;
        assert!(read("2026-03-10") && !read("2026-03-14"));
    }
}
