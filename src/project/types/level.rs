//! Steps of a scale: probability and impact of a risk, the sentiment of a feedback.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::{Value, text_type};
use crate::source::fold::{fold, half_width};
use crate::source::schema::{Due, STEP};
use crate::source::typing::Refusal;
use crate::{both, say};

/// A probability or an impact, as it was written; what step it is depends on the project's scale.
#[derive(Debug, Clone, PartialEq)]
pub enum Level {
    /// A number of the scale, 1 being the least.
    Step(u8),
    /// A word, as its step of five.
    Word(u8),
    /// A chance between 0 and 1, exact: written as a per cent, or as a fraction with a point.
    Chance(Decimal),
    /// Between two steps or words: the higher one counts, and it is shown as written.
    Between {
        /// The higher one.
        higher: Box<Level>,
        /// Both, as they were written.
        written: String,
    },
}

/// The words of probability and impact, by their step of five. No word has two meanings.
const WORDS: [&[&str]; 5] = [
    &[
        "rare",
        "very low",
        "vl",
        "very unlikely",
        "minimal",
        "negligible",
        "insignificant",
        "remote",
        "improbable",
        "highly unlikely",
        "罕见",
        "很低",
        "极低",
        "极小",
        "几乎不可能",
        "极轻微",
        "可忽略",
        "非常低",
        "极少",
    ],
    &["unlikely", "low", "l", "minor", "marginal", "较低", "低", "不太可能", "小", "较小", "轻微"],
    &["possible", "medium", "med", "m", "moderate", "occasional", "中等", "中", "可能", "一般", "偶尔"],
    &["likely", "high", "h", "major", "probable", "significant", "serious", "较高", "高", "很可能", "大", "重大", "较大", "严重", "经常"],
    &[
        "almost certain",
        "very likely",
        "highly likely",
        "certain",
        "frequent",
        "very high",
        "vh",
        "severe",
        "critical",
        "extreme",
        "catastrophic",
        "极高",
        "很高",
        "几乎肯定",
        "极大",
        "极重",
        "灾难性",
        "致命",
        "非常高",
        "频繁",
        "必然",
        "确定",
        "特别重大",
    ],
];

/// What stands between two steps or words.
const BETWEEN: [&str; 9] = ["-", "–", "—", "~", "～", "至", "到", " to ", " or "];

impl Level {
    /// Reads a step, a word, a chance, or what lies between two steps or words.
    pub fn read(text: &str) -> Option<Self> {
        let read = |text: &str| Self::word(text).or_else(|| Self::between(text)).or_else(|| Self::number(text));
        let found = read(text).or_else(|| Self::chances(text)).or_else(|| Self::stars(text));
        found.or_else(|| Self::word(Self::marked(text)?)).or_else(|| Self::word(Self::of_what(text)?))
    }

    /// "10–30 %": between two chances the higher one counts.
    fn chances(text: &str) -> Option<Self> {
        let text = &*half_width(text);
        let (low, high) = ["-", "–", "—", "~", "至", " to "].iter().find_map(|mark| text.strip_suffix('%')?.split_once(mark))?;
        let percent = |part: &str| Self::number(&format!("{}%", part.trim().trim_end_matches('%').trim()));
        let (Self::Chance(low), Self::Chance(high)) = (percent(low)?, percent(high)?) else { return None };
        (low < high).then(|| Self::Between { higher: Box::new(Self::Chance(high)), written: text.to_owned() })
    }

    /// ★★★ is the third step, with or without the stars that are missing: ★★★☆☆.
    fn stars(text: &str) -> Option<Self> {
        let step = text.chars().filter(|c| matches!(c, '★' | '⭐')).count();
        let is_all = text.chars().all(|c| matches!(c, '★' | '☆' | '⭐' | '\u{fe0f}'));
        u8::try_from(step).ok().filter(|step| is_all && (1..=10).contains(step)).map(Self::Step)
    }

    /// 「高风险」「低概率」.
    fn of_what(text: &str) -> Option<&str> {
        ["风险", "概率", "影响", " risk", " probability", " impact"].iter().find_map(|what| text.strip_suffix(what))
    }

    /// A word with a sign before it or a remark behind it: `🔴 High`, `High (4)`, 「高（70%）」.
    fn marked(text: &str) -> Option<&str> {
        let coded =
            text.strip_prefix('(').and_then(|rest| rest.split_once(')')).filter(|(code, _)| code.bytes().all(|c| c.is_ascii_digit()));
        let bare = coded.map_or(text, |(_, word)| word).trim_start_matches(|c: char| !c.is_alphanumeric());
        let bare = bare.split(['(', '（']).next().unwrap_or_default().trim();
        let bare = bare.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace());
        (!bare.is_empty() && bare != text).then_some(bare)
    }

    fn word(text: &str) -> Option<Self> {
        static STEPS: LazyLock<BTreeMap<String, u8>> =
            LazyLock::new(|| WORDS.iter().zip(1..).flat_map(|(words, step)| words.iter().map(move |word| (fold(word), step))).collect());
        STEPS.get(&fold(&half_width(text))).copied().map(Self::Word)
    }

    /// "3-4", "medium to high", 「中高」: of two neighbouring steps or words. What is further apart is a scale, and no value on it.
    fn between(text: &str) -> Option<Self> {
        // Two words are two characters at the least.
        text.chars().nth(1)?;
        let step = |text: &str| half_width(text.trim()).parse().ok().filter(|step| (1..=10).contains(step)).map(Self::Step);
        let any = |text: &str| Self::word(text.trim()).or_else(|| step(text));
        let parted = BETWEEN.iter().filter_map(|mark| text.split_once(mark)).find_map(|(a, b)| higher(any(a)?, any(b)?));
        // 4/5 is four of five; and only Chinese words stand side by side.
        let side_by_side = text.char_indices().filter(|(_, c)| !c.is_ascii()).map(|(at, _)| text.split_at(at));
        let mut of_words = text.split_once('/').into_iter().chain(side_by_side);
        let word = |text: &str| Self::word(text.trim());
        let higher = parted.or_else(|| of_words.find_map(|(a, b)| higher(word(a)?, word(b)?)))?;
        Some(Self::Between { higher: Box::new(higher), written: text.to_owned() })
    }

    fn number(text: &str) -> Option<Self> {
        let text = &*half_width(text);
        if let Some(percent) = text.strip_suffix(['%', '％']) {
            let percent: Decimal = percent.trim().parse().ok()?;
            let chance = percent.checked_div(Decimal::ONE_HUNDRED)?;
            return (Decimal::ZERO..=Decimal::ONE).contains(&chance).then_some(Self::Chance(chance));
        }
        // "4 Likely", "4 - 较高", "4 (60–80 %)": the number decides. Another one outside brackets, "4/5" or "1 to 5", may be a scale's.
        let digits = text.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect::<String>();
        let digits = digits.trim_end_matches('.').to_owned();
        let rest = text.get(digits.len()..).and_then(|rest| rest.split(['(', '（']).next()).unwrap_or_default();
        // "2 weeks" is an effect, and no step.
        let word = rest.trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | ':' | '：' | '.' | '='));
        if !(word.is_empty() || word == "分" || Self::word(word).is_some()) {
            return None;
        }
        // Some programs write every number with a point.
        if digits.contains('.') && text.parse::<Decimal>().is_ok_and(|number| number.fract().is_zero()) {
            return text.parse::<Decimal>().ok()?.to_u8().filter(|step| (1..=10).contains(step)).map(Self::Step);
        }
        if digits.contains('.') {
            return text.parse().ok().filter(|chance| *chance > Decimal::ZERO && *chance < Decimal::ONE).map(Self::Chance);
        }
        digits.parse().ok().filter(|step| (1..=10).contains(step)).map(Self::Step)
    }

    /// The step on a scale of `scale` steps; `bounds` are the upper bounds of the bands of a chance, 0 to 1, but for the last
    /// one (five steps: 0.1, 0.3, 0.5, 0.7). A chance on a bound belongs to the lower step.
    ///
    /// `None` if a number is beyond the scale.
    pub fn step(&self, scale: u8, bounds: &[Decimal]) -> Option<u8> {
        match *self {
            Self::Between { ref higher, .. } => higher.step(scale, bounds),
            Self::Step(step) => (step <= scale).then_some(step),
            Self::Word(step) if scale == 5 => Some(step),
            // 高 / 中 / 低 are 3 / 2 / 1 of three; other scales in proportion.
            Self::Word(step) if scale == 3 => Some(step.clamp(2, 4) - 1),
            Self::Word(step) => u8::try_from((u16::from(step) * u16::from(scale)).div_ceil(5)).ok().map(|step| step.clamp(1, scale)),
            Self::Chance(chance) => {
                let below = bounds.iter().filter(|bound| chance > **bound).count();
                u8::try_from(below + 1).ok().map(|step| step.min(scale))
            }
        }
    }

    /// The chance it stands for: itself, or the middle of its step's band.
    pub fn chance(&self, scale: u8, bounds: &[Decimal]) -> Option<Decimal> {
        if let Self::Chance(chance) = self {
            return Some(*chance);
        }
        let step = usize::from(self.step(scale, bounds)?);
        let low = if step == 1 { Decimal::ZERO } else { *bounds.get(step - 2)? };
        let high = bounds.get(step - 1).copied().unwrap_or(Decimal::ONE);
        Some((low + high) / Decimal::TWO)
    }
}

/// The higher one of two neighbours.
fn higher(a: Level, b: Level) -> Option<Level> {
    match (a, b) {
        (Level::Step(a), Level::Step(b)) if a.abs_diff(b) == 1 => Some(Level::Step(a.max(b))),
        (Level::Word(a), Level::Word(b)) if a.abs_diff(b) == 1 => Some(Level::Word(a.max(b))),
        _ => None,
    }
}

text_type!(
    Level,
    STEP,
    |text| Level::read(text).ok_or_else(|| {
        Refusal::new(say!("“{text}” is no step of the scale.", "无法识别为等级：“{text}”。", text))
            .help(both!("Write a step as 4, a word as high, or a per cent as 30%.", "写等级（如 4）、文字（如“高”）或百分比（如 30%）。"))
    }),
    |level| match level {
        Level::Step(step) | Level::Word(step) => Value::Number(f64::from(*step)),
        Level::Between { written, .. } => Value::Plain(Cow::Borrowed(written)),
        Level::Chance(chance) => Value::Percent((chance * Decimal::ONE_HUNDRED).to_f64().unwrap_or_default()),
    }
);

/// How a customer feels, −2 to 2.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Sentiment(pub i8);

const FEELINGS: [(i8, &[&str]); 5] = [
    (2, &["very positive", "非常满意", "很满意", "+2"]),
    (1, &["positive", "满意", "正面", "好评", "+1"]),
    (0, &["neutral", "中性", "一般"]),
    (-1, &["negative", "不满意", "负面", "差评", "−1"]),
    (-2, &["very negative", "非常不满意", "很不满意", "−2"]),
];

text_type!(
    Sentiment,
    Due::new("−2 to 2, or a word", "-2 到 2，或文字", "negative", "不满意"),
    |text| {
        // `fold` drops a hyphen, which here is a sign.
        let by_number = text.replace('−', "-").parse().ok().filter(|value| (-2..=2).contains(value));
        let by_word = || FEELINGS.iter().find(|(_, words)| words.iter().any(|word| fold(word) == fold(text))).map(|(value, _)| *value);
        by_number.or_else(by_word).map(Sentiment).ok_or_else(|| {
            Refusal::new(say!("“{text}” is no sentiment.", "“{text}”不是情感等级。", text))
                .help(both!("Write a number from -2 to 2, or positive, neutral, negative.", "写 -2 到 2 的数字，或“满意”“中性”“不满意”。"))
        })
    },
    |sentiment| Value::Word(match sentiment.0 {
        2 => both!("Very positive", "非常满意"),
        1 => both!("Positive", "满意"),
        0 => both!("Neutral", "中性"),
        -1 => both!("Negative", "不满意"),
        _ => both!("Very negative", "非常不满意"),
    })
);

#[cfg(test)]
mod tests {
    use super::*;

    const FIVE: [Decimal; 4] = [
        Decimal::from_parts(1, 0, 0, false, 1),
        Decimal::from_parts(3, 0, 0, false, 1),
        Decimal::from_parts(5, 0, 0, false, 1),
        Decimal::from_parts(7, 0, 0, false, 1),
    ];

    #[test]
    fn steps_words_and_chances() {
        let step = |text: &str, scale| Level::read(text).and_then(|level| level.step(scale, &FIVE));
        assert_eq!((step("High", 5), step("高", 3), step("4 Likely", 5), step("6", 5)), (Some(4), Some(3), Some(4), None));
        assert_eq!((step("4 (60–80 %)", 5), step("4 - 较高", 5), step("4（高）", 5)), (Some(4), Some(4), Some(4)));
        assert_eq!((step("30%", 5), step("0.3", 5), step("31%", 5), step("1", 5)), (Some(2), Some(2), Some(3), Some(1)));
        assert_eq!(
            (step("Med", 5), step("VH", 5), step("High (4)", 5), step("🔴 High 4", 5), step("高（70%）", 5)),
            (Some(3), Some(5), Some(4), Some(4), Some(4))
        );
        assert_eq!((step("10–30 %", 5), step("30–50%", 5), step("50-30%", 5)), (Some(2), Some(3), None));
        assert_eq!((Level::read("often"), Level::read("140%"), Level::read("0")), (None, None, None));
    }

    #[test]
    fn between_two_neighbours_the_higher_one_counts() {
        let higher = |text: &str| match Level::read(text) {
            Some(Level::Between { higher, written }) if written == text => Some(*higher),
            _ => None,
        };
        for text in ["3-4", "3 – 4", "3～4", "3 to 4", "4-3"] {
            assert_eq!(higher(text), Some(Level::Step(4)), "{text}");
        }
        for text in ["中高", "中/高", "中至高", "medium/high", "medium to high", "high or medium"] {
            assert_eq!(higher(text), Some(Level::Word(4)), "{text}");
        }
        for text in [
            "4/5",
            "2 / 5",
            "3/4",
            "1-5",
            "1~10",
            "low-high",
            "低到高",
            "low/high",
            "３４",
            "3-3",
            "1 to 5",
            "4 of 5",
            "4 out of 10",
            "2 weeks",
            "3 people",
        ] {
            assert_eq!(Level::read(text), None, "{text}: of five, a whole scale, or no level");
        }
    }

    #[test]
    fn a_chance_is_exact() {
        assert_eq!(Level::read("1.1%"), Some(Level::Chance(Decimal::new(11, 3))));
        assert_eq!((Level::read("0%"), Level::read("100 %")), (Some(Level::Chance(Decimal::ZERO)), Some(Level::Chance(Decimal::ONE))));
    }

    #[test]
    fn a_step_stands_for_the_middle_of_its_band() {
        let chances: Vec<_> =
            (1..=5).filter_map(|step| Level::Step(step).chance(5, &FIVE)).map(|chance| chance.normalize().to_string()).collect();
        assert_eq!(chances, ["0.05", "0.2", "0.4", "0.6", "0.85"]);
    }

    #[test]
    fn no_word_means_two_steps() {
        let mut all: Vec<String> = WORDS.iter().flat_map(|words| words.iter().map(|word| fold(word))).collect();
        let count = all.len();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), count);
    }
}
