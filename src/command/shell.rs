//! `alongside completions` and `alongside man`: what a shell and its manual know of the program, made from what can be typed.

use std::process::ExitCode;

use clap::{Command, CommandFactory};
use clap_complete::generate;
use clap_mangen::Man;

use super::{Failure, output};
use crate::cli::{Cli, CompletionsArgs, ManArgs};
use crate::say;

pub(super) fn completions(args: &CompletionsArgs) -> ExitCode {
    let mut script = Vec::new();
    generate(args.shell, &mut Cli::command(), "alongside", &mut script);
    output::result(&String::from_utf8_lossy(&script));
    ExitCode::SUCCESS
}

/// The page of the program, or of one of its commands.
pub(super) fn man(args: &ManArgs) -> Result<ExitCode, Failure> {
    // Once built, each command knows the name of its page: `alongside-check`.
    let mut program = Cli::command();
    program.build();
    let command = match &args.command {
        None => program,
        Some(name) => program.find_subcommand(name).cloned().ok_or_else(|| unknown(name, &program))?,
    };
    let mut page = Vec::new();
    let rendered = Man::new(command).render(&mut page);
    rendered.map_err(|error| Failure::from(say!("The page cannot be written: {error}.", "无法生成手册页：{error}。", error)))?;
    output::result(&String::from_utf8_lossy(&page));
    Ok(ExitCode::SUCCESS)
}

fn unknown(name: &str, program: &Command) -> Failure {
    let names: Vec<&str> = program.get_subcommands().map(Command::get_name).collect();
    Failure {
        message: say!("“{name}” is no command.", "没有“{name}”这个命令。", name),
        help: Some(say!(
            "The commands are {en_names}.",
            "可用命令：{zh_names}。",
            en_names = names.join(", "),
            zh_names = names.join("、")
        )),
    }
}

#[cfg(test)]
mod tests {
    use clap_complete::Shell;

    use super::*;

    #[test]
    fn every_shell_knows_every_command() {
        let names: Vec<String> = Cli::command().get_subcommands().map(|command| command.get_name().to_owned()).collect();
        for shell in [Shell::Bash, Shell::Zsh, Shell::Fish, Shell::PowerShell, Shell::Elvish] {
            let mut script = Vec::new();
            generate(shell, &mut Cli::command(), "alongside", &mut script);
            let script = String::from_utf8(script).expect("text");
            for name in &names {
                assert!(script.contains(name.as_str()), "{shell} {name}");
            }
        }
    }

    #[test]
    fn every_command_has_a_page() {
        let mut program = Cli::command();
        program.build();
        for command in program.get_subcommands() {
            let mut page = Vec::new();
            Man::new(command.clone()).render(&mut page).expect("it is written");
            let page = String::from_utf8(page).expect("text");
            assert!(page.contains(&format!("alongside\\-{}", command.get_name())), "{page}");
        }
    }
}
