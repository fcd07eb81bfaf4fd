//! The file by which a service checks and publishes a project.

use crate::text::Lang;

/// A service that runs what a file in the folder says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Service {
    GitHub,
    GitLab,
}

impl Service {
    /// Where its file stands.
    pub(super) const fn path(self) -> &'static str {
        match self {
            Self::GitHub => ".github/workflows/report.yml",
            Self::GitLab => ".gitlab-ci.yml",
        }
    }

    /// Its file, with comments in a language.
    pub(super) const fn file(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::GitHub, Lang::En) => include_str!("ci/github.en.yml"),
            (Self::GitHub, Lang::Zh) => include_str!("ci/github.zh.yml"),
            (Self::GitLab, Lang::En) => include_str!("ci/gitlab.en.yml"),
            (Self::GitLab, Lang::Zh) => include_str!("ci/gitlab.zh.yml"),
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;
    use serde_yaml::Value;

    use super::*;
    use crate::cli::Cli;

    fn texts(value: &Value) -> Vec<&str> {
        match value {
            Value::String(text) => vec![text],
            Value::Sequence(items) => items.iter().flat_map(texts).collect(),
            Value::Mapping(entries) => entries.values().flat_map(texts).collect(),
            _ => Vec::new(),
        }
    }

    #[test]
    fn the_files_are_yaml_and_their_commands_are_the_programs() {
        for service in [Service::GitHub, Service::GitLab] {
            let [en, zh]: [Value; 2] = Lang::ALL.map(|lang| serde_yaml::from_str(service.file(lang)).expect("YAML"));
            assert_eq!(en, zh, "{service:?}: only the comments differ");
            let lines = texts(&en).into_iter().flat_map(str::lines).filter(|line| line.starts_with("alongside "));
            let commands: Vec<&str> = lines.collect();
            assert_eq!(commands.len(), 2, "{service:?}: {commands:?}");
            for command in commands {
                let words = command.split_whitespace();
                Cli::try_parse_from(words).unwrap_or_else(|error| panic!("{command}: {error}"));
            }
        }
    }
}
