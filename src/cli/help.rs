//! The help of the program: its commands in the order of the work, in groups.

use clap::{Command, CommandFactory};

use super::Cli;

/// The commands by what they are for.
const GROUPS: [(&str, &[&str]); 4] = [
    ("Write", &["init", "new", "import", "export"]),
    ("Check", &["check", "explain", "fields"]),
    ("Publish", &["serve", "build", "diff", "digest"]),
    ("Set up", &["lsp", "schema", "completions", "man", "help"]),
];

/// The columns of a command's name.
const WIDTH: usize = 12;

/// Everything that can be typed, with its help.
pub fn command() -> Command {
    let mut command = Cli::command();
    command.build();
    let about = |name: &str| command.find_subcommand(name).and_then(Command::get_about).map(ToString::to_string);
    let line = |name: &&str| format!("  {name:WIDTH$} {}\n", about(name).unwrap_or_default());
    let group = |(title, names): (&str, &[&str])| format!("{title}:\n{}\n", names.iter().map(line).collect::<String>());
    let groups: String = GROUPS.into_iter().map(group).collect();
    let template = format!("{{about-with-newline}}\n{{usage-heading}} {{usage}}\n\n{groups}Options:\n{{options}}{{after-help}}");
    Cli::command().help_template(template).after_help("`alongside COMMAND --help` says more of a command, with examples.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_stands_in_one_group() {
        let mut program = Cli::command();
        program.build();
        let mut all: Vec<&str> = program.get_subcommands().map(Command::get_name).collect();
        let mut grouped: Vec<&str> = GROUPS.iter().flat_map(|(_, names)| names.iter().copied()).collect();
        all.sort_unstable();
        grouped.sort_unstable();
        assert_eq!(grouped, all);
        let help = command().render_long_help().to_string();
        for name in all {
            assert_eq!(help.lines().filter(|line| line.trim_start().split(' ').next() == Some(name)).count(), 1, "{name}: {help}");
        }
        let too_wide = help.lines().filter(|line| line.chars().count() > 100);
        assert_eq!(too_wide.collect::<Vec<_>>(), [""; 0]);
    }
}
