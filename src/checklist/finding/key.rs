//! What a finding is known by, whatever its line and its words (`docs/checklist.md §5.4`).

use serde::{Deserialize, Serialize};

use super::{Finding, Place};
use crate::project::{Project, RecordId};

/// More of a text that could not be read says nothing more about where it stands.
const LONGEST_TEXT: usize = 80;

/// What a finding is known by.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Key {
    /// Its rule.
    pub rule: String,
    /// Its records, as `register/id`, sorted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub records: Vec<String>,
    /// Its field, or the keys that lead to a setting.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub field: String,
    /// Its file, where it has no record.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub file: String,
    /// The text that it is about, where it has no field.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
}

impl Key {
    /// That of a finding of a rule.
    pub(crate) fn of(project: &Project, rule: &str, finding: &Finding) -> Self {
        let name = |id: RecordId| Some(format!("{}/{}", id.kind.key(), project.record(id)?.id()));
        let mut records: Vec<String> = finding.records.iter().filter_map(|id| name(*id)).collect();
        records.sort();
        let mut key = Self { rule: rule.to_owned(), records, ..Self::default() };
        match &finding.place {
            Place::Record(_, field) => key.field.clone_from(field),
            Place::Setting(path) => key.field = path.join("."),
            Place::Bytes(file, span) => {
                if key.records.is_empty() {
                    project.path(*file).clone_into(&mut key.file);
                }
                let text = span.of(project.text(*file)).lines().next().unwrap_or_default();
                key.text = text.chars().take(LONGEST_TEXT).collect();
            }
            Place::Project => {}
        }
        key
    }
}
