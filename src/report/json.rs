//! Findings and verdicts for other programs. The shape has a version; what is there keeps its meaning within one.

use serde::Serialize;

use super::{Checked, Style};
use crate::checklist::{Outcome, Place, Places, Reported, Severity, Spot, Waived};
use crate::project::{Project, RecordId};
use crate::text::Lang;

/// The version of the shape.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Report<'r> {
    version: u32,
    as_of: String,
    language: Lang,
    summary: Counts,
    findings: Vec<Finding<'r>>,
    waived: Vec<WaivedFinding<'r>>,
    rules: Vec<Rule<'r>>,
}

#[derive(Serialize)]
struct Counts {
    errors: usize,
    warnings: usize,
    infos: usize,
    waived: usize,
}

#[derive(Serialize)]
struct Finding<'r> {
    rule: &'static str,
    severity: &'static str,
    message: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'r str>,
    why: &'r str,
    records: Vec<String>,
    #[serde(flatten)]
    place: Option<Location<'r>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related: Vec<Related<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    replacement: Option<&'r str>,
}

#[derive(Serialize)]
struct WaivedFinding<'r> {
    #[serde(flatten)]
    finding: Finding<'r>,
    reason: Option<String>,
    until: Option<String>,
}

#[derive(Serialize)]
struct Location<'r> {
    file: &'r str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
struct Related<'r> {
    message: &'r str,
    #[serde(flatten)]
    place: Option<Location<'r>>,
}

#[derive(Serialize)]
struct Rule<'r> {
    id: &'static str,
    item: String,
    title: &'r str,
    state: &'static str,
    passed: usize,
    failed: usize,
    waived: usize,
    not_assessable: usize,
}

/// The report as JSON, with texts in the style's language.
pub fn json(checked: Checked<'_>, style: Style) -> String {
    let places = Places::new(checked.project);
    let writer = Writer { project: checked.project, places: &places, lang: style.lang };
    let checklist = checked.checklist;
    let count = |severity| checklist.count(severity);
    let report = Report {
        version: VERSION,
        as_of: checked.project.report_date.to_string(),
        language: style.lang,
        summary: Counts {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            infos: count(Severity::Info),
            waived: checklist.waived().count(),
        },
        findings: places.in_order(checklist.findings()).into_iter().map(|(spot, found)| writer.finding(spot, found)).collect(),
        waived: checklist.waived().map(|waived| writer.waived(waived)).collect(),
        rules: checklist.outcomes.iter().map(|outcome| writer.rule(outcome)).collect(),
    };
    // Only texts and numbers are in it: it can always be written.
    serde_json::to_string_pretty(&report).unwrap_or_default() + "\n"
}

struct Writer<'p> {
    project: &'p Project,
    places: &'p Places<'p>,
    lang: Lang,
}

impl<'p> Writer<'p> {
    fn finding<'r>(&self, spot: Option<Spot>, found: &'r Reported) -> Finding<'r>
    where
        'p: 'r,
    {
        let finding = &found.finding;
        Finding {
            rule: found.rule.id,
            severity: found.severity.key(),
            message: finding.message.get(self.lang),
            help: finding.help.as_ref().map(|help| help.get(self.lang)),
            why: found.rule.why.get(self.lang),
            records: finding.records.iter().filter_map(|id| self.record(*id)).collect(),
            place: spot.map(|spot| self.location(spot)),
            related: finding.related.iter().map(|(place, message)| self.related(place, message.get(self.lang))).collect(),
            replacement: finding.replacement.as_deref(),
        }
    }

    fn waived<'r>(&self, waived: &'r Waived) -> WaivedFinding<'r>
    where
        'p: 'r,
    {
        let waiver = self.project.settings.checklist.waivers.get(waived.waiver);
        let spot = self.places.spot(&waived.reported.finding.place);
        WaivedFinding {
            finding: self.finding(spot, &waived.reported),
            reason: waiver
                .and_then(|waiver| waiver.reason.as_ref())
                .map(|reason| reason.get(self.lang, self.project.default_lang()).0.to_owned()),
            until: waiver.and_then(|waiver| waiver.until).map(|until| until.to_string()),
        }
    }

    fn related<'r>(&self, place: &Place, message: &'r str) -> Related<'r>
    where
        'p: 'r,
    {
        Related { message, place: self.places.spot(place).map(|spot| self.location(spot)) }
    }

    fn location(&self, spot: Spot) -> Location<'p> {
        let location = self.places.location(spot);
        Location {
            file: self.places.path(Some(spot)),
            line: location.line,
            column: location.column,
            end_line: location.end_line,
            end_column: location.end_column,
        }
    }

    fn record(&self, id: RecordId) -> Option<String> {
        Some(format!("{}/{}", id.kind.key(), self.project.record(id)?.id()))
    }

    fn rule<'r>(&self, outcome: &'r Outcome) -> Rule<'r> {
        Rule {
            id: outcome.rule.id,
            item: outcome.rule.item.number(),
            title: outcome.rule.title.get(self.lang),
            state: outcome.state.key(),
            passed: outcome.passed,
            failed: outcome.failed,
            waived: outcome.waived,
            not_assessable: outcome.not_assessable,
        }
    }
}
