//! Sections 2 to 4: path, status, pace, forecast, process limits.

use super::Family;

pub(super) const FAMILIES: &[Family] = &[];

/// Families and ids that nothing computes yet.
pub(super) const NOT_YET: &[&str] = &[
    "2.1 expected value",
    "2.2 status",
    "2.3 verdict per target",
    "2.4 pace",
    "3.1 regression",
    "3.2 Student's t, 0.90",
    "3.3 forecast",
    "4.1 limits",
    "4.2 signals",
    "4.3 chart",
    "4.4 before and after",
];

#[test]
fn kpis() {
    super::hold("kpi");
}
