//! The stylesheets have nothing that no page uses.

use std::collections::BTreeSet;
use std::path::Path;

#[test]
fn every_class_of_the_stylesheet_is_written_by_something() {
    let (style, texts) = (without_comments(&styles()), writers());
    let classes = names(&style, ".");
    assert!(classes.len() > 100);
    let idle: Vec<&str> = classes.into_iter().filter(|name| !is_written(name, &texts)).collect();
    assert!(idle.is_empty(), "{idle:?}");
}

#[test]
fn every_token_of_the_stylesheet_is_used() {
    let style = without_comments(&styles());
    let tokens = names(&style, "--");
    assert!(tokens.len() > 50);
    let idle: Vec<&str> = tokens.into_iter().filter(|name| !names(&style, "var(--").contains(name)).collect();
    assert!(idle.is_empty(), "{idle:?}");
}

#[test]
fn a_name_is_written_whole_or_where_data_complete_it() {
    for text in ["<i class=\"gl6\">", "class=\"plot gl{columns}\"", "\"a gl6\""] {
        assert!(is_written("gl6", text), "{text}");
    }
    for text in ["gl60", "gl6-a", "a-gl6", "ugl{columns}", "gl5"] {
        assert!(!is_written("gl6", text), "{text}");
    }
}

/// All stylesheets of the product, one after the other.
fn styles() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/assets/styles");
    let mut paths: Vec<_> = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths.iter().map(|path| std::fs::read_to_string(path).expect("a stylesheet")).collect()
}

fn without_comments(css: &str) -> String {
    let parts = css.split("/*").enumerate();
    parts.map(|(at, part)| if at == 0 { part } else { part.split_once("*/").expect("the end of a comment").1 }).collect()
}

fn is_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_'
}

/// The names that follow `sign`: they begin with a letter.
fn names<'a>(text: &'a str, sign: &str) -> BTreeSet<&'a str> {
    let follow = text.match_indices(sign).map(|(at, _)| text[at + sign.len()..].split(|c| !is_part(c)).next().unwrap_or_default());
    follow.filter(|name| name.starts_with(|c: char| c.is_ascii_alphabetic())).collect()
}

/// What writes pages: the templates, the script and the program.
fn writers() -> String {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut left, mut texts) = (vec![top.join("templates"), top.join("src")], String::new());
    while let Some(path) = left.pop() {
        if path.is_dir() {
            left.extend(std::fs::read_dir(path).expect("a folder").map(|entry| entry.expect("an entry").path()));
        } else if path.extension().is_some_and(|extension| ["html", "js", "rs"].iter().any(|of| extension == *of)) {
            texts += &std::fs::read_to_string(path).expect("a source");
        }
    }
    texts
}

/// Whether `name` stands in `text` as a whole, or its beginning does where data complete it.
fn is_written(name: &str, text: &str) -> bool {
    let stands = |word: &str, follows: fn(Option<char>) -> bool| {
        let mut places = text.match_indices(word).map(|(at, _)| text.split_at(at));
        places.any(|(before, from)| !before.ends_with(is_part) && follows(from[word.len()..].chars().next()))
    };
    stands(name, |next| !next.is_some_and(is_part)) || (1..name.len()).any(|length| stands(&name[..length], |next| next == Some('{')))
}
