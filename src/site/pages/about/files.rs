//! What became of every file.

use super::Topic;
use crate::project::FoldedAccount;
use crate::site::view::page::Page;
use crate::site::view::parts::{Column, Row, Table, Value};
use crate::text::plural;
use crate::{both, say};

/// A row a file, or a folder of files of one kind.
pub(super) fn topic(page: Page<'_>) -> Topic {
    let title = both!("What was read", "读取的文件");
    let paragraph = both!(
        "Every file that holds records or is shown as a document, with the rows that are in it. A total or the heading of a group is a row and no record; a column a KPI makes several records of a row; what is dated after the report date is no record yet.",
        "列出含有记录的文件和作为文档显示的文件，以及其中的行数。合计行和分组标题行不是记录；每列一个指标时，一行会成为多条记录；晚于统计日期的内容还不算记录。"
    );
    let count = |n: Option<usize>| n.filter(|n| *n > 0).map(|n| Value::text(n.to_string()).sort(&n)).unwrap_or_default();
    let row = |of: &FoldedAccount| {
        Row::new(vec![Value::text(page.say(&of.name())), count(of.rows), Value::text(page.say(&of.holds())), count(Some(of.unread))])
    };
    let files = page.whole.project.folded_account();
    let n: usize = files.iter().map(|of| of.files).sum();
    let caption = say!("{n} file{en_s}", "{n}个文件", n, en_s = plural(n));
    let rows: Vec<Row> = files.iter().map(row).collect();
    let mut columns = vec![
        Column::plain(page.say(&both!("File", "文件"))),
        Column::plain(page.say(&both!("Rows", "行数"))).class("num"),
        Column::plain(page.say(&both!("Records", "记录"))),
        Column::plain(page.say(&both!("Not read", "未读取"))).class("num"),
    ];
    let mut table = Table { id: "t-files".to_owned(), caption: page.say(&caption), columns: Vec::new(), rows };
    // A column of blanks says nothing.
    if files.iter().all(|of| of.unread == 0) {
        columns.truncate(3);
        table.rows.iter_mut().for_each(|row| row.cells.truncate(3));
    }
    table.columns = columns;
    let table = (!table.rows.is_empty()).then_some(table);
    Topic { table, ..Topic::new(page, "files", &title, &[paragraph], Vec::new()) }
}
