//! What customers say, and whether they are answered (`docs/numbers.md §8.5`).

use std::collections::BTreeMap;

use super::numbers::{Durations, at_least, share};
use crate::calendar::Date;
use crate::project::Project;
use crate::project::registers::market::Feedback;
use crate::project::types::Number;
use crate::source::fold::fold;

/// A theme of the feedback.
#[derive(Debug, Clone, PartialEq)]
pub struct Theme {
    /// Its name, as it was first written.
    pub name: String,
    /// How many customers said so; a record with two themes counts for both.
    pub count: f64,
    /// Its share of all themes' counts.
    pub share: f64,
    /// Its share and those of all themes before it.
    pub cumulative: f64,
    /// Its records, by their place in the register.
    pub records: Vec<usize>,
}

/// The feedback up to the report date, in numbers.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FeedbackNumbers {
    /// Records.
    pub records: usize,
    /// Themes, the most frequent first, then by name.
    pub themes: Vec<Theme>,
    /// The fewest themes that make 80 per cent of the counts.
    pub vital_few: usize,
    /// How many customers said something without a theme.
    pub without_theme: f64,
    /// Mean sentiment (−2 to 2), weighted by count, by the first day of the month.
    pub sentiment: BTreeMap<Date, f64>,
    /// Records that were answered.
    pub replied: usize,
    /// Working days until the answer.
    pub reply: Durations,
}

impl FeedbackNumbers {
    /// The numbers at the report date.
    pub(super) fn of(project: &Project) -> Self {
        let report_date = project.report_date;
        let mut known: Vec<(usize, &Feedback)> = project
            .feedback
            .iter()
            .enumerate()
            .filter(|(_, feedback)| feedback.date <= report_date)
            .map(|(index, feedback)| (index, &**feedback))
            .collect();
        // Sums of floats in an order that is not that of the files.
        known.sort_by(|(_, a), (_, b)| {
            let key = |feedback: &Feedback| (feedback.date, feedback.sentiment.map(|sentiment| sentiment.0));
            key(a).cmp(&key(b)).then_with(|| count(a).total_cmp(&count(b)))
        });
        let replies = Self::replies(project, known.iter().map(|(_, feedback)| *feedback));
        let themes = themes(&known);
        Self {
            records: known.len(),
            vital_few: vital_few(&themes),
            themes,
            without_theme: known.iter().filter(|(_, feedback)| feedback.theme.is_empty()).map(|(_, feedback)| count(feedback)).sum(),
            sentiment: sentiment(&known),
            replied: replies.len(),
            reply: Durations::of(&replies),
        }
    }

    /// Working days until each answer.
    pub(super) fn replies<'f>(project: &Project, known: impl Iterator<Item = &'f Feedback>) -> Vec<i64> {
        let took = |feedback: &Feedback| {
            let replied = feedback.replied_on.filter(|day| *day <= project.report_date)?;
            Some(project.calendar.distance(feedback.date, replied).max(0))
        };
        known.filter_map(took).collect()
    }

    /// The share of records that were answered.
    pub fn closed_rate(&self) -> Option<f64> {
        share(self.replied, self.records)
    }
}

/// How many customers a record stands for.
pub fn count(feedback: &Feedback) -> f64 {
    feedback.count.map_or(1.0, |Number(count)| count)
}

fn themes(known: &[(usize, &Feedback)]) -> Vec<Theme> {
    let mut by_name: BTreeMap<String, Theme> = BTreeMap::new();
    for (index, feedback) in known {
        for name in &feedback.theme {
            let empty = || Theme { name: name.0.clone(), count: 0.0, share: 0.0, cumulative: 0.0, records: Vec::new() };
            let theme = by_name.entry(fold(name)).or_insert_with(empty);
            if theme.records.last() != Some(index) {
                theme.count += count(feedback);
                theme.records.push(*index);
            }
        }
    }
    let mut themes: Vec<Theme> = by_name.into_values().collect();
    themes.sort_by(|a, b| b.count.total_cmp(&a.count).then_with(|| a.name.cmp(&b.name)));
    let all: f64 = themes.iter().map(|theme| theme.count).sum();
    let mut sum = 0.0;
    for theme in themes.iter_mut().filter(|_| all > 0.0) {
        sum += theme.count;
        (theme.share, theme.cumulative) = (theme.count / all, sum / all);
    }
    themes
}

fn vital_few(themes: &[Theme]) -> usize {
    themes.iter().position(|theme| at_least(theme.cumulative, 0.8)).map_or(0, |last| last + 1)
}

fn sentiment(known: &[(usize, &Feedback)]) -> BTreeMap<Date, f64> {
    let mut months: BTreeMap<Date, (f64, f64)> = BTreeMap::new();
    for (_, feedback) in known {
        if let Some(sentiment) = feedback.sentiment {
            let (sum, weight) = months.entry(feedback.date.first_of_month()).or_default();
            *sum += f64::from(sentiment.0) * count(feedback);
            *weight += count(feedback);
        }
    }
    months.into_iter().filter(|(_, (_, weight))| *weight > 0.0).map(|(month, (sum, weight))| (month, sum / weight)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::numbers::same;
    use crate::analysis::testing::{CHINA, day, project};

    #[test]
    fn themes_sentiment_replies() {
        let feedback = "
- {date: 2026-03-02, theme: price, sentiment: -1, count: 8, replied_on: 2026-03-04}
- {date: 2026-03-03, theme: [delivery, Price], sentiment: -2}
- {date: 2026-04-03, theme: app, sentiment: 2, count: 2, replied_on: 2026-04-07}
- {date: 2026-04-03, count: 3}
- {date: 2026-06-03, theme: late}
";
        let numbers = FeedbackNumbers::of(&project(&[CHINA, ("feedback.yaml", feedback)], "2026-04-30"));
        let themes: Vec<(&str, f64, f64)> = numbers.themes.iter().map(|theme| (theme.name.as_str(), theme.count, theme.share)).collect();
        assert_eq!(themes, [("price", 9.0, 0.75), ("app", 2.0, 2.0 / 12.0), ("delivery", 1.0, 1.0 / 12.0)]);
        assert!(same(numbers.themes[1].cumulative, 11.0 / 12.0));
        assert_eq!((numbers.vital_few, numbers.without_theme, numbers.records), (2, 3.0, 4));
        assert!(same(numbers.sentiment[&day("2026-03-01")], -10.0 / 9.0));
        assert!(same(numbers.sentiment[&day("2026-04-01")], 2.0));
        assert_eq!((numbers.closed_rate(), numbers.reply), (Some(0.5), Durations { count: 2, median: Some(1.5), p90: None, max: Some(2) }));
    }

    #[test]
    fn none() {
        let numbers = FeedbackNumbers::of(&project(&[CHINA], "2026-04-30"));
        assert_eq!((numbers.closed_rate(), numbers.vital_few), (None, 0));
        assert_eq!(numbers, FeedbackNumbers::default());
    }

    #[test]
    fn nobody_has_no_share_and_no_mean() {
        let numbers = FeedbackNumbers::of(&project(
            &[("feedback.yaml", "- {date: 2026-03-02, theme: price, sentiment: -1, count: 0}\n")],
            "2026-04-30",
        ));
        assert_eq!(numbers.themes.iter().map(|theme| (theme.share, theme.cumulative)).collect::<Vec<_>>(), [(0.0, 0.0)]);
        assert!(numbers.sentiment.is_empty(), "{:?}", numbers.sentiment);
    }
}
