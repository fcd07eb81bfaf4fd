//! A record as a document of its own, beside those that the project has.

use std::fmt::Write;

use super::yaml::{Writer, typed_in_front};
use super::{Given, is_introduction};
use crate::calendar::Date;
use crate::project::content::stem;
use crate::project::{Kind, Project};
use crate::source::fold::fold;
use crate::source::slug::slug;
use crate::text::Lang;

/// A file to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Where it goes, from the project's folder.
    pub path: String,
    /// What it holds.
    pub text: String,
}

/// A document beside another one of its register, called and written as that is.
pub fn new_document(project: &Project, like: usize, kind: Kind, given: &[Given]) -> Draft {
    let text_of =
        |field: &str| given.iter().find(|given| given.path == [field]).and_then(|given| given.texts.first()).map_or("", String::as_str);
    let title = kind.named().map_or("", text_of);
    let day = kind.dated().map_or("", text_of);
    let path = free_path(project, like, &[text_of("id"), day], title);
    let typed = typed_in_front(project, like, kind);
    let is_chinese = if typed.is_empty() { project.default_lang() == Lang::Zh } else { typed.iter().any(|(_, name)| !name.is_ascii()) };
    let writer = Writer { kind, is_chinese, typed, is_flow: false };
    // Where the others say their name in front matter, so does this one.
    let names_in_front = writer.typed.iter().any(|(path, _)| path.first().copied() == kind.named());
    let is_heading = |given: &Given| !names_in_front && given.path.first().copied() == kind.named();
    let front: Vec<Given> = given.iter().filter(|given| !is_heading(given)).cloned().collect();
    let mut text = String::new();
    if !front.is_empty() {
        let _ = write!(text, "---\n{}---\n", writer.lines(&front));
    }
    if !title.is_empty() {
        let _ = writeln!(text, "# {title}");
    }
    Draft { path, text }
}

/// A free name in the folder of another document, made as that one's is: of its id, its day, its title.
pub(super) fn free_path(project: &Project, like: usize, parts: &[&str], title: &str) -> String {
    let like = project.path(like);
    let (folder, name) = like.rsplit_once('/').map_or(("", like), |(folder, name)| (folder, name));
    let extension = name.rsplit_once('.').map_or("md", |(_, extension)| extension);
    let begins = |part: &&str| !part.is_empty() && (is_introduction(like) || is_alike(stem(name).0, part));
    let first = parts.iter().find(|part| begins(part) && part.parse::<i32>().is_err());
    let is_bare = first.is_some_and(|first| stem(name).0.chars().count() == first.chars().count());
    let title = slug(title);
    let name = match first {
        Some(first) if is_bare || title.is_empty() => (*first).to_owned(),
        Some(first) => format!("{first}-{title}"),
        None if title.is_empty() => {
            parts.iter().find(|part| !part.is_empty()).map_or_else(|| "record".to_owned(), |part| (*part).to_owned())
        }
        None => title,
    };
    let path = |nth: usize| {
        let name = if nth == 0 { name.clone() } else { format!("{name}-{}", nth + 1) };
        if folder.is_empty() { format!("{name}.{extension}") } else { format!("{folder}/{name}.{extension}") }
    };
    let is_free = |path: &String| project.file(path).is_none();
    (0..=project.files.len()).map(path).find(is_free).unwrap_or_else(|| path(0))
}

/// Whether a file's name begins as a part does: with a day, or with the word of an id.
fn is_alike(name: &str, part: &str) -> bool {
    let is_day = |text: &str| text.get(..10).is_some_and(|day| Date::parse(day).is_ok());
    let word = |text: &str| fold(&text.chars().take_while(|c| c.is_alphabetic()).collect::<String>());
    let numbered = |text: &str| text.chars().find(|c| !(c.is_alphabetic() || *c == '-')).is_some_and(|c| c.is_ascii_digit());
    if is_day(part) { is_day(name) } else { !word(part).is_empty() && word(name) == word(part) && numbered(name) }
}
