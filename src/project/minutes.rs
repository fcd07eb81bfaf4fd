//! What the minutes of a meeting say wherever it stands: actions in check boxes, which people write below any heading.

use super::action_items;
use super::document::{Section, bare};
use super::kind::Kind;
use super::names::Names;
use crate::calendar::Date;
use crate::source::document::{ListItem, list_items};
use crate::source::fold::fold;
use crate::source::{Node, Span, table};

/// Headings of a list of actions, beside the names of the field itself.
const LISTS: [&str; 8] =
    ["to do", "follow-up", "follow-ups", "open actions", "open action items", "action points", "跟进事项", "未完成待办"];
/// Words of headings whose check boxes are actions even without a person and a day.
const WORDS: [&str; 8] = [" action ", " actions ", " todo ", " todos ", " to do ", " follow up ", " follow ups ", " followups "];
const HAN_WORDS: [&str; 3] = ["待办", "行动项", "跟进"];

/// What is known when minutes are read.
#[derive(Clone, Copy)]
pub(super) struct Known<'k> {
    pub(super) names: &'k Names,
    pub(super) said_on: Option<Date>,
}

/// The actions of minutes, in their order: the rows and items of the sections that list them, and every check box that says who or
/// by when.
pub(super) fn actions<'a>(text: &'a str, body: Span, sections: &[Section<'_>], known: Known<'_>) -> Vec<Node<'a>> {
    let lists: Vec<Span> = sections.iter().filter(|section| is_list(section)).map(|section| section.heading.content).collect();
    let has_box = ["[ ]", "[x]", "[X]"].iter().any(|mark| body.of(text).contains(mark));
    if lists.is_empty() && !has_box {
        return Vec::new();
    }
    let tables: Vec<_> = lists.iter().map(|list| (*list, table::read(text, *list))).collect();
    let has_rows = |at: Span| tables.iter().any(|(list, tables)| holds(*list, at) && tables.iter().any(|table| !table.records.is_empty()));
    let is_listed = |item: &ListItem| lists.iter().any(|list| holds(*list, item.span)) && !has_rows(item.span);
    let items = list_items(text, body);
    let items = items.iter().filter_map(|item| {
        let node = action_items::node(text, item, known.names, known.said_on)?;
        (is_listed(item) || item.checked.is_some() && is_told(item, &node, sections)).then_some(node)
    });
    let mut found: Vec<Node<'a>> = items.collect();
    found.extend(tables.into_iter().flat_map(|(_, tables)| tables).flat_map(|table| table.records));
    found.sort_by_key(|node| node.span);
    found.dedup_by_key(|node| node.span);
    found
}

const fn holds(part: Span, at: Span) -> bool {
    part.start <= at.start && at.start < part.end
}

fn is_list(section: &Section<'_>) -> bool {
    section.field == Some("actions") || {
        let heading = fold(bare(&section.heading.text));
        section.field.is_none() && LISTS.iter().any(|name| fold(name) == heading)
    }
}

/// Whether a check box tells of an action: by its heading, or because it says who or by when. Ticks in the list of those present
/// do not.
fn is_told(item: &ListItem, node: &Node<'_>, sections: &[Section<'_>]) -> bool {
    let around = || sections.iter().filter(|section| holds(section.heading.content, item.span));
    if around().any(|section| matches!(section.field, Some("attendees" | "absent"))) {
        return node.get("due").is_some();
    }
    node.get("owner").is_some() || node.get("due").is_some() || around().any(|section| speaks_of_actions(&section.heading.text))
}

fn speaks_of_actions(heading: &str) -> bool {
    let words: Vec<String> = heading.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    let line = format!(" {} ", words.join(" "));
    WORDS.iter().chain(&HAN_WORDS).any(|word| line.contains(word))
}

/// Who was there or was not, as a line says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Attendance {
    pub(super) field: &'static str,
    pub(super) label: Span,
    pub(super) names: Span,
}

/// Lines that say who was there, outside the sections of other fields: `Present: Li Na, Chen Wei`, 「出席：李娜」; the names may
/// be a list below the line.
pub(super) fn attendance(text: &str, body: Span, sections: &[Section<'_>]) -> Vec<Attendance> {
    let mut found = Vec::new();
    let mut at = body.start as usize;
    for line in body.of(text).split_inclusive('\n') {
        let place = Span::new(at, at + line.len());
        at += line.len();
        let is_elsewhere = sections.iter().any(|section| section.field.is_some() && holds(section.heading.content, place));
        if !is_elsewhere && let Some(line) = attendance_in(text, place, body) {
            found.push(line);
        }
    }
    found
}

fn attendance_in(text: &str, line: Span, body: Span) -> Option<Attendance> {
    let is_mark = |c: char| c.is_whitespace() || matches!(c, '*' | '_' | '-' | '+' | '>');
    let (head, tail) = line.of(text).split_once([':', '：'])?;
    let label = head.trim_matches(is_mark);
    let field = match Kind::Meetings.vocabulary().named(label)?.as_slice() {
        [field @ ("attendees" | "absent")] => *field,
        _ => return None,
    };
    let end = line.end as usize;
    let names = tail.trim_start_matches(is_mark);
    let names = if names.is_empty() { list_below(text, end, body)? } else { Span::new(end - names.len(), end) };
    let start = line.start as usize + head.find(label)?;
    Some(Attendance { field, label: Span::new(start, start + label.len()), names })
}

/// The list that follows a line, perhaps after a blank one.
fn list_below(text: &str, from: usize, body: Span) -> Option<Span> {
    let is_item = |line: &str| line.trim_start().starts_with(['-', '*', '+']);
    let rest = text.get(from..body.end as usize)?;
    let skipped = rest.len() - rest.trim_start().len();
    let list: usize = rest.get(skipped..)?.split_inclusive('\n').take_while(|line| is_item(line)).map(str::len).sum();
    (list > 0).then(|| Span::new(from + skipped, from + skipped + list))
}

#[cfg(test)]
mod tests {
    use super::super::types::Party;
    use super::super::{Folder, ReportDateSource, content, load};
    use super::*;

    /// What the actions of some minutes are.
    fn told(body: &str) -> Vec<String> {
        let text = format!("# Weekly\n\n{body}");
        let content = content::read_alone(&text, "meetings/2026-03-02-weekly.md", Kind::Meetings);
        let actions = content.drafts[0].node.get("actions").map(Node::items).unwrap_or_default();
        actions.iter().filter_map(|action| Some(action.get("what")?.text()?.to_owned())).collect()
    }

    #[test]
    fn a_check_box_with_a_person_or_a_day_is_an_action_below_any_heading() {
        for heading in [
            "## To do",
            "## Todo",
            "## Next steps",
            "## Follow-ups",
            "## Open actions",
            "## Decisions and actions",
            "## 1. Actions",
            "## 三、待办事项",
            "## （三）待办",
            "## 【待办】",
            "## 下周计划",
            "## Progress",
            "",
        ] {
            let body = format!("{heading}\n\n- [ ] @tom-becker call the printer (due 2026-05-05)\n- [x] order paper (due 2026-05-05)\n");
            assert_eq!(told(&body), ["call the printer", "order paper"], "{heading}");
        }
    }

    #[test]
    fn other_check_boxes_stay_lists() {
        assert!(told("## Booth\n\n- [ ] lamps\n- [x] carpet\n").is_empty());
        assert!(told("## Interaction\n\n- [ ] lamps\n").is_empty(), "a word within a word");
        assert!(told("## Present\n\n- [x] Li Na (@li-na)\n").is_empty(), "who was there");
        assert_eq!(told("## Decisions and actions\n\n- We move.\n- [ ] lamps\n"), ["lamps"]);
        assert_eq!(told("## 三、待办事项\n\n- 准备样品\n"), ["准备样品"], "the items of a list of actions need no box");
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
            ("## Progress\n\nPresent: nobody knows", vec![]),
            ("Time: 10:00", vec![]),
            ("Absent: none", vec![]),
        ] {
            let text = format!("# Weekly\n\n{line}\n");
            let files = [("people.yaml", people), ("meetings/2026-03-02-weekly.md", text.as_str())];
            let project = load(Folder::of_texts(&files), ReportDateSource { as_of: None, otherwise: Date::new(2026, 3, 2) });
            let meeting = &project.meetings[0];
            assert_eq!(meeting.attendees.iter().map(Party::text).collect::<Vec<_>>(), expected, "{line}");
            assert!(meeting.absent.is_empty(), "{line}");
        }
    }

    #[test]
    fn rows_and_boxes_are_in_their_order() {
        let table = "## Actions\n\n| what | owner |\n|---|---|\n| Row | li-na |\n\n- a note\n- [ ] @li-na box\n";
        assert_eq!(told(&format!("- [ ] @li-na first\n\n{table}\n## Next\n\n- [ ] @li-na last\n")), ["first", "Row", "box", "last"]);
    }

    #[test]
    fn front_matter_and_boxes_are_together_and_one_action_is_told_once() {
        let text = "---\nactions: [{what: Send it, status: done}]\n---\n# Weekly\n\n- [ ] @li-na send it\n- [ ] @li-na call\n";
        let content = content::read_alone(text, "meetings/2026-03-02.md", Kind::Meetings);
        let actions = content.drafts[0].node.get("actions").unwrap().items();
        let texts: Vec<_> = actions.iter().filter_map(|action| action.get("what")?.text()).collect();
        assert_eq!(texts, ["Send it", "call"]);
    }
}
