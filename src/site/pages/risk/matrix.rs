//! The open risks on a matrix of probability by impact, before responses and now.

use serde::Serialize;

use super::{by_score, class, is_opportunity, numbers};
use crate::analysis::risk::{Assessed, RiskLevel, RiskNumbers};
use crate::project::{Kind, RecordId};
use crate::site::view::page::Page;
use crate::site::view::parts::Run;
use crate::text::{Message, plural};
use crate::{both, labels, say};

labels! {
    /// The words of the matrix.
    pub(super) struct RiskLabels {
        matrix: "Probability (rows) by impact (columns). The small number is the score.", "纵轴为概率，横轴为影响；小号数字是得分。";
        opportunity: "+ marks an opportunity.", "“+”表示机会。";
    }
}

/// The most ids that stand in one field of the matrix.
const MOST_IDS: usize = 3;

/// The matrix before responses, if any has moved a risk, and the one now.
#[derive(Serialize)]
pub(crate) struct Matrices {
    /// What they show, in one sentence.
    title: String,
    matrices: Vec<Titled>,
}

/// A risk matrix and how many risks of each level it has.
#[derive(Serialize)]
struct Titled {
    title: String,
    matrix: Matrix,
}

/// A matrix of open risks.
#[derive(Serialize)]
pub(crate) struct Matrix {
    caption: String,
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

/// What is believed of an open risk.
type Believed = fn(&RiskNumbers) -> Option<Assessed>;

/// The matrices of the open risks; `None` if none of them is assessed.
pub(crate) fn matrices(page: Page<'_>) -> Option<Matrices> {
    let open: Vec<(bool, &RiskNumbers)> = by_score(page)
        .into_iter()
        .filter_map(|id| Some((page.whole.project.risks.get(id.index)?.is_opportunity(), numbers(page, id)?)))
        .collect();
    if open.iter().all(|(_, numbers)| numbers.current.is_none()) {
        return None;
    }
    let titled = |name: Message, place: Believed| {
        let of = |wanted: bool| open.iter().filter(move |(is, _)| *is == wanted).filter_map(move |(_, numbers)| place(numbers));
        let (counts, opportunities) = (counts(page, of(false)), of(true).count());
        let beside = match opportunities {
            0 => Message::default(),
            1 => both!("; 1 opportunity", "；另有机会1项"),
            n => say!("; {n} opportunities", "；另有机会{n}项", n),
        };
        let title = say!("{name}: {counts}{beside}", "{name}：{counts}{beside}", name, counts, beside);
        Titled { title: page.say(&title), matrix: matrix_of(page, place) }
    };
    let now = titled(both!("Now", "当前"), |numbers| numbers.current);
    let has_moved = open.iter().any(|(_, numbers)| numbers.current != numbers.inherent);
    let before = has_moved.then(|| titled(both!("Before responses", "应对之前"), |numbers| numbers.inherent));
    Some(Matrices { title: page.say(&finding(&open)), matrices: before.into_iter().chain([now]).collect() })
}

/// How many threats went down, and how many are critical.
fn finding(open: &[(bool, &RiskNumbers)]) -> Message {
    let threats = || open.iter().filter(|(is_opportunity, _)| !is_opportunity).map(|(_, numbers)| numbers);
    let score = |assessed: Option<Assessed>| assessed.map(|assessed| assessed.score);
    let down = threats().filter(|numbers| score(numbers.current) < score(numbers.inherent)).count();
    let critical = threats().filter(|numbers| numbers.current.is_some_and(|now| now.level == RiskLevel::Critical)).count();
    let moved = if down == 0 {
        both!("No response has lowered a threat yet", "尚无威胁因应对而降低")
    } else {
        say!("Responses lowered {down} threat{en_s}", "应对措施降低了{down}项威胁", down, en_s = plural(down))
    };
    let stays = match critical {
        0 => both!("none is critical", "目前没有严重威胁"),
        1 => both!("1 is critical", "目前1项严重"),
        _ => say!("{critical} are critical", "目前{critical}项严重", critical),
    };
    say!("{moved}; {stays}", "{moved}，{stays}", moved, stays)
}

/// "1 critical, 2 high, 3 medium, 4 low".
fn counts(page: Page<'_>, assessed: impl Iterator<Item = Assessed>) -> Message {
    let levels: Vec<RiskLevel> = assessed.map(|assessed| assessed.level).collect();
    let count = |level: RiskLevel| {
        let n = levels.iter().filter(|this| **this == level).count();
        let name = page.say(&level.label());
        let [en_name, zh_name] = [name.to_lowercase(), name];
        say!("{n} {en_name}", "{zh_name}{n}", n, en_name, zh_name)
    };
    let counts: Vec<String> = RiskLevel::ALL.into_iter().rev().map(|level| page.say(&count(level))).collect();
    Message { en: counts.join(", ").into(), zh: counts.join("、").into() }
}

/// The open risks on a matrix of probability by impact.
pub(crate) fn matrix_of(page: Page<'_>, place: Believed) -> Matrix {
    let placed: Vec<(Assessed, RecordId)> = by_score(page).into_iter().filter_map(|id| Some((place(numbers(page, id)?)?, id))).collect();
    grid(page, caption(page, &placed), |probability, impact| named(page, probability, impact, &placed))
}

/// A matrix of probability by impact: what stands in each field, and what stands for the rest.
pub(super) fn grid(page: Page<'_>, caption: String, held: impl Fn(u8, u8) -> (Vec<Run>, Option<Run>)) -> Matrix {
    let settings = &page.whole.project.settings.risk;
    let steps = settings.steps();
    let field = |probability: u8, impact: u8| {
        let score = u32::from(probability) * u32::from(impact);
        let (risks, more) = held(probability, impact);
        Field { score, class: class(RiskLevel::of(score, settings)), risks, more }
    };
    let name = |names: &[Message; 5], step: u8| {
        let word = names.get(usize::from(step) - 1).filter(|_| steps == 5).map(|word| page.say(word));
        word.map_or_else(|| step.to_string(), |word| format!("{step} {word}"))
    };
    Matrix {
        caption,
        columns: (1..=steps).map(|step| name(&IMPACTS, step)).collect(),
        rows: (1..=steps)
            .rev()
            .map(|probability| MatrixRow {
                name: name(&PROBABILITIES, probability),
                fields: (1..=steps).map(|impact| field(probability, impact)).collect(),
            })
            .collect(),
        key: key(page),
    }
}

fn caption(page: Page<'_>, placed: &[(Assessed, RecordId)]) -> String {
    let t = RiskLabels::of(page.lang);
    let mark = placed.iter().any(|(_, id)| is_opportunity(page, *id)).then_some(t.opportunity);
    let between = if page.lang == crate::text::Lang::Zh { "" } else { " " };
    std::iter::once(t.matrix).chain(mark).collect::<Vec<&str>>().join(between)
}

/// The ids of the risks of a field, or their number where they are many.
fn named(page: Page<'_>, probability: u8, impact: u8, placed: &[(Assessed, RecordId)]) -> (Vec<Run>, Option<Run>) {
    let is_here = |at: Assessed| (at.probability, at.impact) == (probability, impact);
    let here: Vec<RecordId> = placed.iter().filter(|(at, _)| is_here(*at)).map(|(_, id)| *id).collect();
    if here.len() > MOST_IDS {
        let area = page.to_register(Kind::Risks);
        let more = say!("{n} risks", "{n}项", n = here.len());
        return (Vec::new(), Some(Run { href: area, ..Run::text(page.say(&more)) }));
    }
    let short = |id: &RecordId| {
        let text = page.code(*id).or_else(|| page.number(*id)).unwrap_or_default();
        let mark = if is_opportunity(page, *id) { "+" } else { "" };
        Run { href: page.to_record(*id), ..Run::text(format!("{text}{mark}")) }
    };
    (here.iter().map(short).collect(), None)
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

#[cfg(test)]
mod tests {
    use crate::site::testing::site;

    #[test]
    fn a_risk_without_an_id_has_a_number_on_the_matrix_and_in_the_lists() {
        let risks = "title,probability,impact\nThe agency is late,2,2\nThe printer is late,4,4\n";
        let site = site(&[("alongside.yaml", "languages: [en]\n"), ("risks.csv", risks)]);
        for page in ["en/index.html", "en/risk.html"] {
            let page = site.get(page).unwrap();
            let field = |score: u32, number: u32| {
                format!("<i>{score}</i><a href=\"risks/the-{}-is-late.html\">{number}</a>", ["printer", "agency"][(number - 1) as usize])
            };
            assert!(page.contains(&field(16, 1)) && page.contains(&field(4, 2)), "{page}");
            assert!(page.contains(">1 <a href=\"risks/the-printer-is-late.html\">The printer is late</a>"), "{page}");
        }
    }
}
