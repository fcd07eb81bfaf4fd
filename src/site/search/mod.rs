//! The search: an index of all that pages show, cut into script files that a browser loads as they are asked for, from a file
//! system too. It is made of what pages show of records, so nothing is in it that they do not tell.

mod entry;
mod index;
mod words;

use serde::Serialize;

use super::address::SEARCH_INDEX;
use super::assets::digest;
use super::output::{OutputFile, made};
use super::view::context::SiteContext;
use crate::labels;
use crate::text::{Lang, Message};
use entry::{Entry, entries};
use index::Index;

/// So many bytes of entries are in a file, unless one entry has more.
const TEXTS: usize = 24_000;

labels! {
    /// What the search says.
    pub(super) struct SearchLabels {
        title: "Search the report", "搜索报告";
        hint: "Titles, ids, people and texts, in both languages", "标题、编号、人员和正文，中英文均可";
        keys: "↑ ↓ to choose, Enter to open, Esc to close", "↑ ↓ 选择，Enter打开，Esc关闭";
        close: "Close", "关闭";
        none: "Nothing found for “{q}”.", "没有找到“{q}”。";
        one: "1 result", "1条结果";
        many: "{n} results", "{n}条结果";
        more: "Show all {n}", "显示全部{n}条";
        slip: "No word begins with “{q}”. Found with one letter changed:", "没有以“{q}”开头的词，以下按相差一个字母查找：";
        failed: "The search could not be loaded.", "搜索无法载入。";
    }
}

/// What `index.js` holds.
#[derive(Serialize)]
struct Head<'a> {
    digest: String,
    languages: Vec<&'static str>,
    words: Vec<SearchLabels>,
    groups: Vec<Group>,
    /// The first word of each file of words.
    terms: Vec<&'a str>,
    /// The first entry of each file of entries.
    texts: Vec<usize>,
    count: usize,
}

/// Entries of one register, which follow each other.
#[derive(Serialize)]
struct Group {
    /// The first of them.
    from: usize,
    /// What they are, in each language.
    names: Vec<String>,
}

/// The files of the index.
pub(super) fn files(whole: &SiteContext<'_>) -> Vec<OutputFile> {
    let languages = &whole.project.languages;
    let entries = entries(whole);
    let index = Index::of(&entries);
    let (texts, from) = texts(&entries);
    let terms: Vec<String> = index.files().into_iter().enumerate().map(|(at, json)| script("terms", at, &json)).collect();
    let texts: Vec<String> = texts.into_iter().enumerate().map(|(at, json)| script("texts", at, &json)).collect();
    let head = Head {
        digest: digest((terms.concat() + &texts.concat()).as_bytes()),
        languages: languages.iter().map(|lang| lang.tag()).collect(),
        words: languages.iter().map(|lang| SearchLabels::of(*lang)).collect(),
        groups: groups(&entries, languages),
        terms: index.firsts(),
        texts: from,
        count: entries.len(),
    };
    let head = format!("(globalThis.alongsideSearch ??= {{}}).index = {};\n", json(&head));
    let named = |stem: &'static str, texts: Vec<String>| {
        texts.into_iter().enumerate().map(move |(at, text)| made(format!("search/{stem}-{at}.js"), text.into_bytes()))
    };
    std::iter::once(made(SEARCH_INDEX.to_owned(), head.into_bytes())).chain(named("terms", terms)).chain(named("texts", texts)).collect()
}

fn script(name: &str, at: usize, json: &str) -> String {
    format!("((globalThis.alongsideSearch ??= {{}}).{name} ??= [])[{at}] = {json};\n")
}

/// Maps of texts and numbers are always JSON.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// Entries as files, and the first entry of each.
fn texts(entries: &[Entry]) -> (Vec<String>, Vec<usize>) {
    let (mut files, mut firsts) = (Vec::new(), Vec::new());
    let mut file: Vec<String> = Vec::new();
    let mut size = 0;
    for (at, entry) in entries.iter().enumerate() {
        let text = json(&entry.shown());
        if size + text.len() > TEXTS && !file.is_empty() {
            files.push(format!("[{}]", std::mem::take(&mut file).join(",")));
            size = 0;
        }
        if file.is_empty() {
            firsts.push(at);
        }
        size += text.len();
        file.push(text);
    }
    if !file.is_empty() {
        files.push(format!("[{}]", file.join(",")));
    }
    (files, firsts)
}

fn groups(entries: &[Entry], languages: &[Lang]) -> Vec<Group> {
    let mut groups: Vec<(Message, usize)> = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        if groups.last().is_none_or(|(group, _)| *group != entry.group) {
            groups.push((entry.group.clone(), at));
        }
    }
    let names = |group: &Message| languages.iter().map(|lang| group.get(*lang).to_owned()).collect();
    groups.iter().map(|(group, from)| Group { from: *from, names: names(group) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::testing::each;

    fn built(files: &[(&str, &str)]) -> Vec<(String, String)> {
        let [files, _] = each(files, |page| super::files(page.whole));
        let text = |file: &OutputFile| match &file.content {
            crate::site::Content::Made(bytes) => String::from_utf8(bytes.clone()).unwrap(),
            crate::site::Content::CopyOf(path) => panic!("a copy of {path}"),
        };
        files.iter().map(|file| (file.path.clone(), text(file))).collect()
    }

    #[test]
    fn the_index_holds_words_of_both_languages_and_where_they_lead() {
        let files = built(&[
            ("alongside.yaml", "languages: [en, zh-CN]\n"),
            ("people.yaml", "- {id: li-na, name: {en: Li Na, zh-CN: 李娜}}\n"),
            ("risks.yaml", "- {id: R-01, title: {en: Late printer, zh-CN: 印厂延误}, owner: li-na, cause: The press is broken}\n"),
        ]);
        let text = |name: &str| files.iter().find(|(path, _)| path == name).map(|(_, text)| text.as_str()).unwrap();
        let terms = text("search/terms-0.js");
        for word in ["printer", "press", "r-01", "印厂", "延误", "误", "李娜"] {
            assert!(terms.contains(&format!("\"{word}\":[")), "{word}: {terms}");
        }
        assert!(text("search/texts-0.js").contains("[\"risks/R-01.html\",\"R-01\",[\"Late printer\",\"印厂延误\"],["));
        assert!(text("search/index.js").contains("\"names\":[\"Risks\",\"风险\"]"), "{}", text("search/index.js"));
    }

    #[test]
    fn what_is_not_published_is_not_in_it() {
        let files =
            built(&[("risks.yaml", "- {id: R-01, title: Open matter}\n- {id: R-02, title: Hidden matter, visibility: internal}\n")]);
        assert!(files.iter().any(|(_, text)| text.contains("Open matter")));
        assert!(files.iter().all(|(_, text)| !text.to_lowercase().contains("hidden") && !text.contains("R-02")));
    }

    #[test]
    fn a_file_is_small_whatever_there_is_to_find() {
        let row = |n: usize| format!("I-{n},Matter {n} of the {} press,The plate number {n} was cut too short\n", n * 7919);
        let issues = (1..=400).map(row).fold("id,title,impact\n".to_owned(), |text, row| text + &row);
        let files = built(&[("issues.csv", &issues)]);
        assert!(files.len() > 3, "{}", files.len());
        assert!(files.iter().all(|(_, text)| text.len() < 64_000));
    }
}
