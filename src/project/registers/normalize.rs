//! Words whose meaning depends on their register, on the columns beside them or on their values: decided on the names as
//! typed, before synonyms are renamed.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::aim;
use super::approvals;
use super::columns::{self, OF_LEVELS, OF_STATES, Told, as_written, is_prose, is_worded};
use super::goals::Kpi;
use super::meetings::Action;
use super::plan::{Milestone, Task};
use super::risks::{Issue, Risk, Strategy};
use super::words::{Rag, Severity, WorkStatus};
use crate::project::record::Record;
use crate::project::types::{ChoiceType, Level, read_number};
use crate::source::fold::fold_header;
use crate::source::vocabulary::Vocabulary;
use crate::source::{Data, Key, Node, Span, Style};

type Entry<'a> = (Key<'a>, Node<'a>);

fn entries<'n, 'a>(record: &'n mut Node<'a>) -> Option<&'n mut Vec<Entry<'a>>> {
    match &mut record.data {
        Data::Map(entries) => Some(entries),
        _ => None,
    }
}

/// The names of a file's keys without what does not matter, each worked out once however many records there are.
struct Words(BTreeMap<String, String>);

impl Words {
    fn of(records: &[Node<'_>]) -> Self {
        let mut words: BTreeMap<String, String> = BTreeMap::new();
        for (key, _) in records.iter().flat_map(Node::entries) {
            if !words.contains_key(&*key.name) {
                words.insert(key.name.to_string(), fold_header(&key.name));
            }
        }
        Self(words)
    }

    /// Whether a key is one of some names, which are written as they are folded.
    fn is(&self, key: &Key<'_>, names: &[&str]) -> bool {
        self.0.get(&*key.name).is_some_and(|folded| names.contains(&folded.as_str()))
    }

    /// Whether the file has a key of some names at all.
    fn knows(&self, names: &[&str]) -> bool {
        self.0.values().any(|folded| names.contains(&folded.as_str()))
    }

    fn has(&self, entries: &[Entry<'_>], names: &[&str]) -> bool {
        self.knows(names) && entries.iter().any(|(key, value)| self.is(key, names) && !value.is_null())
    }

    /// The names that mean a field.
    fn meaning(&self, vocabulary: &Vocabulary, field: &str) -> BTreeSet<String> {
        self.0.keys().filter(|name| vocabulary.find(name).is_some_and(|path| path == [field])).cloned().collect()
    }

    fn rename(&self, entries: &mut [Entry<'_>], names: &[&str], to: impl Fn(&Node<'_>) -> Option<&'static str>) {
        if !self.knows(names) {
            return;
        }
        for (key, value) in entries {
            if self.is(key, names)
                && let Some(name) = to(value)
            {
                key.name = Cow::Borrowed(name);
            }
        }
    }
}

/// 目标 is a target where it is a number, else a goal; 类型 says leading or lagging; a target's sign is the direction, and what
/// stands behind its number the unit.
pub fn kpis(records: &mut [Node<'_>]) {
    let is_number = |text: &str| aim::read(text).is_some();
    let begins_with_a_letter = |text: &str| text.starts_with(char::is_alphabetic);
    let is_head = |head: &str| ["measure", "测量", "衡量"].iter().any(|word| head.starts_with(word));
    let measured = Told { from: "measurements", to: "source", is_head, is_value: &is_number, is_text: begins_with_a_letter };
    columns::told(records, Kpi::vocabulary(), &measured);
    columns::values_of_before(records, Kpi::vocabulary(), "measurements");
    let words = Words::of(records);
    let [targets, values, baselines, direction, unit] =
        ["targets", "measurements", "baseline", "direction", "unit"].map(|field| words.meaning(Kpi::vocabulary(), field));
    for entries in records.iter_mut().filter_map(entries) {
        let is_number = |value: &Node<'_>| value.text().is_some_and(|text| aim::read(text).is_some());
        words.rename(entries, &["目标", "goal"], |value| is_number(value).then_some("targets"));
        words.rename(entries, &["类型", "type"], |_| Some("nature"));
        let is_target = |key: &Key<'_>| key.name == "targets" || targets.contains(&*key.name);
        let mut said: Vec<(&str, Span, String)> = Vec::new();
        for (key, node) in entries.iter_mut() {
            if is_target(key)
                && let Some(aim) = aim::write(node, true)
            {
                said.extend([("direction", key.span, aim.direction), ("unit", key.span, aim.unit)]);
            } else if (values.contains(&*key.name) || baselines.contains(&*key.name))
                && let Some(aim) = aim::write(node, false)
            {
                said.push(("unit", key.span, aim.unit));
            }
        }
        for (name, span, text) in said.into_iter().filter(|(.., text)| !text.is_empty()) {
            let names = if name == "unit" { &unit } else { &direction };
            if !entries.iter().any(|(key, value)| (key.name == name || names.contains(&*key.name)) && !value.is_null()) {
                let value = Node { span, data: Data::Scalar(Cow::Owned(text), Style::Cell) };
                entries.push((Key { name: Cow::Borrowed(name), span }, value));
            }
        }
    }
}

/// 影响 is a step or what follows; 应对措施 a strategy or what is done; a score is kept as it is.
pub fn risks(records: &mut [Node<'_>]) {
    columns::lights(records, Risk::vocabulary(), "level", OF_LEVELS);
    let is_step = |text: &str| Level::read(text).is_some();
    let is_strategy = |text: &str| text.split(['：', ':']).next().and_then(Strategy::of).is_some();
    let of_steps = Told { from: "impact", to: "effect", is_head: |_| true, is_value: &is_step, is_text: is_worded };
    let of_strategies = Told { from: "strategy", to: "prevention", is_head: |_| true, is_value: &is_strategy, is_text: is_prose };
    columns::told(records, Risk::vocabulary(), &of_steps);
    columns::told(records, Risk::vocabulary(), &of_strategies);
    columns::watched(records);
    let words = Words::of(records);
    let [probability, level] = ["probability", "level"].map(|field| words.meaning(Risk::vocabulary(), field));
    for entries in records.iter_mut().filter_map(entries) {
        // A level beside probability and impact that is no word is a score, which is kept and not read.
        let is_score = |value: &Node<'_>| value.text().is_some_and(|text| Severity::of(text).is_none());
        for (key, value) in entries.iter_mut().filter(|_| !probability.is_empty()) {
            if level.contains(&*key.name) && is_score(value) {
                key.name = Cow::Owned(as_written(&key.name));
            }
        }
        let has_step = words.has(entries, &["影响程度", "impact", "影响等级", "严重程度"]);
        let is_level = |value: &Node<'_>| value.text().is_some_and(|text| Level::read(text).is_some());
        words.rename(entries, &["影响"], |value| Some(if !has_step && is_level(value) { "impact" } else { "effect" }));
        let has_title = words.has(entries, &["title", "name", "标题", "名称", "风险名称", "风险", "主题"]);
        words.rename(entries, &["description", "描述", "风险描述", "说明"], |_| (!has_title).then_some("title"));
        split_response(&words, entries);
    }
}

/// 「减轻：提前锁定档期」 is a strategy and what is done.
fn split_response(words: &Words, entries: &mut Vec<Entry<'_>>) {
    let Some(at) = entries.iter().position(|(key, _)| words.is(key, &["应对措施", "应对", "response"])) else { return };
    let Some((key, node)) = entries.get_mut(at) else { return };
    let Some(text) = node.text() else { return };
    let (word, rest) = text.split_once(['：', ':']).map_or((text, None), |(word, rest)| (word, Some(rest.trim().to_owned())));
    if Strategy::of(word).is_none() {
        key.name = Cow::Borrowed("prevention");
        return;
    }
    let (span, word, key_span) = (node.span, word.trim().to_owned(), key.span);
    key.name = Cow::Borrowed("strategy");
    node.data = Data::Scalar(Cow::Owned(word), Style::Cell);
    if let Some(rest) = rest.filter(|rest| !rest.is_empty()) {
        let prevention = Node { span, data: Data::Scalar(Cow::Owned(rest), Style::Quoted) };
        entries.push((Key { name: Cow::Borrowed("prevention"), span: key_span }, prevention));
    }
}

/// 完成日期 alone is the due date while the work is open; beside a due date, or once it is done, the day it was done.
pub fn actions(records: &mut [Node<'_>]) {
    columns::done(records, Action::vocabulary());
    let words = Words::of(records);
    for entries in records.iter_mut().filter_map(entries) {
        let has_due = words
            .has(entries, &["截止日期", "截止", "截止时间", "due", "duedate", "deadline", "期限", "计划完成", "完成时限", "要求完成日期"]);
        let status =
            entries.iter().find(|(key, _)| words.is(key, &["状态", "status", "完成情况", "处理状态"])).and_then(|(_, value)| value.text());
        let is_done = status.and_then(WorkStatus::of).is_some_and(WorkStatus::is_finished);
        words.rename(entries, &["完成日期", "完成时间"], |_| Some(if has_due || is_done { "done_on" } else { "due" }));
    }
}

/// 计划日期 beside a baseline is the forecast.
pub fn milestones(records: &mut [Node<'_>]) {
    columns::lights(records, Milestone::vocabulary(), "status", OF_STATES);
    let words = Words::of(records);
    for entries in records.iter_mut().filter_map(entries) {
        if words.has(entries, &["基线", "基线日期", "baseline", "原定日期", "原计划日期", "原计划", "原计划完成", "原定计划"])
        {
            words.rename(entries, &["计划日期", "计划完成", "planned"], |_| Some("forecast"));
        }
    }
}

/// 完成日期 beside a planned end is the actual one; planned dates beside expected ones are the baseline; a progress may be a
/// word or a per cent; `T-03FS+3` is a dependency.
pub fn tasks(records: &mut [Node<'_>]) {
    const PERCENT: [&str; 9] = ["percent", "%complete", "progress", "进度", "完成度", "完成率", "完成百分比", "进展", "percentcomplete"];
    columns::done(records, Task::vocabulary());
    columns::lights(records, Task::vocabulary(), "status", OF_STATES);
    let words = Words::of(records);
    for entries in records.iter_mut().filter_map(entries) {
        if words.has(entries, &["计划完成", "结束", "结束日期", "end", "截止日期"]) {
            words.rename(entries, &["完成日期", "完成时间"], |_| Some("actual_end"));
        }
        if words.has(entries, &["预计开始", "预计完成", "预计结束"]) {
            words.rename(entries, &["计划开始"], |_| Some("baseline_start"));
            words.rename(entries, &["计划完成", "计划结束"], |_| Some("baseline_end"));
            words.rename(entries, &["预计开始"], |_| Some("start"));
            words.rename(entries, &["预计完成", "预计结束"], |_| Some("end"));
        }
        words.rename(entries, &["progress", "进度", "进展", "done"], |value| {
            value.text().is_some_and(|text| WorkStatus::of(text).is_some()).then_some("status")
        });
        if !words.has(entries, &PERCENT) {
            words.rename(entries, &["status", "状态"], |value| value.text()?.trim().ends_with(['%', '％']).then_some("percent"));
        }
        for (key, node) in entries.iter_mut() {
            if Task::vocabulary().find(&key.name).is_some_and(|path| path == ["after"]) {
                dependencies(node);
            }
        }
    }
    shares_as_per_cent(&words, records, &PERCENT);
}

/// A column whose values all lie in 0…1 with at least one fraction is a share.
fn shares_as_per_cent(words: &Words, records: &mut [Node<'_>], names: &[&str]) {
    let mut values = Vec::new();
    for (key, node) in records.iter().flat_map(crate::source::node::Node::entries) {
        if words.is(key, names)
            && let Some(text) = node.text()
        {
            if text.contains('%') {
                return;
            }
            values.extend(read_number(text));
        }
    }
    let is_share = values.iter().all(|value| (0.0..=1.0).contains(value)) && values.iter().any(|value| value.fract() != 0.0);
    if !is_share {
        return;
    }
    for (key, node) in records.iter_mut().filter_map(entries).flatten() {
        if words.is(key, names)
            && let Some(value) = node.text().and_then(read_number)
        {
            node.data = Data::Scalar(Cow::Owned(format!("{}", value * 100.0)), Style::Plain);
        }
    }
}

fn dependencies(node: &mut Node<'_>) {
    let span = node.span;
    match &mut node.data {
        Data::List(items) => items.iter_mut().for_each(dependency),
        Data::Scalar(text, style) => {
            let is_cell = *style == Style::Cell;
            let pieces: Vec<&str> = if is_cell { text.split([';', '；', '、', '，', ',']).collect() } else { vec![text] };
            let items = pieces.into_iter().map(str::trim).filter(|piece| !piece.is_empty()).map(|piece| {
                let mut item = Node { span, data: Data::Scalar(Cow::Owned(piece.to_owned()), Style::Cell) };
                dependency(&mut item);
                item
            });
            node.data = Data::List(items.collect());
        }
        _ => {}
    }
}

/// `T-03FS+3`, `T-03 SS`, `3 FF-2d` as a map; what has no such ending stays.
fn dependency(node: &mut Node<'_>) {
    let Some(text) = node.text() else { return };
    let upper = text.to_ascii_uppercase();
    let found = ["FS", "SS", "FF", "SF"].iter().filter_map(|kind| upper.rfind(kind).map(|at| (at, *kind))).max();
    let Some((at, kind)) = found else { return };
    let (Some(task), Some(lag)) = (text.get(..at), text.get(at + 2..)) else { return };
    let (task, lag) = (task.trim().trim_end_matches(['(', '（']), lag.trim().trim_end_matches([')', '）']));
    let is_lag =
        lag.is_empty() || (lag.starts_with(['+', '-']) && lag.get(1..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())));
    let is_apart = task.ends_with(|c: char| c.is_ascii_digit() || c.is_whitespace())
        || text.get(..at).is_some_and(|before| before.ends_with([' ', '(', '（']));
    if task.is_empty() || !is_lag || !is_apart {
        return;
    }
    let span = node.span;
    let scalar = |text: &str| Node { span, data: Data::Scalar(Cow::Owned(text.to_owned()), Style::Cell) };
    let key = |name| Key { name: Cow::Borrowed(name), span };
    let mut map = vec![(key("task"), scalar(task)), (key("kind"), scalar(kind))];
    if !lag.is_empty() {
        map.push((key("lag"), scalar(lag)));
    }
    node.data = Data::Map(map);
}

/// `status: {schedule: green, …}` says the four statuses.
pub fn reviews(records: &mut [Node<'_>]) {
    let words = Words::of(records);
    for entries in records.iter_mut().filter_map(entries) {
        let Some(at) = entries.iter().position(|(key, value)| words.is(key, &["status", "状态"]) && matches!(value.data, Data::Map(_)))
        else {
            continue;
        };
        let (_, status) = entries.remove(at);
        if let Data::Map(statuses) = status.data {
            entries.extend(statuses);
        }
    }
}

/// A monthly report has statuses as a review has them; 进度 is one where its value is such a word, else what went forward.
pub fn meetings(records: &mut [Node<'_>]) {
    reviews(records);
    let words = Words::of(records);
    let is_status = |value: &Node<'_>| value.text().is_some_and(|text| Rag::of(text).is_some());
    for entries in records.iter_mut().filter_map(entries) {
        words.rename(entries, &["进度"], |value| is_status(value).then_some("schedule"));
    }
}

/// Marks and names say how far a change is.
pub fn changes(records: &mut [Node<'_>]) {
    approvals::read(records);
}

/// The usual four steps 致命, 严重, 一般, 轻微: then 严重 is the second of them.
pub fn severities(records: &mut [Node<'_>]) {
    const NAMES: [&str; 6] = ["severity", "严重程度", "优先级", "等级", "级别", "priority"];
    columns::done(records, Issue::vocabulary());
    columns::lights(records, Issue::vocabulary(), "severity", OF_LEVELS);
    let words = Words::of(records);
    let texts = || {
        records
            .iter()
            .flat_map(crate::source::node::Node::entries)
            .filter(|(key, _)| words.is(key, &NAMES))
            .filter_map(|(_, value)| value.text())
    };
    if !texts().any(|text| matches!(text, "致命" | "特急")) {
        return;
    }
    for (key, node) in records.iter_mut().filter_map(entries).flatten() {
        if words.is(key, &NAMES) && node.text() == Some("严重") {
            node.data = Data::Scalar(Cow::Borrowed("high"), Style::Cell);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::kind::Kind;
    use crate::source::Span;

    fn record<'a>(entries: &[(&'a str, &'a str)]) -> Node<'a> {
        let entries = entries.iter().enumerate().map(|(n, (key, value))| {
            let span = Span::new(n * 10, n * 10 + 5);
            let data = if value.is_empty() { Data::Null } else { Data::Scalar((*value).into(), Style::Cell) };
            (Key { name: (*key).into(), span }, Node { span, data })
        });
        Node { span: Span::default(), data: Data::Map(entries.collect()) }
    }

    fn keys<'n>(node: &'n Node<'_>) -> Vec<&'n str> {
        node.entries().iter().map(|(key, _)| &*key.name).collect()
    }

    #[test]
    fn a_goal_or_a_target() {
        let mut records = [record(&[("目标", "400")]), record(&[("目标", "G-01")])];
        kpis(&mut records);
        assert_eq!((keys(&records[0]), keys(&records[1])), (vec!["targets"], vec!["目标"]));
    }

    #[test]
    fn impact_or_effect_and_strategy_with_prevention() {
        let mut records = [
            record(&[("风险描述", "x"), ("影响", "高"), ("应对措施", "减轻：提前锁定档期"), ("风险等级", "高")]),
            record(&[("名称", "y"), ("影响", "错过展会"), ("影响程度", "4"), ("应对措施", "每周跟进")]),
        ];
        risks(&mut records);
        assert_eq!(keys(&records[0]), ["title", "impact", "strategy", "风险等级", "prevention"]);
        assert_eq!(records[0].get("prevention").unwrap().text(), Some("提前锁定档期"));
        assert_eq!(keys(&records[1]), ["名称", "effect", "影响程度", "prevention"]);
        let mut levels = [
            record(&[("名称", "z"), ("概率", "高"), ("等级", "高")]),
            record(&[("名称", "z"), ("等级", "高"), ("得分", "12")]),
            record(&[("名称", "z"), ("概率", ""), ("等级", "很高")]),
            record(&[("名称", "z"), ("概率", ""), ("等级", "0")]),
        ];
        risks(&mut levels);
        assert_eq!(
            levels.each_ref().map(|record| keys(record).join(" ")),
            ["名称 概率 等级", "名称 等级 得分·原值", "名称 概率 等级", "名称 概率 等级·原值"]
        );
        for head in ["得分", "风险等级", "Risk Level", "level", "Rating"] {
            let words = Risk::vocabulary();
            assert_eq!((words.find(&as_written(head)), words.suggest(&as_written(head))), (None, None), "{head}");
        }
        let mut alone = [record(&[("名称", "z"), ("等级", "12")]), record(&[("名称", "z"), ("Risk Level", "Very High")])];
        risks(&mut alone);
        assert_eq!(alone.each_ref().map(|record| keys(record).join(" ")), ["名称 等级", "名称 Risk Level"], "nothing else says it");
    }

    #[test]
    fn the_day_of_completion() {
        let mut records = [
            record(&[("完成日期", "2026-03-01"), ("状态", "进行中")]),
            record(&[("完成日期", "2026-03-01"), ("状态", "已完成")]),
            record(&[("完成日期", "2026-03-01"), ("截止日期", "2026-03-02")]),
        ];
        actions(&mut records);
        assert_eq!(records.each_ref().map(|node| keys(node)[0].to_owned()), ["due", "done_on", "done_on"]);
    }

    #[test]
    fn shares_and_dependencies() {
        let mut records = [record(&[("完成率", "0.8"), ("前置任务", "T-03FS+3；T-04")]), record(&[("完成率", "1")])];
        tasks(&mut records);
        assert_eq!(records[0].get("完成率").unwrap().text(), Some("80"));
        assert_eq!(records[1].get("完成率").unwrap().text(), Some("100"));
        let after = records[0].get("前置任务").unwrap().items();
        assert_eq!((after[0].get("task").unwrap().text(), after[0].get("lag").unwrap().text()), (Some("T-03"), Some("+3")));
        assert_eq!(after[1].text(), Some("T-04"));
        let mut whole = [record(&[("完成率", "1")]), record(&[("完成率", "50")])];
        tasks(&mut whole);
        assert_eq!(whole[0].get("完成率").unwrap().text(), Some("1"));
    }

    #[test]
    fn an_original_plan_is_the_baseline() {
        assert_eq!(Kind::Milestones.vocabulary().find("原计划日期"), Some(vec!["baseline"]));
        let mut records = [record(&[("原计划日期", "2026-05-01"), ("计划日期", "2026-05-08")])];
        milestones(&mut records);
        assert_eq!(keys(&records[0]), ["原计划日期", "forecast"]);
    }

    #[test]
    fn serious_is_second_of_four() {
        let mut records = [record(&[("严重程度", "严重")]), record(&[("严重程度", "致命")])];
        severities(&mut records);
        assert_eq!(records[0].entries()[0].1.text(), Some("high"));
    }
}
