//! Campaigns, what hangs on what, experiments and gates.

use schemars::JsonSchema;
use serde::Serialize;

use super::Source;
use super::values::{Day, Exact, Took, Wording};
use crate::analysis::campaigns::clashes::{Clash, With};
use crate::analysis::campaigns::experiments::{ExperimentNumbers, Suggestion};
use crate::analysis::campaigns::figures::{Pacing, Spending, Sums};
use crate::analysis::campaigns::gates::Gate;
use crate::analysis::campaigns::needs::Hanging;
use crate::analysis::campaigns::proportion::{Difference, Rate};
use crate::project::{Kind, RecordId};
use crate::text::{Lang, Message, Real, Word};

/// Campaigns and launches.
#[derive(Serialize, JsonSchema)]
pub(super) struct MarketingReport {
    /// The figures of all campaigns together.
    total: FiguresReport,
    /// The same by channel, as first written.
    channels: Vec<ChannelReport>,
    /// The same by the month in which a figure's period begins.
    months: Vec<MonthReport>,
    /// Each campaign.
    campaigns: Vec<CampaignReport>,
    /// What campaigns, publications and bookings wait for, by the day from which they need it.
    hanging: Vec<HangingReport>,
    /// What campaigns and publications meet on their days from the report date on.
    clashes: Vec<ClashReport>,
    /// Each experiment.
    experiments: Vec<ExperimentReport>,
    /// The milestones that something must be ready for, by their days.
    gates: Vec<GateReport>,
    /// Calendar days from the idea of a piece of content to its publication.
    lead_time: Took,
}

/// Spending and response. Amounts are in the project's currency.
#[derive(Serialize, JsonSchema)]
struct FiguresReport {
    /// Planned, in all periods.
    planned: Option<Exact>,
    /// Spent.
    spent: Option<Exact>,
    /// How often it was shown.
    impressions: Option<Real>,
    /// The most people reached in one period and channel.
    reach: Option<Real>,
    /// Clicks.
    clicks: Option<Real>,
    /// Conversions.
    conversions: Option<Real>,
    /// What it brought.
    revenue: Option<Exact>,
    /// Clicks of impressions (CTR).
    ctr: Option<RateReport>,
    /// Conversions of clicks (CVR).
    cvr: Option<RateReport>,
    /// Money for a click (CPC).
    cpc: Option<Exact>,
    /// Money for a conversion (CPA; of leads CPL).
    cpa: Option<Exact>,
    /// Revenue as a multiple of what was spent for it (ROAS).
    roas: Option<Real>,
    /// Spent over what was planned, as a share of it, of the figures that have both; less is negative.
    over: Option<Real>,
}

/// A share with its 95 % interval (Wilson).
#[derive(Serialize, JsonSchema)]
struct RateReport {
    /// How many did it.
    hits: Real,
    /// Of how many.
    of: Real,
    /// The share, 0 to 1.
    value: Real,
    /// The lower end of its interval.
    low: Real,
    /// The upper end.
    high: Real,
    /// Whether it counts enough to say something.
    says_something: bool,
}

/// A channel.
#[derive(Serialize, JsonSchema)]
struct ChannelReport {
    /// Its name, as first written.
    channel: String,
    /// Its figures.
    figures: FiguresReport,
}

/// A month.
#[derive(Serialize, JsonSchema)]
struct MonthReport {
    /// Its first day.
    from: Day,
    /// Its figures.
    figures: FiguresReport,
}

/// A campaign.
#[derive(Serialize, JsonSchema)]
struct CampaignReport {
    /// Its id.
    id: Option<String>,
    /// Its name, by language.
    name: Option<Wording>,
    /// Its budget: its own, else what its figures plan, else what the lines of the budget plan that name it.
    budget: Option<Exact>,
    /// Spent: as it says itself, else the sum of its figures, else of those lines.
    spent: Option<Exact>,
    /// How spending goes; null without a budget, spending or days.
    pacing: Option<PacingReport>,
    /// Spent over its budget, as a share of it; less is negative.
    over: Option<Real>,
    /// Its figures.
    figures: FiguresReport,
    /// The same by channel, as first written.
    channels: Vec<ChannelReport>,
    /// Figures in another currency, which are in no sum.
    foreign: usize,
}

/// How spending goes towards the end of a campaign.
#[derive(Serialize, JsonSchema)]
struct PacingReport {
    /// The share of its days that has gone, 0 to 1.
    time: Real,
    /// The share of its budget that is spent.
    budget: Real,
    /// Spent in the end if it goes on so; null in the first three days.
    in_the_end: Option<Exact>,
    /// What may be spent a day from now on; null after its end.
    a_day: Option<Exact>,
}

/// Something that must be there before something else.
#[derive(Serialize, JsonSchema)]
struct HangingReport {
    /// What waits, as `register/id`.
    waits: Option<String>,
    /// Which of its bookings, from 1, if it is a shared resource.
    booking: Option<usize>,
    /// What it waits for, as `register/id`.
    needs: Option<String>,
    /// The day from which it is needed.
    from: Day,
    /// The day on which that is there, or is expected.
    expected: Option<Day>,
    /// Whether it is there.
    is_there: bool,
    /// Working days by which it may still move; negative is too late already.
    float: Option<i64>,
}

/// A clash.
#[derive(Serialize, JsonSchema)]
struct ClashReport {
    /// The campaign or the piece of content, as `register/id`.
    record: Option<String>,
    /// What it meets.
    meets: Word<With>,
    /// The other campaign, as `register/id`.
    other: Option<String>,
    /// The first day.
    first: Day,
    /// The last day.
    last: Day,
}

/// An experiment.
#[derive(Serialize, JsonSchema)]
struct ExperimentReport {
    /// Its id.
    id: Option<String>,
    /// Its name, by language.
    name: Option<Wording>,
    /// What the control does.
    control: Option<RateReport>,
    /// What each variant does.
    variants: Vec<VariantReport>,
    /// The chance of so uneven a split.
    split: Option<Real>,
    /// The difference that is worth it, as a share of people.
    target: Option<Real>,
    /// People in each group that such a difference needs to be seen.
    needed: Option<Real>,
    /// Days left at the traffic until now.
    days_left: Option<i64>,
    /// Whether it was decided before its planned end.
    is_read_early: bool,
    /// What the counts suggest.
    suggestion: Word<Suggestion>,
}

/// A variant against the control.
#[derive(Serialize, JsonSchema)]
struct VariantReport {
    /// What it does.
    rate: Option<RateReport>,
    /// How much more than the control, as a share of people.
    difference: Option<DifferenceReport>,
}

/// A difference of two shares with its interval.
#[derive(Serialize, JsonSchema)]
struct DifferenceReport {
    /// The difference, −1 to 1.
    value: Real,
    /// The lower end of its interval.
    low: Real,
    /// The upper end.
    high: Real,
}

/// A milestone that something must be ready for.
#[derive(Serialize, JsonSchema)]
struct GateReport {
    /// The milestone.
    milestone: Option<String>,
    /// The day on which it was passed, or is expected.
    day: Option<Day>,
    /// Calendar days from the report date to that day.
    days_to: Option<i64>,
    /// Whether it was passed.
    is_passed: bool,
    /// How many of what is needed are ready.
    ready: usize,
    /// How many are needed.
    of: usize,
    /// The same by function, those without one last.
    functions: Vec<FunctionReport>,
    /// The open items without which it cannot be passed.
    blocking: Vec<String>,
    /// The decision to go or not to go.
    decision: Option<String>,
    /// Whether that is to go; null as long as nothing is decided.
    goes: Option<bool>,
}

/// What a function has ready.
#[derive(Serialize, JsonSchema)]
struct FunctionReport {
    /// The function, by language.
    function: Option<Wording>,
    /// How many of its items are ready.
    ready: usize,
    /// How many it has.
    of: usize,
}

pub(super) fn marketing(source: Source<'_>) -> MarketingReport {
    let analysis = &source.analysis;
    let all = &analysis.marketing;
    MarketingReport {
        total: figures(&all.total),
        channels: channels(all),
        months: all.months.iter().map(|(first, sums)| MonthReport { from: Day(*first), figures: figures(sums) }).collect(),
        campaigns: source
            .records(Kind::Campaigns, &analysis.campaigns)
            .map(|(index, spending)| campaign(source, index, spending))
            .collect(),
        hanging: analysis.hanging.iter().map(|hanging| waiting(source, hanging)).collect(),
        clashes: analysis.clashes.iter().map(|clash| clashing(source, clash)).collect(),
        experiments: source
            .records(Kind::Experiments, &analysis.experiments)
            .map(|(index, numbers)| experiment(source, index, numbers))
            .collect(),
        gates: analysis.gates.iter().map(|of| gate(source, of)).collect(),
        lead_time: analysis.lead_time.into(),
    }
}

fn figures(sums: &Sums) -> FiguresReport {
    FiguresReport {
        planned: sums.planned.map(Exact),
        spent: sums.spent.map(Exact),
        impressions: sums.impressions.map(Real),
        reach: sums.reach.map(Real),
        clicks: sums.clicks.map(Real),
        conversions: sums.conversions.map(Real),
        revenue: sums.revenue.map(Exact),
        ctr: sums.ctr().map(rate),
        cvr: sums.cvr().map(rate),
        cpc: sums.cpc().map(Exact),
        cpa: sums.cpa().map(Exact),
        roas: sums.roas().map(Real),
        over: sums.over().map(Real),
    }
}

fn rate(rate: Rate) -> RateReport {
    RateReport {
        hits: Real(rate.hits),
        of: Real(rate.of),
        value: Real(rate.value),
        low: Real(rate.low),
        high: Real(rate.high),
        says_something: rate.says_something(),
    }
}

fn channels(spending: &Spending) -> Vec<ChannelReport> {
    spending.channels.iter().map(|(channel, sums)| ChannelReport { channel: channel.clone(), figures: figures(sums) }).collect()
}

fn campaign(source: Source<'_>, index: usize, spending: &Spending) -> CampaignReport {
    CampaignReport {
        id: source.id(Kind::Campaigns, index),
        name: source.name(Kind::Campaigns, index),
        budget: spending.budget.map(Exact),
        spent: spending.spent.map(Exact),
        pacing: spending.pacing.map(pacing),
        over: spending.over().map(Real),
        figures: figures(&spending.total),
        channels: channels(spending),
        foreign: spending.foreign,
    }
}

fn pacing(pacing: Pacing) -> PacingReport {
    PacingReport {
        time: Real(pacing.time),
        budget: Real(pacing.budget),
        in_the_end: pacing.in_the_end.map(Exact),
        a_day: pacing.a_day.map(Exact),
    }
}

fn waiting(source: Source<'_>, hanging: &Hanging) -> HangingReport {
    HangingReport {
        waits: source.full_id(hanging.waits),
        booking: hanging.booking.map(|nth| nth + 1),
        needs: source.full_id(hanging.needs),
        from: Day(hanging.from),
        expected: hanging.expected.map(Day),
        is_there: hanging.is_there,
        float: hanging.float,
    }
}

fn clashing(source: Source<'_>, clash: &Clash) -> ClashReport {
    let other = match clash.with {
        With::Campaign(index) => source.full_id(RecordId { kind: Kind::Campaigns, index }),
        With::Quiet(_) | With::Holiday => None,
    };
    ClashReport { record: source.full_id(clash.record), meets: Word(clash.with), other, first: Day(clash.first), last: Day(clash.last) }
}

fn experiment(source: Source<'_>, index: usize, numbers: &ExperimentNumbers) -> ExperimentReport {
    let variants = numbers.variants.iter().map(|(of, more)| VariantReport { rate: of.map(rate), difference: more.map(difference) });
    ExperimentReport {
        id: source.id(Kind::Experiments, index),
        name: source.name(Kind::Experiments, index),
        control: numbers.control.map(rate),
        variants: variants.collect(),
        split: numbers.split.map(Real),
        target: numbers.target.map(Real),
        needed: numbers.needed.map(Real),
        days_left: numbers.days_left,
        is_read_early: numbers.is_read_early,
        suggestion: Word(numbers.suggestion),
    }
}

fn difference(difference: Difference) -> DifferenceReport {
    DifferenceReport { value: Real(difference.value), low: Real(difference.low), high: Real(difference.high) }
}

fn gate(source: Source<'_>, gate: &Gate) -> GateReport {
    let (ready, of) = gate.ready();
    let functions = gate.functions.iter().map(|(function, ready, of)| FunctionReport {
        function: function.as_ref().map(words),
        ready: *ready,
        of: *of,
    });
    GateReport {
        milestone: source.id(Kind::Milestones, gate.milestone),
        day: gate.day.map(Day),
        days_to: gate.days_to(source.project.report_date),
        is_passed: gate.is_passed,
        ready,
        of,
        functions: functions.collect(),
        blocking: source.ids(Kind::Readiness, &gate.blocking),
        decision: gate.decision.and_then(|decision| source.full_id(decision)),
        goes: gate.goes,
    }
}

fn words(message: &Message) -> Wording {
    Lang::ALL.into_iter().map(|lang| (lang.tag(), message.get(lang).to_owned())).collect()
}
