//! Words of a column that look like one: `Legal` and `legal dept.` are told, so that somebody may make them one.

use std::collections::BTreeMap;

use super::Cell;
use crate::project::kind::Kind;
use crate::source::fold::fold;
use crate::source::schema::{Choice, Closed, Shape, folded_names};
use crate::source::{Node, Problem, ProblemKind, Span};
use crate::{both, say};

/// The words of each column, by what is left of them without what says nothing.
#[derive(Default)]
pub(super) struct Alike {
    words: BTreeMap<String, BTreeMap<String, BTreeMap<String, Word>>>,
    /// The names of the words of lists, each list folded once.
    names: BTreeMap<*const Choice, BTreeMap<String, usize>>,
}

struct Word {
    text: String,
    place: Span,
}

/// The longest text that is a word and no sentence.
const LONGEST: usize = 40;

fn put(words: &mut BTreeMap<String, BTreeMap<String, Word>>, text: &str, place: Span, canonical: &dyn Fn(String) -> String) {
    if text.is_empty() || text.len() > LONGEST {
        return;
    }
    let (word, bare) = (canonical(fold(text)), canonical(bare(text)));
    if !bare.is_empty() {
        words.entry(bare).or_default().entry(word).or_insert_with(|| Word { text: text.to_owned(), place });
    }
}

/// Registers whose records others name.
const NAMED: [Kind; 5] = [Kind::Departments, Kind::Stakeholders, Kind::Competitors, Kind::Campaigns, Kind::Channels];
/// Fields that say of which department something is.
const DEPARTMENTS: [&str; 3] = ["department", "departments", "team"];
/// Fields of plain words by which people sort records.
const SORTS: [&str; 5] = ["category", "tags", "region", "channel", "channels"];
/// Words that say only that a department or a group is meant.
const DRESS: [&str; 9] = ["dept", "department", "team", "group", "the", "and", "of", "div", "division"];
const HAN_DRESS: [&str; 5] = ["部门", "团队", "小组", "部", "组"];

impl Alike {
    pub(super) fn see(&mut self, cell: &Cell<'_, '_>) {
        let (column, text) = (cell.column(), cell.text());
        let field = column.rsplit('.').next().unwrap_or(&column);
        let choices = match cell.shape {
            Shape::Choice(choices, Closed::No) => choices,
            Shape::Value(_) | Shape::Text if SORTS.contains(&field) => &[],
            _ => return,
        };
        let known = &*self.names.entry(choices.as_ptr()).or_insert_with(|| folded_names(choices));
        let canonical = |folded: String| known.get(&folded).and_then(|at| choices.get(*at)).map_or(folded, |choice| fold(choice.name));
        let of_column = self.words.entry(column).or_default();
        put(of_column, text, cell.node.span, &canonical);
    }

    /// The names of those whom other records name, and the departments that a record is of.
    pub(super) fn see_names(&mut self, record: &Node<'_>, kind: Kind) {
        let named = kind.named().filter(|_| NAMED.contains(&kind));
        for (key, value) in record.entries().iter().filter(|(key, _)| Some(&*key.name) == named || DEPARTMENTS.contains(&&*key.name)) {
            let of_column = self.words.entry(key.name.to_string()).or_default();
            for said in value.items().iter().chain([value]) {
                put(of_column, said.text().unwrap_or_default().trim(), said.span, &|folded| folded);
            }
        }
    }

    /// The words of each column that look like one.
    pub(super) fn told(self) -> Vec<Problem> {
        let groups = self.words.into_values().flat_map(BTreeMap::into_values);
        groups.filter(|words| words.len() > 1).map(|words| told(words.into_values().collect())).collect()
    }
}

fn told(mut words: Vec<Word>) -> Problem {
    words.sort_by_key(|word| word.place);
    let quoted: Vec<String> = words.iter().map(|word| format!("“{}”", word.text)).collect();
    let place = words.last().map_or_else(Span::default, |word| word.place);
    let message = say!(
        "{en_words} look like one and are counted apart.",
        "{zh_words}看起来是同一个，但分开统计。",
        en_words = quoted.join(" and "),
        zh_words = quoted.join("和")
    );
    Problem::new(ProblemKind::Kept, place, message).help(both!("If they are one, write it in one way.", "若是同一个，请统一写法。"))
}

/// A word without signs and without what says only that a department or a group is meant.
fn bare(text: &str) -> String {
    let text = text.to_lowercase();
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty() && !DRESS.contains(word));
    let words: String = words.map(|word| word.strip_suffix('s').filter(|stem| stem.len() > 3).unwrap_or(word)).collect();
    let folded = fold(&words);
    let stem = HAN_DRESS.iter().find_map(|dress| folded.strip_suffix(dress)).filter(|stem| stem.chars().count() > 1);
    stem.map_or_else(|| folded.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::super::tests::said;

    #[test]
    fn words_that_look_like_one_are_told_once() {
        let risks = |rows: &str| said("risks.csv", &format!("Title,Category\n{rows}"));
        assert_eq!(
            risks("A,Legal\nB,legal dept.\nC,LEGAL\nD,Market\nE,legal dept.\n"),
            ["“Legal” and “legal dept.” look like one and are counted apart."]
        );
        assert_eq!(risks("A,Printing\nB,Print-ing\nC,printings\n"), ["“Printing” and “printings” look like one and are counted apart."]);
        assert_eq!(risks("A,Legal\nB,compliance\nC,Press\nD,Pressure\n"), [""; 0], "two names of one word, and two words");
        assert_eq!(
            said("lessons.csv", "title,category\nA,设计部\nB,设计\nC,部\n"),
            ["“设计部” and “设计” look like one and are counted apart."]
        );
        assert_eq!(
            said("departments.csv", "name,lead\nLegal,Ana\nlegal dept.,Bo\nPress,Cy\n"),
            ["“Legal” and “legal dept.” look like one and are counted apart."]
        );
        assert_eq!(
            said("people.csv", "name,department\nAna,Design\nBo,Design team\nCy,Press\n"),
            ["“Design” and “Design team” look like one and are counted apart."]
        );
    }
}
