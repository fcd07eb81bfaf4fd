//! What the commands do: the only floor that prints, writes files and reads the clock.

mod baseline;
mod build;
mod check;
mod clock;
mod explain;
mod fields;
mod fix;
mod formats;
mod init;
mod new;
mod output;
pub mod publish;
mod reading;
mod replace;
mod shell;

use std::path::Path;
use std::process::ExitCode;

use self::baseline::Known;
use crate::analysis::Analysis;
use crate::calendar::Date;
use crate::checklist::Assessment;
use crate::cli::{Cli, Command, SchemaArgs, SchemaOf, Source};
use crate::project::{Folder, Project, ReportDateSource, SETTINGS, load};
use crate::report;
use crate::say;
use crate::source::Problem;
use crate::text::{Lang, Message};

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
        Command::Init(args) => init::run(args, cli.quiet),
        Command::New(args) => new::run(args),
        Command::Explain(args) => explain::run(args),
        Command::Fields(args) => fields::run(args),
        Command::Schema(args) => Ok(schema(args)),
        Command::Completions(args) => Ok(shell::completions(args)),
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

fn schema(args: &SchemaArgs) -> ExitCode {
    match args.of {
        SchemaOf::Report => output::result(&report::schema()),
    }
    ExitCode::SUCCESS
}

/// Reads and judges a project; known findings are those of a file, else those of the file that the settings name.
fn judge(source: &Source, known: Known<'_>, analyse: fn(&Project) -> Analysis) -> Result<Assessment, Failure> {
    let project = open(&source.folder, source.as_of.as_deref())?;
    let analysis = analyse(&project);
    let baseline = baseline::read(&project, source, known)?;
    Ok(Assessment::with_baseline(project, analysis, baseline))
}

/// Reads the project of a folder, as of a day if one is asked for.
fn open(root: &Path, as_of: Option<&str>) -> Result<Project, Failure> {
    let as_of = as_of.map(report_date).transpose()?;
    let folder = Folder::read(root).map_err(|error| Failure::from(error.message))?;
    if let Some((path, problem)) = folder.refused_settings() {
        return Err(Failure::of_file(path, problem.clone()));
    }
    if !folder.has_settings() {
        let (shown, name) = (root.display(), SETTINGS[0]);
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
    Ok(load(folder, ReportDateSource { as_of, otherwise: clock::epoch_or_today()? }))
}

fn report_date(text: &str) -> Result<Date, Failure> {
    Date::parse(text).map_err(|error| Failure { message: error.message(text), help: Some(error.help()) })
}

/// The language that was asked for, else the usual one.
fn language(asked: Option<&str>, usual: Lang) -> Result<Lang, Failure> {
    let Some(tag) = asked else { return Ok(usual) };
    Lang::of_tag(tag).ok_or_else(|| Failure {
        message: say!("“{tag}” is not a language of the product.", "不支持语言“{tag}”。", tag),
        help: Some(crate::both!("Write en or zh-CN.", "写 en 或 zh-CN。")),
    })
}
