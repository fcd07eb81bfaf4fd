//! Rows that add up the others: known by their name alone, never counted, and told where they do not add up.

use std::collections::BTreeSet;

use super::kind::Kind;
use super::types::read_number;
use crate::both;
use crate::say;
use crate::source::fold::fold_header;
use crate::source::{Node, Problem, ProblemKind, Span};
use crate::text::number::full;

const NAMES: [&str; 16] = [
    "total",
    "totals",
    "subtotal",
    "grandtotal",
    "sum",
    "overall",
    "totalcost",
    "totalbudget",
    "合计",
    "小计",
    "总计",
    "总和",
    "汇总",
    "总额",
    "共计",
    "累计合计",
];

/// Bytes of the longest name of a total, marks around it included.
const LONGEST: usize = 40;

/// Takes rows of totals out of the records of a file; what does not add up is told.
pub(super) fn take_out(records: &mut Vec<Node<'_>>, kind: Kind) -> Vec<Problem> {
    let Some(named) = kind.named() else { return Vec::new() };
    let words = kind.vocabulary();
    let heads: BTreeSet<&str> = records.iter().flat_map(Node::entries).map(|(key, _)| &*key.name).collect();
    let is_name = |head: &&str| words.find(head).is_none_or(|path| path.first() == Some(&named));
    let names: BTreeSet<String> = heads.into_iter().filter(is_name).map(str::to_owned).collect();
    let is_total = |record: &Node<'_>| {
        let first = record.entries().iter().filter(|(key, _)| names.contains(&*key.name)).find_map(|(_, value)| value.text());
        first.is_some_and(is_name_of_total)
    };
    if !records.iter().any(is_total) {
        return Vec::new();
    }
    let mut problems = Vec::new();
    let mut kept: Vec<Node<'_>> = Vec::new();
    let mut since = 0;
    for record in std::mem::take(records) {
        if is_total(&record) {
            let part = kept.get(since..).filter(|part| !part.is_empty());
            problems.extend(wrong(&record, &kept, part));
            problems.extend(beside(&record, &kept));
            since = kept.len();
        } else {
            kept.push(record);
        }
    }
    *records = kept;
    problems
}

fn is_name_of_total(text: &str) -> bool {
    text.len() <= LONGEST && NAMES.contains(&fold_header(text).as_str())
}

/// Letters of a currency at most.
const CURRENCY: usize = 3;

/// Words in the row of a total, which is not shown.
fn beside(total: &Node<'_>, rows: &[Node<'_>]) -> Option<Problem> {
    // A currency or the unit of the rows above is no word of its own.
    let unit = |text: &str| {
        let words = text.split(|c: char| !c.is_alphanumeric()).map(|word| word.trim_matches(|c: char| c.is_ascii_digit()));
        words.collect::<String>()
    };
    let is_of_rows = |head: &str, said: &str| rows.iter().filter_map(|row| row.get(head)?.text()).any(|text| unit(text) == said);
    let is_words = |head: &str, text: &str| {
        let letters = unit(text);
        !letters.is_empty() && (read_number(text).is_none() || (letters.chars().count() > CURRENCY && !is_of_rows(head, &letters)))
    };
    let others = total.entries().iter().filter(|(_, value)| !value.text().is_some_and(is_name_of_total));
    let said: Vec<(&str, Span)> =
        others.filter_map(|(key, value)| Some((value.text().filter(|text| is_words(&key.name, text))?, value.span))).collect();
    let texts: Vec<String> = said.iter().map(|(text, _)| format!("“{text}”")).collect();
    let message = say!(
        "{en_texts}: in the row of a total, which is not counted and not shown.",
        "{zh_texts}写在合计行中，合计行不计入，也不显示。",
        en_texts = texts.join(", "),
        zh_texts = texts.join("、")
    );
    let (_, place) = said.first()?;
    Some(Problem::new(ProblemKind::Kept, *place, message).help(both!(
        "Nothing to do; what others must know, write below the table or into a row of its own.",
        "无需处理；需要让人看到的内容，请写在表格下方或另列一行。"
    )))
}

/// A total that is the sum neither of all rows above it nor of those since the last one.
fn wrong(total: &Node<'_>, all: &[Node<'_>], part: Option<&[Node<'_>]>) -> Option<Problem> {
    // Shares of several amounts are no share of their sum.
    let is_share = |value: &Node<'_>| value.text().is_some_and(|text| text.trim_end().ends_with(['%', '％']));
    let sum = |rows: &[Node<'_>], column: &str| rows.iter().filter_map(|row| read_number(row.get(column)?.text()?)).sum::<f64>();
    total.entries().iter().filter(|(_, value)| !is_share(value)).find_map(|(key, value)| {
        let said = value.text().and_then(read_number)?;
        let sums = [Some(sum(all, &key.name)), part.map(|part| sum(part, &key.name))];
        let adds_up = sums.into_iter().flatten().any(|sum| (sum - said).abs() < 0.005 * said.abs().max(1.0));
        (!adds_up).then(|| {
            let message = say!(
                "The total of “{column}” says {said}, the rows above add up to {sum}.",
                "“{column}”的合计写的是{said}，上面各行相加是{sum}。",
                column = &key.name,
                said = full(said, decimals(said)),
                sum = full(sum(all, &key.name), decimals(sum(all, &key.name)))
            );
            Problem::new(ProblemKind::Difference, value.span, message)
                .help(both!("Correct the total or the rows; the total itself is not counted.", "改正合计或各行；合计行本身不计入。"))
        })
    })
}

/// Cents are shown where there are some.
fn decimals(value: f64) -> u32 {
    if value.fract() == 0.0 { 0 } else { 2 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::csv;

    fn read(text: &str) -> (usize, Vec<String>) {
        let mut records = csv::records(text);
        let problems = take_out(&mut records, Kind::Budget);
        (records.len(), problems.into_iter().map(|problem| problem.message.en.into_owned()).collect())
    }

    #[test]
    fn a_total_is_not_counted() {
        assert_eq!(read("Category,Planned\nFilm,3000\nPage,4000\n**Total**,\"7,000\"\n"), (2, vec![]));
        assert_eq!(read("Category,Planned\nFilm,3000 EUR\nTotal,3000 EUR\n"), (1, vec![]));
        assert_eq!(
            read("Category,Planned\nFilm,3000\nTotal,3000 v2b\n").1,
            ["“3000 v2b”: in the row of a total, which is not counted and not shown."]
        );
        assert_eq!(
            read("Category,Other head,Actual\nFilm,5000 net,4\nTotal,5000 gross,4\n").1,
            ["“5000 gross”: in the row of a total, which is not counted and not shown."]
        );
        assert_eq!(read("类别,计划\n甲,1\n小计,1\n乙,2\n小计,2\n合计,3\n"), (2, vec![]));
        assert_eq!(
            read("Category,Planned,Note\nFilm,3000,\nTotal,3000,without tax\n"),
            (1, vec!["“without tax”: in the row of a total, which is not counted and not shown.".to_owned()])
        );
        assert_eq!(read("Category,Planned\nTotal station rental,3000\n"), (1, vec![]), "a name with more in it");
        assert_eq!(
            read("Category,Planned\nFilm,3000\nTotal,4000\n"),
            (1, vec!["The total of “Planned” says 4,000, the rows above add up to 3,000.".to_owned()])
        );
    }
}
