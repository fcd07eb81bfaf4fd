//! `alongside diff`: what a change of the folder does to the report.

use std::process::ExitCode;

use super::{Failure, history, language, output};
use crate::checklist::{Audience, Published};
use crate::cli::{DiffArgs, DiffFormat};
use crate::comparison::Comparison;
use crate::report;

pub(super) fn run(args: &DiffArgs) -> Result<ExitCode, Failure> {
    let (then, now) = history::two(&args.folder, &args.then, args.now.as_deref())?;
    let lang = language(args.lang.as_deref(), now.project.default_lang())?;
    let audience = if args.public { Audience::Public } else { Audience::Team };
    let (then, now) = (Published::to(audience, &then), Published::to(audience, &now));
    let comparison = Comparison::of(&then, &now);
    output::result(&match args.format {
        DiffFormat::Human => report::changes(&comparison, lang),
        DiffFormat::Json => report::changes_json(&comparison, &now.project),
        DiffFormat::Markdown => report::changes_markdown(&comparison, lang),
    });
    Ok(ExitCode::SUCCESS)
}
