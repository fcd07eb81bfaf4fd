//! What was promised for a period, done, pushed out, and added midway.

use serde::Serialize;

use crate::calendar::Period;
use crate::comparison::{Fate, Promise, Stretch};
use crate::site::address::Address;
use crate::site::present::days;
use crate::site::view::frame::Frame;
use crate::site::view::page::Page;
use crate::site::view::parts::{Column, Hero, Row, Run, Table, Value as Shown};
use crate::text::{Lang, Message, date};
use crate::{both, say};

/// The view-model of `period.html`.
#[derive(Serialize)]
pub(super) struct PeriodView<'a> {
    frame: Frame<'a>,
    hero: Hero,
    groups: Vec<Table>,
    nothing: Option<String>,
}

/// The page.
pub(super) fn view(page: Page<'_>) -> PeriodView<'_> {
    let stretch = page.whole.stretch;
    let title = stretch.map(|stretch| page.say(&title(stretch))).unwrap_or_default();
    let lead = stretch.map(|stretch| page.say(&lead(stretch))).unwrap_or_default();
    let groups: Vec<Table> =
        stretch.map(|stretch| Fate::ALL.iter().filter_map(|fate| table(page, stretch, *fate)).collect()).unwrap_or_default();
    let nothing = both!("No milestone and no task has a day in this period.", "这个时段内没有里程碑或任务。");
    PeriodView {
        frame: page.frame(&title, &lead),
        hero: Hero {
            crumbs: vec![page.crumb(Address::OVERVIEW)],
            lead: Some(Run::text(lead)),
            notes: stretch.map(|stretch| vec![page.as_of(), page.say(&by_what(stretch))]).unwrap_or_default(),
            ..Hero::new(Run::text(title))
        },
        nothing: groups.is_empty().then(|| page.say(&nothing)),
        groups,
    }
}

fn title(stretch: &Stretch) -> Message {
    let said =
        |of: fn(Lang, &Period) -> String| Message { en: of(Lang::En, &stretch.period).into(), zh: of(Lang::Zh, &stretch.period).into() };
    let (name, days) = (said(days::period), said(days::days));
    if name == days {
        return days;
    }
    say!("{name}: {days}", "{name}：{days}", name, days)
}

fn lead(stretch: &Stretch) -> Message {
    let [done, late, pushed, open, up, added] = Fate::ALL.map(|fate| stretch.count(fate));
    let promised = stretch.promised();
    let midway = match added {
        0 => Message::default(),
        _ => say!("; {added} added midway", "；中途新增{added}项", added),
    };
    if promised == 0 {
        return say!("Nothing was promised{midway}.", "没有承诺事项{midway}。", midway);
    }
    if done == promised {
        return match promised {
            1 => say!("The one thing promised was done{midway}.", "承诺1项，已完成{midway}。", midway),
            _ => say!("All {promised} promised were done{midway}.", "承诺{promised}项，全部完成{midway}。", promised, midway),
        };
    }
    let others = late + up;
    let parts = [
        (pushed, say!(", {pushed} pushed out", "，推迟{pushed}项", pushed)),
        (open, say!(", {open} open", "，未完成{open}项", open)),
        (others, say!(", {others} done later or given up", "，{others}项延后完成或取消", others)),
    ];
    let told = |lang: Lang| parts.iter().filter(|(n, _)| *n > 0).map(|(_, words)| words.get(lang)).collect::<String>();
    let rest = Message { en: told(Lang::En).into(), zh: told(Lang::Zh).into() };
    say!(
        "Of {promised} promised, {done} done{rest}{midway}.",
        "承诺{promised}项：完成{done}项{rest}{midway}。",
        promised,
        done,
        rest,
        midway
    )
}

fn by_what(stretch: &Stretch) -> Message {
    let Some(day) = stretch.as_of else { return both!("Promised by the baselines of the plan", "承诺以计划基线为准") };
    let day = date::message(day.civil());
    say!("Promised as committed on {day}", "承诺以{day}提交的内容为准", day)
}

const fn label(fate: Fate) -> Message {
    match fate {
        Fate::Done => both!("Promised and done", "承诺并完成"),
        Fate::DoneLate => both!("Promised and done after the period", "延后完成"),
        Fate::PushedOut => both!("Pushed out", "推迟到之后"),
        Fate::Open => both!("Promised and open", "承诺未完成"),
        Fate::GivenUp => both!("Given up", "取消"),
        Fate::Added => both!("Added midway", "中途新增"),
    }
}

/// So many have a row each.
const MOST_ROWS: usize = 60;

fn table(page: Page<'_>, stretch: &Stretch, fate: Fate) -> Option<Table> {
    let day = |day: Option<crate::calendar::Date>| day.map(|day| Shown::from(page.day(day))).unwrap_or_default();
    let row = |promise: &Promise| {
        let name = promise.record.map_or_else(|| vec![Run::text(page.say(&promise.name))], |id| page.record(id));
        Row::new(vec![Shown::line(name), day(promise.was), day(promise.is)])
    };
    let n = stretch.count(fate);
    let of = label(fate);
    let caption = if n > MOST_ROWS {
        say!("{of}: the first {m} of {n}", "{of}：共{n}项，以下是前{m}项", of, m = MOST_ROWS, n)
    } else {
        say!("{of}: {n}", "{of}：{n}", of, n)
    };
    let rows = stretch.promises.iter().filter(|promise| promise.fate == fate).take(MOST_ROWS).map(row);
    let column = |title: Message, class| Column::plain(page.say(&title)).class(class);
    (n > 0).then(|| Table {
        id: format!("t-{}", Fate::ALL.iter().position(|known| *known == fate).unwrap_or_default()),
        caption: page.say(&caption),
        columns: vec![
            column(both!("What", "事项"), ""),
            column(both!("Promised for", "承诺日期"), "nw"),
            column(if matches!(fate, Fate::Done | Fate::DoneLate) { both!("Done on", "完成日期") } else { both!("Now", "现日期") }, "nw"),
        ],
        rows: rows.collect(),
    })
}
