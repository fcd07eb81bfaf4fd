use crate::checklist::rules::owner::with_leave;
use crate::checklist::rules::words::{day, days};
use crate::checklist::{Finding, RuleContext, RuleSettings, Subject, Verdict};
use crate::project::Project;
use crate::project::registers::market::Feedback;
use crate::project::registers::words::Severity;
use crate::project::types::Number;
use crate::{both, rule, say};

rule! { "feedback-unanswered", Feedback, Signal, Warning, Folded, Execution..=Closed;
    options {
        days = 14, "Days in which feedback is answered" "多少天内回复";
        days_severe = 5, "The same for severity high and critical" "严重程度为高或严重时，多少天内回复";
    }
    asks { Feedback: owner replied_on; }
    title "Customer waits for an answer" "客户反馈未回复";
    what "Feedback is answered within 14 days, severe feedback within 5, and severe feedback has an owner from the first day." "客户反馈14天内回复；严重的5天内回复，且当天就有负责人。";
    why "A customer who gets no answer tells others instead." "等不到答复的客户，会去别处说。";
    fix "Answer and type `replied_on:`; if there is no way to answer, `status: not-needed`." "回复后填“回复日期”；无法回复的，把“状态”改为“无需回复”。";
    bad at "feedback.csv:2:12 replied_on" { "feedback.csv": "date,quote,status,owner\n2026-05-18,The hose does not fit,new,li-na\n", "people.yaml": "- {id: li-na, name: Li Na}\n" }
    good { "feedback.csv": "date,quote,status,owner,replied_on\n2026-05-18,The hose does not fit,answered,li-na,2026-05-19\n2026-06-08,Is it loud?,new,li-na,\n", "people.yaml": "- {id: li-na, name: Li Na}\n" }
    check
}

/// The days in which feedback is answered, and those for severe feedback, as the project sets them.
pub(crate) fn days_to_answer(project: &Project) -> [i64; 2] {
    let options = RuleSettings::of(&project.settings.checklist, &RULE).options;
    [options.days(OPTIONS.days), options.days(OPTIONS.days_severe)]
}

fn check(judge: &mut RuleContext<'_>) {
    let project = judge.project;
    let (limit, limit_severe) = (judge.days(OPTIONS.days), judge.days(OPTIONS.days_severe));
    let is_praise = |feedback: &Feedback| feedback.sentiment.is_some_and(|sentiment| sentiment.0 > 0);
    // A survey or a store has many voices and no way to answer.
    let is_survey = |feedback: &Feedback| feedback.count.and_then(Number::whole).is_some_and(|count| count > 1) && feedback.status.is_none();
    let asked = judge.subjects(&project.feedback).filter(|feedback| !is_praise(feedback) && !is_survey(feedback));
    judge.each_by(asked, |judge, feedback| {
        let limit = if is_severe(&feedback) { limit_severe } else { limit };
        if feedback.is_open() { verdict(judge, feedback, limit) } else { Verdict::Pass }
    });
}

fn is_severe(feedback: &Feedback) -> bool {
    matches!(feedback.severity, Some(Severity::High | Severity::Critical))
}

fn verdict(judge: &RuleContext<'_>, feedback: Subject<'_, Feedback>, limit: i64) -> Verdict {
    let project = judge.project;
    // The last day to answer moves to a working day, as every due day does.
    let is_late = project.calendar.due(feedback.date.plus(limit)) < project.report_date;
    if feedback.status.is_none() {
        return if is_late { unrecorded(project, feedback).into() } else { Verdict::Pass };
    }
    if is_severe(&feedback) && feedback.owner.is_none() {
        let record = feedback.label(project);
        let message = say!("{record} is severe and has no `owner`.", "{record}严重但没有负责人。", record);
        return feedback.finding("owner", message).help(both!("Type `owner:` with who answers.", "在“负责人”填由谁回复。")).into();
    }
    if is_late { with_leave(judge, feedback.owner.as_ref(), late(project, feedback, limit)).into() } else { Verdict::Pass }
}

fn late(project: &Project, feedback: Subject<'_, Feedback>, limit: i64) -> Finding {
    let age = days(feedback.date.days_until(project.report_date));
    let (record, day) = (feedback.label(project), day(project, feedback.date));
    let message = say!(
        "{record} of {day} has waited {age} for an answer (limit {limit}).",
        "{day}的{record}已等待回复{age}（上限{limit}天）。",
        record, day, age, limit
    );
    feedback.finding("replied_on", message).help(RULE.fix.clone())
}

/// Neither a status nor an answer: nobody has said that the customer still waits.
fn unrecorded(project: &Project, feedback: Subject<'_, Feedback>) -> Finding {
    let (record, day) = (feedback.label(project), day(project, feedback.date));
    let message = say!("{record} of {day}: it is not recorded whether it was answered.", "{day}的{record}没有登记是否已回复。", record, day);
    let help = both!("Type `replied_on:`, or `status: not-needed`.", "填“回复日期”，或把“状态”填为“无需回复”。");
    feedback.finding("replied_on", message).help(help).unrecorded()
}

crate::cases! {
    "nobody can answer a survey": passes { "feedback.yaml": "- {date: 2026-05-04, quote: Too loud, status: not-needed}\n" };
    "praise needs no answer": not_assessable { "feedback.yaml": "- {date: 2026-05-04, quote: Fine, sentiment: positive}\n" };
    "many at once are a survey": not_assessable { "feedback.yaml": "- {date: 2026-05-04, quote: Too loud, count: 12}\n" };
    "a severe one needs an owner at once": found at "feedback.yaml:1:29 owner" { "feedback.yaml": "- {date: 2026-06-15, quote: It leaks, severity: high, status: new}\n" };
    "a severe one after its fifth day": found at "feedback.yaml:1:29 replied_on" { "people.yaml": "- {id: li-na, name: Li Na}\n", "feedback.yaml": "- {date: 2026-06-05, quote: It leaks, severity: high, status: new, owner: li-na}\n" };
    "the fourteenth day is a Saturday": passes { "feedback.yaml": "- {date: 2026-05-30, quote: Too loud, status: new}\n" };
    "the fifth day of a severe one is a Sunday": passes { "feedback.yaml": "- {date: 2026-06-09, quote: It leaks, severity: high, status: new, owner: li-na}\n", "people.yaml": "- {id: li-na, name: Li Na}\n" };
    "whether it was answered cannot be read": not_assessable { "feedback.yaml": "- {date: 2026-05-04, quote: Too loud, status: nwe-ish}\n" };
    "fourteen days are in time": passes { "feedback.yaml": "- {date: 2026-06-01, quote: Too loud}\n" };
    "answered without a day": passes { "feedback.yaml": "- {date: 2026-05-04, quote: Too loud, status: answered}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::{findings, outcome};

    #[test]
    fn who_waits() {
        for (row, expected) in [
            ("2026-06-01,,New,,li-na,,1", 0), // fourteen days ago
            ("2026-05-31,,New,,li-na,,1", 0), // its last day, a Sunday, moves to today
            ("2026-05-29,,New,,li-na,,1", 1),
            ("2026-06-09,high,New,,li-na,,1", 0), // its last day, a Sunday, moves to today
            ("2026-06-05,high,New,,li-na,,1", 1),
            ("2026-06-15,high,New,,,,1", 1), // no owner
            ("2026-05-01,,Not needed,,,,40", 0),
            ("2026-05-01,,New,positive,,,1", 0),
            ("2026-05-01,,,,li-na,2026-05-02,1", 0),
        ] {
            let text = format!("date,severity,status,sentiment,owner,replied_on,count\n{row}\n");
            assert_eq!(findings(&RULE, &[("feedback.csv", &text)]), expected, "{row}");
        }
    }

    #[test]
    fn unknown_is_not_late() {
        let text = "编号,日期,原话\nFB-1,2026-05-01,太吵\nFB-2,2026-05-02,太贵\nFB-3,2026-05-03,太大\nFB-4,2026-05-04,太慢\n";
        let found = outcome(&RULE, &[("客户反馈.csv", text)]);
        assert_eq!((found.findings.len(), found.findings[0].finding.is_unrecorded), (1, true));
    }
}
