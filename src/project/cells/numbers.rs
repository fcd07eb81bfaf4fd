//! Numbers: 45,5 settles what 18.000 means, in its column first, then in the whole file; a guess or a range counts as its middle.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::{Cell, Hints, OpenCell, Outcome, two_ways};
use crate::project::settings::formats::DecimalMark;
use crate::project::types;
use crate::source::fold::half_width;
use crate::source::{Problem, Span};
use crate::{both, say};

/// Which sign the numbers of a file have before their decimals.
#[derive(Default)]
pub(super) struct Seen(BTreeMap<String, BTreeSet<DecimalMark>>);

/// The sign of each column.
pub(super) struct Settled {
    marks: BTreeMap<String, Option<DecimalMark>>,
    of_file: Option<DecimalMark>,
}

impl Seen {
    pub(super) fn see(&mut self, cell: &Cell<'_, '_>) {
        if !cell.is_of_table() {
            return;
        }
        let text = cell.text();
        if let Some(mark) = digits(text).and_then(|span| decided(span.of(text))) {
            self.0.entry(cell.column()).or_default().insert(mark);
        }
    }

    pub(super) fn settled(self, hints: Hints) -> Settled {
        let only = |marks: &BTreeSet<DecimalMark>| if marks.len() == 1 { marks.first().copied() } else { None };
        let all: BTreeSet<DecimalMark> = self.0.values().flatten().copied().collect();
        let of_file = if all.is_empty() { hints.formats.numbers } else { only(&all) };
        Settled { marks: self.0.iter().map(|(column, marks)| (column.clone(), only(marks))).collect(), of_file }
    }
}

impl Settled {
    /// Writes a number as its type reads it.
    pub(super) fn write(&self, cell: &mut Cell<'_, '_>) -> Option<Outcome> {
        let text = cell.text().to_owned();
        if cell.is_of_table()
            && let Some(span) = digits(&text)
        {
            let mark = self.marks.get(&cell.column()).copied().unwrap_or(self.of_file);
            let written = span.of(&text);
            if mark.is_none() && is_open(written) {
                return Some(Outcome::open(cell, open));
            }
            let plain = with_point(written, decided(written).or(mark));
            if plain != written {
                let text = format!("{}{plain}{}", text.get(..span.start as usize)?, text.get(span.end as usize..)?);
                cell.write(text);
            }
        }
        if types::reads_number(cell.shape, cell.text()) {
            return None;
        }
        let plain = plain(cell.text()).filter(|plain| types::reads_number(cell.shape, plain))?;
        Some(Outcome::written(cell, plain))
    }
}

/// The only run of digits of a text, with the signs within it.
fn digits(text: &str) -> Option<Span> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let end = text.rfind(|c: char| c.is_ascii_digit())? + 1;
    let is_within = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '\u{a0}' | '\u{202f}' | '\'' | '’');
    text.get(start..end)?.chars().all(is_within).then(|| Span::new(start, end))
}

/// The sign before the decimals, if the number can have only one.
fn decided(number: &str) -> Option<DecimalMark> {
    let places = |mark: char| number.matches(mark).count();
    let after = |mark: char| number.rsplit(mark).next().map_or(0, str::len);
    let (other, mark) = match (places('.'), places(',')) {
        (0, 0) => return None,
        (1, 1) if number.rfind(',') > number.rfind('.') => return Some(DecimalMark::Comma),
        (1, 1) => return Some(DecimalMark::Point),
        (points, 0 | 1) if points > 1 => return in_groups(number, '.').then_some(DecimalMark::Comma),
        (0 | 1, commas) if commas > 1 => return in_groups(number, ',').then_some(DecimalMark::Point),
        (1, 0) => ('.', DecimalMark::Point),
        (0, 1) => (',', DecimalMark::Comma),
        _ => return None,
    };
    (after(other) != 3 || number.starts_with('0') || number.find(other).is_some_and(|at| at > 3)).then_some(mark)
}

/// Whether a sign stands before every three digits.
fn in_groups(number: &str, mark: char) -> bool {
    let whole = number.split(if mark == '.' { ',' } else { '.' }).next().unwrap_or_default();
    whole.split(mark).skip(1).all(|group| matches!(group.len(), 2 | 3))
}

/// 18.000 is eighteen, or eighteen thousand. 1,500 is what every program that has a comma for thousands writes.
fn is_open(number: &str) -> bool {
    number.matches('.').count() == 1 && !number.contains(',') && decided(number).is_none()
}

fn with_point(number: &str, mark: Option<DecimalMark>) -> String {
    let number: String = number.chars().filter(|c| !matches!(c, '\'' | '’')).collect();
    if mark != Some(DecimalMark::Comma) {
        return number;
    }
    number.chars().filter(|c| c.is_ascii_digit() || *c == ',').map(|c| if c == ',' { '.' } else { c }).collect()
}

/// What stands before and behind a number that is a guess.
const GUESS: [&str; 12] = ["~", "≈", "～", "约", "大约", "大概", "approx.", "approx", "about", "ca.", "circa", "左右"];

/// A number without the sign that it is a guess, a remark in brackets and marks of Markdown; of a range, its middle.
fn plain(text: &str) -> Option<String> {
    let text = half_width(text);
    let text = text.trim().trim_matches('*').trim();
    let text = without_remark(text).trim_end_matches('?').trim();
    let lower = text.to_lowercase();
    let starts = GUESS.iter().filter(|word| lower.starts_with(**word)).map(|word| word.len()).max().unwrap_or(0);
    let ends = GUESS.iter().filter(|word| lower.ends_with(**word)).map(|word| word.len()).max().unwrap_or(0);
    let bare = text.get(starts..text.len().checked_sub(ends)?)?.trim();
    Some(middle(bare).unwrap_or_else(|| bare.to_owned()))
}

/// A text without a remark in brackets; a currency there is none, and a number in brackets is negative.
fn without_remark(text: &str) -> &str {
    let Some(at) = text.rfind(['(', '（']).filter(|at| *at > 0 && text.ends_with([')', '）'])) else { return text };
    let (before, remark) = text.split_at_checked(at).unwrap_or((text, ""));
    let is_remark = !remark.contains(|c: char| c.is_ascii_digit()) && before.contains(|c: char| c.is_ascii_digit());
    if is_remark && !types::names_a_currency(remark.trim_matches(['(', ')', '（', '）'])) { before.trim() } else { text }
}

/// `10-12k`, `$10k-$12k`, 「3～5天」: the middle, with what stands before and behind both.
fn middle(text: &str) -> Option<String> {
    let (low, high) = ["-", "–", "—", "~", "至", "到", " to "].iter().find_map(|mark| {
        let at = text.get(1..)?.find(mark)? + 1;
        Some((text.get(..at)?.trim(), text.get(at + mark.len()..)?.trim()))
    })?;
    let ([before, low, behind], [high_before, high, high_behind]) = (parts(low)?, parts(high)?);
    let is_one = |a: &str, b: &str| a.is_empty() || b.is_empty() || a == b;
    let is_range = is_one(before, high_before) && (behind.is_empty() || behind == high_behind);
    let number = |text: &str| text.replace([',', ' '], "").parse::<Decimal>().ok();
    let (low, high) = (number(low)?, number(high)?);
    if !is_range || low >= high {
        return None;
    }
    let middle = (low.checked_add(high)? / Decimal::TWO).normalize();
    let before = if before.is_empty() { high_before } else { before };
    Some(format!("{before}{middle}{}{high_behind}", if high_behind.is_empty() { "" } else { " " }))
}

/// What stands before a number, the number, and what stands behind it.
fn parts(text: &str) -> Option<[&str; 3]> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let end = text.rfind(|c: char| c.is_ascii_digit())? + 1;
    Some([text.get(..start)?.trim(), text.get(start..end)?, text.get(end..)?.trim()])
}

fn open(cell: &OpenCell, count: usize) -> Problem {
    let plain = digits(&cell.text).map(|span| span.of(&cell.text)).unwrap_or_default();
    let help = say!(
        "Write {thousands} or {decimals}; or say how all numbers are written as `formats: {{numbers: \"1.234,5\"}}` in `alongside.yaml`.",
        "写成 {thousands} 或 {decimals}；也可在 `alongside.yaml` 用 `formats: {{numbers: \"1.234,5\"}}` 统一说明写法。",
        thousands = plain.replace('.', ""),
        decimals = plain.trim_end_matches('0').trim_end_matches('.')
    );
    two_ways(cell, count, &both!("numbers", "数"), help)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{said, values};
    use super::*;

    #[test]
    fn one_number_settles_the_others() {
        let amounts = |text: &str| values("budget.csv", &format!("category;planned\n{text}"), &["planned"]);
        assert_eq!(amounts("Ads;18.000\nFair;45.000,00 €\n"), ["18000", "45000.00"]);
        assert_eq!(amounts("Ads;18.000\nFair;4,5\n"), ["18000", "4.5"]);
        assert_eq!(amounts("Ads;18.000\nFair;4.5\n"), ["18.000", "4.5"]);
        assert_eq!(amounts("Ads;1.234.567\nFair;18.000\n"), ["1234567", "18000"]);
        assert_eq!(amounts("Ads;1’234.50\nFair;€1.000,00\n"), ["1234.50", "1000.00"]);
        assert_eq!(amounts("Ads;1,500\nFair;1,86,000\n"), ["1500", "186000"]);
    }

    #[test]
    fn a_column_that_stays_open_is_said_once() {
        let two_ways = "“18.000” and 1 more in this column can be read as two different numbers.";
        assert_eq!(said("budget.csv", "category,planned\nAds,18.000\nFair,45.000\n"), [two_ways]);
        assert_eq!(said("budget.csv", "category,planned\nAds,0.125\nFair,45.000\n"), Vec::<String>::new());
        assert_eq!(said("budget.yaml", "- {category: Ads, planned: 18.000}\n"), Vec::<String>::new(), "YAML has a point");
    }

    #[test]
    fn the_project_says_how_it_writes() {
        let files = [("alongside.yaml", "formats: {numbers: comma}\n"), ("budget.csv", "category,planned\nAds,18.000\n")];
        assert_eq!(super::super::tests::project(&files).problems, []);
    }

    #[test]
    fn guesses_and_ranges_keep_their_text() {
        let amounts = values("budget.csv", "category,planned\nA,~5000\nB,10-12k\nC,$1k - $2k\nD,1000（含税）\nE,**300**\n", &["planned"]);
        assert_eq!(amounts, ["5000 (~5000)", "11000 (10-12k)", "1500.0 ($1k - $2k)", "1000 (1000（含税）)", "300 (**300**)"]);
        let days = values("任务.csv", "任务,工期\nA,3-5天\nB,约3天\n", &["duration"]);
        assert_eq!(days, ["4 (3-5天)", "3 (约3天)"]);
        for text in ["12-10", "5k-6M", "2026-03-01", "10 (was 12)"] {
            assert_eq!(said("budget.csv", &format!("category,planned\nA,{text}\n")).len(), 1, "{text}");
        }
        assert_eq!(middle("-5"), None);
    }
}
