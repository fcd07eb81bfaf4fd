//! Who uses what is shared, when, and where two stand before the same door.

use super::Panel;
use crate::analysis::bookings::{Clash, clashes};
use crate::project::registers::coordination::{Booking, SharedResource};
use crate::project::types::{FieldType, Number};
use crate::project::{Kind, RecordId};
use crate::site::view::page::Page;
use crate::site::view::parts::{Column, Glyph, Row, Run, Status, Table, Tone, Value as Shown};
use crate::text::{date, number};
use crate::{both, say};

/// The bookings of everything that is shared, the earliest first; `None` if there are none.
pub(super) fn bookings(page: Page<'_>) -> Option<Panel> {
    let mut rows: Vec<_> = page.whole.records(Kind::SharedResources).flat_map(|id| rows(page, id)).collect();
    rows.sort_by_key(|(is_over, day, _)| (*is_over, *day));
    let sorted = |title: crate::text::Message| Column::sorted(page.say(&title));
    (!rows.is_empty()).then(|| Panel {
        id: "bookings",
        title: page.say(&both!("Bookings of shared resources", "共享资源预订")),
        say: None,
        picture: None,
        figures: Vec::new(),
        table: Some(Table {
            id: "t-bookings".to_owned(),
            caption: page.say(&both!(
                "By their first day, what is over last. A clash: booked above capacity on some day",
                "按开始日期排序，已结束的在后；某天预订超过容量即为冲突"
            )),
            columns: vec![
                sorted(both!("Resource", "资源")).filtered(),
                sorted(both!("Department", "部门")).filtered().speaking(),
                sorted(both!("Days", "日期")).class("nw"),
                sorted(both!("Amount", "数量")).class("nw"),
                sorted(both!("Status", "状态")).filtered(),
            ],
            rows: rows.into_iter().map(|(.., row)| row).collect(),
        }),
    })
}

fn rows(page: Page<'_>, id: RecordId) -> Vec<(bool, Option<crate::calendar::Date>, Row)> {
    let Some(resource) = page.whole.project.shared_resources.get(id.index) else { return Vec::new() };
    let clashes = clashes(resource, page.whole.project.report_date);
    let row = |(nth, booking): (usize, &Booking)| {
        let clash = clashes.iter().find(|clash| clash.bookings.contains(&nth));
        let cells = vec![
            Shown::line(page.record(id)),
            department(page, booking),
            days(page, booking),
            amount(page, resource, booking),
            state(page, resource, booking, clash),
        ];
        (is_over(page, booking), booking.from, Row::new(cells))
    };
    resource.bookings.iter().enumerate().map(row).collect()
}

fn department(page: Page<'_>, booking: &Booking) -> Shown {
    let named = booking.department.as_ref().and_then(|department| page.show(&department.value(), page.whole.project.default_lang()));
    let shown = named.unwrap_or_else(|| Shown::text("–"));
    match booking.purpose.as_ref().map(|purpose| page.text(purpose, page.whole.project.default_lang())) {
        Some(purpose) => shown.note(purpose),
        None => shown,
    }
}

fn days(page: Page<'_>, booking: &Booking) -> Shown {
    let Some(from) = booking.from else { return Shown::text("–") };
    let shown = match booking.to.filter(|to| *to != from) {
        Some(to) => {
            let [first, dash, last] = date::range(page.lang, from.civil(), to.civil(), page.whole.project.report_date.year());
            Shown::line(vec![Run { text: first, ..page.day(from) }, Run::text(dash), Run { text: last, ..page.day(to) }])
        }
        None => Shown::from(page.day(from)),
    };
    shown.sort(&from)
}

/// "2 of 3".
fn amount(page: Page<'_>, resource: &SharedResource, booking: &Booking) -> Shown {
    let Number(booked) = booking.amount.unwrap_or(Number(1.0));
    let amount = number::full(booked, 0);
    let words = match resource.capacity {
        Some(Number(capacity)) => say!("{amount} of {capacity}", "{amount}/{capacity}", amount, capacity = number::full(capacity, 0)),
        None => crate::text::Message::same(amount),
    };
    Shown::text(page.say(&words)).sort(&booked)
}

/// Whether the last day of a booking is past.
fn is_over(page: Page<'_>, booking: &Booking) -> bool {
    booking.to.or(booking.from).is_some_and(|last| last < page.whole.project.report_date)
}

fn state(page: Page<'_>, resource: &SharedResource, booking: &Booking, clash: Option<&Clash>) -> Shown {
    let last = booking.to.or(booking.from);
    let Some(clash) = clash else {
        let status = match last {
            None => Status::neutral(Glyph::None, &both!("No date", "无日期"), page.lang),
            Some(_) if is_over(page, booking) => Status::neutral(Glyph::Clock, &both!("Ended", "已结束"), page.lang),
            Some(_) if resource.capacity.is_none() => Status::neutral(Glyph::Question, &both!("Not assessable", "无法判断"), page.lang),
            Some(_) => Status::new(Tone::Good, &both!("Fits", "无冲突"), page.lang),
        };
        return Shown::status(status);
    };
    let year = page.whole.project.report_date.year();
    let (first, last) = (clash.first.civil(), clash.last.civil());
    let span = if first == last { date::short(page.lang, first, year) } else { date::range(page.lang, first, last, year).concat() };
    let capacity = resource.capacity.map_or(0.0, |capacity| capacity.0);
    let words = say!(
        "{span}: {booked} booked of {capacity}",
        "{span}：预订{booked}，容量{capacity}",
        span,
        booked = number::full(clash.booked, 0),
        capacity = number::full(capacity, 0)
    );
    Shown::status(Status::new(Tone::Bad, &both!("Clash", "冲突"), page.lang)).note(page.say(&words))
}
