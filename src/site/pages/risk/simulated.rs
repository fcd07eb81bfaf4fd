//! What the open risks may cost and delay together: the curve of the simulation, and the risks that drive it.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::Serialize;

use super::{days, full, in_words, money, short};
use crate::analysis::risk::{Cover, Driver, Effect, MOST_RISKS, NotSimulated, RUNS, Simulation};
use crate::project::{Kind, RecordId};
use crate::site::charts::{Caption, CurveChart, Quantile};
use crate::site::view::page::Page;
use crate::site::view::parts::{Column, Figure, Row, Table, Value as Shown};
use crate::text::{Lang, Message, number, plural};
use crate::{both, say};

/// The most risks that a table of drivers names.
const MOST_DRIVERS: usize = 4;

/// The per cents that the table under a curve has.
const PERCENTILES: [usize; 14] = [0, 5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 95, 99, 100];

/// Where the curve ends: the highest of all runs would press everything else to the left.
const END: usize = 99;

/// What drives a simulated total, or why nothing was simulated.
#[derive(Serialize)]
pub(crate) struct Drivers {
    id: &'static str,
    title: String,
    paragraphs: Vec<String>,
    table: Option<Table>,
}

/// A simulation with what it is of.
#[derive(Clone, Copy)]
struct Simulated<'a> {
    page: Page<'a>,
    effect: Effect,
    simulation: &'a Simulation,
}

fn result(page: Page<'_>, effect: Effect) -> Option<Result<&Simulation, NotSimulated>> {
    let simulations = page.whole.analysis.risk_simulations.as_ref()?;
    let result = match effect {
        Effect::Cost => &simulations.cost,
        Effect::Delay => &simulations.delay,
    };
    Some(result.as_ref().map_err(|reason| *reason))
}

/// The cumulative curve of cost or delay; `None` if nothing was simulated.
pub(crate) fn figure(page: Page<'_>, effect: Effect) -> Option<Figure> {
    let simulation = result(page, effect)?.ok()?;
    let simulated = Simulated { page, effect, simulation };
    let (title, subtitle) = (page.say(&simulated.finding()), simulated.subtitle());
    let curve: Vec<(f64, f64)> = simulation.curve().take(END + 1).map(|(share, amount)| (float(amount), share as f64)).collect();
    let quantiles = [50_u8, 80, 90].map(|per_cent| {
        let amount = simulation.percentile(usize::from(per_cent));
        Quantile {
            per_cent: per_cent.into(),
            amount: float(amount),
            // Days have no unit here: the axis has none either, and three labels with it would find no room.
            label: match effect {
                Effect::Cost => format!("{per_cent}% {}", page.say(&short(page, effect, amount))),
                Effect::Delay => format!("{per_cent}% {}", number::decimal(amount, u32::from(!amount.fract().is_zero()))),
            },
        }
    });
    let reserve = simulation.cover.map(|cover| (float(cover.reserve), page.say(&simulated.reserve_label(cover))));
    // In Chinese the currency is behind the numbers on the curve.
    let sign = match page.lang {
        Lang::En => number::currency_sign(page.whole.project.settings.project.currency_code()),
        Lang::Zh => "",
    };
    let chart = CurveChart {
        caption: Caption { id: effect.name(), title: &title, desc: &subtitle, lang: page.lang },
        curve: &curve,
        quantiles: &quantiles,
        reserve: reserve.as_ref().map(|(amount, label)| (*amount, label.as_str())),
        sign: if effect == Effect::Cost { sign } else { "" },
    };
    Some(Figure {
        id: format!("h-{}", effect.name()),
        svg: chart.render(),
        data: simulated.data(&title),
        title,
        subtitle,
        csv: Some(page.file("data/risk-simulation.csv")),
    })
}

/// What to know first of the simulated cost: the expected value, the 80th percentile, and what the reserve covers.
pub(crate) fn facts(page: Page<'_>) -> Vec<(Message, Option<Message>)> {
    let value = &page.whole.analysis.risk_value;
    let (counted, open) = (value.each.len(), value.open);
    let expected = value.total.map(|total| {
        let total = money(page, total);
        say!("{total} ({counted} of {open} costed)", "{total}（{open}项中{counted}项已估算）", total, counted, open)
    });
    let cost = result(page, Effect::Cost).and_then(Result::ok);
    let p80 = cost.map(|simulation| short(page, Effect::Cost, simulation.percentile(80)));
    let reserve = cost.and_then(|simulation| simulation.cover).map(|cover| {
        let reserve = short(page, Effect::Cost, cover.reserve);
        say!("{reserve}, for {share}", "{reserve}，可覆盖{share}", reserve, share = covered(cover))
    });
    vec![
        (both!("Expected cost", "预期货币价值"), expected),
        (both!("Cost, in 8 of 10 cases", "成本（八成把握）"), p80.map(|p80| say!("at most {p80}", "不超过{p80}", p80))),
        (both!("Reserve", "应急储备"), reserve),
    ]
}

/// What drives cost or delay; `None` if there is nothing to say.
pub(crate) fn drivers(page: Page<'_>, effect: Effect) -> Option<Drivers> {
    let (id, title) = match effect {
        Effect::Cost => ("cost-drivers", both!("What drives the cost", "哪些风险左右成本")),
        Effect::Delay => ("delay-drivers", both!("What drives the delay", "哪些风险左右工期")),
    };
    let expected = if effect == Effect::Cost { expected_value(page) } else { None };
    let (paragraphs, table) = match result(page, effect)? {
        Ok(simulation) => {
            let simulated = Simulated { page, effect, simulation };
            (vec![expected, Some(simulated.method())], Some(simulated.drivers()))
        }
        Err(NotSimulated::TooMany(count)) => (vec![expected, Some(too_many(count))], None),
        Err(NotSimulated::Nothing) if effect == Effect::Cost && page.whole.analysis.risk_value.open > 0 => {
            (vec![Some(nothing_costed(page))], None)
        }
        Err(NotSimulated::Nothing) => return None,
    };
    let paragraphs = paragraphs.into_iter().flatten().map(|paragraph| page.say(&paragraph)).collect();
    Some(Drivers { id, title: page.say(&title), paragraphs, table })
}

fn too_many(count: usize) -> Message {
    say!(
        "{count} open risks have an estimate; more than {most} are not simulated.",
        "有估算值的未关闭风险共{count}项；超过{most}项时不做模拟。",
        count = number::full(count as f64, 0),
        most = number::full(MOST_RISKS as f64, 0)
    )
}

fn nothing_costed(page: Page<'_>) -> Message {
    let open = page.whole.analysis.risk_value.open;
    say!(
        "No open risk (of {open}) has both a probability and a cost: there is no expected cost, and nothing is simulated.",
        "{open}项未关闭风险都没有同时填写概率和成本影响，因此没有预期货币价值，也不做模拟。",
        open
    )
}

/// The expected monetary value, and of how many risks it is.
fn expected_value(page: Page<'_>) -> Option<Message> {
    let value = &page.whole.analysis.risk_value;
    let (counted, open) = (value.each.len(), value.open);
    Some(say!(
        "Expected cost: {total}, probability × mean cost added up. {counted} of {open} open risks are costed; opportunities subtract.",
        "预期货币价值{total}，即概率×平均成本之和；{open}项未关闭风险中{counted}项已估算成本，机会作抵减。",
        total = money(page, value.total?),
        counted,
        open
    ))
}

impl Simulated<'_> {
    /// What the curve shows: how far the reserve goes, else the amount that is enough 8 times in 10.
    fn finding(self) -> Message {
        let p80 = in_words(self.page, self.effect, self.simulation.percentile(80));
        match (self.simulation.cover, self.effect) {
            (Some(cover), _) => {
                let (reserve, share) = (in_words(self.page, self.effect, cover.reserve), covered(cover));
                say!("The reserve of {reserve} covers {share}", "{reserve}应急储备可覆盖{share}", reserve, share)
            }
            (None, Effect::Cost) => say!("In 8 of 10 cases the cost stays at or below {p80}", "有八成把握成本不超过{p80}", p80),
            (None, Effect::Delay) => say!("In 8 of 10 cases the delays add up to at most {p80}", "有八成把握延误合计不超过{p80}", p80),
        }
    }

    fn reserve_label(self, cover: Cover) -> Message {
        let reserve = short(self.page, self.effect, cover.reserve);
        say!("Reserve {reserve}", "储备{reserve}", reserve)
    }

    /// The percentiles in a sentence, what the reserve lacks, and the statistic.
    fn subtitle(self) -> String {
        let at = |per_cent| in_words(self.page, self.effect, self.simulation.percentile(per_cent));
        let (p50, p80, p90) = (at(50), at(80), at(90));
        let (counted, seed) = (self.simulation.drivers.len(), self.page.whole.project.settings.risk.seed());
        let open = counted + self.simulation.left_out.len();
        let runs = number::full(RUNS as f64, 0);
        let mut sentences = vec![match self.effect {
            Effect::Cost => say!(
                "The open risks together cost at most {p50} in 5 of 10 cases, {p80} in 8 and {p90} in 9.",
                "未关闭风险的成本合计：五成把握不超过{p50}，八成把握不超过{p80}，九成把握不超过{p90}。",
                p50,
                p80,
                p90
            ),
            Effect::Delay => say!(
                "The open risks together delay by at most {p50} in 5 of 10 cases, {en_p80} in 8 and {en_p90} in 9, if nothing runs in parallel and no float takes it up: an upper bound.",
                "未关闭风险的延误合计：五成把握不超过{p50}，八成把握不超过{zh_p80}，九成把握不超过{zh_p90}。假设不并行、也没有浮动时间可吸收，直接相加，因此是上限。",
                p50,
                en_p80 = days(self.simulation.percentile(80)),
                en_p90 = days(self.simulation.percentile(90)),
                zh_p80 = p80,
                zh_p90 = p90
            ),
        }];
        if let Some(cover) = self.simulation.cover.filter(|cover| cover.shortfall > Decimal::ZERO) {
            let lacks = in_words(self.page, self.effect, cover.shortfall);
            sentences.push(say!("For 8 of 10 cases the reserve lacks {lacks}.", "要有八成把握，应急储备还差{lacks}。", lacks));
        }
        sentences.push(say!(
            "Share of {runs} simulated runs at or below the amount; {counted} of {open} open risk{en_s} {en_have} an estimate; seed {seed}.",
            "纵轴为{runs}次模拟中不超过该值的比例；{open}项未关闭风险中{counted}项有估算值；随机种子{seed}。",
            runs,
            counted,
            open,
            seed,
            en_s = plural(open),
            en_have = if counted == 1 { "has" } else { "have" }
        ));
        let sentences: Vec<String> = sentences.iter().map(|sentence| self.page.say(sentence)).collect();
        sentences.join(if self.page.lang == Lang::Zh { "" } else { " " })
    }

    /// How it was simulated, and what that leaves out.
    fn method(self) -> Message {
        let zero = number::percent(self.simulation.runs_at_zero as f64 / RUNS as f64);
        say!(
            "Every risk occurs or not by its own chance and then takes a value between its low and its high. In {zero} of cases the total is zero. Risks are drawn one by one: a cause that several share makes high totals more likely than shown.",
            "每项风险按各自概率发生，发生时在低值与高值之间取值；{zero}的模拟结果合计为零。各风险独立抽样，若多项风险有共同诱因，高额结果会比图中更常见。",
            zero
        )
    }

    fn drivers(self) -> Table {
        let page = self.page;
        let id = |driver: &Driver| RecordId { kind: Kind::Risks, index: driver.index };
        let all: Vec<&Driver> = self.simulation.drivers.iter().collect();
        let shown = all.len().min(MOST_DRIVERS);
        let caption = if shown < all.len() {
            say!("The {shown} of {all} risks that move the total most", "{all}项风险中影响最大的{shown}项", shown, all = all.len())
        } else {
            both!("Risks by how much they move the total", "各风险对合计的影响")
        };
        let row = |driver: &Driver| {
            Row::new(vec![
                Shown::line(page.record(id(driver))),
                Shown::text(number::percent(driver.share)).sort(&driver.share),
                full(page, self.effect, driver.expected),
                full(page, self.effect, driver.p80_without),
            ])
        };
        let unit = match self.effect {
            Effect::Cost => Message::default(),
            Effect::Delay => both!(" (wd)", "（工作日）"),
        };
        let number = |title: &Message| Column::plain(page.say(title)).class("num");
        Table {
            id: format!("t-{}-drivers", self.effect.name()),
            caption: page.say(&caption),
            columns: vec![
                Column::plain(page.say(&both!("Risk", "风险"))),
                number(&both!("Share of variance", "方差占比")),
                number(&say!("Probability × mean{unit}", "概率×均值{unit}", unit = &unit)),
                number(&say!("Without it, in 8 of 10 cases at most{unit}", "不含该风险时（八成把握）{unit}", unit = &unit)),
            ],
            rows: all.into_iter().take(shown).map(row).collect(),
        }
    }

    fn data(self, title: &str) -> Table {
        let row = |per_cent: usize| {
            Row::new(vec![
                Shown::text(format!("{per_cent}%")).sort(&per_cent),
                full(self.page, self.effect, self.simulation.percentile(per_cent)),
            ])
        };
        let amount = match self.effect {
            Effect::Cost => both!("Cost at most", "成本不超过"),
            Effect::Delay => both!("Working days at most", "工作日不超过"),
        };
        Table {
            id: format!("t-{}", self.effect.name()),
            caption: title.to_owned(),
            columns: vec![
                Column::plain(self.page.say(&both!("Share of runs", "模拟结果占比"))),
                Column::plain(self.page.say(&amount)).class("num"),
            ],
            rows: PERCENTILES.into_iter().map(row).collect(),
        }
    }
}

/// The share of runs that a reserve is enough for. Close to none or to all, more digits would say more than a simulation knows.
fn covered(cover: Cover) -> Message {
    match cover.runs as f64 / RUNS as f64 {
        _ if cover.runs == RUNS => both!("all cases", "全部模拟结果"),
        share if share > 0.95 => both!("more than 95% of cases", "95%以上的模拟结果"),
        share if share < 0.05 => both!("less than 5% of cases", "不到5%的模拟结果"),
        share => say!("{share} of cases", "{share}的模拟结果", share = number::percent(share)),
    }
}

fn float(amount: Decimal) -> f64 {
    amount.to_f64().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::testing;

    const TWO: &str = "- {id: R-1, title: a, probability: 50%, cost: 40000, delay: 4}\n- {id: R-2, title: b, probability: 3, impact: 1}\n";

    /// What is told of a project's risks, in both languages.
    fn told<T>(settings: &str, risks: &str, tell: impl Fn(Page<'_>) -> T) -> [T; 2] {
        let settings = format!("project: {{currency: CNY}}\n{settings}");
        let files = [("alongside.yaml", settings.as_str()), ("risks.yaml", risks)];
        testing::each(&files, tell)
    }

    fn titles(settings: &str, effect: Effect) -> [String; 2] {
        told(settings, TWO, |page| figure(page, effect).unwrap().title)
    }

    #[test]
    fn the_title_says_how_far_the_reserve_goes() {
        let [en, zh] = titles("risk: {reserve: {cost: 39999, delay: 4}}\n", Effect::Cost);
        assert!(en.starts_with("The reserve of ¥40K covers ") && en.ends_with("% of cases"), "{en}");
        assert!(zh.starts_with("4万元应急储备可覆盖") && zh.ends_with("%的模拟结果"), "{zh}");
        assert_eq!(titles("risk: {reserve: {cost: 40000}}\n", Effect::Cost)[0], "The reserve of ¥40K covers all cases");
        assert_eq!(titles("risk: {reserve: {delay: 4}}\n", Effect::Delay)[1], "4个工作日应急储备可覆盖全部模拟结果");
    }

    #[test]
    fn without_a_reserve_the_title_says_what_is_enough() {
        assert_eq!(
            titles("", Effect::Cost),
            ["In 8 of 10 cases the cost stays at or below ¥40K".to_owned(), "有八成把握成本不超过4万元".to_owned()]
        );
    }

    #[test]
    fn near_all_and_near_none_are_told_in_words() {
        let cover = |runs| Cover { reserve: Decimal::ONE, runs, shortfall: Decimal::ZERO };
        let said = [0, 499, 7150, 9501, RUNS].map(|runs| covered(cover(runs)).en.into_owned());
        let expected = ["less than 5% of cases", "less than 5% of cases", "72% of cases", "more than 95% of cases", "all cases"];
        assert_eq!(said, expected);
    }

    #[test]
    fn what_is_missing_is_said_in_place_of_a_number() {
        let [en, zh] = told("", "- {id: R-2, title: b, probability: 3}\n", |page| {
            (
                figure(page, Effect::Cost).is_none(),
                drivers(page, Effect::Cost).unwrap().paragraphs.concat(),
                drivers(page, Effect::Delay).is_none(),
            )
        });
        assert!(en.0 && en.2);
        assert!(en.1.starts_with("No open risk (of 1) has both a probability and a cost"), "{}", en.1);
        assert!(zh.1.starts_with("1项未关闭风险都没有"), "{}", zh.1);
    }

    #[test]
    fn internal_risks_are_neither_in_the_total_nor_in_the_table() {
        let internal = TWO.replace("cost: 40000", "cost: 40000, visibility: internal");
        let [(rows, value), _] = told("", &internal, |page| {
            (drivers(page, Effect::Cost).and_then(|drivers| drivers.table).is_some(), page.whole.analysis.risk_value.total)
        });
        assert_eq!((rows, value), (false, None));
    }

    #[test]
    fn the_expected_value_says_of_how_many_risks_it_is() {
        let [en, zh] = told("", TWO, |page| facts(page).into_iter().next().and_then(|(_, value)| value).map(|value| page.say(&value)));
        assert_eq!((en.as_deref(), zh.as_deref()), (Some("¥20K (1 of 2 costed)"), Some("2万元（2项中1项已估算）")));
    }
}
