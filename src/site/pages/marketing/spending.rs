//! What campaigns spend, and what comes of it.

use super::cells::{Section, head, money, nothing, rate, section};
use crate::analysis::campaigns::figures::{Spending, Sums};
use crate::calendar::Period;
use crate::project::{Kind, RecordId};
use crate::site::present::days;
use crate::site::view::page::Page;
use crate::site::view::parts::{Bar, Column, Fact, Row, Value as Shown};
use crate::text::{Message, number};
use crate::{both, say};

fn ratio_heads(page: Page<'_>) -> Vec<Column> {
    let titles = [
        both!("CTR", "点击率"),
        both!("CVR", "转化率"),
        both!("CPC", "单次点击成本"),
        both!("CPA", "单次转化成本"),
        both!("ROAS", "投产比"),
    ];
    titles.iter().map(|title| head(page, title).class("num")).collect()
}

fn ratios(page: Page<'_>, sums: &Sums) -> Vec<Shown> {
    let roas = sums.roas().map_or_else(nothing, |roas| Shown::text(number::full(roas, 2)));
    vec![rate(page, sums.ctr()), rate(page, sums.cvr()), money(page, sums.cpc()), money(page, sums.cpa()), roas]
}

pub(super) fn campaigns(page: Page<'_>) -> Option<Section> {
    let mut columns = vec![
        head(page, &both!("Campaign", "营销活动")),
        head(page, &both!("Budget", "预算")).class("num"),
        head(page, &both!("Spent", "已花费")).class("num"),
        head(page, &both!("Pacing", "花费进度")),
    ];
    columns.extend(ratio_heads(page));
    let row = |id: RecordId| {
        let spending = page.whole.analysis.campaigns.get(id.index)?;
        let share = spending.pacing.map(|pacing| pacing.budget);
        let spent = money(page, spending.spent);
        let mut cells = vec![
            Shown { status: page.state(id), ..Shown::line(page.record(id)) },
            money(page, spending.budget),
            share.map_or(spent.clone(), |share| spent.bar(Bar::of(share))),
            pacing(page, spending),
        ];
        cells.extend(ratios(page, &spending.total));
        Some(Row::new(cells))
    };
    let rows = page.whole.records(Kind::Campaigns).filter_map(row).collect();
    let lead_time = page.whole.analysis.lead_time;
    let says = lead_time.median.map(|median| {
        let (n, days) = (lead_time.count, number::full(median, u32::from(median.fract() != 0.0)));
        say!(
            "From idea to publication: {days} days in the middle, of {n} pieces of content.",
            "内容从选题到发布的中位数为{days}天（共{n}篇）。",
            days,
            n
        )
    });
    let words = [
        both!("Spending and response", "花费与效果"),
        both!(
            "Below each rate is its 95% interval; ROAS says what came with the money, not what came because of it",
            "比率下方为95%区间；投产比表示同期带来的收入，不等于由花费带来"
        ),
    ];
    let section = section(page, "campaigns", words, columns, rows)?;
    Some(Section { say: says.map(|says| page.say(&says)), ..section })
}

fn pacing(page: Page<'_>, spending: &Spending) -> Shown {
    let Some(pacing) = spending.pacing else { return nothing() };
    let (time, budget) = (number::percent(pacing.time), number::percent(pacing.budget));
    if pacing.time >= 1.0 {
        return Shown::text(page.say(&say!("ended; {budget} spent", "已结束，花费{budget}", budget)));
    }
    let shown = Shown::text(page.say(&say!("{budget} spent in {time} of its days", "时间过去{time}，花费{budget}", budget, time)));
    let currency = page.whole.project.settings.project.currency.as_deref().unwrap_or_default();
    match pacing.in_the_end.map(|amount| number::money_short(amount, currency)) {
        Some(amount) => shown.note(page.say(&say!("{amount} by its end if it goes on so", "照此到结束为{amount}", amount))),
        None => shown.note(page.say(&both!("too early to say", "为时尚早"))),
    }
}

pub(super) fn channels(page: Page<'_>) -> Option<Section> {
    let (columns, rows) = channel_rows(page, &page.whole.analysis.marketing);
    let words = [both!("By channel", "按渠道"), both!("All campaigns together", "全部活动合计")];
    section(page, "channels", words, columns, rows)
}

pub(super) fn channel_rows(page: Page<'_>, spending: &Spending) -> (Vec<Column>, Vec<Row>) {
    let mut columns = vec![
        head(page, &both!("Channel", "渠道")),
        head(page, &both!("Planned", "计划")).class("num"),
        head(page, &both!("Spent", "已花费")).class("num"),
    ];
    columns.extend(ratio_heads(page));
    let row = |(name, sums): &(String, Sums)| {
        let mut cells = vec![Shown::text(name.clone()), money(page, sums.planned), money(page, sums.spent)];
        cells.extend(ratios(page, sums));
        Row::new(cells)
    };
    (columns, spending.channels.iter().map(row).collect())
}

pub(super) fn months(page: Page<'_>) -> Option<Section> {
    let titles = [both!("Planned", "计划"), both!("Spent", "已花费"), both!("Conversions", "转化"), both!("CPA", "单次转化成本")];
    let mut columns = vec![head(page, &both!("Month", "月份")).class("nw")];
    columns.extend(titles.iter().map(|title| head(page, title).class("num")));
    let count = |count: Option<f64>| count.map_or_else(nothing, |count| Shown::text(number::full(count, 0)));
    let rows = page.whole.analysis.marketing.months.iter().map(|(first, sums)| {
        let month = Period { first: *first, last: first.plus_months(1).plus(-1), text: String::new() };
        let cells = [money(page, sums.planned), money(page, sums.spent), count(sums.conversions), money(page, sums.cpa())];
        Row::new(std::iter::once(Shown::text(days::period(page.lang, &month))).chain(cells).collect())
    });
    let words = [both!("By month", "按月"), both!("By the month in which a figure begins", "按数据期间的起始月份")];
    section(page, "months", words, columns, rows.collect())
}

/// What stands beside the title of a campaign: how its spending goes, and how many people it met.
pub(crate) fn facts(page: Page<'_>, campaign: RecordId) -> Vec<Fact> {
    let Some(spending) = page.whole.analysis.campaigns.get(campaign.index) else { return Vec::new() };
    let fact = |name: Message, value: Shown| Fact { name: page.say(&name), value };
    let spent = spending.spent.map(|spent| fact(both!("Spent", "已花费"), money(page, Some(spent))));
    let pace = spending.pacing.map(|_| fact(both!("Pacing", "花费进度"), pacing(page, spending)));
    let total = &spending.total;
    let counts = [
        (both!("Impressions", "曝光"), total.impressions),
        (both!("Clicks", "点击"), total.clicks),
        (both!("Conversions", "转化"), total.conversions),
    ];
    // People are reached twice, so that nothing is summed up.
    let reach = total.reach.map(|reach| {
        let most = both!("most in one period and channel", "单一期间、单一渠道的最大值");
        fact(both!("Reach", "触达"), Shown::text(number::full(reach, 0)).note(page.say(&most)))
    });
    let counted = counts.into_iter().filter_map(|(name, count)| Some(fact(name, Shown::text(number::full(count?, 0)))));
    spent.into_iter().chain(pace).chain(reach).chain(counted).collect()
}
