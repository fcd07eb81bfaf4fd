//! A case's `in` as a project in memory: JSON is YAML, so that a list of records is a register.

use alongside::analysis::Analysis;
use alongside::calendar::Date;
use alongside::project::{Folder, Project, ReportDateSource, load};
use serde_json::{Map, Value, json};

/// The files of a project.
pub(super) struct Files {
    settings: Map<String, Value>,
    registers: Vec<(String, String)>,
}

impl Files {
    /// The settings of a project on the calendar of a case: its own one, one of the file's by name, or Monday to Friday.
    pub(super) fn new(given: &Value) -> Self {
        let calendar = given.get("calendar").map(calendar).unwrap_or_default();
        Self { settings: [("calendar".to_owned(), calendar)].into_iter().collect(), registers: Vec::new() }
    }

    /// Adds a part of the settings.
    pub(super) fn setting(mut self, name: &str, value: Value) -> Self {
        self.settings.insert(name.to_owned(), value);
        self
    }

    /// Adds a register as a list of records.
    pub(super) fn register(mut self, name: &str, records: &Value) -> Self {
        let has_records = records.as_array().is_some_and(|records| !records.is_empty());
        if has_records {
            self.registers.push((format!("{name}.yaml"), records.to_string()));
        }
        self
    }

    /// The project at a report date. What cannot be read fails the test.
    pub(super) fn project(&self, report_date: &Value) -> Project {
        let settings = Value::Object(self.settings.clone()).to_string();
        let mut texts = vec![("alongside.yaml", settings.as_str())];
        texts.extend(self.registers.iter().map(|(path, text)| (path.as_str(), text.as_str())));
        let project = load(Folder::of_texts(&texts), ReportDateSource { as_of: None, otherwise: day(report_date) });
        let wrong: Vec<&str> = project.problems.iter().map(|trouble| trouble.problem.message.en.as_ref()).collect();
        assert!(wrong.is_empty(), "{wrong:?} in {texts:?}");
        project
    }

    /// The project at a report date, and its numbers.
    pub(super) fn analysed(&self, report_date: &Value) -> (Project, Analysis) {
        let project = self.project(report_date);
        let analysis = Analysis::of(&project);
        (project, analysis)
    }
}

/// A calendar of a case as settings have it.
fn calendar(given: &Value) -> Value {
    let by_name: Value = serde_json::from_str(super::VECTORS).unwrap();
    let given = match given.as_str() {
        Some(name) => by_name["calendars"].get(name.split(" (").next().unwrap_or(name)).unwrap_or(&Value::Null),
        None => given,
    };
    let mut settings = Map::new();
    if let Some(holidays) = given["holidays"].as_array() {
        settings.insert("holidays".to_owned(), holidays.iter().map(stretch).collect());
    }
    if let Some(make_up) = given["make_up"].as_array() {
        settings.insert("make_up".to_owned(), json!(make_up));
    }
    Value::Object(settings)
}

/// A first and a last day as one text.
pub(super) fn stretch(days: &Value) -> Value {
    json!(format!("{}..{}", days[0].as_str().unwrap(), days[1].as_str().unwrap()))
}

/// A day of a case.
pub(super) fn day(text: &Value) -> Date {
    Date::parse(text.as_str().unwrap()).unwrap()
}

/// Records with the names of some fields changed.
pub(super) fn renamed(records: &Value, names: &[(&str, &str)]) -> Value {
    let rename = |(name, value): (&String, &Value)| {
        let new = names.iter().find(|(old, _)| old == name).map_or(name.as_str(), |(_, new)| new);
        (new.to_owned(), value.clone())
    };
    let record = |record: &Value| Value::Object(record.as_object().unwrap().iter().map(rename).collect());
    records.as_array().unwrap().iter().map(record).collect()
}

/// Records that each have a field of a fixed name set to a text that differs from record to record.
pub(super) fn named(records: &Value, name: &str) -> Value {
    let add = |(at, record): (usize, &Value)| {
        let mut record = record.as_object().unwrap().clone();
        record.entry(name).or_insert_with(|| json!(format!("{name} {at}")));
        Value::Object(record)
    };
    records.as_array().unwrap().iter().enumerate().map(add).collect()
}
