//! Text that is written into markup by hand, outside templates.

/// A text as it stands between tags or in a quoted attribute.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// The words of HTML that this program has made.
pub(in crate::site) fn plain(html: &str) -> String {
    let mut text = String::new();
    for part in html.split('<') {
        text.push(' ');
        text.push_str(part.split_once('>').map_or(part, |(_, words)| words));
    }
    unescaped(text)
}

/// The words of the first paragraph of such HTML, without the numbers of footnotes.
pub(in crate::site) fn first_paragraph(html: &str) -> Option<String> {
    let (inside, _) = html.split_once("<p>")?.1.split_once("</p>")?;
    let without_notes = inside.split("<sup").enumerate();
    let kept = without_notes.map(|(at, part)| if at == 0 { part } else { part.split_once("</sup>").map_or("", |(_, rest)| rest) });
    let text: String = kept.flat_map(|part| part.split('<').enumerate().map(|(at, part)| words(at, part))).collect();
    Some(unescaped(text)).filter(|text| !text.is_empty())
}

/// What stands behind a tag; the first part of a text has none.
fn words(at: usize, part: &str) -> &str {
    if at == 0 { part } else { part.split_once('>').map_or("", |(_, words)| words) }
}

fn unescaped(text: String) -> String {
    let references = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&amp;", "&")];
    let text = references.into_iter().fold(text, |text, (reference, sign)| text.replace(reference, sign));
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_paragraph_is_told_in_words() {
        let html = "<h2>Why</h2><p>So <em>quiet</em>, that R&amp;D<sup class=\"n\"><a href=\"#f\">1</a></sup> sleeps.</p><p>More</p>";
        assert_eq!(first_paragraph(html).as_deref(), Some("So quiet, that R&D sleeps."));
        assert_eq!((first_paragraph("<ul><li>a</li></ul>"), first_paragraph("<p> </p>")), (None, None));
    }

    #[test]
    fn markup_becomes_text() {
        assert_eq!(escape("<a href=\"x\">'R&D'</a>"), "&lt;a href=&quot;x&quot;&gt;&#39;R&amp;D&#39;&lt;/a&gt;");
    }
}
