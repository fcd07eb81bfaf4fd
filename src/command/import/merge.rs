//! What was brought last time, what stands here, and what is brought now: what follows for each cell.

use std::collections::{BTreeMap, BTreeSet};

use crate::project::exchange::Cells;

/// A cell that takes the value of the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Update {
    /// The record here, by its place.
    pub(super) row: usize,
    pub(super) column: String,
    pub(super) before: String,
    pub(super) after: String,
}

/// A cell that was changed here and at the source: ours stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Conflict {
    pub(super) row: usize,
    pub(super) column: String,
    pub(super) ours: String,
    pub(super) theirs: String,
}

/// What follows.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Merge {
    pub(super) updates: Vec<Update>,
    pub(super) conflicts: Vec<Conflict>,
    /// Records that are new at the source.
    pub(super) added: Vec<Cells>,
    /// Records that the source has no longer, by their places here.
    pub(super) gone: Vec<usize>,
    /// Records that were taken out here, and that the source still has.
    pub(super) left_out: Vec<Cells>,
    /// How many records are as they were.
    pub(super) same: usize,
}

/// What a record without an id is known by: what its fields say that tell it from others, and how many like it stand before it.
type Name = (String, usize);

/// Records by their places, each with its id and its name; what has neither is not found again.
fn names<'r>(rows: impl Iterator<Item = &'r Cells>, known: &[&str]) -> Vec<Option<Name>> {
    let mut met: BTreeMap<String, usize> = BTreeMap::new();
    let mut name = |row: &Cells| {
        let said: Vec<&str> = known.iter().map(|column| row.get(*column).map_or("", String::as_str)).collect();
        if said.iter().all(|text| text.is_empty()) {
            return None;
        }
        let name = said.join("\u{1f}");
        let nth = met.entry(name.clone()).or_default();
        *nth += 1;
        Some((name, *nth))
    };
    rows.map(&mut name).collect()
}

fn id(row: &Cells) -> Option<&str> {
    row.get("id").map(String::as_str).filter(|id| !id.is_empty())
}

/// Compares the three; `known` are the fields that a record without an id is known by, `ids` are those of our records, which they may
/// have by their names.
pub(super) fn merge(base: Option<&[Cells]>, ours: &[Cells], ids: &[String], theirs: &[Cells], known: &[&str]) -> Merge {
    let mut merge = Merge::default();
    let here = Here::of(ours, ids, known);
    let base = base.unwrap_or_default();
    let names_of_base = names(base.iter(), known);
    let last = Last::of(base, &names_of_base);
    let mut met = vec![false; ours.len()];
    for (row, name) in theirs.iter().zip(names(theirs.iter(), known)) {
        let before = last.find(row, name.as_ref());
        match here.find(row, name.as_ref()) {
            Some(at) => {
                if let Some(met) = met.get_mut(at) {
                    *met = true;
                }
                if let Some(own) = ours.get(at) {
                    compare(before, own, row, at, &mut merge);
                }
            }
            None if before.is_some() => merge.left_out.push(row.clone()),
            None => merge.added.push(row.clone()),
        }
    }
    let brought: BTreeSet<usize> = base.iter().zip(&names_of_base).filter_map(|(row, name)| here.find(row, name.as_ref())).collect();
    merge.gone = brought.into_iter().filter(|at| met.get(*at) == Some(&false)).collect();
    merge
}

/// What was brought last time, by id and by name.
struct Last<'r> {
    ids: BTreeMap<&'r str, &'r Cells>,
    names: BTreeMap<&'r Name, &'r Cells>,
}

impl<'r> Last<'r> {
    fn of(rows: &'r [Cells], names: &'r [Option<Name>]) -> Self {
        let ids = rows.iter().filter_map(|row| Some((id(row)?, row))).collect();
        let nameless = rows.iter().zip(names).filter(|(row, _)| id(row).is_none());
        Self { ids, names: nameless.filter_map(|(row, name)| Some((name.as_ref()?, row))).collect() }
    }

    fn find(&self, row: &Cells, name: Option<&Name>) -> Option<&'r Cells> {
        match id(row) {
            Some(id) => self.ids.get(id).copied(),
            None => self.names.get(name?).copied(),
        }
    }
}

/// The records that stand here.
struct Here<'r> {
    ids: BTreeMap<&'r str, usize>,
    /// By name: all of them, and those that have no id of their own.
    names: BTreeMap<Name, usize>,
    nameless: BTreeMap<Name, usize>,
}

impl<'r> Here<'r> {
    fn of(rows: &'r [Cells], ids: &'r [String], known: &[&str]) -> Self {
        let mut here = Self { ids: BTreeMap::new(), names: BTreeMap::new(), nameless: BTreeMap::new() };
        for ((at, row), name) in rows.iter().enumerate().zip(names(rows.iter(), known)) {
            for id in id(row).into_iter().chain(ids.get(at).map(String::as_str).filter(|id| !id.is_empty())) {
                here.ids.entry(id).or_insert(at);
            }
            let Some(name) = name else { continue };
            if id(row).is_none() {
                here.nameless.entry(name.clone()).or_insert(at);
            }
            here.names.entry(name).or_insert(at);
        }
        here
    }

    /// A record with an id is that of the id, or one of its name that has none; a record without one is that of its name.
    fn find(&self, row: &Cells, name: Option<&Name>) -> Option<usize> {
        match id(row) {
            Some(id) => self.ids.get(id).or_else(|| self.nameless.get(name?)).copied(),
            None => self.names.get(name?).copied(),
        }
    }
}

fn compare(base: Option<&Cells>, ours: &Cells, theirs: &Cells, row: usize, merge: &mut Merge) {
    let said = |cells: &Cells, column: &str| cells.get(column).cloned().unwrap_or_default();
    let mut columns: Vec<&String> = theirs.keys().chain(base.into_iter().flat_map(BTreeMap::keys)).collect();
    columns.sort();
    columns.dedup();
    let before = merge.updates.len() + merge.conflicts.len();
    for column in columns {
        let (own, brought) = (said(ours, column), said(theirs, column));
        let last = base.map(|base| said(base, column));
        let is_changed_there = last.as_ref() != Some(&brought);
        let is_own_untouched = last.as_ref().map_or(own.is_empty(), |last| *last == own);
        if own == brought || !is_changed_there {
            continue;
        }
        let column = column.clone();
        if is_own_untouched {
            merge.updates.push(Update { row, column, before: own, after: brought });
        } else {
            merge.conflicts.push(Conflict { row, column, ours: own, theirs: brought });
        }
    }
    merge.same += usize::from(merge.updates.len() + merge.conflicts.len() == before);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Cells> {
        let mut lines = text.split(" / ").map(|line| line.split(',').map(str::to_owned));
        let heads: Vec<String> = lines.next().unwrap().collect();
        lines.map(|cells| heads.iter().cloned().zip(cells).filter(|(_, cell)| !cell.is_empty()).collect()).collect()
    }

    fn merged(base: Option<&str>, ours: &str, theirs: &str) -> Merge {
        let base = base.map(rows);
        merge(base.as_deref(), &rows(ours), &[], &rows(theirs), &["name"])
    }

    #[test]
    fn each_side_keeps_what_it_alone_changed() {
        let found = merged(
            Some("id,name,end / 1,a,3 / 2,b,3 / 3,c,3 / 4,d,3 / 5,e,3"),
            "id,name,end / 1,a,3 / 2,b,9 / 3,c,9 / 5,e,3",
            "id,name,end / 1,a,4 / 2,b,3 / 3,c,4 / 4,d,3 / 6,f,3",
        );
        assert_eq!(found.updates, [Update { row: 0, column: "end".into(), before: "3".into(), after: "4".into() }]);
        assert_eq!(found.conflicts, [Conflict { row: 2, column: "end".into(), ours: "9".into(), theirs: "4".into() }]);
        assert_eq!((found.gone, found.same), (vec![3], 1));
        assert_eq!((found.left_out, found.added), (rows("id,name,end / 4,d,3"), rows("id,name,end / 6,f,3")));
    }

    #[test]
    fn both_may_come_to_the_same_and_a_cell_may_become_empty() {
        let found = merged(Some("id,name,end / 1,a,3 / 2,b,3"), "id,name,end / 1,a,4 / 2,b,3", "id,name,end / 1,a,4 / 2,b,");
        assert_eq!(found.updates, [Update { row: 1, column: "end".into(), before: "3".into(), after: String::new() }]);
        assert_eq!(found.conflicts, []);
    }

    #[test]
    fn a_record_without_an_id_is_known_by_the_one_of_its_name() {
        let (base, theirs) = (rows("id,name / rain,Rain"), rows("id,name / rain,Snow"));
        let found = merge(Some(&base), &rows("id,name / ,Rain"), &["rain".to_owned()], &theirs, &["name"]);
        assert_eq!(found.updates, [Update { row: 0, column: "name".into(), before: "Rain".into(), after: "Snow".into() }]);
    }

    #[test]
    fn what_was_never_brought_is_filled_and_never_written_over() {
        let found = merged(None, "id,name,end / ,a,3 / x,b,", "id,name,end / 1,a,4 / x,b,5 / 2,c,");
        let said: Vec<_> = found.updates.iter().map(|update| (update.row, &*update.column, &*update.after)).collect();
        assert_eq!(said, [(0, "id", "1"), (1, "end", "5")]);
        assert_eq!(found.conflicts, [Conflict { row: 0, column: "end".into(), ours: "3".into(), theirs: "4".into() }]);
        assert_eq!(found.added.len(), 1);
        assert_eq!(merged(None, "id,name / 7,a", "name / a").added, Vec::<Cells>::new(), "without ids, names tell");
        assert_eq!(merged(None, "id,name / 7,a", "id,name / 8,a").added.len(), 1, "another id is another record");
    }
}
