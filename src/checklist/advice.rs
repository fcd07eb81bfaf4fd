//! What to type, with the names that the file has for its fields.

use std::collections::BTreeMap;

use super::finding::Finding;
use super::places::Places;
use crate::source::schema::Field;
use crate::text::Message;

impl Places<'_> {
    /// What a finding advises. Chinese advice calls fields by their Chinese labels; one that the file calls otherwise has that name
    /// behind it: “效果”（`result`）.
    pub fn advice(&self, finding: &Finding) -> Option<Message> {
        let mut advice = finding.help.clone()?;
        if let Some(id) = finding.place.record().or_else(|| finding.records.first().copied()) {
            advice.zh = with_names(&advice.zh, id.kind.vocabulary().fields(), &self.typed(id)).into();
        }
        Some(advice)
    }
}

/// `advice` with the name of each field behind its label, where the two differ. A field that the record does not have yet is called
/// as the others are: in Chinese, or by its own name.
fn with_names(advice: &str, fields: impl Iterator<Item = &'static Field>, typed: &BTreeMap<String, &str>) -> String {
    let is_chinese = typed.is_empty() || typed.values().any(|name| !name.is_ascii());
    let mut told = advice.to_owned();
    for field in fields {
        let usual = if is_chinese { field.zh } else { field.name };
        let name = typed.get(field.name).copied().unwrap_or(usual);
        let label = format!("“{}”", field.zh);
        if name.contains(field.zh) || name.is_empty() || told.contains(&format!("{label}（`")) {
            continue;
        }
        told = told.replacen(&label, &format!("{label}（`{name}`）"), 1);
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::Kind;

    fn told(advice: &str, typed: &[(&str, &'static str)]) -> String {
        let typed = typed.iter().map(|(name, typed)| ((*name).to_owned(), *typed)).collect();
        with_names(advice, Kind::Changes.vocabulary().fields(), &typed)
    }

    #[test]
    fn a_field_has_the_name_that_its_file_has_for_it() {
        let advice = "在“效果”写数字，或改“复核日期”。";
        assert_eq!(told(advice, &[("check_back", "check-back")]), "在“效果”（`result`）写数字，或改“复核日期”（`check-back`）。");
        assert_eq!(told(advice, &[("check_back", "复核日期")]), advice);
        assert_eq!(told(advice, &[("check_back", "复核 / 复核日期")]), advice);
        assert_eq!(told(advice, &[("title", "标题")]), advice, "what is not there yet is called as the rest is");
        assert_eq!(told(advice, &[]), advice);
    }

    #[test]
    fn a_name_is_told_once() {
        assert_eq!(told("“效果”（`result`）与“效果”", &[("title", "title")]), "“效果”（`result`）与“效果”");
        assert_eq!(told("“效果”与“效果”", &[("title", "title")]), "“效果”（`result`）与“效果”");
    }
}
