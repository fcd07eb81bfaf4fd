//! Rows that are no records but headings of those below, and cells that a spreadsheet had merged: they give the records below
//! their phase or their category.

use std::borrow::Cow;

use super::kind::Kind;
use crate::source::schema::Field;
use crate::source::{Data, Key, Node, Problem, ProblemKind, Span, Style};
use crate::{both, say};

/// Words that begin the heading of a group.
const GROUPS: [&str; 11] = ["phase", "stage", "sprint", "iteration", "workstream", "wp", "milestone", "part", "第", "阶段", "一、"];
/// Fields that say in which group a record is.
pub(super) const FIELDS: [&str; 2] = ["phase", "category"];

/// Fields without which a row says nothing but a name.
const ESSENTIAL: [&str; 2] = ["accountable", "planned"];

/// The heading of a group: what it says, and where.
type Heading<'a> = (Cow<'a, str>, Span);

/// Takes the headings of groups out of the rows of a table and gives the rows below their group.
pub(super) fn take_out(records: &mut Vec<Node<'_>>, kind: Kind) -> Option<Problem> {
    let field = field(kind);
    let says_nothing_else = || kind.fields().iter().any(|field| ESSENTIAL.contains(&field.name));
    let may_be = field.is_some() || says_nothing_else();
    if !may_be || !are_grouped(records) {
        return None;
    }
    let mut group: Option<Heading<'_>> = None;
    let mut headings: Vec<Heading<'_>> = Vec::new();
    for mut record in std::mem::take(records) {
        if let Some(heading) = single(&record) {
            headings.push(heading.clone());
            group = Some(heading);
        } else {
            if let (Some(field), Some(heading)) = (field, &group) {
                give(&mut record, kind, field, heading);
            }
            records.push(record);
        }
    }
    told(&headings, field)
}

/// Gives a row that has nothing in a first column of phases or categories what stands above, as a merged cell shows it.
pub(super) fn fill_merged(records: &mut [Node<'_>], kind: Kind) -> Option<Problem> {
    let field = field(kind)?;
    let is_field = |(key, _): &(Key<'_>, Node<'_>)| kind.vocabulary().find(&key.name).is_some_and(|path| path == [field.name]);
    let column = records.iter().find_map(|record| record.entries().first().filter(|entry| is_field(entry)))?.0.name.to_string();
    let is_first_filled = records.first().and_then(|record| record.get(&column)).is_some_and(is_cell);
    let is_merged =
        records.windows(2).any(|pair| matches!(pair, [above, below] if is_filled(above, &column) && !is_filled(below, &column)));
    let groups = records.iter().filter(|record| is_filled(record, &column)).count();
    if !is_first_filled || !is_merged || groups < 2 {
        return None;
    }
    let mut above: Option<Node<'_>> = None;
    let mut first: Option<Span> = None;
    for record in records {
        let start = record.span.start;
        let Data::Map(entries) = &mut record.data else { continue };
        let Some((_, cell)) = entries.iter_mut().find(|(key, _)| key.name == column) else { continue };
        if !cell.is_null() {
            above = Some(cell.clone());
        } else if let Some(above) = &above {
            first = first.or(Some(Span { start, end: start }));
            cell.data = above.data.clone();
        }
    }
    let message = say!(
        "“{column}” is blank in rows below a filled cell, as merged cells are; they have the value above them.",
        "“{column}”列有空格，按合并单元格处理，取上方的值。",
        column
    );
    first.map(|span| {
        Problem::new(ProblemKind::Kept, span, message)
            .help(both!("Nothing to do; fill in the cells if it is not so.", "无需处理；若不是这样，请填写这些单元格。"))
    })
}

fn is_cell(node: &Node<'_>) -> bool {
    matches!(node.data, Data::Scalar(_, Style::Cell))
}

fn is_filled(record: &Node<'_>, column: &str) -> bool {
    record.get(column).is_some_and(|cell| !cell.is_null())
}

/// The field that says in which group a record is.
pub(super) fn field(kind: Kind) -> Option<&'static Field> {
    let is_free = |name: &&str| Some(*name) != kind.named();
    FIELDS.iter().copied().filter(is_free).find_map(|name| kind.fields().iter().find(|field| field.name == name))
}

/// Whether rows of one cell divide a table: the first row is one, each has rows of several cells below, and there are two or
/// their words say so.
fn are_grouped(records: &[Node<'_>]) -> bool {
    let singles: Vec<Option<Heading<'_>>> = records.iter().map(single).collect();
    let headings: Vec<&Heading<'_>> = singles.iter().flatten().collect();
    let has_rows_below = singles.windows(2).all(|pair| !matches!(pair, [Some(_), Some(_)])) && singles.last().is_some_and(Option::is_none);
    let says_so = |heading: &&Heading<'_>| {
        let text = heading.0.trim_matches(['*', '_', ' ']).to_lowercase();
        GROUPS.iter().any(|word| text.starts_with(word))
    };
    singles.first().is_some_and(Option::is_some) && has_rows_below && (headings.len() > 1 || headings.first().is_some_and(says_so))
}

/// The only cell of a row of several columns.
fn single<'a>(record: &Node<'a>) -> Option<Heading<'a>> {
    let mut filled = record.entries().iter().filter(|(_, value)| !value.is_null());
    let (_, cell) = filled.next().filter(|_| record.entries().len() > 1)?;
    let Data::Scalar(text, Style::Cell) = &cell.data else { return None };
    filled.next().is_none().then(|| (text.clone(), cell.span))
}

/// Gives a record its group where it has none.
pub(super) fn give<'a>(record: &mut Node<'a>, kind: Kind, field: &'static Field, (text, span): &Heading<'a>) {
    let Data::Map(entries) = &mut record.data else { return };
    let is_field = |(key, _): &&mut (Key<'_>, Node<'_>)| kind.vocabulary().find(&key.name).is_some_and(|path| path == [field.name]);
    let value = Node { span: *span, data: Data::Scalar(text.clone(), Style::Cell) };
    match entries.iter_mut().find(is_field) {
        Some((_, cell)) if cell.is_null() => *cell = value,
        Some(_) => {}
        None => entries.push((Key { name: Cow::Borrowed(field.name), span: *span }, value)),
    }
}

/// Headings that are quoted where there are many.
const MOST: usize = 4;

fn told(headings: &[Heading<'_>], field: Option<&Field>) -> Option<Problem> {
    let (_, first) = headings.first()?;
    let quoted: Vec<String> = headings.iter().take(MOST).map(|(text, _)| format!("“{text}”")).collect();
    let more = if headings.len() > MOST { "…" } else { "" };
    let (en_names, zh_names) = (quoted.join(", ") + more, quoted.join("、") + more);
    let message = match field {
        Some(field) => say!(
            "{en_names}: headings of the rows below, which have them as {en_field}.",
            "{zh_names}是分组标题，作为下面各行的{zh_field}。",
            en_names,
            zh_names,
            en_field = format!("`{}`", field.name),
            zh_field = format!("“{}”", field.zh)
        ),
        None => say!("{en_names}: headings of the rows below and no records.", "{zh_names}是分组标题，不作为记录。", en_names, zh_names),
    };
    let help = both!("Nothing to do; if it is a record, fill in more of its row.", "无需处理；若是记录，请补充这一行的其他内容。");
    Some(Problem::new(ProblemKind::Kept, *first, message).help(help))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::csv;

    /// The phases of the records that are left.
    fn phases(text: &str) -> Vec<String> {
        let mut records = csv::records(text);
        let told = take_out(&mut records, Kind::Tasks).into_iter().chain(fill_merged(&mut records, Kind::Tasks)).count();
        let of = |record: &Node<'_>| record.get("phase").or_else(|| record.get("Phase")).and_then(Node::text).unwrap_or("–").to_owned();
        records.iter().map(of).chain([told.to_string()]).collect()
    }

    #[test]
    fn a_row_of_one_cell_above_full_ones_is_their_group() {
        assert_eq!(phases("Name,Owner\nPlan,\na,m\nb,m\nBuild,\nc,m\n"), ["Plan", "Plan", "Build", "1"]);
        assert_eq!(phases("Name,Owner\nPhase 1,\na,m\n"), ["Phase 1", "1"]);
    }

    #[test]
    fn a_record_with_nothing_but_a_name_stays_one() {
        assert_eq!(phases("Name,Owner\nPlan,\na,m\n"), ["–", "–", "0"], "a single one");
        assert_eq!(phases("Name,Owner\na,m\nPlan,\nb,m\nc,\nd,m\n").len(), 6, "the first row is a record");
        assert_eq!(phases("Name,Owner\nPlan,\na,m\nBuild,\n"), ["–", "–", "–", "0"], "nothing below");
        assert_eq!(phases("Name\nPlan\na\n"), ["–", "–", "0"], "one column");
    }

    #[test]
    fn a_merged_cell_goes_for_the_rows_below() {
        assert_eq!(phases("Phase,Name\nPlan,a\n,b\nBuild,c\n"), ["Plan", "Plan", "Build", "1"]);
        assert_eq!(phases("Phase,Name\nPlan,a\n,b\n,c\n"), ["Plan", "–", "–", "0"], "one value may be one row's");
    }
}
