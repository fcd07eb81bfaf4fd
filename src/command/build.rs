//! `alongside build`: writes the report as a website.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::baseline::Known;
use super::course::{Earlier, course};
use super::history::{self, History, Told};
use super::publish::{self, OutputFile, publish};
use super::replace::{is_anothers, put};
use super::steps::Steps;
use super::{Failure, judge, language, output};
use crate::analysis::Analysis;
use crate::calendar::Period;
use crate::checklist::{Assessment, Audience, Published};
use crate::cli::{BuildArgs, Cli, Edition, Source};
use crate::comparison::{Comparison, Stretch};
use crate::project::settings::FailOn;
use crate::project::{Project, Readers};
use crate::report;
use crate::site::{self, Content};
use crate::text::{Message, plural};
use crate::{both, say};

/// The report before it is published.
pub(super) struct Made {
    /// What it tells of.
    pub(super) judged: Assessment,
    /// Its files; attachments are still in the project folder.
    pub(super) files: Vec<site::OutputFile>,
    /// What is to be said of the history.
    pub(super) notice: Option<Message>,
}

pub(super) fn run(args: &BuildArgs, cli: &Cli) -> Result<ExitCode, Failure> {
    let mut steps = Steps::new(cli.quiet);
    let (judged, messages) = match &args.single {
        Some(path) => {
            let (judged, notice) = single(args, path, &mut steps)?;
            let written = say!("Written: `{path}`.", "已写入`{path}`。", path = path.display().to_string());
            (judged, (written, notice.into_iter().collect()))
        }
        None => whole(args, &mut steps)?,
    };
    let lang = judged.project.default_lang();
    let (outcome, warnings): (Message, Vec<Message>) = messages;
    if !cli.quiet {
        output::message(&report::summary(&judged), lang);
        output::message(&outcome, lang);
    }
    for message in warnings {
        output::message(&message, lang);
    }
    if args.verbose {
        output::message(&steps.told(), lang);
    }
    let fail_on = judged.project.settings.checklist.fail_on.unwrap_or(FailOn::Error);
    Ok(if args.strict && judged.checklist.fails(fail_on) { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

/// Makes and publishes the site: what it tells of, what came of it, and what is to be said besides.
fn whole(args: &BuildArgs, steps: &mut Steps) -> Result<(Assessment, (Message, Vec<Message>)), Failure> {
    let Made { judged, files, notice } = make(&args.source, &args.edition, &asked(args)?, &Earlier::default(), steps)?;
    let out = args.output.clone().unwrap_or_else(|| usual_output(judged.project.readers()));
    let published = steps.take(both!("write", "写入"), || {
        let files = files.into_iter().map(|file| read_copies(file, &judged.project)).collect::<Result<Vec<OutputFile>, Failure>>()?;
        publish(&files, &out, &args.source.folder).map_err(|error| Failure { message: error.message(), help: Some(error.help()) })
    })?;
    let warnings = warnings(&published).into_iter().chain(notice).collect();
    Ok((judged, (outcome(&published, &out), warnings)))
}

/// Makes the report that an audience may read.
pub(super) fn make(source: &Source, edition: &Edition, asked: &Asked<'_>, earlier: &Earlier, steps: &mut Steps) -> Result<Made, Failure> {
    let (judged, files, notice) = told(source, edition, asked, earlier, steps, |told, history, steps| {
        let files = steps.take(both!("make the pages", "生成网页"), || site::build(told, history));
        let mut files = files.map_err(|error| Failure { message: error.message(), help: Some(error.help()) })?;
        files.extend(steps.take(both!("make report.json", "生成 report.json"), || numbers(told)));
        Ok(files)
    })?;
    Ok(Made { judged, files, notice })
}

/// What is made of what an audience may know of a folder and its history, with the project and what is to be said of the history.
fn told<T>(
    source: &Source,
    edition: &Edition,
    asked: &Asked<'_>,
    earlier: &Earlier,
    steps: &mut Steps,
    make: impl FnOnce(&Published<'_>, site::History<'_>, &mut Steps) -> Result<T, Failure>,
) -> Result<(Assessment, T, Option<Message>), Failure> {
    let judged =
        steps.take(both!("read and check", "读取和检查"), || judge(source, Some(edition), Known::AsSet, Analysis::in_full))?;
    let told = steps.take(both!("leave out what is internal", "去除内部内容"), || Published::to(Audience::Public, &judged));
    let read = || history::told(source, asked.since, &judged.project);
    let Told { built_from, last, notice, history } = steps.take(both!("read the last report", "读取上次报告"), read)?;
    let since = last.map(|last| Comparison::of(&Published::to(Audience::Public, &last), &told));
    let read = || asked.period.clone().map(|period| stretch(period, history.as_ref(), &told));
    let stretch = steps.take(both!("read the period", "读取时段"), read);
    // Where git fails, the report is made without its trends.
    let read = || history.and_then(|history| course(&history, &told, earlier).ok().flatten());
    let course = steps.take(both!("read earlier reports", "读取历次报告"), read);
    let history =
        site::History { built_from: built_from.as_deref(), since: since.as_ref(), course: course.as_ref(), stretch: stretch.as_ref() };
    let made = make(&told, history, steps)?;
    drop(told);
    Ok((judged, made, notice))
}

/// Makes the report in one file.
fn single(args: &BuildArgs, path: &Path, steps: &mut Steps) -> Result<(Assessment, Option<Message>), Failure> {
    let guard = |message, help| Err(Failure { message, help: Some(help) });
    let shown = path.display().to_string();
    if path.extension().is_none_or(|extension| !extension.eq_ignore_ascii_case("html")) {
        return guard(
            say!("`{shown}` does not end in `.html`.", "`{shown}`的扩展名不是`.html`。", shown = &shown),
            both!("Name a file such as `report.html`.", "写成`report.html`这样的文件名。"),
        );
    }
    if is_anothers(path, site::SINGLE_MARK) {
        return guard(
            say!("`{shown}` is there and was not made by this command.", "`{shown}`已存在，且不是由本命令生成的。", shown = &shown),
            both!("Name another file, or remove it.", "换一个文件名，或先删除它。"),
        );
    }
    let (judged, bytes, notice) = told(&args.source, &args.edition, &asked(args)?, &Earlier::default(), steps, |told, history, steps| {
        let lang = language(args.lang.as_deref(), told.project.default_lang())?;
        let made = steps.take(both!("make the file", "生成文件"), || site::single(told, history, lang, &args.pages));
        made.map_err(|error| Failure { message: error.message(), help: Some(error.help()) })
    })?;
    let wrong =
        |error: std::io::Error| Failure::from(say!("`{shown}`: {error}", "`{shown}`：{error}", shown = &shown, error = error.to_string()));
    put(path, &bytes).map_err(wrong)?;
    Ok((judged, notice))
}

/// What a report is to tell besides.
#[derive(Default)]
pub(super) struct Asked<'a> {
    /// The state of the last report.
    pub(super) since: Option<&'a str>,
    /// A period with a page of its own.
    pub(super) period: Option<Period>,
}

fn asked(args: &BuildArgs) -> Result<Asked<'_>, Failure> {
    let unknown = |text: &str| Failure {
        message: say!("“{text}” is no period.", "“{text}”不是时段。", text),
        help: Some(both!(
            "Write 2026, 2026-Q3, 2026-05, 2026-W20 or 2026-05-01..2026-05-15.",
            "写 2026、2026-Q3、2026-05、2026-W20 或 2026-05-01..2026-05-15。"
        )),
    };
    let period = args.period.as_deref().map(|text| Period::parse(text).ok_or_else(|| unknown(text))).transpose()?;
    Ok(Asked { since: args.since.as_deref(), period })
}

/// What was promised for a period: as the folder was committed when it began, else by baselines.
fn stretch(period: Period, history: Option<&History>, now: &Published<'_>) -> Stretch {
    let then = history.and_then(|history| history.judged(&history.beginning(&period, now.project.report_date).ok()??).ok());
    let then = then.as_ref().map(|then| Published::to(Audience::Public, then));
    Stretch::of(period, then.as_ref(), now)
}

/// Every number beside the pages, with its schema.
fn numbers(told: &Published<'_>) -> [site::OutputFile; 2] {
    let file = |path: &str, text: String| site::OutputFile { path: path.to_owned(), content: Content::Made(text.into_bytes()) };
    [file(report::REPORT, report::published(told)), file(report::SCHEMA, report::schema())]
}

/// A file of the site with its bytes; an attachment is read from the project folder.
fn read_copies(file: site::OutputFile, project: &Project) -> Result<OutputFile, Failure> {
    let bytes = match file.content {
        Content::Made(bytes) => bytes,
        Content::CopyOf(path) => project.folder.bytes(&path).map_err(|problem| Failure::of_file(&path, *problem))?,
    };
    Ok(OutputFile { path: file.path, bytes })
}

/// Where a site goes unless told: what is not for everyone never takes the place of what is.
fn usual_output(readers: &Readers) -> PathBuf {
    if *readers == Readers::Everyone {
        return PathBuf::from("public");
    }
    let safe = |c: char| if c.is_alphanumeric() { c } else { '-' };
    PathBuf::from(format!("report-{}", readers.name().chars().map(safe).collect::<String>()))
}

fn outcome(published: &publish::Published, out: &Path) -> Message {
    let (written, unchanged, out) = (published.written, published.unchanged, out.display());
    if written == 0 && published.deleted == 0 {
        return say!(
            "Nothing has changed in `{out}`: {unchanged} file{en_s}.",
            "`{out}`没有变化：{unchanged}个文件。",
            en_s = plural(unchanged)
        );
    }
    say!(
        "Published to `{out}`: {written} file{en_s} written, {unchanged} unchanged. Open {out}/index.html.",
        "已发布到`{out}`：写入{written}个文件，{unchanged}个未变。打开 {out}/index.html 查看。",
        en_s = plural(written),
    )
}

fn warnings(published: &publish::Published) -> Vec<Message> {
    let mut messages = Vec::new();
    if let Some(reason) = &published.in_place {
        messages.push(reason.clone());
    }
    for path in &published.replaced {
        messages.push(say!("`{path}` was changed by hand and has been written again.", "`{path}`被手工修改过，已重新写入。"));
    }
    for path in &published.kept {
        messages.push(say!(
            "`{path}` is no longer part of the site but was changed by hand; it stays.",
            "`{path}`已不属于网站，但被手工修改过，予以保留。"
        ));
    }
    messages
}
