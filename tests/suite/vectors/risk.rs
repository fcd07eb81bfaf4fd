//! Section 5: scales, expected value, simulation, exposure.

use super::Family;

pub(super) const FAMILIES: &[Family] = &[];

/// Families and ids that nothing computes yet.
pub(super) const NOT_YET: &[&str] = &[
    "5.1 step of a per cent",
    "5.1 per cent of a step",
    "5.2 levels",
    "5.3 EMV",
    "5.4 PERT moments",
    "5.5 generator",
    "5.5 PERT samples",
    "5.6 simulation",
    "5.7 exposure",
];

#[test]
fn risks() {
    super::hold("risk");
}
