//! `alongside init`: a folder to begin with, which passes its first check.

mod ask;
mod ci;
pub(super) mod register;
mod starter;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

use self::ask::{Questions, read_languages};
use self::ci::Service;
use self::starter::{NewFile, Wishes, next_steps};
use super::replace::create;
use super::{Failure, import, output};
use crate::calendar::Date;
use crate::cli::{CiChoice, Cli, ForChoice, FormChoice, ImportArgs, InitArgs};
use crate::project::{Folder, Kind, ReportDateSource, SETTINGS, load};
use crate::source::files::read_from_disk;
use crate::text::{Lang, Message, plural};
use crate::{both, say};

pub(super) fn run(args: &InitArgs, cli: &Cli) -> Result<ExitCode, Failure> {
    for file in &args.from {
        // Nothing is written before what it begins with is there.
        read_from_disk(file, 1).map_err(|problem| Failure::of_file(&file.display().to_string(), *problem))?;
    }
    let wishes = wishes(args)?;
    fs::create_dir_all(&args.folder).map_err(|error| cannot_write(&args.folder, &error))?;
    let before = held(&args.folder)?;
    let (mut written, mut left) = (0, Vec::new());
    let mut put = |held: &BTreeMap<Kind, String>, file: &NewFile| -> Result<(), Failure> {
        match place(&args.folder, held, file)? {
            None => written += 1,
            Some(there) => left.push(there),
        }
        Ok(())
    };
    if !args.from.is_empty() {
        wishes.files(&before)?.iter().take(1).try_for_each(|settings| put(&before, settings))?;
        bring(args, cli)?;
    }
    let now = held(&args.folder)?;
    let files = wishes.files(&now)?;
    files.iter().skip(usize::from(!args.from.is_empty())).try_for_each(|file| put(&now, file))?;
    left.retain(|path| before.values().any(|there| there == path) || !now.values().any(|there| there == path));
    if !cli.quiet {
        let here = args.folder == Path::new(".");
        output::message(&told(written, &left, &args.folder), wishes.lang());
        output::result(&next_steps(&args.folder.display().to_string(), here, &wishes));
    }
    Ok(ExitCode::SUCCESS)
}

/// Brings the records to begin with.
fn bring(args: &InitArgs, cli: &Cli) -> Result<(), Failure> {
    let (files, folder) = (args.from.clone(), args.folder.clone());
    import::run(&ImportArgs { files, register: None, into: None, dry_run: false, folder, lang: None }, cli).map(|_| ())
}

/// What is wished for: as it was typed, else as it is answered, else as usual.
fn wishes(args: &InitArgs) -> Result<Wishes, Failure> {
    let questions = Questions::new(!args.yes);
    let languages = match &args.lang {
        Some(text) => read_languages(text).ok_or_else(|| not_languages(text))?,
        None => questions.languages(vec![Lang::En]).map_err(|error| no_answer(&error))?,
    };
    let lang = languages.first().copied().unwrap_or(Lang::En);
    let name = match &args.name {
        Some(name) if !name.trim().is_empty() => name.split_whitespace().collect::<Vec<_>>().join(" "),
        _ => questions.name(folder_name(&args.folder, lang), lang).map_err(|error| no_answer(&error))?,
    };
    let whom = match args.whom {
        Some(whom) => whom,
        None => questions.whom(ForChoice::Project, lang).map_err(|error| no_answer(&error))?,
    };
    let usual = if whom == ForChoice::Marketing { FormChoice::Xlsx } else { FormChoice::Yaml };
    let form = match args.form {
        Some(form) => form,
        None => questions.form(usual, lang).map_err(|error| no_answer(&error))?,
    };
    let service = match args.ci {
        CiChoice::Github => Some(Service::GitHub),
        CiChoice::Gitlab => Some(Service::GitLab),
        CiChoice::None => None,
    };
    Ok(Wishes { name, languages, whom, form, service })
}

/// A project is called as its folder is, unless it says otherwise.
fn folder_name(folder: &Path, lang: Lang) -> String {
    let whole = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let name = whole.file_name().map(|name| name.to_string_lossy().trim().to_owned()).filter(|name| !name.is_empty());
    name.unwrap_or_else(|| both!("Project", "项目").get(lang).to_owned())
}

/// The registers that a folder has already, with a file of each. A folder without settings is read as well: its registers are
/// those of a project to come.
fn held(folder: &Path) -> Result<BTreeMap<Kind, String>, Failure> {
    let folder = Folder::read(folder).map_err(|error| Failure::from(error.message))?;
    let project = load(folder, ReportDateSource { as_of: None, otherwise: Date::default() });
    let files = project.files.iter().filter_map(|file| Some((file.kind?, file.path.to_string())));
    let mut held = BTreeMap::new();
    for (kind, path) in files {
        held.entry(kind).or_insert(path);
    }
    Ok(held)
}

/// Writes a file; `Some` is what is there already and was left alone.
fn place(folder: &Path, held: &BTreeMap<Kind, String>, file: &NewFile) -> Result<Option<String>, Failure> {
    if let Some(there) = file.kind.and_then(|kind| held.get(&kind)) {
        return Ok(Some(there.clone()));
    }
    let settings = SETTINGS.iter().find(|name| file.path == SETTINGS[0] && folder.join(name).exists());
    if let Some(there) = settings {
        return Ok(Some((*there).to_owned()));
    }
    let path = folder.join(&file.path);
    match create(&path, &file.bytes) {
        Ok(true) => Ok(None),
        Ok(false) => Ok(Some(file.path.clone())),
        Err(error) => Err(cannot_write(&path, &error)),
    }
}

fn told(written: usize, left: &[String], folder: &Path) -> Message {
    let folder = folder.display();
    let wrote =
        say!("Wrote {written} file{en_s} to `{folder}`.", "已在`{folder}`写入{written}个文件。", written, folder, en_s = plural(written));
    if left.is_empty() {
        return wrote;
    }
    let names: Vec<String> = left.iter().map(|path| format!("`{path}`")).collect();
    say!(
        "{wrote} Left alone, because they are there: {en_names}.",
        "{wrote}以下文件已经存在，未改动：{zh_names}。",
        wrote,
        en_names = names.join(", "),
        zh_names = names.join("、")
    )
}

fn cannot_write(path: &Path, error: &std::io::Error) -> Failure {
    say!("`{path}` cannot be written: {error}.", "无法写入`{path}`：{error}。", path = path.display(), error).into()
}

fn no_answer(error: &std::io::Error) -> Failure {
    Failure {
        message: say!("The answer cannot be read: {error}.", "无法读取回答：{error}。", error),
        help: Some(both!("With --yes nothing is asked.", "加 --yes 则不提问。")),
    }
}

fn not_languages(text: &str) -> Failure {
    Failure {
        message: say!("“{text}” are not languages of the product.", "不支持语言“{text}”。", text),
        help: Some(both!("Write en, zh or en,zh.", "写 en、zh 或 en,zh。")),
    }
}
