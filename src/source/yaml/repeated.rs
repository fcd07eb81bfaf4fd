//! Keys that a map has more than once: the first one counts.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::node::{Key, Node, Span};
use crate::source::problem::{Problem, ProblemKind};
use crate::{both, say};

/// Names of one map that are told each by itself.
const MOST: usize = 100;

/// A name that is there again.
struct Again {
    first: Span,
    second: Span,
    times: usize,
}

/// For each key whether it is the first one of its name, and what is to be told of the others.
pub(super) fn repeated(keys: &[Key<'_>]) -> (Vec<bool>, Vec<Problem>) {
    let mut first: BTreeMap<&str, Span> = BTreeMap::new();
    let mut again: BTreeMap<&str, Again> = BTreeMap::new();
    let mut is_first = Vec::with_capacity(keys.len());
    for key in keys {
        let known = first.get(&*key.name).copied();
        is_first.push(known.is_none());
        match known {
            Some(first) => again.entry(&*key.name).or_insert(Again { first, second: key.span, times: 1 }).times += 1,
            None => drop(first.insert(&*key.name, key.span)),
        }
    }
    let mut again: Vec<(&str, Again)> = again.into_iter().collect();
    again.sort_by_key(|(_, again)| again.second);
    let told = again.iter().take(MOST).map(|(name, again)| twice(name, again));
    let more = again.get(MOST).map(|(_, next)| and_more(next.second, again.len() - MOST));
    (is_first, told.chain(more).collect())
}

/// Adds what is merged in under names that are not there yet.
pub(super) fn inherit<'a>(entries: &mut Vec<(Key<'a>, Node<'a>)>, maps: impl IntoIterator<Item = Vec<(Key<'a>, Node<'a>)>>) {
    let mut known: BTreeSet<String> = entries.iter().map(|(key, _)| key.name.to_string()).collect();
    for (key, value) in maps.into_iter().flatten() {
        if known.insert(key.name.to_string()) {
            entries.push((key, value));
        }
    }
}

fn twice(name: &str, again: &Again) -> Problem {
    let message = match again.times {
        2 => say!("`{name}` is there twice; the first one counts.", "`{name}` 重复出现，以第一处为准。", name),
        times => say!("`{name}` is there {times} times; the first one counts.", "`{name}` 出现了{times}次，以第一处为准。", name, times),
    };
    Problem::new(ProblemKind::File, again.second, message)
        .help(both!("Delete or rename one of the two.", "删除其中一处，或改用别的名称。"))
        .see(again.first, both!("the first one", "第一处"))
}

fn and_more(next: Span, names: usize) -> Problem {
    let message = say!(
        "{names} more names are there more than once from here on; the first ones count.",
        "从这里起还有{names}个名称重复出现，均以第一处为准。",
        names
    );
    Problem::new(ProblemKind::File, next, message).help(both!("Write each name once.", "每个名称只写一次。"))
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use crate::source::{Limits, yaml};

    fn told(text: &str) -> Vec<String> {
        yaml::read(text, &Limits::default()).problems.iter().map(|problem| problem.message.en.to_string()).collect()
    }

    #[test]
    fn a_name_is_told_once_however_often_it_is_there() {
        assert_eq!(told("a: 1\nb: 2\na: 3\n"), ["`a` is there twice; the first one counts."]);
        assert_eq!(told("a: 1\na: 2\na: 3\na: 4\n"), ["`a` is there 4 times; the first one counts."]);
        let mut many = String::new();
        for at in (0..150).chain(0..150) {
            let _ = writeln!(many, "k{at}: x");
        }
        let told = told(&many);
        assert_eq!((told.len(), told[99].as_str()), (101, "`k99` is there twice; the first one counts."));
        assert_eq!(told[100], "50 more names are there more than once from here on; the first ones count.");
    }

    #[test]
    fn what_is_merged_in_counts_after_what_is_there() {
        let tree = yaml::read("base: &base {a: 1, b: 2}\nmore: &more {b: 3, c: 4}\nall: {<<: [*base, *more], a: 0}\n", &Limits::default());
        let root = tree.root.unwrap();
        let all = root.get("all").unwrap();
        let values = ["a", "b", "c"].map(|name| all.get(name).and_then(|node| node.text()).map(str::to_owned));
        assert_eq!(values, ["0", "2", "4"].map(|text| Some(text.to_owned())));
    }
}
