//! What customers say most, and how content they are.

use super::Panel;
use crate::analysis::feedback::{FeedbackNumbers, Theme};
use crate::both;
use crate::calendar::Date;
use crate::project::Kind;
use crate::say;
use crate::site::charts::{Caption, Point, Stroke, Trend, TrendChart};
use crate::site::present::value::decimals;
use crate::site::view::page::Page;
use crate::site::view::parts::{Bar, Column, Figure, Row, Run, Table, Value as Shown};
use crate::text::{Lang, Message, date, number};

/// So many themes have a row of their own, and all of the vital few.
const MOST_THEMES: usize = 6;

/// Themes and sentiment, as far as the feedback has them.
pub(super) fn panels(page: Page<'_>) -> Vec<Panel> {
    let feedback = &page.whole.analysis.feedback;
    let themes = themes(page, feedback).map(|table| Panel {
        id: "themes",
        title: page.say(&both!("What customers say", "客户反馈主题")),
        say: Some(page.say(&sentence(feedback))),
        picture: None,
        figures: Vec::new(),
        table: Some(table),
    });
    let sentiment = sentiment(page, feedback).map(|figure| Panel {
        id: "sentiment",
        title: page.say(&both!("How content customers are", "客户情感")),
        say: None,
        picture: None,
        figures: vec![figure],
        table: None,
    });
    themes.into_iter().chain(sentiment).collect()
}

/// "2 of 7 themes make up 84% of what customers say. 3 said something without a theme."
fn sentence(feedback: &FeedbackNumbers) -> Message {
    let (few, all) = (feedback.vital_few, feedback.themes.len());
    let share = feedback.themes.get(few.saturating_sub(1)).map_or_else(String::new, |last| number::percent(last.cumulative));
    let themes = match all {
        1 => both!("All feedback with a theme has the same one.", "有主题的反馈都属于同一主题。"),
        _ if few == 1 => {
            say!("One of {all} themes makes up {share} of what customers say.", "{all}个主题中，第1个就占客户反馈的{share}。", all, share)
        }
        _ => say!(
            "{few} of {all} themes make up {share} of what customers say.",
            "{all}个主题中，前{few}个占客户反馈的{share}。",
            few,
            all,
            share
        ),
    };
    let without = number::full(feedback.without_theme, decimals(feedback.without_theme));
    if feedback.without_theme > 0.0 {
        return say!("{themes} Without a theme: {without}.", "{themes}未归类：{without}。", themes, without);
    }
    themes
}

/// The themes, the most frequent first. The vital few have strong bars.
fn themes(page: Page<'_>, feedback: &FeedbackNumbers) -> Option<Table> {
    let shown = if feedback.themes.len() > MOST_THEMES + 1 { MOST_THEMES.max(feedback.vital_few) } else { feedback.themes.len() };
    let rest = feedback.themes.get(shown..).unwrap_or_default();
    let rest = (!rest.is_empty()).then(|| others(page, rest));
    let themes = feedback.themes.iter().take(shown).enumerate();
    let rows: Vec<Row> = themes.map(|(at, theme)| theme_row(theme, at < feedback.vital_few)).chain(rest).collect();
    let column = |title: Message| Column::plain(page.say(&title)).class("num");
    (!rows.is_empty()).then(|| Table {
        id: "t-themes".to_owned(),
        caption: page.say(&both!(
            "By the number of customers who said so. Bar: share; line across it: with all themes before it; the strong bars reach 80%",
            "按提出的客户数排序。条形：占比；竖线：与前面各主题的累计占比；深色条形为累计达到80%的前几个主题"
        )),
        columns: vec![
            Column::plain(page.say(&both!("Theme", "主题"))),
            column(both!("Customers", "客户数")),
            Column::plain(page.say(&both!("Share", "占比"))).class("barcol"),
            column(both!("Cumulative", "累计占比")),
        ],
        rows,
    })
}

/// The themes that few speak of, together.
fn others(page: Page<'_>, themes: &[Theme]) -> Row {
    let name = page.say(&say!("{n} more themes", "另有{n}个主题", n = themes.len()));
    let (count, share) = (themes.iter().map(|theme| theme.count).sum(), themes.iter().map(|theme| theme.share).sum());
    theme_row(&Theme { name, count, share, cumulative: 1.0, records: Vec::new() }, false)
}

fn theme_row(theme: &Theme, is_vital: bool) -> Row {
    let bar = if is_vital { Bar::of(theme.share) } else { Bar::weak(theme.share) };
    Row::new(vec![
        Shown::text(&*theme.name),
        Shown::text(number::full(theme.count, decimals(theme.count))).sort(&theme.count),
        Shown::text(number::percent(theme.share)).bar(bar.mark(theme.cumulative)).sort(&theme.share),
        Shown::text(number::percent(theme.cumulative)).sort(&theme.cumulative),
    ])
}

/// The mean sentiment by month; `None` for fewer than two months.
fn sentiment(page: Page<'_>, feedback: &FeedbackNumbers) -> Option<Figure> {
    let ((first, _), (last, now)) = (feedback.sentiment.first_key_value()?, feedback.sentiment.last_key_value()?);
    let (_, before) = feedback.sentiment.iter().rev().nth(1)?;
    let points: Vec<Point> = feedback.sentiment.iter().map(|(month, mean)| (month.civil(), *mean)).collect();
    let shown = number::signed(*now, 1);
    let lines = [Trend { label: &shown, points: &points, stroke: Stroke::Actual }];
    let title = page.say(&mood(*last, *now, *before));
    let chart = TrendChart {
        caption: Caption { id: "mood", title: &title, desc: &title, lang: page.lang },
        lines: &lines,
        holds: &[-2.0, 2.0],
        columns: 0,
        report_date: page.whole.project.report_date.civil(),
    };
    let (from, to) = (month(*first), month(*last));
    let at = |day: Date| Run { day: Some(day.to_string()), ..Run::text(page.say(&month(day))) };
    let row = |(day, mean): (&Date, &f64)| Row::new(vec![at(*day).into(), Shown::text(number::signed(*mean, 1))]);
    Some(Figure {
        id: "h-mood".to_owned(),
        svg: chart.render(),
        subtitle: page.say(&say!(
            "Mean by month from −2 (very negative) to +2 (very positive), weighted by the number of customers; {from} to {to}.",
            "每月均值，从−2（很不满）到+2（很满意），按客户数加权；{from}至{to}。",
            from,
            to
        )),
        data: Table {
            id: "t-sentiment".to_owned(),
            caption: title.clone(),
            columns: vec![
                Column::plain(page.say(&both!("Month", "月份"))).class("nw"),
                Column::plain(page.say(&both!("Mean sentiment", "平均情感"))).class("num"),
            ],
            rows: feedback.sentiment.iter().rev().map(row).collect(),
        },
        title,
        csv: page.csv(Kind::Feedback),
    })
}

/// "Sentiment in Apr 2026 is +0.4, better than the month before (−1.1)".
fn mood(of: Date, now: f64, before: f64) -> Message {
    let (month, shown, earlier) = (month(of), number::signed(now, 1), number::signed(before, 1));
    if shown == earlier {
        return say!("Sentiment in {month} is {shown}, as before", "{month}客户情感{shown}，与此前相同", month, shown);
    }
    let way = if now > before { both!("better than before", "好于此前") } else { both!("worse than before", "差于此前") };
    say!("Sentiment in {month} is {shown}, {way} ({earlier})", "{month}客户情感{shown}，{way}（{earlier}）", month, shown, way, earlier)
}

/// "Apr 2026", 「2026年4月」.
fn month(day: Date) -> Message {
    let (en, zh, year) = (date::month(Lang::En, day.civil()), date::month(Lang::Zh, day.civil()), day.year());
    say!("{en_month} {year}", "{year}年{zh_month}", en_month = en, zh_month = zh, year)
}
