//! People in documents: `@li-na`, or an id that stands alone, becomes their name. Days keep together on their line.

/// What a day looks like, any digit for a nought.
const DAY: &str = "0000-00-00";

/// A part of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part<'t> {
    /// Words.
    Words(&'t str),
    /// The id of someone who may be among the people.
    Person(&'t str),
    /// A day as `2026-03-09`.
    Day(&'t str),
}

/// The parts of a text. A text that is nothing but one word is asked for as a whole.
pub(super) fn parts(text: &str) -> Vec<Part<'_>> {
    let alone = text.trim();
    if !alone.is_empty() && !alone.contains(char::is_whitespace) && !alone.starts_with('@') {
        return vec![Part::Person(text)];
    }
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('@') {
        let end = after.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(after.len());
        let begins_a_word = !before.ends_with(char::is_alphanumeric);
        let Some((id, following)) = after.split_at_checked(end).filter(|(id, _)| begins_a_word && !id.is_empty()) else { break };
        push_words(&mut parts, before);
        parts.push(Part::Person(id));
        rest = following;
    }
    push_words(&mut parts, rest);
    parts
}

/// Words, with the days among them by themselves.
fn push_words<'t>(parts: &mut Vec<Part<'t>>, words: &'t str) {
    let mut from = 0;
    while let Some((at, day)) = next_day(words, from) {
        parts.extend(words.get(from..at).filter(|before| !before.is_empty()).map(Part::Words));
        parts.push(Part::Day(day));
        from = at + day.len();
    }
    parts.extend(words.get(from..).filter(|rest| !rest.is_empty()).map(Part::Words));
}

/// The next day at or behind a place.
fn next_day(words: &str, from: usize) -> Option<(usize, &str)> {
    let hyphens = words.get(from..)?.match_indices('-').map(|(at, _)| from + at);
    hyphens.filter_map(|hyphen| hyphen.checked_sub(DAY.find('-')?).filter(|at| *at >= from)).find_map(|at| {
        let day = words.get(at..at + DAY.len())?;
        let fits = day.chars().zip(DAY.chars()).all(|(c, like)| if like == '-' { c == '-' } else { c.is_ascii_digit() });
        fits.then_some((at, day))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_found_by_their_sign_or_alone() {
        use Part::{Person, Words};
        assert_eq!(parts("li-na"), [Person("li-na")]);
        assert_eq!(parts("@li-na asks @wu（今天）"), [Person("li-na"), Words(" asks "), Person("wu"), Words("（今天）")]);
        assert_eq!(parts("mail a@b.org now"), [Words("mail a@b.org now")]);
    }

    #[test]
    fn days_keep_together() {
        use Part::{Day, Words};
        assert_eq!(parts("due 2026-03-09, then 2026-04-01"), [Words("due "), Day("2026-03-09"), Words(", then "), Day("2026-04-01")]);
        assert_eq!(parts("截止2026-03-09）再看 1-2"), [Words("截止"), Day("2026-03-09"), Words("）再看 1-2")]);
        assert_eq!(parts("a well-known 26-03-09 or -"), [Words("a well-known 26-03-09 or -")]);
    }
}
