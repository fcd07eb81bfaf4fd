//! One finding a line: `file:line:column: severity[rule]: message`.

use std::fmt::Write;

use super::Style;
use crate::checklist::{Assessment, Places};

/// Every finding on a line of its own, in the order of files and lines.
pub fn short(checked: &Assessment, style: Style) -> String {
    let places = Places::new(&checked.project);
    let mut out = String::new();
    for (spot, found) in places.in_order(checked.checklist.findings()) {
        let address = places.address(spot);
        let message = found.finding.message.get(style.lang).replace('\n', " ");
        let known = if found.finding.is_known { "known " } else { "" };
        let _ = writeln!(out, "{address}: {known}{}[{}]: {message}", found.severity.key(), found.rule.id);
    }
    out
}
