//! What the minutes of a meeting say wherever it stands: actions in check boxes, which people write below any heading.

use super::action_items;
use super::heading_words::bare;
use super::kind::Kind;
use super::names::Names;
use super::sections::Section;
use crate::calendar::Date;
use crate::source::fold::fold;
use crate::source::lists::{ListItem, list_items};
use crate::source::regions::Regions;
use crate::source::sheet::Table;
use crate::source::{Data, Node, Span, table};

/// The field of a meeting that holds its actions.
const FIELD: &str = "actions";
/// The one that holds its decisions.
const DECISIONS: &str = "decisions";
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

/// The actions of minutes, in their order: the rows and items of the sections that list them, the rows of tables whose heads say
/// what and who or by when, and every check box or item that says who or by when.
pub(super) fn actions<'a>(text: &'a str, body: Span, sections: &[Section], known: Known<'_>) -> Vec<Node<'a>> {
    let part = |is: &dyn Fn(&Section) -> bool| sections.iter().filter(|section| is(section)).map(|section| section.content).collect();
    let lists: Regions = part(&is_list);
    let around = Around {
        attendance: part(&|section| matches!(section.field, Some("attendees" | "absent"))),
        actions: part(&|section| speaks_of_actions(&section.text)),
    };
    let is_of_actions = |table: &Table<'_>| table.records.first().is_some_and(|row| lists.hold(row.span)) || names_actions(table);
    let mut found: Vec<Node<'a>> = table::read(text, body).into_iter().filter(is_of_actions).flat_map(own_rows).collect();
    let has_row = |list: Span| found.get(found.partition_point(|row| row.span < list)).is_some_and(|row| row.span.start < list.end);
    let with_rows: Regions = part(&|section| is_list(section) && has_row(section.content));
    let items = list_items(text, body);
    let items = items.iter().filter_map(|item| {
        let is_listed = lists.hold(item.span) && !with_rows.hold(item.span);
        let may_be_told = item.checked.is_some() || action_items::names_owner(&item.text);
        if !is_listed && !may_be_told {
            return None;
        }
        let node = action_items::node(text, item, known.names, known.said_on)?;
        (is_listed || is_told(item, &node, &around)).then_some(node)
    });
    let items: Vec<Node<'a>> = items.collect();
    found.extend(items);
    found.sort_by_key(|node| node.span);
    found
}

/// The actions among the rows of a table: not those that a column calls decisions. Heads that mean nothing here are
/// left to the text, where the table is shown.
fn own_rows(table: Table<'_>) -> Vec<Node<'_>> {
    let (meeting, action) = (Kind::Meetings.vocabulary(), Kind::Meetings.vocabulary().part(FIELD));
    let is_of_action = |name: &str| action.is_some_and(|words| words.find(name).is_some() || words.suggest(name).is_some());
    let named = |word: &str| meeting.named(word).and_then(|path| path.first().copied());
    let sort = |value: &Node<'_>| value.text().and_then(|word| named(word).or_else(|| named(&format!("{word}s"))));
    let is_action = |row: &Node<'_>| {
        let mut sorts = row.entries().iter().filter(|(key, _)| !is_of_action(&key.name)).filter_map(|(_, value)| sort(value));
        sorts.all(|sort| sort != DECISIONS)
    };
    let mut rows = table.records;
    rows.retain(is_action);
    for row in &mut rows {
        if let Data::Map(entries) = &mut row.data {
            entries.retain(|(key, _)| is_of_action(&key.name));
        }
    }
    rows
}

/// Whether the heads of a table say what is to be done, and who does it or by when.
fn names_actions(table: &Table<'_>) -> bool {
    let Some(words) = Kind::Meetings.vocabulary().part(FIELD) else { return false };
    let fields: Vec<&str> = table.header.iter().filter_map(|head| words.find(&head.name)?.first().copied()).collect();
    fields.contains(&"what") && (fields.contains(&"owner") || fields.contains(&"due"))
}

/// The parts of minutes whose check boxes mean something of their own.
struct Around {
    attendance: Regions,
    actions: Regions,
}

fn is_list(section: &Section) -> bool {
    section.field == Some(FIELD) || {
        let heading = fold(bare(&section.text));
        section.field.is_none() && LISTS.iter().any(|name| fold(name) == heading)
    }
}

/// Whether a check box tells of an action: by its heading, or because it says who or by when. Ticks in the list of those present
/// do not.
fn is_told(item: &ListItem, node: &Node<'_>, around: &Around) -> bool {
    if around.attendance.hold(item.span) {
        return node.get("due").is_some();
    }
    node.get("owner").is_some() || node.get("due").is_some() || around.actions.hold(item.span)
}

fn speaks_of_actions(heading: &str) -> bool {
    let words: Vec<String> = heading.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    let line = format!(" {} ", words.join(" "));
    WORDS.iter().chain(&HAN_WORDS).any(|word| line.contains(word))
}

#[cfg(test)]
mod tests {
    use super::super::content;
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
    fn rows_and_boxes_are_in_their_order() {
        let table = "## Actions\n\n| what | owner |\n|---|---|\n| Row | li-na |\n\n- a note\n- [ ] @li-na box\n";
        assert_eq!(told(&format!("- [ ] @li-na first\n\n{table}\n## Next\n\n- [ ] @li-na last\n")), ["first", "Row", "box", "last"]);
    }

    #[test]
    fn rows_are_actions_where_the_heads_say_so_and_no_column_calls_them_otherwise() {
        let table = "## Log\n\n| # | Type | Description | Owner | Due |\n|---|---|---|---|---|\n| 1 | Action | Send | li-na | 2026-03-06 |\n| 2 | Decision | Film in June | | |\n";
        assert_eq!(told(table), ["Send"]);
        let area = "## Log\n\n| Area | What | Owner |\n|---|---|---|\n| Risk | Ask legal | li-na |\n";
        assert_eq!(told(area), ["Ask legal"], "what a column calls it otherwise is no decision");
        assert!(told("## Log\n\n| What | Cost |\n|---|---|\n| Film | 3 |\n").is_empty());
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
