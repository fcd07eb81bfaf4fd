//! Records on their way from a file into their register.

use std::borrow::Cow;

use super::enter::Unread;
use super::kind::Kind;
use super::record::Written;
use crate::source::prepare::{Kept, Unknown};
use crate::source::{Data, Node, Span, Style};

/// A record as its form gives it.
pub(super) struct Raw<'a> {
    pub(super) node: Node<'a>,
    pub(super) body: Option<Span>,
    pub(super) from_body: Vec<&'static str>,
}

/// A text of a document as a value.
pub(super) fn scalar<'a>(text: impl Into<Cow<'a, str>>, span: Span) -> Node<'a> {
    Node { span, data: Data::Scalar(text.into(), Style::Quoted) }
}

impl<'a> Raw<'a> {
    pub(super) fn of(node: Node<'a>) -> Self {
        Self { node, body: None, from_body: Vec::new() }
    }
}

/// A record on its way: prepared for typing.
#[derive(Debug)]
pub(super) struct Draft<'a> {
    /// Its register.
    pub(super) kind: Kind,
    /// The tree, with the fields' own names.
    pub(super) node: Node<'a>,
    /// Keys that no field has.
    pub(super) unknown: Vec<Unknown>,
    /// What is kept under its own head.
    pub(super) kept: Vec<Kept>,
    /// Its narrative.
    pub(super) body: Option<Span>,
    /// Fields that were read from the narrative.
    pub(super) from_body: Vec<&'static str>,
    /// What could not be read.
    pub(super) unread: Vec<Unread>,
    /// Texts that say more than the value that was read from them.
    pub(super) written: Vec<Written>,
    /// Its number among the rows, if they are numbered.
    pub(super) number: Option<String>,
}
