use super::reading;
use crate::checklist::RuleContext;
use crate::rule;
use crate::source::ProblemKind;

rule! { "column-kept", Records, Quality, Info, Each, Initiation..=Closed;
    title "Column has no field of its own" "列没有对应的字段";
    what "Every column is a field of its register; what is none is kept and shown as it is written. Titles above a header, headings of groups and what else had to be decided are told here too." "每一列都是登记册的字段；没有对应字段的，按原样保留并显示。表头上方的标题、分组标题等读取时的判断也在此说明。";
    why "What is kept is read by people, and by no rule and no number." "保留的内容只供人阅读，不参与检查和计算。";
    fix "Nothing to do; if the column means a field, give it that field's name." "无需处理；若对应某个字段，把列名改成该字段的名称。";
    bad { "risks.csv": "title,Workstream\nAgency delivers late,Film\n" }
    good { "risks.csv": "title,owner\nAgency delivers late,\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let files = judge.project.files.iter().filter(|file| file.kind.is_some()).count();
    reading::judge(judge, &[ProblemKind::Kept], files);
}

crate::cases! {
    "several columns of a file are one finding": found 1 { "risks.csv": "title,Workstream,Rank\na,Film,1\nb,Film,2\n" };
    "a column of one's own": passes { "risks.csv": "title,x_rank\na,1\n" };
    "two columns on who may read it": passes { "risks.csv": "title,visibility,Classification\na,public,internal\n" };
    "two columns of one meaning": found 1 { "issues.csv": "title,Severity,Priority\na,high,low\n" };
    "nothing to read": not_assessable {};
}
