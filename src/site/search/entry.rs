//! What can be found: pages, records and documents, with all that is shown of them.

use rayon::prelude::*;
use serde::Serialize;

use crate::both;
use crate::checklist::Area;
use crate::project::{Kind, RecordId};
use crate::site::address::{Address, Single, encode};
use crate::site::escape::plain;
use crate::site::view::context::SiteContext;
use crate::site::view::page::Page;
use crate::site::view::parts::{Fact, Run, Value};
use crate::text::{Lang, Message};

/// Something that can be found.
pub(super) struct Entry {
    /// What it is one of.
    pub(super) group: Message,
    /// Where it is, below the folder of a language.
    pub(super) path: String,
    /// The id that people say.
    pub(super) code: String,
    /// What it is called, in each language of the site.
    pub(super) titles: Vec<String>,
    /// What is shown of it, in each language; where it is the same in all of them, in the first alone.
    pub(super) texts: Vec<String>,
}

impl Entry {
    /// What a browser shows of it.
    pub(super) fn shown(&self) -> impl Serialize + '_ {
        (&self.path, &self.code, &self.titles, &self.texts)
    }

    /// Id and titles.
    pub(super) fn titled(&self) -> String {
        format!("{} {}", self.code, self.titles.join(" "))
    }
}

/// All that can be found, register by register, each in the order of its table.
pub(super) fn entries(whole: &SiteContext<'_>) -> Vec<Entry> {
    let is_there = |address: &Address| !whole.is_manual() || [Address::OVERVIEW, Address::DOCUMENTS].contains(address);
    let singles = Single::ALL.iter().copied().map(Address::Single);
    let pages = singles.chain(Area::ALL.map(Address::Area)).filter(is_there).map(|address| page_entry(whole, address));
    let shown = Kind::ALL.iter().copied().filter(|kind| whole.names.register(*kind).is_some());
    let ids: Vec<RecordId> = shown.filter_map(|kind| whole.orders.get(&kind)).flatten().copied().collect();
    let records: Vec<Entry> = ids.into_par_iter().filter_map(|id| record_entry(whole, id)).collect();
    let documents: Vec<Entry> = (0..whole.project.documents.len()).into_par_iter().map(|at| document_entry(whole, at)).collect();
    pages.chain(records).chain(documents).collect()
}

/// The same of each language of the site.
fn each<'w, T>(whole: &'w SiteContext<'w>, at: Address, make: impl Fn(Page<'w>) -> T) -> Vec<T> {
    whole.project.languages.iter().map(|lang| make(Page { whole, lang: *lang, at })).collect()
}

/// Where a page is below the folder of a language.
fn path(whole: &SiteContext<'_>, address: Address) -> String {
    let path = whole.names.path(address, Lang::En);
    let below = path.split_once('/').map_or("", |(_, below)| below);
    below.split('/').map(encode).collect::<Vec<_>>().join("/")
}

fn page_entry(whole: &SiteContext<'_>, address: Address) -> Entry {
    let question = |page: Page<'_>| match address {
        Address::Area(area) => page.say(&area.question()),
        _ => String::new(),
    };
    Entry {
        group: both!("Pages", "页面"),
        path: path(whole, address),
        code: String::new(),
        titles: each(whole, address, |page| page.title(address)),
        texts: once(each(whole, address, |page| vec![question(page)])),
    }
}

fn record_entry(whole: &SiteContext<'_>, id: RecordId) -> Option<Entry> {
    let spot = whole.names.spot(id)?;
    let entry = whole.project.record(id)?;
    let fragment = spot.fragment.map(|id| format!("#{}", encode(&id))).unwrap_or_default();
    let at = Address::Record(id);
    let named = id.kind.named();
    let told = |page: Page<'_>| {
        let hidden: Vec<&str> = named.into_iter().collect();
        let facts = page.facts(entry, &hidden).into_iter().chain(page.common_facts(entry));
        facts.map(|fact| fact_text(&fact)).chain(page.narrative().map(|prose| plain(&prose.html))).collect()
    };
    Some(Entry {
        group: id.kind.label(),
        path: path(whole, spot.address) + &fragment,
        code: Page { whole, lang: whole.project.default_lang(), at }.code(id).unwrap_or_default(),
        titles: each(whole, at, |page| page.name(id).text),
        texts: once(each(whole, at, told)),
    })
}

fn document_entry(whole: &SiteContext<'_>, at: usize) -> Entry {
    let address = Address::Document(at);
    let title = |page: Page<'_>| page.document_title(at).text;
    Entry {
        group: Single::Documents.title(),
        path: path(whole, address),
        code: String::new(),
        titles: each(whole, address, title),
        texts: once(each(whole, address, |page| page.narrative().map(|prose| plain(&prose.html)).into_iter().collect())),
    }
}

/// What is said in each language; the same text in a further language is left out.
fn once(texts: Vec<Vec<String>>) -> Vec<String> {
    let joined = |texts: Vec<String>| texts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ");
    let texts: Vec<String> = texts.into_iter().map(joined).collect();
    let first = texts.first().cloned().unwrap_or_default();
    texts.into_iter().enumerate().map(|(at, text)| if at > 0 && text == first { String::new() } else { text }).collect()
}

fn fact_text(fact: &Fact) -> String {
    value_text(&fact.value)
}

fn value_text(value: &Value) -> String {
    let line = |runs: &Vec<Run>| runs.iter().map(|run| run.text.as_str()).collect::<String>();
    value.lines.iter().map(line).chain(value.note.iter().map(|note| note.text.clone())).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_is_read_as_it_is_seen() {
        assert_eq!(plain("<p>A &lt;b&gt; &amp;amp; <em>c</em></p>\n<p>d</p>"), "A <b> &amp; c d");
    }

    #[test]
    fn what_is_the_same_in_both_languages_is_there_once() {
        let text = |text: &str| vec![text.to_owned(), String::new(), "same".to_owned()];
        assert_eq!(once(vec![text("one"), text("一")]), ["one · same", "一 · same"]);
        assert_eq!(once(vec![text("one"), text("one")]), ["one · same", ""]);
    }
}
