//! Words of lists with a remark behind them: the word is the value, and the remark is kept.

use std::collections::BTreeMap;

use super::{Cell, Outcome};
use crate::project::record::Written;
use crate::source::fold::fold;
use crate::source::schema::{Choice, folded_names};

/// The names of the words of lists, each list folded once.
#[derive(Default)]
pub(super) struct Names(BTreeMap<*const Choice, BTreeMap<String, usize>>);

impl Names {
    /// What a text says beyond a word of a list.
    pub(super) fn remark(&mut self, choices: &'static [Choice], cell: &Cell<'_, '_>) -> Option<Outcome> {
        let names = self.0.entry(choices.as_ptr()).or_insert_with(|| folded_names(choices));
        let text = cell.text();
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
        if names.contains_key(&fold(text)) {
            return None;
        }
        let says_more = crate::project::types::without_remark(text)
            .is_some_and(|word| letters(word) < letters(text) && names.contains_key(&fold(word)));
        says_more.then(|| Outcome::Written(Written { field: cell.path.to_owned(), text: text.to_owned() }))
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::values;

    #[test]
    fn a_remark_behind_a_state_is_kept() {
        let states = values(
            "tasks.csv",
            "name,status\nA,done (late)\nB,Done\nC,✅ Done\nD,\"进行中，预计周五完成\"\nE,Done. See below\n",
            &["status"],
        );
        assert_eq!(states, ["Done (done (late))", "Done", "Done", "In progress (进行中，预计周五完成)", "Done (Done. See below)"]);
    }
}
