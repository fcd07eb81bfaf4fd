//! What the tables of campaigns and launches have in common.

use rust_decimal::Decimal;
use serde::Serialize;

use crate::analysis::campaigns::proportion::Rate;
use crate::site::view::page::Page;
use crate::site::view::parts::{Column, Row, Table, Value as Shown};
use crate::text::{Message, number};
use crate::{both, say};

/// A table with a sentence on it.
#[derive(Serialize)]
pub(super) struct Section {
    pub(super) id: &'static str,
    pub(super) title: String,
    pub(super) say: Option<String>,
    pub(super) table: Table,
}

pub(super) fn head(page: Page<'_>, title: &Message) -> Column {
    Column::plain(page.say(title))
}

/// A section of the page; `None` without rows.
pub(super) fn section(
    page: Page<'_>,
    id: &'static str,
    [title, caption]: [Message; 2],
    columns: Vec<Column>,
    rows: Vec<Row>,
) -> Option<Section> {
    let table = Table { id: format!("t-{id}"), caption: page.say(&caption), columns, rows };
    (!table.rows.is_empty()).then(|| Section { id, title: page.say(&title), say: None, table })
}

pub(super) fn nothing() -> Shown {
    Shown::text("–")
}

pub(super) fn money(page: Page<'_>, amount: Option<Decimal>) -> Shown {
    let currency = page.whole.project.settings.project.currency.as_deref().unwrap_or_default();
    amount.map_or_else(nothing, |amount| Shown::text(page.say(&number::money_full(amount.round_dp(2), currency))))
}

/// A share with its interval below it; of too few that it is too few to say.
pub(super) fn rate(page: Page<'_>, rate: Option<Rate>) -> Shown {
    let Some(rate) = rate else { return nothing() };
    let shown = Shown::text(per_cent(rate.value)).sort(&rate.value);
    if !rate.says_something() {
        return shown.note(page.say(&both!("too few to say", "样本太少")));
    }
    let (low, high) = (per_cent(rate.low), per_cent(rate.high));
    if low == high { shown } else { shown.note(page.say(&say!("{low} to {high}", "{low}至{high}", low, high))) }
}

fn per_cent(share: f64) -> String {
    let decimals = if share.abs() < 0.1 { 2 } else { 1 };
    format!("{}%", number::full(share * 100.0, decimals))
}
