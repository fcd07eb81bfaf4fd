//! `alongside check`: holds a folder against the checklist.

use std::process::ExitCode;

use super::baseline::{self, Known};
use super::fix::fix;
use super::steps::Steps;
use super::waive::waive;
use super::{Failure, formats, in_force, judge, language, output, reading};
use crate::analysis::Analysis;
use crate::checklist::{Assessment, Baseline, fixable};
use crate::cli::{CheckArgs, Cli, FailOnChoice, Format};
use crate::project::settings::FailOn;
use crate::report::{self, Style, Told};
use crate::text::{Message, plural};
use crate::{both, say};

pub(super) fn run(args: &CheckArgs, cli: &Cli) -> Result<ExitCode, Failure> {
    let known = match (&args.write_baseline, &args.baseline) {
        (Some(_), _) => Known::Nothing,
        (None, Some(file)) => Known::In(file),
        (None, None) => Known::AsSet,
    };
    let check = || judge(&args.source, None, known, Analysis::of);
    let mut judged = Steps::new(cli.quiet).take(both!("read and check", "读取和检查"), check)?;
    let lang = language(args.lang.as_deref(), judged.project.default_lang())?;
    if let Some(file) = &args.write_baseline {
        let message = baseline::write(file, &Baseline::of(&judged.project, &judged.checklist))?;
        output::message(&message, lang);
        return Ok(ExitCode::SUCCESS);
    }
    if let Some(file) = &args.instead.show_reading {
        let only = Some(file.trim_start_matches("./")).filter(|path| !path.is_empty());
        output::result(&reading::text(&judged.project, only, lang));
        return Ok(ExitCode::SUCCESS);
    }
    if args.instead.show_settings {
        output::result(&in_force::text(&judged.project, args, lang));
        return Ok(ExitCode::SUCCESS);
    }
    if let Some(reason) = &args.waiver.add_waiver {
        output::message(&waive(&judged, args, reason)?, lang);
        return Ok(ExitCode::SUCCESS);
    }
    if args.fix {
        let fixed = fix(&judged, &args.source.folder, args.dry_run)?;
        if args.format == Format::Human && !fixed.diff.is_empty() {
            output::result(&format!("{}\n", fixed.diff));
        }
        if !cli.quiet {
            output::message(&fixed.message, lang);
        }
        if fixed.has_written {
            judged = judge(&args.source, None, known, Analysis::of)?;
        }
    }
    let fail_on = args.fail_on.map_or_else(|| judged.project.settings.checklist.fail_on.unwrap_or(FailOn::Error), FailOn::from);
    if !args.dry_run {
        let root = args.source.folder.display().to_string();
        formats::write(&args.output, &judged, Told { lang, root: &root }, fail_on)?;
        report(args, cli, &judged, fail_on, Style { lang, has_colour: output::has_colour(cli.color), is_verbose: args.verbose })?;
    }
    Ok(if judged.checklist.fails(fail_on) { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

fn report(args: &CheckArgs, cli: &Cli, checked: &Assessment, fail_on: FailOn, style: Style) -> Result<(), Failure> {
    let root = args.source.folder.display().to_string();
    let told = Told { lang: style.lang, root: &root };
    if args.instead.statistics {
        output::result(&report::statistics(checked, style.lang));
    } else {
        output::result(&formats::text(args.format, checked, style, told, fail_on));
    }
    if args.verbose && args.format == Format::Human {
        output::result(&format!("{}\n", report::account(&checked.project, style.lang)));
    }
    if args.format == Format::Github {
        formats::summarise(checked, told)?;
    }
    if args.format != Format::Json && !cli.quiet {
        output::message(&report::summary(checked), style.lang);
        for message in report::ending(checked) {
            output::message(&message, style.lang);
        }
        if let Some(message) = baseline::gone(&checked.checklist.gone, args.verbose) {
            output::message(&message, style.lang);
        }
        if let Some(message) = can_fix(checked).filter(|_| args.format == Format::Human && !args.fix) {
            output::message(&message, style.lang);
        }
    }
    Ok(())
}

/// At most how many places `--fix` changes, if any: which of them hold is tried only then.
fn can_fix(checked: &Assessment) -> Option<Message> {
    let places = fixable(&checked.project, &checked.checklist);
    (places > 0).then(|| {
        say!(
            "`alongside check --fix` can mend up to {places} place{en_s}; with `--dry-run` it only shows how.",
            "`alongside check --fix` 最多可自动修改{places}处；加 `--dry-run` 只看不改。",
            places,
            en_s = plural(places)
        )
    })
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
