//! The command `alongside`.

use std::process::ExitCode;

use alongside::cli::Cli;
use clap::Parser;

#[cfg(target_env = "musl")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    alongside::command::run(&Cli::parse())
}
