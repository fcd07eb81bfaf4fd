//! The tables of a file: which rows name their columns, by the words of the registers, and what stands around them.

use std::collections::BTreeSet;

use super::kind::Kind;
use crate::source::sheet::{self, Cell, Naming, Sheet};
use crate::source::{Problem, ProblemKind, Span, csv, table};
use crate::{both, say};

/// How many fields of a register some cells name.
pub(super) fn names(kind: Kind, cells: &[&str]) -> usize {
    let words = kind.vocabulary();
    cells.iter().filter_map(|cell| words.find(cell)).collect::<BTreeSet<_>>().len()
}

/// How many fields of one register some cells name, whichever names most.
fn names_of_any(cells: &[&str]) -> usize {
    Kind::ALL.iter().map(|kind| names(*kind, cells)).max().unwrap_or_default()
}

/// The tables of a CSV file.
pub(super) fn of_csv(text: &str, kind: Kind) -> (Sheet<'_>, Vec<Problem>) {
    csv::tables(text, Naming { own: &|cells| names(kind, cells), any: &names_of_any })
}

/// The tables of a document, those of each grid together, with its place.
pub(super) fn of_markdown(text: &str, body: Span, kind: Kind) -> Vec<(Span, Sheet<'_>)> {
    let naming = Naming { own: &|cells| names(kind, cells), any: &names_of_any };
    table::rows(text, body).into_iter().map(|(span, rows)| (span, sheet::tables(&rows, naming))).collect()
}

/// What stands above and below the tables and is no record: nothing of it vanishes without a word.
pub(super) fn around(sheet: &Sheet<'_>, kind: Kind) -> Vec<Problem> {
    let says_more = |cell: &&Cell<'_>| Kind::of_stem(&cell.text) != Some(kind);
    let titles = sheet.tables.iter().flat_map(|table| &table.titles);
    let told = sheet.above.iter().chain(titles).filter(says_more).collect::<Vec<_>>();
    above(&told).into_iter().chain(below(&sheet.below)).collect()
}

/// Cells that are quoted where there are many.
const MOST_CELLS: usize = 4;

fn quoted(cells: &[&Cell<'_>]) -> (String, String) {
    let quoted: Vec<String> = cells.iter().take(MOST_CELLS).map(|cell| format!("“{}”", cell.text)).collect();
    let more = cells.len().saturating_sub(MOST_CELLS);
    let [en_more, zh_more] =
        if more == 0 { [String::new(), String::new()] } else { [format!(" and {more} more"), format!("等{}格", cells.len())] };
    (quoted.join(", ") + &en_more, quoted.join("、") + &zh_more)
}

fn above(cells: &[&Cell<'_>]) -> Option<Problem> {
    let first = cells.first()?;
    let (en_cells, zh_cells) = quoted(cells);
    let message =
        say!("{en_cells}: above a header, so a title and no record.", "{zh_cells}在表头上方，按标题处理，不是记录。", en_cells, zh_cells);
    let help = both!("Nothing to do; what it says is not shown.", "无需处理；这些内容不会显示。");
    Some(Problem::new(ProblemKind::Kept, first.span, message).help(help))
}

fn below(cells: &[Cell<'_>]) -> Option<Problem> {
    let first = cells.first()?;
    let (en_cells, zh_cells) = quoted(&cells.iter().collect::<Vec<_>>());
    let message = say!(
        "{en_cells}: below the table behind a blank row, so a note and no record.",
        "{zh_cells}在表格下方、空行之后，按备注处理，未作为记录读取。",
        en_cells,
        zh_cells
    );
    let help = both!("If it is a record, delete the blank row above it.", "若是记录，删去上面的空行。");
    Some(Problem::new(ProblemKind::Unread, first.span, message).help(help))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_around_a_table_is_told() {
        let told = |text| {
            let (sheet, problems) = of_csv(text, Kind::Risks);
            assert_eq!(problems, []);
            around(&sheet, Kind::Risks).into_iter().map(|problem| (problem.kind, problem.message.en.into_owned())).collect::<Vec<_>>()
        };
        assert_eq!(told("Risk register,,\n\nTitle,Owner,Impact\na,m,3\n"), [], "the register's own name");
        assert_eq!(
            told("By:,Maya,\nTitle,Owner,Impact\na,m,3\nb,m,3\n\nDraft,,\n"),
            [
                (ProblemKind::Kept, "“By:”, “Maya”: above a header, so a title and no record.".to_owned()),
                (ProblemKind::Unread, "“Draft”: below the table behind a blank row, so a note and no record.".to_owned())
            ]
        );
    }
}
