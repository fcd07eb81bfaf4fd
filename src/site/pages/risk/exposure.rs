//! How many threats were open at the end of each month, by level.

use crate::analysis::risk::{Exposure, RiskLevel};
use crate::site::charts::{Caption, LevelsChart};
use crate::site::view::page::Page;
use crate::site::view::parts::{Column, Figure, Row, Run, Table, Value as Shown};
use crate::text::{Lang, Message, date, plural};
use crate::{both, say};

/// The chart of exposure over time; `None` for less than two days.
pub(crate) fn figure(page: Page<'_>) -> Option<Figure> {
    let history = &page.whole.analysis.risk_history;
    let title = finding(page, &history.exposure)?;
    let (title, subtitle) = (page.say(&title), subtitle(page));
    let counts: Vec<_> = history.exposure.iter().map(|exposure| (exposure.day.civil(), exposure.levels)).collect();
    let names = RiskLevel::ALL.map(|level| page.say(&level.label()));
    let chart = LevelsChart {
        caption: Caption { id: "exposure", title: &title, desc: &subtitle, lang: page.lang },
        counts: &counts,
        names: names.each_ref().map(String::as_str),
    };
    Some(Figure {
        id: "h-exposure".to_owned(),
        svg: chart.render()?,
        data: data(page, &history.exposure, &title),
        title,
        subtitle,
        csv: Some(page.file("data/risk-exposure.csv")),
    })
}

/// What is open now, against the end of the month before.
fn finding(page: Page<'_>, exposure: &[Exposure]) -> Option<Message> {
    let [.., before, now] = exposure else { return None };
    let threats = |exposure: &Exposure| exposure.levels.iter().sum::<usize>() + exposure.unassessed;
    let (open, earlier, critical) = (threats(now), threats(before), now.count(RiskLevel::Critical));
    let day = page.day(before.day).text;
    let serious = match critical {
        0 => both!("none critical", "无严重等级"),
        _ => say!("{critical} critical", "其中严重{critical}项", critical),
    };
    Some(say!(
        "{open} threat{en_s} open, {serious}; {earlier} on {day}",
        "未关闭威胁{open}项，{serious}；{day}为{earlier}项",
        open,
        en_s = plural(open),
        serious,
        earlier,
        day
    ))
}

/// What is counted, when, and what is not.
fn subtitle(page: Page<'_>) -> String {
    let history = &page.whole.analysis.risk_history;
    let now = history.exposure.last().copied().unwrap_or_default();
    let mut sentences = vec![both!(
        "Open threats by level at the end of each month. Until the review that found what remains, a threat counts as it was before responses.",
        "每月底未关闭的威胁，按等级。在得出剩余风险的评审之前，按应对前的等级计。"
    )];
    let unassessed = now.unassessed;
    if unassessed > 0 {
        sentences.push(say!("{unassessed} without a score not drawn.", "{unassessed}项没有得分，未画出。", unassessed));
    }
    let opportunities = now.opportunities;
    if opportunities > 0 {
        sentences.push(say!(
            "{opportunities} open opportunit{en_s} counted beside.",
            "另有{opportunities}项机会。",
            opportunities,
            en_s = if opportunities == 1 { "y is" } else { "ies are" }
        ));
    }
    let undated = history.undated.len();
    if undated > 0 {
        sentences.push(say!(
            "{undated} open without the day of being raised, in no month.",
            "{undated}项没有提出日期，不计入任何月份。",
            undated
        ));
    }
    let sentences: Vec<String> = sentences.iter().map(|sentence| page.say(sentence)).collect();
    sentences.join(if page.lang == Lang::Zh { "" } else { " " })
}

/// The same counts, the newest first.
fn data(page: Page<'_>, exposure: &[Exposure], title: &str) -> Table {
    let number = |title: &Message| Column::plain(page.say(title)).class("num");
    let levels = RiskLevel::ALL.into_iter().rev().map(|level| number(&level.label()));
    let row = |exposure: &Exposure| {
        let day = Run { day: Some(exposure.day.to_string()), ..Run::text(date::long(page.lang, exposure.day.civil())) };
        let counts = exposure.levels.iter().rev().copied().chain([exposure.unassessed, exposure.opportunities]);
        let cells = counts.map(|count| Shown::text(count.to_string())).chain([Shown::text(exposure.score.to_string())]);
        Row::new(std::iter::once(Shown::from(day)).chain(cells).collect())
    };
    Table {
        id: "t-exposure".to_owned(),
        caption: title.to_owned(),
        columns: std::iter::once(Column::plain(page.say(&both!("Date", "日期"))).class("nw"))
            .chain(levels)
            .chain([both!("No score", "无得分"), both!("Opportunities", "机会"), both!("Sum of scores", "得分合计")].iter().map(number))
            .collect(),
        rows: exposure.iter().rev().map(row).collect(),
    }
}
