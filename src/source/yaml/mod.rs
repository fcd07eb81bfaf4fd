//! YAML becomes a tree with places, in one pass; after a syntax error one record is lost and reading goes on.
//!
//! [`tree`] builds the tree from the parser's events, [`recovery`] finds where to read on, [`words`] says what is wrong.

mod recovery;
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
