//! The page of the search, which without a script is an index of the report: every register with its records.

use serde::Serialize;

use crate::project::{Kind, RecordId};
use crate::site::address::Address;
use crate::site::view::frame::Frame;
use crate::site::view::page::Page;
use crate::site::view::parts::{Hero, Run};
use crate::{both, say};

/// So many records of a register are listed; the others are found by its own page.
const MOST_LISTED: usize = 150;

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
        "Press “/” or Ctrl-K on any page to search titles, ids, people and texts. Below, all records by register.",
        "在任何页面按“/”或Ctrl-K即可搜索标题、编号、人员和正文。以下按登记册列出全部记录。"
    ));
    let of_documents = both!(
        "Press “/” or Ctrl-K on any page to search titles and texts. Below, all documents.",
        "在任何页面按“/”或Ctrl-K即可搜索标题和正文。以下列出全部文档。"
    );
    let is_manual = page.whole.is_manual();
    let lead = if is_manual { page.say(&of_documents) } else { lead };
    let registers = Kind::ALL.iter().filter_map(|kind| register(page, *kind));
    SearchView {
        frame: page.frame(&title, &lead),
        hero: Hero { lead: Some(Run::text(lead)), notes: if is_manual { Vec::new() } else { vec![page.as_of()] }, ..Hero::new(Run::text(title)) },
        groups: registers.chain(documents(page)).collect(),
    }
}

fn register(page: Page<'_>, kind: Kind) -> Option<Group> {
    let address = page.whole.names.register(kind)?;
    let ids: &[RecordId] = page.records(kind);
    let rest = ids.len().saturating_sub(MOST_LISTED);
    let more = page.say(&say!("{rest} more in the register", "其余{rest}条见登记册", rest));
    (!ids.is_empty()).then(|| Group {
        id: format!("index-{}", kind.key()),
        title: page.say(&say!("{label}: {n}", "{label}：{n}", label = kind.label(), n = ids.len())),
        records: ids.iter().take(MOST_LISTED).map(|id| page.record(*id)).collect(),
        more: (rest > 0).then(|| Run::link(more, page.href(address))),
    })
}

fn documents(page: Page<'_>) -> Option<Group> {
    let count = page.whole.project.documents.len();
    let rest = count.saturating_sub(MOST_LISTED);
    let more = page.say(&say!("{rest} more documents", "其余{rest}篇文档", rest));
    let link = |at: usize| vec![Run { href: Some(page.href(Address::Document(at))), ..page.document_title(at) }];
    (count > 0).then(|| Group {
        id: "index-documents".to_owned(),
        title: page.say(&say!("{label}: {n}", "{label}：{n}", label = crate::site::address::Single::Documents.title(), n = count)),
        records: (0..count).take(MOST_LISTED).map(link).collect(),
        more: (rest > 0).then(|| Run::link(more, page.href(Address::DOCUMENTS))),
    })
}
