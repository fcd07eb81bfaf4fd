//! The parser's events become nodes.

use std::borrow::Cow;

use granit_parser::{Event, ScalarStyle, StructureStyle, Tag};

use super::anchors::Anchors;
use super::folded::without_breaks;
use super::repeated::{inherit, repeated};
use super::{Tree, words};
use crate::source::comment::Comment;
use crate::source::encoding;
use crate::source::limits::Limits;
use crate::source::node::{Data, Key, Node, Span, Style};
use crate::source::place::floor_char_boundary;
use crate::source::problem::Problem;

/// Collects the nodes of one file.
pub(super) struct Builder<'a> {
    pub(super) text: &'a str,
    limits: Limits,
    /// The lists and maps that have not ended, the outermost first.
    pub(super) open: Vec<Open<'a>>,
    /// The document that has ended last, in case more of it follows a syntax error.
    pub(super) root: Option<(Node<'a>, Option<usize>)>,
    documents: Vec<Node<'a>>,
    comments: Vec<Comment<'a>>,
    pub(super) problems: Vec<Problem>,
    anchors: Anchors<'a>,
    /// The number of the next anchor; anchors are known beyond a syntax error.
    pub(super) anchors_used: usize,
    /// Where the last value or bracket ended.
    pub(super) last_end: usize,
    /// Reading goes on after a syntax error: the next list or map is the innermost open one.
    rejoining: bool,
    /// How many lists and maps were open when reading went on after a syntax error.
    pub(super) kept: usize,
}

/// A list or map whose end has not come yet.
pub(super) struct Open<'a> {
    pub(super) start: usize,
    /// The column of its entries in bytes from the line's start; none between brackets.
    pub(super) column: Option<usize>,
    anchor: usize,
    pub(super) what: Collection<'a>,
}

pub(super) enum Collection<'a> {
    List(Vec<Node<'a>>),
    Map { entries: Vec<(Key<'a>, Node<'a>)>, next: Slot<'a>, merges: bool },
}

/// What the next node of a map is.
pub(super) enum Slot<'a> {
    Key,
    ValueOf(Key<'a>),
    /// The value of a key that cannot be used.
    Lost,
}

impl<'a> Builder<'a> {
    pub(super) fn new(text: &'a str, limits: Limits) -> Self {
        Self {
            text,
            limits,
            open: Vec::new(),
            root: None,
            documents: Vec::new(),
            comments: Vec::new(),
            problems: Vec::new(),
            anchors: Anchors::default(),
            anchors_used: 1,
            last_end: 0,
            rejoining: false,
            kept: 0,
        }
    }

    /// Takes the next event of a parser that reads the text from byte `base` on.
    pub(super) fn event(&mut self, event: Event<'a>, place: granit_parser::Span, base: usize) {
        let span = self.span(place, base);
        match event {
            Event::Comment(text, _) => self.comment(text, span),
            Event::DocumentStart(..) if !self.rejoining => self.start_document(),
            Event::Anchor(id, name) => self.anchors.name(name, id),
            Event::Alias(id) => {
                let value = self.anchors.value(id, self.open.len(), self.limits, span);
                self.alias(value, span);
            }
            Event::UnresolvedAlias(name) => {
                let value = self.anchors.value_by_name(&name, self.open.len(), self.limits, span);
                self.alias(value, span);
            }
            Event::Scalar(text, style, anchor, tag) => self.scalar(text, style, anchor, tag.as_deref(), span),
            Event::SequenceStart(style, anchor, _) => self.start(Collection::List(Vec::new()), style, anchor, span),
            Event::MappingStart(style, anchor, _) => {
                let map = Collection::Map { entries: Vec::new(), next: Slot::Key, merges: false };
                self.start(map, style, anchor, span);
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(span),
            _ => {}
        }
    }

    /// The tree of what was complete.
    pub(super) fn finish(mut self) -> Tree<'a> {
        self.end_document();
        self.comments.sort_by_key(|comment| comment.span);
        self.comments.dedup_by_key(|comment| comment.span);
        Tree { root: one_document(self.documents), comments: self.comments, problems: self.problems }
    }

    /// Goes on inside of the outermost `keep` lists and maps; the others have ended.
    pub(super) fn rejoin(&mut self, keep: usize) {
        while self.open.len() > keep {
            self.end_innermost();
        }
        self.rejoining = keep > 0;
        self.kept = keep;
    }

    /// Forgets what was begun within the outermost `keep` lists and maps.
    pub(super) fn drop_within(&mut self, keep: usize) {
        self.open.truncate(keep);
        if let Some(Open { what: Collection::Map { next, .. }, .. }) = self.open.last_mut() {
            *next = Slot::Key;
        }
    }

    /// Opens the root again after its end, so that more entries can be added. A text as root, which is no record, is lost:
    /// the result is where it began.
    pub(super) fn reopen_root(&mut self) -> Option<usize> {
        let (root, column) = self.root.take()?;
        let start = root.span.start as usize;
        let what = match root.data {
            Data::List(items) => Collection::List(items),
            Data::Map(entries) => Collection::Map { entries, next: Slot::Key, merges: false },
            Data::Null | Data::Scalar(..) => return Some(start),
        };
        self.open.push(Open { start, column, anchor: 0, what });
        None
    }

    /// The innermost bracket that is not closed.
    pub(super) fn open_bracket(&self) -> Option<usize> {
        self.open.last().filter(|open| open.column.is_none()).map(|open| open.start)
    }

    fn span(&self, place: granit_parser::Span, base: usize) -> Span {
        let range = place.byte_range().unwrap_or_default();
        let start = floor_char_boundary(self.text, base + range.start);
        let end = floor_char_boundary(self.text, base + range.end).max(start);
        let content = self.text.get(start..end).unwrap_or_default();
        Span::new(start, start + content.trim_end().len())
    }

    fn comment(&mut self, text: Cow<'a, str>, span: Span) {
        let text = match text {
            Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
            Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
        };
        self.comments.push(Comment { span, text });
    }

    fn start_document(&mut self) {
        self.end_document();
        self.anchors.start_document();
    }

    fn end_document(&mut self) {
        while !self.open.is_empty() {
            self.end_innermost();
        }
        self.kept = 0;
        self.documents.extend(self.root.take().map(|(node, _)| node));
    }

    /// Ends the innermost list or map with its last complete entry.
    fn end_innermost(&mut self) {
        if let Some(open) = self.open.pop() {
            let end = open.last_entry_end();
            self.close(open, end);
        }
    }

    fn start(&mut self, what: Collection<'a>, style: StructureStyle, anchor: usize, span: Span) {
        let start = span.start as usize;
        self.last_end = self.last_end.max(span.end as usize);
        let is_block = style == StructureStyle::Block;
        if std::mem::take(&mut self.rejoining)
            && let Some(open) = self.open.last_mut()
            && open.what.is_like(&what)
        {
            return;
        }
        let start = if is_block && what.is_list() { self.first_dash(start) } else { start };
        let column = is_block.then(|| column(self.text, start));
        self.open.push(Open { start, column, anchor, what });
    }

    /// Where a list's first `-` stands: the parser gives the place behind it where the list is as far left as its key.
    fn first_dash(&self, start: usize) -> usize {
        let Some(Open { what: Collection::Map { .. }, column: Some(at), .. }) = self.open.last() else { return start };
        let before = self.text.get(..start).unwrap_or_default().trim_end();
        let dash = before.len().saturating_sub(1);
        let line = before.rfind('\n').map_or(0, |line| line + 1);
        let begins_line = before.get(line..dash).is_some_and(|indent| indent.trim().is_empty());
        if before.ends_with('-') && begins_line && dash - line == *at { dash } else { start }
    }

    fn end(&mut self, span: Span) {
        let Some(open) = self.open.pop() else { return };
        if open.column.is_none() {
            self.last_end = self.last_end.max(span.end as usize);
        }
        let end = self.last_end;
        self.close(open, end);
    }

    fn close(&mut self, open: Open<'a>, end: usize) {
        let span = Span::new(open.start, end);
        let data = match open.what {
            Collection::List(items) => Data::List(items),
            Collection::Map { entries, merges, .. } => Data::Map(self.unique(entries, merges)),
        };
        if self.open.is_empty() {
            self.root = Some((Node { span, data }, open.column));
        } else {
            self.add(Node { span, data }, open.anchor);
        }
    }

    /// The entries with each name once: the first one counts, and what is merged in (`<<`) counts last.
    fn unique(&mut self, entries: Vec<(Key<'a>, Node<'a>)>, merges: bool) -> Vec<(Key<'a>, Node<'a>)> {
        let (keys, values): (Vec<_>, Vec<_>) = entries.into_iter().unzip();
        let (is_first, problems) = repeated(&keys);
        self.problems.extend(problems);
        let entries = keys.into_iter().zip(values).zip(is_first).filter(|(_, is_first)| *is_first).map(|(entry, _)| entry);
        if merges { self.merge(entries.collect()) } else { entries.collect() }
    }

    fn merge(&mut self, mut entries: Vec<(Key<'a>, Node<'a>)>) -> Vec<(Key<'a>, Node<'a>)> {
        let Some(at) = entries.iter().position(|(key, _)| key.name == "<<") else { return entries };
        let (key, merged) = entries.remove(at);
        let maps = match merged.data {
            Data::List(items) => items,
            data => vec![Node { span: merged.span, data }],
        };
        let maps: Vec<_> = maps.into_iter().map(|map| if let Data::Map(inherited) = map.data { Some(inherited) } else { None }).collect();
        self.problems.extend(maps.iter().filter(|map| map.is_none()).map(|_| words::merges_no_map(key.span)));
        inherit(&mut entries, maps.into_iter().flatten());
        entries
    }

    /// A text without the control characters that its escapes stand for.
    fn tidied(&mut self, text: Cow<'a, str>, span: Span) -> Cow<'a, str> {
        let Some((tidy, count)) = encoding::without_controls(&text) else { return text };
        self.problems.push(encoding::control_characters(span, count));
        Cow::Owned(tidy)
    }

    fn scalar(&mut self, text: Cow<'a, str>, style: ScalarStyle, anchor: usize, tag: Option<&Tag>, span: Span) {
        let is_plain = style == ScalarStyle::Plain && !tag.is_some_and(|tag| tag.is_yaml_core_schema_tag("str"));
        let style = if is_plain { Style::Plain } else { Style::Quoted };
        let span = if span.start == span.end && is_plain { self.place_of_nothing() } else { span };
        self.last_end = self.last_end.max(span.end as usize);
        let text = without_breaks(text, span.of(self.text));
        let text = if is_plain { text } else { self.tidied(text, span) };
        if let Some(Open { what: Collection::Map { next: next @ Slot::Key, merges, .. }, .. }) = self.open.last_mut() {
            *merges |= is_plain && text == "<<";
            self.anchors.keep(anchor, &Node { span, data: Data::Scalar(text.clone(), style) });
            *next = Slot::ValueOf(Key { name: text, span });
            return;
        }
        let data = match &*text {
            "" | "~" | "null" | "Null" | "NULL" if is_plain => Data::Null,
            _ => Data::Scalar(text, style),
        };
        self.add(Node { span, data }, anchor);
    }

    /// Behind the colon of the key whose value is not there, or where the last thing ended.
    fn place_of_nothing(&self) -> Span {
        let mut at = self.last_end;
        if let Some(Open { what: Collection::Map { next: Slot::ValueOf(key), .. }, .. }) = self.open.last() {
            let after_key = self.text.get(key.span.end as usize..).unwrap_or_default();
            let blanks = after_key.len() - after_key.trim_start_matches([' ', '\t']).len();
            let colon = after_key.get(blanks..).is_some_and(|rest| rest.starts_with(':'));
            at = at.max(key.span.end as usize + if colon { blanks + 1 } else { 0 });
        }
        Span::new(at, at)
    }

    fn alias(&mut self, value: Result<Node<'a>, Box<Problem>>, span: Span) {
        self.last_end = self.last_end.max(span.end as usize);
        let node = value.unwrap_or_else(|problem| {
            self.problems.push(*problem);
            Node { span, data: Data::Null }
        });
        self.add(node, 0);
    }

    /// Puts a node where it belongs: into the innermost list or map, as its key, or as the root.
    fn add(&mut self, node: Node<'a>, anchor: usize) {
        self.rejoining = false;
        self.anchors.keep(anchor, &node);
        let Some(open) = self.open.last_mut() else {
            self.root = Some((node, None));
            return;
        };
        match &mut open.what {
            Collection::List(items) => items.push(node),
            Collection::Map { entries, next, .. } => match std::mem::replace(next, Slot::Key) {
                Slot::ValueOf(key) => entries.push((key, node)),
                Slot::Lost => {}
                Slot::Key => {
                    *next = match node.data {
                        Data::Scalar(name, _) => Slot::ValueOf(Key { name, span: node.span }),
                        _ => Slot::Lost,
                    };
                    if matches!(next, Slot::Lost) {
                        self.problems.push(words::key_is_no_text(node.span));
                    }
                }
            },
        }
    }
}

impl Open<'_> {
    /// The places of the last complete entry.
    pub(super) fn last_entry(&self) -> Option<Span> {
        match &self.what {
            Collection::List(items) => items.last().map(|item| item.span),
            Collection::Map { entries, .. } => entries.last().map(|(key, value)| Span { start: key.span.start, ..value.span }),
        }
    }

    /// Takes the last complete entry away.
    pub(super) fn drop_last_entry(&mut self) {
        match &mut self.what {
            Collection::List(items) => drop(items.pop()),
            Collection::Map { entries, .. } => drop(entries.pop()),
        }
    }

    fn last_entry_end(&self) -> usize {
        self.last_entry().map_or(self.start, |span| (span.end as usize).max(self.start))
    }
}

impl Collection<'_> {
    pub(super) const fn is_list(&self) -> bool {
        matches!(self, Self::List(_))
    }

    const fn is_like(&self, other: &Self) -> bool {
        self.is_list() == other.is_list()
    }
}

/// Several documents as one list: lists are joined, other values are its items, and what holds nothing is left out.
fn one_document(mut documents: Vec<Node<'_>>) -> Option<Node<'_>> {
    documents.retain(|document| !document.is_null());
    if documents.len() < 2 {
        return documents.pop();
    }
    let span = Span { start: documents.first()?.span.start, end: documents.last()?.span.end };
    let items_of = |document| match document {
        Node { data: Data::List(items), .. } => items,
        Node { data: Data::Map(entries), .. } if entries.is_empty() => Vec::new(),
        other => vec![other],
    };
    Some(Node { span, data: Data::List(documents.into_iter().flat_map(items_of).collect()) })
}

/// How many bytes of its line stand before a place.
pub(super) fn column(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or_default();
    before.len() - before.rfind('\n').map_or(0, |line| line + 1)
}
