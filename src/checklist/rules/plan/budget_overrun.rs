use rust_decimal::Decimal;

use crate::analysis::budget::{Category, Sums};
use crate::checklist::{Finding, RuleContext, Place, Verdict};
use crate::project::{Kind, RecordId};
use crate::text::{Lang, Message, number};
use crate::{both, rule, say};

rule! { "budget-overrun", Allocation, Signal, Warning, Each, Planning..=Closed;
    options {
        percent = 10, "Per cent that a category may be over plan" "允许超出计划的百分比";
        minimum = 1, "Per cent of the whole budget below which a category is left alone" "占总预算的百分比，低于它的类别不检查";
    }
    title "Budget category is over plan" "预算类别超支";
    what "In every category, spending to date, commitments and the forecast are at most a tenth over the plan." "每个类别的已发生、已承诺和预计金额，超出计划的部分都不超过一成。";
    why "The money comes out of another category, and nobody has decided which." "超出的钱要从别的类别出，从哪里出还没人决定。";
    fix "Correct the amounts, cut what is not yet committed, or raise `planned` once that is approved." "核对金额，压缩尚未承诺的支出；追加预算获批后，调高“计划”。";
    bad at "budget.csv:2:21 actual" { "budget.csv": "category,period,planned,actual\nMedia,2026-04,50000,61000\n" }
    good { "budget.csv": "category,period,planned,actual\nMedia,2026-04,50000,55000\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let analysis = judge.analysis;
    let whole = analysis.budget.total.planned;
    for category in &analysis.budget.categories {
        let Some(first) = category.lines.first() else { continue };
        let is_small = category.sums.at_completion.max(category.sums.planned) < part(whole, judge.number(OPTIONS.minimum));
        if is_small {
            continue;
        }
        let id = RecordId { kind: Kind::Budget, index: *first };
        judge.one(id, verdict(judge, id, category));
    }
}

fn verdict(judge: &RuleContext<'_>, id: RecordId, category: &Category) -> Verdict {
    let mut lines = category.lines.iter().filter_map(|line| judge.project.budget.get(*line));
    if lines.any(|line| ["planned", "committed", "actual", "forecast", "period"].iter().any(|field| !line.is_readable(field))) {
        return Verdict::NotAssessable(both!("An amount of the category could not be read.", "该类别有金额无法读取。"));
    }
    if judge.project.budget.iter().all(|line| line.planned.is_none()) {
        return Verdict::NotAssessable(both!("No line of the budget says what was planned.", "预算各行都没有计划金额。"));
    }
    let over = overruns(&category.sums, judge.number(OPTIONS.percent));
    if over.is_empty() {
        return Verdict::Pass;
    }
    finding(judge, id, category, &over).into()
}

/// An amount that is over, and the plan that it is over.
struct Overrun {
    field: &'static str,
    name: Message,
    amount: Decimal,
    plan: Decimal,
}

fn overruns(sums: &Sums, percent: f64) -> Vec<Overrun> {
    let all = [
        ("actual", both!("spent to date", "截至目前已发生"), sums.actual_to_date, sums.planned_accounted),
        ("committed", both!("committed", "已承诺"), sums.committed, sums.planned),
        ("forecast", both!("forecast", "预计"), sums.at_completion, sums.planned),
    ];
    let over = all.into_iter().filter(|(_, _, amount, plan)| *amount > plan.saturating_add(part(*plan, percent)));
    over.map(|(field, name, amount, plan)| Overrun { field, name, amount, plan }).collect()
}

/// A per cent of an amount.
fn part(amount: Decimal, percent: f64) -> Decimal {
    let share = Decimal::try_from(percent / 100.0).unwrap_or_default();
    amount.checked_mul(share).unwrap_or_default()
}

fn finding(judge: &RuleContext<'_>, id: RecordId, category: &Category, over: &[Overrun]) -> Finding {
    let default = judge.project.default_lang();
    let currency = judge.project.settings.project.currency.as_deref().unwrap_or_default();
    let money = |amount: Decimal| number::money_full(amount, currency);
    let parts: Vec<Message> = over
        .iter()
        .map(|Overrun { name, amount, plan, .. }| {
            say!("{name} {amount} against {plan}", "{name}{amount}，计划{plan}", name, amount = money(*amount), plan = money(*plan))
        })
        .collect();
    let list = Message::list(&parts);
    let message = say!(
        "“{en_category}” is over plan: {list}; the limit is {limit}%.",
        "“{zh_category}”超计划：{list}；上限为{limit}%。",
        en_category = category.name.get(Lang::En, default).0, zh_category = category.name.get(Lang::Zh, default).0, list, limit = judge.number(OPTIONS.percent)
    );
    let field = over.first().map_or("", |overrun| overrun.field);
    Finding::new(Place::Record(id, field.to_owned()), message)
        .help(both!("Correct the amounts, or raise `planned` once that is approved.", "核对金额；追加预算获批后，调高“计划”。"))
}

crate::cases! {
    "a small category is left alone": passes { "budget.csv": "category,kind,period,planned,actual\nFilm,marketing,2026-05,10000,9000\nPens,other,2026-05,50,90\n" };
    "what was not planned at all": found at "budget.csv:3:27 actual" { "budget.csv": "category,kind,period,planned,actual\nFilm,marketing,2026-05,1000,900\nStand,marketing,2026-05,0,400\n" };
    "what one period spent beyond its plan is not made good by another of which nothing is recorded": found at "budget.csv:2:21 actual" { "budget.csv": "category,period,planned,actual\nMedia,2026-02,10000,12000\nMedia,2026-03,20000,\n" };
    "ten per cent exactly": passes { "budget.csv": "category,period,planned,actual\nFilm,2026-05,1000,1100\n" };
    "committed over plan": found at "budget.csv:2:19 committed" { "budget.csv": "category,period,planned,committed\nFilm,2026-09,1000,1200\n" };
    "no line says what was planned": not_assessable { "budget.csv": "category,period,actual\nFilm,2026-05,1200\nHall,2026-05,300\n" };
    "a plan that cannot be read": not_assessable { "budget.csv": "category,period,planned,actual\nFilm,2026-05,about ten,1200\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::{findings, outcome};

    #[test]
    fn which_categories_are_over() {
        for (rows, expected) in [
            ("推广,2026-04,50000,,55000,", 0), // a tenth
            ("推广,2026-04,50000,,55001,", 1),
            ("推广,2026-04,50000,56000,,", 1),
            ("推广,2026-09,50000,,,60000", 1),
            ("推广,2026-09,50000,,60000,", 0), // not begun: nothing can be spent yet
            ("推广,2026-04,0,,100,", 1),
            ("推广,2026-04,50000,,50000,\n差旅,2026-04,400,,490,", 0), // less than one per cent of the budget
            ("推广,2026-03,50000,,60000,\n推广,2026-04,50000,,45000,", 0), // the category as a whole
        ] {
            let text = format!("类别,期间,计划,已承诺,实际,预计\n{rows}\n");
            assert_eq!(findings(&RULE, &[("预算.csv", &text)]), expected, "{rows}");
        }
    }

    #[test]
    fn one_finding_names_all_that_is_over() {
        let outcome = outcome(&RULE, &[("budget.csv", "category,period,planned,committed,actual\nMedia,2026-04,50000,61000,61000\n")]);
        assert_eq!(
            outcome.findings[0].finding.message.en,
            "“Media” is over plan: spent to date 61,000 against 50,000, committed 61,000 against 50,000 and forecast 61,000 against 50,000; the limit is 10%."
        );
    }
}
