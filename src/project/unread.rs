//! What a register's file holds besides records: nothing of it vanishes without a word.

use super::kind::Kind;
use super::labelled;
use crate::source::document::Document;
use crate::source::lists::list_items;
use crate::source::sheet::Table;
use crate::source::{Problem, ProblemKind, Span, markdown};
use crate::{both, say};

/// Tables that are left beside those that are read, and rows that belong to no table.
pub(super) fn beside(text: &str, document: &Document<'_>, tables: &[Span], left: &[Table<'_>], kind: Kind) -> Vec<Problem> {
    let forms = if left.is_empty() { Vec::new() } else { labelled::forms(text, document.body) };
    let is_form = |table: &Table<'_>| forms.iter().any(|form| form.contains(table.span));
    let of_tables = left.iter().filter(|table| !table.records.is_empty() && !is_form(table)).map(|left| table(left, kind));
    of_tables.chain(stray_rows(text, document.body, tables)).collect()
}

/// A file of a register in which no record is found, unless it has nothing but words.
pub(super) fn nothing(text: &str, document: &Document<'_>, tables: &[Span], left: &[Table<'_>], kind: Kind) -> Vec<Problem> {
    let found = beside(text, document, tables, left, kind);
    if !found.is_empty() {
        return found;
    }
    let item = list_items(text, document.body).into_iter().next().map(|item| item.span);
    let heading = document.headings.iter().find(|heading| heading.level > 1).map(|heading| heading.span);
    item.or(heading).map(|at| no_record(at, kind)).into_iter().collect()
}

/// A translation of a file of several records: which row is which nobody can tell.
pub(super) fn translation(text: &str, is_document: bool) -> Option<Problem> {
    let at = if is_document {
        let all = Span::new(0, text.len());
        crate::source::table::read(text, all).iter().find(|table| !table.records.is_empty())?.span
    } else {
        Span::default()
    };
    let message = both!("The rows of this translation are not read.", "这份译文的各行未读取。");
    Some(Problem::new(ProblemKind::Unread, at, message).help(both!(
        "Write both languages in one table, with columns such as `title.en` and `title.zh-CN`.",
        "把两种语言写在同一个表格里，分成`标题.zh-CN`、`标题.en`等列。"
    )))
}

/// A table that is not read.
pub(super) fn table(table: &Table<'_>, kind: Kind) -> Problem {
    let start = table.header.first().map_or(table.span, |key| key.span);
    let lacking = lacking(table, kind);
    let names = |quoted: fn(&crate::source::schema::Field) -> String, between: &str| {
        lacking.iter().map(|field| quoted(field)).collect::<Vec<_>>().join(between)
    };
    let n = table.records.len();
    let message = say!(
        "This table of {en_rows} is not read: no column says {en_fields}.",
        "这个表格（{zh_rows}行）未读取：没有一列说明{zh_fields}。",
        en_rows = format!("{n} row{}", crate::text::plural(n)),
        zh_rows = n,
        en_fields = names(|field| format!("`{}`", field.name), ", "),
        zh_fields = names(|field| format!("“{}”", field.zh), "、")
    );
    let register = kind.label();
    Problem::new(ProblemKind::Unread, start, message).help(say!(
        "Give the column that says it that name; or move the table to a file that is not called “{register}”.",
        "把对应的列改成这个名称；若不是“{register}”的内容，请移到其他文件。",
        register
    ))
}

fn lacking(table: &Table<'_>, kind: Kind) -> Vec<&'static crate::source::schema::Field> {
    let words = kind.vocabulary();
    let has = |field: &str| table.header.iter().any(|key| words.find(&key.name).is_some_and(|path| path.first() == Some(&field)));
    let required: Vec<_> = kind.fields().iter().filter(|field| field.required && !has(field.name)).collect();
    if required.is_empty() { kind.fields().iter().take(1).collect() } else { required }
}

/// Lines of cells that Markdown takes for text: behind a blank line, without a line of dashes below the header, with full-width
/// bars. A table in HTML that is not closed is told as well.
fn stray_rows(text: &str, body: Span, tables: &[Span]) -> Option<Problem> {
    // Tables are in the order of the document.
    let inside = |at: usize| {
        let behind = tables.partition_point(|table| table.start as usize <= at);
        behind.checked_sub(1).and_then(|last| tables.get(last)).is_some_and(|table| at < table.end as usize)
    };
    for (start, line) in markdown::lines(text, body) {
        let trimmed = line.trim();
        let is_row = trimmed.starts_with(['|', '｜']) && trimmed.chars().filter(|c| matches!(c, '|' | '｜')).count() > 2;
        let is_html = trimmed.to_ascii_lowercase().starts_with("<table");
        if (is_row || is_html) && !inside(start + (line.len() - line.trim_start().len())) {
            return Some(stray(Span::new(start, start + line.trim_end().len()), is_html));
        }
    }
    None
}

fn stray(at: Span, is_html: bool) -> Problem {
    if is_html {
        let message =
            both!("This table is written in HTML and has no end, so it is not read.", "这个表格用 HTML 写成且没有结束标记，未读取。");
        return Problem::new(ProblemKind::Unread, at, message).help(both!(
            "Put `</table>` behind its last row, or write it as a Markdown table.",
            "在最后一行后面加上 `</table>`，或改写成 Markdown 表格。"
        ));
    }
    let message = both!("This row belongs to no table, so it is not read.", "这一行不属于任何表格，未读取。");
    Problem::new(ProblemKind::Unread, at, message).help(both!(
        "Below the header stands a line `|---|---|` with as many cells, and no blank line stands between rows; bars are `|`.",
        "表头下面要有一行列数相同的 `|---|---|`，行与行之间不能有空行，竖线用半角 `|`。"
    ))
}

fn no_record(at: Span, kind: Kind) -> Problem {
    let register = kind.label();
    let field = kind.named().unwrap_or("title");
    let message = say!(
        "The file bears the name of “{register}”, but no record is read from it.",
        "文件名是“{register}”，但没有从中读到任何记录。",
        register
    );
    Problem::new(ProblemKind::Unread, at, message).help(say!(
        "Write a table with a column `{field}`, or a YAML or CSV file; or give the file another name.",
        "改成带有`{field}`列的表格，或写成 YAML、CSV 文件；若不是登记册，请换一个文件名。",
        field
    ))
}
