//! Tables of money with a column a month, a quarter or a year, as budgets have them: each amount becomes a line of its own period.
//! What is planned and what is spent stand in columns beside each other, `Jan Planned`, 「1月实际」, or in rows of a column that says
//! which.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::kind::Kind;
use super::totals;
use super::types::read_number;
use crate::calendar::{Date, coarse};
use crate::source::schema::{MONEY, Shape};
use crate::source::sheet::Table;
use crate::source::vocabulary::Vocabulary;
use crate::source::{Data, Key, Node, Problem, ProblemKind, Span, Style};
use crate::text::number::full;
use crate::{both, say};

/// The field of the time that an amount is for.
const PERIOD: &str = "period";
/// Letters of the longest head that may name a month.
const LONGEST: usize = 40;

/// A column of amounts: of which time, and which amounts if its head says so.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Column {
    period: String,
    field: Option<&'static str>,
}

/// Makes a record of each period of a table's rows; says what is told of months that have no year, and of sums that are none.
pub(super) fn unfold(table: &mut Table<'_>, kind: Kind, project: Option<(Date, Date)>) -> Vec<Problem> {
    let words = kind.vocabulary();
    let amounts: Vec<&'static str> =
        kind.fields().iter().filter(|field| matches!(field.shape, Shape::Value(MONEY))).map(|field| field.name).collect();
    let Some(first) = amounts.first().copied().filter(|_| words.field(PERIOD).is_some()) else { return Vec::new() };
    let has_period = table.header.iter().any(|key| words.find(&key.name).is_some_and(|path| path == [PERIOD]));
    let columns = columns(table, words, &amounts, project);
    if has_period {
        return Vec::new();
    }
    let is_month = |key: &&Key<'_>| words.find(&key.name).is_none() && read_head(&key.name, Some(ANY_YEAR)).is_some();
    let undated = table.header.iter().filter(is_month).find(|key| read_head(&key.name, project).is_none());
    if columns.len() < 2 || undated.is_some() {
        return undated.filter(|key| holds_numbers(table, &key.name)).map(without_year).into_iter().collect();
    }
    let mut problems = totals::take_out(&mut table.records, kind);
    let sums: BTreeMap<String, Option<&'static str>> = table.header.iter().filter_map(|key| sum(&key.name, words, &amounts)).collect();
    let sort = sort_of_rows(table, words, &amounts);
    let mut lines: Vec<Node<'_>> = Vec::new();
    let mut places: BTreeMap<(String, String), usize> = BTreeMap::new();
    for record in std::mem::take(&mut table.records) {
        problems.extend(sums.iter().filter_map(|(head, field)| wrong(&record, head, *field, &columns)));
        let said = sort.as_ref().and_then(|head| amount(record.get(head)?.text()?, words, &amounts));
        let others = || {
            record.entries().iter().filter(|(key, _)| {
                !columns.contains_key(&*key.name) && !sums.contains_key(&*key.name) && Some(&*key.name) != sort.as_deref()
            })
        };
        let name: String = others().find_map(|(_, value)| value.text()).unwrap_or_default().to_owned();
        let mut is_first = true;
        for (key, value) in record.entries().iter().filter(|(_, value)| !value.is_null()) {
            let Some(column) = columns.get(&*key.name) else { continue };
            let field = column.field.or(said).unwrap_or(first);
            let place = *places.entry((name.clone(), column.period.clone())).or_insert_with(|| {
                let is_known = |key: &Key<'_>| words.find(&key.name).is_some();
                let mut entries: Vec<_> = others().filter(|(key, _)| is_first || is_known(key)).cloned().collect();
                entries.push((
                    named(PERIOD, key),
                    Node { span: key.span, data: Data::Scalar(Cow::Owned(column.period.clone()), Style::Cell) },
                ));
                lines.push(Node { span: record.span, data: Data::Map(entries) });
                lines.len() - 1
            });
            is_first = false;
            if let Some(Node { data: Data::Map(entries), .. }) = lines.get_mut(place) {
                let is_taken = entries.iter().any(|(key, _)| key.name == field);
                entries.push(if is_taken { (key.clone(), value.clone()) } else { (named(field, key), value.clone()) });
            }
        }
        if is_first {
            lines.push(record);
        }
    }
    table.records = lines;
    problems
}

/// A field that stands under the head of a time, which is not its own.
fn named<'a>(name: &'static str, key: &Key<'a>) -> Key<'a> {
    Key { name: Cow::Borrowed(name), span: Span { start: key.span.start, end: key.span.start } }
}

/// The columns that are of a time, if their cells are amounts.
fn columns(table: &Table<'_>, words: &Vocabulary, amounts: &[&'static str], project: Option<(Date, Date)>) -> BTreeMap<String, Column> {
    let of_head = |key: &Key<'_>| {
        let (period, rest) = read_head(&key.name, project)?;
        let field = if rest.is_empty() { None } else { Some(amount(&rest, words, amounts)?) };
        holds_numbers(table, &key.name).then(|| (key.name.to_string(), Column { period, field }))
    };
    table.header.iter().filter(|key| words.find(&key.name).is_none()).filter_map(of_head).collect()
}

fn holds_numbers(table: &Table<'_>, head: &str) -> bool {
    let mut cells = table.records.iter().filter_map(|record| record.get(head)).filter(|cell| !cell.is_null());
    cells.all(|cell| cell.text().is_some_and(|text| read_number(text).is_some() || matches!(text.trim(), "-" | "–" | "—")))
}

/// The field of an amount that a word names.
fn amount(word: &str, words: &Vocabulary, amounts: &[&'static str]) -> Option<&'static str> {
    let path = words.named(word)?;
    amounts.iter().copied().find(|field| path == [*field])
}

/// The column that says of each row which amounts it has.
fn sort_of_rows(table: &Table<'_>, words: &Vocabulary, amounts: &[&'static str]) -> Option<String> {
    let says = |head: &str| {
        let mut cells = table.records.iter().filter_map(|record| record.get(head)).filter(|cell| !cell.is_null()).peekable();
        cells.peek().is_some() && cells.all(|cell| cell.text().is_some_and(|text| amount(text, words, amounts).is_some()))
    };
    table.header.iter().map(|key| &*key.name).find(|head| says(head)).map(str::to_owned)
}

/// A time of which nobody says the year, and a project that lies within one.
const ANY_YEAR: (Date, Date) = (Date::new(2001, 1, 1), Date::new(2001, 12, 31));

/// The time that a head names at its beginning or its end, and what else it says: `Jan 2026 (Planned)`, 「计划1月」.
pub(super) fn read_head(head: &str, project: Option<(Date, Date)>) -> Option<(String, String)> {
    let head = head.trim();
    if head.chars().count() > LONGEST {
        return None;
    }
    // No word is cut: `Market` is no March.
    let is_within_a_word = |at: usize| {
        let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        head.split_at_checked(at).is_some_and(|(front, back)| is_letter(front.chars().next_back()) && is_letter(back.chars().next()))
    };
    let cuts: Vec<usize> = head.char_indices().map(|(at, _)| at).filter(|at| !is_within_a_word(*at)).chain([head.len()]).collect();
    let bare = |text: &str| text.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let front = cuts.iter().rev().filter_map(|at| head.split_at_checked(*at));
    let back = cuts.iter().filter_map(|at| head.split_at_checked(*at)).map(|(rest, time)| (time, rest));
    front.chain(back).find_map(|(time, rest)| Some((period(&bare(time), project)?, bare(rest))))
}

/// A month, a quarter or a year as its period is written; one without a year is that within the project.
pub(super) fn period(time: &str, project: Option<(Date, Date)>) -> Option<String> {
    let of_year =
        |(first, last): (Date, Date)| (first.year()..=last.year()).map(|year| (format!("{time} {year}"), format!("{year}年{time}")));
    let is_year = time.len() == 4 && time.parse::<i16>().is_ok_and(|year| (1990..2100).contains(&year));
    if is_year || matches!(time.strip_suffix('年'), Some(year) if year.len() == 4 && year.parse::<i16>().is_ok()) {
        return Some(time.trim_end_matches('年').to_owned());
    }
    if let Some(found) = coarse(time) {
        return written(found);
    }
    let (first, last) = project.filter(|_| time.contains(char::is_alphabetic))?;
    let stretches = of_year((first, last)).filter_map(|(en, zh)| coarse(&en).or_else(|| coarse(&zh)));
    // A project of one year has no month of another one.
    let is_of_one_year = first.year() == last.year();
    let mut within = stretches.filter(|(begins, ends)| is_of_one_year || (*begins <= last && *ends >= first));
    let only = within.next()?;
    if within.next().is_some() { None } else { written(only) }
}

/// `2026-03`, `2026-Q1`; weeks are no time that money is planned for.
fn written((first, last): (Date, Date)) -> Option<String> {
    let whole = |months: i64| first == first.first_of_month() && last.days_until(first.plus_months(months)) == 1;
    match () {
        () if whole(1) => Some(format!("{}-{:02}", first.year(), first.month())),
        () if whole(3) => Some(format!("{}-Q{}", first.year(), (first.month() + 2) / 3)),
        () => None,
    }
}

/// A column that adds up the others, and of which amounts: `Total`, `Q1 total`, 「合计计划」.
fn sum(head: &str, words: &Vocabulary, amounts: &[&'static str]) -> Option<(String, Option<&'static str>)> {
    const SUMS: [&str; 6] = ["total", "sum", "ytd", "合计", "总计", "小计"];
    let lower = head.trim().to_lowercase();
    let rest = SUMS.iter().find_map(|word| lower.strip_prefix(word).or_else(|| lower.strip_suffix(word)))?;
    let rest = rest.trim_matches(|c: char| !c.is_alphanumeric());
    let is_time =
        || period(rest, Some(ANY_YEAR)).is_some() || matches!(rest, "q1" | "q2" | "q3" | "q4" | "year" | "annual" | "全年" | "年度");
    let field = amount(rest, words, amounts);
    (rest.is_empty() || field.is_some() || is_time()).then(|| (head.to_owned(), field))
}

/// A sum that is not that of the columns of its amounts.
fn wrong(record: &Node<'_>, head: &str, field: Option<&'static str>, columns: &BTreeMap<String, Column>) -> Option<Problem> {
    let cell = record.get(head)?;
    let said = cell.text().and_then(read_number)?;
    let fields: BTreeSet<Option<&str>> = columns.values().map(|column| column.field).collect();
    let is_meant = |column: &Column| field.is_none() || column.field == field || fields.len() < 2;
    let of = record.entries().iter().filter(|(key, _)| columns.get(&*key.name).is_some_and(is_meant));
    let sum: f64 = of.filter_map(|(_, value)| read_number(value.text()?)).sum();
    if (sum - said).abs() < 0.005 * said.abs().max(1.0) {
        return None;
    }
    let message = say!(
        "“{head}” says {said}, the columns before it add up to {sum}.",
        "“{head}”写的是{said}，各列相加是{sum}。",
        head,
        said = full(said, 2),
        sum = full(sum, 2)
    );
    let help = both!("Correct the sum or the amounts; the sum itself is not counted.", "改正合计或各项金额；合计本身不计入。");
    Some(Problem::new(ProblemKind::Difference, cell.span, message).help(help))
}

/// Columns of months of which nobody says the year.
fn without_year(key: &Key<'_>) -> Problem {
    let message = say!(
        "“{head}” has no year, so the columns of months are kept and not counted.",
        "“{head}”没有年份，各月的列按原样保留，未计入。",
        head = &*key.name
    );
    Problem::new(ProblemKind::Unread, key.span, message).help(both!(
        "Write `2026-01` and so on, or say when the project starts and ends: `project: {start: …, end: …}` in `alongside.yaml`.",
        "写成 `2026-01` 这样的月份，或在 `alongside.yaml` 写明项目的起止日期：`project: {start: …, end: …}`。"
    ))
}

#[cfg(test)]
mod tests {
    use super::super::{Folder, Project, ReportDateSource, load};
    use super::*;

    const SETTINGS: &str = "project: {name: Fair, start: 2026-01-01, end: 2026-06-30}\n";

    fn loaded(path: &str, text: &str, settings: &str) -> Project {
        let files = [("alongside.yaml", settings), (path, text)];
        load(Folder::of_texts(&files), ReportDateSource { as_of: None, otherwise: Date::new(2026, 3, 31) })
    }

    /// Category, period, planned and actual of each line.
    fn lines(path: &str, text: &str) -> Vec<String> {
        let project = loaded(path, text, SETTINGS);
        let amount = |amount: &Option<crate::project::types::Amount>| {
            amount.as_ref().map_or_else(|| "–".to_owned(), |amount| amount.value.to_string())
        };
        let line = |line: &crate::project::registers::resources::BudgetLine| {
            format!(
                "{} {} {} {}",
                line.category.any(),
                line.period.as_ref().map_or("–", |period| &period.text),
                amount(&line.planned),
                amount(&line.actual)
            )
        };
        project.budget.iter().map(|entry| line(entry)).collect()
    }

    #[test]
    fn a_column_a_month_is_a_line_a_month() {
        assert_eq!(
            lines("budget.csv", "Category,Jan,Feb,Total\nPrint,100,200,300\nTotal,100,200,300\n"),
            ["Print 2026-01 100 –", "Print 2026-02 200 –"]
        );
        assert_eq!(
            lines("budget.csv", "Category,Jan 2026,,Feb 2026,\n,Planned,Actual,Planned,Actual\nPrint,100,90,200,\n"),
            ["Print 2026-01 100 90", "Print 2026-02 200 –"]
        );
        assert_eq!(
            lines("预算表.csv", "费用类别,1月计划,1月实际,2月计划,2月实际,合计计划,备注\n印刷,100,90,200,210,300,加急\n"),
            ["印刷 2026-01 100 90", "印刷 2026-02 200 210"]
        );
        assert_eq!(
            lines("budget.csv", "Category,Type,2026-01,2026-02\nPrint,Planned,100,200\nPrint,Actual,90,\n"),
            ["Print 2026-01 100 90", "Print 2026-02 200 –"]
        );
        assert_eq!(lines("budget.csv", "Category,2025 Budget,2026 Budget\nPrint,100,200\n"), ["Print 2025 100 –", "Print 2026 200 –"]);
    }

    #[test]
    fn a_sum_that_is_none_is_told_and_so_are_months_without_a_year() {
        let told = |text: &str, settings: &str| -> Vec<String> {
            loaded("budget.csv", text, settings).problems.into_iter().map(|told| told.problem.message.en.into_owned()).collect()
        };
        assert_eq!(
            told("Category,Jan,Feb,Total\nPrint,100,200,400\n", SETTINGS),
            ["“Total” says 400.00, the columns before it add up to 300.00."]
        );
        let undated = told("Category,Jan,Feb\nPrint,100,200\n", "project: {name: Fair}\n");
        assert!(undated.contains(&"“Jan” has no year, so the columns of months are kept and not counted.".to_owned()), "{undated:?}");
        let some = told("Category,May,Jun,Sep\nPrint,100,200,300\n", "project: {name: Fair, start: 2025-11-01, end: 2026-06-30}\n");
        assert!(some.contains(&"“Sep” has no year, so the columns of months are kept and not counted.".to_owned()), "{some:?}");
        assert_eq!(told("Category,Planned\nPrint,100\n", "project: {name: Fair}\n"), [""; 0]);
    }

    #[test]
    fn heads_of_months() {
        let project = Some((Date::new(2026, 1, 1), Date::new(2026, 6, 30)));
        for (head, period, rest) in [
            ("Jan", "2026-01", ""),
            ("Jan 2026 Planned", "2026-01", "Planned"),
            ("Actual (Mar)", "2026-03", "Actual"),
            ("2026年3月", "2026-03", ""),
            ("3月实际", "2026-03", "实际"),
            ("Q1 2026", "2026-Q1", ""),
            ("2025 Budget", "2025", "Budget"),
        ] {
            assert_eq!(read_head(head, project), Some((period.to_owned(), rest.to_owned())), "{head}");
        }
        assert_eq!(read_head("Sep", project).map(|(period, _)| period).as_deref(), Some("2026-09"), "a project of one year");
        let longer = Some((Date::new(2025, 11, 1), Date::new(2026, 6, 30)));
        let of = |head: &str| read_head(head, longer).map(|(period, _)| period);
        assert_eq!((of("Nov").as_deref(), of("Jun").as_deref(), of("Sep")), (Some("2025-11"), Some("2026-06"), None));
        for head in ["Category", "Market", "W12", "Marketing"] {
            assert_eq!(read_head(head, project), None, "{head}");
        }
    }
}
