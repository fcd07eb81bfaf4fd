//! YAML becomes a tree with places, in one pass; after a syntax error one record is lost and reading goes on.
//!
//! `tree` builds the tree from the parser's events, `folded` joins lines of Chinese, `anchors` repeats parts of it, `recovery` finds where to read on,
//! `words` says what is wrong.

mod anchors;
mod folded;
mod recovery;
mod repeated;
mod tree;
mod words;

use granit_parser::{Parser, ScanError, options};

use self::recovery::Resume;
use self::tree::Builder;
use super::comment::Comment;
use super::limits::Limits;
use super::node::{Node, Span};
use super::place::floor_char_boundary;
use super::problem::Problem;

/// What a YAML text holds.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Tree<'a> {
    /// The value; several documents are one list. None for an empty file.
    pub root: Option<Node<'a>>,
    /// The comments outside of records that could not be read.
    pub comments: Vec<Comment<'a>>,
    /// Syntax errors, keys that are there twice, limits.
    pub problems: Vec<Problem>,
}

/// Syntax errors of one file after which the rest of it is left alone.
const MOST_ERRORS: usize = 100;

/// Reads a whole file.
pub fn read<'a>(text: &'a str, limits: &Limits) -> Tree<'a> {
    read_part(text, Span::new(0, text.len()), limits)
}

/// Reads a part of a file that begins at the start of a line, such as front matter; all places are those of the whole file.
pub fn read_part<'a>(text: &'a str, part: Span, limits: &Limits) -> Tree<'a> {
    let end = floor_char_boundary(text, part.end as usize);
    let text = text.get(..end).unwrap_or_default();
    let mut builder = Builder::new(text, *limits);
    let mut start = floor_char_boundary(text, part.start as usize);
    let mut errors = Errors::default();
    while let Some(error) = parse(&mut builder, start, limits) {
        let at = floor_char_boundary(text, start + error.marker().byte_offset().unwrap_or_default());
        let resume = builder.follows(start, at).or_else(|| {
            errors.tell(&mut builder, &error, at);
            (errors.count < MOST_ERRORS).then(|| builder.next_record(start, at)).flatten()
        });
        let Some(Resume { line, keep }) = resume else { break };
        builder.rejoin(keep);
        builder.last_end = line;
        start = line;
    }
    builder.finish()
}

/// The syntax errors of one file so far.
#[derive(Default)]
struct Errors {
    count: usize,
    last: Option<usize>,
}

impl Errors {
    /// Tells of an error, once: what is tried again at the next record may end at the same place.
    fn tell(&mut self, builder: &mut Builder<'_>, error: &ScanError, at: usize) {
        self.count += 1;
        if self.last.replace(at) != Some(at) {
            let problem = words::problem(builder.text, error.kind(), at, builder.last_end, builder.open_bracket());
            builder.problems.push(problem);
        }
        if self.count == MOST_ERRORS {
            builder.problems.push(words::given_up(Span::new(at, builder.text.len())));
        }
    }
}

/// Parses from a place on, until the end or the first syntax error.
fn parse(builder: &mut Builder<'_>, start: usize, limits: &Limits) -> Option<ScanError> {
    let options = options! {
        block_scalar_eof_without_line_feed: true,
        emit_unresolved_aliases: true,
        emit_anchor_events: true,
        max_buffered_comment_events: usize::MAX,
        flow_nesting_limit: limits.yaml_depth,
        block_nesting_limit: limits.yaml_depth,
    };
    let mut parser = Parser::new_from_str_with_options(builder.text.get(start..).unwrap_or_default(), options);
    parser.set_anchor_offset(builder.anchors_used);
    let mut error = None;
    for next in parser.by_ref() {
        match next {
            Ok((event, place)) => builder.event(event, place, start),
            Err(found) => {
                error = Some(found);
                break;
            }
        }
    }
    builder.anchors_used = parser.anchor_offset();
    error
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_yaml::{Mapping, Value};

    use super::*;
    use crate::source::node::{Data, Style};

    fn whole(text: &str) -> Tree<'_> {
        read(text, &Limits::default())
    }

    fn clean(text: &str) -> Node<'_> {
        let tree = whole(text);
        assert_eq!(tree.problems, [], "{text}");
        tree.root.unwrap()
    }

    /// The value as JSON-like text, which is short to compare.
    fn shown(node: &Node<'_>) -> String {
        match &node.data {
            Data::Null => "~".to_owned(),
            Data::Scalar(text, _) => text.to_string(),
            Data::List(items) => format!("[{}]", items.iter().map(shown).collect::<Vec<_>>().join(", ")),
            Data::Map(entries) => {
                let entry = |(key, value): &(super::super::node::Key<'_>, Node<'_>)| format!("{}: {}", key.name, shown(value));
                format!("{{{}}}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
            }
        }
    }

    /// What is read, and what the problems point at with the first words of their message.
    fn read_on(text: &str) -> (String, Vec<(u32, String)>) {
        let tree = whole(text);
        let problems = tree.problems.iter().map(|problem| (problem.span.start, problem.message.en.to_string())).collect();
        (tree.root.as_ref().map(shown).unwrap_or_default(), problems)
    }

    fn told(problems: &[(u32, &str)]) -> Vec<(u32, String)> {
        problems.iter().map(|&(at, message)| (at, message.to_owned())).collect()
    }

    const QUOTE: &str = "A quote is not closed.";
    const SQUARE: &str = "The bracket `[` is not closed.";

    #[test]
    fn values_know_their_place() {
        // 标题 has 6 bytes: its value begins at byte 10. The lines have 26, 18 and 16 bytes.
        let text = "- 标题: \"延期\"  # 注\n  owner:   李娜\n  tags: [a, 'b']\n";
        let root = clean(text);
        let record = &root.items()[0];
        assert_eq!(root.span, Span::new(0, 60));
        assert_eq!(record.span, Span::new(2, 60));
        assert_eq!(record.entries()[0].0.span, Span::new(2, 8));
        assert_eq!(record.get("标题").unwrap().span, Span::new(10, 18));
        assert_eq!(record.get("owner").unwrap().span.of(text), "李娜");
        assert_eq!(record.get("tags").unwrap().span.of(text), "[a, 'b']");
        assert_eq!(record.get("tags").unwrap().items()[1].span.of(text), "'b'");
    }

    #[test]
    fn scalars_keep_their_text() {
        let root = clean("a: 1.10\nb: \"007\"\nc: !!str 3\nd: null\ne:\nf: \"~\"\ng: !thing 1E5\n2: x\n");
        let data = |name: &str| root.get(name).unwrap().data.clone();
        assert_eq!(data("a"), Data::Scalar("1.10".into(), Style::Plain));
        assert_eq!(data("b"), Data::Scalar("007".into(), Style::Quoted));
        assert_eq!(data("c"), Data::Scalar("3".into(), Style::Quoted));
        assert_eq!((data("d"), data("e")), (Data::Null, Data::Null));
        assert_eq!(data("f"), Data::Scalar("~".into(), Style::Quoted));
        assert_eq!(data("g"), Data::Scalar("1E5".into(), Style::Plain));
        assert_eq!(data("2"), Data::Scalar("x".into(), Style::Plain));
    }

    #[test]
    fn nothing_stands_behind_its_colon() {
        assert_eq!(clean("a:\n\n# c\nb: 1\n").get("a").unwrap().span, Span::new(2, 2));
        assert_eq!(clean("x: {a: , b: 1}").get("x").unwrap().get("a").unwrap().span, Span::new(6, 6));
    }

    #[test]
    fn block_texts_end_where_they_are_written() {
        let text = "a: |\n  one\n  two\n\nb: >-\n  x\n  y";
        let root = clean(text);
        assert_eq!((root.get("a").unwrap().text(), root.get("b").unwrap().text()), (Some("one\ntwo\n"), Some("x y")));
        assert!(root.get("a").unwrap().span.of(text).ends_with("two"));
    }

    #[test]
    fn the_first_of_two_keys_counts() {
        let tree = whole("标题: a\nb: 1\n标题: c\n");
        assert_eq!(shown(tree.root.as_ref().unwrap()), "{标题: a, b: 1}");
        assert_eq!(tree.problems.len(), 1);
        assert_eq!((tree.problems[0].span, tree.problems[0].related[0].0), (Span::new(15, 21), Span::new(0, 6)));
    }

    #[test]
    fn documents_are_one_list() {
        assert_eq!(shown(&clean("- a\n---\n- b\n- c\n---\n")), "[a, b, c]");
        assert_eq!(shown(&clean("---\na: 1\n---\nb: 2\n...\n")), "[{a: 1}, {b: 2}]");
        assert_eq!(shown(&clean("---\na: 1\n")), "{a: 1}");
        assert_eq!(whole("# nothing\n").root, None);
    }

    #[test]
    fn aliases_and_merge_keys() {
        let text = "base: &b {x: 1, y: 2}\nmore: &m {y: 3, z: 4}\none: {<<: *b, y: 5}\ntwo: {<<: [*b, *m], a: *b}\n";
        let root = clean(text);
        assert_eq!(shown(root.get("one").unwrap()), "{y: 5, x: 1}");
        assert_eq!(shown(root.get("two").unwrap()), "{a: {x: 1, y: 2}, x: 1, y: 2, z: 4}");
        assert_eq!(root.get("one").unwrap().get("x").unwrap().span, Span::new(13, 14));
        assert_eq!(shown(&clean("base: &b {x: 1}\none: {<<: *b}\n")), "{base: {x: 1}, one: {x: 1}}", "a map of nothing else");
        assert_eq!(read_on("a: *nothing\nb: 1").0, "{a: ~, b: 1}");
        assert_eq!(read_on("<<: 3\nb: 1").1, told(&[(0, "`<<` takes over the keys of a map, and this is not a map.")]));
        assert_eq!(read_on("a: &a [*a]").1, told(&[(7, "The alias refers to the value that it is part of.")]));
    }

    #[test]
    fn aliases_cannot_grow_without_end() {
        let tenfold = |n: usize| format!("a{n}: &a{n} [{}]\n", vec![format!("*a{}", n - 1); 10].join(", "));
        let text = format!("a0: &a0 [x, y]\n{}", (1..12).map(tenfold).collect::<String>());
        let tree = whole(&text);
        assert!(tree.problems[0].message.en.contains("100000"), "{}", tree.problems[0].message);
        assert!(tree.problems[0].help.as_ref().unwrap().en.contains("limits.yaml_aliases"));
    }

    #[test]
    fn depth_is_limited() {
        let (root, problems) = read_on(&format!("a: {}\nb: 1\n", "[".repeat(200)));
        assert_eq!((root.as_str(), &*problems[0].1), ("{b: 1}", "Lists and maps are nested too deeply."));
    }

    #[test]
    fn keys_that_are_no_text_are_told() {
        assert_eq!(
            read_on("? [a, b]\n: c\nd: 1\n"),
            ("{d: 1}".to_owned(), told(&[(2, "A key is a list or a map; it is left out with its value.")]))
        );
    }

    #[test]
    fn comments_are_kept() {
        let text = "# alongside: allow a\n- x: 1 # 题\n  # free\n";
        let comments: Vec<_> = whole(text).comments.into_iter().map(|comment| (comment.span.start, comment.text)).collect();
        assert_eq!(comments, [(0, "alongside: allow a".into()), (28, "题".into()), (36, "free".into())]);
    }

    #[test]
    fn a_broken_item_of_the_outermost_list_is_lost() {
        assert_eq!(read_on("- t: 一\n- t: \"二\n- t: 三\n"), ("[{t: 一}, {t: 三}]".to_owned(), told(&[(14, QUOTE)])));
        assert_eq!(read_on("- t: [a, b\n  o: x\n- t: c\n"), ("[{t: c}]".to_owned(), told(&[(5, SQUARE)])));
        assert_eq!(read_on("- \"a\n- b\n- c\n"), ("[b, c]".to_owned(), told(&[(2, QUOTE)])));
        assert_eq!(read_on("- t: a: b\n- t: c\n").0, "[{t: c}]");
    }

    #[test]
    fn a_broken_record_under_a_register_is_lost() {
        let text = "risks:\n  - t: a\n  - t: \"b\n  - t: c\nother: {x: 1}\n";
        assert_eq!(read_on(text), ("{risks: [{t: a}, {t: c}], other: {x: 1}}".to_owned(), told(&[(23, QUOTE)])));
        let text = "risks:\n- t: a\n- t: \"b\n- t: c\nother: 1\n";
        assert_eq!(read_on(text), ("{risks: [{t: a}, {t: c}], other: 1}".to_owned(), told(&[(19, QUOTE)])));
        let text = "risks:\n  R-1: {t: a}\n  R-2: {t: \"b}\n  R-3: {t: c}\n";
        assert_eq!(read_on(text), ("{risks: {R-1: {t: a}, R-3: {t: c}}}".to_owned(), told(&[(32, QUOTE)])));
    }

    #[test]
    fn a_broken_entry_of_the_outermost_map_is_lost() {
        assert_eq!(
            read_on("R-1:\n  t: a\nR-2:\n  t: [b\nR-3:\n  t: c\n"),
            ("{R-1: {t: a}, R-3: {t: c}}".to_owned(), told(&[(22, SQUARE)]))
        );
        let colon = "A colon stands where no key can be.";
        assert_eq!(read_on("题: 1\nt: a: b\nc: 2\n"), ("{题: 1, c: 2}".to_owned(), told(&[(11, colon)])));
    }

    #[test]
    fn the_first_of_several_records_is_lost_alone() {
        assert_eq!(read_on("R-1:\n  t: [b\nR-2:\n  t: c\n"), ("{R-2: {t: c}}".to_owned(), told(&[(10, SQUARE)])));
    }

    #[test]
    fn an_item_further_left_than_the_list_is_one_of_it_after_an_error() {
        assert_eq!(read_on("  - t: a\n  - t: [b\n- t: c\n").0, "[{t: a}, {t: c}]");
    }

    #[test]
    fn lines_without_a_colon_are_lost_at_the_outermost_column() {
        let colon = "The colon after a key is a full-width one (：).";
        assert_eq!(read_on("标题：x\nb: 1\nc: 2\n"), ("{b: 1, c: 2}".to_owned(), told(&[(6, colon)])));
        assert_eq!(read_on("a: 1\n标题：x\nb: 1\nc: 2\n").0, "{a: 1, b: 1, c: 2}");
        assert_eq!(read_on("- a\nfoo: b\n- c\n").0, "[a, c]");
    }

    #[test]
    fn other_documents_are_read_after_an_error() {
        assert_eq!(read_on("a: [1\n---\nb: 2\n"), ("[{b: 2}]".to_owned(), told(&[(3, SQUARE)])));
    }

    #[test]
    fn anchors_are_known_after_an_error() {
        assert_eq!(read_on("- &x {t: a}\n- \"b\n- *x\n"), ("[{t: a}, {t: a}]".to_owned(), told(&[(14, QUOTE)])));
    }

    #[test]
    fn errors_are_told_in_human_words() {
        let first = |text: &str| read_on(text).1[0].clone();
        assert_eq!(first("a:\n\tb: 1\n"), (3, "A tab stands where YAML wants spaces.".to_owned()));
        assert_eq!(first("- 标题：x\n  owner: y\n"), (8, "The colon after a key is a full-width one (：).".to_owned()));
        assert_eq!(first("a: @x\n"), (3, "A text without quotes cannot begin with “@”.".to_owned()));
        assert_eq!(first("a: 'x' y\n"), (7, "Text follows a closing quote.".to_owned()));
        let column = "The line does not begin in the column of its neighbours.";
        assert_eq!(first("- 题: 1\n   b: 2\n- c: 3"), (12, column.to_owned()));
        assert_eq!(first("- 题: 1\n b: 2\n- c: 3"), (10, column.to_owned()));
        assert_eq!(first("- 题 1\n  b: 2\n- c: 3"), (2, "A line has neither `key: value` nor a list's `- `.".to_owned()));
        assert_eq!(first("a: 1\nb\nc: 3\n"), (5, "A line has neither `key: value` nor a list's `- `.".to_owned()));
    }

    #[test]
    fn errors_without_end_are_given_up() {
        let text = "- \"a\" b\n".repeat(1000);
        let tree = whole(&text);
        assert_eq!(tree.problems.len(), MOST_ERRORS + 1);
        assert!(tree.problems[MOST_ERRORS].message.en.contains("100 syntax errors"));
        let records = "- t: a\n- t: \"a\" b\n".repeat(1000);
        assert_eq!(whole(&records).problems.len(), MOST_ERRORS + 1, "each broken record counts once");
    }

    #[test]
    fn a_part_has_places_of_the_whole() {
        let text = "题\na: 1\nb: 2\nc: 3\n";
        let tree = read_part(text, Span::new(4, 14), &Limits::default());
        assert_eq!(shown(tree.root.as_ref().unwrap()), "{a: 1, b: 2}");
        assert_eq!(tree.root.unwrap().get("b").unwrap().span, Span::new(12, 13));
    }

    fn value(node: &Node<'_>) -> Value {
        match &node.data {
            Data::Null => Value::Null,
            Data::Scalar(text, Style::Plain) => plain(text),
            Data::Scalar(text, _) => Value::String(text.to_string()),
            Data::List(items) => Value::Sequence(items.iter().map(value).collect()),
            Data::Map(entries) => {
                let entry = |(key, node): &(super::super::node::Key<'_>, Node<'_>)| (Value::String(key.name.to_string()), value(node));
                Value::Mapping(entries.iter().map(entry).collect::<Mapping>())
            }
        }
    }

    fn plain(text: &str) -> Value {
        match text {
            "true" | "True" | "TRUE" => Value::Bool(true),
            "false" | "False" | "FALSE" => Value::Bool(false),
            _ => text.parse().map_or_else(|_| Value::String(text.to_owned()), Value::Number),
        }
    }

    /// Keys that are no text with `serde_yaml`: with us a key is its source text, and no list or map can be one.
    fn has_other_keys(value: &Value) -> bool {
        match value {
            Value::Sequence(items) => items.iter().any(has_other_keys),
            Value::Mapping(map) => map.iter().any(|(key, value)| !key.is_string() || has_other_keys(value)),
            _ => false,
        }
    }

    /// Syntax that libyaml takes and the parser does not: `|` or `>` in the next line, as far left as its key or `-`.
    fn has_block_mark_alone(text: &str) -> bool {
        text.lines().any(|line| line.trim_start().starts_with(['|', '>']))
    }

    /// `serde_yaml` drops a `<<` without a map within another one; with us it is a problem.
    fn has_merge_in_merge(text: &str) -> bool {
        text.matches("<<").count() > 1
    }

    /// `serde_yaml` makes a space of a line break between two Chinese characters; with us there is none.
    fn without_breaks(value: Value, text: &str) -> Value {
        match value {
            Value::String(said) => Value::String(folded::without_breaks(said.into(), text).into_owned()),
            Value::Sequence(items) => Value::Sequence(items.into_iter().map(|item| without_breaks(item, text)).collect()),
            Value::Mapping(map) => Value::Mapping(map.into_iter().map(|(key, item)| (key, without_breaks(item, text))).collect()),
            other => other,
        }
    }

    /// Whatever `serde_yaml` accepts must be the same value with us, but for the exceptions named above.
    fn agrees(text: &str) -> Result<(), TestCaseError> {
        if has_block_mark_alone(text) || has_merge_in_merge(text) {
            return Ok(());
        }
        let Ok(mut expected) = serde_yaml::from_str::<Value>(text) else { return Ok(()) };
        if has_other_keys(&expected) || expected.apply_merge().is_err() {
            return Ok(());
        }
        let tree = whole(text);
        let [found, expected] = [tree.root.as_ref().map_or(Value::Null, value), expected].map(|value| without_breaks(value, text));
        prop_assert_eq!(found, expected, "{:?}", tree.problems);
        Ok(())
    }

    fn arbitrary() -> impl Strategy<Value = Value> {
        let text = "[a-c题:#&*!|>'\"%@`,\\[\\]{}~ \n0-9.-]{0,12}";
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::Bool),
            any::<i64>().prop_map(|n| Value::Number(n.into())),
            text.prop_map(Value::String)
        ];
        leaf.prop_recursive(4, 24, 5, |inner| {
            let entry = ("[a-c题: -]{1,5}", inner.clone());
            prop_oneof![
                prop::collection::vec(inner, 0..4).prop_map(Value::Sequence),
                prop::collection::vec(entry, 0..4)
                    .prop_map(|entries| { Value::Mapping(entries.into_iter().map(|(key, value)| (Value::String(key), value)).collect()) })
            ]
        })
    }

    /// Pieces that make YAML, well-formed or not.
    fn pieces() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "- ", "- ", "a: ", "b: ", "题: ", "<<: ", "\n", "\n", "\n  ", "\n  ", "\n    ", "[", "]", "{", "}", ", ", "1", "1.10", "0x1f",
            "x", "y z", "true", "~", "'q'", "\"q\\n\"", "'", "\"", "|\n", ">-\n", "&x ", "*x", " # c", "---\n", "...\n", "? ", ": ", "\t",
            "：", "@",
        ]);
        prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]
        #[test]
        fn any_text_is_read(text in pieces()) {
            let tree = whole(&text);
            for problem in &tree.problems {
                prop_assert!(text.get(problem.span.start as usize..problem.span.end as usize).is_some());
            }
        }

        #[test]
        fn any_characters_are_read(text in "\\PC{0,40}") {
            whole(&text);
        }

        #[test]
        fn a_second_reader_agrees_on_pieces(text in pieces()) {
            agrees(&text)?;
        }

        #[test]
        fn a_second_reader_agrees_on_values(value in arbitrary()) {
            agrees(&serde_yaml::to_string(&value).unwrap())?;
        }
    }
}
