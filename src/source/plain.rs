//! Texts that are written into Markdown and stay what they are.

/// A text in which nothing is a mark of Markdown.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        // Before a digit or a blank `<` is only less.
        let begins_tag = || rest.as_str().starts_with(|next: char| next.is_alphabetic() || matches!(next, '/' | '!' | '?'));
        if matches!(c, '\\' | '*' | '`' | '[' | ']') || c == '<' && begins_tag() {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A line that begins no heading, list or quotation.
pub fn guarded(line: &str) -> String {
    let is_mark = line.starts_with(['#', '>', '+', '|']) || line.starts_with("- ") || line.starts_with("---") || line.starts_with('=');
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    let is_numbered = digits > 0 && line.get(digits..).is_some_and(|rest| rest.starts_with(". ") || rest.starts_with(") "));
    if is_mark {
        format!("\\{line}")
    } else if is_numbered {
        let (number, rest) = line.split_at(digits);
        format!("{number}\\{rest}")
    } else {
        line.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_marked() {
        assert_eq!(escaped(r"a*b [c] `d` \ <e> </f> <5% < g"), r"a\*b \[c\] \`d\` \\ \<e> \</f> <5% < g");
        for (line, expected) in [
            ("# a", "\\# a"),
            ("- a", "\\- a"),
            ("-5%", "-5%"),
            ("12. a", "12\\. a"),
            (". a", ". a"),
            (") a", ") a"),
            ("1.5", "1.5"),
            ("> a", "\\> a"),
        ] {
            assert_eq!(guarded(line), expected);
        }
    }
}
