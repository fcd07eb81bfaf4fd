//! What the commands do: the only floor that prints, writes files and reads the clock.

mod baseline;
mod build;
mod check;
mod clock;
mod course;
mod diff;
mod digest;
mod explain;
mod export;
mod fields;
mod fix;
mod formats;
mod history;
mod import;
mod in_force;
mod init;
mod lsp;
mod new;
mod output;
pub mod publish;
mod reading;
mod replace;
mod schema;
mod serve;
mod shell;
mod steps;
mod waive;

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use self::baseline::Known;
use crate::analysis::Analysis;
use crate::calendar::Date;
use crate::checklist::Assessment;
use crate::cli::{Cli, Command, Edition, Source};
use crate::project::{Exposed, Folder, Project, Readers, ReportDateSource, SETTINGS, load, load_at};
use crate::source::Problem;
use crate::text::{Lang, Message};
use crate::{both, say};

/// Why a command could not do its work.
#[derive(Debug)]
pub struct Failure {
    /// What is wrong.
    pub message: Message,
    /// How to fix it.
    pub help: Option<Message>,
}

impl Failure {
    /// A file is needed and cannot be read.
    fn of_file(path: &str, Problem { message, help, .. }: Problem) -> Self {
        Self { message: say!("`{path}`: {message}", "`{path}`：{message}", path, message), help }
    }
}

impl From<Message> for Failure {
    fn from(message: Message) -> Self {
        Self { message, help: None }
    }
}

/// Does what was typed. Exit codes: 0 fine, 1 findings at or above the limit, 2 the command could not do its work.
pub fn run(cli: &Cli) -> ExitCode {
    let result = match &cli.command {
        Command::Check(args) => check::run(args, cli),
        Command::Build(args) => build::run(args, cli),
        Command::Serve(args) => serve::run(args, cli.quiet),
        Command::Init(args) => init::run(args, cli),
        Command::New(args) => new::run(args),
        Command::Explain(args) => explain::run(args),
        Command::Diff(args) => diff::run(args),
        Command::Digest(args) => digest::run(args),
        Command::Fields(args) => fields::run(args),
        Command::Export(args) => export::run(args, cli),
        Command::Import(args) => import::run(args, cli),
        Command::Schema(args) => schema::run(args, cli.quiet),
        Command::Completions(args) => Ok(shell::completions(args)),
        Command::Lsp(args) => lsp::run(args),
        Command::Man(args) => shell::man(args),
    };
    match result {
        Ok(code) => code,
        Err(failure) => {
            output::failure(&failure);
            ExitCode::from(2)
        }
    }
}

/// Reads and judges a project, for an edition of the report or as it is; known findings are those of a file, else those of the file
/// that the settings name.
fn judge(source: &Source, edition: Option<&Edition>, known: Known<'_>, analyse: fn(&Project) -> Analysis) -> Result<Assessment, Failure> {
    let project = match &source.at {
        Some(at) => history::at(&source.folder, at)?,
        None => open(&source.folder, source.as_of.as_deref())?,
    };
    let project = match edition {
        Some(edition) => edition_of(project, source, edition)?,
        None => project,
    };
    let analysis = analyse(&project);
    let baseline = baseline::read(&project, source, known)?;
    Ok(Assessment::with_baseline(project, analysis, baseline))
}

/// A project as an edition of the report tells it.
fn edition_of(project: Project, source: &Source, edition: &Edition) -> Result<Project, Failure> {
    let readers = readers(edition, &project)?;
    let (day, as_of) = (project.report_date, project.looks_back.then_some(project.report_date));
    let read = |folder| match source.at {
        Some(_) => load_at(folder, day, &Arc::default()),
        None => load(folder, ReportDateSource { as_of, otherwise: day }),
    };
    project.for_readers(readers).by_initials(None, read).map_err(|exposed| self::exposed(&exposed))
}

/// That a file tells the name of somebody who is to be shown by initials.
fn exposed(exposed: &Exposed) -> Failure {
    let (message, help) = match exposed {
        Exposed::Path(path) => (
            say!(
                "The path `{path}` tells a name, and `site.people` asks for initials.",
                "路径`{path}`含有人名，而`site.people`要求只显示缩写。",
                path
            ),
            both!("Give the file another name, or leave the setting out.", "给文件改名，或去掉这项设置。"),
        ),
        Exposed::Workbook(path) => (
            say!(
                "The workbook `{path}` holds names, which cannot be replaced there, and `site.people` asks for initials.",
                "工作簿`{path}`含有人名，无法替换，而`site.people`要求只显示缩写。",
                path
            ),
            both!("Save its sheets as CSV files, or leave the setting out.", "把其中的工作表另存为 CSV 文件，或去掉这项设置。"),
        ),
        Exposed::Everywhere => (
            both!(
                "There are more names than can be replaced, and `site.people` asks for initials.",
                "人名过多，无法全部替换，而`site.people`要求只显示缩写。"
            ),
            both!("Leave the setting out.", "请去掉这项设置。"),
        ),
    };
    Failure { message, help: Some(help) }
}

/// Whom an edition is for: everyone, unless an audience was named.
fn readers(edition: &Edition, project: &Project) -> Result<Readers, Failure> {
    let Some(name) = edition.audience.as_deref() else { return Ok(Readers::Everyone) };
    Readers::named(name, &project.settings).ok_or_else(|| {
        let words = project.settings.readers().join(", ");
        Failure {
            message: say!("“{name}” is no audience of this project.", "本项目没有“{name}”这个读者群。", name),
            help: Some(say!(
                "Name one of {words}; others are named under `audiences` in the settings.",
                "可用：{words}；其他读者群写在设置的`audiences`中。",
                words = &words
            )),
        }
    })
}

/// The project of a folder as it is now, as of a day if one is asked for.
fn open(path: &Path, as_of: Option<&str>) -> Result<Project, Failure> {
    let asked = ReportDateSource { as_of: as_of.map(report_date).transpose()?, otherwise: clock::epoch_or_today()? };
    let folder = Folder::read(path).map_err(|error| Failure::from(error.message))?;
    project_of(folder, &path.display().to_string(), |folder| load(folder, asked))
}

/// The project of a folder, which is to have settings.
fn project_of(folder: Folder, shown: &str, read: impl FnOnce(Folder) -> Project) -> Result<Project, Failure> {
    if let Some((path, problem)) = folder.refused_settings() {
        return Err(Failure::of_file(path, problem.clone()));
    }
    if !folder.has_settings() {
        let name = SETTINGS[0];
        return Err(Failure {
            message: say!(
                "`{shown}` is no project folder: it has no `{name}`.",
                "`{shown}`不是项目文件夹：其中没有`{name}`。",
                shown,
                name
            ),
            help: Some(say!(
                "Create `{name}` there with a line `project: {{name: …}}`, or name another folder.",
                "在其中新建`{name}`，写一行`project: {{name: …}}`；或换一个文件夹。",
                name
            )),
        });
    }
    Ok(read(folder))
}

fn report_date(text: &str) -> Result<Date, Failure> {
    Date::parse(text).map_err(|error| Failure { message: error.message(text), help: Some(error.help()) })
}

/// The language that was asked for, else the usual one.
fn language(asked: Option<&str>, usual: Lang) -> Result<Lang, Failure> {
    let Some(tag) = asked else { return Ok(usual) };
    Lang::of_tag(tag).ok_or_else(|| Failure {
        message: say!("“{tag}” is not a language of the product.", "不支持语言“{tag}”。", tag),
        help: Some(both!("Write en or zh-CN.", "写 en 或 zh-CN。")),
    })
}
