use super::reading;
use crate::checklist::RuleContext;
use crate::project::Kind;
use crate::rule;
use crate::source::ProblemKind;

rule! { "missing-required-field", Records, Quality, Error, Each, Initiation..=Closed;
    title "Record lacks a field it cannot do without" "记录缺少必填字段";
    what "A record has the field that makes it one: a risk its title, a meeting its date." "每条记录都有必填字段，例如风险的标题、会议的日期。";
    why "The record stays out of the report until the field is there." "补上之前，这条记录不会进入报告。";
    fix "Add the field, or delete the record if it was begun by mistake." "补上该字段；多余的记录可以删去。";
    bad at "risks.yaml:1:3" { "risks.yaml": "- owner: li-na\n  probability: 4\n" }
    good { "risks.yaml": "- title: Agency delivers late\n  probability: 4\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let records = Kind::ALL.iter().map(|kind| judge.project.registers.len(*kind)).sum();
    reading::judge(judge, &[ProblemKind::Missing], records);
}

crate::cases! {
    "a row of blanks is no record": passes { "risks.csv": "title,owner\nAgency delivers late,\n,\n" };
    "nothing to read": not_assessable {};
}
