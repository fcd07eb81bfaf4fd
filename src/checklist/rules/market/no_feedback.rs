use crate::checklist::rules::words::{done_without, is_unread, unread};
use crate::checklist::{RuleContext, Verdict};
use crate::project::Kind;
use crate::{both, rule};

rule! { "no-feedback", Feedback, Quality, Warning, Once, Execution..=Closing;
    title "No customer feedback is recorded" "没有登记客户反馈";
    what "What customers say is recorded; before the launch that is what testers, dealers and pilots say." "登记客户说了什么；上市前，试用者、经销商、试点的反馈也算。";
    why "What customers dislike is learned from the sales figures, a quarter too late." "客户不满意什么，要等季度销量出来才知道。";
    fix "Write the first entries in `feedback.csv` (`date,source,quote,theme`), or `skip: {feedback: why}` under `checklist:`." "在 `客户反馈.csv` 登记第一批（日期、来源、原话、主题），或在 `checklist:` 下写 `skip: {feedback: 原因}`。";
    bad at ".:1:1" { "tasks.yaml": "- name: Film\n" }
    good { "feedback.csv": "date,source,quote\n2026-05-04,Pilot,How loud is it really?\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let project = judge.project;
    let verdict = if judge.does_without(Kind::Feedback) {
        done_without()
    } else if project.has(Kind::Feedback) {
        Verdict::Pass
    } else if is_unread(project, Kind::Feedback) {
        unread()
    } else {
        let finding = judge.finding(both!("The project folder holds no customer feedback.", "项目文件夹中没有客户反馈。"));
        finding.help(RULE.fix.clone()).into()
    };
    judge.once(verdict);
}

crate::cases! {
    "a test before the launch counts": passes { "feedback.yaml": "- {date: 2026-05-04, source: pilot, quote: Too loud}\n" };
    "the file cannot be read": not_assessable { "feedback.yaml": "- date: \"2026\n" };
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::findings;

    #[test]
    fn any_entry_will_do() {
        for (files, expected) in [
            (vec![("客户反馈.csv", "日期,原话\n2026-05-04,太吵\n")], 0),
            (vec![("alongside.yaml", "checklist:\n  skip: {feedback: No customers yet}\n")], 0),
            (vec![("alongside.yaml", "project: {stage: planning}\n")], 0), // not due yet
            (vec![("risks.yaml", "- title: x\n")], 1),
        ] {
            assert_eq!(findings(&RULE, &files), expected, "{files:?}");
        }
    }
}
