//! Documents of Word become Markdown that reads and diffs well: a paragraph a line, headings, lists, check boxes, tables.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::{Limits, plain};

/// A document as Markdown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Converted {
    /// Its text.
    pub markdown: String,
    /// Pictures that are not in it.
    pub pictures: usize,
    /// Footnotes and remarks that are not in it.
    pub notes: usize,
}

/// How many times heavier than any file a document may be when it is unpacked.
const UNPACKED: u64 = 16;

/// Reads the bytes of a document; `None` if they are none, are protected, or weigh too much.
pub fn convert(bytes: &[u8], limits: &Limits) -> Option<Converted> {
    let mut package = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let most = limits.file_bytes.saturating_mul(UNPACKED);
    let mut part = |name: &str| {
        let mut text = String::new();
        let read = package.by_name(name).ok()?.take(most.saturating_add(1)).read_to_string(&mut text).ok()?;
        (read as u64 <= most).then_some(text)
    };
    let document = part("word/document.xml")?;
    let mut reading = Reading {
        headings: part("word/styles.xml").map(|styles| headings(&styles)).unwrap_or_default(),
        ordered: part("word/numbering.xml").map(|numbering| ordered(&numbering)).unwrap_or_default(),
        ..Reading::default()
    };
    let mut reader = Reader::from_str(&document);
    reader.config_mut().expand_empty_elements = true;
    loop {
        match reader.read_event().ok()? {
            Event::Eof => return reading.finish(),
            Event::Start(tag) => reading.open(&tag),
            Event::End(tag) => reading.close(tag.local_name().as_ref()),
            Event::Text(text) => reading.say(&text.xml10_content()),
            Event::GeneralRef(name) => {
                let character = name.resolve_char_ref().ok().flatten().map(String::from);
                reading
                    .say(&character.unwrap_or_else(|| quick_xml::escape::resolve_predefined_entity(&name).unwrap_or_default().to_owned()));
            }
            _ => {}
        }
    }
}

/// A block of the text.
enum Block {
    Heading(usize, String),
    Item { level: usize, mark: &'static str, text: String },
    Paragraph(String),
    Table(Vec<Vec<String>>),
}

#[derive(Default)]
struct Reading {
    /// The levels of headings by the ids of styles.
    headings: BTreeMap<String, usize>,
    /// Lists that are numbered, by their ids and levels.
    ordered: BTreeMap<(String, String), bool>,
    depth: usize,
    blocks: Vec<Block>,
    /// The tables around the place, each with its rows.
    tables: Vec<Vec<Vec<String>>>,
    paragraph: Paragraph,
    is_text: bool,
    is_bold: bool,
    is_in_run: bool,
    converted: Converted,
}

#[derive(Default)]
struct Paragraph {
    style: String,
    list: Option<(String, String)>,
    checked: Option<bool>,
    runs: Vec<(bool, String)>,
}

impl Reading {
    fn open(&mut self, tag: &BytesStart<'_>) {
        self.depth += 1;
        match tag.local_name().as_ref() {
            "p" => self.paragraph = Paragraph::default(),
            "pStyle" => self.paragraph.style = value(tag),
            "numId" => self.paragraph.list.get_or_insert_default().0 = value(tag),
            "ilvl" => self.paragraph.list.get_or_insert_default().1 = value(tag),
            "checked" => self.paragraph.checked = Some(!matches!(value(tag).as_str(), "0" | "false")),
            "r" => (self.is_in_run, self.is_bold) = (true, false),
            "b" if self.is_in_run => self.is_bold = !matches!(value(tag).as_str(), "0" | "false"),
            "t" => self.is_text = true,
            "tab" if self.is_in_run => self.put(" "),
            "br" | "cr" => self.put("\n"),
            "tbl" => self.tables.push(Vec::new()),
            "tr" => self.tables.iter_mut().last().into_iter().for_each(|rows| rows.push(Vec::new())),
            "tc" => self.row().into_iter().for_each(|row| row.push(String::new())),
            "blip" => self.converted.pictures += 1,
            "footnoteReference" | "endnoteReference" | "commentReference" => self.converted.notes += 1,
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        self.depth = self.depth.saturating_sub(1);
        match name {
            "t" => self.is_text = false,
            "r" => self.is_in_run = false,
            "p" => self.end_paragraph(),
            "tbl" => {
                let Some(rows) = self.tables.pop() else { return };
                match self.cell() {
                    // A table within a cell is its text.
                    Some(cell) => cell.push_str(&rows.into_iter().flatten().collect::<Vec<_>>().join(" ")),
                    None => self.blocks.push(Block::Table(rows)),
                }
            }
            _ => {}
        }
    }

    fn row(&mut self) -> Option<&mut Vec<String>> {
        self.tables.last_mut()?.last_mut()
    }

    fn cell(&mut self) -> Option<&mut String> {
        self.row()?.last_mut()
    }

    fn say(&mut self, text: &str) {
        if self.is_text {
            self.put(text);
        }
    }

    fn put(&mut self, text: &str) {
        let is_bold = self.is_bold;
        match self.paragraph.runs.last_mut().filter(|(bold, _)| *bold == is_bold) {
            Some((_, run)) => run.push_str(text),
            None => self.paragraph.runs.push((is_bold, text.to_owned())),
        }
    }

    fn end_paragraph(&mut self) {
        let paragraph = std::mem::take(&mut self.paragraph);
        let level = self.headings.get(&paragraph.style).copied();
        let is_plain = level.is_some() || !self.tables.is_empty();
        let (text, sign) = with_box(paragraph.text(is_plain), paragraph.checked);
        if !self.tables.is_empty() {
            if let Some(cell) = self.cell().filter(|_| !text.is_empty()) {
                let between = if cell.is_empty() { "" } else { " " };
                *cell = format!("{cell}{between}{}", text.replace('\n', " "));
            }
            return;
        }
        if text.is_empty() && sign.is_none() {
            return;
        }
        let boxed = match sign {
            Some(true) => format!("[x] {text}"),
            Some(false) => format!("[ ] {text}"),
            None => text.clone(),
        };
        let list = paragraph.list.filter(|(id, _)| id != "0");
        self.blocks.push(match (level, list) {
            (Some(level), _) => Block::Heading(level, text.replace('\n', " ")),
            (None, Some((id, level))) => {
                let is_ordered = self.ordered.get(&(id, level.clone())).copied().unwrap_or_default();
                Block::Item {
                    level: level.parse().unwrap_or_default(),
                    mark: if is_ordered { "1." } else { "-" },
                    text: boxed.replace('\n', " "),
                }
            }
            (None, None) if sign.is_some() => Block::Item { level: 0, mark: "-", text: boxed.replace('\n', " ") },
            (None, None) => Block::Paragraph(text),
        });
    }

    fn finish(mut self) -> Option<Converted> {
        if self.depth > 0 {
            return None;
        }
        let mut out = String::new();
        let mut was_item = false;
        for block in &self.blocks {
            let is_item = matches!(block, Block::Item { .. });
            let is_close = out.is_empty() || (is_item && was_item);
            if !is_close {
                out.push('\n');
            }
            out.push_str(&block.markdown());
            was_item = is_item;
        }
        self.converted.markdown = out;
        Some(self.converted)
    }
}

impl Paragraph {
    fn text(&self, is_plain: bool) -> String {
        let run = |(is_bold, text): &(bool, String)| {
            let inner = text.trim();
            let escaped = plain::escaped(text);
            if *is_bold && !is_plain && !inner.is_empty() && !inner.contains('\n') {
                let (before, after) = (text.len() - text.trim_start().len(), text.len() - text.trim_end().len());
                format!("{}**{}**{}", " ".repeat(before), plain::escaped(inner), " ".repeat(after))
            } else {
                escaped
            }
        };
        let text: String = self.runs.iter().map(run).collect();
        let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        lines.join("\n")
    }
}

impl Block {
    fn markdown(&self) -> String {
        match self {
            Self::Heading(level, text) => format!("{} {text}\n", "#".repeat(*level)),
            Self::Item { level, mark, text } => format!("{}{mark} {text}\n", "   ".repeat(*level)),
            Self::Paragraph(text) => text.lines().map(|line| plain::guarded(line) + "\n").collect(),
            Self::Table(rows) => table(rows),
        }
    }
}

fn table(rows: &[Vec<String>]) -> String {
    let width = rows.iter().map(Vec::len).max().unwrap_or_default();
    let line = |cells: &Vec<String>| {
        let cell = |at: usize| cells.get(at).map(|cell| cell.replace('|', "\\|")).unwrap_or_default();
        format!("| {} |\n", (0..width).map(cell).collect::<Vec<_>>().join(" | "))
    };
    let Some((head, body)) = rows.split_first().filter(|_| width > 0) else { return String::new() };
    format!("{}|{}\n{}", line(head), "---|".repeat(width), body.iter().map(line).collect::<String>())
}

/// The signs of boxes that people type, or that Word has of its own.
fn with_box(text: String, checked: Option<bool>) -> (String, Option<bool>) {
    for (sign, is_checked) in [('☐', false), ('☑', true), ('☒', true), ('□', false)] {
        if let Some(rest) = text.strip_prefix(sign) {
            return (rest.trim_start().to_owned(), Some(checked.unwrap_or(is_checked)));
        }
    }
    (text, checked)
}

fn value(tag: &BytesStart<'_>) -> String {
    attribute(tag, "val").unwrap_or_default()
}

/// An attribute by its name without prefix.
fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(found.value.to_string())
}

/// Every element that opens, in order.
fn each(text: &str, mut see: impl FnMut(&str, &BytesStart<'_>)) {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Eof => return,
            Event::Start(tag) => see(tag.local_name().as_ref(), &tag),
            _ => {}
        }
    }
}

/// The levels of headings by the ids of their styles, which differ from language to language; their names and levels do not.
fn headings(styles: &str) -> BTreeMap<String, usize> {
    let (mut levels, mut style) = (BTreeMap::new(), String::new());
    each(styles, |name, tag| match name {
        "style" => style = attribute(tag, "styleId").unwrap_or_default(),
        "name" => {
            let called = value(tag).to_lowercase();
            let level = called.strip_prefix("heading ").and_then(|level| level.parse::<usize>().ok());
            let level = level.or_else(|| (called == "title").then_some(1));
            levels.extend(level.map(|level| (style.clone(), level.clamp(1, 6))));
        }
        "outlineLvl" => {
            if let Ok(level) = value(tag).parse::<usize>()
                && level < 6
            {
                levels.entry(style.clone()).or_insert(level + 1);
            }
        }
        _ => {}
    });
    levels
}

/// Which lists are numbered.
fn ordered(numbering: &str) -> BTreeMap<(String, String), bool> {
    let mut kinds: BTreeMap<(String, String), bool> = BTreeMap::new();
    let mut lists: Vec<(String, String)> = Vec::new();
    let (mut kind, mut level, mut list) = (String::new(), String::new(), String::new());
    each(numbering, |name, tag| match name {
        "abstractNum" => kind = attribute(tag, "abstractNumId").unwrap_or_default(),
        "lvl" => level = attribute(tag, "ilvl").unwrap_or_default(),
        "numFmt" => {
            kinds.insert((kind.clone(), level.clone()), !matches!(value(tag).as_str(), "bullet" | "none"));
        }
        "num" => list = attribute(tag, "numId").unwrap_or_default(),
        "abstractNumId" => lists.push((list.clone(), value(tag))),
        _ => {}
    });
    let of = |(list, kind): &(String, String)| {
        let levels = kinds.iter().filter(|((of, _), _)| of == kind).map(|((_, level), is)| ((list.clone(), level.clone()), *is));
        levels.collect::<Vec<_>>()
    };
    lists.iter().flat_map(of).collect()
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn docx(body: &str) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let document = format!("<w:document xmlns:w=\"w\" xmlns:w14=\"x\"><w:body>{body}</w:body></w:document>");
        let styles = "<w:styles xmlns:w=\"w\"><w:style w:styleId=\"berschrift1\"><w:name w:val=\"heading 1\"/></w:style><w:style w:styleId=\"Own\"><w:name w:val=\"Chapter\"/><w:pPr><w:outlineLvl w:val=\"1\"/></w:pPr></w:style></w:styles>";
        let numbering = "<w:numbering xmlns:w=\"w\"><w:abstractNum w:abstractNumId=\"3\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"decimal\"/></w:lvl><w:lvl w:ilvl=\"1\"><w:numFmt w:val=\"bullet\"/></w:lvl></w:abstractNum><w:num w:numId=\"7\"><w:abstractNumId w:val=\"3\"/></w:num></w:numbering>";
        for (name, text) in [("word/document.xml", document.as_str()), ("word/styles.xml", styles), ("word/numbering.xml", numbering)] {
            zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn markdown(body: &str) -> String {
        convert(&docx(body), &Limits::default()).unwrap().markdown
    }

    fn paragraph(properties: &str, text: &str) -> String {
        format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
    }

    #[test]
    fn headings_lists_boxes_and_tables() {
        let item = |level: &str, text| paragraph(&format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"7\"/></w:numPr>"), text);
        let cell = |text: &str| format!("<w:tc>{}</w:tc>", paragraph("", text));
        let row = |cells: [&str; 2]| format!("<w:tr>{}</w:tr>", cells.map(cell).concat());
        let body = [
            paragraph("<w:pStyle w:val=\"berschrift1\"/>", "Weekly &amp; more"),
            paragraph("<w:pStyle w:val=\"Own\"/>", "决议"),
            paragraph("", "# not a heading, *nor* this"),
            paragraph("", ""),
            item("0", "First"),
            item("1", "Under it"),
            item("0", "Second"),
            paragraph("", "☐ @Li Na sends the brief"),
            "<w:p><w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val=\"1\"/></w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:t>☒</w:t></w:r></w:sdtContent></w:sdt><w:r><w:t xml:space=\"preserve\"> Hall booked</w:t></w:r></w:p>".to_owned(),
            format!("<w:tbl>{}{}</w:tbl>", row(["Risk", "Owner"]), row(["A|B", "Li Na"])),
            "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">Date: </w:t></w:r><w:r><w:t>2026-03-02</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>".to_owned(),
        ];
        let expected = "# Weekly & more\n\n## 决议\n\n\\# not a heading, \\*nor\\* this\n\n1. First\n   - Under it\n1. Second\n- [ ] @Li Na sends the brief\n- [x] Hall booked\n\n\
                        | Risk | Owner |\n|---|---|\n| A\\|B | Li Na |\n\n**Date:** 2026-03-02\n";
        assert_eq!(markdown(&body.concat()), expected);
    }

    #[test]
    fn what_is_no_document_is_none() {
        let limits = Limits { file_bytes: 4, ..Limits::default() };
        let large = docx(&paragraph("", &"x".repeat(500)));
        assert_eq!(convert(&large, &limits), None);
        assert_eq!(convert(b"x", &Limits::default()), None);
        assert_eq!(convert(&docx("<w:p>"), &Limits::default()), None);
        assert_eq!(
            convert(&docx("<w:drawing><a:blip/></w:drawing><w:r><w:footnoteReference/></w:r>"), &Limits::default())
                .map(|c| (c.pictures, c.notes)),
            Some((1, 1))
        );
    }

    #[test]
    fn six_levels_of_outlines_are_headings() {
        let level = |at: &str| {
            headings(&format!("<w:styles><w:style w:styleId=\"Own\"><w:outlineLvl w:val=\"{at}\"/></w:style></w:styles>"))
                .get("Own")
                .copied()
        };
        assert_eq!(["0", "5", "6"].map(level), [Some(1), Some(6), None]);
    }

    #[test]
    fn a_table_without_cells_is_none() {
        assert_eq!((table(&[Vec::new(), Vec::new()]), table(&[vec!["a".to_owned()]])), (String::new(), "| a |\n|---|\n".to_owned()));
    }

    #[test]
    fn a_part_may_weigh_as_much_as_is_allowed() {
        let is_read = |more: usize| {
            let limits = Limits { file_bytes: 100, ..Limits::default() };
            let most = usize::try_from(limits.file_bytes * UNPACKED).unwrap();
            let wrapped = "<w:document xmlns:w=\"w\" xmlns:w14=\"x\"><w:body></w:body></w:document>".len() + paragraph("", "").len();
            convert(&docx(&paragraph("", &"x".repeat(most - wrapped + more))), &limits).is_some()
        };
        assert_eq!([is_read(0), is_read(1)], [true, false]);
    }
}
