//! A change put back into a file: a value takes another's place as the file's form writes it, and every other byte stays.

use super::encoding;
use super::node::{Data, Span, Style};
use super::yaml;
use super::{Limits, Node};

/// Bytes of a text that become others.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// What is replaced, in the decoded text.
    pub span: Span,
    /// What stands there then.
    pub text: String,
}

/// How a file writes its values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// YAML, front matter included.
    Yaml,
    /// CSV.
    Csv,
    /// A Markdown table, or the text of a document.
    Markdown,
}

impl Edit {
    /// A value in the place of another one, or a name in the place of a key: quoted as that was, or as the form needs it.
    pub fn of(text: &str, span: Span, value: &str, form: Form) -> Self {
        let written = match form {
            Form::Yaml => yaml_value(span.of(text), value),
            Form::Csv => csv_value(text, span, value),
            Form::Markdown => value.replace('|', "\\|"),
        };
        Self { span, text: written }
    }
}

/// A value as a form writes it where nothing stood before.
pub fn fresh(value: &str, form: Form) -> String {
    Edit::of("", Span::default(), value, form).text
}

/// A text with its changes. Of two that overlap, the first one counts; one beyond the text is left out.
pub fn apply(text: &str, edits: &[Edit]) -> String {
    let mut edits: Vec<&Edit> = edits.iter().collect();
    edits.sort();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        let (start, end) = (edit.span.start as usize, edit.span.end as usize);
        let Some(before) = text.get(at..start).filter(|_| text.is_char_boundary(end)) else { continue };
        out.push_str(before);
        out.push_str(&edit.text);
        at = end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// A file's bytes with changes to its decoded text; encoding, byte order mark and line ends stay. `None` for a file that is
/// damaged, of which nobody knows what its bytes were meant to be.
pub fn rewrite(bytes: &[u8], edits: &[Edit]) -> Option<Vec<u8>> {
    let stored = encoding::Stored::of(bytes)?;
    // New lines end as the file's do.
    let is_windows = stored.raw.find('\n').is_some_and(|at| stored.raw.get(..at).is_some_and(|line| line.ends_with('\r')));
    let written = |text: &str| if is_windows { text.replace('\n', "\r\n") } else { text.to_owned() };
    let raw_edits: Vec<Edit> = edits.iter().map(|edit| Edit { span: stored.raw_span(edit.span), text: written(&edit.text) }).collect();
    stored.bytes_of(&apply(&stored.raw, &raw_edits))
}

fn yaml_value(old: &str, value: &str) -> String {
    match old.chars().next() {
        Some('\'') if !value.contains('\n') => format!("'{}'", value.replace('\'', "''")),
        Some('"' | '\'') => double_quoted(value),
        _ if stays_plain(value) => value.to_owned(),
        _ => double_quoted(value),
    }
}

/// In double quotes YAML reads what JSON does.
fn double_quoted(value: &str) -> String {
    serde_json::Value::from(value).to_string()
}

/// Whether a text without quotes is read as itself wherever it stands: as a key or a value, between brackets too.
fn stays_plain(value: &str) -> bool {
    let line = format!("[{{{value}: {value}}}]");
    let tree = yaml::read(&line, &Limits::default());
    let entries = tree.root.as_ref().and_then(|list| list.items().first()).map(Node::entries);
    let is_value = |data: &Data<'_>| matches!(data, Data::Scalar(text, Style::Plain) if text == value);
    tree.problems.is_empty()
        && tree.comments.is_empty()
        && matches!(entries, Some([(key, node)]) if key.name == value && is_value(&node.data))
}

fn csv_value(text: &str, span: Span, value: &str) -> String {
    let before = text.get(..span.start as usize).unwrap_or_default().trim_end_matches([' ', '\u{3000}']);
    let after = text.get(span.end as usize..).unwrap_or_default();
    let is_quoted = before.ends_with('"') && after.contains('"');
    if is_quoted {
        value.replace('"', "\"\"")
    } else if value.contains(['"', ',', ';', '\t', '\n']) {
        format!("\"{}\"", value.replace('"', "\"\""))
    } else {
        value.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::source::{csv, encoding, table};

    /// The text after `old`, where it stands first, has become `value`.
    fn put(text: &str, old: &str, value: &str, form: Form) -> String {
        let start = text.find(old).unwrap();
        apply(text, &[Edit::of(text, Span::new(start, start + old.len()), value, form)])
    }

    #[test]
    fn yaml_keeps_quotes_comments_and_layout() {
        let yaml = |text, old, value| put(text, old, value, Form::Yaml);
        assert_eq!(yaml("- {ownr:  Li Na}  # ask\n", "ownr", "owner"), "- {owner:  Li Na}  # ask\n");
        assert_eq!(yaml("owner: 'Li Nah' # x\n", "'Li Nah'", "Li O'Na"), "owner: 'Li O''Na' # x\n");
        assert_eq!(yaml("owner: \"Li Nah\"\n", "\"Li Nah\"", "a \"b\" \\"), "owner: \"a \\\"b\\\" \\\\\"\n");
        assert_eq!(yaml("owner: Li\n", "Li", "负责人"), "owner: 负责人\n");
    }

    #[test]
    fn yaml_quotes_what_would_be_something_else() {
        for value in ["a: b", "#1", "[x]", "a, b", "- x", "", " x", "*a", "a #b", "~", "{", "a\nb"] {
            let text = put("k: v\n", "v", value, Form::Yaml);
            let tree = yaml::read(&text, &Limits::default());
            let read = tree.root.as_ref().and_then(|root| root.get("k")).and_then(Node::text);
            assert_eq!(read, Some(value), "{text}");
        }
    }

    #[test]
    fn csv_is_quoted_where_it_must_be() {
        assert_eq!(put("a,b\n1,2\n", "2", "x,y", Form::Csv), "a,b\n1,\"x,y\"\n");
        assert_eq!(put("a,b\n1,\"2\"\n", "2", "x\"y", Form::Csv), "a,b\n1,\"x\"\"y\"\n");
        assert_eq!(put("ownr;b\r\n", "ownr", "owner", Form::Csv), "owner;b\r\n");
        assert_eq!(put("a,b\n\"x\",hgih\n\"y\",z\n", "hgih", "a,b", Form::Csv), "a,b\n\"x\",\"a,b\"\n\"y\",z\n");
        assert_eq!(put("a\tb\n\"x\"\thgih\n", "hgih", "\"high\"", Form::Csv), "a\tb\n\"x\"\t\"\"\"high\"\"\"\n");
        assert_eq!(put("a,b\n1,\"x\"\nhgih,2\n", "hgih", "a,b", Form::Csv), "a,b\n1,\"x\"\n\"a,b\",2\n");
    }

    #[test]
    fn a_bar_in_a_table_does_not_end_the_cell() {
        assert_eq!(put("| ownr | b |\n", "ownr", "a|b", Form::Markdown), "| a\\|b | b |\n");
    }

    #[test]
    fn changes_are_made_in_order_and_never_twice() {
        let edit = |start, end, text: &str| Edit { span: Span::new(start, end), text: text.to_owned() };
        assert_eq!(apply("abcdef", &[edit(4, 5, "X"), edit(0, 1, ""), edit(4, 6, "Y"), edit(99, 100, "Z")]), "bcdXf");
    }

    #[test]
    fn encodings_marks_and_line_ends_stay() {
        let text = "负责人,b\r\n李娜,1\n";
        let changed = "负责人,b\r\n陈伟,1\n";
        let utf16 = |text: &str, to_bytes: fn(u16) -> [u8; 2]| {
            "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(to_bytes).collect::<Vec<u8>>()
        };
        let stored: [fn(&str) -> Vec<u8>; 5] = [
            |text| text.as_bytes().to_vec(),
            |text| [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
            |text| encoding_rs::GB18030.encode(text).0.into_owned(),
            |_| Vec::new(),
            |_| Vec::new(),
        ];
        let mut pairs: Vec<(Vec<u8>, Vec<u8>)> = stored[..3].iter().map(|store| (store(text), store(changed))).collect();
        pairs.push((utf16(text, u16::to_le_bytes), utf16(changed, u16::to_le_bytes)));
        pairs.push((utf16(text, u16::to_be_bytes), utf16(changed, u16::to_be_bytes)));
        for (before, after) in pairs {
            let decoded = encoding::decode(&before).text;
            let start = decoded.find("李娜").unwrap();
            let edits = [Edit { span: Span::new(start, start + "李娜".len()), text: "陈伟".into() }];
            assert_eq!(rewrite(&before, &edits), Some(after));
        }
    }

    #[test]
    fn a_damaged_file_is_left_alone() {
        assert_eq!(rewrite(b"title\nna\xFF\xFFme\n", &[]), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]
        #[test]
        fn nothing_but_the_span_changes(before in "[a-z题\r\n\u{1}]{0,12}", old in "[a-z题]{1,4}", after in "[a-z题\r\n]{0,12}", new in "[a-z题:#\"',]{0,5}") {
            let bytes = format!("{before}{old}{after}").into_bytes();
            let start = encoding::decode(before.as_bytes()).text.len();
            // A line end cut in two is none that a value begins or ends with.
            prop_assume!(!before.ends_with('\r'));
            let edits = [Edit { span: Span::new(start, start + old.len()), text: new.clone() }];
            prop_assert_eq!(rewrite(&bytes, &edits), Some(format!("{before}{new}{after}").into_bytes()));
        }

        #[test]
        fn a_value_is_read_as_it_was_given(value in "[a-zA-Z0-9题 :#\"',;|{}\\[\\]&*!%@`~-]{1,8}") {
            prop_assume!(value.trim() == value);
            let text = put("- k: v\n", "v", &value, Form::Yaml);
            let tree = yaml::read(&text, &Limits::default());
            let read = tree.root.as_ref().and_then(|root| root.find(&["0", "k"])).and_then(Node::text);
            prop_assert_eq!(read, Some(value.as_str()), "{}", text);

            // A guard against formulas is no part of a value.
            prop_assume!(!value.starts_with('\'') && !value.ends_with('\''));
            let text = put("a,b\n1,2\n", "2", &value, Form::Csv);
            let rows = csv::records(&text);
            let read = rows.first().and_then(|row| row.get("b")).and_then(Node::text);
            prop_assert_eq!(read, Some(value.as_str()), "{}", text);
        }
    }

    #[test]
    fn a_cell_of_a_table_is_read_as_it_was_given() {
        let text = put("| a | b |\n|---|---|\n| 1 | 2 |\n", "2", "x|y", Form::Markdown);
        let tables = table::read(&text, Span::new(0, text.len()));
        assert_eq!(tables[0].records[0].get("b").and_then(Node::text), Some("x|y"));
    }
}
