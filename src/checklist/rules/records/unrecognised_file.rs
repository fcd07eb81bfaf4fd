use super::reading;
use crate::checklist::Judge;
use crate::rule;
use crate::source::ProblemKind;

rule! { "unrecognised-file", Records, Quality, Warning, Each, Initiation..=Closed;
    title "File belongs to no register" "文件不属于任何登记册";
    what "Every YAML and CSV file is named after a register, or stands in a folder that is." "每个 YAML 和 CSV 文件都以登记册命名，或放在以登记册命名的文件夹里。";
    why "Nothing in the file is read." "文件中的内容不会被读取。";
    fix "Rename the file or move it below a register's folder; or list it in `.alongsideignore`." "改文件名，或移到登记册的文件夹下；不需读取的写进 `.alongsideignore`。";
    bad { "riks.csv": "title\nAgency delivers late\n" }
    good { "risks.csv": "title\nAgency delivers late\n" }
    check
}

fn check(judge: &mut Judge<'_>) {
    let files = judge.project.files.iter().filter(|file| file.kind.is_some()).count();
    reading::judge(judge, &[ProblemKind::UnknownFile], files);
}
