//! What is ready for each gate, and what waits for what.

use super::cells::{Section, head, nothing, section};
use crate::analysis::campaigns::gates::Gate;
use crate::analysis::campaigns::needs::Hanging;
use crate::analysis::plan::Shift;
use crate::project::{Kind, RecordId};
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
    let project = &page.whole.project;
    let (ready, all) = gate.ready();
    let id = RecordId { kind: Kind::Milestones, index: gate.milestone };
    let share = if all == 0 { 0.0 } else { ready as f64 / all as f64 };
    let function = |(label, ready, all): &(Option<Message>, usize, usize)| {
        let label = label.clone().unwrap_or(both!("Others", "其他"));
        vec![Run::text(page.say(&say!("{label}: {ready} of {all}", "{label}：{ready}/{all}", label, ready, all)))]
    };
    let lines = |lines: Vec<Vec<Run>>| if lines.is_empty() { nothing() } else { Shown { lines, ..Shown::default() } };
    let item = |at: &usize| page.record(RecordId { kind: Kind::Readiness, index: *at });
    let slip = page.whole.analysis.milestones.get(gate.milestone).and_then(|dates| dates.shift).map_or(0, Shift::slip_workdays);
    let day = gate.day.map_or_else(nothing, |day| {
        let shown = Shown::from(page.day(day));
        let left = project.report_date.days_until(day);
        let left = if gate.is_passed { None } else { Some(if left >= 0 { format!("T−{left}") } else { format!("T+{}", -left) }) };
        let moved = (slip > 0).then(|| {
            page.say(&say!("moved by {slip} working day{en_s}", "推迟{slip}个工作日", slip, en_s = if slip == 1 { "" } else { "s" }))
        });
        let notes: Vec<String> = left.into_iter().chain(moved).collect();
        if notes.is_empty() { shown } else { shown.note(notes.join(" · ")) }
    });
    Row::new(vec![
        Shown::line(page.record(id)),
        day,
        Shown::text(page.say(&say!("{ready} of {all}", "{ready}/{all}", ready, all))).bar(Bar::part(share)),
        lines(gate.functions.iter().map(function).collect()),
        lines(gate.blocking.iter().map(item).collect()),
        decided(page, gate),
    ])
}

fn decided(page: Page<'_>, gate: &Gate) -> Shown {
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

fn float(page: Page<'_>, float: Option<i64>) -> Shown {
    let days = |n: i64| say!("{n} working day{en_s}", "{n}个工作日", n, en_s = if n == 1 { "" } else { "s" });
    match float {
        None => nothing(),
        Some(short) if short < 0 => {
            let late = days(-short);
            Shown::status(Status::new(Tone::Bad, &say!("{late} too late", "晚{late}", late), page.lang))
        }
        Some(0) => Shown::status(Status::new(Tone::Warn, &both!("Not at all", "不能再推迟"), page.lang)),
        Some(left) => Shown::text(page.say(&days(left))),
    }
}
