//! Which addresses may stand on a page.

/// An address of a document, by where it leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Address {
    /// To a file, seen from the document.
    File(String),
    /// To a heading of the same document.
    Fragment(String),
    /// Out of the site, by a scheme that is allowed.
    Outside(String),
    /// Nowhere: another scheme, or another host without one.
    Refused,
}

const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

impl Address {
    /// Reads an address as a browser does, which passes over control characters.
    pub(super) fn of(text: &str) -> Self {
        let text: String = text.chars().filter(|c| !c.is_control()).collect();
        let text = text.trim();
        if let Some(fragment) = text.strip_prefix('#') {
            return Self::Fragment(fragment.to_owned());
        }
        if text.is_empty() || text.starts_with("//") || text.contains('\\') {
            return Self::Refused;
        }
        let head = text.split(['/', '?', '#']).next().unwrap_or_default();
        match head.split_once(':') {
            None => Self::File(text.to_owned()),
            Some((scheme, _)) if SCHEMES.iter().any(|allowed| scheme.eq_ignore_ascii_case(allowed)) => Self::Outside(text.to_owned()),
            Some(_) => Self::Refused,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_allowed_leads_somewhere() {
        assert_eq!(Address::of("../a b.md#x"), Address::File("../a b.md#x".to_owned()));
        assert_eq!(Address::of("#下一步"), Address::Fragment("下一步".to_owned()));
        assert_eq!(Address::of(" HTTPS://example.com/a:b"), Address::Outside("HTTPS://example.com/a:b".to_owned()));
        for refused in [
            "javascript:alert(1)",
            "java\nscript:x",
            "\u{1}data:text/html,x",
            "//evil.example",
            "\\\\evil",
            "",
            "vbscript:x",
            "java\u{200b}script:x",
        ] {
            assert_eq!(Address::of(refused), Address::Refused, "{refused:?}");
        }
    }
}
