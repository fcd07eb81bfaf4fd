//! Whether the front matter of a file keeps it from being published.

use std::sync::LazyLock;

use super::enter;
use super::record::{Common, Visibility};
use super::settings::Settings;
use super::types::Open;
use super::unknown;
use crate::source::document::Front;
use crate::source::prepare::{self, Heads, Remarks};
use crate::source::vocabulary::Vocabulary;
use crate::source::{Data, Problem, typing};

/// What a file's front matter says of who may read it.
#[derive(Debug, Clone, Default)]
pub(super) struct Said {
    /// Who may read it; nothing if everyone may. Where nobody can tell, the team.
    pub(super) readers: Vec<Open<Visibility>>,
    /// Why nobody can tell.
    pub(super) problems: Vec<Problem>,
}

/// The names of the fields that every record may have.
static WORDS: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::new(&[Common::FIELDS], &[], &[]));

/// What the front matter of a document says.
pub(super) fn of(front: Front<'_>, settings: &Settings) -> Said {
    let Front { tree, mut problems, .. } = front;
    let root = tree.root.filter(|root| matches!(root.data, Data::Map(_)));
    let Some(root) = root.filter(|_| tree.problems.is_empty()) else {
        problems.extend(tree.problems);
        return Said::of(Vec::new(), problems);
    };
    let words = &*WORDS;
    let mut remarks = Remarks::default();
    let node = prepare::record(root, &mut Heads::new(words), &mut remarks);
    let (common, wrong) = typing::read::<Common>(&node);
    let wrong = wrong.into_iter().filter(|error| error.path.first().is_some_and(|field| field == FIELD)).map(enter::problem);
    let misspelt =
        remarks.unknown.iter().filter(|key| key.suggestion.is_some_and(|meant| words.find(meant).is_some_and(|path| path == [FIELD])));
    let problems: Vec<Problem> = wrong.chain(misspelt.map(unknown::front)).collect();
    let readers = common.map(|common| common.visibility).unwrap_or_default();
    let span = node.get(FIELD).map_or(node.span, |value| value.span);
    let nobody = settings.no_audience(&readers, span);
    Said::of(readers, problems.into_iter().chain(nobody).collect())
}

impl Said {
    fn of(readers: Vec<Open<Visibility>>, problems: Vec<Problem>) -> Self {
        let readers = if problems.is_empty() { readers } else { vec![Open::Known(Visibility::Internal)] };
        Self { readers, problems }
    }
}

const FIELD: &str = "visibility";
