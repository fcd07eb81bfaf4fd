use super::reading;
use crate::checklist::RuleContext;
use crate::rule;
use crate::source::ProblemKind;

rule! { "unrecognised-file", Records, Quality, Warning, Each, Initiation..=Closed;
    title "File belongs to no register" "文件不属于任何登记册";
    what "Every YAML and CSV file is named after a register, or stands in a folder that is." "每个 YAML 和 CSV 文件都以登记册命名，或放在以登记册命名的文件夹里。";
    why "Nothing in the file is read." "文件中的内容不会被读取。";
    fix "Rename the file or move it below a register's folder; or list it in `.alongsideignore`." "改文件名，或移到登记册的文件夹下；不需读取的写进 `.alongsideignore`。";
    bad at "riks.csv:1:1" { "riks.csv": "title\nAgency delivers late\n" }
    good { "risks.csv": "title\nAgency delivers late\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let files = judge.project.files.iter().filter(|file| file.kind.is_some()).count();
    let unknown = reading::of_no_attachment(judge.project, |trouble| trouble.problem.kind == ProblemKind::UnknownFile);
    reading::report(judge, unknown, files);
}

crate::cases! {
    "lock files": passes { "risks.csv": "title\nRain\n", "pnpm-lock.yaml": "lockfileVersion: 9\n" };
    "a file whose name only sounds like a lock": found at "blockers.csv:1:1" { "blockers.csv": "title\nThe studio is taken\n" };
    "files of other tools": passes { "risks.csv": "title\nRain\n", "mkdocs.yml": "site_name: x\n", "azure-pipelines.yml": "steps: []\n" };
    "what a document links to": passes { "risks.csv": "title\nRain\n", "docs/brief.md": "See [the numbers](numbers.csv).\n", "docs/numbers.csv": "a,b\n1,2\n" };
    "a folder that may hold several registers": found at "schedule/film.csv:1:1" { "risks.csv": "title\nRain\n", "schedule/film.csv": "name\nFilm\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::outcome;

    #[test]
    fn what_was_meant_is_told() {
        let found = outcome(&RULE, &[("rsiks.yaml", "- title: Rain\n"), ("schedule/film.csv", "name\nFilm\n")]).findings;
        let help: Vec<_> = found.iter().map(|found| found.finding.help.clone().unwrap_or_default().en.into_owned()).collect();
        assert_eq!(help.len(), 2, "{help:?}");
        assert!(help[0].starts_with("Did you mean `risks`?") && help[1].contains("`tasks`"), "{help:?}");
    }
}
