//! A column of two values: `Impact / likelihood` above `High / Medium`, 「负责人/截止日期」 above 「李娜/2026-03-09」.

use std::borrow::Cow;

use super::columns;
use crate::calendar::Date;
use crate::project::types::{Level, read_number};
use crate::source::cell::means_nothing;
use crate::source::schema::{STEP, Shape, is_word_of};
use crate::source::vocabulary::Vocabulary;
use crate::source::{Data, Key, Node, Span, Style};

/// The signs between the two, in heads and in cells; a blank around one goes first, as a name may have the bare one.
const BETWEEN: [&str; 6] = [" / ", " | ", "/", "／", "|", "｜"];

/// Splits columns whose head names two fields and whose every cell says one of each. What does not is left as it is.
pub(in crate::project) fn split(records: &mut [Node<'_>], words: &Vocabulary) {
    let heads: Vec<String> = columns::heads(records).into_iter().filter(|head| parted(head).is_some()).collect();
    for head in heads {
        let Some((first, second)) = parted(&head) else { continue };
        let (Some(one), Some(other)) = (field(words, first), field(words, second)) else { continue };
        let of_both = |cell: &str| parted(cell).is_some_and(|(a, b)| fits(one.1, a) && fits(other.1, b));
        let cells: Vec<&str> = records.iter().filter_map(|row| row.get(&head)?.text()).filter(|cell| !means_nothing(cell)).collect();
        let is_taken = |name: &str| {
            records
                .iter()
                .flat_map(Node::entries)
                .any(|(key, _)| key.name != head && words.find(&key.name).is_some_and(|path| path == [name]))
        };
        if one.0 == other.0 || cells.is_empty() || !cells.iter().all(|cell| of_both(cell)) || is_taken(one.0) || is_taken(other.0) {
            continue;
        }
        for entries in records.iter_mut().filter_map(|record| if let Data::Map(entries) = &mut record.data { Some(entries) } else { None })
        {
            take_apart(entries, &head, one.0, other.0);
        }
    }
}

fn take_apart<'a>(entries: &mut Vec<(Key<'a>, Node<'a>)>, head: &str, one: &'static str, other: &'static str) {
    let Some(at) = entries.iter().position(|(key, value)| key.name == head && value.text().is_some_and(|text| parted(text).is_some()))
    else {
        return;
    };
    let (key, value) = entries.remove(at);
    let Some((first, second)) = value.text().and_then(parted) else { return };
    let node = |text: &str| Node { span: value.span, data: Data::Scalar(Cow::Owned(text.to_owned()), Style::Cell) };
    let named = |name: &'static str, span: Span| Key { name: Cow::Borrowed(name), span };
    entries.push((named(one, key.span), node(first)));
    entries.push((named(other, key.span), node(second)));
}

/// The two sides of a sign that stands there once.
fn parted(text: &str) -> Option<(&str, &str)> {
    let sign = BETWEEN.iter().find(|sign| text.contains(**sign))?;
    let (first, second) = text.split_once(sign)?;
    let (first, second) = (first.trim(), second.trim());
    (!first.is_empty() && !second.is_empty() && !second.contains(sign)).then_some((first, second))
}

/// The field that a part of a head names, whose values are told apart from others.
fn field(words: &Vocabulary, name: &str) -> Option<(&'static str, Shape)> {
    let path = words.find(name)?;
    let [only] = path.as_slice() else { return None };
    let shape = words.field(only)?.shape;
    let is_plain = matches!(shape, Shape::Value(STEP) | Shape::Choice(..) | Shape::Reference(_)) || shape.is_day() || shape.is_number();
    is_plain.then_some((only, shape))
}

fn fits(shape: Shape, text: &str) -> bool {
    match shape {
        Shape::Value(STEP) => Level::read(text).is_some(),
        Shape::Choice(choices, _) => is_word_of(choices, text),
        Shape::Reference(_) => text.contains(char::is_alphabetic) && Date::parse(text).is_err(),
        shape if shape.is_day() => Date::parse(text).is_ok(),
        _ => read_number(text).is_some(),
    }
}

#[cfg(test)]
mod tests {
    use crate::calendar::Date;
    use crate::project::{Folder, Project, ReportDateSource, load};

    fn project(path: &str, text: &str) -> Project {
        load(Folder::of_texts(&[(path, text)]), ReportDateSource { as_of: None, otherwise: Date::new(2026, 3, 31) })
    }

    #[test]
    fn a_column_of_two_values_is_both() {
        let risks = project("risks.csv", "Risk,Impact / likelihood,Owner/Status\nRain,High / Low,Ana/open\nWind,Low / High,Bo/closed\n");
        let steps: Vec<_> = risks.risks.iter().map(|risk| (risk.impact.clone(), risk.probability.clone())).collect();
        assert_eq!(steps[0].0, steps[1].1);
        assert_eq!((risks.problems.len(), risks.risks[1].owner.as_ref().and_then(|owner| owner.one())), (0, Some("Bo")));
        let tasks = project("任务.csv", "任务,负责人/截止日期\n订场地,李娜/2026-03-09\n");
        assert_eq!(tasks.tasks[0].end, Some(Date::new(2026, 3, 9)));
    }

    #[test]
    fn what_is_not_one_of_each_is_left_as_it_is() {
        let mixed = project("risks.csv", "Risk,Impact / likelihood\nRain,High / Low\nWind,Low / seen\n");
        assert_eq!((mixed.risks[0].impact.clone(), mixed.risks[0].typed.kept[0].text.as_str()), (None, "High / Low"));
        let texts = project("risks.csv", "Risk,Mitigation / Contingency\nRain,tents and/or ropes\n");
        assert_eq!(texts.risks[0].contingency.len(), 0, "texts have signs of their own");
        let beside = project("risks.csv", "Risk,Owner,Owner / Status\nRain,Ana,Bo / open\n");
        assert_eq!(beside.risks[0].owner.as_ref().and_then(|owner| owner.one()), Some("Ana"));
    }
}
