//! Findings in the formats of other tools: printed, and written to files.

use std::path::Path;

use clap::ValueEnum;

use super::Failure;
use super::replace::{append, put};
use crate::checklist::Assessment;
use crate::cli::Format;
use crate::project::settings::FailOn;
use crate::report::{self, Style, Told};
use crate::say;

/// The findings in a format.
pub(super) fn text(format: Format, checked: &Assessment, style: Style, told: Told<'_>, fail_on: FailOn) -> String {
    match format {
        Format::Human => report::human(checked, style),
        Format::Short => report::short(checked, style),
        Format::Json => report::json(checked),
        Format::JsonLines => report::json_lines(checked, told),
        Format::Sarif => report::sarif(checked, told),
        Format::Junit => report::junit(checked, told, fail_on),
        Format::Github => report::github(checked, told),
        Format::Gitlab => report::gitlab(checked, told),
        Format::Azure => report::azure(checked, told),
        Format::Rdjson => report::rdjson(checked, told),
        Format::Markdown => report::markdown(checked, told),
    }
}

/// Writes the files that were asked for, as `sarif=out.sarif`; their folders are made.
pub(super) fn write(wanted: &[String], checked: &Assessment, told: Told<'_>, fail_on: FailOn) -> Result<(), Failure> {
    let style = Style { lang: told.lang, has_colour: false, is_verbose: true };
    let files = wanted.iter().map(|wanted| read(wanted)).collect::<Result<Vec<(Format, &Path)>, Failure>>()?;
    for (format, path) in files {
        put(path, text(format, checked, style, told, fail_on).as_bytes()).map_err(|error| cannot_write(path, &error))?;
    }
    Ok(())
}

fn read(wanted: &str) -> Result<(Format, &Path), Failure> {
    let (name, path) = wanted.split_once('=').filter(|(_, path)| !path.is_empty()).ok_or_else(|| unclear(wanted))?;
    Ok((Format::from_str(name, true).map_err(|_| unclear(wanted))?, Path::new(path)))
}

fn unclear(wanted: &str) -> Failure {
    let formats: Vec<String> =
        Format::value_variants().iter().filter_map(|format| Some(format.to_possible_value()?.get_name().to_owned())).collect();
    Failure {
        message: say!("`{wanted}` says no format and file.", "`{wanted}`没有写明格式和文件。", wanted),
        help: Some(say!(
            "Write --output FORMAT=FILE; the formats are {en_formats}.",
            "写成 --output 格式=文件；可用格式：{zh_formats}。",
            en_formats = formats.join(", "),
            zh_formats = formats.join("、")
        )),
    }
}

/// The summary that GitHub shows of a job, in the file that it names.
pub(super) fn summarise(checked: &Assessment, told: Told<'_>) -> Result<(), Failure> {
    let Some(path) = std::env::var_os("GITHUB_STEP_SUMMARY").filter(|path| !path.is_empty()) else { return Ok(()) };
    let path = Path::new(&path);
    append(path, report::markdown(checked, told).as_bytes()).map_err(|error| cannot_write(path, &error))
}

fn cannot_write(path: &Path, error: &std::io::Error) -> Failure {
    say!("`{path}` cannot be written: {error}.", "无法写入`{path}`：{error}。", path = path.display(), error).into()
}
