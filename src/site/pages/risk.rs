//! Risks by their score: the matrix, the highest ones, the facts of one.

use std::cmp::Reverse;

use serde::Serialize;

use crate::analysis::risk::{Assessed, RiskLevel, RiskNumbers};
use crate::labels;
use crate::project::{Kind, RecordId};
use crate::site::page::Page;
use crate::site::parts::{Fact, Run, Score, Value as Shown};
use crate::text::Message;
use crate::{both, say};

labels! {
    /// The words of the matrix.
    pub struct RiskLabels {
        matrix: "Probability (rows) by impact (columns). The small number is the score.", "行为概率，列为影响；小号数字是得分。";
        more: "risks", "项风险";
    }
}

/// The most ids that stand in one field of the matrix.
const MOST_IDS: usize = 3;

/// A matrix of open risks.
#[derive(Serialize)]
pub struct Matrix {
    caption: &'static str,
    columns: Vec<String>,
    rows: Vec<MatrixRow>,
    key: Vec<Level>,
}

#[derive(Serialize)]
struct MatrixRow {
    name: String,
    fields: Vec<Field>,
}

#[derive(Serialize)]
struct Field {
    score: u32,
    class: &'static str,
    risks: Vec<Run>,
    more: Option<Run>,
}

#[derive(Serialize)]
struct Level {
    class: &'static str,
    name: String,
}

const PROBABILITIES: [Message; 5] =
    [both!("Rare", "罕见"), both!("Unlikely", "较低"), both!("Possible", "中等"), both!("Likely", "较高"), both!("Almost certain", "极高")];

const IMPACTS: [Message; 5] =
    [both!("Minimal", "极小"), both!("Minor", "较小"), both!("Medium", "中等"), both!("Major", "重大"), both!("Severe", "极重")];

/// The numbers of a risk.
pub fn numbers(page: Page<'_>, id: RecordId) -> Option<&RiskNumbers> {
    page.whole.analysis.risks.get(id.index)
}

/// What is believed of a risk now; `None` if it was not assessed.
pub fn now(page: Page<'_>, id: RecordId) -> Option<Assessed> {
    numbers(page, id)?.current
}

/// A score with the colour of its level.
fn score(value: Assessed) -> Score {
    Score { value: value.score.to_string(), class: class(value.level) }
}

const fn class(level: RiskLevel) -> &'static str {
    match level {
        RiskLevel::Low => "L",
        RiskLevel::Medium => "M",
        RiskLevel::High => "H",
        RiskLevel::Critical => "C",
    }
}

/// The open risks that may be shown, the highest score first; those without one last.
pub fn by_score(page: Page<'_>) -> Vec<RecordId> {
    let is_open = |id: &RecordId| page.whole.project.risks.get(id.index).is_some_and(|risk| risk.is_open());
    let mut ids: Vec<RecordId> = page.whole.public(Kind::Risks).filter(is_open).collect();
    ids.sort_by_key(|id| (Reverse(now(page, *id).map(|value| value.score)), *id));
    ids
}

/// The facts of a risk that are worked out.
pub fn facts(page: Page<'_>, id: RecordId) -> Vec<Fact> {
    let Some(numbers) = numbers(page, id) else { return Vec::new() };
    let fact = |name: &Message, value: Option<Assessed>| value.map(|value| Fact { name: page.say(name), value: scored(page, value) });
    let name = if numbers.residual.is_some() { both!("Score before", "应对前得分") } else { both!("Score", "得分") };
    let after = both!("Score after", "应对后得分");
    // An assessment that is not believed yet stands beside the one that is.
    let now = numbers.current.filter(|now| numbers.residual.is_some_and(|residual| residual != *now));
    [fact(&name, numbers.inherent), fact(&after, numbers.residual), fact(&both!("Score now", "当前得分"), now)]
        .into_iter()
        .flatten()
        .collect()
}

/// A score with its level and how it comes about: "16 Critical (4 × 4)".
pub fn scored(page: Page<'_>, value: Assessed) -> Shown {
    let Assessed { probability, impact, level, .. } = value;
    let words = say!("{level} ({probability} × {impact})", "{level}（{probability}×{impact}）", level = level.label(), probability, impact);
    Shown { score: Some(score(value)), ..Shown::text(page.say(&words)).sort(&value.score).group(page.say(&level.label())) }
}

/// The open risks on a matrix of probability by impact.
pub fn matrix(page: Page<'_>, place: fn(&RiskNumbers) -> Option<Assessed>) -> Matrix {
    let steps = page.whole.project.settings.risk.steps();
    let placed: Vec<(Assessed, RecordId)> = by_score(page).into_iter().filter_map(|id| Some((place(numbers(page, id)?)?, id))).collect();
    let name = |names: &[Message; 5], step: u8| {
        let word = names.get(usize::from(step) - 1).filter(|_| steps == 5).map(|word| page.say(word));
        word.map_or_else(|| step.to_string(), |word| format!("{step} {word}"))
    };
    Matrix {
        caption: RiskLabels::of(page.lang).matrix,
        columns: (1..=steps).map(|step| name(&IMPACTS, step)).collect(),
        rows: (1..=steps)
            .rev()
            .map(|probability| MatrixRow {
                name: name(&PROBABILITIES, probability),
                fields: (1..=steps).map(|impact| field(page, probability, impact, &placed)).collect(),
            })
            .collect(),
        key: key(page),
    }
}

fn field(page: Page<'_>, probability: u8, impact: u8, placed: &[(Assessed, RecordId)]) -> Field {
    let is_here = |at: Assessed| (at.probability, at.impact) == (probability, impact);
    let here: Vec<RecordId> = placed.iter().filter(|(at, _)| is_here(*at)).map(|(_, id)| *id).collect();
    let score = u32::from(probability) * u32::from(impact);
    let short = |id: &RecordId| {
        let text = page.code(*id).unwrap_or_else(|| page.name(*id).text);
        Run { href: page.to_record(*id), ..Run::text(text) }
    };
    let area = page.to(crate::site::address::Address::Area(crate::checklist::Area::Risk), Some("register-risks"));
    let too_many = here.len() > MOST_IDS;
    let more = say!("{n} risks", "{n}项", n = here.len());
    Field {
        score,
        class: class(RiskLevel::of(score, &page.whole.project.settings.risk)),
        more: too_many.then(|| Run::link(page.say(&more), area)),
        risks: if too_many { Vec::new() } else { here.iter().map(short).collect() },
    }
}

fn key(page: Page<'_>) -> Vec<Level> {
    let settings = &page.whole.project.settings.risk;
    let (levels, highest) = (settings.first_scores(), u32::from(settings.steps()).pow(2));
    let firsts = [1, levels.medium, levels.high, levels.critical, highest + 1];
    let spans = RiskLevel::ALL.into_iter().zip(firsts.windows(2));
    let level = |(level, span): (RiskLevel, &[u32])| match span {
        [from, to] if from < to => Some(Level { class: class(level), name: format!("{} {from}–{}", page.say(&level.label()), to - 1) }),
        _ => None,
    };
    spans.filter_map(level).collect()
}
