//! `report.json`: every number of the report with what it is made of, for programs and for people who check.
//!
//! One file per area. Within a version of the shape, what is there keeps its meaning. Internal records are left out and counted.

mod account;
mod actions;
mod budget;
mod collaboration;
mod forecasts;
mod goals;
mod kpis;
mod marketing;
mod meetings;
mod people;
mod plan;
mod risks;
mod scatter;
mod schedule;
mod simulations;
mod tickets;
mod values;
mod words;

use std::collections::BTreeMap;
use std::ops::Deref;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Serialize;

use crate::checklist::{Assessment, Published, Verdicts};
use crate::project::types::Text;
use crate::project::{Kind, RecordId, Stage};
use crate::text::{Lang, Word};
use values::{Day, Wording, wording};

/// The version of the shape.
const VERSION: u32 = 1;

fn known_today(project: &crate::project::Project) -> Vec<String> {
    let name = |id: &RecordId| Some(format!("{}/{}", id.kind.key(), project.record(*id)?.id()));
    project.known_today.keys().filter_map(name).collect()
}

/// The name of the report's file.
pub const REPORT: &str = "report.json";

/// The name of the schema's file, beside the report.
pub const SCHEMA: &str = "report.schema.json";

/// A report of `alongside` on a project at one date: how it stands, what the checklist says, and every number.
///
/// A number that is null is not known or not defined; it is never 0. Amounts of money and hours are texts with exact decimals;
/// computed reals have 10 significant digits. Days are `2026-03-31`. Durations are in the unit that their description says.
/// Records have the ids of the project folder; `register/id` where several registers are meant.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "Report")]
struct Report {
    /// The schema of this file.
    #[serde(rename = "$schema")]
    schema: &'static str,
    /// The version of the shape.
    version: u32,
    /// What made the report, with its version.
    generator: &'static str,
    /// The report date, on which everything depends.
    as_of: Day,
    /// Whom it is for: `public`, `internal`, or an audience of the settings.
    audience: String,
    /// Whether the report looks back, and hides what happened later.
    looks_back: bool,
    /// Facts that happened after the report date, and are hidden.
    hidden_facts: usize,
    /// Records whose state is known only as of today, so that nothing is judged by it, as `register/id`.
    known_today: Vec<String>,
    /// The languages of the project, the default one first.
    languages: Vec<Lang>,
    /// What the project is.
    project: ProjectReport,
    /// How many records of each register are internal. They are left out here, and count in no number; the colours of health are those of the whole.
    not_published: BTreeMap<&'static str, usize>,
    /// What became of every file that holds records or is a document.
    files: Vec<account::FileReport>,
    /// How many things in the files of registers could not be read, and are in no number.
    not_read: usize,
    /// How the project and its areas stand, and what the checklist says.
    verdicts: Verdicts,
    /// Each goal.
    goals: Vec<goals::GoalReport>,
    /// Each KPI.
    kpis: Vec<kpis::KpiReport>,
    /// The risks.
    risks: risks::RisksReport,
    /// The plan.
    plan: plan::PlanReport,
    /// The weeks of everyone who is allocated.
    people: Vec<people::PersonReport>,
    /// The budget.
    budget: budget::BudgetReport,
    /// Campaigns and launches.
    marketing: marketing::MarketingReport,
    /// How project and marketing work together.
    collaboration: collaboration::CollaborationReport,
}

/// What the project is.
#[derive(Serialize, JsonSchema)]
struct ProjectReport {
    /// Its name, by language.
    name: Option<Wording>,
    /// Its code.
    code: Option<String>,
    /// Its stage, as recorded or by its dates.
    stage: Word<Stage>,
    /// Its first day.
    start: Option<Day>,
    /// Its last day.
    end: Option<Day>,
    /// The code of its currency.
    currency: Option<String>,
}

/// The report as JSON. The same project and date give the same text.
pub fn published(published: &Published<'_>) -> String {
    let (source, project) = (Source(published), &published.project);
    let info = &project.settings.project;
    let report = Report {
        schema: SCHEMA,
        version: VERSION,
        generator: concat!("alongside ", env!("CARGO_PKG_VERSION")),
        as_of: Day(project.report_date),
        audience: project.readers().name().to_owned(),
        looks_back: project.looks_back,
        hidden_facts: project.hidden_facts,
        known_today: known_today(project),
        languages: project.languages.clone(),
        project: ProjectReport {
            name: info.name.as_ref().map(|name| source.wording(name)),
            code: info.code.as_ref().map(|code| code.0.clone()),
            stage: Word(project.stage()),
            start: info.start.map(Day),
            end: info.end.map(Day),
            currency: info.currency.as_ref().map(|code| code.to_uppercase()),
        },
        not_published: published.left_out.records.iter().map(|(kind, count)| (kind.key(), *count)).collect(),
        files: account::files(source),
        not_read: published.left_out.unread,
        verdicts: Verdicts::of(published),
        goals: goals::goals(source),
        kpis: kpis::kpis(source),
        risks: risks::risks(source),
        plan: plan::plan(source),
        people: people::people(source),
        budget: budget::budget(source),
        marketing: marketing::marketing(source),
        collaboration: collaboration::collaboration(source),
    };
    // Only texts and numbers are in it: it can always be written.
    serde_json::to_string_pretty(&report).unwrap_or_default() + "\n"
}

/// The JSON Schema of the report (draft 2020-12).
pub fn schema() -> String {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let schema = settings.into_generator().into_root_schema_for::<Report>();
    serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n"
}

/// What the parts of the report are made from.
#[derive(Clone, Copy)]
struct Source<'p>(&'p Published<'p>);

impl Deref for Source<'_> {
    type Target = Assessment;
    fn deref(&self) -> &Assessment {
        self.0
    }
}

impl<'p> Source<'p> {
    /// The records of a register with their numbers, by their ids.
    fn records<N>(self, kind: Kind, numbers: &'p [N]) -> impl Iterator<Item = (usize, &'p N)> {
        let mut all: Vec<(usize, &'p N)> = numbers.iter().enumerate().collect();
        all.sort_by_cached_key(|(index, _)| self.id(kind, *index));
        all.into_iter()
    }

    /// A record's id in its register.
    fn id(self, kind: Kind, index: usize) -> Option<String> {
        let id = RecordId { kind, index };
        self.project.record(id).map(|entry| entry.id().to_owned())
    }

    /// A record as `register/id`.
    fn full_id(self, id: RecordId) -> Option<String> {
        Some(format!("{}/{}", id.kind.key(), self.id(id.kind, id.index)?))
    }

    /// A record's name, by language.
    fn name(self, kind: Kind, index: usize) -> Option<Wording> {
        let name = self.project.record(RecordId { kind, index })?.name()?;
        Some(self.wording(name))
    }

    fn wording(self, text: &Text) -> Wording {
        wording(text, self.project.default_lang())
    }

    /// Ids of some records of a register, in their order.
    fn ids(self, kind: Kind, indices: &[usize]) -> Vec<String> {
        let mut ids: Vec<String> = indices.iter().filter_map(|index| self.id(kind, *index)).collect();
        ids.sort();
        ids
    }
}
