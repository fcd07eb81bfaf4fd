use crate::calendar::{Date, Every, Unit};
use crate::checklist::rules::words::{day, no_date, workdays};
use crate::checklist::{Judge, Place, Verdict};
use crate::project::registers::meetings::MeetingKind;
use crate::project::{Kind, RecordId};
use crate::{both, rule, say};

rule! { "review-overdue", Reviews, Signal, Warning, Once, Execution..=Closing;
    options {
        months = 1, "Months between reviews where no meeting cadence of kind `review` says so" "会议机制中没有“评审会”时，两次评估之间的月数";
        grace = 5, "Working days after the day on which the next one is due" "到期之后宽限的工作日数";
    }
    title "Progress review is overdue" "进展评估逾期";
    what "Progress is reviewed once in every period: schedule, quality, cost and effect." "每个周期评估一次进展：进度、质量、成本和效果。";
    why "Deviations are noticed when they have become delays." "不评估，偏差要等变成延误才会被发现。";
    fix "Add `reviews/2026-06-15-review.md` with `schedule:`, `quality:`, `cost:` and `effect:`; if reviews come less often, say so in the meeting cadence with `kind: review` and `every:`." "在 `进展评估` 文件夹新增一份，填“进度”“质量”“成本”“效果”；不需要这么频繁的，在会议机制里登记一条“评审会”并填“频率”。";
    bad { "reviews.yaml": "- {date: 2026-05-04, schedule: green, quality: green, cost: green, effect: green}\n" }
    good { "reviews.yaml": "- {date: 2026-06-03, schedule: green, quality: green, cost: green, effect: green}\n" }
    check
}

fn check(judge: &mut Judge<'_>) {
    let verdict = verdict(judge);
    judge.once(verdict);
}

fn verdict(judge: &Judge<'_>) -> Verdict {
    let reviews = judge.project.reviews.iter().enumerate().filter(|(_, review)| review.date <= judge.today());
    let last = reviews.max_by_key(|(_, review)| review.date).map(|(index, review)| (index, review.date));
    let Some(since) = last.map(|(_, date)| date).or(judge.project.settings.project.start) else { return no_date() };
    let Some(due) = every(judge).and_then(|every| every.after(since, 1)) else {
        return Verdict::NotAssessable(both!("Reviews follow phases or events here.", "这里的评估按阶段或事件进行。"));
    };
    let late = judge.workdays_late(due);
    if late <= judge.days("grace") {
        return Verdict::Pass;
    }
    finding(judge, last, due, late)
}

/// How often, by the cadence of reviews, else by the option.
fn every(judge: &Judge<'_>) -> Option<Every> {
    let cadences = &judge.project.cadences;
    let of_reviews = cadences.iter().find(|cadence| cadence.kind.as_ref().is_some_and(|kind| kind.is(MeetingKind::Review)));
    let months = u32::try_from(judge.days("months")).ok().filter(|months| *months > 0);
    of_reviews.and_then(|cadence| cadence.every).or(months.map(|months| Every::Units(months, Unit::Month)))
}

fn finding(judge: &Judge<'_>, last: Option<(usize, Date)>, due: Date, late: i64) -> Verdict {
    let (due, late) = (day(judge.project, due), workdays(late));
    let what = match last {
        Some((_, date)) => {
            let date = day(judge.project, date);
            say!("The last progress review is of {date}; the next one", "最近一次进展评估是{date}，下一次", date)
        }
        None => both!("No progress review is recorded; the first one", "还没有进展评估，第一次"),
    };
    let message = say!("{what} was due on {due}, {late} ago.", "{what}应在{due}，逾期{late}。", what, due, late);
    let mut finding = judge.finding(message).help(both!(
        "Add a review with a status for schedule, quality, cost and effect.",
        "新增一份评估，填“进度”“质量”“成本”“效果”四项状态。"
    ));
    if let Some((index, _)) = last {
        let place = Place::Record(RecordId { kind: Kind::Reviews, index }, "date".to_owned());
        finding.related.push((place, both!("the last one", "最近一次")));
    }
    finding.into()
}

crate::cases! {
    "a month and five working days": passes { "reviews.yaml": "- {date: 2026-05-08}\n" };
    "a series that follows events": unsure { "cadences.yaml": "- {name: Review, kind: review, every: per release}\n", "reviews.yaml": "- {date: 2026-01-08}\n" };
    "no day to begin with": unsure {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::findings;

    const START: &str = "project: {start: 2026-03-02, end: 2026-12-18}\n";

    #[test]
    fn one_in_every_period() {
        for (date, expected) in [("2026-05-08", 0), ("2026-05-05", 1), ("2026-06-12", 0)] {
            let review = format!("- date: {date}\n");
            assert_eq!(findings(&RULE, &[("reviews.yaml", &review)]), expected, "{date}");
        }
    }

    #[test]
    fn the_first_one_is_due_a_period_after_the_start() {
        assert_eq!(findings(&RULE, &[("alongside.yaml", START)]), 1);
        assert_eq!(findings(&RULE, &[("alongside.yaml", "project: {start: 2026-05-18, end: 2026-12-18}\n")]), 0);
    }

    #[test]
    fn the_cadence_of_reviews_counts() {
        let cadences = "- {name: Review, kind: review, every: quarter}\n";
        assert_eq!(findings(&RULE, &[("reviews.yaml", "- date: 2026-04-01\n"), ("cadences.yaml", cadences)]), 0);
        let by_phase = "- {name: Review, kind: review, every: phase}\n";
        assert_eq!(findings(&RULE, &[("reviews.yaml", "- date: 2026-04-01\n"), ("cadences.yaml", by_phase)]), 0);
    }
}
