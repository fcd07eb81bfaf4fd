//! `alongside new`: a record where the project keeps its register.

mod given;
mod meeting;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::ExitCode;

use super::replace::{create, replace};
use super::{Failure, clock, fields, init, open, output};
use crate::cli::NewArgs;
use crate::project::append::{self, Draft, Given, Kept, NoRoom, added, append, kept, new_document, says_more};
use crate::project::{AnyEntry, Folder, Kind, Project, RecordId, ReportDateSource, load};
use crate::source::{Edit, Form, Lines, edit};
use crate::text::Message;
use crate::{both, say};

/// What is to be written.
enum Change {
    /// A file gets a record.
    Added { file: usize, edit: Edit },
    /// A file is made.
    Made(Draft),
}

pub(super) fn run(args: &NewArgs) -> Result<ExitCode, Failure> {
    let kind = fields::register(&args.register)?;
    let today = clock::epoch_or_today()?;
    // A report of an earlier day has no record of today.
    let project = open(&args.folder, Some(&today.to_string()))?;
    if kind == Kind::Meetings && args.set.is_empty() {
        let draft = meeting::draft(&project, args.title.as_deref(), today)?;
        return made(&args.folder, &draft, 1);
    }
    let place = kept(&project, kind);
    let given = given::given(&project, kind, args, place, today)?;
    let change = change(&project, kind, place, &given)?;
    let (path, text) = changed(&project, &change);
    let after = project.with_file(&path, text.clone());
    let id = verified(&project, &after, kind, &given, &path)?;
    let line = after.record(id).map_or(1, |record| line_of(&text, record));
    match change {
        Change::Made(draft) => made(&args.folder, &draft, line),
        Change::Added { file, edit } => {
            write(&project, &args.folder, file, &edit)?;
            tell(&args.folder, &path, line);
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn change(project: &Project, kind: Kind, place: Option<Kept>, given: &[Given]) -> Result<Change, Failure> {
    match place {
        Some(Kept::Listed(file)) => Ok(Change::Added { file, edit: append(project, file, kind, given).map_err(no_room)? }),
        Some(Kept::Documents(file)) => Ok(Change::Made(new_document(project, file, kind, given))),
        None => {
            // The first file is that of a new folder; the record goes into it as into any other.
            let languages = project.settings.languages();
            let fields: Vec<String> = given.iter().map(|given| given.path.join(".")).collect();
            let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
            let (path, text) = init::register::file(kind, &languages, usual_form(project), &fields).ok_or_else(|| unwritten(kind))?;
            let begun = project.with_file(&path, text.clone());
            match kept(&begun, kind) {
                Some(Kept::Listed(file)) => {
                    let edit = append(&begun, file, kind, given).map_err(no_room)?;
                    Ok(Change::Made(Draft { path, text: edit::apply(begun.text(file), &[edit]) }))
                }
                Some(Kept::Documents(file)) => Ok(Change::Made(new_document(&begun, file, kind, given))),
                None => Err(unwritten(kind)),
            }
        }
    }
}

/// The form in which the project writes most of its registers.
fn usual_form(project: &Project) -> Form {
    let count = |extensions: &[&str]| {
        let is_of =
            |path: &str| path.rsplit_once('.').is_some_and(|(_, extension)| extensions.contains(&extension.to_ascii_lowercase().as_str()));
        project.files.iter().filter(|file| file.kind.is_some() && is_of(&file.path)).count()
    };
    let forms = [(Form::Yaml, count(&["yaml", "yml"])), (Form::Csv, count(&["csv", "tsv"])), (Form::Markdown, count(&["md", "markdown"]))];
    forms.into_iter().rev().max_by_key(|(_, count)| *count).map_or(Form::Yaml, |(form, _)| form)
}

/// The file as it is then.
fn changed(project: &Project, change: &Change) -> (String, String) {
    match change {
        Change::Added { file, edit } => (project.path(*file).to_owned(), edit::apply(project.text(*file), std::slice::from_ref(edit))),
        Change::Made(draft) => (draft.path.clone(), draft.text.clone()),
    }
}

/// The record that was added, if it is read as it was given, and reading finds nothing wrong with it.
fn verified(before: &Project, after: &Project, kind: Kind, given: &[Given], path: &str) -> Result<RecordId, Failure> {
    let known: BTreeSet<&str> = before.problems.iter().map(|found| &*found.problem.message.en).collect();
    if let Some(found) = after.problems.iter().find(|found| !known.contains(&*found.problem.message.en)) {
        return Err(Failure { message: found.problem.message.clone(), help: found.problem.help.clone() });
    }
    let id = added(before, after, kind).ok_or_else(|| misread(path))?;
    let record = after.record(id).ok_or_else(|| misread(path))?;
    let alone = alone(after, kind, given).ok_or_else(|| misread(path))?;
    let expected = filled(alone.record(RecordId { kind, index: 0 }).ok_or_else(|| misread(path))?);
    let read = filled(record);
    if let Some(more) = read.iter().find(|name| !expected.contains(*name)) {
        let label = kind.vocabulary().field(more).map_or_else(Message::default, crate::source::schema::Field::label);
        return Err(no_room(says_more(path, &label)));
    }
    if read.len() < expected.len() { Err(misread(path)) } else { Ok(id) }
}

/// The record by itself.
fn alone(project: &Project, kind: Kind, given: &[Given]) -> Option<Project> {
    let text = append::as_yaml(kind, given);
    let settings = project.settings_file.map(|file| (project.path(file).to_owned(), project.text(file).to_owned()));
    let path = format!("{}.yaml", kind.key());
    let files = settings.iter().map(|(path, text)| (path.as_str(), text.as_str())).chain([(path.as_str(), text.as_str())]);
    let files: Vec<(&str, &str)> = files.collect();
    let project = load(Folder::of_texts(&files), ReportDateSource { as_of: Some(project.report_date), otherwise: project.report_date });
    (project.registers.len(kind) == 1).then_some(project)
}

fn filled(record: &dyn AnyEntry) -> BTreeSet<&'static str> {
    record.values().into_iter().filter(|(_, value)| !value.is_empty()).map(|(field, _)| field.name).collect()
}

fn line_of(text: &str, record: &dyn AnyEntry) -> usize {
    Lines::new(text).location(text, record.origin().span).line
}

fn write(project: &Project, root: &Path, file: usize, edit: &Edit) -> Result<(), Failure> {
    let name = project.path(file);
    let bytes = project.folder.small_file(name).map_err(|problem| Failure::of_file(name, *problem))?;
    let path = root.join(name);
    let bytes = edit::rewrite(&bytes, std::slice::from_ref(edit)).ok_or_else(|| not_text(name))?;
    replace(&path, &bytes).map_err(|error| cannot_write(&path, &error))
}

/// Writes a file that is new, or the introduction of a register that had no record.
fn made(root: &Path, draft: &Draft, line: usize) -> Result<ExitCode, Failure> {
    let path = root.join(&draft.path);
    let is_new = create(&path, draft.text.as_bytes()).map_err(|error| cannot_write(&path, &error))?;
    if !is_new {
        let shown = &draft.path;
        return Err(say!("`{shown}` is there already.", "`{shown}`已经存在。", shown).into());
    }
    tell(root, &draft.path, line);
    Ok(ExitCode::SUCCESS)
}

/// Where the record stands, as editors understand it.
fn tell(root: &Path, path: &str, line: usize) {
    let shown = if root == Path::new(".") { path.to_owned() } else { root.join(path).display().to_string() };
    output::result(&format!("{shown}:{line}\n"));
}

/// Why there is no room; where a row is to be pasted, that is the result.
fn no_room(refused: NoRoom) -> Failure {
    refused.row.iter().for_each(|row| output::result(row));
    Failure { message: refused.message, help: Some(refused.help) }
}

fn unwritten(kind: Kind) -> Failure {
    let register = kind.label();
    say!("“{register}” has no file that could be made.", "无法新建“{register}”的文件。", register).into()
}

fn misread(path: &str) -> Failure {
    Failure {
        message: say!(
            "In `{path}` the record would not be read as it was given.",
            "写入`{path}`后，记录读出的内容会与输入的不一致。",
            path
        ),
        help: Some(both!("Add it by hand.", "请手工添加。")),
    }
}

fn not_text(path: &str) -> Failure {
    say!("Not all of `{path}` is text, or its encoding lacks a character.", "`{path}`含有无法识别的字节，或其编码缺少某个字符。", path)
        .into()
}

fn cannot_write(path: &Path, error: &std::io::Error) -> Failure {
    say!("`{path}` cannot be written: {error}.", "无法写入`{path}`：{error}。", path = path.display(), error).into()
}
