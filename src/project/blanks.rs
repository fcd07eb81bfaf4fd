//! Rows of a template that nobody has filled in: they have a number and nothing else.

use super::kind::Kind;
use crate::source::cell::means_nothing;
use crate::source::fold::{counts_rows, fold};
use crate::source::{Node, Problem, ProblemKind};
use crate::{both, say};

/// Takes rows out that hold nothing but their number or their id, though the table has other columns, and those that say that there is
/// none; they are told once.
pub(super) fn take_out(records: &mut Vec<Node<'_>>, kind: Kind) -> Vec<Problem> {
    numbered(records, kind).into_iter().chain(none(records, kind)).collect()
}

/// `None | — | —` says that there is no such record.
fn none(records: &mut Vec<Node<'_>>, kind: Kind) -> Option<Problem> {
    let words = kind.vocabulary();
    let is_name = |head: &str| words.find(head).is_some_and(|path| path.first().copied() == kind.named());
    let is_nothing = |value: &Node<'_>| value.is_null() || value.text().is_some_and(|text| is_dash(text) || means_nothing(text));
    let says_none = |record: &Node<'_>| {
        // Heads are asked what they mean only where a cell says it.
        if !record.entries().iter().any(|(_, value)| value.text().is_some_and(is_none)) {
            return false;
        }
        let (name, others): (Vec<_>, Vec<_>) = record.entries().iter().partition(|(key, _)| is_name(&key.name));
        name.iter().any(|(_, value)| value.text().is_some_and(is_none))
            && !others.is_empty()
            && others.iter().all(|(_, value)| is_nothing(value))
    };
    let first = records.iter().find(|record| says_none(record))?;
    let said =
        first.entries().iter().find(|(key, _)| is_name(&key.name)).and_then(|(_, value)| value.text()).unwrap_or_default().to_owned();
    let place = first.span;
    records.retain(|record| !says_none(record));
    let register = kind.label();
    let message = say!(
        "“{said}”: this table says that there is no record of “{register}”.",
        "“{said}”：这个表格说明“{register}”没有记录。",
        said,
        register
    );
    Some(Problem::new(ProblemKind::Kept, place, message).help(both!("Nothing to do.", "无需处理。")))
}

fn is_none(text: &str) -> bool {
    /// Characters of the longest of the words, folded.
    const LONGEST: usize = 4;
    let is_short = text.chars().filter(|c| c.is_alphanumeric()).nth(LONGEST).is_none();
    is_short && matches!(fold(text).as_str(), "none" | "n/a" | "na" | "nil" | "无" | "暂无" | "没有")
}

fn is_dash(text: &str) -> bool {
    text.chars().all(|c| matches!(c, '-' | '—' | '–'))
}

fn numbered(records: &mut Vec<Node<'_>>, kind: Kind) -> Option<Problem> {
    let words = kind.vocabulary();
    let is_number = |head: &str| counts_rows(head) || words.find(head).is_some_and(|path| path == ["id"]);
    let says = |record: &Node<'_>| record.entries().iter().any(|(key, value)| !value.is_null() && !is_number(&key.name));
    let counts = |value: &Node<'_>| {
        value.text().is_some_and(|text| text.contains(|c: char| c.is_ascii_digit()) && !text.contains(char::is_whitespace))
    };
    let has_number = |record: &Node<'_>| record.entries().iter().any(|(key, value)| counts(value) && is_number(&key.name));
    let is_blank = |record: &Node<'_>| !says(record) && has_number(record) && record.entries().iter().any(|(key, _)| !is_number(&key.name));
    let first = records.iter().find(|record| is_blank(record))?.span;
    let before = records.len();
    records.retain(|record| !is_blank(record));
    let n = before - records.len();
    let message = say!(
        "{en_rows} but a number: blank rows of a template, and no records.",
        "{zh_n}行只有编号，按模板的空行处理，不是记录。",
        en_rows = if n == 1 { "1 row has nothing".to_owned() } else { format!("{n} rows have nothing") },
        zh_n = n
    );
    Some(
        Problem::new(ProblemKind::Kept, first, message)
            .help(both!("Nothing to do; fill in the rows, or delete them.", "无需处理；可以填写或删去这些行。")),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::csv;

    fn left(text: &str) -> (usize, Option<String>) {
        let mut records = csv::records(text);
        let told = take_out(&mut records, Kind::Risks).into_iter().map(|problem| problem.message.en.into_owned()).next();
        (records.len(), told)
    }

    #[test]
    fn rows_with_a_number_and_nothing_else() {
        let told = |text: &str| Some(format!("{text} but a number: blank rows of a template, and no records."));
        assert_eq!(left("ID,Risk,Owner\n1,Rain,Li\n2,,\n3,,\n"), (1, told("2 rows have nothing")));
        assert_eq!(left("序号,风险,负责人\n1,,\n2,下雨,李娜\n"), (1, told("1 row has nothing")));
        assert_eq!(left("ID,Risk,Owner\nR-1,,Li\n"), (1, None), "a row with an owner is a record");
        assert_eq!(left("ID,Risk,Owner\nR-1 Rain Li,,\n"), (1, None), "a row that has lost its delimiters");
        assert_eq!(left("ID\nR-1\n"), (1, None), "there is no other column");
    }

    #[test]
    fn a_row_that_says_that_there_is_none_is_no_record() {
        let none = |said: &str| (0, Some(format!("“{said}”: this table says that there is no record of “Risks”.")));
        assert_eq!(left("Risk,Owner,Status\nNone,—,—\n"), none("None"));
        assert_eq!(left("风险,负责人\n暂无,\n"), none("暂无"));
        assert_eq!(left("Risk,Owner\nNone,Ana\n"), (1, None), "somebody owns it");
        assert_eq!(left("Risk,Owner\nNone of the stands is dry,-\n"), (1, None));
    }
}
