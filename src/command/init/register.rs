//! The first file of a register: what belongs in it, an example, and room for the first record.

use crate::checklist::fields::ExplainedRegister;
use crate::project::sample::{Sample, extension, file_name, head};
use crate::project::{Area, Kind};
use crate::source::Form;
use crate::source::edit::fresh;
use crate::text::{Lang, Message};
use crate::{both, say};

/// The file of a register in a form, with comments in some languages, of which the first one names it; a table has columns for some
/// fields beside the usual ones.
pub(in crate::command) fn file(kind: Kind, languages: &[Lang], form: Form, fields: &[&str]) -> Option<(String, String)> {
    let lang = languages.first().copied()?;
    let sample = Sample::of(kind, lang)?;
    let path = path(kind, lang, form);
    let about = languages.iter().map(|lang| about(kind, *lang)).collect::<Vec<_>>();
    let text = match form {
        Form::Yaml => commented(&about, &sample.file(form).1),
        Form::Csv => table_in_csv(&heads(kind, lang, fields), lang),
        Form::Markdown if sample.is_document() => document(kind, lang, &about, &sample.file(form).1),
        Form::Markdown => table(kind, lang, &heads(kind, lang, fields), &about),
    };
    Some((path, text))
}

/// Where the first file of a register stands: a register of documents has a folder.
pub(in crate::command) fn path(kind: Kind, lang: Lang, form: Form) -> String {
    let (name, extension) = (file_name(kind, lang), extension(form));
    let is_folder = form == Form::Markdown && Sample::of(kind, lang).is_some_and(Sample::is_document);
    if is_folder { format!("{name}/README.{extension}") } else { format!("{name}.{extension}") }
}

/// The question that a register helps to answer: that of its area.
pub(super) fn question(kind: Kind) -> Message {
    kind.area().map_or(both!("Who takes part, and on which side?", "谁参与项目，属于哪一方？"), Area::question)
}

/// What belongs in a register, and where its fields are listed.
fn about(kind: Kind, lang: Lang) -> String {
    let (label, question, name) = (kind.label(), question(kind), file_name(kind, lang));
    let text = say!(
        "{label}: {question} `alongside fields {name}` lists all that a record may say.",
        "{label}：{question}`alongside fields {name}` 列出可填的全部字段。",
        label,
        question,
        name
    );
    text.get(lang).to_owned()
}

/// The example as a comment.
fn commented(about: &[String], example: &str) -> String {
    let lines = about.iter().map(String::as_str).chain([""]).chain(example.lines());
    lines.map(|line| format!("# {line}").trim_end().to_owned() + "\n").collect()
}

/// The heads of a new table: what a record cannot do without, what rules ask for, its days, what the site shows in columns, and some
/// fields more.
fn heads(kind: Kind, lang: Lang, fields: &[&str]) -> Vec<String> {
    columns(kind, fields).iter().map(|path| head(kind, path, lang)).collect()
}

/// The fields of these columns.
pub(super) fn columns(kind: Kind, fields: &[&str]) -> Vec<String> {
    let explained = ExplainedRegister::of(kind);
    let raised = kind.vocabulary().named("raised").map(|path| path.join("."));
    let is_usual = |path: &str| {
        kind.shown().columns.contains(&path) || kind.dated() == Some(path) || raised.as_deref() == Some(path) || fields.contains(&path)
    };
    let all = explained.fields.iter().chain(&explained.common).flat_map(|field| field.all());
    let columns = all.filter(|(field, _)| (field.parts.is_empty() && field.need().is_some()) || is_usual(&field.path));
    columns.filter(|(field, _)| field.parts.is_empty()).map(|(field, _)| field.path.clone()).collect()
}

/// Excel takes a file for Chinese only with a byte order mark.
fn table_in_csv(heads: &[String], lang: Lang) -> String {
    let mark = if lang == Lang::Zh { "\u{feff}" } else { "" };
    let cells: Vec<String> = heads.iter().map(|head| fresh(head, Form::Csv)).collect();
    format!("{mark}{}\n", cells.join(","))
}

fn table(kind: Kind, lang: Lang, heads: &[String], about: &[String]) -> String {
    let rule = "---|".repeat(heads.len());
    format!("# {}\n\n{}\n\n| {} |\n|{rule}\n", kind.label().get(lang), about.join("\n\n"), heads.join(" | "))
}

/// A register of documents begins with its introduction, which has an example as a comment.
fn document(kind: Kind, lang: Lang, about: &[String], example: &str) -> String {
    let how = both!("One file each, named by its day, as this example:", "每次一个文件，以日期命名，例如：");
    let indented: String = example.lines().map(|line| format!("    {line}").trim_end().to_owned() + "\n").collect();
    format!("# {}\n\n{}\n\n<!-- {}\n\n{indented}-->\n", kind.label().get(lang), about.join("\n\n"), how.get(lang))
}
