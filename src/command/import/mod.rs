//! `alongside import`: tables of other programs come into the registers, and again without writing over what was changed here.

pub(super) mod bases;
mod document;
mod elsewhere;
mod learned;
mod merge;
mod source;
mod told;
mod write;

use std::path::Path;
use std::process::ExitCode;

use self::bases::{base, base_path};
use self::elsewhere::Other;
use self::source::Source;
use self::told::Told;
use super::fields::register;
use super::replace;
use super::{Failure, language, output};
use crate::cli::{Cli, ImportArgs};
use crate::project::exchange::{Bringing, Brought, Cells, Register, table};
use crate::project::{Folder, Kind, Project, RecordId, Role, Roles};
use crate::source::edit;
use crate::source::files::read_from_disk;
use crate::text::Lang;
use crate::{both, say};

/// Brings files into a project.
pub(super) fn run(args: &ImportArgs, cli: &Cli) -> Result<ExitCode, Failure> {
    let asked = args.register.as_deref().map(register).transpose()?;
    let usual = Folder::settings_of(&args.folder).and_then(|settings| settings.languages().first().copied());
    let lang = language(args.lang.as_deref(), usual.unwrap_or(Lang::En))?;
    for file in &args.files {
        // What the last file wrote is there for the next one.
        let project = project(&args.folder)?;
        if document::is_one(file) {
            let told = document::bring(&project, args, file, asked, lang)?;
            if !cli.quiet {
                output::result(&told);
            }
            continue;
        }
        let source = Source::read(file, &project.limits)?;
        let bringing = project.bring(&source.text, &source.path, asked);
        if bringing.registers.iter().all(|brought| brought.rows.is_empty()) {
            return Err(nothing(&source));
        }
        for brought in &bringing.registers {
            // What was written for the register before is there for this one.
            let project = self::project(&args.folder)?;
            let told = bring(&project, args, &source, &bringing, brought, lang)?;
            if !cli.quiet {
                output::result(&told);
            }
        }
        if !cli.quiet {
            output::result(&source.remarks(&bringing.problems, lang));
        }
    }
    if !cli.quiet {
        output::message(&told::ending(args.dry_run), lang);
    }
    Ok(ExitCode::SUCCESS)
}

/// The project of a folder.
pub(super) fn project(folder: &Path) -> Result<Project, Failure> {
    super::open(folder, None)
}

/// A register's file: its path, what stands in it, and where.
struct Target {
    path: String,
    bytes: Option<Vec<u8>>,
    text: String,
    register: Option<Register>,
}

/// Brings the records of one register, and says what came of it.
fn bring(
    project: &Project,
    args: &ImportArgs,
    source: &Source,
    bringing: &Bringing,
    brought: &Brought,
    lang: Lang,
) -> Result<String, Failure> {
    let kind = brought.kind;
    let target = target(project, args, kind)?;
    let here = project.file(&target.path);
    let in_file = |id: &RecordId| here.is_some() && project.record(*id).is_some_and(|entry| Some(entry.origin().file) == here);
    let others: Vec<Other> = project.give(kind, true).into_iter().filter(|(id, _)| !in_file(id)).collect();
    let rows = || target.register.iter().flat_map(|register| &register.rows);
    let first = rows().count();
    let ours: Vec<Cells> = rows().map(|row| row.cells.clone()).chain(others.iter().map(|(_, cells)| cells.clone())).collect();
    let id_of = |(id, _): &Other| project.record(*id).map(|entry| entry.id().to_owned()).unwrap_or_default();
    let ids: Vec<String> = rows().map(|row| row.id.clone()).chain(others.iter().map(id_of)).collect();
    let base_path = base_path(kind, bringing.program.map_or_else(|| source.known_as(), |program| program.key));
    let base = base(&args.folder.join(&base_path));
    let mut merge = merge::merge(base.as_deref(), &ours, &ids, &brought.rows, kind.known());
    let (elsewhere, by_hand) = elsewhere::edits(project, &others, first, &merge);
    merge.updates.retain(|update| !by_hand.contains(update));
    let mut written: Vec<(&str, Vec<u8>)> = Vec::new();
    match (&target.bytes, &target.register) {
        (Some(bytes), Some(register)) => {
            let edits = write::edits(&target.text, register, &merge, kind);
            if !edits.is_empty() {
                written.push((&target.path, edit::rewrite(bytes, &edits).ok_or_else(|| not_text(&target.path))?));
            }
        }
        _ if merge.added.is_empty() => {}
        _ => written.push((&target.path, table(&merge.added, kind).into_bytes())),
    }
    for (file, edits) in &elsewhere {
        let path = project.path(*file);
        written.push((path, elsewhere::rewritten(project, *file, edits).ok_or_else(|| not_text(path))?));
    }
    let learned = learned::of(project, brought);
    let settings = learned::edit(project, kind, &learned);
    let learned = if settings.is_some() { learned } else { Vec::new() };
    if let Some(Ok((path, bytes))) = &settings {
        written.push((path, bytes.clone()));
    }
    if !args.dry_run {
        for (path, bytes) in &written {
            put(&args.folder.join(path), bytes)?;
        }
        // What is left to be done by hand is told again next time.
        if by_hand.is_empty() {
            put(&args.folder.join(&base_path), table(&brought.rows, kind).as_bytes())?;
        }
    }
    let told = Told {
        source: &bringing.program.map_or_else(|| source.path.clone(), |program| format!("{} ({})", source.path, program.name)),
        target: &target.path,
        brought,
        ours: &ours,
        merge: &merge,
        by_hand: &by_hand,
        is_of_program: bringing.program.is_some(),
        others: bringing.others,
        learned: &learned,
        by_hand_in_settings: settings.as_ref().and_then(|settings| settings.as_ref().err()),
    };
    Ok(told.text(lang))
}

/// The file of new records: the one that is asked for, else the first CSV file of the register, else a new one that bears its name.
fn target(project: &Project, args: &ImportArgs, kind: Kind) -> Result<Target, Failure> {
    let of_register = || project.files.iter().filter(|file| file.kind == Some(kind) && file.text.is_some());
    let is_csv = |path: &str| path.ends_with(".csv") || path.ends_with(".tsv");
    let path = match &args.into {
        Some(path) => path.to_string_lossy().replace('\\', "/"),
        None => of_register().find(|file| is_csv(&file.path)).map_or_else(|| format!("{}.csv", kind.key()), |file| file.path.to_string()),
    };
    if !is_csv(&path) {
        return Err(no_csv(&path, kind));
    }
    let held = Roles::of(&project.settings).role(&path).or_else(|| Kind::of_path(&path).map(Role::Register));
    if held != Some(Role::Register(kind)) {
        return Err(of_another_name(&path, kind));
    }
    if project.file(&path).is_none() && read_from_disk(&args.folder.join(&path), 1).is_ok() {
        return Err(no_part(&path));
    }
    let Some(text) = project.file(&path).map(|file| project.text(file).to_owned()) else {
        return Ok(Target { path, bytes: None, text: String::new(), register: None });
    };
    let bytes = project.folder.small_file(&path).map_err(|problem| Failure::of_file(&path, *problem))?;
    let register = project.register_file(&text, &path, kind);
    if register.is_none() && !text.trim().is_empty() {
        let message =
            say!("`{path}` is not one table of “{register}”.", "`{path}`不是“{register}”的单个表格。", path, register = kind.label());
        return Err(Failure { message, help: Some(both!("Name another file with `--into`.", "用 `--into` 指定另一个文件。")) });
    }
    Ok(Target { bytes: Some(bytes).filter(|_| register.is_some()), path, text, register })
}

fn no_csv(path: &str, kind: Kind) -> Failure {
    let key = kind.key();
    Failure {
        message: say!("New records are written to CSV files, and `{path}` is none.", "新记录只写入 CSV 文件，`{path}`不是。", path),
        help: Some(say!("Name a CSV file, as `--into {key}.csv`.", "指定一个 CSV 文件，例如 `--into {key}.csv`。", key)),
    }
}

fn of_another_name(path: &str, kind: Kind) -> Failure {
    let key = kind.key();
    Failure {
        message: say!(
            "`{path}` does not bear the name of “{register}”.",
            "`{path}`不是“{register}”的文件名。",
            path,
            register = kind.label()
        ),
        help: Some(say!(
            "Name a file as `{key}.csv`; or say in `alongside.yaml` what it is: `files: {{{path}: {key}}}`.",
            "改用 `{key}.csv` 这样的文件名；或在 `alongside.yaml` 中说明：`files: {{{path}: {key}}}`。",
            key,
            path
        )),
    }
}

fn no_part(path: &str) -> Failure {
    Failure {
        message: say!(
            "`{path}` is there and is no part of the project, so it is not written over.",
            "`{path}`已存在，但不属于项目，未覆盖。",
            path
        ),
        help: Some(both!("Name another file with `--into`.", "用 `--into` 指定另一个文件。")),
    }
}

fn not_text(path: &str) -> Failure {
    say!("`{path}` holds more than text; nothing was written.", "`{path}`含有无法识别的字节，未写入任何内容。", path).into()
}

/// Writes a file.
pub(super) fn put(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    replace::put(path, bytes)
        .map_err(|error| say!("`{path}` cannot be written: {error}.", "无法写入`{path}`：{error}。", path = path.display(), error).into())
}

fn nothing(source: &Source) -> Failure {
    Failure {
        message: say!("Nothing in `{path}` is a table of a register.", "`{path}`中没有登记册的表格。", path = &source.path),
        help: Some(both!(
            "Say of which register it is, as `--as tasks`; its columns need names, as `name` or “名称”.",
            "用 `--as` 说明是哪个登记册，例如 `--as 任务`；各列要有列名，如“名称”。"
        )),
    }
}
