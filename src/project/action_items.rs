//! An action in a meeting's notes: `- [ ] @li-na send the brief (due 2026-03-09)`, 「负责人：陈伟 准备样品 截止：2026年3月10日」.

use std::borrow::Cow;

use super::action_days::{Written, cut_day, cut_day_before, cut_finish, tail_day};
use super::names::Names;
use crate::calendar::Date;
use crate::source::lists::ListItem;
use crate::source::{Data, Key, Node, Span, Style};
use crate::text::is_han;

const OWNER: [&str; 8] = ["负责人：", "负责人:", "责任人：", "责任人:", "owner:", "Owner:", "who:", "Who:"];
const DUE: [&str; 30] = [
    "截止日：",
    "截止日:",
    "截止日期：",
    "截止日期:",
    "截止时间：",
    "截止时间:",
    "截止：",
    "截止:",
    "截止",
    "完成期限：",
    "完成时限：",
    "要求完成时间：",
    "计划完成时间：",
    "计划完成：",
    "期限：",
    "时限：",
    "deadline: ",
    "deadline ",
    "Deadline: ",
    "due date: ",
    "Due date: ",
    "due on ",
    "due by ",
    "due: ",
    "due ",
    "Due: ",
    "Due ",
    "until ",
    "before ",
    "by ",
];
const DONE: [&str; 8] = ["done on ", "done: ", "done ", "完成于", "完成日期：", "完成：", "完成:", "已完成"];
/// The day of what is done, and by when what is not.
const FINISH: [&str; 2] = ["完成时间：", "完成时间:"];
/// Words between who does it and what.
const DOES: [&str; 10] = ["to ", "will ", "负责", "将", "→", "->", "– ", "— ", "- ", "——"];
/// Brackets in which a name stands in front.
const BRACKETS: [&[char]; 2] = [&['[', '【', '(', '（'], &[']', '】', ')', '）']];
/// Signs that part what, who and by when in one line.
const BETWEEN: [&str; 6] = [" - ", " – ", " — ", " | ", " // ", "——"];
/// Longer than the names of two people.
const LONGEST_HEAD: usize = 60;

/// The fields of a list item of a text that was said on some day; `None` if it says nothing.
pub(super) fn node<'a>(text: &'a str, item: &ListItem, names: &Names, said_on: Option<Date>) -> Option<Node<'a>> {
    let mut rest = item.text.clone();
    let mut done = cut_day(&mut rest, &DONE, said_on);
    let mut due = cut_day(&mut rest, &DUE, said_on).or_else(|| cut_day_before(&mut rest, said_on));
    if let Some(finish) = cut_day(&mut rest, &FINISH, said_on).or_else(|| cut_finish(&mut rest, said_on)) {
        let is_past = item.checked == Some(true) || finish.is_by(said_on);
        *(if is_past { &mut done } else { &mut due }) = Some(finish);
    }
    let mut owner = cut_owner(&mut rest, names);
    for said in cut_tails(&mut rest, names, said_on) {
        match said {
            Said::Owner(name) => owner = owner.or(Some(name)),
            Said::Day(day) => due = due.or(Some(day)),
        }
    }
    let what = tidy(&rest);
    if what.is_empty() {
        return None;
    }
    let mut entries = Vec::new();
    let mut put = |name: &'static str, value: String, written: &str| {
        let span = place(text, item.span, written);
        let key = Key { name: Cow::Borrowed(name), span };
        entries.push((key, Node { span, data: Data::Scalar(Cow::Owned(value), Style::Quoted) }));
    };
    put("what", what.clone(), &what);
    if let Some(owner) = owner {
        put("owner", owner.clone(), &owner);
    }
    if let Some(due) = due {
        put("due", due.day, &due.written);
    }
    if item.checked == Some(true) || done.is_some() {
        put("status", "done".to_owned(), "done");
    }
    if let Some(done) = done {
        put("done_on", done.day, &done.written);
    }
    Some(Node { span: item.span, data: Data::Map(entries) })
}

/// The place of a value within its item, where it stands there word for word.
fn place(text: &str, item: Span, value: &str) -> Span {
    match item.of(text).find(value) {
        Some(at) => Span::new(item.start as usize + at, item.start as usize + at + value.len()),
        None => item,
    }
}

/// Whether a text says by a label who does it: 「负责人：李娜」.
pub(super) fn names_owner(text: &str) -> bool {
    OWNER.iter().any(|label| text.contains(label))
}

/// Takes out who does it: `@li-na`, `Owner: Li Na`, or a person's name with a colon in front. Several are kept, so that a rule
/// can say so.
fn cut_owner(text: &mut String, names: &Names) -> Option<String> {
    cut_handle(text, names).or_else(|| cut_labelled(text, names)).or_else(|| cut_head(text, names)).or_else(|| cut_subject(text, names))
}

/// `Omar to book the hall`, `[Omar] book the hall`, 「李娜负责联系印刷厂」.
fn cut_subject(text: &mut String, names: &Names) -> Option<String> {
    let bare = text.trim_start_matches(BRACKETS[0]);
    let (name, rest) = bare.split_at_checked(names.at_start_of(bare)?)?;
    let is_bracketed = bare.len() < text.len() && rest.starts_with(BRACKETS[1]);
    let rest = rest.trim_start_matches(BRACKETS[1]).trim_start();
    let what =
        DOES.iter().find_map(|word| rest.strip_prefix(word)).or(is_bracketed.then_some(rest)).filter(|what| !what.trim().is_empty())?;
    let name = name.trim().to_owned();
    *text = what.to_owned();
    Some(name)
}

/// What stands behind the text of an item.
enum Said {
    Owner(String),
    Day(Written),
}

/// Takes out who and by when where they stand behind what: `call the printer - Li Na - 12 March`, 「联系物流（李娜，3月12日）」.
fn cut_tails(text: &mut String, names: &Names, said_on: Option<Date>) -> Vec<Said> {
    let is_chinese = text.contains(is_han);
    let said = |part: &str| {
        let part = part.trim();
        let person = || names.has(part).then(|| Said::Owner(part.to_owned()));
        person().or_else(|| tail_day(part, is_chinese, said_on).map(Said::Day))
    };
    let mut found = Vec::new();
    if let Some((start, end, inner)) = last_bracket(text)
        && let Some(parts) = inner
            .split([',', '，', ';', '；', '、', '/', '|'])
            .filter(|part| !part.trim().is_empty())
            .map(said)
            .collect::<Option<Vec<Said>>>()
    {
        found.extend(parts);
        text.replace_range(start..end, "");
    }
    while let Some((at, sign)) = BETWEEN.iter().filter_map(|sign| Some((text.rfind(sign)?, *sign))).max() {
        let Some(part) = text.get(at + sign.len()..).and_then(said) else { break };
        found.push(part);
        text.truncate(at);
    }
    found
}

/// The last brackets of a text, with what they hold.
fn last_bracket(text: &str) -> Option<(usize, usize, &str)> {
    let start = text.rfind(['(', '（'])?;
    let open = text.get(start..)?.chars().next()?.len_utf8();
    let length = text.get(start + open..)?.find([')', '）'])?;
    let inner = text.get(start + open..start + open + length)?;
    let close = text.get(start + open + length..)?.chars().next()?.len_utf8();
    Some((start, start + open + length + close, inner))
}

fn cut_handle(text: &mut String, names: &Names) -> Option<String> {
    let is_address = |at: usize| text.get(..at).is_some_and(|before| before.ends_with(|c: char| c.is_ascii_alphanumeric()));
    let at = text.match_indices('@').map(|(at, _)| at).find(|at| !is_address(*at))?;
    let (people, length) = people(text.get(at + 1..)?, names, handle);
    cut(text, at, at + 1 + length, &people)
}

fn cut_labelled(text: &mut String, names: &Names) -> Option<String> {
    for label in OWNER {
        if let Some(at) = text.find(label) {
            let tail = text.get(at + label.len()..)?;
            let skipped = tail.len() - tail.trim_start().len();
            let (people, length) = people(tail.trim_start(), names, labelled);
            return cut(text, at, at + label.len() + skipped + length, &people);
        }
    }
    None
}

/// `Li Na: send the brief`, `Li Na / Chen Wei: …`: at least one is known, or any text with a colon would name people.
fn cut_head(text: &mut String, names: &Names) -> Option<String> {
    let at = text.find([':', '：'])?;
    let head = text.get(..at)?;
    let people: Vec<String> =
        head.split(['/', '／', '、', '&']).map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect();
    if head.chars().count() > LONGEST_HEAD || !people.iter().any(|name| names.has(name)) {
        return None;
    }
    cut(text, 0, at, &people)
}

/// Takes people out of a text, with a colon behind them.
fn cut(text: &mut String, from: usize, to: usize, people: &[String]) -> Option<String> {
    let colon = text.get(to..).and_then(|rest| rest.chars().next()).filter(|c| matches!(c, ':' | '：')).map_or(0, char::len_utf8);
    text.replace_range(from..to + colon, " ");
    (!people.is_empty()).then(|| people.join(" / "))
}

/// The people that a text begins with, and the bytes up to their end.
fn people(text: &str, names: &Names, first: fn(&str, &Names) -> usize) -> (Vec<String>, usize) {
    let (mut people, mut end) = (Vec::new(), 0);
    let mut length = first(text, names);
    while let Some(name) = text.get(end..end + length).filter(|name| !name.is_empty()) {
        people.push(name.trim().to_owned());
        end += length;
        let rest = text.get(end..).unwrap_or_default();
        let Some(skipped) = further(rest, names) else { break };
        end += skipped;
        let rest = text.get(end..).unwrap_or_default();
        length = handle(rest, names);
    }
    (people, end)
}

/// The bytes up to another person: `/ Chen Wei`, `, @chen-wei`, `and @chen-wei`.
fn further(text: &str, names: &Names) -> Option<usize> {
    let rest = text.trim_start_matches([' ', ',', '，', '/', '／', '、', '&', '和']);
    let rest = rest.strip_prefix("and ").unwrap_or(rest);
    let between = text.len() - rest.len();
    if between > 0 && rest.starts_with('@') {
        return Some(between + 1);
    }
    let is_listed = text.get(..between).is_some_and(|between| between.contains(['/', '／', '、', '&']));
    (is_listed && names.at_start_of(rest).is_some()).then_some(between)
}

/// The bytes of the name behind an `@`: the longest one that is known, else what is nearly one, else the next word.
fn handle(text: &str, names: &Names) -> usize {
    let word = text.find(|c: char| c.is_whitespace() || is_mark(c)).unwrap_or(text.len());
    let word = text.get(..word).unwrap_or(text).trim_end_matches('.');
    names.at_start_of(text).or_else(|| names.near_start_of(text)).unwrap_or(word.len())
}

/// The bytes of the name behind a label, which ends at a mark; a Chinese one at a space too.
fn labelled(text: &str, names: &Names) -> usize {
    let is_han = text.starts_with(|c: char| !c.is_ascii());
    let end = text.find(|c: char| is_mark(c) || is_han && c.is_whitespace()).unwrap_or(text.len());
    names.at_start_of(text).unwrap_or(end)
}

const fn is_mark(c: char) -> bool {
    matches!(c, ',' | '，' | ';' | '；' | ':' | '：' | '(' | ')' | '（' | '）' | '。' | '、' | '/' | '／' | '&')
}

/// What remains, without empty brackets and the marks around what was taken out.
fn tidy(text: &str) -> String {
    let mut text = text.to_owned();
    while let Some((start, end, _)) = last_bracket(&text).filter(|(_, _, inner)| !inner.contains(char::is_alphanumeric)) {
        text.replace_range(start..end, "");
    }
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    // What stood between a text and its full stop was taken out.
    let text = text.strip_suffix(" .").unwrap_or(&text);
    text.trim_matches([' ', ',', '，', ';', '；', '—', '–', '-', ':', '：', '。', '、']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::types::Owner;
    use super::super::{Folder, Project, ReportDateSource, load};
    use super::*;

    fn read(text: &str, checked: Option<bool>) -> Vec<(String, String)> {
        let item = ListItem { checked, text: text.to_owned(), span: Span::new(0, text.len()) };
        let node = node(text, &item, &Names::default(), Some(Date::new(2026, 3, 2))).unwrap();
        node.entries().iter().map(|(key, value)| (key.name.to_string(), value.text().unwrap().to_owned())).collect()
    }

    fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
        expected.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn actions_as_people_write_them() {
        assert_eq!(
            read("@li-na send the brief (due 2026-03-09)", Some(false)),
            pairs(&[("what", "send the brief"), ("owner", "li-na"), ("due", "2026-03-09")])
        );
        assert_eq!(
            read("@li-na: send the brief (due 2026-03-09, done 2026-03-08)", Some(true)),
            pairs(&[("what", "send the brief"), ("owner", "li-na"), ("due", "2026-03-09"), ("status", "done"), ("done_on", "2026-03-08")])
        );
        assert_eq!(
            read("准备样品 负责人：陈伟 截止：2026年3月10日", None),
            pairs(&[("what", "准备样品"), ("owner", "陈伟"), ("due", "2026年3月10日")])
        );
        assert_eq!(read("Talk to the agency by phone", None), pairs(&[("what", "Talk to the agency by phone")]));
    }

    #[test]
    fn a_value_has_its_own_place() {
        let text = "@li-na send it";
        let item = ListItem { checked: None, text: text.to_owned(), span: Span::new(0, text.len()) };
        let node = node(text, &item, &Names::default(), Some(Date::new(2026, 3, 2))).unwrap();
        assert_eq!(node.get("owner").unwrap().span, Span::new(1, 6));
    }

    /// Owner and text, where these people are known.
    fn owned(text: &str) -> (Option<String>, String) {
        let people = "- {id: raj-patel, name: {en: Raj Patel, zh-CN: 拉杰}}\n- {name: Tom Becker}\n- {name: Li Na}\n- {name: 张伟}\n";
        let notes = format!("# Weekly\n\n- [ ] {text}\n");
        let project = project(&[("people.yaml", people), ("meetings/2026-03-02.md", &notes)]);
        let Some(action) = project.meetings[0].actions.first() else { return (None, String::new()) };
        let owners: Vec<&str> = action.owner.iter().flat_map(Owner::names).collect();
        ((!owners.is_empty()).then(|| owners.join("+")), action.what.any().to_owned())
    }

    fn project(files: &[(&str, &str)]) -> Project {
        load(Folder::of_texts(files), ReportDateSource { as_of: None, otherwise: Date::new(2026, 3, 2) })
    }

    #[test]
    fn a_name_is_as_long_as_the_person_is_called() {
        for (text, owner, what) in [
            ("@Raj Patel do this (due 2026-05-05)", "Raj Patel", "do this"),
            ("@raj patel: do this", "raj patel", "do this"),
            ("call the printer @Raj Patel", "Raj Patel", "call the printer"),
            ("@拉杰 订场地", "拉杰", "订场地"),
            ("@张伟订场地", "张伟", "订场地"),
            ("@Raj Patil do this", "Raj Patil", "do this"),
            ("@ghost do this", "ghost", "do this"),
            ("Raj Patel: do that", "Raj Patel", "do that"),
            ("张伟：订场地", "张伟", "订场地"),
            ("负责人：张伟 订场地", "张伟", "订场地"),
            ("Tom Becker / Li Na: do that", "Tom Becker+Li Na", "do that"),
            ("@tom-becker, @Li Na do that", "tom-becker+Li Na", "do that"),
            ("@tom-becker and @li-na: do that", "tom-becker+li-na", "do that"),
            ("@tom-becker ask @li-na (due 2026-05-05)", "tom-becker", "ask @li-na"),
        ] {
            assert_eq!(owned(text), (Some(owner.to_owned()), what.to_owned()), "{text}");
        }
        assert_eq!(owned("Booth: lamps"), (None, String::new()), "no person, no action");
    }

    #[test]
    fn who_and_by_when_in_any_order() {
        let people = "- name: 李娜\n- name: Omar Reed\n";
        for (text, owner, due, done_on, what) in [
            ("联系印刷厂（责任人：李娜，完成时间：3月9日）", Some("李娜"), Some("2026-03-09"), None, "联系印刷厂"),
            ("李娜：订样品，3月10日前完成", Some("李娜"), Some("2026-03-10"), None, "订样品"),
            ("联系物流 - 李娜 - 3/12", Some("李娜"), Some("2026-03-12"), None, "联系物流"),
            ("李娜：创建接口（3月12日前）", Some("李娜"), Some("2026-03-12"), None, "创建接口"),
            ("李娜负责联系印刷厂，截止时间：3月12日", Some("李娜"), Some("2026-03-12"), None, "联系印刷厂"),
            ("联系物流（李娜，3月12日前）", Some("李娜"), Some("2026-03-12"), None, "联系物流"),
            ("[Omar] book the hall", Some("Omar"), None, None, "book the hall"),
            ("Omar → book the hall (12 March)", Some("Omar"), Some("2026-03-12"), None, "book the hall"),
            ("联系物流（李娜、3月12日）", Some("李娜"), Some("2026-03-12"), None, "联系物流"),
            ("订场地（3月13日前，3月12日完成）", None, Some("2026-03-13"), Some("2026-03-12"), "订场地"),
            ("Omar to book the hall", Some("Omar"), None, None, "book the hall"),
            ("Omar Reed will book the hall by 12 March", Some("Omar Reed"), Some("2026-03-12"), None, "book the hall"),
            ("Book the hall (Omar, 12 March)", Some("Omar"), Some("2026-03-12"), None, "Book the hall"),
            ("Book the hall — Omar Reed — 12 March 2026", Some("Omar Reed"), Some("2026-03-12"), None, "Book the hall"),
            ("Book the hall (big one)", None, None, None, "Book the hall (big one)"),
            ("Ask the agency - again", None, None, None, "Ask the agency - again"),
        ] {
            let mark = if done_on.is_some() { "x" } else { " " };
            let notes = format!("# Weekly\n\n## Actions\n\n- [{mark}] {text}\n");
            let project = project(&[("people.yaml", people), ("meetings/2026-03-02.md", &notes)]);
            let action = &project.meetings[0].actions[0];
            let owners: Vec<&str> = action.owner.iter().flat_map(Owner::names).collect();
            assert_eq!(owners.first().copied(), owner, "{text}");
            assert_eq!(action.due.map(|day| day.to_string()).as_deref(), due, "{text}");
            assert_eq!(action.done_on.map(|day| day.to_string()).as_deref(), done_on, "{text}");
            assert_eq!(action.what.any(), what, "{text}");
        }
    }

    #[test]
    fn an_address_is_no_owner() {
        assert_eq!(read("mail to a@example.com", None), pairs(&[("what", "mail to a@example.com")]));
    }
}
