use crate::checklist::rules::words::workdays;
use crate::checklist::{RuleContext, Subject, Verdict};
use crate::project::registers::resources::BudgetLine;
use crate::{both, rule, say};

rule! { "budget-without-actuals", Allocation, Quality, Warning, Folded, Execution..=Closed;
    options { grace = 10, "Working days after the end of a period" "期间结束后宽限的工作日数"; }
    asks { Budget: actual; }
    title "Spending of a past period is not recorded" "已结束期间没有登记实际支出";
    what "Two weeks after the end of a period, every budget line of it says what was spent; zero is an answer." "期间结束两周后，该期间的每项预算都登记实际支出；没有支出填0。";
    why "The plan to date is held against nothing, and an overrun is seen a month later." "计划没有实际可比，超支要晚一个月才看得到。";
    fix "Type the amount in `actual`, `0` if nothing was spent." "在“实际”填金额，没有支出填0。";
    bad at "budget.csv:3:1 actual", "budget.csv:4:1 actual" { "budget.csv": "category,period,planned,actual\nMedia,2026-04,50000,48000\nMedia,2026-05,50000,\nTravel,2026-04,3000,\n" }
    good { "budget.csv": "category,period,planned,actual\nMedia,2026-04,50000,48000\nMedia,2026-06,50000,\nTravel,2026-04,3000,0\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let planned = judge.subjects(&judge.project.budget).filter(|line| line.planned.as_ref().is_none_or(|planned| !planned.value.is_zero()));
    let over = planned.filter(|line| line.period.as_ref().is_some_and(|period| period.last < judge.project.report_date));
    let over: Vec<_> = over.collect();
    judge.each_by(over, verdict);
}

fn verdict(judge: &RuleContext<'_>, line: Subject<'_, BudgetLine>) -> Verdict {
    let (Some(period), None) = (&line.period, &line.actual) else { return Verdict::Pass };
    let since = judge.workdays(period.last, judge.today());
    if since <= judge.days(OPTIONS.grace) {
        return Verdict::Pass;
    }
    let (record, since) = (line.label(judge.project), workdays(since));
    let message = say!(
        "{record} has no `actual` for {period}, which ended {since} ago.",
        "{record}没有登记{period}的“实际”，该期间已结束{since}。",
        record, period = &period.text, since
    );
    line.finding("actual", message).help(both!("Type the amount in `actual`, `0` if nothing was spent.", "在“实际”填金额，没有支出填0。")).into()
}

crate::cases! {
    "ten working days are given": passes { "alongside.yaml": "report: {as_of: 2026-06-12}\n", "budget.csv": "category,period,planned,actual\nFilm,2026-05,1000,\n" };
    "nothing was planned": not_assessable { "budget.csv": "category,period,planned,actual\nFilm,2026-04,0,\n" };
    "zero is an answer": passes { "budget.csv": "category,period,planned,actual\nFilm,2026-04,1000,0\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::findings;

    #[test]
    fn which_periods_are_over() {
        for (row, expected) in [
            ("推广,2026-05,5万,", 1), // eleven working days since 31 May
            ("推广,2026-05-01..2026-06-01,5万,", 0),
            ("推广,2026-05,5万,0", 0),
            ("推广,2026-05,0,", 0),
            ("推广,2026-Q2,5万,", 0),
            ("推广,,5万,", 0),
        ] {
            let rows = format!("类别,期间,计划金额,实际支出\n{row}\n");
            assert_eq!(findings(&RULE, &[("预算.csv", &rows)]), expected, "{row}");
        }
    }
}
