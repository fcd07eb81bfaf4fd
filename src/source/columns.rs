//! The header of a CSV file or a Markdown table, and how its rows become records.

use std::borrow::Cow;

use super::node::{Data, Key, Node, Span, Style};
use super::problem::{Problem, ProblemKind};
use crate::text::plural;
use crate::{both, say};

/// The columns of a table, of which several may have one name. A column without a name is not read, unless it is the first, as
/// in a matrix: it is read by the name of nothing.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Columns<'a> {
    columns: Vec<Option<Key<'a>>>,
    unnamed: Vec<usize>,
}

impl<'a> Columns<'a> {
    /// Columns by the cells of a header row.
    pub(crate) fn new(cells: Vec<Key<'a>>) -> Self {
        let used = cells.iter().rposition(|key| !key.name.is_empty()).map_or(0, |last| last + 1);
        let unnamed = (1..used).filter(|&at| cells.get(at).is_some_and(|key| key.name.is_empty())).collect();
        let read = |(at, key): (usize, Key<'a>)| (at == 0 || !key.name.is_empty()).then_some(key);
        Self { columns: cells.into_iter().take(used).enumerate().map(read).collect(), unnamed }
    }

    /// The names that are read, in order.
    pub(crate) fn into_keys(self) -> Vec<Key<'a>> {
        self.columns.into_iter().flatten().collect()
    }

    /// A row as a record; cells that are missing at its end are empty, values that no column takes are a problem.
    pub(crate) fn record(&mut self, span: Span, cells: Vec<Node<'a>>, problems: &mut Vec<Problem>) -> Node<'a> {
        problems.extend(self.surplus(&cells));
        problems.extend(self.value_without_name(&cells));
        let missing = || Node { span: Span { start: span.end, end: span.end }, data: Data::Null };
        let cells = cells.into_iter().map(Some).chain(std::iter::repeat_with(|| None));
        let entries = self.columns.iter().zip(cells).filter_map(|(key, cell)| Some((key.clone()?, cell.unwrap_or_else(missing))));
        Node { span, data: Data::Map(entries.collect()) }
    }

    fn surplus(&self, cells: &[Node<'_>]) -> Option<Problem> {
        let surplus = cells.get(self.columns.len()..)?;
        let first = surplus.iter().find(|cell| !cell.is_null())?;
        let last = surplus.iter().rposition(|cell| !cell.is_null())?;
        let message = say!(
            "The row has {cells} cells, the header has {en_columns}.",
            "这一行有{cells}格，表头只有{zh_columns}列。",
            cells = self.columns.len() + last + 1,
            en_columns = format!("{} column{}", self.columns.len(), plural(self.columns.len())),
            zh_columns = self.columns.len(),
        );
        let help = both!("Put a value that holds a separator in quotes: `\"…\"`.", "含有分隔符的值要加英文双引号：`\"…\"`。");
        let span = Span { start: first.span.start, end: surplus.get(last)?.span.end };
        Some(Problem::new(ProblemKind::File, span, message).help(help))
    }

    /// A value in a column without a name; each such column is told once.
    fn value_without_name(&mut self, cells: &[Node<'_>]) -> Option<Problem> {
        let at = self.unnamed.iter().position(|&column| cells.get(column).is_some_and(|cell| !cell.is_null()))?;
        let column = self.unnamed.remove(at);
        Some(without_name(cells.get(column)?.span, column))
    }
}

/// A value in a column that has no name; columns are counted from 0.
pub(crate) fn without_name(value: Span, column: usize) -> Problem {
    let message = say!("Column {n} has values but no name in the header.", "第{n}列有内容，但表头没有列名。", n = column + 1);
    Problem::new(ProblemKind::File, value, message)
        .help(both!("Name the column in the header; until then it is not read.", "在表头补上列名，否则该列不会读取。"))
}

/// A cell; nothing but white space is no value.
pub(crate) fn cell(text: Cow<'_, str>, span: Span) -> Node<'_> {
    let data = if text.is_empty() { Data::Null } else { Data::Scalar(text, Style::Cell) };
    Node { span, data }
}
