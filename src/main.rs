//! The command `alongside`.

use std::process::ExitCode;

use alongside::cli::{self, Cli};
use clap::FromArgMatches;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let typed = cli::command().get_matches();
    let cli = Cli::from_arg_matches(&typed).unwrap_or_else(|error| error.exit());
    alongside::command::run(&cli)
}
