//! What is ready for each gate, and what waits for what.

use super::cells::{Section, head, nothing, section};
use crate::analysis::campaigns::gates::Gate;
use crate::analysis::campaigns::needs::Hanging;
use crate::analysis::plan::Shift;
use crate::project::{Kind, RecordId};
use crate::site::address::Address;
use crate::site::present::float;
use crate::site::view::page::Page;
use crate::site::view::parts::{Bar, Column, Glyph, Row, Run, Status, Tone, Value as Shown};
use crate::text::Message;
use crate::{both, say};

pub(super) fn gates(page: Page<'_>) -> Option<Section> {
    let columns = vec![
        head(page, &both!("Gate", "关口")),
        head(page, &both!("Day", "日期")).class("nw"),
        head(page, &both!("Ready", "就绪")).class("nw"),
        head(page, &both!("By function", "按职能")),
        head(page, &both!("Open, and it blocks", "未就绪的必需事项")),
        head(page, &both!("Go or no go", "是否上线")),
    ];
    let rows = page.whole.analysis.gates.iter().map(|gate| gate_row(page, gate)).collect();
    let words = [
        both!("Launches and gates", "上线与关口"),
        both!("By their day; T−11 is 11 calendar days before it", "按日期排列；T−11表示还有11个自然日"),
    ];
    section(page, "gates", words, columns, rows)
}

fn gate_row(page: Page<'_>, gate: &Gate) -> Row {
    let (ready, all) = gate.ready();
    let share = if all == 0 { 0.0 } else { ready as f64 / all as f64 };
    let function = |(label, ready, all): &(Option<Message>, usize, usize)| {
        let label = label.clone().unwrap_or(both!("Others", "其他"));
        vec![Run::text(page.say(&say!("{label}: {ready} of {all}", "{label}：{ready}/{all}", label, ready, all)))]
    };
    let lines = |lines: Vec<Vec<Run>>| if lines.is_empty() { nothing() } else { Shown { lines, ..Shown::default() } };
    let item = |at: &usize| page.record(RecordId { kind: Kind::Readiness, index: *at });
    let slip = moved(page, gate);
    let day = gate.day.map_or_else(nothing, |day| {
        let shown = Shown::from(page.day(day));
        let left = left(page, gate);
        let moved = (slip > 0).then(|| {
            page.say(&say!("moved by {slip} working day{en_s}", "推迟{slip}个工作日", slip, en_s = if slip == 1 { "" } else { "s" }))
        });
        let notes: Vec<String> = left.into_iter().chain(moved).collect();
        if notes.is_empty() { shown } else { shown.note(notes.join(" · ")) }
    });
    Row::new(vec![
        Shown::line(page_of(page, gate)),
        day,
        Shown::text(page.say(&say!("{ready} of {all}", "{ready}/{all}", ready, all))).bar(Bar::part(share)),
        lines(gate.functions.iter().map(function).collect()),
        lines(gate.blocking.iter().map(item).collect()),
        decided(page, gate),
    ])
}

/// The milestone as a link to the page of the gate.
pub(super) fn page_of(page: Page<'_>, gate: &Gate) -> Vec<Run> {
    let mut runs = page.record(RecordId { kind: Kind::Milestones, index: gate.milestone });
    if let Some(first) = runs.first_mut() {
        first.href = Some(page.href(Address::Gate(gate.milestone)));
    }
    runs
}

/// The working days by which a gate is later than agreed.
pub(super) fn moved(page: Page<'_>, gate: &Gate) -> i64 {
    page.whole.analysis.milestones.get(gate.milestone).and_then(|dates| dates.shift).map_or(0, Shift::slip_workdays)
}

/// "T−11": the calendar days to a gate that is not passed.
pub(super) fn left(page: Page<'_>, gate: &Gate) -> Option<String> {
    let left = gate.days_to(page.whole.project.report_date).filter(|_| !gate.is_passed)?;
    Some(if left >= 0 { format!("T−{left}") } else { format!("T+{}", -left) })
}

pub(super) fn decided(page: Page<'_>, gate: &Gate) -> Shown {
    let status = match (gate.is_passed, gate.goes) {
        (true, _) => Status::new(Tone::Good, &both!("Passed", "已通过"), page.lang),
        (false, Some(true)) => Status::new(Tone::Good, &both!("Go", "上线"), page.lang),
        (false, Some(false)) => Status::new(Tone::Bad, &both!("No go", "不上线"), page.lang),
        (false, None) if gate.blocking.is_empty() => Status::neutral(Glyph::Clock, &both!("Ready to decide", "可以决定"), page.lang),
        (false, None) => Status::neutral(Glyph::Clock, &both!("Not decided", "未决定"), page.lang),
    };
    let shown = gate.decision.map_or_else(Shown::default, |decision| Shown::line(page.record(decision)));
    Shown { status: Some(status), ..shown }
}

pub(super) fn waiting(page: Page<'_>) -> Option<Section> {
    let mut open: Vec<&Hanging> = page.whole.analysis.hanging.iter().filter(|hanging| !hanging.is_there).collect();
    open.sort_by_key(|hanging| (hanging.float.is_none(), hanging.float, hanging.from));
    let words = [both!("What waits for what", "谁在等什么"), both!("What is hit first comes first", "最紧的排在前面")];
    let mut columns = needs_columns(page);
    columns.splice(0..0, [head(page, &both!("What waits", "等待方")), head(page, &both!("From", "开始")).class("nw")]);
    let rows = open.into_iter().map(|hanging| {
        let waits = [Shown::line(page.record(hanging.waits)), page.day(hanging.from).into()];
        Row::new(waits.into_iter().chain(needs_cells(page, hanging)).collect())
    });
    section(page, "waiting", words, columns, rows.collect())
}

pub(super) fn needs_columns(page: Page<'_>) -> Vec<Column> {
    vec![
        head(page, &both!("Needs", "依赖")),
        head(page, &both!("Expected", "预计到位")).class("nw"),
        head(page, &both!("May still move by", "还可推迟")),
    ]
}

pub(super) fn needs_cells(page: Page<'_>, hanging: &Hanging) -> [Shown; 3] {
    let there = || Shown::status(Status::new(Tone::Good, &both!("There", "已到位"), page.lang));
    let float = if hanging.is_there && !hanging.is_hit() { there() } else { float(page, hanging.float) };
    [Shown::line(page.record(hanging.needs)), hanging.expected.map_or_else(nothing, |day| page.day(day).into()), float]
}

pub(super) fn float(page: Page<'_>, days: Option<i64>) -> Shown {
    match (float::float(page.lang, days), days) {
        (Some(status), _) => Shown::status(status),
        (None, Some(left)) => Shown::text(page.say(&float::days(left))),
        (None, None) => nothing(),
    }
}
