//! Bytes become text: the encodings that editors and Excel write, one kind of line end, no control characters.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{GB18030, GBK, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::node::Span;
use super::problem::{Problem, ProblemKind};
use crate::{both, say};

/// How a file's text was stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, little end first, with a byte order mark.
    Utf16Le,
    /// UTF-16, big end first, with a byte order mark.
    Utf16Be,
    /// Another one, which nothing but its characters tells: GB 18030 as Excel saves CSV files on Chinese Windows, Windows-1252
    /// as it does in Western Europe.
    Legacy(&'static encoding_rs::Encoding),
}

impl Encoding {
    /// Its name, as programs have it: `UTF-8`, `windows-1252`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
            Self::Legacy(encoding) => encoding.name(),
        }
    }
}

/// The text of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Decoded {
    /// The text without byte order mark, its lines ended by `\n`. All places refer to this text.
    pub text: String,
    /// How it was stored.
    pub encoding: Encoding,
    /// What could not be decoded, and control characters.
    pub problems: Vec<Problem>,
}

/// Reads the bytes of a file as text. What cannot be read becomes U+FFFD and a problem.
pub fn decode(bytes: &[u8]) -> Decoded {
    let (raw, encoding, damaged) = characters(bytes);
    let (text, controls) = tidy(&raw);
    let mut problems = Vec::new();
    if damaged {
        problems.push(undecodable(&text));
    }
    if matches!(encoding, Encoding::Utf16Le | Encoding::Utf16Be) && !is_marked(bytes, encoding) {
        problems.push(unmarked());
    }
    if let Encoding::Legacy(encoding) = encoding {
        problems.push(recognised(&text, encoding));
    }
    if let Some((first, count)) = controls {
        problems.push(control_characters(first, count));
    }
    Decoded { text, encoding, problems }
}

/// A file's characters as they are stored, from which its bytes can be made again.
pub(super) struct Stored {
    /// The characters, with their own line ends and without the byte order mark.
    pub(super) raw: String,
    encoding: Encoding,
    has_mark: bool,
}

impl Stored {
    /// The characters of undamaged bytes.
    pub(super) fn of(bytes: &[u8]) -> Option<Self> {
        let (raw, encoding, damaged) = characters(bytes);
        let has_mark = is_marked(bytes, encoding);
        let stored = Self { raw, encoding, has_mark };
        let again = stored.bytes_of(&stored.raw);
        (!damaged && again.is_some_and(|again| again == bytes)).then_some(stored)
    }

    /// The bytes of a text, stored as this one is; `None` if the encoding lacks a character of it.
    pub(super) fn bytes_of(&self, text: &str) -> Option<Vec<u8>> {
        let mark = MARKS.iter().find(|(_, of)| self.has_mark && *of == self.encoding).map_or(&[][..], |(mark, _)| mark);
        let units = |to_bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(to_bytes).collect();
        let content = match self.encoding {
            Encoding::Utf8 => text.as_bytes().to_vec(),
            Encoding::Utf16Le => units(u16::to_le_bytes),
            Encoding::Utf16Be => units(u16::to_be_bytes),
            Encoding::Legacy(encoding) => {
                let (content, _, lacks_some) = encoding.encode(text);
                (!lacks_some).then(|| content.into_owned())?
            }
        };
        Some([mark, &content].concat())
    }

    /// The place in the stored characters of a place in the decoded text.
    pub(super) fn raw_span(&self, span: Span) -> Span {
        let (mut start, mut decoded) = (self.raw.len(), 0);
        for (at, character) in tidied(&self.raw) {
            if decoded == span.start as usize {
                start = at;
            }
            if decoded >= span.end as usize {
                return Span::new(start, at);
            }
            decoded += character.len_utf8();
        }
        Span::new(start, self.raw.len())
    }
}

/// Byte order marks and what they mark.
const MARKS: [(&[u8], Encoding); 3] =
    [(&[0xEF, 0xBB, 0xBF], Encoding::Utf8), (&[0xFF, 0xFE], Encoding::Utf16Le), (&[0xFE, 0xFF], Encoding::Utf16Be)];

fn is_marked(bytes: &[u8], encoding: Encoding) -> bool {
    MARKS.iter().any(|(mark, of)| *of == encoding && bytes.starts_with(mark))
}

/// The characters as stored, and whether some could not be decoded.
fn characters(bytes: &[u8]) -> (String, Encoding, bool) {
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => {
            let text = String::from_utf8_lossy(rest);
            let damaged = std::str::from_utf8(rest).is_err();
            (text.into_owned(), Encoding::Utf8, damaged)
        }
        [0xFF, 0xFE, rest @ ..] => {
            let (text, damaged) = UTF_16LE.decode_without_bom_handling(rest);
            (text.into_owned(), Encoding::Utf16Le, damaged)
        }
        [0xFE, 0xFF, rest @ ..] => {
            let (text, damaged) = UTF_16BE.decode_without_bom_handling(rest);
            (text.into_owned(), Encoding::Utf16Be, damaged)
        }
        _ => without_mark(bytes),
    }
}

fn without_mark(bytes: &[u8]) -> (String, Encoding, bool) {
    if let Some((text, encoding)) = utf16_without_mark(bytes) {
        return (text, encoding, false);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (text.to_owned(), Encoding::Utf8, false);
    }
    let lossy = String::from_utf8_lossy(bytes);
    let encoding = if is_mostly_utf8(&lossy) { None } else { most_plausible(bytes) };
    let read = encoding.and_then(|encoding| Some((encoding.decode_without_bom_handling_and_without_replacement(bytes)?, encoding)));
    match read {
        Some((text, encoding)) if !text.contains(|c| is_unwanted(c) && c != '\r') => (text.into_owned(), Encoding::Legacy(encoding), false),
        _ => (lossy.into_owned(), Encoding::Utf8, true),
    }
}

/// The encoding whose letters follow one another most plausibly, as browsers guess it. `None` for what holds bytes that no text has.
fn most_plausible(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    if bytes.contains(&0) {
        return None;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    // No language of Western Europe begins or doubles ÿ, but damage does.
    if guess == WINDOWS_1252 && bytes.contains(&0xFF) {
        return None;
    }
    // GB 18030 is GBK with more characters.
    Some(if guess == GBK { GB18030 } else { guess })
}

/// Every letter and comma of UTF-16 has a zero byte beside it, always on the same side; other texts have none.
fn utf16_without_mark(bytes: &[u8]) -> Option<(String, Encoding)> {
    let zeros = |side: usize| bytes.iter().skip(side).step_by(2).filter(|byte| **byte == 0).count();
    let (encoding, stored, count) = match (zeros(0), zeros(1)) {
        (0, count) => (UTF_16LE, Encoding::Utf16Le, count),
        (count, 0) => (UTF_16BE, Encoding::Utf16Be, count),
        _ => return None,
    };
    if count == 0 || count * 20 < bytes.len() || bytes.len() % 2 == 1 {
        return None;
    }
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    let is_text = !text.chars().any(|c| is_unwanted(c) && c != '\r');
    is_text.then(|| (text.into_owned(), stored))
}

/// Whether a text that is no clean UTF-8 was meant to be: GB 18030 reads almost any damaged Chinese UTF-8 as other
/// Chinese characters. Three-byte sequences are what Chinese is in UTF-8 and hardly ever occur in GB 18030.
fn is_mostly_utf8(lossy: &str) -> bool {
    let broken = lossy.chars().filter(|&c| c == char::REPLACEMENT_CHARACTER).count();
    let long = lossy.chars().filter(|&c| c >= '\u{800}' && c != char::REPLACEMENT_CHARACTER).count();
    long > 2 * broken
}

/// The decoded text, and the place of the first control character in it and how many there are.
fn tidy(raw: &str) -> (String, Option<(Span, usize)>) {
    let mut text = String::with_capacity(raw.len());
    let mut controls: Option<(Span, usize)> = None;
    for (at, character) in tidied(raw) {
        let start = text.len();
        text.push(character);
        if raw.get(at..).and_then(|rest| rest.chars().next()).is_some_and(is_unwanted) && character != '\n' {
            let (_, count) = controls.get_or_insert((Span::new(start, text.len()), 0));
            *count += 1;
        }
    }
    (text, controls)
}

/// The characters with one kind of line end and U+FFFD for control characters, each with its place as stored.
fn tidied(raw: &str) -> impl Iterator<Item = (usize, char)> {
    let mut characters = raw.char_indices().peekable();
    std::iter::from_fn(move || {
        let (at, character) = characters.next()?;
        if character == '\r' {
            characters.next_if(|(_, next)| *next == '\n');
            return Some((at, '\n'));
        }
        Some((at, if is_unwanted(character) { char::REPLACEMENT_CHARACTER } else { character }))
    })
}

/// Control characters, and those that turn the direction of what follows: no text needs them, and a terminal or a reader takes
/// them for something else than text.
fn is_unwanted(character: char) -> bool {
    let turns = matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    turns || character.is_control() && !matches!(character, '\t' | '\n' | '\u{85}')
}

/// A text with U+FFFD for each character that no text needs, and how many there are: what escapes in a text stand for.
pub(super) fn without_controls(text: &str) -> Option<(String, usize)> {
    let count = text.chars().filter(|c| is_unwanted(*c) || *c == '\u{85}').count();
    let kept = |c: char| if is_unwanted(c) || c == '\u{85}' { char::REPLACEMENT_CHARACTER } else { c };
    (count > 0).then(|| (text.chars().map(kept).collect(), count))
}

/// A file's name that stays on its line and is nothing but text; `None` if it is that already.
pub(super) fn printable_name(name: &str) -> Option<String> {
    let breaks = |c: char| matches!(c, '\t' | '\n' | '\u{85}' | '\u{2028}' | '\u{2029}') || is_unwanted(c);
    let is_plain = name.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    (!is_plain && name.contains(breaks)).then(|| name.replace(breaks, "\u{FFFD}"))
}

fn undecodable(text: &str) -> Problem {
    let start = text.find(char::REPLACEMENT_CHARACTER).unwrap_or_default();
    let end = text.get(start..).and_then(|rest| rest.chars().next()).map_or(start, |c| start + c.len_utf8());
    let message = both!("The file is not text, or its encoding cannot be told.", "文件不是文本，或无法判断其编码。");
    Problem::new(ProblemKind::File, Span::new(start, end), message)
        .help(both!("Save it again as UTF-8, or move it out of the project folder.", "另存为 UTF-8 编码，或移出项目文件夹。"))
}

fn recognised(text: &str, encoding: &'static encoding_rs::Encoding) -> Problem {
    let start = text.find(|c: char| !c.is_ascii()).unwrap_or_default();
    let end = text.get(start..).and_then(|rest| rest.find(|c: char| c.is_ascii())).map_or(text.len(), |length| start + length);
    let message = say!(
        "The file is not UTF-8; by its letters it was read as {encoding}.",
        "文件不是 UTF-8 编码，按文字特征读作 {encoding}。",
        encoding = encoding.name()
    );
    Problem::new(ProblemKind::Kept, Span::new(start, end), message)
        .help(both!("If letters are wrong, save it again as UTF-8.", "如有乱码，请另存为 UTF-8 编码。"))
}

fn unmarked() -> Problem {
    let message = both!("The file looks like UTF-16 without a byte order mark.", "文件看来是没有字节顺序标记（BOM）的 UTF-16 文本。");
    Problem::new(ProblemKind::File, Span::default(), message).help(both!("Save it again as UTF-8.", "另存为 UTF-8 编码。"))
}

pub(super) fn control_characters(first: Span, count: usize) -> Problem {
    let message = say!(
        "The file holds {count} control {en_characters} that no text needs.",
        "文件中有{count}个多余的控制字符。",
        en_characters = if count == 1 { "character" } else { "characters" },
    );
    Problem::new(ProblemKind::File, first, message)
        .help(both!("Delete it here; it is shown as “\u{FFFD}”.", "删除该字符，报告中显示为“\u{FFFD}”。"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    #[test]
    fn what_turns_a_text_around_is_no_text() {
        let decoded = decode("a\u{202E}b\u{2066}c\u{200D}d".as_bytes());
        assert_eq!((decoded.text.as_str(), decoded.problems.len()), ("a\u{FFFD}b\u{FFFD}c\u{200D}d", 1));
        assert_eq!(printable_name("a\n::error::b\u{1b}[31m.md").as_deref(), Some("a\u{FFFD}::error::b\u{FFFD}[31m.md"));
        assert_eq!(printable_name("风险 é.md"), None);
    }

    use super::*;

    fn clean(bytes: &[u8]) -> (String, Encoding) {
        let decoded = decode(bytes);
        let is_legacy = matches!(decoded.encoding, Encoding::Legacy(_));
        assert_eq!(decoded.problems.len(), usize::from(is_legacy), "{:?}", decoded.problems);
        (decoded.text, decoded.encoding)
    }

    #[test]
    fn encodings_are_recognised() {
        assert_eq!(clean("标题".as_bytes()), ("标题".to_owned(), Encoding::Utf8));
        assert_eq!(clean(b"\xEF\xBB\xBFid,name"), ("id,name".to_owned(), Encoding::Utf8));
        assert_eq!(clean(b"\xFF\xFEa\0\x98\x98"), ("a题".to_owned(), Encoding::Utf16Le));
        assert_eq!(clean(b"\xFE\xFF\0a\x98\x98"), ("a题".to_owned(), Encoding::Utf16Be));
        // 标题,负责人 as Excel on Chinese Windows saves it.
        assert_eq!(clean(b"\xB1\xEA\xCC\xE2,\xB8\xBA\xD4\xF0\xC8\xCB"), ("标题,负责人".to_owned(), Encoding::Legacy(GB18030)));
        // Verzögerung der Agentur, as Excel in Western Europe saves it, and Überblick, alone.
        let western = Encoding::Legacy(encoding_rs::WINDOWS_1252);
        assert_eq!(
            clean(b"title;owner\nVerz\xF6gerung der Agentur;Li Na\n"),
            ("title;owner\nVerzögerung der Agentur;Li Na\n".to_owned(), western)
        );
        assert_eq!(clean(b"\xDCberblick"), ("Überblick".to_owned(), western));
        assert_eq!(clean(b"Budget: 5.000 \x80"), ("Budget: 5.000 €".to_owned(), western));
        assert_eq!(clean(b""), (String::new(), Encoding::Utf8));
    }

    #[test]
    fn utf16_without_a_mark_is_read_and_said_once() {
        let text = "标题,负责人\r\n延期,Li Na\r\n";
        for to_bytes in [u16::to_le_bytes, u16::to_be_bytes] {
            let bytes: Vec<u8> = text.encode_utf16().flat_map(to_bytes).collect();
            let decoded = decode(&bytes);
            assert_eq!(decoded.text, "标题,负责人\n延期,Li Na\n");
            assert_eq!(decoded.problems.len(), 1);
            assert!(decoded.problems[0].message.en.contains("without a byte order mark"));
        }
        assert!(!decode("题\0a".as_bytes()).problems[0].message.en.contains("UTF-16 without"));
    }

    #[test]
    fn lines_end_alike() {
        assert_eq!(clean(b"a\r\nb\rc\n\r\n").0, "a\nb\nc\n\n");
    }

    #[test]
    fn damaged_utf8_is_not_read_as_other_chinese() {
        let mut bytes = "标题,负责人,状态".as_bytes().to_vec();
        bytes.truncate(bytes.len() - 1);
        let decoded = decode(&bytes);
        assert_eq!(decoded.text, "标题,负责人,状\u{FFFD}");
        assert_eq!(decoded.problems[0].span, Span::new(20, 23));
    }

    #[test]
    fn binary_files_are_a_problem() {
        let decoded = decode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xff");
        assert_eq!(decoded.problems[0].kind, ProblemKind::File);
        assert!(decoded.problems[0].message.en.contains("not text"));
    }

    #[test]
    fn control_characters_are_counted_at_the_first() {
        let decoded = decode("题\0a\u{1b}\t".as_bytes());
        assert_eq!(decoded.text, "题\u{FFFD}a\u{FFFD}\t");
        assert_eq!(decoded.problems.len(), 1);
        assert_eq!(decoded.problems[0].span, Span::new(3, 6));
        assert!(decoded.problems[0].message.zh.contains("2个"));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]
        #[test]
        fn any_bytes_become_tidy_text(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
            let decoded = decode(&bytes);
            prop_assert!(!decoded.text.contains(['\r', '\0']));
            for problem in &decoded.problems {
                prop_assert!(problem.span.end as usize <= decoded.text.len());
            }
        }
    }

    #[test]
    fn signs_that_no_text_needs_are_counted() {
        let said =
            |text: &str| decode(text.as_bytes()).problems.into_iter().map(|problem| problem.message.en.into_owned()).collect::<Vec<_>>();
        assert_eq!(said("a\u{1}b"), ["The file holds 1 control character that no text needs."]);
        assert_eq!(said("a\u{1}b\u{2}"), ["The file holds 2 control characters that no text needs."]);
    }

    #[test]
    fn damaged_chinese_has_more_than_two_signs_for_each_break() {
        let broken = |rest: &str| is_mostly_utf8(&format!("a\u{FFFD}{rest}"));
        assert_eq!(["风险", "风险项", "\u{800}\u{800}\u{800}", "ééé"].map(broken), [false, true, true, false]);
    }

    #[test]
    fn a_letter_in_ten_tells_utf16() {
        let is_utf16 = |signs: usize| {
            let text = format!("a{}", "风".repeat(signs));
            let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            utf16_without_mark(&bytes).is_some()
        };
        assert_eq!([is_utf16(9), is_utf16(10)], [true, false]);
    }
}
