//! `alongside check`: holds a folder against the checklist.

use std::process::ExitCode;

use super::{Failure, judge, language, output};
use crate::cli::{CheckArgs, Cli, FailOnChoice, Format};
use crate::project::settings::FailOn;
use crate::report::{self, Checked, Style};

pub(super) fn run(args: &CheckArgs, cli: &Cli) -> Result<ExitCode, Failure> {
    let judged = judge(&args.source)?;
    let checked = Checked { project: &judged.project, analysis: &judged.analysis, checklist: &judged.checklist };
    let style = Style {
        lang: language(args.lang.as_deref(), judged.project.default_lang())?,
        has_colour: output::has_colour(cli.color),
        is_verbose: args.verbose,
    };
    let text = match args.format {
        Format::Human => report::human(checked, style),
        Format::Short => report::short(checked, style),
        Format::Json => report::json(checked),
    };
    output::result(&text);
    if args.format != Format::Json && !cli.quiet {
        output::message(&report::summary(checked), style.lang);
    }
    let fail_on = args.fail_on.map_or_else(|| judged.project.settings.checklist.fail_on.unwrap_or(FailOn::Error), FailOn::from);
    Ok(if judged.checklist.fails(fail_on) { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

impl From<FailOnChoice> for FailOn {
    fn from(choice: FailOnChoice) -> Self {
        match choice {
            FailOnChoice::Error => Self::Error,
            FailOnChoice::Warning => Self::Warning,
            FailOnChoice::Info => Self::Info,
            FailOnChoice::Never => Self::Never,
        }
    }
}
