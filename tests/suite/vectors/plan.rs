//! Section 6: network, dates, slip, per cent planned, earned value.

use super::Family;

pub(super) const FAMILIES: &[Family] = &[];

/// Families and ids that nothing computes yet.
pub(super) const NOT_YET: &[&str] =
    &["6.1 network", "6.2 plan", "6.3 slip", "6.4 planned per cent", "6.4 per cent of the whole", "6.5 earned value"];

#[test]
fn plans() {
    super::hold("plan");
}
