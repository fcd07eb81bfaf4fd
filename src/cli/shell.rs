//! What shells and editors are given.

use clap::Args;

/// For which shell.
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell.
    #[arg(value_enum, value_name = "SHELL")]
    pub shell: clap_complete::Shell,
}

/// Which page.
#[derive(Debug, Args)]
pub struct ManArgs {
    /// A command; without it, the page of the program.
    #[arg(value_name = "COMMAND")]
    pub command: Option<String>,
}

/// For an editor.
#[derive(Debug, Args)]
pub struct LspArgs {
    /// The language of what is said [default: that of the project].
    #[arg(long, value_name = "LANG")]
    pub lang: Option<String>,
    /// Speak on standard input and output, as it always does; editors say so.
    #[arg(long, hide = true)]
    pub stdio: bool,
}
