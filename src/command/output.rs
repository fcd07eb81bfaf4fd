//! What is printed: results to standard output, messages to standard error.

use std::io::{self, IsTerminal, Write};

use super::Failure;
use crate::cli::ColourChoice;
use crate::text::{Lang, Message};

/// Prints a result. A reader that has gone away, as `head` does, is no failure.
pub(super) fn result(text: &str) {
    let _ = io::stdout().lock().write_all(text.as_bytes());
}

/// Prints a message.
pub(super) fn message(message: &Message, lang: Lang) {
    let _ = writeln!(io::stderr().lock(), "{}", message.get(lang));
}

/// Prints why the command could not do its work, in both languages: the project's own is not known yet.
pub(super) fn failure(failure: &Failure) {
    let mut err = io::stderr().lock();
    let _ = writeln!(err, "error: {}\n错误：{}", failure.message.en, failure.message.zh);
    if let Some(help) = &failure.help {
        let _ = writeln!(err, "help: {}\n改法：{}", help.en, help.zh);
    }
}

/// Whether results are coloured.
pub(super) fn has_colour(choice: ColourChoice) -> bool {
    match choice {
        ColourChoice::Always => true,
        ColourChoice::Never => false,
        ColourChoice::Auto => io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
    }
}
