//! A YAML file that holds the records of several registers, each below a key that names it.

use std::collections::BTreeSet;

use super::kind::Kind;
use super::{heads, trees};
use crate::say;
use crate::source::fold::fold;
use crate::source::{Data, Key, Node, Problem, ProblemKind};

/// What a tree holds, key by key.
#[derive(Default)]
pub(super) struct Several<'a> {
    /// The records of registers.
    pub(super) records: Vec<(Kind, Vec<Node<'a>>)>,
    /// What is told of the others.
    pub(super) problems: Vec<Problem>,
    /// Records that are told and not read.
    pub(super) left: usize,
}

/// A log of risks, assumptions, issues, dependencies: its name says that it holds several registers.
pub(super) fn is_log(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path).to_lowercase();
    name.split(|c: char| !c.is_alphanumeric()).any(|word| matches!(word, "raid" | "raidlog"))
}

/// Registers that a file of no register names at the least; a log of several needs but one.
const ENOUGH: usize = 2;

/// The records of a file that is named after no register, if its keys name several.
pub(super) fn of(root: Node<'_>, is_log: bool) -> Option<Several<'_>> {
    let Data::Map(entries) = root.data else { return None };
    let named = entries.iter().filter(|(key, value)| register(key, value).is_some()).count();
    if named < if is_log { 1 } else { ENOUGH } {
        return None;
    }
    let mut found = Several::default();
    let mut beside = Vec::new();
    for (key, value) in entries {
        match register(&key, &value) {
            Some(kind) => found.take(kind, value),
            None if holds_records(&value) => found.leave(&key, &value),
            None => beside.push((key, value)),
        }
    }
    found.problems.extend(trees::beside(&beside));
    Some(found)
}

/// Takes out of the tree of a register's file what other registers have beside the register's own records.
pub(super) fn beside<'a>(root: &mut Node<'a>, kind: Kind) -> Several<'a> {
    let mut found = Several::default();
    let Data::Map(entries) = &mut root.data else { return found };
    if !entries.iter().any(|(key, value)| register(key, value) == Some(kind)) {
        return found;
    }
    let is_other = |(key, value): &(Key<'_>, Node<'_>)| register(key, value).is_some_and(|other| other != kind);
    let (others, own): (Vec<_>, Vec<_>) = std::mem::take(entries).into_iter().partition(is_other);
    *entries = own;
    for (key, value) in others {
        if let Some(kind) = register(&key, &value) {
            found.take(kind, value);
        }
    }
    found
}

impl<'a> Several<'a> {
    fn take(&mut self, kind: Kind, value: Node<'a>) {
        let rows = trees::records(value, kind, &mut self.problems);
        self.records.push((kind, rows));
    }

    fn leave(&mut self, key: &Key<'_>, value: &Node<'_>) {
        let n = records(value).len();
        self.left += n;
        let message = say!(
            "No register holds “{name}”: {en_records} not read.",
            "没有对应“{name}”的登记册：{zh_records}条未读取。",
            name = &key.name,
            en_records = if n == 1 { "1 record is".to_owned() } else { format!("{n} records are") },
            zh_records = n
        );
        self.problems.push(
            Problem::new(ProblemKind::Unread, key.span, message)
                .help(crate::both!("Keep them as risks, issues or tasks, or in a document.", "可改记为风险、问题或任务，或另存为文档。")),
        );
    }
}

/// The register that a key names, if what stands below it are records of one.
fn register(key: &Key<'_>, value: &Node<'_>) -> Option<Kind> {
    let kind = Kind::of_dressed(&key.name).filter(|_| fold(&key.name) != "id" && holds_records(value))?;
    let rows: Vec<Node<'_>> = records(value).into_iter().cloned().collect();
    let mut known = BTreeSet::new();
    let keys = rows.iter().flat_map(Node::entries).map(|(key, _)| key);
    let header: Vec<Key<'_>> = keys.filter(|key| known.insert(&*key.name)).cloned().collect();
    heads::name_records(&header, &rows, kind, &[]).then_some(kind)
}

fn holds_records(value: &Node<'_>) -> bool {
    let records = records(value);
    !records.is_empty() && records.iter().all(|record| matches!(record.data, Data::Map(_)))
}

fn records<'n, 'a>(value: &'n Node<'a>) -> Vec<&'n Node<'a>> {
    match &value.data {
        Data::List(items) => items.iter().filter(|item| !item.is_null()).collect(),
        Data::Map(entries) => entries.iter().map(|(_, value)| value).collect(),
        Data::Scalar(..) | Data::Null => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{project, told};

    const LOG: &str = "version: 2\nrisks:\n- {id: R1, title: Rain, likelihood: 3, owner: Ana}\nassumptions:\n- {id: A1, title: Halls stay open}\nissues:\n- {id: I1, title: Lost keys, owner: Ana}\n";

    #[test]
    fn keys_that_name_registers_hold_their_records() {
        for path in ["raid.yaml", "data/tracker.yaml", "raid-log.json"] {
            let text = if path.ends_with("json") {
                "{\"risks\": [{\"id\": \"R1\", \"title\": \"Rain\", \"owner\": \"Ana\"}], \"issues\": [{\"id\": \"I1\", \"title\": \"Lost keys\"}]}"
            } else {
                LOG
            };
            let project = project(path, text);
            assert_eq!((project.risks.len(), project.issues.len()), (1, 1), "{path}");
            assert_eq!((project.risks[0].id.as_ref(), project.issues[0].title.any()), ("R1", "Lost keys"), "{path}");
        }
        assert_eq!(
            told(&project("raid.yaml", LOG)),
            [
                "`version: 2`: beside the records, so about the file and no record.",
                "No register holds “assumptions”: 1 record is not read."
            ]
        );
    }

    #[test]
    fn one_key_alone_makes_no_log_and_another_register_beside_a_files_own_is_its_own() {
        let one = project("notes.yaml", "risks:\n- {id: R1, title: Rain}\n");
        assert_eq!((one.risks.len(), told(&one).len()), (0, 1));
        let own = project("risks.yaml", LOG);
        assert_eq!((own.risks.len(), own.issues.len()), (1, 1));
    }
}
