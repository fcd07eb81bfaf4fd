use super::reading;
use crate::checklist::RuleContext;
use crate::project::Kind;
use crate::rule;
use crate::source::ProblemKind;

rule! { "unknown-field", Records, Quality, Warning, Folded, Initiation..=Closed;
    title "Register has no such field" "登记册没有这个字段";
    what "Every key and every column is a field of its register, by any of its names." "每个键、每一列都是登记册的字段，写法可用任一同义词。";
    why "What stands under a misspelt name is not read." "名称写错，下面的内容就不会被读取。";
    fix "Correct the name, or begin it with `x_` to keep it for yourselves." "改正名称；自用字段以 `x_` 开头即可。";
    bad at "risks.yaml:2:3" { "risks.yaml": "- title: Agency delivers late\n  ownr: li-na\n" }
    good { "risks.yaml": "- title: Agency delivers late\n  x_colour: red\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let records = Kind::ALL.iter().map(|kind| judge.project.registers.len(*kind)).sum();
    reading::judge(judge, &[ProblemKind::UnknownField], records);
}

crate::cases! {
    "a field that is marked as one of the project's own": passes { "risks.yaml": "- {title: Rain, x_score: 3, x-note: b, 备用1: c}\n" };
    "a column is one finding": found at "risks.csv:1:7" { "risks.csv": "title,ownr\na,red\nb,blue\nc,red\nd,red\ne,blue\n" };
    "what has no likeness is kept": passes { "risks.yaml": "- {title: Rain, colour: red}\n" };
    "nothing to judge": not_assessable {};
}
