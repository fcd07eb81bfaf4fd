//! Stretches of days that leave out their year: `3.9-3.13`, 「3月9日—13日」, `9–13 March`.

use super::coarse::{Token, tokens};
use super::words::{in_digits, month_named, parted, weekday};
use super::{Date, range};

/// Month and day of the first and of the last day.
pub type Ends = [(i8, i8); 2];

/// What a stretch of days without a year may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// With the day in front: `9.3.–13.3.`
    pub day_first: Option<Ends>,
    /// With the month in front: `3/9–3/13`
    pub month_first: Option<Ends>,
}

impl Stretch {
    /// What it means whatever the order of its numbers.
    pub fn sure(self) -> Option<Ends> {
        match (self.day_first, self.month_first) {
            (Some(one), Some(other)) => (one == other).then_some(one),
            (one, other) => one.or(other),
        }
    }
}

/// One end, as far as it says it.
#[derive(Clone, Copy)]
enum End {
    /// Month and day, of which the month is named.
    Named(i8, i8),
    /// Two numbers.
    Numbers(i8, i8),
    /// The day alone.
    Day(i8),
}

/// A stretch of days of which no end has a year.
pub fn stretch(text: &str) -> Option<Stretch> {
    let text = in_digits(text).to_lowercase();
    if let Some((from, to)) = parted(&text) {
        return of_ends(from, to.trim_start_matches(['–', '—', '~', '～', '-']));
    }
    let hyphens = text.match_indices('-').filter_map(|(at, _)| text.get(..at).zip(text.get(at + 1..)));
    hyphens.filter(|(from, to)| !from.is_empty() && !to.is_empty()).find_map(|(from, to)| of_ends(from, to))
}

fn of_ends(from: &str, to: &str) -> Option<Stretch> {
    let either = |ends: Ends| Stretch { day_first: Some(ends), month_first: Some(ends) };
    let found = match (end(from)?, end(to)?) {
        (End::Named(month, day), End::Day(last)) => either([(month, day), (month, last)]),
        (End::Day(first), End::Named(month, day)) => either([(month, first), (month, day)]),
        (End::Named(month, day), End::Named(last_month, last)) => either([(month, day), (last_month, last)]),
        (End::Numbers(a, b), End::Numbers(c, d)) => Stretch { day_first: Some([(b, a), (d, c)]), month_first: Some([(a, b), (c, d)]) },
        (End::Numbers(month, day), End::Day(last)) => Stretch { day_first: None, month_first: Some([(month, day), (month, last)]) },
        (End::Day(first), End::Numbers(day, month)) => Stretch { day_first: Some([(month, first), (month, day)]), month_first: None },
        _ => return None,
    };
    let is_one = |ends: &Ends| ends.iter().all(|(month, day)| (1..=12).contains(month) && (1..=31).contains(day)) && ends[0] != ends[1];
    let found = Stretch { day_first: found.day_first.filter(is_one), month_first: found.month_first.filter(is_one) };
    (found.day_first.is_some() || found.month_first.is_some()).then_some(found)
}

/// One end of a stretch. A day of the week may stand beside it, and the word for a day be left out.
fn end(text: &str) -> Option<End> {
    use Token::{Number as N, Word as W};
    let says_nothing = |word: &str| weekday(word).is_some() || matches!(word, "st" | "nd" | "rd" | "th" | "of" | "日" | "号");
    let all = tokens(text)?;
    let told: Vec<Token<'_>> = all.into_iter().filter(|token| !matches!(token, W(word) if says_nothing(word))).collect();
    let number = |text: &str| text.parse::<i8>().ok().filter(|number| text.len() <= 2 && (1..=31).contains(number));
    Some(match *told.as_slice() {
        [N(day)] => End::Day(number(day)?),
        [N(day), W(month)] | [W(month), N(day)] => End::Named(month_named(month)?, number(day)?),
        [N(month), W("月"), N(day)] => End::Named(number(month)?, number(day)?),
        [N(first), N(second)] if text.contains(['.', '/', '-']) => End::Numbers(number(first)?, number(second)?),
        _ => return None,
    })
}

/// The first and the last day of several, where one of them has its year: `2026-03-09..13`, `9–13 March 2026`.
pub fn days_with_year(text: &str) -> Option<(Date, Date)> {
    let is_plain = !text.contains(['(', '（', ':', '：']);
    let has_two = || text.contains('-') || parted(text).is_some();
    if is_plain && has_two() { range(text).ok().filter(|(first, last)| first < last) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_without_a_year() {
        let both = |ends: Ends| Some(Stretch { day_first: Some(ends), month_first: Some(ends) });
        let week = [(3, 9), (3, 13)];
        for text in [
            "3月9日—13日",
            "3月9日-3月13日",
            "3月9-13日",
            "3月9日至13号",
            "三月九日～十三日",
            "9–13 March",
            "9-13 Mar",
            "March 9-13",
            "Mar 9 – Mar 13",
            "Mon 9 to Fri 13 March",
            "9th to 13th of March",
        ] {
            assert_eq!(stretch(text), both(week), "{text}");
        }
        for text in ["3.9-3.13", "3/9-3/13", "03/09 – 03/13", "3.9~3.13", "3.9--3.13", "3.9-13", "3/9-13"] {
            assert_eq!(stretch(text), Some(Stretch { day_first: None, month_first: Some(week) }), "{text}");
        }
        for text in ["9.3.-13.3.", "9.–13.3.", "9/3 - 13/3"] {
            assert_eq!(stretch(text), Some(Stretch { day_first: Some(week), month_first: None }), "{text}");
        }
        assert_eq!(stretch("3.2-3.6"), Some(Stretch { day_first: Some([(2, 3), (6, 3)]), month_first: Some([(3, 2), (3, 6)]) }));
        assert_eq!(stretch("3.2-3.6").and_then(Stretch::sure), None);
        for text in
            ["3-5", "3-5 days", "2026-03-09", "03-12", "10-12k", "3月", "3月-5月", "March–May", "3.9", "32.1-33.1", "3.9-3.9", "v1.2-1.3.4"]
        {
            assert_eq!(stretch(text), None, "{text}");
        }
    }
}
