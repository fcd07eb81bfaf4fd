//! How much of the checklist holds, and how much of it could be judged (`docs/numbers.md §8.9`).

use super::Outcome;
use crate::analysis::numbers::share;

/// What a rule said of its subjects. What is not due is in none of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Subjects that hold.
    pub passed: usize,
    /// Subjects that do not.
    pub failed: usize,
    /// Subjects that do not, and are waived.
    pub waived: usize,
    /// Subjects with nothing to judge them by.
    pub not_assessable: usize,
}

/// The shares of an item, an area or the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Shares {
    /// Rules with a verdict.
    pub rules_judged: usize,
    /// Rules with a verdict and without a failure.
    pub rules_passed: usize,
    /// All their subjects.
    pub records: Counts,
}

impl Counts {
    /// Subjects with a verdict.
    pub const fn judged(self) -> usize {
        self.passed + self.failed + self.waived
    }
}

impl Shares {
    /// Adds up rules. One long register counts no more among the rules than a short one.
    pub fn of(rules: impl IntoIterator<Item = Counts>) -> Self {
        let mut shares = Self::default();
        for rule in rules {
            let is_judged = rule.judged() > 0;
            shares.rules_judged += usize::from(is_judged);
            shares.rules_passed += usize::from(is_judged && rule.failed == 0);
            shares.records.passed += rule.passed;
            shares.records.failed += rule.failed;
            shares.records.waived += rule.waived;
            shares.records.not_assessable += rule.not_assessable;
        }
        shares
    }

    /// Rules without a failure among those with a verdict, 0 to 1; `None` if there is none.
    pub fn rules(self) -> Option<f64> {
        share(self.rules_passed, self.rules_judged)
    }

    /// Records that hold among those judged, as if nothing were waived.
    pub fn raw(self) -> Option<f64> {
        share(self.records.passed, self.records.judged())
    }

    /// Records that hold among those judged and not waived.
    pub fn after_waivers(self) -> Option<f64> {
        share(self.records.passed, self.records.passed + self.records.failed)
    }

    /// Records that could be judged among those looked at.
    pub fn coverage(self) -> Option<f64> {
        share(self.records.judged(), self.records.judged() + self.records.not_assessable)
    }
}

impl From<&Outcome> for Counts {
    fn from(outcome: &Outcome) -> Self {
        let Outcome { passed, failed, waived, not_assessable, .. } = *outcome;
        Self { passed, failed, waived, not_assessable }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_waived_is_no_failure_and_no_pass() {
        let rules = [
            Counts { passed: 9, failed: 1, ..Counts::default() },
            Counts { passed: 2, waived: 1, ..Counts::default() },
            Counts { not_assessable: 3, ..Counts::default() },
            Counts::default(),
        ];
        let shares = Shares::of(rules);
        assert_eq!((shares.rules_passed, shares.rules_judged, shares.rules()), (1, 2, Some(0.5)));
        assert_eq!((shares.raw(), shares.after_waivers(), shares.coverage()), (Some(11.0 / 13.0), Some(11.0 / 12.0), Some(13.0 / 16.0)));
        assert_eq!((Shares::default().rules(), Shares::default().coverage()), (None, None));
    }

    #[test]
    fn a_rule_with_a_failure_has_not_passed() {
        let passed = |failed: usize| Shares::of([Counts { passed: 2, failed, ..Counts::default() }]).rules_passed;
        assert_eq!((passed(0), passed(1)), (1, 0));
    }
}
