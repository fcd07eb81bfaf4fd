//! Waivers beside what they are about: `# alongside: allow RULE until 2026-09-30 by PERSON because …` in YAML, the same in an
//! HTML comment in Markdown. One behind a record's or a field's line, or in the line above, is about that record or field.

use super::RecordId;
use super::draft::Draft;
use super::settings::Waiver;
use super::types::{Party, Plain, Text};
use crate::calendar::Date;
use crate::source::fold::nearest;
use crate::source::{Comment, Span};
use crate::text::Message;
use crate::{both, say};

/// A waiver in a comment.
#[derive(Debug, Clone, PartialEq)]
pub struct Allowance {
    /// What it says.
    pub waiver: Waiver,
    /// Its file.
    pub file: usize,
    /// The comment.
    pub span: Span,
    /// What it is about.
    pub scope: Scope,
    /// What is wrong with how it is written, and what to type.
    pub mistake: Option<(Message, Message)>,
}

/// What a comment is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// The project: the comment stands in its settings.
    Project,
    /// A record, or one field of it.
    Record {
        /// The record, unless it was left out.
        record: Option<RecordId>,
        /// Its bytes, or those of the field.
        span: Span,
        /// The fields that the record has besides the one that is meant; none if the whole record is.
        other_fields: Vec<String>,
    },
    /// What stands at some bytes of the file.
    Bytes(Span),
}

/// The words that begin the parts of a comment, in both languages.
const ALLOW: [&str; 3] = ["allow", "豁免", "允许"];
const UNTIL: [&str; 3] = ["until", "至", "截至"];
const BY: [&str; 3] = ["by", "由", "批准人"];
const BECAUSE: [&str; 3] = ["because", "因为", "原因"];

/// What a comment says to the product; `None` for all others.
pub(super) fn addressed(comment: &Comment<'_>) -> Option<String> {
    let rest = comment.text.trim().strip_prefix("alongside")?.trim_start();
    rest.strip_prefix([':', '：']).map(|said| said.trim().to_owned())
}

/// The allowances of a register's file. `records` are those of its drafts, in their order.
pub(super) fn of_records(text: &str, file: usize, comments: &[Comment<'_>], drafts: &[(Draft<'_>, Option<RecordId>)]) -> Vec<Allowance> {
    let of = |comment: &Comment<'_>| Some((comment.span, addressed(comment)?));
    let found = comments.iter().filter_map(of);
    found.map(|(span, said)| allowance(&said, file, span, scope(text, span, drafts))).collect()
}

/// The allowances of a file that is about one thing: the settings, a document.
pub(super) fn of_file(file: usize, comments: &[Comment<'_>], scope: &Scope) -> Vec<Allowance> {
    comments.iter().filter_map(|comment| Some(allowance(&addressed(comment)?, file, comment.span, scope.clone()))).collect()
}

fn allowance(said: &str, file: usize, span: Span, scope: Scope) -> Allowance {
    let (waiver, mistake) = read(said);
    Allowance { waiver, file, span, scope, mistake }
}

/// What a comment says behind `alongside:`, and what is wrong with it.
fn read(said: &str) -> (Waiver, Option<(Message, Message)>) {
    let (head, because) = split_at_word(said, &BECAUSE);
    let (head, by) = split_at_word(head, &BY);
    let (head, until) = split_at_word(head, &UNTIL);
    let mut words = head.split_whitespace();
    let (verb, rule, more) = (words.next().unwrap_or_default(), words.next(), words.next());
    let day = until.map(|text| (text, Date::parse(text)));
    let mistake = if !ALLOW.contains(&verb) {
        Some(unknown_verb(verb))
    } else if let Some(more) = more {
        Some((say!("“{more}” is not understood here.", "无法识别此处的“{more}”。", more), form()))
    } else if let Some((text, Err(error))) = &day {
        Some((error.message(text), error.help()))
    } else {
        None
    };
    let waiver = Waiver {
        rule: rule.map(|rule| Plain(rule.to_owned())),
        record: Vec::new(),
        reason: because.filter(|text| !text.is_empty()).map(Text::plain),
        approved_by: by.filter(|text| !text.is_empty()).map(Party::new).into_iter().collect(),
        until: day.and_then(|(_, day)| day.ok()),
    };
    // What is not understood accepts nothing.
    let waiver = if mistake.is_some() { Waiver { rule: waiver.rule, ..Waiver::default() } } else { waiver };
    (waiver, mistake)
}

fn unknown_verb(verb: &str) -> (Message, Message) {
    let message = say!("“{verb}” is nothing that a comment can ask for.", "注释中不能写“{verb}”。", verb);
    let help = match nearest(verb, ALLOW) {
        Some(near) => say!("Did you mean `{near}`?", "是不是 `{near}`？", near),
        None => form(),
    };
    (message, help)
}

fn form() -> Message {
    both!("Write `alongside: allow RULE until DATE by PERSON because …`.", "写成 `alongside: 豁免 规则 至 日期 由 批准人 因为 …`。")
}

/// The text before the first of some words that stands by itself, and what follows it.
fn split_at_word<'t>(text: &'t str, words: &[&str]) -> (&'t str, Option<&'t str>) {
    let mut at = 0;
    for part in text.split_inclusive(char::is_whitespace) {
        if words.contains(&part.trim_end()) {
            let (before, after) = text.split_at(at);
            return (before.trim(), after.get(part.len()..).or(Some("")).map(str::trim));
        }
        at += part.len();
    }
    (text, None)
}

fn scope(text: &str, comment: Span, drafts: &[(Draft<'_>, Option<RecordId>)]) -> Scope {
    let line = target(text, comment);
    // A comment in the narrative of a document is about its record.
    let of_document = drafts.iter().find(|(draft, _)| draft.body.is_some_and(|body| body.contains(comment)));
    if let Some((draft, record)) = of_document {
        let span = Span { start: draft.node.span.start, end: draft.body.map_or(draft.node.span.end, |body| body.end) };
        return Scope::Record { record: *record, span, other_fields: Vec::new() };
    }
    let Some((draft, record)) = drafts.iter().find(|(draft, _)| meets(draft.node.span, line)) else { return Scope::Bytes(line) };
    let begins_record = line.end >= draft.node.span.start && line.start <= draft.node.span.start;
    let entries = draft.node.entries();
    let whole = |entry: &&(_, _)| {
        let (key, value): &(crate::source::Key<'_>, crate::source::Node<'_>) = entry;
        meets(Span { start: key.span.start, end: value.span.end.max(key.span.end) }, line)
    };
    match entries.iter().find(whole).filter(|_| !begins_record) {
        Some((meant, value)) => Scope::Record {
            record: *record,
            span: Span { start: meant.span.start, end: value.span.end.max(meant.span.end) },
            other_fields: entries.iter().map(|(key, _)| key.name.to_string()).filter(|name| *name != meant.name).collect(),
        },
        None => {
            let span = Span { start: draft.node.span.start.min(line.start), end: draft.node.span.end };
            Scope::Record { record: *record, span, other_fields: Vec::new() }
        }
    }
}

const fn meets(a: Span, b: Span) -> bool {
    a.start < b.end && b.start < a.end
}

/// The line that a comment is about: its own if something else stands in it, else the next one that is no comment.
fn target(text: &str, comment: Span) -> Span {
    let (start, end) = (comment.start as usize, comment.end as usize);
    let line_start = text.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let line_end = text.get(end..).and_then(|after| after.find('\n')).map_or(text.len(), |at| end + at);
    let has_more = |from: usize, to: usize| text.get(from..to).is_some_and(|part| !part.trim().is_empty());
    if has_more(line_start, start) || has_more(end, line_end) {
        return Span::new(line_start, line_end);
    }
    let mut at = line_end;
    for line in text.get(line_end..).unwrap_or_default().split_inclusive('\n') {
        let content = line.trim();
        if !content.is_empty() && !content.starts_with('#') && !content.starts_with("<!--") {
            return Span::new(at, at + line.len());
        }
        at += line.len();
    }
    Span::new(line_start, line_end)
}
