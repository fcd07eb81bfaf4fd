//! Spending and response of campaigns, by channel and month (`docs/numbers.md §9.1, §9.2`).

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::proportion::Rate;
use crate::analysis::money::{part, share};
use crate::calendar::{Date, Period};
use crate::project::Project;
use crate::project::registers::campaigns::{Campaign, CampaignFigures, InlineFigures};
use crate::project::types::{Amount, Number, Plain};
use crate::source::fold::fold;

/// Sums of some figures, each of those in which it is recorded; `None` of none.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Sums {
    /// Money planned, in all periods.
    pub planned: Option<Decimal>,
    /// Money spent.
    pub spent: Option<Decimal>,
    /// How often it was shown.
    pub impressions: Option<f64>,
    /// The most people reached in one period and channel: people are reached twice, so that the sum would count them twice.
    pub reach: Option<f64>,
    /// Clicks.
    pub clicks: Option<f64>,
    /// Conversions.
    pub conversions: Option<f64>,
    /// Money that it brought.
    pub revenue: Option<Decimal>,
    click_through: (f64, f64),
    conversion: (f64, f64),
    per_click: (Decimal, f64),
    per_conversion: (Decimal, f64),
    returned: (Decimal, Decimal),
    held: (Decimal, Decimal),
}

impl Sums {
    /// Clicks of impressions, of those figures that have both.
    pub fn ctr(&self) -> Option<Rate> {
        Rate::of(self.click_through.0, self.click_through.1)
    }

    /// Conversions of clicks.
    pub fn cvr(&self) -> Option<Rate> {
        Rate::of(self.conversion.0, self.conversion.1)
    }

    /// Money for a click.
    pub fn cpc(&self) -> Option<Decimal> {
        per(self.per_click)
    }

    /// Money for a conversion: CPA, of leads CPL.
    pub fn cpa(&self) -> Option<Decimal> {
        per(self.per_conversion)
    }

    /// Revenue as a multiple of what was spent for it.
    pub fn roas(&self) -> Option<f64> {
        share(self.returned.0, self.returned.1)
    }

    /// By how much spending is over its plan, as a share of it, of those figures that have both.
    pub fn over(&self) -> Option<f64> {
        let (spent, planned) = self.held;
        share(spent.saturating_sub(planned), planned)
    }

    fn add(&mut self, line: &Line) {
        add(&mut self.planned, line.planned);
        if !line.has_begun {
            return;
        }
        if let Some((spent, planned)) = line.spent.zip(line.planned) {
            self.held = (self.held.0.saturating_add(spent), self.held.1.saturating_add(planned));
        }
        add(&mut self.spent, line.spent);
        add(&mut self.revenue, line.revenue);
        for (sum, value) in
            [(&mut self.impressions, line.impressions), (&mut self.clicks, line.clicks), (&mut self.conversions, line.conversions)]
        {
            if let Some(value) = value {
                *sum = Some(sum.unwrap_or_default() + value);
            }
        }
        self.reach = self.reach.into_iter().chain(line.reach).reduce(f64::max);
        pair(&mut self.click_through, line.clicks, line.impressions);
        pair(&mut self.conversion, line.conversions, line.clicks);
        for (sum, count) in [(&mut self.per_click, line.clicks), (&mut self.per_conversion, line.conversions)] {
            if let Some((spent, count)) = line.spent.zip(count) {
                *sum = (sum.0.saturating_add(spent), sum.1 + count);
            }
        }
        if let Some((revenue, spent)) = line.revenue.zip(line.spent) {
            self.returned = (self.returned.0.saturating_add(revenue), self.returned.1.saturating_add(spent));
        }
    }
}

fn add(sum: &mut Option<Decimal>, value: Option<Decimal>) {
    if let Some(value) = value {
        *sum = Some(sum.unwrap_or_default().saturating_add(value));
    }
}

fn pair(sum: &mut (f64, f64), hits: Option<f64>, of: Option<f64>) {
    if let Some((hits, of)) = hits.zip(of) {
        *sum = (sum.0 + hits, sum.1 + of);
    }
}

fn per((amount, count): (Decimal, f64)) -> Option<Decimal> {
    Decimal::from_f64_retain(count).filter(|count| !count.is_zero()).map(|count| part(amount, Decimal::ONE, count))
}

/// How spending goes towards the end of a campaign.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pacing {
    /// The share of its days that has gone, 0 to 1.
    pub time: f64,
    /// The share of its budget that is spent.
    pub budget: f64,
    /// What is spent in the end if it goes on so; `None` in the first three days.
    pub in_the_end: Option<Decimal>,
    /// What may be spent a day from now on; `None` after its end.
    pub a_day: Option<Decimal>,
}

/// A campaign in numbers.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Spending {
    /// All its figures.
    pub total: Sums,
    /// By channel, as first written.
    pub channels: Vec<(String, Sums)>,
    /// By the first day of the month in which a figure's period begins.
    pub months: BTreeMap<Date, Sums>,
    /// Its budget, in the project's currency; else what its figures plan, else what the lines of the budget plan that name it.
    pub budget: Option<Decimal>,
    /// What is spent: as the campaign says, else the sum of its figures, else of those lines.
    pub spent: Option<Decimal>,
    /// How spending goes; `None` without a budget, spending, or days.
    pub pacing: Option<Pacing>,
    /// Figures with an amount in another currency, which is in no sum.
    pub foreign: usize,
}

/// The first days of a campaign, from which nothing is drawn out.
const FIRST_DAYS: i64 = 3;

impl Spending {
    /// Each campaign, and all of them together.
    pub(in crate::analysis) fn all(project: &Project) -> (Vec<Self>, Self) {
        let mut of_campaigns: Vec<Vec<Line>> = project
            .campaigns
            .iter()
            .map(|campaign| campaign.figures.iter().map(|figures| Line::inline(figures, project)).collect())
            .collect();
        let mut lines_of_none = Vec::new();
        for figures in &project.campaign_results {
            let campaign = figures.campaign.as_ref().and_then(|campaign| project.resolve(&campaign.reference()).one()).map(|id| id.index);
            match campaign.and_then(|index| of_campaigns.get_mut(index)) {
                Some(lines) => lines.push(Line::of(figures, project)),
                None => lines_of_none.push(Line::of(figures, project)),
            }
        }
        let budgeted = of_budget(project);
        let each = project.campaigns.iter().zip(of_campaigns.iter().zip(budgeted));
        let each = each.map(|(campaign, (lines, budgeted))| Self::of(campaign, lines, budgeted, project)).collect();
        let whole = Self::sums(of_campaigns.iter().flatten().chain(&lines_of_none));
        (each, whole)
    }

    fn sums<'l>(lines: impl Iterator<Item = &'l Line>) -> Self {
        let mut spending = Self::default();
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        for line in lines {
            spending.total.add(line);
            spending.foreign += usize::from(line.is_foreign);
            if let Some(channel) = &line.channel {
                let place = *places.entry(fold(channel)).or_insert(spending.channels.len());
                if place == spending.channels.len() {
                    spending.channels.push((channel.clone(), Sums::default()));
                }
                if let Some((_, sums)) = spending.channels.get_mut(place) {
                    sums.add(line);
                }
            }
            if let Some(first) = line.first {
                spending.months.entry(first.first_of_month()).or_default().add(line);
            }
        }
        spending
    }

    fn of(campaign: &Campaign, lines: &[Line], (planned, actual): Budgeted, project: &Project) -> Self {
        let mut spending = Self::sums(lines.iter());
        let ours = |amount: &Option<Amount>| amount.as_ref().and_then(|amount| project.settings.project.own(amount));
        let own_spent = ours(&campaign.spent);
        spending.budget = ours(&campaign.budget).or(spending.total.planned).or(planned);
        spending.spent = own_spent.or(spending.total.spent).or(actual);
        let figures_until = lines.iter().filter(|line| line.spent.is_some() && line.has_begun).filter_map(|line| line.last).max();
        let until = if own_spent.is_some() { None } else { figures_until };
        spending.pacing = spending.pace(campaign, until.map_or(project.report_date, |last| last.min(project.report_date)));
        spending
    }

    fn pace(&self, campaign: &Campaign, until: Date) -> Option<Pacing> {
        let (start, end) = (campaign.start?, campaign.end?);
        let (budget, spent) = (self.budget.filter(|budget| !budget.is_zero())?, self.spent?);
        let (days, gone) = (start.days_until(end) + 1, start.days_until(until.min(end)) + 1);
        if days < 1 || gone < 1 {
            return None;
        }
        let left = days - gone;
        Some(Pacing {
            time: gone as f64 / days as f64,
            budget: share(spent, budget)?,
            in_the_end: (gone > FIRST_DAYS).then(|| part(spent, days.into(), gone.into())),
            a_day: (left > 0).then(|| part(budget.saturating_sub(spent).max(Decimal::ZERO), Decimal::ONE, left.into())),
        })
    }

    /// By how much what is spent is over the budget, as a share of it.
    pub fn over(&self) -> Option<f64> {
        let (budget, spent) = (self.budget?, self.spent?);
        share(spent.saturating_sub(budget), budget)
    }
}

impl Pacing {
    /// How far spending is ahead of time, in shares; behind is negative.
    pub fn ahead(&self) -> f64 {
        self.budget - self.time
    }

    /// By how much what is spent in the end is over the budget, as a share of it.
    pub fn over_in_the_end(&self) -> Option<f64> {
        self.in_the_end.map(|_| self.budget / self.time - 1.0)
    }
}

/// What lines of the budget plan and record as spent.
type Budgeted = (Option<Decimal>, Option<Decimal>);

/// The same for each campaign, of the lines that name it.
fn of_budget(project: &Project) -> Vec<Budgeted> {
    let mut sums: Vec<Budgeted> = vec![(None, None); project.campaigns.len()];
    for line in &project.budget {
        let named = line.campaign.as_ref().and_then(|campaign| project.resolve(&campaign.reference()).one());
        if let Some((planned, actual)) = named.and_then(|id| sums.get_mut(id.index)) {
            let own = |amount: &Option<Amount>| amount.as_ref().and_then(|amount| project.settings.project.own(amount));
            add(planned, own(&line.planned));
            add(actual, own(&line.actual));
        }
    }
    sums
}

/// Figures with amounts in the project's currency.
struct Line {
    first: Option<Date>,
    last: Option<Date>,
    has_begun: bool,
    channel: Option<String>,
    planned: Option<Decimal>,
    spent: Option<Decimal>,
    impressions: Option<f64>,
    reach: Option<f64>,
    clicks: Option<f64>,
    conversions: Option<f64>,
    revenue: Option<Decimal>,
    is_foreign: bool,
}

macro_rules! line {
    ($figures:expr, $project:expr) => {{
        let (figures, info) = ($figures, &$project.settings.project);
        let own = |amount: &Option<Amount>| amount.as_ref().and_then(|amount| info.own(amount));
        let number = |number: Option<Number>| number.map(|Number(value)| value);
        let first = figures.period.as_ref().map(|period: &Period| period.first);
        let amounts = [&figures.planned, &figures.spent, &figures.revenue];
        Line {
            first,
            last: figures.period.as_ref().map(|period| period.last),
            has_begun: first.is_none_or(|first| first <= $project.report_date),
            channel: figures.channel.as_ref().map(|Plain(channel)| channel.clone()).filter(|channel| !channel.is_empty()),
            planned: own(&figures.planned),
            spent: own(&figures.spent),
            impressions: number(figures.impressions),
            reach: number(figures.reach),
            clicks: number(figures.clicks),
            conversions: number(figures.conversions),
            revenue: own(&figures.revenue),
            is_foreign: amounts.into_iter().any(|amount| amount.is_some() && own(amount).is_none()),
        }
    }};
}

impl Line {
    fn inline(figures: &InlineFigures, project: &Project) -> Self {
        line!(figures, project)
    }

    fn of(figures: &CampaignFigures, project: &Project) -> Self {
        line!(figures, project)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::money::plain;
    use crate::analysis::testing::project;

    const RESULTS: &str = "campaign,period,channel,planned,spent,impressions,reach,clicks,conversions,revenue
Spring,2026-03,Search,1000,900,50000,20000,1500,60,5400
Spring,2026-03,search,500,,,9000,,,
Spring,2026-04,Video,2000,700,,12000,300,,
Spring,2026-06,Video,2000,,,,,,
Other,2026-03,Search,,100,,,50,2,
";

    #[test]
    fn each_ratio_is_of_the_figures_that_have_both() {
        let project = project(
            &[
                ("alongside.yaml", "project: {name: x, currency: EUR}\n"),
                ("campaigns.yaml", "- {name: Spring, start: 2026-03-01, end: 2026-06-30, budget: 8000}\n- {name: Other}\n"),
                ("campaign-results.csv", RESULTS),
            ],
            "2026-04-30",
        );
        let (each, whole) = Spending::all(&project);
        let spring = &each[0];
        let total = spring.total;
        assert_eq!((total.planned.map(plain), total.spent.map(plain)), (Some("5500".into()), Some("1600".into())));
        assert_eq!((total.reach, total.clicks, total.conversions), (Some(20000.0), Some(1800.0), Some(60.0)));
        assert_eq!((total.ctr().map(|rate| rate.value), total.cvr().map(|rate| rate.value)), (Some(0.03), Some(0.04)));
        assert_eq!((total.cpc().map(plain), total.cpa().map(plain), total.roas()), (Some("0.888889".into()), Some("15".into()), Some(6.0)));
        assert_eq!(total.over(), Some(-1400.0 / 3000.0));
        assert_eq!(spring.channels.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["Search", "Video"]);
        assert_eq!(spring.months.len(), 3);
        let pacing = spring.pacing.unwrap();
        assert_eq!((pacing.time, pacing.budget), (61.0 / 122.0, 0.2));
        assert_eq!((pacing.in_the_end.map(plain), pacing.a_day.map(plain)), (Some("3200".into()), Some("104.918033".into())));
        assert_eq!(whole.channels.len(), 2);
        assert_eq!(whole.total.spent.map(plain), Some("1700".into()));
        assert_eq!(each[1].pacing, None);
    }

    #[test]
    fn a_campaign_without_money_of_its_own_has_that_of_the_budget() {
        let project = project(
            &[
                ("alongside.yaml", "project: {name: x, currency: EUR}\n"),
                ("campaigns.yaml", "- {id: C-1, name: Spring, start: 2026-04-01, end: 2026-04-20}\n- {id: C-2, name: Tea, budget: 50}\n"),
                (
                    "budget.csv",
                    "category,campaign,planned,actual\nFilm,C-1,100,90\nMedia,Spring,300,$5\nTea,C-2,70,7\nOther,Nobody's,1,1\n",
                ),
            ],
            "2026-04-10",
        );
        let (each, _) = Spending::all(&project);
        let told = |at: usize| (each[at].budget.map(plain), each[at].spent.map(plain));
        assert_eq!(told(0), (Some("400".into()), Some("90".into())));
        assert_eq!(told(1), (Some("50".into()), Some("7".into())));
        assert_eq!(each[0].pacing.map(|pacing| (pacing.time, pacing.budget)), Some((0.5, 0.225)));
    }

    #[test]
    fn an_amount_in_another_currency_is_in_no_sum() {
        let project = project(
            &[
                ("alongside.yaml", "project: {name: x, currency: EUR}\n"),
                ("campaigns.yaml", "- {name: a, figures: [{spent: $5}, {spent: 7}]}\n"),
            ],
            "2026-04-30",
        );
        let (each, _) = Spending::all(&project);
        assert_eq!((each[0].foreign, each[0].spent.map(plain)), (1, Some("7".into())));
    }
}
