//! A record that a file tells in two places is one: in a table and in a section with its id or name, or in two tables that say
//! different things of it.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::Raw;
use super::kind::Kind;
use crate::calendar::Date;
use crate::say;
use crate::source::fold::fold;
use crate::source::{Data, Node, Problem, ProblemKind};

/// Joins the rows of a further table with those that are known, if most of them are known and its columns say other things; gives
/// the rows that are of their own.
pub(super) fn tables<'a>(known: &mut [Raw<'a>], more: Vec<Raw<'a>>, kind: Kind) -> Vec<Raw<'a>> {
    if heads(known, kind).intersection(&heads(&more, kind)).next().is_some() {
        return more;
    }
    join(known, more, kind).unwrap_or_else(|more| more)
}

/// Joins sections with the rows of a table, if most of them tell of one; gives those that are of their own, or none where the
/// sections are something else. What the two say otherwise is a problem, and the row holds.
pub(super) fn sections<'a>(rows: &mut [Raw<'a>], sections: Vec<Raw<'a>>, kind: Kind, problems: &mut Vec<Problem>) -> Option<Vec<Raw<'a>>> {
    let known = Index::of(rows, kind);
    for section in &sections {
        if let Some(row) = known.find(&section.node, kind).and_then(|at| rows.get(at)) {
            problems.extend(contradictions(&row.node, &section.node, kind));
        }
    }
    join(rows, sections, kind).ok()
}

/// What the records of some rows are called, by their ids and their names.
struct Index(BTreeMap<String, Option<usize>>);

impl Index {
    fn of(rows: &[Raw<'_>], kind: Kind) -> Self {
        let mut places: BTreeMap<String, Option<usize>> = BTreeMap::new();
        for (at, row) in rows.iter().enumerate() {
            for key in keys(&row.node, kind) {
                places.entry(key).and_modify(|place| *place = place.filter(|known| *known == at)).or_insert(Some(at));
            }
        }
        Self(places)
    }

    fn find(&self, node: &Node<'_>, kind: Kind) -> Option<usize> {
        keys(node, kind).into_iter().find_map(|key| self.0.get(&key).copied().flatten())
    }
}

/// The id of a record, its name, and its name without what stands in brackets behind it.
fn keys(node: &Node<'_>, kind: Kind) -> Vec<String> {
    let id = value(node, kind, "id").map(|id| format!("#{}", fold(id)));
    let name = kind.named().and_then(|named| value(node, kind, named));
    let short = name.and_then(|name| name.split_once(['(', '（'])).map(|(short, _)| fold(short));
    id.into_iter().chain(name.map(fold)).chain(short.filter(|short| !short.is_empty())).collect()
}

fn value<'n>(node: &'n Node<'_>, kind: Kind, field: &str) -> Option<&'n str> {
    let words = kind.vocabulary();
    let is_field = |name: &str| words.find(name).is_some_and(|path| path == [field]);
    node.entries().iter().find(|(key, _)| is_field(&key.name)).and_then(|(_, value)| value.text()).filter(|text| !text.trim().is_empty())
}

/// The fields that some rows fill beside id and name; a head that means no field stands for itself.
fn heads(rows: &[Raw<'_>], kind: Kind) -> BTreeSet<String> {
    let filled = rows.iter().flat_map(|row| row.node.entries()).filter(|(_, value)| !value.is_null());
    filled.map(|(key, _)| meant(kind, &key.name)).filter(|head| !is_key(kind, head)).collect()
}

fn meant(kind: Kind, head: &str) -> String {
    kind.vocabulary().find(head).map_or_else(|| fold(head), |path| path.join("."))
}

fn is_key(kind: Kind, head: &str) -> bool {
    head == "id" || Some(head) == kind.named()
}

/// Joins where most are known; gives those that are not, or all back.
fn join<'a>(known: &mut [Raw<'a>], more: Vec<Raw<'a>>, kind: Kind) -> Result<Vec<Raw<'a>>, Vec<Raw<'a>>> {
    let index = Index::of(known, kind);
    let places: Vec<Option<usize>> = more.iter().map(|raw| index.find(&raw.node, kind)).collect();
    let joined = places.iter().flatten().count();
    if joined * 2 <= more.len() || places.iter().flatten().collect::<BTreeSet<_>>().len() < joined {
        return Err(more);
    }
    let mut own = Vec::new();
    for (raw, place) in more.into_iter().zip(places) {
        match place.and_then(|at| known.get_mut(at)) {
            Some(row) => add(row, raw, kind),
            None => own.push(raw),
        }
    }
    Ok(own)
}

fn add<'a>(row: &mut Raw<'a>, more: Raw<'a>, kind: Kind) {
    let has: BTreeSet<String> =
        row.node.entries().iter().filter(|(_, value)| !value.is_null()).map(|(key, _)| meant(kind, &key.name)).collect();
    if let (Data::Map(entries), Data::Map(others)) = (&mut row.node.data, more.node.data) {
        let is_new = |head: &str| !has.contains(head) && Some(head) != kind.named();
        let others: Vec<_> = others.into_iter().filter(|(key, value)| !value.is_null() && is_new(&meant(kind, &key.name))).collect();
        let filled: BTreeSet<String> = others.iter().map(|(key, _)| meant(kind, &key.name)).collect();
        entries.retain(|(key, value)| !value.is_null() || !filled.contains(&meant(kind, &key.name)));
        entries.extend(others);
    }
    row.body = row.body.or(more.body);
    row.from_body.extend(more.from_body);
}

/// The same words, the same day in two notations, or the one with a remark.
fn says_the_same(here: &str, there: &str) -> bool {
    let ([a, b], [day, other]) = ([here, there].map(fold), [here, there].map(|text| Date::parse(text).ok()));
    a.contains(&b) || b.contains(&a) || (day.is_some() && day == other)
}

fn contradictions(row: &Node<'_>, section: &Node<'_>, kind: Kind) -> Vec<Problem> {
    let words = kind.vocabulary();
    let mut found = Vec::new();
    for (key, value) in section.entries() {
        let Some(field) = words.find(&key.name).and_then(|path| words.field(path.first()?)).filter(|field| !is_key(kind, field.name))
        else {
            continue;
        };
        let (Some(here), Some(there)) = (value.text(), self::value(row, kind, field.name)) else { continue };
        if !says_the_same(here, there) {
            let message = say!(
                "`{en_field}`: the table says “{there}”, the section “{here}”; the table holds.",
                "“{zh_field}”：表格写的是“{there}”，这一节写的是“{here}”；以表格为准。",
                en_field = field.name,
                zh_field = field.zh,
                here,
                there
            );
            let help = crate::both!("Correct the one that is wrong, or leave it out.", "改正其中写错的一处，或删去一处。");
            found.push(Problem::new(ProblemKind::Difference, value.span, message).help(help));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::content::{self, Content};
    use super::*;

    fn told<'c>(content: &'c Content<'_>, field: &str) -> Vec<&'c str> {
        content.drafts.iter().map(|draft| draft.node.get(field).and_then(Node::text).unwrap_or("")).collect()
    }

    const TABLE: &str = "# Risks\n\n| ID | Risk | Status |\n|---|---|---|\n| R1 | Late supplier | Open |\n| R2 | Rain | Open |\n\n";

    #[test]
    fn a_section_says_more_of_the_row_with_its_id_or_its_name() {
        let text =
            format!("{TABLE}## R1: Late supplier\n\n**Owner:** Li Na\n\nWe rely on one.\n\n## Rain\n\nOwner: Omar\nStatus: closed\n");
        let content = content::read_alone(&text, "risks.md", Kind::Risks);
        assert_eq!((told(&content, "title"), told(&content, "owner")), (vec!["Late supplier", "Rain"], vec!["Li Na", "Omar"]));
        assert!(content.drafts[0].body.is_some_and(|body| body.of(&text).contains("We rely on one.")));
        let messages: Vec<_> = content.problems.iter().map(|problem| &*problem.message.en).collect();
        assert_eq!(messages, ["`status`: the table says “Open”, the section “closed”; the table holds."]);
        assert_eq!(told(&content, "status"), ["Open", "Open"]);
        let around: Vec<_> = content.introduction.iter().map(|span| span.of(&text).trim()).filter(|part| !part.is_empty()).collect();
        assert_eq!(around, ["# Risks"], "what is shown with a record is not shown twice");
    }

    #[test]
    fn the_id_of_either_place_is_kept_and_one_day_in_two_notations_is_one() {
        let text = "# Risks\n\n| Risk | Due |\n|---|---|\n| Rain | 10 Dec 2026 |\n\n## R-7: Rain\n\nDue: 2026-12-10\nOwner: Omar\n";
        let content = content::read_alone(text, "risks.md", Kind::Risks);
        assert_eq!((told(&content, "id"), told(&content, "owner")), (vec!["R-7"], vec!["Omar"]));
        assert_eq!(content.problems.iter().filter(|problem| problem.kind == ProblemKind::Difference).count(), 0);
    }

    #[test]
    fn sections_of_something_else_stay_text() {
        let text = format!("{TABLE}## Process\n\nOwner: Li Na\n\n## Scale\n\nOwner: Omar\n");
        let content = content::read_alone(&text, "risks.md", Kind::Risks);
        assert_eq!((told(&content, "title"), told(&content, "owner")), (vec!["Late supplier", "Rain"], vec!["", ""]));
        assert!(content.introduction.iter().any(|span| span.of(&text).contains("## Process")));
    }

    #[test]
    fn a_further_table_with_other_columns_tells_of_the_same_records() {
        let text = "## List\n\n| Stakeholder | Expectations |\n|---|---|\n| Shop (retail) | Stock |\n| Board | Growth |\n\n## Grid\n\n| Stakeholder | Influence | Interest |\n|---|---|---|\n| Board | High | Low |\n| Shop | Low | High |\n";
        let content = content::read_alone(text, "stakeholders.md", Kind::Stakeholders);
        assert_eq!(told(&content, "name"), ["Shop (retail)", "Board"]);
        assert_eq!(told(&content, "power"), ["Low", "High"]);
        assert_eq!(content.rows, 2);
    }

    #[test]
    fn tables_with_the_same_columns_are_of_their_own() {
        let text =
            "## A\n\n| Task | Owner |\n|---|---|\n| Test | Li |\n| Cut | Li |\n\n## B\n\n| Task | Owner |\n|---|---|\n| Test | Omar |\n";
        let content = content::read_alone(text, "tasks.md", Kind::Tasks);
        assert_eq!(told(&content, "name"), ["Test", "Cut", "Test"]);
    }
}
