//! `alongside fields`: the fields of a register in words.

use std::process::ExitCode;

use super::{Failure, language, output};
use crate::checklist::fields::find;
use crate::cli::FieldsArgs;
use crate::project::{Folder, Kind};
use crate::text::Lang;
use crate::{both, report, say};

pub(super) fn run(args: &FieldsArgs) -> Result<ExitCode, Failure> {
    let lang = language(args.lang.as_deref(), usual_language())?;
    let text = match &args.register {
        Some(name) => report::fields(register(name)?, lang),
        None => report::registers(lang),
    };
    output::result(&text);
    Ok(ExitCode::SUCCESS)
}

/// The language of the project in whose folder something is typed, else English.
pub(super) fn usual_language() -> Lang {
    Folder::settings_of(".".as_ref()).and_then(|settings| settings.languages().first().copied()).unwrap_or(Lang::En)
}

/// The register of a name that was typed.
pub(super) fn register(name: &str) -> Result<Kind, Failure> {
    find(name).map_err(|near| {
        let help = match near {
            Some(kind) => say!("Did you mean `{en_key}`?", "是不是“{zh_key}”？", en_key = kind.key(), zh_key = kind.zh()),
            None => both!("`alongside fields` lists all registers.", "`alongside fields` 列出全部登记册。"),
        };
        Failure { message: say!("“{name}” is no register.", "没有叫“{name}”的登记册。", name), help: Some(help) }
    })
}
