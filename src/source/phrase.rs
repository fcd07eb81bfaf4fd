//! Heads by their grammar: `Date Raised`, `Planned Finish`, 「计划完成时间」 say a field whatever the order of their words.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::fold::fold;

/// The words of a head, each by what it stands for; their order does not matter.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Phrase(BTreeSet<String>);

/// What words of heads stand for. What is done stands for its end that is actual; who does it for the event and `by`.
const MEANINGS: [(&str, &str); 27] = [
    ("when", "date day datetime timestamp time on at when 日期 时间 日 时点 时间点 年月日"),
    ("start", "start begin beginning commencement commence kickoff 开始 起始 启动 开工"),
    ("end", "end finish conclusion 结束"),
    ("complete", "completion complete 完成 完工 竣工"),
    ("due", "due deadline 截止 到期 期限"),
    ("actual start", "started begun commenced"),
    ("actual end", "completed finished ended done achieved reached 已完成 达成 办结"),
    (
        "raised",
        "raised identified logged opened open reported created submitted requested recorded registered discovered detected noted entered \
        identification submission request creation 提出 识别 登记 发现 创建 上报 报告 申请 提报 新建",
    ),
    ("closed", "closed closure close resolved resolution solved fixed 关闭 解决"),
    ("decided", "decided decision decide 决策 决定"),
    ("approved", "approved approval approve 批准 审批"),
    ("received", "received receipt delivered delivery arrival arrived 到货 收到 签收 交付"),
    ("needed", "needed required need require 需要 需求"),
    ("reviewed", "reviewed review 评审 复核"),
    ("updated", "updated update modified 更新"),
    ("last", "last latest recent 上次 最近 最新 最后"),
    ("next", "next 下次"),
    ("plan", "planned plan scheduled target targeted intended 计划 预定 要求 目标 拟"),
    ("base", "baseline original originally initial 基线 基准 原 原定 原计划"),
    ("forecast", "forecast forecasted expected estimated revised projected anticipated 预计 预期 预测 预估"),
    ("actual", "actual real 实际"),
    ("percent", "% percent percentage pct 百分比"),
    ("owner", "owner responsible assignee assigned lead leader dri pic 负责人 责任人 负责 承办人 牵头人"),
    ("by", "by 人 人员"),
    ("id", "id no number num nr code ref reference # 编号 号 代码 序列号"),
    ("status", "status state 状态"),
    ("level", "level rating score grade 等级 级别 程度 评分 得分 度 性"),
];

/// Those who do something, by what they do.
const DOERS: &str = "requester requestor raiser reporter submitter originator author creator initiator";

/// Words that say no more than that a text, a name or a person stands there.
const FILLERS: &str = "name title description desc detail text statement plan strategy measure action step approach main primary overall current \
    full project key the of for to a an in and or 名称 描述 说明 内容 详情 情况 主要 当前 总体 项目 具体 措施 方案";

impl Phrase {
    /// The words of a head.
    pub(super) fn of(head: &str) -> Self {
        let bare = without_brackets(head);
        let mut words = BTreeSet::new();
        for word in split(&bare).iter().map(|word| singular(word)) {
            match stands_for(&word) {
                Some(meaning) => words.extend(meaning.split(' ').map(str::to_owned)),
                None => {
                    words.insert(word);
                }
            }
        }
        if words.contains("percent") {
            words.retain(|word| !matches!(word.as_str(), "complete" | "end" | "actual"));
        }
        Self(words)
    }

    /// The head without the words for the day, and whether there were any.
    pub(super) fn undated(mut self) -> (Self, bool) {
        let is_dated = self.0.contains("when");
        if self.0.len() > 1 {
            self.0.remove("when");
        }
        (self, is_dated)
    }

    /// Whether it says by itself that a day is meant: "planned end", "needed by", but not "reply".
    pub(super) fn tells_a_day(&self) -> bool {
        self.0.len() > 1 && ["plan", "base", "forecast", "actual", "by", "last", "next"].iter().any(|word| self.0.contains(*word))
    }

    /// Whether it speaks of a description.
    pub(super) fn describes(&self) -> bool {
        ["description", "desc", "detail", "描述", "说明", "详情"].iter().any(|word| self.0.contains(*word))
    }

    /// Whether a head speaks of several.
    pub(super) fn is_plural(head: &str) -> bool {
        split(head).last().is_some_and(|last| singular(last) != *last)
    }

    /// Other ways to say it, the nearest first: what is planned to end is due, what is done is closed, and where a register
    /// does not tell the planned day from the day, it is the day.
    pub(super) fn others(&self) -> Vec<Self> {
        let ways: [(&[&str], &[&str]); 18] = [
            (&["plan", "complete"], &["due"]),
            (&["forecast", "complete"], &["due"]),
            (&["actual", "complete"], &["actual", "end"]),
            (&["base", "complete"], &["base", "end"]),
            (&["plan", "end"], &["due"]),
            (&["plan", "closed"], &["due"]),
            (&["forecast", "closed"], &["due"]),
            (&["forecast", "end"], &["due"]),
            (&["due"], &["end"]),
            (&["actual", "end"], &["closed"]),
            (&["actual", "closed"], &["closed"]),
            (&["closed"], &["actual", "end"]),
            (&["actual", "start"], &["actual"]),
            (&["plan", "start"], &["start"]),
            (&["forecast", "start"], &["start"]),
            (&["end"], &["due"]),
            (&["base", "end"], &["base"]),
            (&["actual", "end"], &["actual"]),
        ];
        let mut others = Vec::new();
        let mut open = vec![self.clone()];
        // Two steps lead from every usual head to a field: `Planned Resolution` is due, and what is due is the end.
        for _ in 0..2 {
            let reached: Vec<Self> = open.iter().flat_map(|phrase| ways.iter().filter_map(|(from, to)| phrase.swap(from, to))).collect();
            others.extend(reached.iter().cloned());
            open = reached;
        }
        others
    }

    fn swap(&self, from: &[&str], to: &[&str]) -> Option<Self> {
        if !from.iter().all(|word| self.0.contains(*word)) {
            return None;
        }
        let kept = self.0.iter().filter(|word| !from.contains(&word.as_str())).cloned();
        Some(Self(kept.chain(to.iter().map(|word| (*word).to_owned())).collect()))
    }

    /// The head without words that say nothing; `None` if nothing else is left or none is there.
    pub(super) fn without_fillers(&self) -> Option<Self> {
        let fillers = || FILLERS.split_whitespace();
        let kept: BTreeSet<String> = self.0.iter().filter(|word| !fillers().any(|filler| filler == word.as_str())).cloned().collect();
        (!kept.is_empty() && kept.len() < self.0.len()).then_some(Self(kept))
    }

    /// The head without some word, if it is there beside others.
    pub(super) fn without(&self, word: &str) -> Option<Self> {
        let mut kept = self.0.clone();
        (kept.remove(word) && !kept.is_empty()).then_some(Self(kept))
    }

    /// A head without these words, if it has them all beside others.
    pub(super) fn without_own(&self, head: &Self) -> Option<Self> {
        let kept: BTreeSet<String> = head.0.difference(&self.0).cloned().collect();
        (!self.0.is_empty() && !kept.is_empty() && self.0.is_subset(&head.0)).then_some(Self(kept))
    }
}

/// A head without what stands in brackets.
fn without_brackets(head: &str) -> String {
    let mut depth = 0_usize;
    let kept: String = head
        .chars()
        .filter(|c| match c {
            '(' | '（' | '[' | '【' => {
                depth += 1;
                false
            }
            ')' | '）' | ']' | '】' => {
                depth = depth.saturating_sub(1);
                false
            }
            _ => depth == 0,
        })
        .collect();
    if kept.trim().is_empty() { head.to_owned() } else { kept }
}

/// The words of a head: `plannedFinish`, `planned_finish`, 「计划完成」 have two each.
fn split(head: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut before = ' ';
    for c in head.chars() {
        let is_word = c.is_alphanumeric() || c == '\'';
        let is_camel = before.is_lowercase() && c.is_uppercase();
        let changes_script = is_han(before) != is_han(c) && !word.is_empty();
        if (!is_word || is_camel || changes_script) && !word.is_empty() {
            finish(&std::mem::take(&mut word), &mut words);
        }
        if is_word && c != '\'' {
            word.push(c);
        } else if matches!(c, '%' | '#' | '％' | '＃') {
            words.push(if matches!(c, '%' | '％') { "%".into() } else { "#".into() });
        }
        before = c;
    }
    if !word.is_empty() {
        finish(&word, &mut words);
    }
    words
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

fn finish(word: &str, words: &mut Vec<String>) {
    let folded = fold(word);
    if folded.chars().any(is_han) { words.extend(han_words(&folded)) } else { words.push(folded) }
}

/// Chinese has no spaces: the longest known word at each place, and what lies between them.
fn han_words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut between = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        match KNOWN_HAN.iter().find(|known| rest.starts_with(known.as_str())) {
            Some(known) => {
                if !between.is_empty() {
                    words.push(std::mem::take(&mut between));
                }
                words.push(known.clone());
                rest = rest.get(known.len()..).unwrap_or_default();
            }
            None => {
                between.push(first);
                rest = rest.get(first.len_utf8()..).unwrap_or_default();
            }
        }
    }
    if !between.is_empty() {
        words.push(between);
    }
    words
}

/// `causes` → `cause`, `dependencies` → `dependency`; `status` stays.
fn singular(word: &str) -> String {
    match word {
        _ if word.len() < 4 || word.ends_with("ss") || word.ends_with("us") || word.ends_with("is") => word.to_owned(),
        _ => match word.strip_suffix("ies") {
            Some(stem) => format!("{stem}y"),
            None => word.strip_suffix('s').unwrap_or(word).to_owned(),
        },
    }
}

fn stands_for(word: &str) -> Option<&'static str> {
    WORDS.get(word).copied()
}

static WORDS: LazyLock<BTreeMap<String, &'static str>> = LazyLock::new(|| {
    let meanings = MEANINGS.iter().flat_map(|(meaning, words)| words.split_whitespace().map(|word| (word.to_owned(), *meaning)));
    meanings.chain(DOERS.split_whitespace().map(|doer| (doer.to_owned(), "raised by"))).collect()
});

/// The known Chinese words, the longest first.
static KNOWN_HAN: LazyLock<Vec<String>> = LazyLock::new(|| {
    let known = WORDS.keys().map(String::as_str).chain(FILLERS.split_whitespace());
    let mut known: Vec<String> = known.filter(|word| word.chars().all(is_han)).map(str::to_owned).collect();
    known.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    known
});

#[cfg(test)]
mod tests {
    use super::*;

    fn words(head: &str) -> String {
        Phrase::of(head).0.into_iter().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_order_of_words_does_not_matter() {
        for head in ["Date Raised", "raised_date", "dateRaised", "Raised on", "提出日期", "登记时间", "Date identified"] {
            assert_eq!(words(head), "raised when", "{head}");
        }
        for head in ["Planned Finish", "Target end", "计划结束", "planned end (UTC)"] {
            assert_eq!(words(head), "end plan", "{head}");
        }
        assert_eq!(words("Completion %"), "percent");
        assert_eq!(words("Causes"), "cause");
        assert_eq!(words("Reporter"), "by raised");
        assert_eq!(words("(USD)"), "usd");
    }

    #[test]
    fn what_is_planned_to_end_is_due() {
        let others = |head: &str| Phrase::of(head).undated().0.others().into_iter().map(|phrase| phrase.0).collect::<Vec<_>>();
        assert!(others("Target Resolution Date").contains(&BTreeSet::from(["due".to_owned()])));
        assert!(others("计划完成时间").contains(&BTreeSet::from(["end".to_owned()])));
        assert!(others("Baseline Finish").contains(&BTreeSet::from(["base".to_owned()])));
    }

    #[test]
    fn one_of_some_things_is_known_from_four_letters_on() {
        assert_eq!(["ids", "tags", "risks", "status", "dependencies"].map(singular), ["ids", "tag", "risk", "status", "dependency"]);
    }

    #[test]
    fn a_word_alone_is_no_day_of_something_else() {
        assert_eq!(["Plan", "Planned end"].map(|head| Phrase::of(head).tells_a_day()), [false, true]);
        let undated = |head: &str| Phrase::of(head).undated().0.0.into_iter().collect::<Vec<_>>().join(" ");
        assert_eq!(["Date", "Date raised"].map(undated), ["when", "raised"]);
    }

    #[test]
    fn words_that_say_nothing_are_left_out_where_some_are_there() {
        let kept = |head: &str| Phrase::of(head).without_fillers().map(|phrase| phrase.0.into_iter().collect::<Vec<_>>().join(" "));
        assert_eq!(["Main cause", "Cause", "Main"].map(kept), [Some("cause".to_owned()), None, None]);
    }
}
