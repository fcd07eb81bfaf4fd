//! The page of the search, which without a script is an index of the report: every register with its records.

use serde::Serialize;

use crate::project::{Kind, RecordId};
use crate::site::address::Address;
use crate::site::view::frame::Frame;
use crate::site::view::page::Page;
use crate::site::view::parts::{Hero, Run};
use crate::text::number;
use crate::{both, say};

/// So many records of a register are listed; the others are found by its own page.
const MOST_LISTED: usize = 150;

/// So many are listed of all registers together, so that the page stays light: the longest ones have fewer then.
const MOST_ON_PAGE: usize = 700;

/// The view-model of `search.html`.
#[derive(Serialize)]
pub(super) struct SearchView<'a> {
    frame: Frame<'a>,
    hero: Hero,
    groups: Vec<Group>,
}

/// The records of a register.
#[derive(Serialize)]
struct Group {
    id: String,
    title: String,
    records: Vec<Vec<Run>>,
    /// Where the others are.
    more: Option<Run>,
}

/// The page.
pub(super) fn view(page: Page<'_>) -> SearchView<'_> {
    let title = page.title(Address::SEARCH);
    let lead = page.say(&both!(
        "Press “/” or Ctrl-K on any page to search titles, ids, people and texts. Below, the records by register.",
        "在任何页面按“/”或Ctrl-K即可搜索标题、编号、人员和正文。以下按登记册列出各条记录。"
    ));
    let of_documents = both!(
        "Press “/” or Ctrl-K on any page to search titles and texts. Below, the documents.",
        "在任何页面按“/”或Ctrl-K即可搜索标题和正文。以下列出各篇文档。"
    );
    let is_manual = page.whole.is_manual();
    let lead = if is_manual { page.say(&of_documents) } else { lead };
    let most = most(page);
    let registers = Kind::ALL.iter().filter_map(|kind| register(page, *kind, most));
    SearchView {
        frame: page.frame(&title, &lead),
        hero: Hero { lead: Some(Run::text(lead)), notes: if is_manual { Vec::new() } else { vec![page.as_of()] }, ..Hero::new(Run::text(title)) },
        groups: registers.chain(documents(page, most)).collect(),
    }
}

/// How many records of each register fit on the page.
fn most(page: Page<'_>) -> usize {
    let registers = Kind::ALL.iter().filter(|kind| page.whole.names.register(**kind).is_some()).map(|kind| page.records(*kind).len());
    let counts: Vec<usize> = registers.chain([page.whole.project.documents.len()]).collect();
    let fits = |most: &usize| counts.iter().map(|count| count.min(most)).sum::<usize>() <= MOST_ON_PAGE;
    (1..=MOST_LISTED).rev().find(fits).unwrap_or(1)
}

fn register(page: Page<'_>, kind: Kind, most: usize) -> Option<Group> {
    let address = page.whole.names.register(kind)?;
    let ids: &[RecordId] = page.records(kind);
    let rest = ids.len().saturating_sub(most);
    let more = page.say(&say!("{n} more in the register", "其余{n}条见登记册", n = number::count(rest)));
    (!ids.is_empty()).then(|| Group {
        id: format!("index-{}", kind.key()),
        title: page.say(&say!("{label}: {n}", "{label}：{n}", label = kind.label(), n = number::count(ids.len()))),
        records: ids.iter().take(most).map(|id| page.record(*id)).collect(),
        more: (rest > 0).then(|| Run::link(more, page.href(address))),
    })
}

fn documents(page: Page<'_>, most: usize) -> Option<Group> {
    let count = page.whole.project.documents.len();
    let rest = count.saturating_sub(most);
    let more = page.say(&say!("{n} more documents", "其余{n}篇文档", n = number::count(rest)));
    let link = |at: usize| vec![Run { href: Some(page.href(Address::Document(at))), ..page.document_title(at) }];
    (count > 0).then(|| Group {
        id: "index-documents".to_owned(),
        title: page.say(&say!("{label}: {n}", "{label}：{n}", label = crate::site::address::Single::Documents.title(), n = number::count(count))),
        records: (0..count).take(most).map(link).collect(),
        more: (rest > 0).then(|| Run::link(more, page.href(Address::DOCUMENTS))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::testing::each;

    fn listed(files: &[(&str, &str)]) -> Vec<(String, usize, Option<String>)> {
        let [english, _] = each(files, |page| view(page).groups);
        english.into_iter().map(|group| (group.id, group.records.len(), group.more.map(|more| more.text))).collect()
    }

    #[test]
    fn the_longest_registers_have_fewer_where_there_are_many() {
        let rows = |head: &str, n: usize| format!("{head}\n{}", "Row\n".repeat(n));
        let few = listed(&[("risks.csv", &rows("title", 200)), ("people.csv", "name\nLi Na\n")]);
        assert_eq!(few, [("index-people".to_owned(), 1, None), ("index-risks".to_owned(), 150, Some("50 more in the register".to_owned()))]);
        let names = ["risks", "tasks", "issues", "decisions", "changes", "actions", "lessons", "research"];
        let files: Vec<(String, String)> = names.iter().map(|name| (format!("{name}.csv"), rows("title", 200))).collect();
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).chain([("people.csv", "name\nLi Na\n")]).collect();
        let many = listed(&files);
        let all: usize = many.iter().map(|(_, listed, _)| listed).sum();
        assert!(all <= MOST_ON_PAGE && all > MOST_ON_PAGE - names.len(), "{many:?}");
        assert!(many.iter().all(|(id, _, more)| more.is_some() != (id == "index-people")), "what is left out is told: {many:?}");
    }
}
