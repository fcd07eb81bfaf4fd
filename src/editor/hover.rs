//! What is said of a place when somebody rests at it: a field's help, or the record that is meant.

use super::uses::referred;
use crate::checklist::fields::{ExplainedField, ExplainedRegister, settings_fields};
use crate::checklist::{Assessment, label};
use crate::project::{Kind, Locator, Project, RecordId, Settings};
use crate::say;
use crate::source::Span;
use crate::source::vocabulary::Vocabulary;
use crate::text::date::short_in_both;
use crate::text::{Lang, Message};

/// What is said of a place, in Markdown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hover {
    /// What is said.
    pub text: Message,
    /// The place that it is about.
    pub span: Span,
}

/// What is to be said of what stands at a byte of a file.
pub fn hover(judged: &Assessment, file: usize, byte: usize) -> Option<Hover> {
    let project = &judged.project;
    if project.settings_file == Some(file) {
        return setting(project, file, byte);
    }
    let spotted = Locator::new(project).at(file, byte)?;
    let of_record = (!spotted.is_key).then(|| referred(project, &spotted)).flatten().and_then(|id| record(judged, id));
    let of_field = || {
        let names: Vec<&str> = spotted.path.iter().map(String::as_str).filter(|name| name.parse::<usize>().is_err()).collect();
        field(spotted.record.kind, &names.join("."))
    };
    Some(Hover { text: of_record.or_else(of_field)?, span: spotted.span })
}

/// A setting is told by the key on its line.
fn setting(project: &Project, file: usize, byte: usize) -> Option<Hover> {
    let text = project.text(file);
    let set = Settings::set(text, &project.limits);
    let at = u32::try_from(byte).ok()?;
    let line_of = |byte: usize| text.get(..byte).unwrap_or_default().matches('\n').count();
    let on_line = |span: Span| line_of(span.start as usize) == line_of(byte);
    let found = set.iter().find(|set| set.span.start <= at && at <= set.span.end).or_else(|| set.iter().find(|set| on_line(set.span)))?;
    let names: Vec<&str> = found.path.iter().map(String::as_str).filter(|name| name.parse::<usize>().is_err()).collect();
    let fields = settings_fields();
    let all: Vec<&ExplainedField> = fields.iter().flat_map(ExplainedField::all).map(|(field, _)| field).collect();
    let longest = (1..=names.len()).rev().find_map(|many| {
        let path = names.get(..many)?.join(".");
        all.iter().find(|field| field.path == path)
    })?;
    Some(Hover { text: told(longest), span: found.span })
}

fn field(kind: Kind, path: &str) -> Option<Message> {
    let explained = ExplainedRegister::of(kind);
    let mut all = explained.fields.iter().chain(&explained.common).flat_map(ExplainedField::all);
    let known = Vocabulary::find(kind.vocabulary(), path).map_or_else(|| path.to_owned(), |path| path.join("."));
    all.find(|(field, _)| field.path == known || field.path == path).map(|(field, _)| told(field))
}

/// A field in Markdown: its two names, what it means, what it holds, and when it is needed.
fn told(field: &ExplainedField) -> Message {
    let (name, zh) = (field.field.name, field.field.zh);
    let (help, holds) = (field.field.help.clone(), field.holds.clone());
    let words = field.words.map(|(words, _)| {
        let list = |lang| words.iter().map(|word| if lang == Lang::Zh { word.zh } else { word.name }).collect::<Vec<_>>().join(", ");
        Message { en: format!(" ({})", list(Lang::En)).into(), zh: format!("（{}）", list(Lang::Zh)).into() }
    });
    let need = field.need().map(|need| say!("\n\nNeeded: {need}", "\n\n要求：{need}", need));
    let also = (!field.also.is_empty()).then(|| {
        let names = field.also.join(", ");
        say!("\n\nAlso read: {names}", "\n\n同义词：{names}", names)
    });
    let (words, need, also) = (words.unwrap_or_default(), need.unwrap_or_default(), also.unwrap_or_default());
    say!(
        "**{name}** · {zh}\n\n{help}\n\nValue: {holds}{words}{need}{also}",
        "**{zh}** · {name}\n\n{help}\n\n内容：{holds}{words}{need}{also}",
        name,
        zh,
        help,
        holds,
        words,
        need,
        also
    )
}

/// A record in a few lines: what it is called, how it stands, who answers for it, and by when.
fn record(judged: &Assessment, id: RecordId) -> Option<Message> {
    let project = &judged.project;
    let record = project.record(id)?;
    let mut lines = vec![say!("**{label}** · {kind}", "**{label}** · {kind}", label = label(project, record), kind = id.kind.label())];
    if let Some((word, _)) = record.status() {
        lines.push(say!("Status: {word}", "状态：{word}", word));
    }
    let owners: Vec<&str> = record.owner().into_iter().flat_map(crate::project::types::Owner::names).collect();
    if !owners.is_empty() {
        lines.push(say!("Owner: {names}", "负责人：{names}", names = owners.join(", ")));
    }
    if let Some(day) = record.due_day().or_else(|| record.day()) {
        lines.push(say!("Day: {day}", "日期：{day}", day = short_in_both(*day, project.report_date.year())));
    }
    let found = judged.checklist.findings().flat_map(|found| found.finding.single()).filter(|finding| finding.records.first() == Some(&id));
    lines.extend(found.map(|finding| say!("- {message}", "- {message}", message = finding.message.clone())));
    let lines: Vec<Message> = lines.into_iter().map(|line| say!("{line}\n\n", "{line}\n\n", line)).collect();
    let all = |lang| lines.iter().map(|line| line.get(lang)).collect::<String>();
    Some(Message { en: all(Lang::En).trim_end().to_owned().into(), zh: all(Lang::Zh).trim_end().to_owned().into() })
}
