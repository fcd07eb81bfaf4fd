//! One finding a line: `file:line:column: severity[rule]: message`.

use std::fmt::Write;

use super::Style;
use crate::checklist::{Assessment, Places};

/// Every finding on a line of its own, in the order of files and lines.
pub fn short(checked: &Assessment, style: Style) -> String {
    let places = Places::new(&checked.project);
    let mut out = String::new();
    for (spot, found) in places.in_order(checked.checklist.findings()) {
        let path = places.path(spot);
        let (line, column) = spot.map_or((1, 1), |spot| {
            let location = places.location(spot);
            (location.line, location.column)
        });
        let message = found.finding.message.get(style.lang).replace('\n', " ");
        let known = if found.finding.is_known { "known " } else { "" };
        let _ = writeln!(out, "{path}:{line}:{column}: {known}{}[{}]: {message}", found.severity.key(), found.rule.id);
    }
    out
}
