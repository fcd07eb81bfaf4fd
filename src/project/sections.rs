//! The parts of a document with the field that each fills: below headings, and below lines that stand for headings, as documents
//! that come out of Word have them: `**Decisions:**`, 「一、会议决议」, `Actions:` above a list.

use std::collections::BTreeSet;

use super::heading_words::{bare, field};
use super::kind::Kind;
use crate::source::document::{Document, Heading};
use crate::source::vocabulary::Vocabulary;
use crate::source::{Span, markdown};

/// A heading with the field that its section fills.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Section {
    /// The heading without marks.
    pub(super) text: String,
    /// The place of the heading.
    pub(super) span: Span,
    /// What stands below it.
    pub(super) content: Span,
    /// The field that it names.
    pub(super) field: Option<&'static str>,
}

/// Longer lines are sentences.
const LONGEST: usize = 40;

/// The sections of a document in their order; a part that names another field is none of the section around it.
pub(super) fn of(text: &str, kind: Kind, document: &Document<'_>, heading_is_title: bool) -> Vec<Section> {
    let words = kind.vocabulary();
    let is_title = |heading: &Heading| heading_is_title && document.title.as_ref().is_some_and(|(_, span)| *span == heading.span);
    let below = document.headings.iter().filter(|heading| !is_title(heading));
    let mut sections: Vec<Section> = below
        .map(|heading| Section {
            text: heading.text.clone(),
            span: heading.span,
            content: heading.content,
            field: field(words, &heading.text),
        })
        .collect();
    sections.extend(below_lines(text, words, document));
    sections.sort_by_key(|section| section.span.start);
    cut_at_other_fields(text, &mut sections);
    sections
}

fn cut_at_other_fields(text: &str, sections: &mut [Section]) {
    let starts: Vec<(Option<&str>, usize)> = sections.iter().map(|section| (section.field, section.span.start as usize)).collect();
    for (index, section) in sections.iter_mut().enumerate() {
        let Section { content, field: Some(own), .. } = section else { continue };
        let mut inner = starts.iter().skip(index + 1).take_while(|(_, start)| *start < content.end as usize);
        if let Some((_, start)) = inner.find(|(field, _)| field.is_some_and(|field| field != *own)) {
            *content = Span::new(content.start as usize, line_start(text, *start));
        }
    }
}

/// Where the line of a place begins.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1)
}

/// How a line stands for a heading. One that names no field counts where another of its kind names one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Style {
    /// `**Decisions**`
    Bold,
    /// 「一、会议决议」, 「（二）待办」
    Outline,
    /// `Decisions:`
    Label,
    /// `2. Decisions` above a list that is further in.
    Item,
    /// `Date: 2 March`, which ends what stands before it.
    Field,
}

#[derive(Debug, Clone)]
struct Line {
    /// The heading without marks and its colon.
    text: Span,
    start: usize,
    end: usize,
    indent: usize,
    style: Style,
    field: Option<&'static str>,
}

fn below_lines(text: &str, words: &Vocabulary, document: &Document<'_>) -> Vec<Section> {
    let mut lines = heading_lines(text, words, document.body);
    let named: BTreeSet<Style> = lines.iter().filter(|line| line.field.is_some()).map(|line| line.style).collect();
    lines.retain(|line| line.style == Style::Field || named.contains(&line.style));
    let headings: Vec<usize> = document.headings.iter().map(|heading| line_start(text, heading.span.start as usize)).collect();
    let ends = |at: usize, line: &Line| {
        let next = lines.iter().skip(at + 1).find(|other| other.indent <= line.indent).map(|other| other.start);
        let heading = headings.get(headings.partition_point(|start| *start <= line.start)).copied();
        let inner = (line.style == Style::Item).then(|| end_of_inner(text, line));
        [next, heading, inner].into_iter().flatten().min().unwrap_or(document.body.end as usize)
    };
    let sections = lines.iter().enumerate().filter(|(_, line)| line.style != Style::Field).map(|(at, line)| Section {
        text: line.text.of(text).to_owned(),
        span: line.text,
        content: Span::new(line.end, ends(at, line)),
        field: line.field,
    });
    sections.collect()
}

/// Where the lines end that stand further in than an item.
fn end_of_inner(text: &str, line: &Line) -> usize {
    let mut at = line.end;
    for inner in text.get(line.end..).unwrap_or_default().split_inclusive('\n') {
        if !inner.trim().is_empty() && indent_of(inner) <= line.indent {
            break;
        }
        at += inner.len();
    }
    at
}

fn indent_of(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

fn heading_lines(text: &str, words: &Vocabulary, body: Span) -> Vec<Line> {
    let lines = markdown::lines(text, body).filter(|(_, line)| !line.trim_start().starts_with(['#', '|', '>']));
    lines.filter_map(|(start, line)| heading_line(text, words, start, start + line.len())).collect()
}

fn heading_line(text: &str, words: &Vocabulary, start: usize, end: usize) -> Option<Line> {
    let line = text.get(start..end)?;
    let (is_item, said) = without_marker(line.trim());
    let (is_bold, inner) = without_bold(said);
    let has_colon = inner.ends_with([':', '：']) || said.ends_with([':', '：']);
    let inner = inner.trim_end_matches([':', '：']).trim();
    let has_sentence = inner.contains(['。', '；', ';', '，']) || inner.contains(". ") || inner.contains(", ");
    if inner.is_empty() || inner.chars().count() > LONGEST || has_sentence {
        return None;
    }
    let exact = || words.named(bare(inner)).is_some();
    let style = match (is_item, is_bold, has_colon) {
        (_, _, false) if is_inline(inner) => return field_line(words, inner).then(|| at(text, start, end, inner, Style::Field, None)),
        (false, true, _) => Style::Bold,
        (false, false, _) if is_outline(inner) => Style::Outline,
        (false, false, true) => Style::Label,
        _ if has_inner_list(text, end, indent_of(line)) && exact() => Style::Item,
        _ => return None,
    };
    Some(at(text, start, end, inner, style, field(words, inner)))
}

fn at(text: &str, start: usize, end: usize, inner: &str, style: Style, field: Option<&'static str>) -> Line {
    let line = text.get(start..end).unwrap_or_default();
    let from = start + line.find(inner).unwrap_or_default();
    Line { text: Span::new(from, from + inner.len()), start, end, indent: indent_of(line), style, field }
}

/// `Present: Li Na`: a label with its value in one line.
fn is_inline(inner: &str) -> bool {
    inner.contains('：') || inner.contains(": ")
}

fn field_line(words: &Vocabulary, inner: &str) -> bool {
    inner.split_once([':', '：']).is_some_and(|(label, _)| words.named(label.trim_matches(['*', '_', ' '])).is_some())
}

fn without_marker(line: &str) -> (bool, &str) {
    if let Some(rest) = ["- ", "* ", "+ "].iter().find_map(|marker| line.strip_prefix(marker)) {
        return (true, rest.trim_start());
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = line.get(digits..).unwrap_or_default();
    match rest.strip_prefix(['.', ')', '、', '）']) {
        Some(rest) if (1..=2).contains(&digits) => (true, rest.trim_start()),
        _ => (false, line),
    }
}

fn without_bold(said: &str) -> (bool, &str) {
    let body = said.trim_end_matches([':', '：']);
    for mark in ["**", "__"] {
        if let Some(inner) = body.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark)) {
            return (!inner.contains(mark), inner.trim());
        }
    }
    (false, said)
}

/// 「一、」, 「（二）」, 「第三部分」 in front.
fn is_outline(inner: &str) -> bool {
    const HAN: &str = "一二三四五六七八九十";
    let rest = inner.trim_start_matches(['（', '(', '第']).trim_start_matches(|c| HAN.contains(c));
    rest.len() < inner.len() && rest.starts_with(['、', '）', ')', '．', '.', '部']) && !inner.starts_with(['、', '.'])
}

/// Whether the next line that is not blank is a list further in.
fn has_inner_list(text: &str, end: usize, indent: usize) -> bool {
    let next = text.get(end..).unwrap_or_default().lines().find(|line| !line.trim().is_empty());
    next.is_some_and(|line| indent_of(line) > indent && without_marker(line.trim()).0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Limits, document};

    /// The fields that the sections of some minutes fill, with what stands below.
    fn told(text: &str) -> Vec<(&'static str, String)> {
        let read = document::read(text, &Limits::default());
        let sections = of(text, Kind::Meetings, &read, true);
        let with_field = sections.into_iter().filter_map(|section| Some((section.field?, section.content)));
        with_field.map(|(field, content)| (field, content.of(text).split_whitespace().collect::<Vec<_>>().join(" "))).collect()
    }

    fn pairs(expected: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
        expected.iter().map(|(field, content)| (*field, (*content).to_owned())).collect()
    }

    #[test]
    fn lines_that_stand_for_headings() {
        for text in [
            "# Weekly\n\n**Decisions**\n\n- We move.\n\n**Any other business**\n\n- Cake.\n",
            "# Weekly\n\nDecisions:\n- We move.\n\nAny other business:\n- Cake.\n",
            "# Weekly\n\n1. Decisions\n   - We move.\n2. Any other business\n   - Cake.\n",
            "# Weekly\n\n__Decisions:__\n\n- We move.\n\n# Other\n\nCake.\n",
        ] {
            assert_eq!(told(text), pairs(&[("decisions", "- We move.")]), "{text}");
        }
        assert_eq!(
            told("# 例会\n\n一、会议决议\n\n1. 用抖音\n\n二、其他\n\n1. 蛋糕\n\n三、待办事项\n\n1. 联系\n"),
            pairs(&[("decisions", "1. 用抖音"), ("actions", "1. 联系")])
        );
    }

    #[test]
    fn what_is_no_heading() {
        for text in [
            "# Weekly\n\nWe spoke of decisions: there were none, and that is that.\n",
            "# 例会\n\n## 讨论\n\n一、用抖音投放\n\n二、做海报\n",
            "# Weekly\n\n```\nDecisions:\n- x\n```\n",
            "# Weekly\n\n**Omar**\n\n- Cake.\n",
        ] {
            assert_eq!(told(text), [], "{text}");
        }
    }

    #[test]
    fn a_part_that_names_another_field_is_no_part_of_the_section_around_it() {
        assert_eq!(
            told("# W\n\n## Progress\n\n- Film is cut.\n\n**Blockers:**\n\n- Legal.\n"),
            pairs(&[("progress", "- Film is cut."), ("problems", "- Legal.")])
        );
        assert_eq!(
            told("# W\n\n## Progress\n\n- Film is cut.\n\n### Problems\n\n- Legal.\n"),
            pairs(&[("progress", "- Film is cut."), ("problems", "- Legal.")])
        );
    }

    #[test]
    fn a_line_of_a_field_ends_what_stands_before_it() {
        assert_eq!(told("# W\n\nDecisions:\nWe move.\nChair: Li Na\n"), pairs(&[("decisions", "We move.")]));
    }
}
