//! People in documents: `@li-na`, or an id that stands alone, becomes their name.

/// A part of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part<'t> {
    /// Words.
    Words(&'t str),
    /// The id of someone who may be among the people.
    Person(&'t str),
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
        parts.extend([Part::Words(before), Part::Person(id)]);
        rest = following;
    }
    parts.push(Part::Words(rest));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_found_by_their_sign_or_alone() {
        use Part::{Person, Words};
        assert_eq!(parts("li-na"), [Person("li-na")]);
        assert_eq!(parts("@li-na asks @wu（今天）"), [Words(""), Person("li-na"), Words(" asks "), Person("wu"), Words("（今天）")]);
        assert_eq!(parts("mail a@b.org now"), [Words("mail a@b.org now")]);
    }
}
