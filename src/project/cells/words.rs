//! Words of lists with a remark behind them: the word is the value, and the remark is kept.

use super::{Cell, Outcome};
use crate::calendar::{Every, Weekday};
use crate::project::record::Written;
use crate::source::schema::{Choice, is_word_of};

/// What a text says beyond a word of a list.
pub(super) fn remark(choices: &'static [Choice], cell: &Cell<'_, '_>) -> Option<Outcome> {
    let text = cell.text();
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    if is_word_of(choices, text) {
        return is_sign(text).then(|| Outcome::Written(Written { field: cell.path.to_owned(), text: text.to_owned() }));
    }
    let has_light = text.starts_with(['🟢', '🟡', '🟠', '🔴']);
    let says_more = crate::project::types::without_remark(text)
        .is_some_and(|word| (has_light || letters(word) < letters(text)) && is_word_of(choices, word));
    says_more.then(|| Outcome::Written(Written { field: cell.path.to_owned(), text: text.to_owned() }))
}

/// Whether a text is a coloured sign or the like, of which people mean more than one thing.
fn is_sign(text: &str) -> bool {
    const MARKS: [char; 5] = ['✅', '✓', '✔', '√', '☑'];
    !text.is_empty() && !text.contains(|c: char| c.is_alphanumeric() || c.is_ascii() || MARKS.contains(&c))
}

/// What a cadence says of the day or the time.
pub(super) fn of_cadence(cell: &Cell<'_, '_>) -> Option<Outcome> {
    let text = cell.text();
    let says_more = Every::alone(text).is_none() && Every::parse(text).is_some();
    says_more.then(|| Outcome::Written(Written { field: cell.path.to_owned(), text: text.to_owned() }))
}

/// What a day of the week says of its time: `Tuesday 10:00`.
pub(super) fn of_weekday(cell: &Cell<'_, '_>) -> Option<Outcome> {
    let text = cell.text();
    let says_more = Weekday::parse(text).is_some() && text.contains(|c: char| c.is_whitespace() || c.is_ascii_digit());
    says_more.then(|| Outcome::Written(Written { field: cell.path.to_owned(), text: text.to_owned() }))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{said, values};

    #[test]
    fn the_time_of_a_weekday_is_kept() {
        let project = super::super::tests::project(&[("cadences.yaml", "- {name: Sync, every: week, weekday: Tuesday 10:00}\n")]);
        let written: Vec<_> = project.cadences.iter().flat_map(|cadence| &cadence.typed.written).map(|written| &*written.text).collect();
        assert_eq!((written, project.problems.len()), (vec!["Tuesday 10:00"], 0));
    }

    #[test]
    fn the_day_of_a_cadence_is_kept() {
        let cadences = values("cadences.csv", "name,every\nSync,Weekly (Fri)\nBoard,Monthly\n", &["every"]);
        assert_eq!(cadences, ["weekly (Weekly (Fri))", "monthly"]);
    }

    #[test]
    fn what_a_sign_is_read_as_stands_beside_it() {
        let states = values("milestones.csv", "name,status\nFair,🟡\nSite,🔴\nShop,✅\nBooth,⏸️\n", &["status"]);
        assert_eq!(states, ["In progress (🟡 at risk)", "Late (🔴 off track)", "Done", "On hold (⏸️)"]);
        let levels = values("risks.csv", "title,level\nRain,🔴\nWind,🟢\nHail,🟡 中\n", &["level"]);
        assert_eq!(levels, ["High (🔴 high)", "Low (🟢 low)", "Medium (🟡 中)"]);
        let alone = said("milestones.csv", "name,status\nFair,🟢\nSite,Done\n");
        assert_eq!(alone, ["“🟢” is not a word of this list."], "of one colour nobody knows what it means");
    }

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
