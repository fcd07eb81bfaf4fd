use crate::calendar::Date;
use crate::checklist::rules::words::{day, days, done_without};
use crate::checklist::{Finding, RuleContext, Place, Verdict};
use crate::project::registers::improvement::Lesson;
use crate::project::registers::meetings::{Meeting, MeetingKind};
use crate::project::types::Open;
use crate::project::{Kind, Project};
use crate::source::fold::fold;
use crate::{both, rule, say};

rule! { "reflection-overdue", Reflection, Signal, Warning, Once, Execution..=Closing;
    options { days = 90, "Calendar days between two looks at the way of working" "两次回顾工作方法之间的日历天数"; }
    title "The way of working has not been looked at lately" "很久没有回顾工作方法";
    what "At least every 90 days there is a reflection, a retrospective, or a lesson about the process." "每90天内至少有一次方法反思、复盘会，或一条流程方面的经验教训。";
    why "The same friction costs time every week, and nobody asks whether it has to." "同样的摩擦每周都在耗时间，却没人问能不能改。";
    fix "Write three lines in `reflections/`: what was learned, what will be tried; or hold a retrospective." "在 `方法反思` 里写几行：学到了什么、准备尝试什么；或者开一次复盘会。";
    bad at ".:1:1" { "alongside.yaml": "project: {start: 2026-01-05, stage: execution}\n", "reflections.yaml": "- {date: 2026-03-02, learned: Notes come too late}\n" }
    good { "alongside.yaml": "project: {start: 2026-01-05, stage: execution}\n", "方法反思.csv": "日期,主题,下一步尝试\n2026-05-29,会议节奏,改为每周一次\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    if judge.does_without(Kind::Reflections) {
        judge.once(done_without());
        return;
    }
    let limit = judge.days(OPTIONS.days);
    let last = last_look(judge.project);
    let Some(since) = last.max(judge.project.settings.project.start) else {
        judge.once(Verdict::NotAssessable(both!("The project has no start.", "项目没有开始日期。")));
        return;
    };
    if !judge.has_run_out(since, limit) {
        judge.once(Verdict::Pass);
        return;
    }
    let (limit, since) = (days(limit), day(judge.project, since));
    let message = if last.is_some() {
        say!("The way of working was last looked at on {since}; the limit is {limit}.", "上次回顾工作方法是在{since}，间隔上限为{limit}。", since, limit)
    } else {
        say!(
            "The way of working has not been looked at since the start on {since}; the limit is {limit}.",
            "自{since}开始以来没有回顾过工作方法，间隔上限为{limit}。",
            since, limit
        )
    };
    judge.once(Finding::new(Place::Project, message).help(both!(
        "Add a file to `reflections/` with `date`, `learned` and `will_try`, or the notes of a retrospective.",
        "在 `方法反思` 里加一条，写“日期”“收获”“下一步尝试”，或补上复盘会纪要。"
    )));
}

/// The latest reflection, retrospective, or lesson about the process.
fn last_look(project: &Project) -> Option<Date> {
    let reflections = project.reflections.iter().map(|reflection| reflection.date);
    let retrospectives = project.meetings.iter().filter(|meeting| is_retrospective(meeting)).map(|meeting| meeting.date.date);
    let lessons = project.lessons.iter().filter(|lesson| is_about_process(lesson)).filter_map(|lesson| lesson.date);
    reflections.chain(retrospectives).chain(lessons).filter(|day| *day <= project.report_date).max()
}

/// Whether a meeting looked back, and took place.
fn is_retrospective(meeting: &Meeting) -> bool {
    let is_kind = |kind: &Open<MeetingKind>| kind.is(MeetingKind::Retrospective);
    meeting.held != Some(false) && meeting.kind.as_ref().is_some_and(is_kind)
}

fn is_about_process(lesson: &Lesson) -> bool {
    let words = ["process", "method", "流程", "方法"].map(fold);
    lesson.category.as_ref().is_some_and(|category| words.contains(&fold(category)))
}

crate::cases! {
    "the project has just begun": passes { "alongside.yaml": "project: {start: 2026-04-01, end: 2026-12-18}\n" };
    "a retrospective counts": passes { "alongside.yaml": "project: {start: 2026-01-05, end: 2026-12-18}\n", "meetings.yaml": "- {date: 2026-05-04, kind: retrospective, attendees: [Li Na]}\n" };
    "a lesson on method counts": passes { "alongside.yaml": "project: {start: 2026-01-05, end: 2026-12-18}\n", "lessons.yaml": "- {title: Shorter meetings, date: 2026-05-04, category: method}\n" };
    "no day to begin with": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::findings;

    #[test]
    fn what_counts_as_looking() {
        for (path, text, expected) in [
            ("reflections.yaml", "- date: 2026-03-17\n", 0),
            ("reflections.yaml", "- date: 2026-03-13\n", 1),
            ("meetings.yaml", "- {date: 2026-05-04, kind: 复盘会}\n", 0),
            ("meetings.yaml", "- {date: 2026-05-04, kind: retrospective, held: no, because: Holiday}\n", 1),
            ("meetings.yaml", "- {date: 2026-05-04, kind: weekly}\n", 1),
            ("lessons.csv", "title,date,category\nx,2026-05-04,Process\n", 0),
            ("lessons.csv", "title,date,category\nx,2026-05-04,supplier\n", 1),
        ] {
            let settings = ("alongside.yaml", "project: {start: 2025-12-01, stage: execution}\n");
            assert_eq!(findings(&RULE, &[settings, (path, text)]), expected, "{text}");
        }
    }

    #[test]
    fn first_asked_a_while_after_the_start() {
        assert_eq!(findings(&RULE, &[("alongside.yaml", "project: {start: 2026-03-17, stage: execution}\n")]), 0);
        assert_eq!(findings(&RULE, &[("alongside.yaml", "project: {start: 2026-03-13, stage: execution}\n")]), 1);
        assert_eq!(findings(&RULE, &[]), 0);
    }
}
