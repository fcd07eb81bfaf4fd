use crate::analysis::reviews::{Next, Reviews};
use crate::calendar::{Date, Every, Unit};
use crate::checklist::rule::settings::RuleSettings;
use crate::checklist::rules::owner::{on_leave, with_stand_in};
use crate::checklist::rules::words::{day, no_date, workdays};
use crate::checklist::{RuleContext, Place, Verdict};
use crate::project::Project;
use crate::{both, rule, say};

rule! { "review-overdue", Reviews, Signal, Warning, Once, Execution..=Closing;
    options {
        default = Month, "How often progress is reviewed where no meeting cadence of kind `review` says so: month, 2 weeks …" "会议机制中没有“评审会”时多久评估一次：每月、每两周……";
        grace = 5, "Working days after the day on which the next one is due" "到期之后宽限的工作日数";
    }
    title "Progress review is overdue" "进展评估逾期";
    what "Progress is reviewed once in every period: schedule, quality, cost and effect. The notes of a monthly meeting that give the four statuses count." "每个周期评估一次进展：进度、质量、成本和效果。写了这四项状态的月会纪要也算。";
    why "Deviations are noticed when they have become delays." "不评估，偏差要等变成延误才会被发现。";
    fix "Add `reviews/2026-06-15-review.md` with `schedule:`, `quality:`, `cost:` and `effect:`; if reviews come less often, say so in the meeting cadence with `kind: review` and `every:`." "在 `进展评估` 文件夹新增一份，填“进度”“质量”“成本”“效果”；不需要这么频繁的，在会议机制里登记一条“评审会”并填“频率”。";
    bad at ".:1:1" { "reviews.yaml": "- {date: 2026-05-04, schedule: green, quality: green, cost: green, effect: green}\n" }
    good { "reviews.yaml": "- {date: 2026-06-03, schedule: green, quality: green, cost: green, effect: green}\n" }
    check
}

/// The reviews of a project, by the rhythm that the rule's options set.
pub(crate) fn reviews(project: &Project) -> Reviews {
    let options = RuleSettings::of(&project.settings.checklist, &RULE).options;
    let usual = options.cadence(OPTIONS.default).unwrap_or(Every::Units(1, Unit::Month));
    Reviews::of(project, usual, options.days(OPTIONS.grace))
}

fn check(judge: &mut RuleContext<'_>) {
    let verdict = verdict(judge, &reviews(judge.project));
    judge.once(verdict);
}

fn verdict(judge: &RuleContext<'_>, reviews: &Reviews) -> Verdict {
    let why_not = match reviews.next {
        Next::Due(due) if judge.workdays_late(due) > judge.days(OPTIONS.grace) => return finding(judge, reviews, due),
        Next::Due(_) => return Verdict::Pass,
        Next::WithoutStart => return no_date(),
        Next::WithoutCalendar => both!("Reviews follow phases or events here.", "这里的评估按阶段或事件进行。"),
        Next::Ended => both!("The series of reviews has ended.", "评审会已经结束。"),
        Next::Elsewhere => both!("Reviews are kept elsewhere.", "评估存放在别处。"),
    };
    Verdict::NotAssessable(why_not)
}

fn finding(judge: &RuleContext<'_>, reviews: &Reviews, due: Date) -> Verdict {
    let owner = reviews.series.and_then(|series| judge.project.cadences.get(series)).and_then(|series| series.owner.as_ref());
    let (late, leave) = (workdays(judge.workdays_late(due)), on_leave(judge, owner));
    let due = day(judge.project, due);
    let last = reviews.looks.last();
    let what = match last {
        Some((date, _)) => {
            let date = day(judge.project, *date);
            say!("The last progress review is of {date}; the next one", "最近一次进展评估是{date}，下一次", date)
        }
        None => both!("No progress review is recorded; the first one", "还没有进展评估，第一次"),
    };
    let message = say!("{what} was due on {due}, {late} ago.{leave}", "{what}应在{due}，逾期{late}。{leave}", what, due, late, leave);
    let help = both!(
        "Add a review with a status for schedule, quality, cost and effect.",
        "新增一份评估，填“进度”“质量”“成本”“效果”四项状态。"
    );
    let finding = with_stand_in(judge, owner, judge.finding(message).help(help));
    match last {
        Some((_, id)) => finding.mention(Place::Record(*id, "date".to_owned()), both!("the last one", "最近一次")).into(),
        None => finding.into(),
    }
}

crate::cases! {
    "a month and five working days": passes { "reviews.yaml": "- {date: 2026-05-08}\n" };
    "the notes of a monthly report": passes { "reviews.yaml": "- {date: 2026-04-01}\n", "meetings.yaml": "- {date: 2026-06-03, kind: monthly, schedule: green, quality: amber, cost: green, effect: not applicable}\n" };
    "a monthly meeting without the four statuses": found at ".:1:1" { "reviews.yaml": "- {date: 2026-04-01}\n", "meetings.yaml": "- {date: 2026-06-03, kind: monthly, schedule: green, progress: [Film cut]}\n" };
    "the whole period is a holiday": passes { "alongside.yaml": "calendar: {holidays: [2026-05-25..2026-06-07]}\nchecklist: {rules: {review-overdue: {default: week}}}\n", "reviews.yaml": "- {date: 2026-05-24}\n" };
    "a series that follows events": not_assessable { "cadences.yaml": "- {name: Review, kind: review, every: per release}\n", "reviews.yaml": "- {date: 2026-01-08}\n" };
    "a series that has ended": not_assessable { "cadences.yaml": "- {name: Review, kind: review, every: month, ends: 2026-04-30}\n", "reviews.yaml": "- {date: 2026-04-08}\n" };
    "reviews that are kept elsewhere": not_assessable { "cadences.yaml": "- {name: Review, kind: review, every: month, starts: 2026-01-05, notes_at: 'https://example.com/reviews'}\n" };
    "no day to begin with": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::{findings, outcome};

    const START: &str = "project: {start: 2026-03-02, end: 2026-12-18}\n";

    #[test]
    fn one_in_every_period() {
        for (date, expected) in [("2026-05-08", 0), ("2026-05-05", 1), ("2026-06-12", 0)] {
            let review = format!("- date: {date}\n");
            assert_eq!(findings(&RULE, &[("reviews.yaml", &review)]), expected, "{date}");
        }
    }

    #[test]
    fn the_first_one_is_due_a_period_after_the_start_of_execution() {
        assert_eq!(findings(&RULE, &[("alongside.yaml", START)]), 1);
        assert_eq!(findings(&RULE, &[("alongside.yaml", "project: {start: 2026-05-18, end: 2026-12-18}\n")]), 0);
        let phases = ("phases.yaml", "- {name: Concept, start: 2026-03-02, end: 2026-05-15}\n- {name: Build, kind: execution, start: 2026-05-18}\n");
        assert_eq!(findings(&RULE, &[("alongside.yaml", START), phases]), 0);
        let series = ("cadences.yaml", "- {name: Review, kind: review, every: month, starts: 2026-05-18}\n");
        assert_eq!(findings(&RULE, &[("alongside.yaml", START), series]), 0);
    }

    #[test]
    fn the_cadence_of_reviews_counts() {
        let cadences = "- {name: Review, kind: review, every: quarter}\n";
        assert_eq!(findings(&RULE, &[("reviews.yaml", "- date: 2026-04-01\n"), ("cadences.yaml", cadences)]), 0);
        let by_phase = "- {name: Review, kind: review, every: phase}\n";
        assert_eq!(findings(&RULE, &[("reviews.yaml", "- date: 2026-04-01\n"), ("cadences.yaml", by_phase)]), 0);
    }

    #[test]
    fn how_often_is_an_option() {
        for (default, expected) in [("month", 0), ("2 weeks", 1), ("每两周", 1), ("quarter", 0)] {
            let settings = format!("checklist: {{rules: {{review-overdue: {{default: {default}}}}}}}\n");
            assert_eq!(findings(&RULE, &[("alongside.yaml", &settings), ("reviews.yaml", "- date: 2026-05-11\n")]), expected, "{default}");
        }
    }

    #[test]
    fn a_monthly_report_in_chinese() {
        let report = "---\n类型: 月会\n进度: 正常\n质量: 黄灯\n成本: 正常\n效果: 不适用\n---\n# 五月汇报\n\n## 进展\n\n样片完成\n";
        assert_eq!(findings(&RULE, &[("alongside.yaml", START), ("会议/2026-06-03-月会.md", report)]), 0);
    }

    #[test]
    fn who_calls_the_reviews_may_be_away() {
        let files = [
            ("people.yaml", "- {id: li-na, name: Li Na, absences: [2026-06-08..2026-06-19]}\n"),
            ("cadences.yaml", "- {name: Review, kind: review, every: month, owner: li-na}\n"),
            ("reviews.yaml", "- date: 2026-04-08\n"),
        ];
        let finding = outcome(&RULE, &files).findings.remove(0).finding;
        assert_eq!(finding.message.en, "The last progress review is of 8 Apr; the next one was due on 8 May, 26 working days ago. The owner is on leave until 19 Jun.");
    }
}
