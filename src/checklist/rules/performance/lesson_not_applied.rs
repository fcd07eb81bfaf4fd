use crate::calendar::Date;
use crate::checklist::rules::words::{day, days, no_date};
use crate::checklist::{RuleContext, Subject, Verdict};
use crate::project::registers::improvement::{Lesson, LessonKind};
use crate::project::Kind;
use crate::{rule, say};

rule! { "lesson-not-applied", Lessons, Signal, Warning, Folded, Execution..=Closed;
    options { days = 60, "Calendar days after which a lesson has led to something" "多少个日历天后应已落实"; }
    asks { Lessons: applied_in; }
    title "Lesson has led to nothing yet" "经验教训没有落实";
    what "Sixty days after a lesson to change something, an improvement comes from it or it says where it was applied." "要改变做法的经验教训登记60天后，已有改进措施或写明用在了哪里。";
    why "It was learned, and work goes on as if it had not been." "明明吃过亏，做法还和以前一样。";
    fix "Type `applied_in:` with the improvement, task or document, or record an improvement with `from:` naming the lesson." "在“应用于”填改进、任务或文档，或登记一条改进，“来源”填这条经验教训。";
    bad at "lessons.yaml:1:20 applied_in" { "lessons.yaml": "- {id: L-1, title: Visit old kitchens too, date: 2026-03-02, kind: change, recommendation: Draw visits by year}\n" }
    good {
        "lessons.yaml": "- {id: L-1, title: Visit old kitchens too, date: 2026-03-02, kind: change, recommendation: Draw visits by year}\n",
        "improvements.yaml": "- {title: Draw visits by year of the building, from: L-1}\n",
    }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let connections = &judge.analysis.connections;
    let to_change = judge.subjects(&judge.project.lessons).filter(|lesson| lesson.kind == Some(LessonKind::Change));
    judge.each_by(to_change, |judge, lesson| {
        let is_applied = !lesson.applied_in.is_empty() || connections.from(lesson.id).iter().any(|id| id.kind == Kind::Improvements);
        match lesson.date {
            _ if is_applied => Verdict::Pass,
            None => no_date(),
            Some(date) => verdict(judge, lesson, date),
        }
    });
}

fn verdict(judge: &RuleContext<'_>, lesson: Subject<'_, Lesson>, date: Date) -> Verdict {
    let (age, limit) = (date.days_until(judge.today()), judge.days(OPTIONS.days));
    if !judge.has_run_out(date, limit) {
        return Verdict::Pass;
    }
    let (record, date, age, limit) = (lesson.label(judge.project), day(judge.project, date), days(age), days(limit));
    let message = say!(
        "{record} is of {date}, {age} ago; nothing applies it yet (limit {limit}).",
        "{record}登记于{date}，已过{age}，还没有落实（上限{limit}）。",
        record, date, age, limit
    );
    let help = say!(
        "Type `applied_in:` with the improvement, task or document, or record an improvement with `from: {id}`.",
        "在“应用于”填改进、任务或文档，或登记一条改进，“来源”填{id}。",
        id = &lesson.entry().id,
    );
    lesson.finding("applied_in", message).help(help).into()
}

crate::cases! {
    "what is to be kept": not_assessable { "lessons.yaml": "- {title: Ask earlier, date: 2026-01-05, kind: keep}\n" };
    "an improvement came from it": passes { "lessons.yaml": "- {id: L-1, title: Ask earlier, date: 2026-01-05, kind: change}\n", "improvements.yaml": "- {title: Ask first, from: L-1}\n" };
    "sixty days": passes { "lessons.yaml": "- {title: Ask earlier, date: 2026-04-16, kind: change}\n" };
    "no day to judge by": not_assessable { "lessons.yaml": "- {title: Ask earlier, kind: change}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::{findings, outcome};

    #[test]
    fn which_lessons_are_asked() {
        for (fields, expected) in [
            ("date: 2026-04-13, kind: change", 1),
            ("date: 2026-04-14, kind: change", 0), // a Saturday sixty days later, which moves to today
            ("date: 2026-03-02, kind: keep", 0),
            ("date: 2026-03-02", 0),
            ("date: 2026-03-02, kind: change, applied_in: docs/how-we-work.md", 0),
            ("kind: change", 0),
        ] {
            assert_eq!(findings(&RULE, &[("lessons.yaml", &format!("- {{title: x, {fields}}}\n"))]), expected, "{fields}");
        }
    }

    #[test]
    fn the_message_says_how_old_it_is() {
        let message = outcome(&RULE, RULE.bad).findings.remove(0).finding.message;
        assert_eq!(message.en, "L-1 “Visit old kitchens too” is of 2 Mar, 105 days ago; nothing applies it yet (limit 60 days).");
        assert_eq!(message.zh, "L-1“Visit old kitchens too”登记于3月2日，已过105天，还没有落实（上限60天）。");
    }
}
