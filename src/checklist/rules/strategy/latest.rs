//! The review that counts: older ones are history.

use crate::checklist::{RuleContext, Subject};
use crate::project::registers::strategy::Review;

/// The latest review up to the report date; the last one written, of several on a day.
pub(super) fn latest<'p>(judge: &RuleContext<'p>) -> Option<Subject<'p, Review>> {
    judge.subjects(&judge.project.reviews).filter(|review| review.date <= judge.today()).max_by_key(|review| review.date)
}
