//! What changed between two states, for the terminal, for other programs, and as a comment on a merge request.

use serde::Serialize;

use crate::comparison::{Comparison, News, Topic};
use crate::project::Project;
use crate::say;
use crate::text::{Lang, Message, date, plural};

/// The version of the shape.
const VERSION: u32 = 1;

/// A sentence a line, with a sign for good and for bad news, below the topics.
pub fn changes(comparison: &Comparison, lang: Lang) -> String {
    let sign = |news: News| match news {
        News::Good => "+",
        News::Bad => "-",
        News::Plain => " ",
    };
    let groups = topics(comparison).map(|(topic, says)| {
        let lines: Vec<String> = says.iter().map(|(news, says)| format!("{} {}", sign(*news), says.get(lang))).collect();
        format!("{}\n{}\n", topic.label().get(lang), lines.join("\n"))
    });
    let groups: Vec<String> = std::iter::once(format!("{}\n", head(comparison).get(lang))).chain(groups).collect();
    groups.join("\n")
}

/// The same as Markdown. What stands in a sentence is no markup.
pub fn changes_markdown(comparison: &Comparison, lang: Lang) -> String {
    let word = |news: News| match news {
        News::Good => crate::both!("better", "好转"),
        News::Bad => crate::both!("worse", "变差"),
        News::Plain => crate::both!("changed", "变化"),
    };
    let groups = topics(comparison).map(|(topic, says)| {
        let line = |(news, says): &(News, &Message)| format!("- *{}* {}", word(*news).get(lang), plain(says.get(lang)));
        format!("### {}\n\n{}\n", topic.label().get(lang), says.iter().map(line).collect::<Vec<_>>().join("\n"))
    });
    let groups: Vec<String> = std::iter::once(format!("## {}\n", head(comparison).get(lang))).chain(groups).collect();
    groups.join("\n")
}

/// The same for other programs. Within a version fields are only added.
pub fn changes_json(comparison: &Comparison, now: &Project) -> String {
    let changes = comparison.changes.iter().map(|change| ChangeReport {
        topic: change.topic,
        news: change.news,
        record: change.record.and_then(|id| Some(format!("{}/{}", id.kind.key(), now.record(id)?.id()))),
        says: &change.says,
    });
    let report =
        Report { version: VERSION, then: comparison.then.to_string(), now: comparison.now.to_string(), changes: changes.collect() };
    // Only texts and numbers are in it: it can always be written.
    serde_json::to_string_pretty(&report).unwrap_or_default() + "\n"
}

#[derive(Serialize)]
struct Report<'c> {
    version: u32,
    then: String,
    now: String,
    changes: Vec<ChangeReport<'c>>,
}

#[derive(Serialize)]
struct ChangeReport<'c> {
    topic: Topic,
    news: News,
    /// The record that it is about, as `register/id`.
    record: Option<String>,
    says: &'c Message,
}

fn head(comparison: &Comparison) -> Message {
    let (n, then, now) = (comparison.changes.len(), date::message(comparison.then.civil()), date::message(comparison.now.civil()));
    if n == 0 {
        return say!("Nothing that is in the report changed from {then} to {now}.", "从{then}到{now}，报告中的内容没有变化。", then, now);
    }
    say!("{n} change{en_s} from {then} to {now}", "从{then}到{now}共{n}项变化", n, then, now, en_s = plural(n))
}

/// The topics that have changes, in order, with what is said.
fn topics(comparison: &Comparison) -> impl Iterator<Item = (Topic, Vec<(News, &Message)>)> {
    Topic::ALL.into_iter().filter_map(|topic| {
        let of: Vec<_> =
            comparison.changes.iter().filter(|change| change.topic == topic).map(|change| (change.news, &change.says)).collect();
        (!of.is_empty()).then_some((topic, of))
    })
}

/// A text in which no character begins markup, a mention or a reference.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~' | '!' => out.extend(['\\', c]),
            // A zero-width space keeps a name from being called.
            '@' => out.extend([c, '\u{200b}']),
            '\n' | '\r' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_no_markup() {
        assert_eq!(plain("a *b* [c](d) <e> @all\n# f"), "a \\*b\\* \\[c\\](d) \\<e\\> @\u{200b}all \\# f");
    }
}
