//! What changed since the last report.

use serde::Serialize;

use crate::comparison::{Change, Comparison, News, Topic};
use crate::site::address::Address;
use crate::site::view::frame::Frame;
use crate::site::view::page::Page;
use crate::site::view::parts::{Glyph, Hero, Run, Status, Tone};
use crate::text::{Message, date, plural};
use crate::{both, say};

/// So many changes stand on the overview.
const MOST: usize = 6;

/// The view-model of `since.html`.
#[derive(Serialize)]
pub(super) struct SinceView<'a> {
    frame: Frame<'a>,
    hero: Hero,
    topics: Vec<Group>,
}

/// The changes of one matter.
#[derive(Serialize)]
struct Group {
    id: &'static str,
    title: String,
    items: Vec<Item>,
}

/// A change in a sentence, and whether it is good news.
#[derive(Serialize)]
struct Item {
    status: Status,
    says: Run,
}

/// The changes that matter the most, as the overview has them.
#[derive(Serialize)]
pub(super) struct Short {
    title: String,
    items: Vec<Item>,
    /// What is said where nothing changed.
    nothing: Option<String>,
    /// Where all of them are, if there are more.
    all: Option<Run>,
}

/// The page of all changes.
pub(super) fn view(page: Page<'_>) -> SinceView<'_> {
    let title = page.title(Address::Since);
    let comparison = page.whole.since;
    let lead = comparison.map(|comparison| page.say(&lead(comparison))).unwrap_or_default();
    SinceView {
        frame: page.frame(&title, &lead),
        hero: Hero {
            crumbs: vec![page.crumb(Address::OVERVIEW)],
            lead: Some(Run::text(lead)),
            notes: vec![page.as_of()],
            ..Hero::new(Run::text(title))
        },
        topics: comparison.map(|comparison| groups(page, comparison)).unwrap_or_default(),
    }
}

/// The part of the overview; `None` where nothing is known of an earlier state.
pub(super) fn short(page: Page<'_>) -> Option<Short> {
    let comparison = page.whole.since?;
    let n = comparison.changes.len();
    let all = say!("All {n} changes", "全部{n}项变化", n);
    let nothing = both!("Nothing that is in this report has changed.", "报告中的内容没有变化。");
    Some(Short {
        title: page.say(&title(comparison)),
        items: comparison.changes.iter().take(MOST).map(|change| item(page, change)).collect(),
        nothing: comparison.is_empty().then(|| page.say(&nothing)),
        all: (n > MOST).then(|| Run::link(page.say(&all), page.href(Address::Since))),
    })
}

fn title(comparison: &Comparison) -> Message {
    let day = date::message(comparison.then.civil());
    say!("Since {day}", "{day}以来", day)
}

fn lead(comparison: &Comparison) -> Message {
    let (n, day) = (comparison.changes.len(), date::message(comparison.then.civil()));
    say!("{n} change{en_s} since {day}, when the last report was made.", "自上次报告（{day}）以来共{n}项变化。", n, day, en_s = plural(n))
}

fn groups(page: Page<'_>, comparison: &Comparison) -> Vec<Group> {
    let of = |topic: Topic| {
        let items: Vec<Item> = comparison.changes.iter().filter(|change| change.topic == topic).map(|change| item(page, change)).collect();
        (!items.is_empty()).then(|| Group { id: topic.key(), title: page.say(&topic.label()), items })
    };
    Topic::ALL.into_iter().filter_map(of).collect()
}

fn item(page: Page<'_>, change: &Change) -> Item {
    let text = page.say_if_public(&change.says);
    let says = match change.record.and_then(|record| page.to_record(record)) {
        Some(href) => Run::link(text, href),
        None => Run::text(text),
    };
    let (tone, glyph, word) = match change.news {
        News::Good => (Tone::Good, Glyph::Up, both!("Better", "好转")),
        News::Bad => (Tone::Bad, Glyph::Down, both!("Worse", "变差")),
        News::Plain => (Tone::None, Glyph::Dot, both!("Changed", "变化")),
    };
    Item { status: Status::neutral(glyph, &word, page.lang).toned(tone), says }
}
