//! What a new project is asked on a terminal.

use std::io::{self, BufRead, IsTerminal, Write};

use clap::ValueEnum;

use crate::cli::{ForChoice, FormChoice};
use crate::say;
use crate::text::{Lang, Message};

/// Questions on a terminal; where there is none, nothing is asked and the usual holds.
pub(super) struct Questions {
    is_asked: bool,
}

impl Questions {
    /// Whether a person sits at a terminal and wants to be asked.
    pub(super) fn new(is_wanted: bool) -> Self {
        Self { is_asked: is_wanted && io::stdin().is_terminal() && io::stderr().is_terminal() }
    }

    /// The languages of the report. The question is asked in both.
    pub(super) fn languages(&self, usual: Vec<Lang>) -> io::Result<Vec<Lang>> {
        self.until_read("Language / 语言: en, zh, en,zh [en]", usual, read_languages)
    }

    /// The name of the project.
    pub(super) fn name(&self, usual: String, lang: Lang) -> io::Result<String> {
        let question = Message { en: format!("Name of the project [{usual}]").into(), zh: format!("项目名称 [{usual}]").into() };
        self.until_read(question.get(lang), usual, |answer| Some(answer.to_owned()))
    }

    /// Who keeps the folder.
    pub(super) fn whom(&self, usual: ForChoice, lang: Lang) -> io::Result<ForChoice> {
        let usual_word = word(&usual);
        let question = say!(
            "For whom: project, marketing [{usual_word}]",
            "给谁用：project（整个项目）、marketing（市场方）[{usual_word}]",
            usual_word
        );
        self.until_read(question.get(lang), usual, read_whom)
    }

    /// The form of the files.
    pub(super) fn form(&self, usual: FormChoice, lang: Lang) -> io::Result<FormChoice> {
        let usual_form = word(&usual);
        let question = say!(
            "Form of the files: yaml, csv, markdown, xlsx [{usual_form}]",
            "文件形式：yaml、csv、markdown、xlsx [{usual_form}]",
            usual_form
        );
        self.until_read(question.get(lang), usual, read_form)
    }

    /// Asks until the answer can be read; nothing is the usual.
    fn until_read<T>(&self, question: &str, usual: T, read: impl Fn(&str) -> Option<T>) -> io::Result<T> {
        if !self.is_asked {
            return Ok(usual);
        }
        loop {
            write!(io::stderr(), "{question}: ")?;
            let mut answer = String::new();
            let is_over = io::stdin().lock().read_line(&mut answer)? == 0;
            let answer = answer.trim();
            if is_over || answer.is_empty() {
                return Ok(usual);
            }
            if let Some(read) = read(answer) {
                return Ok(read);
            }
        }
    }
}

/// Languages with commas between them, each once.
pub(super) fn read_languages(text: &str) -> Option<Vec<Lang>> {
    let tags = text.split([',', '，', '、', ' ']).map(str::trim).filter(|tag| !tag.is_empty());
    let mut languages = tags.map(Lang::of_tag).collect::<Option<Vec<Lang>>>().filter(|languages| !languages.is_empty())?;
    let first = languages.first().copied();
    languages.dedup();
    (languages.len() <= Lang::ALL.len() && languages.iter().skip(1).all(|lang| Some(*lang) != first)).then_some(languages)
}

/// The word that is typed for a choice.
fn word(choice: &impl ValueEnum) -> String {
    choice.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
}

/// Who is meant by a word.
fn read_whom(text: &str) -> Option<ForChoice> {
    match text.to_lowercase().as_str() {
        "project" | "all" | "项目" | "整个项目" => Some(ForChoice::Project),
        "marketing" | "市场" | "营销" | "市场团队" => Some(ForChoice::Marketing),
        _ => None,
    }
}

/// The form of a name or an extension.
pub(super) fn read_form(text: &str) -> Option<FormChoice> {
    match text.to_ascii_lowercase().as_str() {
        "yaml" | "yml" => Some(FormChoice::Yaml),
        "csv" => Some(FormChoice::Csv),
        "markdown" | "md" => Some(FormChoice::Markdown),
        "xlsx" | "excel" => Some(FormChoice::Xlsx),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_as_people_type_them() {
        assert_eq!(read_languages("en"), Some(vec![Lang::En]));
        assert_eq!(read_languages("zh-CN, en"), Some(vec![Lang::Zh, Lang::En]));
        assert_eq!(read_languages("en，zh"), Some(vec![Lang::En, Lang::Zh]));
        for wrong in ["", "fr", "en,fr", "en,zh,en"] {
            assert_eq!(read_languages(wrong), None, "{wrong}");
        }
        assert_eq!(
            (read_whom("Marketing"), read_whom("项目"), read_whom("sales")),
            (Some(ForChoice::Marketing), Some(ForChoice::Project), None)
        );
        assert_eq!((read_form("MD"), read_form("xlsx"), read_form("odt")), (Some(FormChoice::Markdown), Some(FormChoice::Xlsx), None));
    }

    #[test]
    fn nobody_is_asked_where_nobody_sits() {
        let questions = Questions { is_asked: false };
        assert_eq!(questions.name("Beacon".to_owned(), Lang::En).unwrap(), "Beacon");
        assert_eq!(questions.form(FormChoice::Csv, Lang::Zh).unwrap(), FormChoice::Csv);
    }
}
