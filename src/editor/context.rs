//! What may stand at a place of a file that is being written, and so may be broken: told by the line up to there and by what is
//! around it.

use crate::source::Span;
use crate::source::edit::Form;
use crate::source::schema::Shape;
use crate::source::vocabulary::{Path, Vocabulary};

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Asked {
    /// The name of a field, of the record or of the part that is named.
    Field(Path),
    /// The value of a field.
    Value(Path),
    /// Somebody, behind an `@`.
    Person,
}

/// A place that is written at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Context {
    pub(super) asked: Asked,
    /// What is typed of it so far.
    pub(super) span: Span,
    /// Whether it stands behind a quotation mark.
    pub(super) is_quoted: bool,
    pub(super) form: Form,
}

/// What is asked for at a byte of a text that holds records with some names of fields.
pub(super) fn context(text: &str, form: Form, words: Option<&Vocabulary>, byte: usize) -> Option<Context> {
    let before = text.get(..byte)?;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = before.get(start..)?;
    if form == Form::Markdown
        && let Some(typed) = mention(line)
    {
        return Some(Context { asked: Asked::Person, span: Span::new(byte - typed.len(), byte), is_quoted: true, form });
    }
    let words = words?;
    let (asked, typed) = match form {
        Form::Yaml => yaml(before, start, line, words)?,
        Form::Csv => csv(text, start, line, words)?,
        Form::Markdown => table(text, start, line, words)?,
    };
    let is_quoted = before.strip_suffix(typed).is_some_and(|before| before.ends_with(['"', '\'']));
    Some(Context { asked, span: Span::new(byte - typed.len(), byte), is_quoted, form })
}

/// The word behind an `@` at the end of a line.
fn mention(line: &str) -> Option<&str> {
    let (before, typed) = line.rsplit_once('@')?;
    let is_address = before.ends_with(|c: char| c.is_alphanumeric());
    let is_word = typed.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
    (is_word && !is_address).then_some(typed)
}

/// A map or a list in brackets that is open at the end of a line, and the key before it.
struct Open<'t> {
    is_list: bool,
    key: Option<&'t str>,
}

fn yaml<'t>(before: &'t str, start: usize, line: &'t str, words: &Vocabulary) -> Option<(Asked, &'t str)> {
    let (open, rest) = brackets(line)?;
    let (rest, indent) = if open.is_empty() { without_marks(rest) } else { (rest.trim_start(), 0) };
    if rest.starts_with('#') || rest.contains(" #") {
        return None;
    }
    let first = if open.is_empty() { indent } else { without_marks(line).1 };
    let mut keys = around(before.get(..start)?, first);
    keys.extend(open.iter().filter_map(|open| open.key));
    let path = path(&keys, words);
    let is_item = open.last().map_or_else(|| line.trim_start().starts_with('-'), |open| open.is_list);
    if let Some((key, value)) = key_and_value(rest) {
        let asked = joined(&path, key, words)?;
        return Some((Asked::Value(asked), bare(value)));
    }
    let holds_fields = path.is_empty() || words.shape(&path).is_some_and(has_fields);
    match (holds_fields, is_item) {
        (true, _) => Some((Asked::Field(path), bare(rest))),
        (false, true) => Some((Asked::Value(path), bare(rest))),
        (false, false) => Some((Asked::Field(Vec::new()), bare(rest))),
    }
}

/// The brackets that are open at the end of a line, and what stands behind the last bracket or comma; `None` within quotes.
fn brackets(line: &str) -> Option<(Vec<Open<'_>>, &str)> {
    let mut open: Vec<Open<'_>> = Vec::new();
    let (mut from, mut quote) = (0, None);
    for (at, character) in line.char_indices() {
        let segment = || line.get(from..at).unwrap_or_default();
        match (quote, character) {
            (Some(mark), _) if mark == character => quote = None,
            (None, '"' | '\'') if segment().trim_end().ends_with([':', '-']) || segment().trim().is_empty() => quote = Some(character),
            (None, '{' | '[') if !open.is_empty() || segment().trim_end().ends_with([':', '-']) || segment().trim().is_empty() => {
                let key = segment().trim().trim_start_matches("- ").strip_suffix(':').map(bare);
                open.push(Open { is_list: character == '[', key });
                from = at + 1;
            }
            (None, ',') if !open.is_empty() => from = at + 1,
            (None, '}' | ']') if !open.is_empty() => {
                open.pop();
                from = at + 1;
            }
            _ => {}
        }
    }
    let rest = line.get(from..)?;
    // A word that is begun with a quotation mark is still one.
    let is_begun = quote.is_none() || rest.matches(['"', '\'']).count() == 1;
    is_begun.then_some((open, rest))
}

/// A line behind its blanks and the dashes of lists, and the column at which that begins.
fn without_marks(line: &str) -> (&str, usize) {
    let mut rest = line.trim_start_matches(' ');
    while let Some(inner) = rest.strip_prefix("- ") {
        rest = inner.trim_start_matches(' ');
    }
    (rest, line.len() - rest.len())
}

fn key_and_value(text: &str) -> Option<(&str, &str)> {
    let (key, value) = text.split_once(": ").or_else(|| text.split_once('：'))?;
    Some((bare(key), value.trim_start()))
}

fn bare(text: &str) -> &str {
    text.trim_start_matches(['"', '\''])
}

/// The keys of the maps around a place, from the outermost one: of lines before it that stand less far in and hold a key alone.
fn around(before: &str, indent: usize) -> Vec<&str> {
    let mut keys = Vec::new();
    let mut inner = indent;
    for line in before.lines().rev() {
        let (rest, at) = without_marks(line);
        if rest.is_empty() || rest.starts_with('#') || at >= inner {
            if line.trim_end() == "---" {
                break;
            }
            continue;
        }
        inner = at;
        let rest = rest.split(" #").next().unwrap_or_default().trim_end();
        if let Some(key) = rest.strip_suffix(':') {
            keys.push(bare(key).trim_end_matches(['"', '\'']));
        }
    }
    keys.reverse();
    keys
}

/// The path that the last of some keys lead to; the first ones may be names of records.
fn path(keys: &[&str], words: &Vocabulary) -> Path {
    (0..keys.len()).find_map(|first| resolved(keys.get(first..)?, words)).unwrap_or_default()
}

fn resolved(keys: &[&str], words: &Vocabulary) -> Option<Path> {
    let (first, rest) = keys.split_first()?;
    let mut path = words.find(first)?;
    if !rest.is_empty() {
        path.extend(resolved(rest, words.part(path.last()?)?)?);
    }
    Some(path)
}

/// A path and a name within it.
fn joined(path: &Path, name: &str, words: &Vocabulary) -> Option<Path> {
    let mut inner = words;
    for part in path {
        inner = inner.part(part)?;
    }
    let mut whole = path.clone();
    whole.extend(inner.find(name).or_else(|| path.is_empty().then(Vec::new))?);
    (!whole.is_empty()).then_some(whole)
}

fn has_fields(shape: Shape) -> bool {
    match shape {
        Shape::Part(_) | Shape::Free => true,
        Shape::List(item) => has_fields(*item),
        _ => false,
    }
}

/// A cell of a table that is saved as CSV.
fn csv<'t>(text: &str, start: usize, line: &'t str, words: &Vocabulary) -> Option<(Asked, &'t str)> {
    let head_start = text.len() - text.trim_start_matches(['\n', '\r', '\u{feff}']).len();
    let head = text.get(head_start..)?.lines().next()?;
    let delimiter = [',', ';', '\t'].into_iter().max_by_key(|delimiter| head.matches(*delimiter).count())?;
    let cells = cells(line, delimiter);
    let typed = cells.last()?.trim_start_matches([' ', '"']);
    if start <= head_start {
        return Some((Asked::Field(Vec::new()), typed));
    }
    let name = self::cells(head, delimiter).get(cells.len() - 1)?.trim_matches([' ', '"']);
    Some((Asked::Value(words.find(name)?), last_item(typed)))
}

/// The cells of a line; what stands between quotation marks is one.
fn cells(line: &str, delimiter: char) -> Vec<&str> {
    let mut is_quoted = false;
    line.split(|c: char| {
        is_quoted ^= c == '"';
        c == delimiter && !is_quoted
    })
    .collect()
}

/// A cell of a table in a document.
fn table<'t>(text: &str, start: usize, line: &'t str, words: &Vocabulary) -> Option<(Asked, &'t str)> {
    let inner = line.trim_start().strip_prefix('|')?;
    let above: Vec<&str> = text.get(..start)?.lines().rev().take_while(|line| line.trim_start().starts_with('|')).collect();
    let column = inner.matches('|').count();
    let typed = inner.rsplit('|').next()?.trim_start();
    let Some(head) = above.last() else { return Some((Asked::Field(Vec::new()), typed)) };
    let name = head.trim().trim_start_matches('|').split('|').nth(column)?.trim();
    Some((Asked::Value(words.find(name)?), last_item(typed)))
}

/// The last of several values in a cell.
fn last_item(typed: &str) -> &str {
    typed.rsplit([';', '；', '、']).next().unwrap_or(typed).trim_start()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::Kind;

    /// What is asked for where a text has its mark.
    fn asked(text: &str, form: Form) -> Option<(Asked, String)> {
        let byte = text.find('‸').unwrap();
        let text = text.replace('‸', "");
        let found = context(&text, form, Some(Kind::Risks.vocabulary()), byte)?;
        Some((found.asked, found.span.of(&text).to_owned()))
    }

    fn field(path: &[&'static str], typed: &str) -> (Asked, String) {
        (Asked::Field(path.to_vec()), typed.to_owned())
    }

    fn value(path: &[&'static str], typed: &str) -> (Asked, String) {
        (Asked::Value(path.to_vec()), typed.to_owned())
    }

    #[test]
    fn yaml_asks_for_fields_and_values() {
        for (text, expected) in [
            ("- ow‸", Some(field(&[], "ow"))),
            ("- id: R-1\n  ow‸\n  title: x\n", Some(field(&[], "ow"))),
            ("- id: R-1\n  owner: ‸\n", Some(value(&["owner"], ""))),
            ("- id: R-1\n  负责人: 李‸\n", Some(value(&["owner"], "李"))),
            ("R-1:\n  title: x\n  status: op‸", Some(value(&["status"], "op"))),
            ("risks:\n  - title: x\n    residual:\n      prob‸", Some(field(&["residual"], "prob"))),
            ("- title: x\n  residual: {imp‸", Some(field(&["residual"], "imp"))),
            ("- {id: R-1, residual: {impact: h‸}}", Some(value(&["residual", "impact"], "h"))),
            ("- {id: R-1, ow‸}", Some(field(&[], "ow"))),
            ("- {id: R-1, owner: \"Li‸", Some(value(&["owner"], "Li"))),
            ("- title: x\n  tags: [a, b‸", Some(value(&["tags"], "b"))),
            ("- title: x\n  tags:\n    - a‸", Some(value(&["tags"], "a"))),
            ("- title: x # ow‸", None),
        ] {
            assert_eq!(asked(text, Form::Yaml), expected, "{text}");
        }
    }

    #[test]
    fn tables_ask_for_heads_and_values() {
        assert_eq!(asked("title;ow‸", Form::Csv), Some(field(&[], "ow")));
        assert_eq!(asked("\u{feff}标题,负责人\n\"a, b\",李‸", Form::Csv), Some(value(&["owner"], "李")));
        assert_eq!(asked("title,nothing\na,b‸", Form::Csv), None);
        assert_eq!(asked("| title | ow‸", Form::Markdown), Some(field(&[], "ow")));
        assert_eq!(asked("| Title | Owner |\n|---|---|\n| a | L‸ |", Form::Markdown), Some(value(&["owner"], "L")));
    }

    #[test]
    fn somebody_is_asked_for_behind_an_at() {
        assert_eq!(asked("- [ ] @li‸", Form::Markdown), Some((Asked::Person, "li".to_owned())));
        assert_eq!(asked("Write to li@ex‸", Form::Markdown), None);
    }
}
