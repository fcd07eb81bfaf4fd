//! Tickets against their limits, and what customers say most.

use super::Panel;
use crate::analysis::feedback::Theme;
use crate::analysis::tickets::{OfSeverity, TicketLimits, Waits};
use crate::project::registers::words::Severity;
use crate::project::types::ChoiceType;
use crate::project::{Kind, RecordId};
use crate::site::page::Page;
use crate::site::parts::{Column, Row, Table, Value as Shown};
use crate::site::show::decimals;
use crate::text::number;
use crate::{both, say};

/// Tickets by severity; `None` if there are none.
pub(super) fn tickets(page: Page<'_>) -> Option<Panel> {
    let groups = &page.whole.analysis.tickets_by_severity;
    let limits = &page.whole.analysis.ticket_limits;
    let column = |title: crate::text::Message| Column::plain(page.say(&title)).class("nw");
    (!groups.is_empty()).then(|| Panel {
        id: "ticket-times",
        title: page.say(&both!("Tickets against limits", "技术问题时限")),
        say: Some(page.say(&both!(
            "Medians in working days. Tickets still waiting within the limit are in neither count of those within it.",
            "中位数按工作日计；仍在时限内等待的不计入时限内比例。"
        ))),
        table: Table {
            id: "t-ticket-times".to_owned(),
            caption: page.say(&both!("By severity", "按严重程度")),
            columns: vec![
                column(both!("Severity", "严重程度")),
                column(both!("Answered after", "响应用时")),
                column(both!("Answered within limit", "时限内响应")),
                column(both!("Solved after", "解决用时")),
                column(both!("Solved within limit", "时限内解决")),
                column(both!("Open", "未解决")),
            ],
            rows: groups.iter().rev().map(|(severity, numbers)| ticket_row(page, *severity, numbers, limits)).collect(),
        },
    })
}

fn ticket_row(page: Page<'_>, severity: Option<Severity>, numbers: &OfSeverity, limits: &TicketLimits) -> Row {
    let name = severity.map_or_else(|| both!("Not recorded", "未登记"), Severity::label);
    let limit = severity.and_then(|severity| limits.0.get(&severity));
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
        None => crate::text::Message::same(median),
    };
    Shown::text(page.say(&words)).sort(&waits.durations.median.unwrap_or_default())
}

/// "4 of 5".
fn within(page: Page<'_>, waits: &Waits) -> Shown {
    match waits.met + waits.breached {
        0 => Shown::text("–"),
        all => {
            Shown::text(page.say(&say!("{met} of {all}", "{met}/{all}", met = waits.met, all))).sort(&waits.within().unwrap_or_default())
        }
    }
}

/// The themes of the feedback, the most frequent first; those of internal records alone are left out.
pub(super) fn themes(page: Page<'_>) -> Option<Panel> {
    let feedback = &page.whole.analysis.feedback;
    let is_public = |index: &usize| page.whole.is_public(RecordId { kind: Kind::Feedback, index: *index });
    let themes: Vec<&Theme> = feedback.themes.iter().filter(|theme| theme.records.iter().any(is_public)).collect();
    let (few, all) = (feedback.vital_few, feedback.themes.len());
    let say = say!("{few} of {all} themes make up 80% of what customers say.", "{all}个主题中，前{few}个占客户反馈的80%。", few, all);
    let column = |title: crate::text::Message| Column::sorted(page.say(&title)).class("num");
    (!themes.is_empty()).then(|| Panel {
        id: "themes",
        title: page.say(&both!("Feedback themes", "反馈主题")),
        say: (all > 1).then(|| page.say(&say)),
        table: Table {
            id: "t-themes".to_owned(),
            caption: page.say(&both!("By the number of customers who said so", "按提出的客户数排序")),
            columns: vec![
                Column::sorted(page.say(&both!("Theme", "主题"))),
                column(both!("Customers", "客户数")),
                column(both!("Share", "占比")),
                column(both!("Cumulative", "累计占比")),
            ],
            rows: themes.into_iter().map(theme_row).collect(),
        },
    })
}

fn theme_row(theme: &Theme) -> Row {
    Row::new(vec![
        Shown::text(&*theme.name),
        Shown::text(number::full(theme.count, decimals(theme.count))).sort(&theme.count),
        Shown::text(number::percent(theme.share)).sort(&theme.share),
        Shown::text(number::percent(theme.cumulative)).sort(&theme.cumulative),
    ])
}
