//! `alongside check --fix`: mends what cannot be meant otherwise, and shows what it changes.

use std::io;
use std::path::{Path, PathBuf};

use similar::TextDiff;

use super::Failure;
use super::replace::replace;
use crate::checklist::{Assessment, FixedFile, fixes};
use crate::project::Project;
use crate::source::{edit, encoding};
use crate::text::{Message, plural};
use crate::{both, say};

/// Lines around a change.
const CONTEXT: usize = 2;

/// What was mended.
pub(super) struct Fixed {
    /// The changes, as `diff -u` shows them.
    pub(super) diff: String,
    /// What to say of them.
    pub(super) message: Message,
    /// Whether files were written.
    pub(super) has_written: bool,
}

/// Mends a project's files; those that someone has changed meanwhile are left alone.
pub(super) fn fix(judged: &Assessment, root: &Path, is_dry_run: bool) -> Result<Fixed, Failure> {
    let project = &judged.project;
    let changes = fixes(project, &judged.checklist);
    let prepared = changes.iter().map(|fixed| prepare(project, root, fixed)).collect::<Result<Vec<Option<Prepared>>, Failure>>()?;
    let (ready, damaged): (Vec<_>, Vec<_>) = changes.iter().zip(prepared).partition(|(_, prepared)| prepared.is_some());
    let left: Vec<String> = damaged.iter().map(|(fixed, _)| format!("`{}`", project.path(fixed.file))).collect();
    let (changes, prepared): (Vec<&FixedFile>, Vec<Prepared>) =
        ready.into_iter().filter_map(|(fixed, ready)| Some((fixed, ready?))).unzip();
    let diff = changes.iter().map(|fixed| diff(project, fixed)).collect();
    let (places, files) = (changes.iter().map(|fixed| fixed.edits.len()).sum::<usize>(), changes.len());
    let (en_p, en_f) = (plural(places), plural(files));
    let message = if places == 0 {
        both!("Nothing can be mended without asking.", "没有可以自动修改的内容。")
    } else if is_dry_run {
        say!("Would change {places} place{en_p} in {files} file{en_f}.", "将修改{files}个文件中的{places}处。", places, files, en_p, en_f)
    } else {
        say!("Changed {places} place{en_p} in {files} file{en_f}.", "已修改{files}个文件中的{places}处。", places, files, en_p, en_f)
    };
    let message = if left.is_empty() { message } else { leaves_alone(&message, &left) };
    if !is_dry_run {
        for Prepared { path, bytes } in &prepared {
            replace(path, bytes).map_err(|error| cannot_write(path, &error))?;
        }
    }
    Ok(Fixed { diff, message, has_written: !is_dry_run && !prepared.is_empty() })
}

/// A file that is ready to be written.
struct Prepared {
    path: PathBuf,
    bytes: Vec<u8>,
}

/// What is said where files hold bytes that are no text, which writing them again would lose.
fn leaves_alone(message: &Message, files: &[String]) -> Message {
    say!(
        "{message} Left alone, because not all of it is text: {en_files}.",
        "{message}以下文件含有无法识别的字节，未改动：{zh_files}。",
        message,
        en_files = files.join(", "),
        zh_files = files.join("、")
    )
}

/// The file as it is to be written; `None` if it holds more than text.
fn prepare(project: &Project, root: &Path, fixed: &FixedFile) -> Result<Option<Prepared>, Failure> {
    let name = project.path(fixed.file);
    let bytes = project.folder.small_file(name).map_err(|problem| Failure::of_file(name, *problem))?;
    if encoding::decode(&bytes).text != project.text(fixed.file) {
        return Err(Failure::from(say!(
            "`{name}` has changed while it was checked; nothing was written.",
            "`{name}`在检查期间发生了变化，未写入任何内容。",
            name
        )));
    }
    Ok(edit::rewrite(&bytes, &fixed.edits).map(|bytes| Prepared { path: root.join(name), bytes }))
}

fn cannot_write(path: &Path, error: &io::Error) -> Failure {
    say!("`{path}` cannot be written: {error}.", "无法写入`{path}`：{error}。", path = path.display(), error).into()
}

fn diff(project: &Project, fixed: &FixedFile) -> String {
    let path = project.path(fixed.file);
    TextDiff::from_lines(project.text(fixed.file), &fixed.text)
        .unified_diff()
        .context_radius(CONTEXT)
        .header(&format!("a/{path}"), &format!("b/{path}"))
        .to_string()
}
