//! Money spent, and money expected.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::sides::Sides;
use super::{Change, News, Topic};
use crate::say;
use crate::text::{Message, number};

pub(super) fn changes(sides: &Sides<'_>) -> Vec<Change> {
    let (was, is) = (&sides.then.analysis.budget.total, &sides.now.analysis.budget.total);
    if sides.then.project.budget.is_empty() || sides.now.project.budget.is_empty() {
        return Vec::new();
    }
    let money = |amount: Decimal| number::money_short(amount, sides.now.project.settings.project.currency_code());
    let mut changes = Vec::new();
    let mut tell = |news: News, effect: u32, says: Message| changes.push(Change::new(Topic::Money, news, effect, says));
    if was.planned != is.planned {
        let (from, to) = (money(was.planned), money(is.planned));
        tell(News::Plain, 540, say!("The budget was changed from {from} to {to}.", "预算由{from}改为{to}。", from, to));
    }
    if was.at_completion != is.at_completion {
        let (from, to) = (money(was.at_completion), money(is.at_completion));
        let share = ((is.at_completion - was.at_completion).abs().to_f64().unwrap_or_default())
            / was.at_completion.abs().to_f64().filter(|all| *all > 0.0).unwrap_or(1.0);
        let effect = if share >= LARGE { 590 } else { 360 };
        let says = say!("The cost expected in the end went from {from} to {to}.", "完工估算由{from}变为{to}。", from, to);
        tell(News::better(is.at_completion < was.at_completion), effect, says);
    }
    let spent = is.actual - was.actual;
    if spent > Decimal::ZERO {
        let (spent, all) = (money(spent), money(is.actual));
        tell(News::Plain, 320, say!("{spent} more was spent; {all} in all.", "新增支出{spent}，累计{all}。", spent, all));
    }
    changes
}

/// The share of the whole from which an expected cost that moves comes before most else.
const LARGE: f64 = 0.05;
