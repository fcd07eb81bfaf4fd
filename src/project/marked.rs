//! Lines of minutes that say by their first word what they are: `ACTION: Ben to file the return by 28 February`, `RESOLVED: to
//! approve the accounts`, `### Decision 1: Use the east hall`, 「决议：选用城东场地」.

use super::action_items;
use super::draft::scalar;
use super::minutes::Known;
use super::sections::Section;
use crate::source::fold::fold;
use crate::source::lists::ListItem;
use crate::source::regions::Regions;
use crate::source::{Node, Span, markdown};

/// The fields of a meeting that list both.
const LISTS: [&str; 2] = ["decisions", "actions"];
/// What stands in front of a decision.
const DECIDED: [&str; 9] = ["decision", "decided", "resolved", "resolution", "agreed", "决议", "决定", "决策", "议定"];
/// What stands in front of an action.
const TO_DO: [&str; 8] = ["action", "actionitem", "todo", "followup", "待办", "行动", "行动项", "跟进"];
/// What is open is neither decided nor to be done.
const NOTHING: [&str; 8] = ["", "none", "n/a", "no", "tbd", "无", "暂无", "待定"];

/// The decisions and the actions that lines are marked as.
#[derive(Default)]
pub(super) struct Marked<'a> {
    pub(super) decisions: Vec<Node<'a>>,
    pub(super) actions: Vec<Node<'a>>,
}

/// Those outside of the sections that list decisions and actions.
pub(super) fn read<'a>(text: &'a str, body: Span, sections: &[Section], known: Known<'_>) -> Marked<'a> {
    let lists = sections.iter().filter(|section| section.field.is_some_and(|field| LISTS.contains(&field)));
    let listed: Regions = lists.map(|section| section.content).collect();
    let mut found = Marked::default();
    for (start, line) in markdown::lines(text, body) {
        let Some((word, said)) = marked(line).filter(|_| !listed.hold(Span::new(start, start))) else { continue };
        let from = start + line.find(said).unwrap_or_default();
        let span = Span::new(from, from + said.len());
        let item = ListItem { checked: None, text: said.to_owned(), span };
        if DECIDED.contains(&word.as_str()) {
            found.decisions.push(scalar(said.to_owned(), span));
        } else {
            found.actions.extend(action_items::node(text, &item, known.names, known.said_on));
        }
    }
    found
}

/// The word in front of a line, without its number, and what it says.
fn marked(line: &str) -> Option<(String, &str)> {
    let is_mark = |c: char| c.is_whitespace() || c.is_ascii_digit() || matches!(c, '#' | '-' | '*' | '+' | '_' | '.' | ')' | '>');
    let (head, said) = line.trim_start_matches(is_mark).split_once([':', '：'])?;
    let word = fold(head.trim_end_matches(|c: char| is_mark(c) || c == '#'));
    let said = said.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_'));
    let is_one = DECIDED.contains(&word.as_str()) || TO_DO.contains(&word.as_str());
    (is_one && !NOTHING.contains(&fold(said).as_str())).then_some((word, said))
}

#[cfg(test)]
mod tests {
    use super::super::content;
    use super::super::kind::Kind;
    use super::*;

    #[test]
    fn lines_that_say_what_they_are() {
        let text = "# Board\n\nPresent: Ana Ruiz, Ben Okoye\n\n2. Finance\n   2.1 A surplus.\n   RESOLVED: to approve the accounts.\n   ACTION: Ben Okoye to file the return by 28 February 2026.\n\n### Decision 1: Use the east hall\n- **Decided By**: Ana Ruiz\n\nAction: none\n";
        let content = content::read_alone(text, "minutes/2026-02-12.md", Kind::Meetings);
        let node = &content.drafts[0].node;
        let decisions: Vec<_> = node.get("decisions").unwrap().items().iter().filter_map(Node::text).collect();
        assert_eq!(decisions, ["to approve the accounts.", "Use the east hall"]);
        let actions = node.get("actions").unwrap().items();
        let said = |field| actions[0].get(field).and_then(Node::text);
        assert_eq!((actions.len(), said("owner"), said("due")), (1, Some("Ben Okoye"), Some("28 February 2026")));
    }

    #[test]
    fn code_says_nothing() {
        let text = "# Board\n\n~~~\nRESOLVED: an example of a line\n~~~\n\nRESOLVED: to meet in March\n";
        let content = content::read_alone(text, "minutes/2026-02-12.md", Kind::Meetings);
        assert_eq!(content.drafts[0].node.get("decisions").unwrap().items().len(), 1);
    }

    #[test]
    fn what_sections_list_is_not_told_twice() {
        let text = "# 例会\n\n## 决议\n\n- 决议：选用城东场地\n\n决议：无\n";
        let content = content::read_alone(text, "会议/2026-02-12.md", Kind::Meetings);
        assert_eq!(content.drafts[0].node.get("decisions").unwrap().items().len(), 1);
    }
}
