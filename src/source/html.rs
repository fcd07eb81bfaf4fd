//! Tables written in HTML within Markdown, as editors export them: the same rows as those of a Markdown table.

use std::borrow::Cow;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{HtmlString, StartTag, Token, Tokenizer};

use super::node::Span;
use super::sheet::{Cell, Row};

/// More columns than a cell may span.
const WIDEST: usize = 100;

/// The rows of the table that begins at a place, and its place; `None` if none begins there.
pub(super) fn table(text: &str, start: usize, end: usize) -> Option<(Span, Vec<Row<'_>>)> {
    let part = text.get(start..end)?;
    let mut reading = Reading { text, rows: Vec::new(), row: None, cell: None, depth: 0 };
    for token in Tokenizer::new_with_emitter(part, DefaultEmitter::<usize>::new_with_span()) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => reading.open(&tag, start),
            Token::String(said) => reading.say(&String::from_utf8_lossy(&said.value), start + said.span.start, start + said.span.end),
            Token::EndTag(tag) => {
                reading.close(&tag.name, start + tag.span.start);
                if reading.depth == 0 && *tag.name == *b"table" {
                    return Some((Span::new(start, start + tag.span.end), reading.rows));
                }
            }
            _ => {}
        }
    }
    None
}

struct Reading<'a> {
    text: &'a str,
    rows: Vec<Row<'a>>,
    row: Option<(usize, Vec<Cell<'a>>)>,
    cell: Option<Open>,
    /// Tables within tables.
    depth: usize,
}

/// A cell that is not closed yet.
#[derive(Default)]
struct Open {
    text: String,
    start: usize,
    end: usize,
    width: usize,
}

impl Reading<'_> {
    fn open(&mut self, tag: &StartTag<usize>, start: usize) {
        let at = start + tag.span.start;
        match tag.name.as_slice() {
            b"table" => self.depth += 1,
            b"tr" if self.depth == 1 => {
                self.close_row(at);
                self.row = Some((at, Vec::new()));
            }
            b"td" | b"th" if self.depth == 1 => {
                self.close_cell();
                let width = tag
                    .attributes
                    .get(&HtmlString::from(b"colspan".to_vec()))
                    .and_then(|width| std::str::from_utf8(&width.value).ok()?.trim().parse().ok());
                let from = start + tag.span.end;
                self.cell = Some(Open { start: from, end: from, width: width.unwrap_or(1_usize).clamp(1, WIDEST), ..Open::default() });
            }
            b"br" | b"p" | b"li" | b"div" => {
                if let Some(cell) = self.cell.as_mut().filter(|cell| !cell.text.trim().is_empty()) {
                    cell.text.push('\n');
                }
            }
            _ => {}
        }
    }

    fn say(&mut self, said: &str, from: usize, to: usize) {
        if let Some(cell) = &mut self.cell {
            if cell.text.trim().is_empty() && !said.trim().is_empty() {
                cell.start = from;
            }
            cell.text.push_str(said);
            cell.end = to;
        }
    }

    fn close(&mut self, name: &[u8], at: usize) {
        match name {
            b"table" => {
                if self.depth == 1 {
                    self.close_row(at);
                }
                self.depth = self.depth.saturating_sub(1);
            }
            b"tr" if self.depth == 1 => self.close_row(at),
            b"td" | b"th" if self.depth == 1 => self.close_cell(),
            _ => {}
        }
    }

    fn close_cell(&mut self) {
        let (Some(cell), Some((_, cells))) = (self.cell.take(), &mut self.row) else { return };
        let lines: Vec<String> = cell.text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        let said = lines.iter().filter(|line| !line.is_empty()).cloned().collect::<Vec<_>>().join("\n");
        let span = Span::new(cell.start, cell.end.max(cell.start));
        let written = span.of(self.text);
        let span = Span::new(cell.start + (written.len() - written.trim_start().len()), cell.start + written.trim_end().len());
        cells.push(Cell { text: Cow::Owned(said), span });
        cells.extend((1..cell.width).map(|_| Cell { text: Cow::Borrowed(""), span: Span { start: span.end, end: span.end } }));
    }

    fn close_row(&mut self, at: usize) {
        self.close_cell();
        if let Some((start, cells)) = self.row.take().filter(|(_, cells)| !cells.is_empty()) {
            self.rows.push(Row { cells, span: Span::new(start, at) });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<Vec<String>> {
        let (_, rows) = table(text, 0, text.len()).unwrap();
        rows.iter().map(|row| row.cells.iter().map(|cell| cell.text.to_string()).collect()).collect()
    }

    #[test]
    fn rows_and_cells_with_their_places() {
        let text = "<table class=\"a\">\n<thead><tr><th>项目</th><th>预算金额</th></tr></thead>\n<tbody><tr><td><p>场地 &amp; 设备</p></td><td> 1000 </td></tr></tbody></table>";
        assert_eq!(texts(text), [["项目", "预算金额"], ["场地 & 设备", "1000"]]);
        let (span, rows) = table(text, 0, text.len()).unwrap();
        assert_eq!(span.of(text), text);
        assert_eq!(rows[1].cells[1].span.of(text), "1000");
    }

    #[test]
    fn what_people_leave_open_and_merge() {
        assert_eq!(texts("<table><tr><td>a<br>b<td>c<tr><td colspan=2>d</table>"), [vec!["a\nb", "c"], vec!["d", ""]]);
        assert_eq!(texts("<table><tr><td>a<table><tr><td>x</td></tr></table></td></tr></table>"), [["ax"]]);
        let inner = "<table><tr><td>a<table><tr><td>x</td></tr></table>b</td><td>c</td></tr></table>";
        assert_eq!(texts(inner), [["axb", "c"]], "rows and cells of a table in a cell are its text");
        assert_eq!(table("<table><tr><td>a", 0, 16), None);
    }
}
