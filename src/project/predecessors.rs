//! Predecessors that are numbers of rows, as exports of Microsoft Project write them: `3,5FS+2d`.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::kind::Kind;
use crate::say;
use crate::source::fold::counts_rows;
use crate::source::sheet::Table;
use crate::source::{Data, Key, Node, Problem, ProblemKind, Span, Style};

/// The head of the numbers that rows are given.
const NUMBER: &str = "#";

/// Numbers the rows of a table of tasks in which nothing else does and predecessors can be nothing but such numbers. It is told.
pub(super) fn number(table: &mut Table<'_>, kind: Kind) -> Option<Problem> {
    let words = kind.vocabulary();
    let means = |field: &str| table.header.iter().find(|key| words.find(&key.name).is_some_and(|path| path.first() == Some(&field)));
    let after = means("after").filter(|_| kind == Kind::Tasks)?.clone();
    let numbered = |key: &Key<'_>| counts_rows(&key.name) || words.find(&key.name).is_some_and(|path| path == ["id"]);
    let known: BTreeSet<&str> = table
        .header
        .iter()
        .filter(|key| numbered(key))
        .flat_map(|key| table.records.iter().filter_map(|row| row.get(&key.name)?.text().map(str::trim)))
        .collect();
    let mut said: Vec<usize> = Vec::new();
    for (nth, row) in table.records.iter().enumerate() {
        for text in row.get(&after.name).and_then(Node::text).into_iter().flat_map(|text| text.split([',', ';', '，', '；', '、'])) {
            let number = row_in_front(text.trim())?;
            let is_row = (1..=table.records.len()).contains(&number) && number != nth + 1 && !known.contains(number.to_string().as_str());
            said.push(is_row.then_some(number)?);
        }
    }
    let first = *said.first()?;
    let name = means(kind.named()?).map(|key| key.name.to_string())?;
    let called = table.records.get(first.checked_sub(1)?)?.get(&name)?.text()?.to_owned();
    for (nth, row) in table.records.iter_mut().enumerate() {
        let span = Span { start: row.span.start, end: row.span.start };
        if let Data::Map(entries) = &mut row.data {
            let number = Node { span, data: Data::Scalar(Cow::Owned((nth + 1).to_string()), Style::Cell) };
            entries.push((Key { name: Cow::Borrowed(NUMBER), span }, number));
        }
    }
    let message = say!(
        "“{head}” is read as numbers of rows: {first} is “{called}”.",
        "“{head}”按行号读取：{first}是“{called}”。",
        head = &after.name,
        first,
        called
    );
    Some(Problem::new(ProblemKind::Kept, after.span, message).help(crate::both!(
        "Nothing to do if that is so; else give the tasks ids and write those.",
        "若确实如此，无需处理；否则请为任务填写编号，并在此列写编号。"
    )))
}

/// The number of a row in front of a kind and a lag: `5FS+2d`, `3`.
fn row_in_front(text: &str) -> Option<usize> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at_checked(digits)?;
    let kind = rest.trim_start().to_ascii_uppercase();
    let is_kind = kind.is_empty() || ["FS", "SS", "FF", "SF"].iter().any(|known| kind.starts_with(known));
    number.parse().ok().filter(|_| is_kind)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{project, told};

    /// What the last task comes after, and what is told.
    fn after(text: &str) -> (Vec<usize>, Vec<String>) {
        let project = project("tasks.csv", text);
        let last = project.tasks.last().unwrap();
        let found = last.after.iter().filter_map(|after| project.resolve(&after.task.as_ref()?.reference()).one());
        (found.map(|id| id.index).collect(), told(&project).into_iter().map(str::to_owned).collect())
    }

    #[test]
    fn predecessors_that_can_only_be_rows_are_rows() {
        let plain = "Name,Duration,Predecessors\nHall,5,\nTent,3,1\nDoors,1,\"1,2FS+2d\"\n";
        let (found, told) = after(plain);
        assert_eq!((found, told[0].as_str()), (vec![0, 1], "“Predecessors” is read as numbers of rows: 1 is “Hall”."));
        let with_ids = "ID,Name,Predecessors\nT-1,Hall,\nT-2,Tent,1\nT-3,Doors,2FS\n";
        assert_eq!(after(with_ids).0, [1]);
    }

    #[test]
    fn numbers_that_are_ids_or_lie_beyond_the_table_are_none() {
        let ids = "ID,Name,Predecessors\n3,Hall,\n2,Tent,3\n1,Doors,2\n";
        let (found, told) = after(ids);
        assert_eq!((found, told.len()), (vec![1], 0), "ids go first");
        let beyond = "Name,Predecessors\nHall,\nTent,1\nDoors,7\n";
        assert!(!after(beyond).1.iter().any(|told| told.contains("numbers of rows")));
        let numbered = "#,Name,Predecessors\n1,Hall,\n2,Tent,1\n";
        assert_eq!(after(numbered).0, [0]);
    }
}
