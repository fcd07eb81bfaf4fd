//! What a file holds: the records of its register, in whichever of the four forms, and the text around them.

use std::borrow::Cow;

use super::cells::{self, Hints};
use super::draft::{Draft, Raw};
use super::kind::{Kind, Registers};
use super::names::Names;
use super::registers::columns::keep_misfits;
use super::registers::pairs;
use super::settings::formats::Formats;
use super::{
    allowance, blanks, book, bounds, groups, heads, joined, months, pages, predecessors, raci, several, sheets, totals, trees, unread, wide,
};
use crate::calendar::{Date, time_of};
use crate::source::fold::{counts_rows, fold};
use crate::source::prepare::{self, Heads, Remarks};
use crate::source::sheet::Table;
use crate::source::{Comment, Data, Key, Limits, Node, Problem, Span, Style, columns, yaml};
use crate::text::{Lang, is_han};

/// What a file holds.
#[derive(Debug, Default)]
pub(super) struct Content<'a> {
    /// Its records.
    pub(super) drafts: Vec<Draft<'a>>,
    /// What is wrong with it.
    pub(super) problems: Vec<Problem>,
    /// Text that introduces the register.
    pub(super) introduction: Vec<Span>,
    /// Comments that say something to the product.
    pub(super) comments: Vec<Comment<'a>>,
    /// Whether it holds no record at all, but is a page.
    pub(super) is_page: bool,
    /// Rows, items, sections and documents that are or look like records of a register.
    pub(super) rows: usize,
    /// The first and the last day of the time that its title speaks of.
    pub(super) time: Option<(Date, Date)>,
}

impl Content<'_> {
    /// Counts the rows of tables that are told and not read.
    pub(super) fn leave(&mut self, tables: &[Table<'_>]) {
        self.rows += tables.iter().map(|table| table.records.len()).sum::<usize>();
    }
}

/// Rows of one register.
pub(super) struct Part<'a> {
    pub(super) kind: Kind,
    pub(super) rows: Vec<Raw<'a>>,
}

/// What stands before and behind the last one of a sign. Paths are asked this so often that a search made for long texts shows.
fn split_last(text: &str, sign: u8) -> Option<(&str, &str)> {
    let at = text.bytes().rposition(|byte| byte == sign)?;
    text.get(..at).zip(text.get(at + 1..))
}

/// A file's extension, in lower case.
pub(super) fn extension(path: &str) -> String {
    split_last(path, b'.').map_or_else(String::new, |(_, extension)| extension.to_ascii_lowercase())
}

/// Whether a file has one of some extensions, in upper or lower case.
pub(super) fn has_extension(path: &str, extensions: &[&str]) -> bool {
    let own = split_last(path, b'.').map_or("", |(_, extension)| extension);
    extensions.iter().any(|extension| own.eq_ignore_ascii_case(extension))
}

/// Whether a file is a workbook.
pub(super) fn is_workbook(path: &str) -> bool {
    has_extension(path, &["xlsx", "xlsm", "xls", "ods"])
}

/// Whether a file is read only where it is named after a register: JSON may be anything.
pub(super) fn must_be_named(path: &str) -> bool {
    has_extension(path, &["json"])
}

/// Whether a file is read as text.
pub(super) fn is_text(path: &str) -> bool {
    has_extension(path, &["yaml", "yml", "csv", "tsv", "md", "markdown"]) || is_look(path)
}

/// Whether a file says how the site looks: a template of the project, or its stylesheet.
pub(super) fn is_look(path: &str) -> bool {
    path == BRAND || path.strip_prefix(TEMPLATES).is_some_and(|name| has_extension(name, &["html"]))
}

/// The folder of the project's own templates.
pub const TEMPLATES: &str = "templates/";

/// The project's own stylesheet.
pub const BRAND: &str = "assets/brand.css";

/// Whether a file is a Markdown document.
pub(super) fn is_markdown(path: &str) -> bool {
    has_extension(path, &["md", "markdown"])
}

/// A file's name without folders and extension, and the language that its name ends with (`brief.zh-CN.md`).
pub(super) fn stem(path: &str) -> (&str, Option<Lang>) {
    let name = split_last(path, b'/').map_or(path, |(_, name)| name);
    let stem = split_last(name, b'.').map_or(name, |(stem, _)| stem);
    match split_last(stem, b'.').and_then(|(base, tag)| Some((base, Lang::of_tag(tag)?))) {
        Some((base, lang)) => (base, Some(lang)),
        None => (stem, None),
    }
}

/// What reading a file rests on beside the file.
#[derive(Clone, Copy)]
pub(super) struct Reading<'r> {
    /// How much is read.
    pub(super) limits: &'r Limits,
    /// Who the people are.
    pub(super) names: &'r Names,
    /// How days and numbers are written where files leave it open.
    pub(super) formats: Formats,
}

/// Reads a register's file.
pub(super) fn read<'a>(text: &'a str, path: &'a str, kind: Kind, reading: Reading<'_>) -> Content<'a> {
    let limits = reading.limits;
    let mut content = Content::default();
    let parts = match extension(path).as_str() {
        "yaml" | "yml" | "json" => {
            let mut tree = yaml::read(text, limits);
            content.problems = tree.problems;
            content.comments = tree.comments;
            let others = tree.root.as_mut().map(|root| several::beside(root, kind)).unwrap_or_default();
            content.problems.extend(others.problems);
            let rows = tree.root.map(|root| trees::records(root, kind, &mut content.problems)).unwrap_or_default();
            let of_registers = std::iter::once((kind, rows)).chain(others.records);
            let parts: Vec<Part<'a>> =
                of_registers.map(|(kind, rows)| Part { kind, rows: rows.into_iter().map(Raw::of).collect() }).collect();
            content.rows = parts.iter().map(|part| part.rows.len()).sum();
            parts
        }
        "csv" | "tsv" => {
            let (sheet, problems) = sheets::of_csv(text, Some(kind), reading.limits);
            content.problems = problems;
            content.time = sheets::time(&sheet);
            content.problems.extend(sheets::around(&sheet, Some(kind)));
            let (read, left) = sheets::of_register(sheet.tables, kind, None, true);
            content.problems.extend(left.iter().map(|table| unread::table(table, kind)));
            content.leave(&left);
            parts(read, reading.formats, &mut content)
        }
        _ if is_workbook(path) => {
            let (found, problems) = book::of_register(text, kind, reading.limits);
            content.problems = problems;
            content.problems.extend(found.left.iter().filter(|table| !table.records.is_empty()).map(|table| unread::table(table, kind)));
            content.leave(&found.left);
            parts(found.tables, reading.formats, &mut content)
        }
        _ => pages::parts(text, path, kind, reading, &mut content),
    };
    content.comments.retain(|comment| allowance::addressed(comment).is_some());
    for part in parts {
        draft(part, path, reading, &mut content);
    }
    content
}

/// Tables as rows of their registers, those of one register together.
pub(super) fn parts<'a>(mut tables: Vec<(Kind, Table<'a>)>, formats: Formats, content: &mut Content<'a>) -> Vec<Part<'a>> {
    let Content { problems, rows: seen, .. } = content;
    let mut parts: Vec<Part<'a>> = Vec::new();
    let is_one = tables.len() == 1;
    let of_kpis: Vec<_> = tables.iter_mut().filter_map(|(kind, table)| wide::take_values(table, *kind, formats.project)).collect();
    let rows_of_values: usize = of_kpis.iter().map(|table| table.records.len()).sum();
    for (kind, mut table) in tables.into_iter().chain(of_kpis.into_iter().map(|table| (Kind::Measurements, table))) {
        problems.append(&mut table.problems);
        problems.extend(predecessors::number(&mut table, kind));
        problems.extend(blanks::take_out(&mut table.records, kind));
        *seen += table.records.len();
        problems.extend(groups::take_out(&mut table.records, kind));
        problems.extend(groups::fill_merged(&mut table.records, kind));
        problems.extend(months::unfold(&mut table, kind, formats.project));
        if kind == Kind::Measurements {
            wide::unfold(&mut table.records, kind);
        }
        if !is_one {
            heads::name(&mut table.records, kind);
        }
        let rows: Vec<Raw<'a>> = table.records.into_iter().map(Raw::of).collect();
        match parts.iter_mut().find(|part| part.kind == kind) {
            Some(part) => {
                let count = rows.len();
                let own = joined::tables(&mut part.rows, rows, kind);
                *seen -= count - own.len();
                part.rows.extend(own);
            }
            None => parts.push(Part { kind, rows }),
        }
    }
    // The values beside the columns of KPIs stand in rows that have been counted.
    *seen = seen.saturating_sub(rows_of_values);
    parts
}

/// Makes drafts of the rows of a register.
pub(super) fn draft<'a>(part: Part<'a>, path: &'a str, reading: Reading<'_>, content: &mut Content<'a>) {
    let Reading { names, formats, limits } = reading;
    let before = content.drafts.len();
    let Part { kind, mut rows } = part;
    content.problems.extend(bounds::keep(&mut rows, kind, limits));
    let (mut nodes, narratives): (Vec<Node<'a>>, Vec<_>) = rows.into_iter().map(|raw| (raw.node, (raw.body, raw.from_body))).unzip();
    for node in &mut nodes {
        names.columns.name_entries(kind, node);
    }
    if kind == Kind::Measurements {
        name_the_kpi(&mut nodes, path);
    }
    if narratives.iter().all(|(body, _)| body.is_none()) {
        content.problems.extend(totals::take_out(&mut nodes, kind));
    }
    let mut numbers = row_numbers(&mut nodes).into_iter();
    let unread = if kind == Kind::Responsibilities { raci::normalize(&mut nodes) } else { Vec::new() };
    heads::name(&mut nodes, kind);
    content.problems.extend(drop_unnamed(&mut nodes));
    pairs::split(&mut nodes, kind.vocabulary());
    Registers::normalize(kind, &mut nodes);
    keep_misfits(&mut nodes, kind.vocabulary());
    let is_chinese = nodes.iter().flat_map(Node::entries).any(|(key, _)| key.name.contains(is_han));
    let mut heads = Heads::new(kind.vocabulary());
    let mut unread = unread.into_iter();
    for (node, (body, from_body)) in nodes.into_iter().zip(narratives) {
        let mut remarks = Remarks::default();
        let node = prepare::record(node, &mut heads, &mut remarks);
        content.problems.append(&mut remarks.problems);
        remarks.kept.iter_mut().for_each(|kept| kept.is_published = names.columns.publishes(kind, &kept.head));
        let (unread, number) = (unread.next().unwrap_or_default(), numbers.next().flatten());
        content.drafts.push(Draft {
            kind,
            node,
            unknown: remarks.unknown,
            kept: remarks.kept,
            body,
            from_body,
            unread,
            written: Vec::new(),
            number,
        });
    }
    let drafts = content.drafts.get_mut(before..).unwrap_or_default();
    let of_file = time_of(stem(path).0).or(content.time);
    content.problems.extend(cells::settle(drafts, kind, Hints { formats, is_chinese, of_file }));
    // Two columns of one meaning are said once, not for every row.
    content.problems.dedup();
}

/// Takes out a first column without a name that is no record's name; its values are told once.
fn drop_unnamed(nodes: &mut [Node<'_>]) -> Option<Problem> {
    let mut value = None;
    for node in nodes {
        if let Data::Map(entries) = &mut node.data {
            let is_dropped = entries
                .first()
                .is_some_and(|(key, value)| key.name.is_empty() && matches!(value.data, Data::Null | Data::Scalar(_, Style::Cell)));
            if is_dropped {
                let (_, cell) = entries.remove(0);
                value = value.or((!cell.is_null()).then_some(cell.span));
            }
        }
    }
    value.map(|span| columns::without_name(span, 0))
}

/// `measurements/leads.csv` holds the values of the KPI `leads`.
fn name_the_kpi<'a>(records: &mut [Node<'a>], path: &'a str) {
    let (stem, _) = stem(path);
    if Kind::of_stem(stem).is_some() {
        return;
    }
    let words = Kind::Measurements.vocabulary();
    for node in records {
        let start = Span { start: node.span.start, end: node.span.start };
        let Data::Map(entries) = &mut node.data else { continue };
        let has_kpi = entries.iter().any(|(key, value)| !value.is_null() && words.find(&key.name).is_some_and(|path| path == ["kpi"]));
        if !has_kpi {
            entries.retain(|(key, _)| words.find(&key.name).is_none_or(|path| path != ["kpi"]));
            entries.push((
                Key { name: Cow::Borrowed("kpi"), span: start },
                Node { span: start, data: Data::Scalar(Cow::Borrowed(stem), Style::Cell) },
            ));
        }
    }
}

/// 序号 counts rows and is no id, though other records may refer to it. With letters in it, it is the id.
fn row_numbers(records: &mut [Node<'_>]) -> Vec<Option<String>> {
    let is_number = |key: &Key<'_>| counts_rows(&key.name);
    let has_letters = |text: &str| text.chars().any(char::is_alphabetic);
    let columns = || records.iter().flat_map(Node::entries);
    let is_id = columns().any(|(key, value)| is_number(key) && value.text().is_some_and(has_letters))
        && !columns().any(|(key, _)| matches!(fold(&key.name).as_str(), "id" | "编号"));
    records.iter_mut().map(|node| if is_id { name_the_id(node, is_number) } else { take_number(node, is_number) }).collect()
}

fn name_the_id(node: &mut Node<'_>, is_number: impl Fn(&Key<'_>) -> bool) -> Option<String> {
    if let Data::Map(entries) = &mut node.data {
        entries.iter_mut().filter(|(key, _)| is_number(key)).for_each(|(key, _)| key.name = Cow::Borrowed("id"));
    }
    None
}

fn take_number(node: &mut Node<'_>, is_number: impl Fn(&Key<'_>) -> bool) -> Option<String> {
    let Data::Map(entries) = &mut node.data else { return None };
    let at = entries.iter().position(|(key, _)| is_number(key))?;
    let (_, value) = entries.remove(at);
    entries.retain(|(key, _)| !is_number(key));
    value.text().map(|text| text.trim().to_owned())
}

/// Reads a register's file of a project that says nothing else.
#[cfg(test)]
pub(super) fn read_alone<'a>(text: &'a str, path: &'a str, kind: Kind) -> Content<'a> {
    read(text, path, kind, Reading { limits: &Limits::default(), names: &Names::default(), formats: Formats::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles(text: &str, path: &str, kind: Kind) -> Vec<String> {
        let content = read_alone(text, path, kind);
        let name = kind.named().unwrap();
        content.drafts.iter().map(|draft| draft.node.get(name).and_then(Node::text).unwrap_or("?").to_owned()).collect()
    }

    #[test]
    fn the_shapes_of_yaml() {
        assert_eq!(titles("- title: A\n- title: B\n", "risks.yaml", Kind::Risks), ["A", "B"]);
        assert_eq!(titles("R-1: {title: A}\nR-2: {title: B}\n", "risks.yaml", Kind::Risks), ["A", "B"]);
        assert_eq!(titles("risks:\n  - title: A\n", "risks.yaml", Kind::Risks), ["A"]);
        assert_eq!(titles("风险:\n  R-1: {标题: A}\n", "风险.yaml", Kind::Risks), ["A"]);
        assert_eq!(titles("title: A\nowner: x\n", "risks/a.yaml", Kind::Risks), ["A"]);
        assert_eq!(titles("risks:\n", "risks.yaml", Kind::Risks), Vec::<String>::new());
    }

    #[test]
    fn a_key_is_the_id_unless_the_record_has_one() {
        let content = read_alone("R-1: {title: A}\nR-2: {title: B, id: own}\n", "risks.yaml", Kind::Risks);
        let ids: Vec<_> = content.drafts.iter().filter_map(|draft| draft.node.get("id")?.text()).collect();
        assert_eq!(ids, ["R-1", "own"]);
    }

    #[test]
    fn a_table_is_records_with_an_introduction() {
        let text = "# Risks\n\nKept weekly.\n\n| 编号 | 风险描述 | 负责人 |\n|---|---|---|\n| R-1 | 供应商延期 | 李娜 |\n\nEnd.\n";
        let content = read_alone(text, "风险.md", Kind::Risks);
        assert_eq!(content.drafts[0].node.get("title").unwrap().text(), Some("供应商延期"));
        let around: Vec<_> = content.introduction.iter().map(|span| span.of(text).trim()).collect();
        assert_eq!(around, ["# Risks\n\nKept weekly.", "End."]);
    }

    #[test]
    fn a_file_of_measurements_is_named_after_its_kpi() {
        let content = read_alone("date,value\n2026-01-01,5\n", "measurements/leads.csv", Kind::Measurements);
        assert_eq!(content.drafts[0].node.get("kpi").unwrap().text(), Some("leads"));
    }

    #[test]
    fn languages_of_file_names() {
        assert_eq!(stem("docs/brief.zh-CN.md"), ("brief", Some(Lang::Zh)));
        assert_eq!(stem("docs/v1.2.md"), ("v1.2", None));
    }
}
