//! `alongside schema`: JSON Schemas of what the program writes and of what it reads.

use std::path::Path;
use std::process::ExitCode;

use super::fields::{register, usual_language};
use super::replace::put;
use super::{Failure, output};
use crate::cli::SchemaArgs;
use crate::project::Kind;
use crate::text::plural;
use crate::{both, report, say};

/// What has a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Schema {
    /// `report.json`.
    Report,
    /// `alongside.yaml`.
    Settings,
    /// A register in YAML.
    Register(Kind),
}

pub(super) fn run(args: &SchemaArgs, is_quiet: bool) -> Result<ExitCode, Failure> {
    let mut of = args.of.iter().map(|name| Schema::named(name)).collect::<Result<Vec<_>, _>>()?;
    let Some(folder) = &args.out else {
        let one = match of.as_slice() {
            [] => Schema::Report,
            [one] => *one,
            _ => return Err(several()),
        };
        output::result(&one.text());
        return Ok(ExitCode::SUCCESS);
    };
    if of.is_empty() {
        of = [Schema::Report, Schema::Settings].into_iter().chain(Kind::ALL.iter().copied().map(Schema::Register)).collect();
    }
    for one in &of {
        let path = folder.join(one.file());
        put(&path, one.text().as_bytes()).map_err(|error| cannot_write(&path, &error))?;
    }
    if !is_quiet {
        let (count, folder) = (of.len(), folder.display());
        let told =
            say!("Wrote {count} schema{en_s} to `{folder}`.", "已在`{folder}`写入{count}个模式文件。", count, folder, en_s = plural(count));
        output::message(&told, usual_language());
    }
    Ok(ExitCode::SUCCESS)
}

impl Schema {
    fn named(name: &str) -> Result<Self, Failure> {
        match name {
            "report" => Ok(Self::Report),
            "settings" => Ok(Self::Settings),
            _ => register(name).map(Self::Register),
        }
    }

    /// The name of its file.
    pub(super) fn file(self) -> String {
        match self {
            Self::Report => report::SCHEMA.to_owned(),
            Self::Settings => "settings.schema.json".to_owned(),
            Self::Register(kind) => format!("{}.schema.json", kind.key()),
        }
    }

    pub(super) fn text(self) -> String {
        match self {
            Self::Report => report::schema(),
            Self::Settings => report::settings_schema(),
            Self::Register(kind) => report::register_schema(kind),
        }
    }
}

fn several() -> Failure {
    Failure {
        message: both!("Only one schema can be printed.", "只能输出一个模式。"),
        help: Some(both!("Write several to a folder: `--out DIR`.", "要写多个，请用 `--out 目录`。")),
    }
}

fn cannot_write(path: &Path, error: &std::io::Error) -> Failure {
    say!("`{path}` cannot be written: {error}.", "无法写入`{path}`：{error}。", path = path.display(), error).into()
}
