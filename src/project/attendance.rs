//! Who was there or was not, as minutes say it: a section, a line with a label, a list below one; in groups by department too,
//! 「市场部（李娜、陈伟）；项目部：王强」.

use super::draft::scalar;
use super::kind::Kind;
use super::names::Names;
use super::sections::Section;
use crate::source::document::plain_text;
use crate::source::fold::fold;
use crate::source::lists::list_items;
use crate::source::regions::Regions;
use crate::source::{Node, Span};

/// What calls a group of people and no person.
const GROUPS: [&str; 19] = [
    "部",
    "组",
    "中心",
    "公司",
    "处",
    "科",
    "室",
    "团队",
    "方",
    "办",
    "局",
    "店",
    " team",
    " department",
    " dept",
    " group",
    " office",
    " side",
    " agency",
];
const NOBODY: [&str; 7] = ["", "none", "nobody", "n/a", "–", "—", "无"];

/// Who was there or was not, as a line says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Attendance {
    pub(super) field: &'static str,
    pub(super) label: Span,
    pub(super) names: Span,
}

/// Lines that say who was there, outside the sections of other fields: `Present: Li Na, Chen Wei`, 「出席：李娜」; the names may
/// be a list below the line.
pub(super) fn lines(text: &str, body: Span, sections: &[Section], names: &Names) -> Vec<Attendance> {
    let elsewhere: Regions = sections.iter().filter(|section| section.field.is_some()).map(|section| section.content).collect();
    let mut found = Vec::new();
    let mut at = body.start as usize;
    for line in body.of(text).split_inclusive('\n') {
        let place = Span::new(at, at + line.len());
        at += line.len();
        if !elsewhere.hold(place)
            && let Some(line) = of_line(text, place, body, names)
        {
            found.push(line);
        }
    }
    found
}

fn of_line(text: &str, line: Span, body: Span, known: &Names) -> Option<Attendance> {
    let is_mark = |c: char| c.is_whitespace() || matches!(c, '*' | '_' | '-' | '+' | '>');
    let said = without_sign(line.of(text));
    let (head, tail) = said.split_once([':', '：'])?;
    let label = head.trim_matches(is_mark);
    let field = match Kind::Meetings.vocabulary().named(label)?.as_slice() {
        [field @ ("attendees" | "absent")] => *field,
        _ => return None,
    };
    let end = line.end as usize;
    let names = tail.trim_start_matches(is_mark);
    let names = if names.is_empty() { list_below(text, line, body, known)? } else { Span::new(end - names.len(), end) };
    let start = line.start as usize + line.of(text).find(label)?;
    Some(Attendance { field, label: Span::new(start, start + label.len()), names })
}

/// A line without the `:name:` of a picture in front of it.
fn without_sign(line: &str) -> &str {
    let rest = line.trim_start().strip_prefix(':').and_then(|rest| rest.split_once(':'));
    let is_name = |name: &str| !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'+'));
    rest.filter(|(name, _)| is_name(name)).map_or(line, |(_, rest)| rest)
}

/// The list that follows a line, perhaps after a blank one; an item with a label of its own ends it.
fn list_below(text: &str, line: Span, body: Span, names: &Names) -> Option<Span> {
    let (from, is_item) = (line.end as usize, |line: &str| line.trim_start().starts_with(['-', '*', '+']));
    let rest = text.get(from..body.end as usize)?;
    let skipped: usize = rest.split_inclusive('\n').take_while(|line| line.trim().is_empty()).map(str::len).sum();
    let indent = |line: &str| line.len() - line.trim_start().len();
    let first = indent(rest.get(skipped..)?);
    let is_own = |line: &str| is_item(line) && indent(line) >= first && !has_label(line, names);
    let items = rest.get(skipped..)?.split_inclusive('\n').take_while(|line| is_own(line));
    let length: usize = items.map(str::len).sum();
    (length > 0).then(|| Span::new(from + skipped, from + skipped + length))
}

/// Whether an item says something else than who was there: `Recording: …`.
fn has_label(item: &str, names: &Names) -> bool {
    let said = item.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '*' | '+' | '_'));
    said.split_once([':', '：']).is_some_and(|(label, _)| !is_group(label) && !names.has(label.trim()))
}

/// The people of a list or a sentence, without their handle and what stands in brackets behind them.
pub(super) fn parties<'a>(text: &'a str, span: Span, names: &Names) -> Vec<Node<'a>> {
    let items = list_items(text, span);
    let own = items.iter().take_while(|item| !has_label(&item.text, names));
    let of_items = own.flat_map(|item| members(&item.text, names, false).into_iter().map(|name| (name, item.span)));
    let found: Vec<(String, Span)> = if items.is_empty() {
        let said = plain_text(text, span).replace(" and ", ",").replace(" & ", ",");
        members(&said, names, true).into_iter().map(|name| (name, span)).collect()
    } else {
        of_items.collect()
    };
    let is_somebody = |name: &str| !NOBODY.contains(&fold(name).as_str());
    found.into_iter().filter(|(name, _)| is_somebody(name)).map(|(name, span)| scalar(name, span)).collect()
}

/// The people that a sentence or an item names; an item is one person with commas, unless all that they part are known.
fn members(said: &str, names: &Names, is_list: bool) -> Vec<String> {
    let parts = parts(said);
    let is_known = |part: &&str| names.has(&bare(part));
    let all_known = parts.len() > 1 && parts.iter().all(is_known);
    let parts = if is_list || all_known || group(said, names).is_some() { parts } else { vec![said] };
    let mut found = Vec::new();
    for part in parts {
        match group(part, names) {
            Some(inner) => found.extend(self::parts(inner).iter().flat_map(|part| han_names(part)).map(bare)),
            None => found.extend(han_names(part).into_iter().map(bare)),
        }
    }
    found
}

/// What commas and semicolons part, outside of brackets; behind the colon of a group the commas are its own.
fn parts(said: &str) -> Vec<&str> {
    let (mut found, mut depth, mut start, mut in_group) = (Vec::new(), 0_usize, 0, false);
    for (at, c) in said.char_indices() {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            ':' | '：' if depth == 0 => in_group = is_group(said.get(start..at).unwrap_or_default()),
            ';' | '；' | '\n' if depth == 0 => {
                found.extend(said.get(start..at));
                (start, in_group) = (at + c.len_utf8(), false);
            }
            ',' | '，' | '、' if depth == 0 && !in_group => {
                found.extend(said.get(start..at));
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    found.extend(said.get(start..));
    found
}

/// The people of a group: 「市场部（李娜、陈伟）」, `Marketing team: Li Na, Chen Wei`.
fn group<'t>(part: &'t str, names: &Names) -> Option<&'t str> {
    let part = part.trim();
    if let Some((head, inner)) = part.split_once([':', '：']) {
        return is_group(head).then_some(inner);
    }
    let open = part.find(['(', '（'])?;
    let (head, rest) = part.split_at_checked(open)?;
    let inner = rest.strip_prefix(['(', '（'])?.strip_suffix([')', '）'])?;
    let has_known = || parts(inner).iter().any(|name| names.has(&bare(name)));
    (!names.has(head.trim()) && (has_known() || is_group(head) && inner.contains([',', '，', '、']))).then_some(inner)
}

fn is_group(head: &str) -> bool {
    let head = head.trim().to_lowercase();
    GROUPS.iter().any(|word| head.ends_with(word) && head.len() > word.len())
}

/// A name without its handle and what stands in brackets behind it.
fn bare(said: &str) -> String {
    let said = without_group(said.trim());
    let cut = said.find(['(', '（']).unwrap_or(said.len());
    let head = said.get(..cut).unwrap_or(said).trim();
    head.split_once(" @").map_or(head, |(name, _)| name).trim().trim_start_matches('@').to_owned()
}

/// 「[技术部] 张三」 without the group in front.
fn without_group(said: &str) -> &str {
    let rest = said.strip_prefix(['[', '【']).and_then(|rest| rest.split_once([']', '】']));
    rest.map(|(_, name)| name.trim_start()).filter(|name| !name.is_empty()).unwrap_or(said)
}

/// Chinese names that only spaces separate; other names have spaces within.
fn han_names(text: &str) -> Vec<&str> {
    let parts: Vec<&str> = text.split_whitespace().collect();
    let is_name = |part: &&str| !part.contains(|c: char| c.is_ascii()) && (2..=4).contains(&part.chars().count());
    if parts.iter().all(is_name) { parts } else { vec![text] }
}

#[cfg(test)]
mod tests {
    use super::super::types::Party;
    use super::super::{Folder, ReportDateSource, load};
    use crate::calendar::Date;

    /// Who was at a meeting, by what its minutes say.
    fn present(people: &str, said: &str) -> Vec<String> {
        let text = format!("# Weekly\n\n{said}\n");
        let files = [("people.yaml", people), ("meetings/2026-03-02-weekly.md", text.as_str())];
        let project = load(Folder::of_texts(&files), ReportDateSource { as_of: None, otherwise: Date::new(2026, 3, 2) });
        let meeting = &project.meetings[0];
        assert!(meeting.absent.is_empty(), "{said}");
        meeting.attendees.iter().map(|party| Party::text(party).to_owned()).collect()
    }

    #[test]
    fn who_was_there_may_be_a_line() {
        let people = "- name: Tom Becker\n- name: Li Na\n";
        for (line, expected) in [
            ("Present: Tom Becker, Li Na (lead)", vec!["Tom Becker", "Li Na"]),
            ("**Attendees:** Tom Becker and Li Na", vec!["Tom Becker", "Li Na"]),
            ("- 出席：王强、李娜", vec!["王强", "李娜"]),
            ("参会人：王强 李娜", vec!["王强", "李娜"]),
            ("Present:\n\n- Tom Becker\n- Li Na\n", vec!["Tom Becker", "Li Na"]),
            (":family: **Attendance:**\n- Tom Becker\n- Li Na\n", vec!["Tom Becker", "Li Na"]),
            ("- **Attendees:**\n  - Tom Becker\n  - Li Na\n- **Recording:** https://example.com\n", vec!["Tom Becker", "Li Na"]),
            ("Attendees:\n- Tom Becker\n- Recording: https://example.com\n", vec!["Tom Becker"]),
            ("## Progress\n\nPresent: nobody knows", vec![]),
            ("Time: 10:00", vec![]),
            ("Absent: none", vec![]),
        ] {
            assert_eq!(present(people, line), expected, "{line}");
        }
    }

    #[test]
    fn people_by_their_departments() {
        for (line, expected) in [
            ("参会人员：项目部（李娜、张工）；市场部（陈伟）", vec!["李娜", "张工", "陈伟"]),
            ("参会人员：项目部：李娜、张工；市场部：陈伟", vec!["李娜", "张工", "陈伟"]),
            ("参会人员：市场部（陈伟）、供应商（3人）", vec!["陈伟", "供应商"]),
            ("与会人员：李娜（产品，远程）、陈伟", vec!["李娜", "陈伟"]),
            ("Present: Marketing team (Li Na, Tom Becker), Wei", vec!["Li Na", "Tom Becker", "Wei"]),
            ("## 参会人员\n\n- 项目部：李娜、张工\n- 陈伟（市场部）\n", vec!["李娜", "张工", "陈伟"]),
            ("## 参会人员\n\n- [项目部] 李娜\n- 【市场部】 陈伟\n", vec!["李娜", "陈伟"]),
            ("主 持 人：李娜\n参会人员：\n1. 李娜（产品）\n2. 陈伟（市场）\n", vec!["李娜", "陈伟"]),
            ("#### 参会人员：李娜、陈伟\n\n#### 会议地点：三楼\n", vec!["李娜", "陈伟"]),
            ("Present: Li Na (lead, remote)", vec!["Li Na"]),
        ] {
            assert_eq!(present("- name: 陈伟\n- name: 李娜\n", line), expected, "{line}");
        }
    }
}
