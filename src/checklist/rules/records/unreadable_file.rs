use super::reading;
use crate::checklist::RuleContext;
use crate::rule;
use crate::source::ProblemKind;

rule! { "unreadable-file", Records, Quality, Error, Each, Initiation..=Closed;
    title "File or record cannot be read" "文件或记录无法读取";
    what "Every file of a register can be read to its end: its encoding, its syntax, no key twice, within the reader's limits." "登记册的每个文件都能完整读取：编码和语法正确，没有重复的键，不超过读取限制。";
    why "What cannot be read is missing from every number and every page." "读不出来的内容不会出现在任何数字和页面里。";
    fix "Correct the text at the place shown; the message says what was expected there." "改正所指位置的文字，提示里写明了此处应有的内容。";
    bad at "risks.yaml:2:10" { "risks.yaml": "- title: Agency delivers late\n  owner: \"li-na\n" }
    good { "risks.yaml": "- title: Agency delivers late\n  owner: li-na\n", "people.yaml": "- {id: li-na, name: Li Na}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let files = judge.project.files.iter().filter(|file| file.kind.is_some()).count();
    reading::judge(judge, &[ProblemKind::File], files);
}

crate::cases! {
    "a key that is there twice": found at "risks.yaml:2:3" { "risks.yaml": "- title: Agency delivers late\n  title: Samples are late\n" };
    "nothing to read": not_assessable {};
}
