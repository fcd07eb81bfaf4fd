//! Ranges that were stated in earlier reports, held against what came.

use serde::Serialize;

use crate::comparison::{Course, Stated};
use crate::site::view::page::Page;
use crate::site::view::parts::{Column, Row, Table, Value as Shown};
use crate::text::Message;
use crate::{both, say};

/// So many of the ranges that were stated have a row each, the newest ones.
const MOST_STATED: usize = 60;
/// Of many ranges so many hold, if they say what they mean.
const SHARE_HELD: f64 = 0.8;

/// "Of 20 stated 80% ranges, 15 held."
pub(super) fn held(course: &Course) -> Message {
    let (n, held) = (course.stated.len(), course.held());
    match n {
        0 => Message::default(),
        1 if held == 1 => both!("The one 80% range whose day has come held.", "已到期的1个80%区间预测，实际值落在区间内。"),
        1 => both!("The one 80% range whose day has come did not hold.", "已到期的1个80%区间预测，实际值未落在区间内。"),
        _ => say!(
            "Of {n} stated 80% ranges whose day has come, {held} held; {due} would be usual.",
            "已到期的{n}个80%区间预测中，{held}个实际值落在区间内，通常应有{due}个。",
            n,
            held,
            due = (n as f64 * SHARE_HELD).round()
        ),
    }
}

/// So many of them are in sight.
const IN_SIGHT: usize = 8;

/// The ranges that fold out below the newest ones.
#[derive(Serialize)]
pub(super) struct Earlier {
    summary: String,
    table: Table,
}

/// The newest of the ranges, each beside the value that came, and those before them.
pub(super) fn tables(page: Page<'_>, course: &Course) -> Option<(Table, Option<Earlier>)> {
    let mut table = table(page, course)?;
    let rest = table.rows.split_off(table.rows.len().min(IN_SIGHT));
    let summary = page.say(&say!("{n} earlier", "更早的{n}个", n = rest.len()));
    let earlier = Table { id: "t-stated-earlier".to_owned(), caption: summary.clone(), columns: table.columns.clone(), rows: rest };
    let earlier = (!earlier.rows.is_empty()).then_some(Earlier { summary, table: earlier });
    Some((table, earlier))
}

fn table(page: Page<'_>, course: &Course) -> Option<Table> {
    let n = course.stated.len();
    let row = |stated: &Stated| {
        let measure = crate::site::pages::kpi::Measure::of(page, stated.kpi)?;
        let (low, high, came) = (measure.number(stated.low), measure.number(stated.high), measure.number(stated.came));
        let range = page.say(&say!("{low} to {high}", "{low}至{high}", low, high));
        let verdict = if stated.has_held() { both!("held", "落在区间内") } else { both!("missed", "未落在区间内") };
        Some(Row::new(vec![
            Shown::line(page.record(stated.kpi)),
            page.day(stated.on).into(),
            page.day(stated.by).into(),
            Shown::text(range),
            Shown::text(came),
            Shown::text(page.say(&verdict)),
        ]))
    };
    let part = say!("The newest {m} of {n} stated ranges", "共{n}个区间预测，以下是最近的{m}个", m = MOST_STATED, n);
    let whole = both!("Ranges that were stated, and the values that came", "区间预测与实际值");
    let column = |title: Message, class| Column::plain(page.say(&title)).class(class);
    (n > 0).then(|| Table {
        id: "t-stated".to_owned(),
        caption: page.say(if n > MOST_STATED { &part } else { &whole }),
        columns: vec![
            column(both!("KPI", "指标"), ""),
            column(both!("Stated on", "预测日期"), "nw"),
            column(both!("For", "目标日"), "nw"),
            column(both!("80% range", "80%区间"), "num"),
            column(both!("Came", "实际值"), "num"),
            column(both!("Range", "结果"), "nw"),
        ],
        rows: course.stated.iter().rev().take(MOST_STATED).filter_map(row).collect(),
    })
}
