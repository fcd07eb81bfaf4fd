//! Risks on the pages: their scores and the matrix, what they may cost and delay, the facts of one.

mod exposure;
mod history;
mod matrix;
mod placed;
mod simulated;

pub(super) use exposure::figure as exposure;
pub(super) use history::{history, moments};
pub(super) use matrix::{Matrices, Matrix, matrices, matrix_of};
pub(super) use placed::{Placed, placed};
pub(super) use simulated::{Drivers, drivers, facts as money_facts, figure as curve};

use std::cmp::Reverse;

use rust_decimal::{Decimal, RoundingStrategy};

use crate::analysis::risk::{Assessed, Effect, NoEstimate};
use crate::project::{Kind, RecordId};
pub(super) use crate::site::present::risk::{class, is_opportunity, now, numbers, scored};
use crate::site::registers::computed::workdays;
use crate::site::view::page::Page;
use crate::site::view::parts::{Fact, Value as Shown};
use crate::text::{Message, number};
use crate::{both, say};

/// The open risks that may be shown, threats before opportunities, the highest score first; those without one last.
pub(super) fn by_score(page: Page<'_>) -> Vec<RecordId> {
    let is_open = |id: &RecordId| page.whole.project.risks.get(id.index).is_some_and(|risk| risk.is_open());
    let mut ids: Vec<RecordId> = page.whole.records(Kind::Risks).filter(is_open).collect();
    ids.sort_by_key(|id| (is_opportunity(page, *id), Reverse(now(page, *id).map(|value| value.score)), *id));
    ids
}

/// The facts of a risk that are worked out.
pub(super) fn facts(page: Page<'_>, id: RecordId) -> Vec<Fact> {
    let Some(numbers) = numbers(page, id) else { return Vec::new() };
    let fact = |name: &Message, value: Option<Assessed>| value.map(|value| Fact { name: page.say(name), value: scored(page, id, value) });
    let name = if numbers.residual.is_some() { both!("Score before", "应对前得分") } else { both!("Score", "得分") };
    let after = both!("Score after", "应对后得分");
    // An assessment that is not believed yet stands beside the one that is.
    let now = numbers.current.filter(|now| numbers.residual.is_some_and(|residual| residual != *now));
    let scores = [fact(&name, numbers.inherent), fact(&after, numbers.residual), fact(&both!("Score now", "当前得分"), now)];
    let review = page.cell(id, "review").map(|value| Fact { name: page.say(&both!("Next review", "下次评审")), value });
    scores.into_iter().chain([expected(page, id), review]).flatten().collect()
}

/// The fields that a table shows in more detail: those that can be estimated with.
pub(super) fn tabled(page: Page<'_>, id: RecordId) -> impl Iterator<Item = &'static str> {
    let risk = page.whole.project.risks.get(id.index);
    let is_estimated = move |effect: &Effect| risk.is_some_and(|risk| effect.of(risk, &page.whole.project).is_ok());
    Effect::ALL.into_iter().filter(is_estimated).map(Effect::name)
}

/// What an open risk is expected to cost, or why there is no number.
fn expected(page: Page<'_>, id: RecordId) -> Option<Fact> {
    let (project, analysis) = (&page.whole.project, &page.whole.analysis);
    let risk = project.risks.get(id.index).filter(|risk| risk.is_open())?;
    let words = match (analysis.risk_value.of_risk(id.index), Effect::Cost.of(risk, project)) {
        (Some(value), _) => money(page, value),
        (None, Err(reason)) => why_no_estimate(reason),
        (None, Ok(_)) => both!("no probability", "未填概率"),
    };
    Some(Fact { name: page.say(&both!("Expected cost", "预期货币价值")), value: Shown::text(page.say(&words)) })
}

/// Why there is no estimate of a cost or a delay.
const fn why_no_estimate(reason: NoEstimate) -> Message {
    match reason {
        NoEstimate::Missing => both!("not estimated", "未估算"),
        NoEstimate::OutOfOrder => both!("estimate out of order", "估算值大小颠倒"),
        NoEstimate::Foreign => both!("in another currency", "币种不同"),
    }
}

/// Money to three significant digits.
fn money(page: Page<'_>, amount: Decimal) -> Message {
    number::money_short(amount, page.whole.project.settings.project.currency_code())
}

/// An amount of what is simulated, as labels have it: "¥186K", "18 wd".
fn short(page: Page<'_>, effect: Effect, amount: Decimal) -> Message {
    match effect {
        Effect::Cost => money(page, amount),
        Effect::Delay => workdays(days(amount)),
    }
}

/// The same in a sentence: "18 working days".
fn in_words(page: Page<'_>, effect: Effect, amount: Decimal) -> Message {
    match effect {
        Effect::Cost => money(page, amount),
        Effect::Delay => {
            let en_s = if amount == Decimal::ONE { "" } else { "s" };
            say!("{days} working day{en_s}", "{days}个工作日", days = days(amount), en_s)
        }
    }
}

fn days(amount: Decimal) -> String {
    number::decimal(amount, u32::from(!amount.fract().is_zero()))
}

/// An amount in full, as tables have it.
fn full(page: Page<'_>, effect: Effect, amount: Decimal) -> Shown {
    let text = match effect {
        Effect::Cost => {
            let whole = amount.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
            page.say(&number::money_full(whole, page.whole.project.settings.project.currency_code()))
        }
        Effect::Delay => number::decimal(amount, 1),
    };
    Shown::text(text).sort(&amount)
}
