use super::reading;
use crate::checklist::RuleContext;
use crate::rule;
use crate::source::ProblemKind;

rule! { "reading-note", Records, Quality, Info, Each, Initiation..=Closed;
    title "Read otherwise than as a field" "读取方式需要说明";
    what "Every column is a field of its register, every row a record, every file UTF-8; what is otherwise is kept as it is written, or read as well as it can be. Titles above a header, headings of groups and what else had to be decided are told here too." "每一列都是字段，每一行都是记录，每个文件都是 UTF-8；不是这样的，按原样保留或尽量读取。表头上方的标题、分组标题等读取时的判断也在此说明。";
    why "What is kept is read by people, and by no rule and no number; what was recognised may be something else." "保留的内容只供人阅读，不参与检查和计算；自动识别的也可能有误。";
    fix "Nothing to do where it is right; else give the column its field's name, or save the file as UTF-8." "读得对就无需处理；否则把列名改成字段的名称，或把文件另存为 UTF-8。";
    bad at "risks.csv:1:7" { "risks.csv": "title,Workstream\nAgency delivers late,Film\n" }
    good { "risks.csv": "title,owner\nAgency delivers late,\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let files = judge.project.files.iter().filter(|file| file.kind.is_some()).count();
    reading::judge(judge, &[ProblemKind::Kept], files);
}

crate::cases! {
    "several columns of a file are one finding": found at "risks.csv:1:7" { "risks.csv": "title,Workstream,Rank\na,Film,1\nb,Film,2\n" };
    "a column of one's own": passes { "risks.csv": "title,x_rank\na,1\n" };
    "two columns on who may read it": passes { "risks.csv": "title,visibility,Classification\na,public,internal\n" };
    "two columns of one meaning": found at "issues.csv:1:16" { "issues.csv": "title,Severity,Priority\na,high,low\n" };
    "nothing to read": not_assessable {};
}
