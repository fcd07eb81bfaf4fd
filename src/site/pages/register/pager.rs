//! The ways between the pages of a very long register, and the files by which the script sorts and searches all of it.

use serde::Serialize;
use tera::Tera;

use super::table;
use crate::project::Kind;
use crate::site::address::Address;
use crate::site::output::{OutputFile, made};
use crate::site::registers::sheets;
use crate::site::view::labels::FrameLabels;
use crate::site::view::page::Page;
use crate::site::view::parts::{Run, Table};
use crate::text::{Message, number};
use crate::{both, say};

/// The ways from one page of a register to the others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Pager {
    /// What they are, for screen readers.
    label: String,
    /// Which page it is of how many, and which of the records it holds.
    says: String,
    /// The first and the one before, the one after and the last, as far as there are any.
    links: Vec<Run>,
    /// What the files of the rows begin with, as seen from the page: `tasks` for `tasks-1.js`; nothing if there are none.
    rows: &'static str,
    /// How many pages, and files, there are.
    count: usize,
    /// What is said while they are loaded.
    loading: String,
    /// What is said when they cannot be.
    failed: String,
}

/// A page of a register; the first one is the register's own.
const fn address(kind: Kind, sheet: usize) -> Address {
    if sheet == 0 { Address::Register(kind) } else { Address::Sheet(kind, sheet) }
}

impl Pager {
    /// The ways from a page of a register; `None` if it has only one.
    pub(super) fn of(page: Page<'_>, kind: Kind, sheet: usize) -> Option<Self> {
        let label = both!("Pages of this register", "本登记册的各页");
        let rows = page.records(kind).len();
        Some(Self { rows: kind.key(), ..Self::over(page, &label, rows, sheet, |sheet| address(kind, sheet))? })
    }

    /// The ways from one of the pages of so many rows; `None` if there is only one.
    pub(crate) fn over(page: Page<'_>, label: &Message, rows: usize, sheet: usize, address: impl Fn(usize) -> Address) -> Option<Self> {
        let last = sheets::count(rows).checked_sub(1).filter(|last| *last > 0)?;
        let link = |words: Message, to: usize| Run::link(page.say(&words), page.href(address(to)));
        let before = sheet.checked_sub(1).map(|before| [link(both!("First", "首页"), 0), link(both!("Previous", "上一页"), before)]);
        let after = (sheet < last).then(|| [link(both!("Next", "下一页"), sheet + 1), link(both!("Last", "末页"), last)]);
        let says = say!(
            "Page {nth} of {pages}: records {from} to {to} of {rows}",
            "第{nth}页，共{pages}页：第{from}至{to}条，共{rows}条记录",
            nth = sheet + 1,
            pages = last + 1,
            from = number::count(sheet * sheets::ROWS + 1),
            to = number::count(((sheet + 1) * sheets::ROWS).min(rows)),
            rows = number::count(rows)
        );
        Some(Self {
            label: page.say(label),
            says: page.say(&says),
            links: before.into_iter().flatten().chain(after.into_iter().flatten()).collect(),
            rows: "",
            count: last + 1,
            loading: page.say(&both!("Loading all records …", "正在载入全部记录……")),
            failed: page.say(&both!("Only the records of this page could be searched.", "只能在本页的记录中查找。")),
        })
    }

    /// A table of one of the pages, which says which one it is.
    pub(crate) fn named(&self, table: Table) -> Table {
        Table { caption: self.says.clone(), ..table }
    }
}

/// The view-model of `rows.html`.
#[derive(Serialize)]
struct Rows {
    frame: Frame,
    table: Table,
}

#[derive(Serialize)]
struct Frame {
    t: FrameLabels,
}

/// The registers that are cut into pages.
pub(crate) fn cut(page: Page<'_>) -> impl Iterator<Item = (Kind, usize)> {
    let long = page.whole.names.long_registers();
    long.map(move |kind| (kind, sheets::count(page.records(kind).len()))).filter(|(_, count)| *count > 1)
}

/// The rows of a page of a register as a script, which works from a file system too.
///
/// # Errors
/// If a template is wrong.
pub(crate) fn rows(page: Page<'_>, kind: Kind, sheet: usize, tera: &Tera) -> Result<OutputFile, tera::Error> {
    let page = Page { at: Address::Register(kind), ..page };
    let view = Rows { frame: Frame { t: FrameLabels::of(page.lang) }, table: table(page, kind, sheets::rows(page.records(kind), sheet)) };
    let html = serde_json::Value::from(tera.render("rows.html", &tera::Context::from_serialize(&view)?)?);
    let path = page.whole.names.path(address(kind, sheet), page.lang);
    let stem = path.trim_end_matches(".html").trim_end_matches(&format!("-{}", sheet + 1)).to_owned();
    Ok(made(format!("{stem}-{}.js", sheet + 1), format!("(globalThis.alongsideRows ??= [])[{sheet}] = {html};\n").into_bytes()))
}
