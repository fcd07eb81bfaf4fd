//! What experiments say.

use super::cells::{Section, head, nothing, rate, section};
use crate::analysis::campaigns::experiments::{ExperimentNumbers, Suggestion};
use crate::analysis::campaigns::proportion::Difference;
use crate::project::{Kind, RecordId};
use crate::site::view::page::Page;
use crate::site::view::parts::{Glyph, Row, Status, Tone, Value as Shown};
use crate::text::number;
use crate::{both, say};

pub(super) fn experiments(page: Page<'_>) -> Option<Section> {
    let columns = vec![
        head(page, &both!("Experiment", "实验")),
        head(page, &both!("Control", "对照组")).class("num"),
        head(page, &both!("Best variant", "最佳版本")).class("num"),
        head(page, &both!("Difference", "差异")).class("num"),
        head(page, &both!("What the counts suggest", "数据建议")),
    ];
    let row = |id: RecordId| {
        let numbers = page.whole.analysis.experiments.get(id.index)?;
        let best = numbers.best();
        let variant = best.and_then(|(at, _)| numbers.variants.get(at)).and_then(|(rate, _)| *rate);
        Some(Row::new(vec![
            Shown { status: page.state(id), ..Shown::line(page.record(id)) },
            rate(page, numbers.control),
            rate(page, variant),
            best.map_or_else(nothing, |(_, difference)| points(page, difference)),
            suggestion(page, numbers),
        ]))
    };
    let rows = page.whole.records(Kind::Experiments).filter_map(row).collect();
    let words = [both!("Experiments", "实验"), both!("Shares of people, with 95% intervals below", "人数占比，下方为95%区间")];
    section(page, "experiments", words, columns, rows)
}

/// "+0.61 points", with its interval.
fn points(page: Page<'_>, difference: Difference) -> Shown {
    let of = |share: f64| number::signed(share * 100.0, 2);
    let (value, low, high) = (of(difference.value), of(difference.low), of(difference.high));
    Shown::text(page.say(&say!("{value} points", "{value}个百分点", value))).note(page.say(&say!(
        "{low} to {high}",
        "{low}至{high}",
        low,
        high
    )))
}

fn suggestion(page: Page<'_>, numbers: &ExperimentNumbers) -> Shown {
    let (tone, word, why) = match numbers.suggestion {
        Suggestion::NoCounts => (Tone::None, both!("No counts yet", "尚无数据"), None),
        Suggestion::CheckTheSplit => (
            Tone::Bad,
            both!("Check the split", "核查分流"),
            Some(both!("the groups are not of the planned sizes", "各组样本量偏离计划比例")),
        ),
        Suggestion::WaitForTheEnd => (
            Tone::None,
            both!("Wait for the planned end", "等到计划结束"),
            Some(both!("looking early finds what is not there", "提前看结果容易误判")),
        ),
        Suggestion::TooFew => (Tone::None, both!("Too few to say", "样本太少"), None),
        Suggestion::Ship => {
            (Tone::Good, both!("Ship", "采用"), Some(both!("the whole interval is on the wanted side", "整个区间都在期望的方向")))
        }
        Suggestion::StopWorse => (Tone::Warn, both!("Stop", "不采用"), Some(both!("it does worse", "效果更差"))),
        Suggestion::StopTooSmall => {
            (Tone::Warn, both!("Stop", "不采用"), Some(both!("what would be worth it is ruled out", "可以排除值得采用的提升")))
        }
        Suggestion::GoOn => (
            Tone::None,
            both!("Go on", "继续"),
            numbers.days_left.map(|days| {
                let s = if days == 1 { "" } else { "s" };
                say!("{days} day{en_s} left at this traffic", "按目前流量还需{days}天", days, en_s = s)
            }),
        ),
    };
    let shown = Shown::status(match tone {
        Tone::None => Status::neutral(Glyph::Clock, &word, page.lang),
        tone => Status::new(tone, &word, page.lang),
    });
    match why {
        Some(why) => shown.note(page.say(&why)),
        None => shown,
    }
}
