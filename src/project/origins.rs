//! Programs whose exports are known by their heads: which column is the id, and which field each of the others is.

mod programs;

use std::collections::BTreeMap;

use self::programs::PROGRAMS;
use super::kind::Kind;
use crate::calendar::{Date, range};
use crate::source::fold::{fold, fold_header};

/// Cells by the names of their columns: a field's path, else the head as it was typed.
pub type Cells = BTreeMap<String, String>;

/// A program that gives out records.
#[derive(Debug, PartialEq, Eq)]
pub struct Program {
    /// Its key, for the names of files.
    pub key: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Heads that all are there.
    heads: &'static [&'static str],
    /// The key of the register that its rows are in, unless another one is asked for.
    register: &'static str,
    /// Rows that are meant, where others are there too: a head and its word.
    pub(super) only: Option<(&'static str, &'static str)>,
    /// Heads with the fields that they may be, the first one that the register has; without any, what the head says stays at the source.
    fields: &'static [(&'static str, &'static [&'static str])],
    /// What every row says, by field.
    pub(super) says: &'static [(&'static str, &'static str)],
}

/// The field of a head that means none here, though a field has its name.
pub(super) const NONE: &str = "—";

const PERIOD_FIELD: &str = "period";

impl Program {
    /// The program whose export has some heads.
    pub fn of_heads(heads: &[&str]) -> Option<&'static Self> {
        let has = |known: &&str| heads.iter().any(|head| fold(head) == fold(known));
        PROGRAMS.iter().find(|program| program.heads.iter().all(&has))
    }

    /// The register that its rows are in.
    pub fn kind(&self) -> Option<Kind> {
        Kind::of_key(self.register)
    }

    /// The fields of a register that heads mean, by folded head.
    pub(super) fn columns(&self, kind: Kind) -> impl Iterator<Item = (String, String)> {
        let words = kind.vocabulary();
        self.fields.iter().filter_map(move |(head, fields)| {
            let field = match fields {
                [] => NONE,
                fields => fields.iter().find(|field| **field == "id" || words.field(field).is_some())?,
            };
            Some((fold_header(head), field.to_owned()))
        })
    }

    /// Gives rows what all of them say, and the days that the report is about, as it says above its table, where they say none. Rows
    /// that say of nothing what they are, which are sums, go; how many is given back.
    pub(super) fn complete(&self, above: &str, kind: Kind, rows: &mut Vec<Cells>) -> usize {
        let (words, all) = (kind.vocabulary(), rows.len());
        let tells: Vec<&str> = kind.known().iter().copied().filter(|field| *field != PERIOD_FIELD).collect();
        for row in rows.iter_mut() {
            row.retain(|_, text| !text.trim_matches(['-', ' ']).is_empty());
        }
        rows.retain(|row| row.contains_key("id") || tells.iter().any(|field| row.contains_key(*field)));
        let days = period(above).filter(|_| words.field(PERIOD_FIELD).is_some());
        for row in rows.iter_mut() {
            for (field, word) in self.says.iter().filter(|(field, _)| words.field(field).is_some()) {
                row.entry((*field).to_owned()).or_insert_with(|| (*word).to_owned());
            }
            if let Some(period) = row.get_mut(PERIOD_FIELD).filter(|_| words.field(PERIOD_FIELD).is_some()) {
                *period = written(period);
            }
            if let Some(days) = &days {
                row.entry(PERIOD_FIELD.to_owned()).or_insert_with(|| days.clone());
            }
        }
        all - rows.len()
    }
}

/// A day without the time and the words of its program, a month of six digits as a month.
fn written(period: &str) -> String {
    match period.split_at_checked(4).filter(|_| period.len() == 6 && period.bytes().all(|byte| byte.is_ascii_digit())) {
        Some((year, month)) => format!("{year}-{month}"),
        None => Date::parse(period).map_or_else(|_| period.to_owned(), |day| day.to_string()),
    }
}

/// The days that a report is about: a line with a range of days, or lines with a start and an end date.
fn period(above: &str) -> Option<String> {
    let above = || above.lines().map(|line| line.trim_matches(|c: char| c == '"' || c == '#' || c.is_whitespace()));
    let day = |label: &str| {
        let said = above().find_map(|line| line.to_lowercase().strip_prefix(label).map(|rest| rest.trim_matches([':', ' ']).to_owned()))?;
        Date::parse(&said).ok()
    };
    let both = day("start date").zip(day("end date"));
    let (first, last) = both.or_else(|| {
        let range = above().find_map(|line| range(line).ok())?;
        (range.0 <= range.1).then_some(range)
    })?;
    Some(format!("{first}..{last}"))
}
