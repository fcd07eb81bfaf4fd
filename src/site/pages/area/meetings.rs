//! Meetings against their cadence: a cell for each window of each series.

use jiff::civil::Date as Civil;
use serde::Serialize;

use crate::analysis::cadence::{CadenceNumbers, Window};
use crate::both;
use crate::calendar::{Every, Unit};
use crate::project::{Kind, RecordId};
use crate::say;
use crate::site::registers::computed::{every, windows};
use crate::site::view::page::Page;
use crate::site::view::parts::{Glyph, Run, Status, Tone};
use crate::text::{Lang, Message, date, plural};

/// The latest windows that are shown of a series.
const SHOWN: usize = 12;

/// The strip of every series with windows.
#[derive(Serialize)]
pub(super) struct Strip {
    title: String,
    say: String,
    caption: String,
    series: Vec<Series>,
}

/// A series of meetings.
#[derive(Serialize)]
struct Series {
    name: Vec<Run>,
    kept: String,
    windows: Vec<Cell>,
}

/// A window: its first day, and what came of it.
#[derive(Serialize)]
struct Cell {
    day: String,
    status: Status,
}

/// The latest windows of every public series; `None` if no series has any.
pub(super) fn strip(page: Page<'_>) -> Option<Strip> {
    let all = page.whole.records(Kind::Cadences).filter_map(|id| Some((id, page.whole.analysis.cadences.get(id.index)?)));
    let shown: Vec<(RecordId, &CadenceNumbers)> = all.filter(|(_, numbers)| !numbers.windows.is_empty()).collect();
    (!shown.is_empty()).then(|| Strip {
        title: page.say(&both!("Meetings held", "会议召开情况")),
        say: page.say(&sentence(page, &shown)),
        caption: page.say(&both!(
            "A cell for each week, month or other period in which a meeting is due, by its month, quarter or first day; the latest twelve",
            "每格为应开会的一周、一月或其他周期，标注月份、季度或首日；最近十二格"
        )),
        series: shown.iter().map(|(id, numbers)| series(page, *id, numbers)).collect(),
    })
}

/// "23 of 26 due meetings were held, 2 of them a few days late; the sponsor update was missed, or left without notes, 3 months in a row."
fn sentence(page: Page<'_>, shown: &[(RecordId, &CadenceNumbers)]) -> Message {
    let sum = |count: fn(&CadenceNumbers) -> usize| shown.iter().map(|(_, numbers)| count(numbers)).sum::<usize>();
    let (due, kept, late) = (sum(CadenceNumbers::expected), sum(CadenceNumbers::kept), sum(CadenceNumbers::late));
    let held = kept + late;
    let late = match late {
        0 => Message::default(),
        late => say!(", {late} of them a few days late", "，其中{late}次晚了几天", late),
    };
    let all = match due {
        0 => both!("No meeting was due yet.", "还没有应开的会议。"),
        due => say!(
            "{held} of {due} due meeting{en_s} were held{late}.",
            "应开{due}次，已开{held}次{late}。",
            held,
            due,
            late,
            en_s = plural(due)
        ),
    };
    let worst = shown.iter().max_by_key(|(_, numbers)| numbers.missed_in_a_row()).filter(|(_, numbers)| numbers.missed_in_a_row() > 1);
    let worst = worst.map_or_else(Message::default, |(id, numbers)| {
        let (name, times) = (page.name(*id).text, windows(every(page, *id), numbers.missed_in_a_row()));
        say!(" “{name}” was missed, or left without notes, {times} in a row.", "“{name}”连续{times}未开或没有纪要。", name, times)
    });
    say!("{all}{worst}", "{all}{worst}", all, worst)
}

fn series(page: Page<'_>, id: RecordId, numbers: &CadenceNumbers) -> Series {
    let held = numbers.kept() + numbers.late();
    let kept = match numbers.expected() {
        0 => both!("none due yet", "尚无应开"),
        due => say!("{held} of {due} held", "应开{due}次，已开{held}次", held, due),
    };
    let skipped = numbers.windows.len().saturating_sub(SHOWN);
    Series {
        name: page.record(id),
        kept: page.say(&kept),
        windows: numbers.windows.iter().skip(skipped).map(|window| cell(page, every(page, id), window)).collect(),
    }
}

fn cell(page: Page<'_>, every: Option<Every>, window: &Window) -> Cell {
    Cell { day: named(page.lang, every, window.first.civil(), page.whole.project.report_date.year()), status: status(page, window) }
}

/// What a window is called in a narrow cell: its month or quarter, else its first day.
fn named(lang: Lang, every: Option<Every>, first: Civil, year: i16) -> String {
    match every {
        Some(Every::Units(1, Unit::Month)) => date::month(lang, first),
        Some(Every::Units(1, Unit::Quarter)) => date::quarter(lang, first).to_owned(),
        _ => date::brief(lang, first, year),
    }
}

fn status(page: Page<'_>, window: &Window) -> Status {
    let (held, due) = (window.kept + window.late, window.expected);
    match () {
        () if due == 0 && window.has_ended => Status::neutral(Glyph::None, &both!("None due", "无须召开"), page.lang),
        () if due == 0 => Status::neutral(Glyph::Clock, &both!("Not due yet", "尚未到期"), page.lang),
        () if held == 0 => Status::new(Tone::Bad, &both!("Missed", "未开"), page.lang),
        () if held < due => Status::new(Tone::Warn, &say!("{held} of {due}", "{held}/{due}", held, due), page.lang),
        () if window.late > 0 => Status::new(Tone::Warn, &both!("Late", "晚开"), page.lang),
        () => Status::new(Tone::Good, &both!("Held", "已开"), page.lang),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_are_named_as_short_as_their_cells() {
        let named = |unit, lang| super::named(lang, Some(Every::Units(1, unit)), Civil::constant(2026, 10, 12), 2026);
        let both = |unit| Lang::ALL.map(|lang| named(unit, lang));
        assert_eq!(both(Unit::Week), ["12 Oct", "10/12"]);
        assert_eq!(both(Unit::Month), ["Oct", "10月"]);
        assert_eq!(both(Unit::Quarter), ["Q4", "四季度"]);
    }
}
