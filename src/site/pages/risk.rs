//! Risks by their score: the matrix, the highest ones, the facts of one.

use serde::Serialize;

use crate::labels;
use crate::project::registers::risks::Risk;
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

/// Probability and impact in steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Assessed {
    /// The step of its probability.
    pub probability: u8,
    /// The step of its impact.
    pub impact: u8,
}

impl Assessed {
    /// Probability times impact.
    pub fn score(self) -> u32 {
        u32::from(self.probability) * u32::from(self.impact)
    }
}

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

/// What remains of a risk after its response; `None` if it was not assessed.
pub fn now(page: Page<'_>, risk: &Risk) -> Option<Assessed> {
    residual(page, risk).or_else(|| before(page, risk))
}

/// A risk before its response.
pub fn before(page: Page<'_>, risk: &Risk) -> Option<Assessed> {
    assessed(page, risk.probability, risk.impact)
}

fn residual(page: Page<'_>, risk: &Risk) -> Option<Assessed> {
    let residual = risk.residual.as_ref()?;
    assessed(page, residual.probability.or(risk.probability), residual.impact.or(risk.impact))
}

fn assessed(
    page: Page<'_>,
    probability: Option<crate::project::types::Level>,
    impact: Option<crate::project::types::Level>,
) -> Option<Assessed> {
    let settings = &page.whole.project.settings.risk;
    let bounds = settings.bounds();
    let step = |level: Option<crate::project::types::Level>| level?.step(settings.steps(), &bounds);
    Some(Assessed { probability: step(probability)?, impact: step(impact)? })
}

/// The score with the colour of its level.
pub fn score(page: Page<'_>, score: u32) -> Score {
    Score { value: score.to_string(), class: class(page, score) }
}

fn class(page: Page<'_>, score: u32) -> &'static str {
    let levels = page.whole.project.settings.risk.first_scores();
    match score {
        score if score >= levels.critical => "C",
        score if score >= levels.high => "H",
        score if score >= levels.medium => "M",
        _ => "L",
    }
}

/// The word of a level.
pub fn level(page: Page<'_>, score: u32) -> String {
    page.say(&match class(page, score) {
        "C" => both!("Critical", "严重"),
        "H" => both!("High", "高"),
        "M" => both!("Medium", "中"),
        _ => both!("Low", "低"),
    })
}

/// The open risks that may be shown, the highest score first; those without one last.
pub fn by_score(page: Page<'_>) -> Vec<RecordId> {
    let risks = &page.whole.project.risks;
    let scored = page.whole.public(Kind::Risks).filter_map(|id| risks.get(id.index).map(|risk| (id, risk)));
    let mut scored: Vec<_> =
        scored.filter(|(_, risk)| risk.is_open()).map(|(id, risk)| (now(page, risk).map(Assessed::score), id)).collect();
    scored.sort_by_key(|(score, id)| (std::cmp::Reverse(*score), *id));
    scored.into_iter().map(|(_, id)| id).collect()
}

/// The facts of a risk that are worked out.
pub fn facts(page: Page<'_>, id: RecordId) -> Vec<Fact> {
    let Some(risk) = page.whole.project.risks.get(id.index) else { return Vec::new() };
    let fact = |name: &Message, value: Option<Assessed>| value.map(|value| Fact { name: page.say(name), value: scored(page, value) });
    let inherent = before(page, risk);
    let name = if risk.residual.is_some() { both!("Score before", "应对前得分") } else { both!("Score", "得分") };
    [fact(&name, inherent), fact(&both!("Score now", "当前得分"), residual(page, risk))].into_iter().flatten().collect()
}

/// A score with its level and how it comes about: "16 Critical (4 × 4)".
pub fn scored(page: Page<'_>, value: Assessed) -> Shown {
    let Assessed { probability, impact } = value;
    let level = level(page, value.score());
    let words = say!(
        "{level} ({probability} × {impact})",
        "{level}（{probability}×{impact}）",
        level = level,
        probability = probability,
        impact = impact
    );
    Shown { score: Some(score(page, value.score())), sort: Some(value.score().to_string()), ..Shown::text(page.say(&words)) }
}

/// The open risks on a matrix of probability by impact.
pub fn matrix(page: Page<'_>, place: impl Fn(&Risk) -> Option<Assessed>) -> Matrix {
    let steps = page.whole.project.settings.risk.steps();
    let placed: Vec<(Assessed, RecordId)> =
        by_score(page).into_iter().filter_map(|id| Some((place(page.whole.project.risks.get(id.index)?)?, id))).collect();
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
                fields: (1..=steps).map(|impact| field(page, Assessed { probability, impact }, &placed)).collect(),
            })
            .collect(),
        key: key(page),
    }
}

fn field(page: Page<'_>, at: Assessed, placed: &[(Assessed, RecordId)]) -> Field {
    let here: Vec<RecordId> = placed.iter().filter(|(place, _)| *place == at).map(|(_, id)| *id).collect();
    let short = |id: &RecordId| {
        let text = page.code(*id).unwrap_or_else(|| page.name(*id).text);
        Run { href: page.to_record(*id), ..Run::text(text) }
    };
    let area = page.to(crate::site::address::Address::Area(crate::checklist::Area::Risk), Some("register-risks"));
    let too_many = here.len() > MOST_IDS;
    let more = say!("{n} risks", "{n}项", n = here.len());
    Field {
        score: at.score(),
        class: class(page, at.score()),
        more: too_many.then(|| Run::link(page.say(&more), area)),
        risks: if too_many { Vec::new() } else { here.iter().map(short).collect() },
    }
}

fn key(page: Page<'_>) -> Vec<Level> {
    let settings = &page.whole.project.settings.risk;
    let (levels, highest) = (settings.first_scores(), u32::from(settings.steps()).pow(2));
    let spans = [
        ("L", 1, levels.medium),
        ("M", levels.medium, levels.high),
        ("H", levels.high, levels.critical),
        ("C", levels.critical, highest + 1),
    ];
    let spans = spans.into_iter().filter(|(_, from, to)| from < to);
    spans.map(|(class, from, to)| Level { class, name: format!("{} {from}–{}", level(page, from), to - 1) }).collect()
}
