//! What became of every file, for the terminal.

use super::text::columns;
use crate::both;
use crate::project::{FoldedAccount, Project};
use crate::text::{Lang, Message};

/// A line a file, or a folder of files of one kind: its rows, its records by register, and how much of it is told and not read.
pub fn account(project: &Project, lang: Lang) -> String {
    let say = |message: Message| message.get(lang).to_owned();
    let head = [both!("File", "文件"), both!("Rows", "行数"), both!("Records", "记录"), both!("Not read", "未读取")].map(say);
    let some = |n: usize| if n == 0 { String::new() } else { n.to_string() };
    let row = |folded: &FoldedAccount| {
        [say(folded.name()), folded.rows.map_or_else(|| "–".to_owned(), some), say(folded.holds()), some(folded.unread)]
    };
    let rows: Vec<[String; 4]> = std::iter::once(head).chain(project.folded_account().iter().map(row)).collect();
    columns(&rows)
}
