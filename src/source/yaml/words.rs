//! What is wrong with a YAML text, in words for people who do not know its grammar.

use granit_parser::ErrorKind;

use crate::source::node::Span;
use crate::source::problem::{Problem, ProblemKind};
use crate::text::Message;
use crate::{both, say};

/// A syntax error at a place, what was read before it having ended at `last_end`, with an open bracket, if there is one.
pub(super) fn problem(text: &str, kind: &ErrorKind, at: usize, last_end: usize, bracket: Option<usize>) -> Problem {
    if let Some((open, kind)) = opened_before(text, kind, at, last_end, bracket) {
        let (message, help) = words(&kind);
        let problem = Problem::new(ProblemKind::File, character(text, open), message);
        return with_help(problem, help).see(character(text, at), both!("noticed here", "在此处发现"));
    }
    if let Some(colon) = full_width_colon(text, kind, at) {
        let message = both!("The colon after a key is a full-width one (：).", "键后面用了全角冒号（：）。");
        let help = both!("Type `: `, a plain colon and a space.", "改为半角冒号加空格 `: `。");
        return Problem::new(ProblemKind::File, character(text, colon), message).help(help);
    }
    let (at, kind) = misplaced_key(text, kind, at).unwrap_or((at, kind));
    let (message, help) = words(kind);
    let at = if is_about_a_tab(kind) { tab_before(text, at).unwrap_or(at) } else { at };
    with_help(Problem::new(ProblemKind::File, character(text, at), message), help)
}

fn with_help(problem: Problem, help: Option<Message>) -> Problem {
    match help {
        Some(help) => problem.help(help),
        None => problem,
    }
}

fn character(text: &str, at: usize) -> Span {
    let length = text.get(at..).and_then(|rest| rest.chars().next()).filter(|&c| c != '\n').map_or(0, char::len_utf8);
    Span::new(at, at + length)
}

/// The quote or bracket of an earlier line that is not closed, which the parser notices only where the text makes no sense.
fn opened_before(text: &str, kind: &ErrorKind, at: usize, last_end: usize, bracket: Option<usize>) -> Option<(usize, ErrorKind)> {
    let is_earlier_line = |open: usize| text.get(open..at).is_some_and(|between| between.contains('\n'));
    let quote = match kind {
        ErrorKind::InvalidTrailingSingleQuotedScalar => '\'',
        ErrorKind::InvalidTrailingDoubleQuotedScalar => '"',
        _ => {
            let open = bracket.filter(|&open| is_earlier_line(open))?;
            let character = text.get(open..)?.chars().next().filter(|c| matches!(c, '[' | '{'))?;
            return Some((open, ErrorKind::UnclosedFlowCollection { open: character }));
        }
    };
    let open = last_end + text.get(last_end..at)?.find(quote)?;
    is_earlier_line(open).then_some((open, ErrorKind::UnclosedQuotedScalar))
}

fn words(kind: &ErrorKind) -> (Message, Option<Message>) {
    let (message, help) = match kind {
        kind if is_about_a_tab(kind) => (
            both!("A tab stands where YAML wants spaces.", "缩进处有制表符，YAML 只能用空格。"),
            both!("Replace the tab with spaces.", "把制表符换成空格。"),
        ),
        ErrorKind::UnclosedQuotedScalar | ErrorKind::InvalidQuotedScalarIndent | ErrorKind::DocumentIndicatorInQuotedScalar => {
            (both!("A quote is not closed.", "引号没有成对。"), both!("Close it at the end of the value.", "在值的末尾补上引号。"))
        }
        ErrorKind::InvalidTrailingSingleQuotedScalar | ErrorKind::InvalidTrailingDoubleQuotedScalar => (
            both!("Text follows a closing quote.", "右引号之后还有文字。"),
            both!("Put the whole value in quotes; within '…' write a quote twice.", "整个值都放进引号；在 '…' 内引号要写两次。"),
        ),
        ErrorKind::UnclosedFlowCollection { open } => (
            say!("The bracket `{open}` is not closed.", "括号 `{open}` 没有成对。"),
            both!("Close it at the end of the list or map.", "在列表或映射的末尾补上右括号。"),
        ),
        ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofImplicitFlowMapping
        | ErrorKind::ExpectedFlowMappingSeparator
        | ErrorKind::ExpectedFlowSequenceSeparator
        | ErrorKind::BlockEntryInFlowCollection
        | ErrorKind::InvalidFlowScalarIndent => (
            both!("A list or map in brackets is not closed, or a comma is missing.", "括号没有成对，或缺少逗号。"),
            both!("Write `[a, b]` or `{key: value}`.", "写成 `[a, b]` 或 `{key: value}`。"),
        ),
        ErrorKind::MisplacedFlowCollectionEnd | ErrorKind::MismatchedFlowCollectionEnd { .. } => (
            both!("A closing bracket has no opening one.", "右括号没有对应的左括号。"),
            both!("Delete it, or put a text that holds brackets in quotes.", "删除多余的括号；含有括号的文字要加引号。"),
        ),
        ErrorKind::MappingValueNotAllowed | ErrorKind::InvalidColonPlacement => (
            both!("A colon stands where no key can be.", "此处不能有冒号。"),
            both!("Put a text that holds `: ` in quotes: `\"a: b\"`.", "含有 `: ` 的文字要加引号：`\"a: b\"`。"),
        ),
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => (
            both!("A line has neither `key: value` nor a list's `- `.", "这一行既不是 `键: 值`，也不是以 `- ` 开头的列表项。"),
            both!("Write `key: value` with a space after the colon.", "写成 `键: 值`，冒号后留一个空格。"),
        ),
        ErrorKind::InvalidIndentation
        | ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::BlockSequenceEntryNotAllowed
        | ErrorKind::ExpectedDocumentStart
        | ErrorKind::MappingKeyNotAllowed
        | ErrorKind::InvalidBlockScalarIndent => (
            both!("The line does not begin in the column of its neighbours.", "这一行的缩进与相邻各行不一致。"),
            both!("Begin keys of one record, and the `-` of one list, in the same column.", "同一记录的键、同一列表的 `-` 要对齐。"),
        ),
        ErrorKind::UnexpectedCharacter { character } => (
            say!("A text without quotes cannot begin with “{character}”.", "不加引号的文字不能以“{character}”开头。"),
            both!("Put it in quotes.", "给文字加上引号。"),
        ),
        ErrorKind::UnknownQuotedScalarEscape | ErrorKind::InvalidQuotedScalarHexEscape | ErrorKind::InvalidUnicodeEscape => (
            both!("A backslash in double quotes begins something unknown.", "双引号中的反斜杠转义无法识别。"),
            both!("Write `\\\\` for a backslash, or use single quotes.", "反斜杠写成 `\\\\`，或改用单引号。"),
        ),
        ErrorKind::RecursionLimitExceeded => (
            both!("Lists and maps are nested too deeply.", "列表和映射嵌套过深。"),
            both!(
                "Write it flatter, or raise `limits.yaml_depth` in `alongside.yaml`.",
                "减少嵌套，或在 `alongside.yaml` 中调高 `limits.yaml_depth`。"
            ),
        ),
        _ => return (say!("YAML cannot be read here: {detail}.", "此处的 YAML 无法读取：{detail}。", detail = kind.to_string()), None),
    };
    (message, Some(help))
}

const fn is_about_a_tab(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::TabNotAllowed
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabAtBlockScalarStart
            | ErrorKind::TabInIndentation
            | ErrorKind::TabInPlainScalar
    )
}

/// The tab at a place or before it in its line; the parser may have gone past it.
fn tab_before(text: &str, at: usize) -> Option<usize> {
    let before = text.get(..at)?;
    let line = before.rfind('\n').map_or(0, |line| line + 1);
    let passed = before.get(line..)?.rfind('\t').map(|tab| line + tab);
    if text.get(at..)?.starts_with('\t') { Some(at) } else { passed }
}

/// Why a key's colon surprises: its line begins in another column than the one before, or the one before has no colon.
fn misplaced_key(text: &str, kind: &ErrorKind, at: usize) -> Option<(usize, &'static ErrorKind)> {
    let before = text.get(..at)?;
    let line = before.rfind('\n')? + 1;
    let key = before.get(line..)?;
    if *kind != ErrorKind::MappingValueNotAllowed || key.contains(": ") {
        return None;
    }
    let previous = before.get(..line)?.trim_end();
    let previous_line = previous.rfind('\n').map_or(0, |line| line + 1);
    let previous = previous.get(previous_line..)?;
    let margin = |line: &str| line.len() - line.trim_start_matches([' ', '-']).len();
    let is_text = !previous.is_empty() && !previous.contains(": ") && !previous.ends_with(':');
    if is_text && margin(previous) == margin(key) {
        return Some((previous_line + margin(previous), &ErrorKind::SimpleKeyExpected));
    }
    Some((line + margin(key), &ErrorKind::InvalidIndentation))
}

/// A colon as Chinese input methods type it, in the line of the error or the one before, which has none that YAML knows.
fn full_width_colon(text: &str, kind: &ErrorKind, at: usize) -> Option<usize> {
    let concerns_keys = matches!(
        kind,
        ErrorKind::MappingValueNotAllowed
            | ErrorKind::SimpleKeyExpected
            | ErrorKind::InvalidSimpleKey
            | ErrorKind::ExpectedBlockMappingKey
            | ErrorKind::ExpectedBlockSequenceEntry
    );
    if !concerns_keys {
        return None;
    }
    let end = at + text.get(at..)?.find('\n').unwrap_or(text.len() - at);
    let mut line_end = end;
    for line in text.get(..end)?.rsplit('\n').take(2) {
        let start = line_end - line.len();
        let is_meant_as_key = !line.contains(": ") && !line.contains(['"', '\'']);
        if let (true, Some(colon)) = (is_meant_as_key, line.find('：')) {
            return Some(start + colon);
        }
        line_end = start.saturating_sub(1);
    }
    None
}

fn at_file(span: Span, message: Message) -> Problem {
    Problem::new(ProblemKind::File, span, message)
}

/// Too many errors.
pub(super) fn given_up(rest: Span) -> Problem {
    at_file(
        rest,
        say!("The file has {n} syntax errors; the rest is not read.", "文件有{n}处语法错误，其余内容未读取。", n = super::MOST_ERRORS),
    )
}

/// `*name` without `&name`.
pub(super) fn unknown_alias(name: &str, span: Span) -> Problem {
    at_file(span, say!("`*{name}` refers to nothing: there is no `&{name}` before it.", "`*{name}` 没有对应的内容：前面没有 `&{name}`。"))
        .help(both!("Put a text that begins with `*` in quotes.", "以 `*` 开头的文字要加引号。"))
}

/// `&a [*a]`.
pub(super) fn alias_of_itself(span: Span) -> Problem {
    at_file(span, both!("The alias refers to the value that it is part of.", "别名引用了自身所在的内容。"))
        .help(both!("Write the value itself.", "直接写出内容。"))
}

/// A file that grows when it is read.
pub(super) fn too_many_aliases(limit: usize, span: Span) -> Problem {
    at_file(
        span,
        say!(
            "Aliases repeat more than {limit} values, or nest them too deeply; this one is left out.",
            "别名重复的内容超过{limit}个值或嵌套过深，此处未读取。"
        ),
    )
    .help(both!(
        "Write the value itself, or raise `limits.yaml_aliases` in `alongside.yaml`.",
        "直接写出内容，或在 `alongside.yaml` 中调高 `limits.yaml_aliases`。"
    ))
}

/// `<<: text`.
pub(super) fn merges_no_map(span: Span) -> Problem {
    at_file(span, both!("`<<` takes over the keys of a map, and this is not a map.", "`<<` 用于并入映射，此处不是映射。"))
        .help(both!("Write `<<: *name`, where `&name` marks a map.", "写成 `<<: *name`，其中 `&name` 标记一个映射。"))
}

/// `[a, b]: c`.
pub(super) fn key_is_no_text(span: Span) -> Problem {
    at_file(span, both!("A key is a list or a map; it is left out with its value.", "键不能是列表或映射，该键及其值未读取。"))
        .help(both!("Write a text before the colon, in quotes if it begins with a bracket.", "冒号前要写文字，以括号开头的要加引号。"))
}
