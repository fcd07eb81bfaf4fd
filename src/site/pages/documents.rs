//! The documents that belong to no register: their list, and the page of each.

use serde::Serialize;

use crate::project::Document;
use crate::site::address::Address;
use crate::site::escape::first_paragraph;
use crate::site::output::Content;
use crate::site::pages::register::pager::Pager;
use crate::site::registers::sheets;
use crate::site::view::frame::Frame;
use crate::site::view::page::Page;
use crate::site::view::parts::{Column, Hero, Row, Run, Table, Value as Shown};
use crate::site::present::prose::Prose;
use crate::{both, say};

/// The view-model of `documents.html`.
#[derive(Serialize)]
pub(super) struct DocumentsView<'a> {
    frame: Frame<'a>,
    hero: Hero,
    documents: Table,
    /// The ways to the other pages of the list.
    pager: Option<Pager>,
    files: Table,
    /// What the folder begins with, where there is nothing else in it.
    prose: Option<Prose>,
}

/// The view-model of `document.html`.
#[derive(Serialize)]
pub(super) struct DocumentView<'a> {
    frame: Frame<'a>,
    hero: Hero,
    prose: Option<Prose>,
}

/// The list of documents.
pub(super) fn view(page: Page<'_>) -> DocumentsView<'_> {
    list(page, 0)
}

/// A page of the list of documents, counted from 0.
pub(super) fn list(page: Page<'_>, sheet: usize) -> DocumentsView<'_> {
    let title = page.title(Address::DOCUMENTS);
    let count = page.whole.project.documents.len();
    let is_manual = page.whole.is_manual();
    let alone = say!("{count} document{en_s}.", "共{count}篇文档。", count, en_s = crate::text::plural(count));
    let lead = say!(
        "{count} document{en_s} of the project that belong to no register.",
        "项目中不属于任何登记册的文档，共{count}篇。",
        count, en_s = crate::text::plural(count)
    );
    let lead = page.say(if is_manual { &alone } else { &lead });
    let address = |sheet| if sheet == 0 { Address::DOCUMENTS } else { Address::DocumentList(sheet) };
    let pager = Pager::over(page, &both!("Pages of this list", "本列表的各页"), count, sheet, address);
    let rows = documents(page, sheet);
    DocumentsView {
        frame: page.frame(&title, &lead),
        hero: Hero { lead: Some(Run::text(lead)), notes: if is_manual { Vec::new() } else { vec![page.as_of()] }, ..Hero::new(Run::text(title)) },
        documents: match &pager {
            Some(pager) => pager.named(rows),
            None => rows,
        },
        pager,
        files: files(page),
        prose: None,
    }
}

/// The first page of a folder of documents alone: what the folder begins with, else all that is there.
pub(super) fn start(page: Page<'_>) -> DocumentsView<'_> {
    let lead = page.summary();
    let description = lead.as_ref().map(|lead| lead.text.clone()).unwrap_or_default();
    DocumentsView {
        frame: page.frame(&page.site_name(), &description),
        hero: Hero { lead, ..Hero::new(Run::text(page.site_name())) },
        prose: page.whole.front().and_then(|at| page.narrative_of(at)),
        ..list(page, 0)
    }
}

fn documents(page: Page<'_>, sheet: usize) -> Table {
    let all: Vec<(usize, &Document)> = page.whole.project.documents.iter().enumerate().collect();
    let row = |&(at, document): &(usize, &Document)| {
        let address = page.href(Address::Document(at));
        let path = page.whole.project.path(document.file);
        let title = Shown::from(Run { href: Some(address), ..page.document_title(at) });
        let title = match beginning(page, at) {
            Some(beginning) => title.note(beginning),
            None => title,
        };
        Row::new(vec![title, Shown::text(path)])
    };
    Table {
        id: "t-documents".to_owned(),
        caption: page.title(Address::DOCUMENTS),
        columns: vec![Column::sorted(page.say(&both!("Title", "标题"))), Column::sorted(page.say(&both!("File", "文件")))],
        rows: sheets::rows(&all, sheet).iter().map(row).collect(),
    }
}

/// So many characters of the first paragraph of a document stand below its title.
const BEGINNING: usize = 120;

/// How a document begins.
fn beginning(page: Page<'_>, at: usize) -> Option<Run> {
    let prose = page.narrative_of(at)?;
    let words = first_paragraph(&prose.html)?;
    let cut = words.char_indices().nth(BEGINNING).and_then(|(end, _)| words.get(..end));
    let text = match cut {
        Some(cut) => format!("{}…", cut.rsplit_once(' ').filter(|(whole, _)| whole.len() * 2 > cut.len()).map_or(cut, |(whole, _)| whole)),
        None => words,
    };
    Some(Run { lang: prose.lang, ..Run::text(text) })
}

fn files(page: Page<'_>) -> Table {
    let row = |(file, path, _): (usize, &str, &Content)| Row::new(vec![Shown::link(page.whole.project.path(file), page.file(path))]);
    Table {
        id: "t-files".to_owned(),
        caption: page.say(&both!("Files that documents link to", "文档引用的文件")),
        columns: vec![Column::sorted(page.say(&both!("File", "文件")))],
        rows: page.whole.attachments.all().map(row).collect(),
    }
}

/// The page of a document.
pub(super) fn document(page: Page<'_>, at: usize) -> DocumentView<'_> {
    let title = page.document_title(at);
    let source = page.document(at).map(|document| Run::text(page.whole.project.path(document.file)));
    DocumentView {
        frame: page.frame(&title.text, &title.text),
        hero: Hero { crumbs: vec![page.crumb(Address::DOCUMENTS)], source, ..Hero::new(title) },
        prose: page.narrative(),
    }
}


