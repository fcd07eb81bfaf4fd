//! What to type, with the names that the file has for its fields.

use std::collections::BTreeMap;

use super::Finding;
use super::places::Places;
use crate::project::Kind;
use crate::source::schema::Field;
use crate::source::vocabulary::Vocabulary;
use crate::text::{Message, is_han};

impl Places<'_> {
    /// What a finding advises, in the words and the form of the file that it is about. English advice shows fields as YAML has them;
    /// a row has a value in a column instead: `leads_to: [D-14]` → `D-14` under `leads_to`. Chinese advice calls fields by their
    /// Chinese labels; one that the file calls otherwise has that name behind it: “效果”（`result`）.
    pub fn advice(&self, finding: &Finding) -> Option<Message> {
        let mut advice = finding.help.clone()?;
        let subject = finding.place.record().or_else(|| finding.records.first().copied());
        if let Some((id, entry)) = subject.and_then(|id| Some((id, self.project().record(id)?))) {
            let typed = self.typed(id);
            let names = Names::new(id.kind.vocabulary(), &typed);
            let is_row = entry.body().is_none() && !self.project().is_yaml(entry.origin().file);
            advice.en = names.in_english(&advice.en, is_row).into();
            advice.zh = names.in_chinese(&advice.zh).into();
        }
        Some(Message { en: self.in_own_files(&advice.en).into(), zh: self.in_own_files(&advice.zh).into() })
    }

    /// Advice with the file that a register has here in place of the one that it usually has, unless it shows lines of YAML, and the
    /// file has other ones.
    fn in_own_files(&self, advice: &str) -> String {
        let has_lines = advice.contains("`- {");
        let own = |code: &str| {
            let kind = usual_file(code)?;
            let [path] = self.own_files().paths(kind) else { return None };
            (!has_lines || is_yaml(path)).then_some(*path)
        };
        let part = |(at, code)| if at % 2 == 1 { own(code).unwrap_or(code) } else { code };
        advice.split('`').enumerate().map(part).collect::<Vec<&str>>().join("`")
    }
}

/// The register whose file is usually called so: `risks.yaml`, `风险.csv`.
fn usual_file(name: &str) -> Option<Kind> {
    let (stem, extension) = name.split_once('.')?;
    let is_usual = |kind: &&Kind| stem == kind.key() || stem == kind.zh();
    Kind::ALL.iter().find(is_usual).copied().filter(|_| ["yaml", "csv", "md"].contains(&extension))
}

fn is_yaml(path: &str) -> bool {
    path.ends_with(".yaml") || path.ends_with(".yml")
}

/// What a file calls the fields of a record.
struct Names<'t> {
    words: &'static Vocabulary,
    typed: &'t BTreeMap<String, &'t str>,
    /// Whether fields that the record does not have yet are called in Chinese, as others of it are.
    is_chinese: bool,
}

impl<'t> Names<'t> {
    fn new(words: &'static Vocabulary, typed: &'t BTreeMap<String, &'t str>) -> Self {
        Self { words, typed, is_chinese: typed.values().any(|name| name.contains(is_han)) }
    }

    fn of(&self, field: &Field) -> &'t str {
        let usual = if self.is_chinese { field.zh } else { field.name };
        self.typed.get(field.name).copied().filter(|name| !name.is_empty()).unwrap_or(usual)
    }

    /// Advice with each field in code as the file has it.
    fn in_english(&self, advice: &str, is_row: bool) -> String {
        let part = |(at, part): (usize, &str)| if at % 2 == 1 { self.typing(part, is_row) } else { part.to_owned() };
        advice.split('`').enumerate().map(part).collect::<Vec<String>>().join("`")
    }

    /// What stands between two ticks.
    fn typing(&self, code: &str, is_row: bool) -> String {
        let (name, value) = code.split_once(':').map_or((code, None), |(name, value)| (name, Some(value.trim())));
        let Some(name) = self.words.field(name).map(|field| self.of(field)) else { return code.to_owned() };
        match value {
            None | Some("" | "…") if is_row => name.to_owned(),
            Some("YYYY-MM-DD") if is_row => format!("{name}` as `YYYY-MM-DD"),
            Some(value) if is_row && !value.starts_with(['{', '"']) && !value.starts_with("[{") => {
                format!("{}` under `{name}", value.trim_matches(['[', ']']))
            }
            None => name.to_owned(),
            Some("") => format!("{name}:"),
            Some(value) => format!("{name}: {value}"),
        }
    }

    /// Advice with the name of each field behind its label, where the two differ.
    fn in_chinese(&self, advice: &str) -> String {
        if self.typed.is_empty() {
            return advice.to_owned();
        }
        let mut told = advice.to_owned();
        for field in self.words.fields() {
            let (name, label) = (self.of(field), format!("“{}”", field.zh));
            if name.contains(field.zh) || told.contains(&format!("{label}（`")) {
                continue;
            }
            told = told.replacen(&label, &format!("{label}（`{name}`）"), 1);
        }
        told
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with<T>(typed: &[(&str, &'static str)], tell: impl FnOnce(&Names<'_>) -> T) -> T {
        let typed = typed.iter().map(|(name, typed)| ((*name).to_owned(), *typed)).collect();
        tell(&Names::new(Kind::Changes.vocabulary(), &typed))
    }

    fn told(advice: &str, typed: &[(&str, &'static str)]) -> String {
        with(typed, |names| names.in_chinese(advice))
    }

    #[test]
    fn in_a_row_a_value_stands_under_a_head() {
        let advice = "Type `approved_by: …`, `affects: [M-11]`, `decision: approved` and `impact: {plan: x}` in `changes.csv`, or move `check_back: YYYY-MM-DD`.";
        let row = |typed: &[(&str, &'static str)]| with(typed, |names| names.in_english(advice, true));
        assert_eq!(
            row(&[("title", "title")]),
            "Type `approved_by`, `M-11` under `affects`, `approved` under `decision` and `impact: {plan: x}` in `changes.csv`, or move `check_back` as `YYYY-MM-DD`."
        );
        assert_eq!(
            row(&[("approved_by", "批准人")]),
            "Type `批准人`, `M-11` under `影响对象`, `approved` under `决定` and `影响: {plan: x}` in `changes.csv`, or move `复核日期` as `YYYY-MM-DD`."
        );
        with(&[("title", "title")], |names| assert_eq!(names.in_english(advice, false), advice));
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

    #[test]
    fn a_register_is_written_where_it_stands() {
        use crate::checklist::{Finding, Place};
        use crate::project::{Folder, ReportDateSource, load};
        let told = |files: &[(&str, &str)], en: &str, zh: &str| {
            let project =
                load(Folder::of_texts(files), ReportDateSource { as_of: None, otherwise: crate::calendar::Date::new(2026, 3, 31) });
            let help = Message { en: en.to_owned().into(), zh: zh.to_owned().into() };
            let advice = Places::new(&project).advice(&Finding::new(Place::Project, Message::default()).help(help)).unwrap();
            (advice.en.into_owned(), advice.zh.into_owned())
        };
        let (en, zh) = ("Add it to `risks.yaml`, as `- {title: Late}`.", "在 `风险.csv` 补一行。");
        let pair = |en: &str, zh: &str| (en.to_owned(), zh.to_owned());
        assert_eq!(told(&[("plan/风险台账.csv", "标题\n延期\n")], en, zh), pair(en, "在 `plan/风险台账.csv` 补一行。"), "no YAML in rows");
        assert_eq!(
            told(&[("raid/register-of-risks.yaml", "- title: Late\n"), ("alongside.yaml", "files: {raid/*: risks}\n")], en, zh),
            pair("Add it to `raid/register-of-risks.yaml`, as `- {title: Late}`.", "在 `raid/register-of-risks.yaml` 补一行。")
        );
        let two = [("risks.csv", "title\nLate\n"), ("风险.csv", "标题\n延期\n")];
        assert_eq!(told(&two, en, zh), pair(en, zh), "which of two files is for people to say");
        assert_eq!(told(&[], en, zh), pair(en, zh));
    }
}
