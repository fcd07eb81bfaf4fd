//! The front matter of `x.zh-CN.md`: its texts are wordings of the record of `x.md`, and everything else says the same there.

use super::enter;
use super::record::{Common, Record};
use super::types::{FieldType, Reference, Value};
use super::{Found, Project};
use crate::source::prepare::{self, Heads, Kept, Remarks, Unknown};
use crate::source::schema::Field;
use crate::source::{Node, Problem, ProblemKind, Span, document, typing};
use crate::text::{Lang, is_han};
use crate::{both, say};

/// A document that says what another one says, in its language.
#[derive(Debug, Clone)]
pub struct Translation<'a> {
    /// Its language.
    pub lang: Lang,
    /// Its file.
    pub file: usize,
    /// What follows its front matter.
    pub body: Span,
    /// Its title, if it has one.
    pub title: String,
    /// Its front matter.
    pub front: Option<Node<'a>>,
}

/// What came of the front matter of a translation.
#[derive(Debug, Default)]
pub struct Wordings {
    /// Values that could not be read.
    pub problems: Vec<Problem>,
    /// Keys that no field has.
    pub unknown: Vec<Unknown>,
}

/// The front matter of a document as a tree.
pub(super) fn front<'a>(text: &'a str, limits: &crate::source::Limits) -> Option<Node<'a>> {
    document::read(text, limits).front?.root
}

/// Adds the texts of a translation to those of a record.
pub(super) fn add<T: Record>(data: &mut T, common: &mut Common, translation: &Translation<'_>) -> Wordings {
    let Some((node, remarks)) = prepared::<T>(translation.front.as_ref()) else { return Wordings::default() };
    let (wordings, wrong) = typing::read::<T>(&node);
    let (wordings_common, _) = typing::read::<Common>(&node);
    if let Some(wordings) = wordings {
        data.translate(translation.lang, wordings);
    }
    if let Some(wordings) = wordings_common {
        common.notes.translate(translation.lang, wordings.notes);
    }
    let problems = remarks.problems.into_iter().chain(wrong.into_iter().map(enter::problem)).collect();
    Wordings { problems, unknown: remarks.unknown }
}

/// Where a translation says something else than its record in a field that is no text.
pub(super) fn contradictions<T: Record>(data: &T, front: &Node<'_>, project: &Project) -> Vec<Problem> {
    let Some((node, _)) = prepared::<T>(Some(front)) else { return Vec::new() };
    let (Some(translated), _) = typing::read::<T>(&node) else { return Vec::new() };
    let pairs = data.values_of(&|_| true).into_iter().zip(translated.values_of(&|_| true));
    let differs = pairs.filter(|((_, original), (_, translated))| !says_the_same(original, translated, project));
    differs.filter_map(|((field, _), _)| Some(contradiction(field, node.get(field.name)?.span))).collect()
}

fn prepared<'a, T: Record>(front: Option<&Node<'a>>) -> Option<(Node<'a>, Remarks)> {
    let mut remarks = Remarks::default();
    let node = prepare::record(front?.clone(), &mut Heads::new(T::vocabulary()), &mut remarks);
    // A translation keeps nothing: what its record has no field for is told.
    let unknown = |kept: Kept| Unknown { name: kept.head, span: kept.span, suggestion: None, is_sure: false };
    remarks.unknown.extend(std::mem::take(&mut remarks.kept).into_iter().filter(|kept| !kept.is_told).map(unknown));
    Some((node, remarks))
}

fn contradiction(field: &Field, span: Span) -> Problem {
    let label = field.label();
    let message = say!("“{label}” says something else than the original; the original counts.", "“{label}”与原文不同，以原文为准。", label);
    let help = both!("Correct it in one of the two files, or leave it out of the translation.", "在其中一个文件中改正，或从译文中删去。");
    Problem::new(ProblemKind::Translation, span, message).help(help)
}

/// Whether a translation agrees. Texts are what it translates, and what it leaves out it does not deny.
fn says_the_same(original: &Value<'_>, translated: &Value<'_>, project: &Project) -> bool {
    match (original, translated) {
        (_, translated) if translated.is_empty() => true,
        (Value::Text(_) | Value::Empty, Value::Text(_)) => true,
        (Value::Reference(a), Value::Reference(b)) => a.text == b.text || is_one(project, a, b),
        (Value::Plain(a), Value::Plain(b)) => a == b || is_chinese(a) != is_chinese(b),
        (Value::List(a), Value::List(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| says_the_same(a, b, project)),
        (Value::Part(a), Value::Part(b)) => a.iter().zip(b).all(|((_, a), (_, b))| says_the_same(a, b, project)),
        (Value::Word(a), Value::Word(b)) | (Value::State(a, _), Value::State(b, _)) => a == b,
        (Value::Number(a), Value::Number(b)) | (Value::Percent(a), Value::Percent(b)) => a.total_cmp(b).is_eq(),
        (Value::Money(a), Value::Money(b)) => a == b,
        (Value::Date(a), Value::Date(b)) => a == b,
        _ => false,
    }
}

fn is_one(project: &Project, a: &Reference<'_>, b: &Reference<'_>) -> bool {
    let found = project.resolve(a);
    found != Found::Nothing && found == project.resolve(b)
}

fn is_chinese(text: &str) -> bool {
    text.chars().any(is_han)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Date;
    use crate::project::{Folder, ReportDateSource, load};

    fn project(translation: &str) -> Project {
        let files = [
            ("alongside.yaml", "languages: [en, zh-CN]\n"),
            ("people.yaml", "- {id: li-na, name: {en: Li Na, zh-CN: 李娜}}\n"),
            (
                "decisions/D-1.md",
                "---\ntitle: Go\ndate: 2026-03-01\nstatus: accepted\ndeciders: [li-na]\ncontext: The market waits.\noptions: [Go, Wait]\n---\nText.\n",
            ),
            ("decisions/D-1.zh-CN.md", translation),
        ];
        load(Folder::of_texts(&files), ReportDateSource { as_of: None, otherwise: Date::new(2026, 3, 31) })
    }

    #[test]
    fn texts_of_the_front_matter_are_wordings() {
        let project = project(
            "---\n标题: 上市\ncontext: 市场在等。\noptions: [上, 等]\noutcome: 上市。\n状态: 已接受\ndeciders: [李娜]\n---\n正文。\n",
        );
        let decision = &project.decisions[0];
        let zh = |text: &crate::project::types::Text| text.get(Lang::Zh, Lang::En).0.to_owned();
        assert_eq!((zh(&decision.title), decision.title.get(Lang::En, Lang::En).0), ("上市".to_owned(), "Go"));
        assert_eq!(zh(decision.context.as_ref().unwrap()), "市场在等。");
        assert_eq!(decision.options.iter().map(zh).collect::<Vec<_>>(), ["上", "等"]);
        // A text that only the translation has is in its language.
        assert_eq!(decision.outcome.as_ref().unwrap().get(Lang::En, Lang::En), ("上市。", Some(Lang::Zh)));
        assert_eq!(project.problems, [], "the same state and the same person, in other words");
    }

    #[test]
    fn what_is_no_text_must_agree() {
        let project = project("---\ntitle: 上市\ndate: 2026-03-02\nstatus: 提议\ndeciders: [王磊]\ncolour: red\n---\n");
        let kinds: Vec<_> = project.problems.iter().map(|trouble| trouble.problem.kind).collect();
        assert_eq!(kinds, [ProblemKind::Translation, ProblemKind::Translation, ProblemKind::Translation, ProblemKind::UnknownField]);
        assert!(project.problems.iter().all(|trouble| project.path(trouble.file.unwrap()) == "decisions/D-1.zh-CN.md"));
        assert_eq!(project.decisions[0].date.unwrap(), Date::new(2026, 3, 1));
    }

    #[test]
    fn lists_have_the_same_length() {
        assert_eq!(project("---\noptions: [上]\n---\n").problems.len(), 1);
    }
}
