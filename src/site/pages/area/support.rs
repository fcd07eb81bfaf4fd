//! Technical issues against their limits, and how many are open over time.

use super::Panel;
use crate::analysis::tickets::{OfSeverity, TicketLimits, Waits};
use crate::both;
use crate::calendar::Date;
use crate::project::Kind;
use crate::project::registers::words::Severity;
use crate::project::types::ChoiceType;
use crate::say;
use crate::site::charts::{Caption, Point, Stroke, Trend, TrendChart};
use crate::site::present::value::decimals;
use crate::site::view::page::Page;
use crate::site::view::parts::{Bar, Column, Figure, Row, Table, Value as Shown};
use crate::text::{Message, date, number, plural};

/// Weeks over which the backlog is compared.
const COMPARED_WEEKS: usize = 4;

/// Tickets by severity; `None` if there are none.
pub(super) fn panel(page: Page<'_>) -> Option<Panel> {
    let groups = &page.whole.analysis.tickets_by_severity;
    let limits = &page.whole.analysis.ticket_limits;
    let column = |title: Message| Column::plain(page.say(&title)).class("nw");
    let share = |title: Message| Column::plain(page.say(&title)).class("barcol half");
    (!groups.is_empty()).then(|| Panel {
        id: "ticket-times",
        title: page.say(&both!("Technical issues against limits", "技术问题时限")),
        say: Some(page.say(&sentence(page))),
        picture: None,
        figures: backlog(page).into_iter().collect(),
        table: Some(Table {
            id: "t-ticket-times".to_owned(),
            caption: page.say(&both!(
                "Medians in working days. Issues that still wait within their limit are not counted",
                "用时为中位数，按工作日计。时限内比例计已结束的和等待已超时的；仍在时限内等待的不计"
            )),
            columns: vec![
                column(both!("Severity", "严重程度")),
                column(both!("Answered after", "响应用时")),
                share(both!("Answered within limit", "时限内响应")),
                column(both!("Solved after", "解决用时")),
                share(both!("Solved within limit", "时限内解决")),
                column(both!("Open", "未解决")),
            ],
            rows: groups.iter().rev().map(|(severity, numbers)| row(page, *severity, numbers, limits)).collect(),
        }),
    })
}

/// "3 of 4 issues were answered within their limit, 2 of 4 solved within it; 2 are open."
fn sentence(page: Page<'_>) -> Message {
    let groups = || page.whole.analysis.tickets_by_severity.values();
    let within = |waits: fn(&OfSeverity) -> &Waits| {
        let met: usize = groups().map(|group| waits(group).met).sum();
        let all: usize = groups().map(|group| waits(group).met + waits(group).breached).sum();
        (all > 0).then_some((met, all))
    };
    let open = page.whole.analysis.tickets.iter().filter(|ticket| ticket.is_open).count();
    let open = match open {
        0 => both!("None is open.", "没有未解决的。"),
        1 => both!("1 is open.", "1项未解决。"),
        open => say!("{open} are open.", "{open}项未解决。", open),
    };
    match (within(|group| &group.response), within(|group| &group.resolution)) {
        (Some((answered, a)), Some((solved, s))) => say!(
            "{answered} of {a} issues were answered within their limit, {solved} of {s} solved within it. {open}",
            "{a}项中{answered}项在时限内响应，{s}项中{solved}项在时限内解决。{open}",
            answered,
            a,
            solved,
            s,
            open
        ),
        (Some((answered, a)), None) => {
            say!(
                "{answered} of {a} issues were answered within their limit. {open}",
                "{a}项中{answered}项在时限内响应。{open}",
                answered,
                a,
                open
            )
        }
        (None, Some((solved, s))) => {
            say!("{solved} of {s} issues were solved within their limit. {open}", "{s}项中{solved}项在时限内解决。{open}", solved, s, open)
        }
        (None, None) => open,
    }
}

fn row(page: Page<'_>, severity: Option<Severity>, numbers: &OfSeverity, limits: &TicketLimits) -> Row {
    let name = severity.map_or_else(|| both!("Not recorded", "未登记"), Severity::label);
    let limit = severity.and_then(|severity| limits.get(severity));
    Row::new(vec![
        Shown::text(page.say(&name)),
        median(page, &numbers.response, limit.map(|limit| limit.response)),
        within(page, &numbers.response),
        median(page, &numbers.resolution, limit.map(|limit| limit.resolution)),
        within(page, &numbers.resolution),
        Shown::text(numbers.resolution.waiting.to_string()).sort(&numbers.resolution.waiting),
    ])
}

/// "3 (limit 5)".
fn median(page: Page<'_>, waits: &Waits, limit: Option<i64>) -> Shown {
    let Some(median) = waits.durations.median else { return Shown::text("–") };
    let median = number::full(median, decimals(median));
    let words = match limit {
        Some(limit) => say!("{median} (limit {limit})", "{median}（上限{limit}）", median, limit),
        None => Message::same(median),
    };
    Shown::text(page.say(&words)).sort(&waits.durations.median.unwrap_or_default())
}

/// "4 of 5" with its bar.
fn within(page: Page<'_>, waits: &Waits) -> Shown {
    match (waits.met + waits.breached, waits.within()) {
        (all, Some(share)) => {
            let words = say!("{met} of {all}", "{met}/{all}", met = waits.met, all);
            Shown::text(page.say(&words)).bar(Bar::part(share)).sort(&share)
        }
        (_, None) => Shown::text("–"),
    }
}

/// How many were open at the end of each week, from the last week before the first of them on; `None` if none ever was.
fn backlog(page: Page<'_>) -> Option<Figure> {
    let all = &page.whole.analysis.backlog;
    let first = all.iter().position(|(_, open)| *open > 0)?.saturating_sub(1);
    let weeks = all.get(first..).filter(|weeks| weeks.len() > 1)?;
    let (from, (to, now)) = (weeks.first()?.0, *weeks.last()?);
    let before = weeks.iter().rev().nth(COMPARED_WEEKS).map_or(0, |(_, open)| *open);
    let title = page.say(&way(now, before));
    let points: Vec<Point> = weeks.iter().map(|(day, open)| (day.civil(), *open as f64)).collect();
    let label = page.say(&say!("{now} open", "{now}项未解决", now));
    let lines = [Trend { label: &label, points: &points, stroke: Stroke::Actual }];
    let chart = TrendChart {
        caption: Caption { id: "backlog", title: &title, desc: &title, lang: page.lang },
        lines: &lines,
        holds: &[0.0, 5.0],
        columns: 0,
        report_date: page.whole.project.report_date.civil(),
    };
    let (from, to) = (date::message(from.civil()), date::message(to.civil()));
    let row = |(day, open): &(Date, usize)| Row::new(vec![page.day(*day).into(), Shown::text(open.to_string())]);
    Some(Figure {
        id: "h-backlog".to_owned(),
        svg: chart.render(),
        subtitle: page.say(&say!(
            "Open issues at the end of each week and at the report date; {from} to {to}.",
            "每周末及报告日的未解决数；{from}至{to}。",
            from,
            to
        )),
        data: Table {
            id: "t-backlog".to_owned(),
            caption: title.clone(),
            columns: vec![
                Column::plain(page.say(&both!("Day", "日期"))).class("nw"),
                Column::plain(page.say(&both!("Open", "未解决"))).class("num"),
            ],
            rows: weeks.iter().rev().map(row).collect(),
        },
        title,
        csv: page.csv(Kind::Tickets),
    })
}

/// "3 open issues, 2 more than four weeks ago".
fn way(now: usize, before: usize) -> Message {
    let by = now.abs_diff(before);
    let s = plural(now);
    if now == before {
        return say!("{now} open issue{en_s}, as many as four weeks ago", "{now}项未解决，与四周前相同", now, en_s = s);
    }
    let change = if now > before { say!("{by} more", "多{by}项", by) } else { say!("{by} fewer", "少{by}项", by) };
    say!("{now} open issue{en_s}, {change} than four weeks ago", "{now}项未解决，比四周前{change}", now, en_s = s, change)
}
