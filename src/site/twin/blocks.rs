//! What stands below each other: headings, paragraphs, lists, tables.

use unicode_width::UnicodeWidthChar;

use super::inline::{inline, is_inline, is_silent};
use crate::site::tree::{Element, Node};
use crate::source::plain::guarded;

/// More columns than a cell may span.
const WIDEST: usize = 100;

/// The blocks of some pieces, each without the blank line after it.
pub(super) fn blocks(nodes: &[Node]) -> Vec<String> {
    let mut out = Vec::new();
    let mut rest = nodes;
    while let Some(first) = rest.first() {
        let length = rest.iter().take_while(|node| is_inline(node)).count();
        let (line, after) = rest.split_at(length);
        match first.element().filter(|_| length == 0) {
            Some(element) => {
                out.extend(block(element));
                rest = rest.get(1..).unwrap_or_default();
            }
            None => {
                out.extend(paragraph(line));
                rest = after;
            }
        }
    }
    out
}

fn block(element: &Element) -> Vec<String> {
    if is_silent(element) {
        return Vec::new();
    }
    match element.name.as_str() {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => heading(element).into_iter().collect(),
        "p" => paragraph(&element.nodes).into_iter().collect(),
        "ul" | "ol" => list(element),
        "dl" => Some(facts(element).join("\n")).filter(|facts| !facts.is_empty()).into_iter().collect(),
        "table" => table(element),
        "pre" => vec![fenced(element)],
        "blockquote" => vec![indented(&blocks(&element.nodes).join("\n\n"), "> ", "> ")],
        "hr" => vec!["---".to_owned()],
        "figure" => figure(element),
        "summary" => headed(element).unwrap_or_else(|| paragraph(&element.nodes).map(emphasised).into_iter().collect()),
        _ => headed(element).unwrap_or_else(|| blocks(&element.nodes)),
    }
}

fn heading(element: &Element) -> Option<String> {
    let level = element.name.get(1..)?.parse().ok()?;
    let text = inline(&element.nodes).replace('\n', " ");
    (!text.is_empty()).then(|| format!("{} {text}", "#".repeat(level)))
}

fn paragraph(nodes: &[Node]) -> Option<String> {
    let lines: Vec<String> = inline(nodes).lines().map(guarded).collect();
    (!lines.is_empty()).then(|| lines.join("  \n"))
}

/// What is folded is under its name as under a heading, unless a part of it already stands out.
fn emphasised(text: String) -> String {
    if text.contains("**") || text.contains('\n') { text } else { format!("**{text}**") }
}

/// A heading with what stands in its line: a sign, a number, a link. They follow it.
fn headed(element: &Element) -> Option<Vec<String>> {
    let is_heading = |node: &Node| node.element().is_some_and(|element| heading(element).is_some());
    let at = element.nodes.iter().position(is_heading)?;
    let (before, after) = (element.nodes.get(..at)?, element.nodes.get(at + 1..)?);
    if !before.iter().chain(after).all(is_inline) {
        return None;
    }
    let beside = before.iter().chain(after).map(|node| inline(std::slice::from_ref(node)).replace('\n', " "));
    let beside: Vec<String> = beside.filter(|text| !text.is_empty()).collect();
    let line = (!beside.is_empty()).then(|| guarded(&beside.join(" · ")));
    Some(element.elements().filter_map(heading).chain(line).collect())
}

/// A chart: its title, its numbers and what is said of it; that they fold out is nothing to say.
fn figure(element: &Element) -> Vec<String> {
    let of = |part: &Element| match part.name.as_str() {
        "details" => part.nodes.split(is_summary).flat_map(blocks).collect(),
        _ => block(part),
    };
    element.elements().flat_map(of).collect()
}

fn is_summary(node: &Node) -> bool {
    node.element().is_some_and(|element| element.name == "summary")
}

/// An item a line, with what stands below it indented.
fn list(element: &Element) -> Vec<String> {
    let is_ordered = element.name == "ol";
    let mut number: usize = element.attribute("start").and_then(|start| start.parse().ok()).unwrap_or(1);
    let mut items = Vec::new();
    for item in &element.nodes {
        let mark = if is_ordered { format!("{number}. ") } else { "- ".to_owned() };
        let text = item.element().map_or_else(|| inline(std::slice::from_ref(item)), item_text);
        if !text.is_empty() {
            items.push(indented(&text, &mark, &" ".repeat(mark.len())));
            number = number.saturating_add(1);
        }
    }
    if items.is_empty() { Vec::new() } else { vec![items.join("\n")] }
}

/// A short item is lines; one with lists, code or tables within is blocks.
fn item_text(item: &Element) -> String {
    if is_silent(item) {
        return String::new();
    }
    let has_blocks = ["ul", "ol", "pre", "table", "blockquote", "h3", "h4"].iter().any(|name| item.first(name).is_some());
    if has_blocks {
        let parts = blocks(&item.nodes);
        // A list that follows its text stays near it.
        let is_tight = parts.len() == 2 && parts.get(1).is_some_and(|list| list.starts_with("- ") || list.starts_with("1. "));
        return parts.join(if is_tight { "\n" } else { "\n\n" });
    }
    let text = match item.nodes.split_first() {
        Some((Node::Element(status), rest)) if status.is_a(&["chip"]) => {
            format!("**{}** {}", inline(&status.nodes), inline(rest))
        }
        _ => inline(&item.nodes),
    };
    let (sign, text) = ["[x] ", "[ ] "].iter().find_map(|sign| Some((*sign, text.strip_prefix(sign)?))).unwrap_or(("", &text));
    let lines: Vec<String> = text.lines().map(guarded).collect();
    format!("{sign}{}", lines.join("  \n"))
}

/// Names and values: `- **name**: value`. What stands in several lines is put into one.
fn facts(element: &Element) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for part in element.elements() {
        let text = || divided(&inline(&part.nodes));
        match part.name.as_str() {
            "dt" => out.push(format!("- **{}**:", text())),
            "dd" => match out.last_mut() {
                Some(line) => {
                    line.push_str(if line.ends_with(':') { " " } else { divider(line) });
                    line.push_str(&text());
                }
                None => out.push(format!("- {}", text())),
            },
            _ => out.extend(facts(part)),
        }
    }
    out
}

/// Several lines as one.
fn divided(text: &str) -> String {
    text.lines().fold(String::new(), |all, line| if all.is_empty() { line.to_owned() } else { format!("{all}{}{line}", divider(&all)) })
}

/// What divides one part of a list from the next, as the script of the one before has it.
fn divider(before: &str) -> &'static str {
    if before.chars().last().and_then(UnicodeWidthChar::width) == Some(2) { "；" } else { "; " }
}

/// The blocks of a table: its caption, its rows, and the details of those that have some.
fn table(table: &Element) -> Vec<String> {
    let mut out = Vec::new();
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut details = String::new();
    let mut has_head = false;
    for part in table.elements() {
        match part.name.as_str() {
            "caption" if part.elements().any(|element| element.name.starts_with('h')) => out.extend(blocks(&part.nodes)),
            "caption" => out.push(inline(&part.nodes).replace('\n', " ")),
            "thead" | "tbody" => {
                has_head |= part.name == "thead";
                for row in part.elements() {
                    if row.is_a(&["more"]) {
                        details += &more(row);
                    } else {
                        rows.push(cells(row));
                    }
                }
            }
            "tr" => rows.push(cells(part)),
            _ => {}
        }
    }
    out.retain(|block| !block.is_empty());
    out.extend(written(&rows, has_head));
    if !details.is_empty() {
        out.push(details.trim_end().to_owned());
    }
    out
}

fn cells(row: &Element) -> Vec<String> {
    let mut cells = Vec::new();
    for cell in row.elements() {
        let width: usize = cell.attribute("colspan").and_then(|width| width.parse().ok()).unwrap_or(1);
        cells.push(inline(&cell.nodes).replace('|', "\\|").replace('\n', "<br>"));
        cells.extend((1..width.min(WIDEST)).map(|_| String::new()));
    }
    cells
}

/// Rows with the first one as their head; where there is none, an empty one.
fn written(rows: &[Vec<String>], has_head: bool) -> Option<String> {
    let width = rows.iter().map(Vec::len).max().filter(|width| *width > 0)?;
    let line = |cells: &[String]| {
        let cells = (0..width).map(|at| cells.get(at).map_or("", String::as_str));
        format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
    };
    let (head, body) = if has_head { rows.split_first()? } else { (&Vec::new(), rows) };
    let rule = format!("|{}", "---|".repeat(width));
    let lines = [line(head), rule].into_iter().chain(body.iter().map(|row| line(row)));
    Some(lines.collect::<Vec<_>>().join("\n"))
}

/// What folds out below a row, under the name of its record.
fn more(row: &Element) -> String {
    let name = row.first("summary").and_then(|summary| summary.elements().last()).map(|name| inline(&name.nodes)).unwrap_or_default();
    let facts = row.first("dl").map(|list| facts(list).join("\n  ")).unwrap_or_default();
    format!("- **{name}**\n  {facts}\n")
}

fn fenced(element: &Element) -> String {
    let text = element.text();
    let mut fence = "```".to_owned();
    while text.contains(&fence) {
        fence.push('`');
    }
    format!("{fence}\n{}\n{fence}", text.trim_end_matches('\n'))
}

fn indented(text: &str, first: &str, next: &str) -> String {
    let lines = text.lines().enumerate().map(|(at, line)| match (at, line) {
        (0, line) => format!("{first}{line}"),
        (_, "") => next.trim_end().to_owned(),
        (_, line) => format!("{next}{line}"),
    });
    lines.collect::<Vec<_>>().join("\n")
}
