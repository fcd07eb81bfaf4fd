//! The records of each register.

use alongside::calendar::Date;
use alongside::text::Lang;

use super::File;
use super::forms::{Cell, Table};
use super::seed::Seed;
use super::words::{
    ANSWERS, Both, CATEGORIES, CAUSES, EFFECTS, PEOPLE, ROLES, SENTENCES, STEPS, STRATEGIES, THINGS, TROUBLES, UNITS, of as word,
};

/// A word of a list.
fn one(seed: &mut Seed, words: &[Both], lang: Lang) -> &'static str {
    word(seed.of(words), lang)
}

/// So many sentences.
fn sentences(seed: &mut Seed, many: usize, lang: Lang) -> String {
    let all: Vec<&str> = (0..many).map(|_| one(seed, &SENTENCES, lang)).collect();
    all.join(word((" ", ""), lang))
}

fn day(from: Date, days: usize) -> Date {
    from.plus(i64::try_from(days).unwrap_or_default())
}

pub(crate) fn people(lang: Lang) -> Table {
    let rows = PEOPLE.iter().zip(ROLES.iter().cycle()).map(|(name, role)| vec![word(*name, lang).into(), word(*role, lang).into()]);
    Table { name: ("people", "人员"), heads: &[("name", "姓名"), ("role", "角色")], rows: rows.collect() }
}

pub(crate) fn risks(n: usize, seed: &mut Seed, lang: Lang) -> Table {
    let row = |at: usize| -> Vec<Cell> {
        let is_closed = seed.one_in(5);
        let title = format!("{}{}", capital(one(seed, &THINGS, lang)), word((" ", ""), lang));
        let raised = day(Date::new(2026, 1, 5), seed.below(200));
        let reviewed = day(Date::new(2026, 10, 1), seed.below(48));
        vec![
            format!("R-{at:05}").into(),
            format!("{title}{} {at}", one(seed, &TROUBLES, lang)).into(),
            one(seed, &CATEGORIES, lang).into(),
            one(seed, &CAUSES, lang).into(),
            one(seed, &EFFECTS, lang).into(),
            one(seed, &PEOPLE, lang).into(),
            (seed.below(5) + 1).to_string().into(),
            (seed.below(5) + 1).to_string().into(),
            one(seed, &STRATEGIES, lang).into(),
            one(seed, &ANSWERS, lang).into(),
            word(if is_closed { ("closed", "已关闭") } else { ("open", "未关闭") }, lang).into(),
            raised.to_string().into(),
            reviewed.to_string().into(),
            if is_closed { String::new() } else { day(reviewed, 30).to_string() }.into(),
            if is_closed { reviewed.to_string() } else { String::new() }.into(),
        ]
    };
    let heads = &[
        ("id", "编号"),
        ("title", "标题"),
        ("category", "类别"),
        ("cause", "原因"),
        ("effect", "后果"),
        ("owner", "负责人"),
        ("probability", "概率"),
        ("impact", "影响程度"),
        ("strategy", "应对策略"),
        ("prevention", "预防措施"),
        ("status", "状态"),
        ("raised", "提出日期"),
        ("reviewed", "上次评审"),
        ("next_review", "下次评审"),
        ("closed", "关闭日期"),
    ];
    Table { name: ("risks", "风险"), heads, rows: (0..n).map(row).collect() }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// Tasks in one chain: each is after the one before it, and some after an earlier one too. Fifty of them fill the year, then the next
/// fifty begin with it again.
pub(crate) fn tasks(n: usize, seed: &mut Seed, lang: Lang) -> Table {
    const WEEKS: usize = 50;
    let row = |at: usize| -> Vec<Cell> {
        let start = day(Date::new(2026, 1, 5), at % WEEKS * 7);
        let end = day(start, 2 + seed.below(3));
        let today = Date::new(2026, 11, 20);
        let (state, percent) = match () {
            () if end < today && !seed.one_in(20) => (("done", "已完成"), "100%"),
            () if start < today => (("in progress", "进行中"), "60%"),
            () => (("not started", "未开始"), "0%"),
        };
        let mut after: Vec<String> = at.checked_sub(1).map(|before| format!("T-{before:05}")).into_iter().collect();
        let earlier = at.checked_sub(2 + seed.below(9)).filter(|_| at % WEEKS > 12 && seed.one_in(4));
        after.extend(earlier.map(|earlier| format!("T-{earlier:05}")));
        let actual = |is_there: bool, date: Date| if is_there { date.to_string() } else { String::new() };
        vec![
            format!("T-{at:05}").into(),
            format!("{}{}{} {at}", one(seed, &STEPS, lang), word((" ", ""), lang), one(seed, &THINGS, lang)).into(),
            one(seed, &PEOPLE, lang).into(),
            start.to_string().into(),
            end.to_string().into(),
            Cell::List(after),
            word(state, lang).into(),
            percent.into(),
            actual(percent != "0%", start).into(),
            actual(percent == "100%", end).into(),
        ]
    };
    let heads = &[
        ("id", "编号"),
        ("name", "名称"),
        ("owner", "负责人"),
        ("start", "开始"),
        ("end", "结束"),
        ("after", "前置任务"),
        ("status", "状态"),
        ("percent", "完成百分比"),
        ("actual_start", "实际开始"),
        ("actual_end", "实际结束"),
    ];
    Table { name: ("tasks", "任务"), heads, rows: (0..n).map(row).collect() }
}

pub(crate) fn kpis(n: usize, seed: &mut Seed, lang: Lang) -> Table {
    let row = |at: usize| -> Vec<Cell> {
        vec![
            format!("K-{at:05}").into(),
            format!("{} {at}", capital(one(seed, &THINGS, lang))).into(),
            one(seed, &PEOPLE, lang).into(),
            one(seed, &UNITS, lang).into(),
            word(("increase", "越高越好"), lang).into(),
            word(("Paid orders without returns", "已付款订单减去退货"), lang).into(),
            word(("Shop system", "商城系统"), lang).into(),
            word(("weekly", "每周"), lang).into(),
            "100".into(),
            "2026-01-04".into(),
            (400 + seed.below(400)).to_string().into(),
            "2026-12-27".into(),
        ]
    };
    let heads = &[
        ("id", "编号"),
        ("name", "名称"),
        ("owner", "负责人"),
        ("unit", "单位"),
        ("direction", "方向"),
        ("formula", "计算公式"),
        ("source", "来源"),
        ("cadence", "频率"),
        ("baseline.value", "基线.值"),
        ("baseline.date", "基线.日期"),
        ("targets.value", "目标值.值"),
        ("targets.by", "目标值.日期"),
    ];
    Table { name: ("kpis", "指标"), heads, rows: (0..n).map(row).collect() }
}

/// Weekly values of so many KPIs, the last of them on the Sunday before the day of the report; week after week.
pub(crate) fn measurements(n: usize, kpis: usize, seed: &mut Seed) -> Table {
    let weeks = n.div_ceil(kpis.max(1));
    let mut values = vec![100_usize; kpis];
    let mut rows = Vec::with_capacity(n);
    for week in 0..weeks {
        let date = Date::new(2026, 11, 15).plus(-7 * i64::try_from(weeks - 1 - week).unwrap_or_default());
        for (kpi, value) in values.iter_mut().enumerate().take(n - rows.len()) {
            *value = (*value + seed.below(21)).saturating_sub(8);
            rows.push(vec![format!("K-{kpi:05}").into(), date.to_string().into(), value.to_string().into()]);
        }
    }
    Table { name: ("measurements", "测量"), heads: &[("kpi", "指标"), ("date", "日期"), ("value", "数值")], rows }
}

/// The day of a meeting, and the series it belongs to: one each day of six years, then another series.
fn series(at: usize) -> (Date, String) {
    const DAYS: usize = 2_190;
    let number = if at < DAYS { String::new() } else { format!("-{}", at / DAYS + 1) };
    (day(Date::new(2020, 11, 22), at % DAYS), number)
}

/// Meetings as records, for forms that have no text.
pub(crate) fn meetings(n: usize, seed: &mut Seed, lang: Lang) -> Table {
    let row = |at: usize| -> Vec<Cell> {
        let present = (0..3).map(|_| one(seed, &PEOPLE, lang).to_owned()).collect();
        vec![
            series(at).0.to_string().into(),
            format!("{} {at}", word(("Weekly", "周会"), lang)).into(),
            Cell::List(present),
            one(seed, &SENTENCES, lang).into(),
            one(seed, &SENTENCES, lang).into(),
            one(seed, &SENTENCES, lang).into(),
            one(seed, &ANSWERS, lang).into(),
        ]
    };
    let heads = &[
        ("date", "日期"),
        ("title", "标题"),
        ("attendees", "出席"),
        ("progress", "进展"),
        ("problems", "问题"),
        ("next", "下一步"),
        ("decisions", "决议"),
    ];
    Table { name: ("meetings", "会议"), heads, rows: (0..n).map(row).collect() }
}

/// Minutes, a document each, with an action.
pub(crate) fn minutes(n: usize, seed: &mut Seed, lang: Lang) -> Vec<File> {
    let meeting = |at: usize| {
        let (date, number) = series(at);
        let due = day(date, 7);
        let (who, what) = (one(seed, &PEOPLE, lang), one(seed, &THINGS, lang));
        let action = match (lang, at + 40 > n || seed.one_in(20)) {
            (Lang::En, true) => format!("- [ ] {who}: Call the {what} {at} (due {due})"),
            (Lang::En, false) => format!("- [x] {who}: Call the {what} {at} (due {due}, done {due})"),
            (Lang::Zh, true) => format!("- [ ] {who}：联系{what} {at}（{due} 前）"),
            (Lang::Zh, false) => format!("- [x] {who}：联系{what} {at}（截止：{due}，完成于{due}）"),
        };
        let section = |seed: &mut Seed, head: Both| format!("## {}\n\n- {}\n\n", word(head, lang), one(seed, &SENTENCES, lang));
        let text = format!(
            "# {} {at}\n\n## {}\n\n- {who}\n- {}\n\n{}{}{}{}## {}\n\n{action}\n",
            word(("Weekly", "周会"), lang),
            word(("Present", "出席"), lang),
            one(seed, &PEOPLE, lang),
            section(seed, ("Progress", "进展")),
            section(seed, ("Problems", "问题")),
            section(seed, ("Next", "下一步")),
            section(seed, ("Decisions", "决议")),
            word(("Actions", "待办"), lang),
        );
        (format!("{}/{date}-{}{number}.md", word(("meetings", "会议"), lang), word(("weekly", "周会"), lang)), text)
    };
    (0..n).map(meeting).collect()
}

/// Documents that belong to no register, a hundred in a folder; their titles stand in the front matter, as site generators have it.
pub(crate) fn documents(n: usize, seed: &mut Seed, lang: Lang) -> Vec<File> {
    let document = |at: usize| {
        let (thing, note) = (one(seed, &THINGS, lang), word(("Note", "笔记"), lang));
        let first = format!("[{}](note-{:05}.md)", word(("the first one", "第一篇"), lang), at / 100 * 100);
        let date = day(Date::new(2026, 1, 5), seed.below(300));
        let text = format!(
            "---\ntitle: {note} {at} {thing}\ndate: {date}\n---\n\n{} *{thing}* **{at}**; {first}.\n\n{}\n\n## {}\n\n- {}\n- {}\n\n| {} | {} |\n|---|---|\n| {thing} | {at} |\n\n{}\n",
            word(("About the", "关于"), lang),
            sentences(seed, 4, lang),
            word(("What is next", "接下来"), lang),
            one(seed, &ANSWERS, lang),
            one(seed, &ANSWERS, lang),
            word(("what", "事项"), lang),
            word(("number", "数量"), lang),
            sentences(seed, 4, lang),
        );
        (format!("{}/{:03}/note-{at:05}.md", word(("notes", "笔记"), lang), at / 100), text)
    };
    (0..n).map(document).collect()
}
