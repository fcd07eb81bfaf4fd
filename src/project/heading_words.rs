//! What the heading of a section means: a field's name, perhaps behind a number, with words around it that say when or how:
//! `Key decisions made`, 「一、本周工作完成情况」, 「存在的问题及风险」.

use std::collections::VecDeque;

use crate::source::schema::Shape;
use crate::source::vocabulary::Vocabulary;

/// Words in front of a noun that do not change what it names.
const BEFORE: [&str; 42] = [
    "核心",
    "关键",
    "本周",
    "上周",
    "本月",
    "上月",
    "本期",
    "上期",
    "本次",
    "本阶段",
    "本季度",
    "今日",
    "目前",
    "当前",
    "现有",
    "存在的",
    "存在",
    "遇到的",
    "发现的",
    "主要",
    "重点",
    "重要",
    "会议",
    "例会",
    "项目",
    "工作",
    "需要",
    "相关",
    "形成的",
    "达成的",
    "形成",
    "key ",
    "main ",
    "major ",
    "our ",
    "open ",
    "new ",
    "current ",
    "outstanding ",
    "important ",
    "this week's ",
    "last week's ",
];
/// Words behind a noun that do not change what it names.
const BEHIND: [&str; 36] = [
    "情况",
    "事项",
    "内容",
    "安排",
    "清单",
    "列表",
    "汇总",
    "小结",
    "总结",
    "说明",
    "任务",
    "要点",
    "记录",
    "跟踪",
    "如下",
    "部分",
    " made",
    " taken",
    " reached",
    " agreed",
    " raised",
    " identified",
    " encountered",
    " this week",
    " last week",
    " this month",
    " last month",
    " this sprint",
    " this period",
    " summary",
    " list",
    " log",
    " to date",
    " so far",
    " discussed",
    " assigned",
];
/// Stretches of time that lie ahead.
const AHEAD: [&str; 16] = [
    "下周",
    "下月",
    "下期",
    "下阶段",
    "下一步",
    "下一阶段",
    "下一周",
    "下季度",
    "后续",
    "明日",
    "next week",
    "next month",
    "next sprint",
    "next period",
    "next quarter",
    "next steps",
];
/// A heading without the stretch of time in front: 「下周行动计划」.
pub(super) fn without_time(heading: &str) -> Option<&str> {
    let rest = AHEAD.iter().chain(&PAST).filter_map(|time| heading.strip_prefix(time)).min_by_key(|rest| rest.len())?;
    Some(rest.trim_start_matches("'s").trim_start_matches(['的', ' '])).filter(|rest| !rest.is_empty())
}

/// Stretches of time that are over or run.
const PAST: [&str; 15] = [
    "本周",
    "上周",
    "本月",
    "上月",
    "本期",
    "本阶段",
    "本季度",
    "今日",
    "this week",
    "last week",
    "past week",
    "this month",
    "last month",
    "this sprint",
    "this period",
];
/// What is told of a stretch of time that is over.
const DONE: [&str; 14] = [
    "工作",
    "完成",
    "进展",
    "成果",
    "总结",
    "亮点",
    "progress",
    "accomplish",
    "achieve",
    "completed",
    "done",
    "highlights",
    "what we did",
    "work",
];
/// What is planned is not done.
const PLANNED: [&str; 5] = ["计划", "安排", "plan", "focus", "priorities"];
/// What holds two things against each other.
const HELD_AGAINST: [&str; 6] = ["对比", "对照", "比较", " vs ", " vs. ", " versus "];
/// What speaks of the day of another meeting, not of what is done until then.
const MEETINGS: [&str; 5] = ["next meeting", "next session", "next call", "下次会议", "下次例会"];
/// Words that are peeled off a heading, at most: a heading that needs more of it is a sentence.
const MOST_PEELED: usize = 64;

/// The field of a register that a heading names.
pub(super) fn field(words: &Vocabulary, heading: &str) -> Option<&'static str> {
    let plain = bare(heading);
    let lower = heading.to_lowercase();
    let has = |list: &[&str]| list.iter().any(|word| lower.contains(word));
    if has(&MEETINGS) {
        return None;
    }
    let exact = || [heading, plain].into_iter().find_map(|text| single(words.named(text)?));
    let parts = parts(plain);
    let found =
        exact().or_else(|| if parts.len() > 1 { of_parts(words, &parts) } else { one(words, plain).or_else(|| of_parts(words, &parts)) });
    // What is planned held against what was done is told of what was done.
    if has(&HELD_AGAINST) && has(&DONE) {
        return words.field("progress").map(|field| field.name);
    }
    found.filter(|field| *field != "progress" || !has(&PLANNED))
}

/// Words around a noun leave texts and lists what they are; a level or a state has its own name.
fn is_worded(words: &Vocabulary, field: &&'static str) -> bool {
    words.field(field).is_some_and(|field| matches!(field.shape, Shape::Text | Shape::List(_)))
}

fn one(words: &Vocabulary, text: &str) -> Option<&'static str> {
    single(words.find(text)?)
}

fn single(path: Vec<&'static str>) -> Option<&'static str> {
    <[&'static str; 1]>::try_from(path).ok().map(|[name]| name)
}

/// The nouns that a heading joins.
fn parts(heading: &str) -> Vec<String> {
    let text = heading.to_lowercase().replace(" and ", "/").replace(" & ", "/");
    let parts = text.split(['/', '及', '和', '与', '、', '&', '+', '|']).map(str::trim).filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}

/// Nouns that are joined name a field if they name one, and no two.
fn of_parts(words: &Vocabulary, parts: &[String]) -> Option<&'static str> {
    let mut named = parts.iter().filter_map(|part| peeled(words, part).or_else(|| of_time(words, part)));
    let first = named.next()?;
    named.all(|other| other == first).then_some(first)
}

/// A noun without the words around it.
fn peeled(words: &Vocabulary, part: &str) -> Option<&'static str> {
    let mut open = VecDeque::from([part]);
    for _ in 0..MOST_PEELED {
        let text = open.pop_front()?;
        if let Some(field) = one(words, text) {
            return Some(field).filter(|field| is_worded(words, field));
        }
        open.extend(BEFORE.iter().filter_map(|word| text.strip_prefix(word)).filter(|rest| !rest.is_empty()));
        open.extend(BEHIND.iter().filter_map(|word| text.strip_suffix(word)).filter(|rest| !rest.is_empty()));
    }
    None
}

/// What is told of a stretch of time: what comes is the next step, what was done is progress.
fn of_time(words: &Vocabulary, part: &str) -> Option<&'static str> {
    let has = |list: &[&str]| list.iter().any(|word| part.contains(word));
    let said = |field: &str| words.field(field).map(|field| field.name);
    if has(&AHEAD) {
        said("next")
    } else if has(&PAST) && has(&DONE) {
        said("progress")
    } else {
        None
    }
}

/// A heading without its number and the brackets around it: `1. Actions`, 「三、待办事项」, 「（三）待办」, 「【待办】」.
pub(super) fn bare<'h>(heading: &'h str) -> &'h str {
    const HAN: &str = "一二三四五六七八九十";
    let from_word = |text: &'h str| text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let text = from_word(heading).trim_end_matches(['】', '」', '》', ']', ':', '：', ' ']);
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == '.' || HAN.contains(c))).unwrap_or(text.len());
    let (number, rest) = text.split_at_checked(end).unwrap_or(("", text));
    let is_year = number.len() == 4 && number.parse::<u16>().is_ok();
    let is_number = !number.is_empty() && !is_year && number.chars().count() <= 4;
    let has_end = number.ends_with('.') || rest.starts_with(['．', '、', ')', '）', ' ', '，', ':', '：']);
    if is_number && has_end { from_word(rest) } else { text }
}

#[cfg(test)]
mod tests {
    use super::super::kind::Kind;
    use super::*;

    #[test]
    fn headings_of_reports() {
        for (heading, expected) in [
            ("一、本周工作完成情况", Some("progress")),
            ("二、下周工作计划", Some("next")),
            ("三、存在的问题及风险", Some("problems")),
            ("遇到的问题", Some("problems")),
            ("四、下一步工作任务安排", Some("next")),
            ("本周工作", Some("progress")),
            ("上周完成工作", Some("progress")),
            ("Key accomplishments this week", Some("progress")),
            ("Main issues and risks", Some("problems")),
            ("Plans for next week", Some("next")),
            ("This week's plan", None),
            ("Next meeting", None),
            ("下次会议时间", None),
            ("Progress and problems", None),
            ("Budget", None),
        ] {
            assert_eq!(field(Kind::Reviews.vocabulary(), heading), expected, "{heading}");
        }
    }

    #[test]
    fn headings_of_minutes() {
        for (heading, expected) in [
            ("一、会议决议", Some("decisions")),
            ("Key decisions made", Some("decisions")),
            ("2. Decisions", Some("decisions")),
            ("Open action items", Some("actions")),
            ("行动计划", Some("actions")),
            ("【待办】", Some("actions")),
            ("Decisions and actions", None),
            ("Discussion", None),
        ] {
            assert_eq!(field(Kind::Meetings.vocabulary(), heading), expected, "{heading}");
        }
    }

    #[test]
    fn a_heading_without_its_number() {
        for (heading, expected) in [
            ("1. Actions", "Actions"),
            ("2.1 Actions", "Actions"),
            ("(3) Actions", "Actions"),
            ("三、待办事项", "待办事项"),
            ("（十二）待办", "待办"),
            ("【待办】", "待办"),
            ("一周进展", "一周进展"),
            ("2026 plan", "2026 plan"),
            ("Actions", "Actions"),
        ] {
            assert_eq!(bare(heading), expected, "{heading}");
        }
    }
}
