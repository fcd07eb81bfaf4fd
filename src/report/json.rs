//! Findings and verdicts for other programs. The shape has a version; what is there keeps its meaning within one.

use serde::Serialize;

use crate::checklist::{Assessment, Audience, Published, Verdicts};

/// The version of the shape.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Report {
    version: u32,
    as_of: String,
    verdicts: Verdicts,
}

/// The verdicts as JSON, as `report.json` has them, with what internal records say.
pub fn json(checked: &Assessment) -> String {
    let report = Report {
        version: VERSION,
        as_of: checked.project.report_date.to_string(),
        verdicts: Verdicts::of(&Published::to(Audience::Team, checked)),
    };
    // Only texts and numbers are in it: it can always be written.
    serde_json::to_string_pretty(&report).unwrap_or_default() + "\n"
}
