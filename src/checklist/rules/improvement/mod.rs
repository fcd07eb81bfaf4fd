//! Rules of the area `improvement`.

/// The rules of this area, in the order of the checklist.
pub(super) static RULES: &[&crate::checklist::Rule] = &[];
