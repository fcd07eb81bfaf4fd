//! Within its floors the house has few circles: files that use each other, so that none can be understood alone.

use std::collections::{BTreeMap, BTreeSet};

use crate::floors::{of_all_sources, without_comments, without_tests};

/// The circles that there are, each by one of its files, and why.
const KNOWN: [(&str, &str); 2] = [
    ("project/kind", "the table of registers names its records, and a record names its register"),
    ("project/content", "a document, its sections and its comments are read within each other"),
];

#[test]
fn files_use_each_other_in_no_circle_but_the_known_ones() {
    let circles = circles(&House::built());
    for circle in &circles {
        assert!(KNOWN.iter().any(|(known, _)| circle.contains(*known)), "a new circle: {circle:#?}");
    }
    assert_eq!(circles.len(), KNOWN.len(), "a circle is gone: take it from the list");
}

/// The modules by their paths, `project/kind`, with what each of them uses and passes on.
#[derive(Default)]
struct House(BTreeMap<String, Module>);

#[derive(Default)]
struct Module {
    uses: Vec<String>,
    passes_on: BTreeMap<String, String>,
}

impl House {
    fn built() -> Self {
        let sources = of_all_sources(|path, text| vec![format!("{path}\n{}", without_comments(without_tests(text)))]).unwrap();
        Self::of(sources.iter().filter_map(|source| source.split_once('\n')))
    }

    fn of<'s>(sources: impl Iterator<Item = (&'s str, &'s str)>) -> Self {
        Self(sources.map(|(path, code)| (module(path).to_owned(), Module::of(code))).collect())
    }

    /// The module in which a path ends that is written in another one; names that are passed on are followed.
    fn find(&self, from: &str, path: &str) -> Option<String> {
        let mut parts: Vec<&str> = path.split("::").collect();
        let mut at: Vec<&str> = from.split('/').filter(|part| !part.is_empty()).collect();
        let first = *parts.first()?;
        match first {
            "crate" => at.clear(),
            "self" | "super" => {}
            child => self.0.contains_key(&[&at[..], &[child]].concat().join("/")).then(|| parts.insert(0, "self"))?,
        }
        let ups = parts.iter().take_while(|part| **part == "super").count();
        at.truncate(at.len().saturating_sub(ups));
        let mut rest = parts.into_iter().skip(ups.max(1)).peekable();
        while let Some(part) = rest.next_if(|part| self.0.contains_key(&[&at[..], &[*part]].concat().join("/"))) {
            at.push(part);
        }
        let found = at.join("/");
        let passed_on = rest.peek().and_then(|name| self.0.get(&found)?.passes_on.get(*name));
        passed_on.and_then(|path| self.find(&found, path)).or(Some(found))
    }

    /// What a module uses, but for those around it, which are its face.
    fn used_by(&self, name: &str) -> BTreeSet<String> {
        let uses = self.0.get(name).into_iter().flat_map(|module| &module.uses);
        let is_around = |other: &String| other.is_empty() || name == other || name.starts_with(&format!("{other}/"));
        uses.filter_map(|path| self.find(name, path)).filter(|other| !is_around(other)).collect()
    }
}

impl Module {
    fn of(code: &str) -> Self {
        let mut module = Self::default();
        for statement in code.split(';') {
            let Some((before, body)) = statement.rsplit_once("use ") else { continue };
            let start = before.rsplit('\n').next().unwrap_or_default();
            if !["", "pub ", "pub(crate) ", "pub(super) "].contains(&start) {
                continue;
            }
            for path in paths(body) {
                let (path, name) = path.split_once(" as ").map_or((path.as_str(), None), |(path, name)| (path, Some(name)));
                let path = path.trim_end_matches("::self").to_owned();
                if start.is_empty() {
                    module.uses.push(path);
                } else {
                    let name = name.or(path.rsplit("::").next()).unwrap_or_default().to_owned();
                    module.passes_on.insert(name, path);
                }
            }
        }
        let inline = code.match_indices("crate::").filter(|(at, _)| !code[..*at].ends_with("use "));
        let end = |rest: &str| rest.find(|c: char| !c.is_alphanumeric() && c != '_' && c != ':').unwrap_or(rest.len());
        module.uses.extend(inline.map(|(at, _)| code[at..][..end(&code[at..])].trim_end_matches(':').to_owned()));
        module
    }
}

/// `project/types/mod.rs` → `project/types`, `lib.rs` → nothing.
fn module(path: &str) -> &str {
    let name = path.trim_end_matches(".rs").trim_end_matches("/mod");
    if ["lib", "main"].contains(&name) { "" } else { name }
}

/// The paths of a `use`, its groups taken apart.
fn paths(text: &str) -> Vec<String> {
    let Some((before, group)) = text.split_once('{') else { return vec![text.trim().to_owned()] };
    let (mut depth, mut parts) = (0, vec![String::new()]);
    for character in group.chars() {
        match character {
            '}' if depth == 0 => break,
            ',' if depth == 0 => parts.push(String::new()),
            _ => parts.last_mut().unwrap().push(character),
        }
        depth += i32::from(character == '{') - i32::from(character == '}');
    }
    let parts = parts.iter().filter(|part| !part.trim().is_empty());
    parts.flat_map(|part| paths(part)).map(|rest| format!("{}{rest}", before.trim())).collect()
}

/// The sets of modules of which each leads to each other.
fn circles(house: &House) -> BTreeSet<BTreeSet<String>> {
    let arrows: BTreeMap<&String, BTreeSet<String>> = house.0.keys().map(|name| (name, house.used_by(name))).collect();
    let reached = |from: &String| {
        let (mut reached, mut open) = (BTreeSet::new(), vec![from.clone()]);
        while let Some(next) = open.pop() {
            open.extend(arrows.get(&next).into_iter().flatten().filter(|used| reached.insert((*used).clone())).cloned());
        }
        reached
    };
    let reach: BTreeMap<&String, BTreeSet<String>> = house.0.keys().map(|name| (name, reached(name))).collect();
    let circle = |name: &String| reach[name].iter().filter(|other| reach[*other].contains(name)).cloned().collect();
    house.0.keys().filter(|name| reach[*name].contains(*name)).map(circle).collect()
}

#[test]
fn a_circle_is_found_through_what_is_passed_on() {
    let house = House::of(
        [
            ("lib.rs", "mod a;\nmod b;\n"),
            ("a/mod.rs", "mod inner;\nmod face;\npub use inner::{Thing, other as another};\n"),
            ("a/inner.rs", "use crate::b::{\n    c, d::E,\n};\nuse super::face;\n"),
            ("a/face.rs", "use super::*;\n"),
            ("b.rs", "fn f() { crate::a::Thing::new() }\n"),
        ]
        .into_iter(),
    );
    assert_eq!(house.used_by("a/inner"), ["a/face", "b"].map(str::to_owned).into());
    assert_eq!(circles(&house), [["a/inner", "b"].map(str::to_owned).into()].into());
}
