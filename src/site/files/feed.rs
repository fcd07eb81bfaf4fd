//! What changed since the last report, as a feed that other programs follow (Atom, RFC 4287).

use std::collections::BTreeSet;
use std::fmt::Write;

use crate::checklist::withheld;
use crate::comparison::{Change, Comparison};
use crate::say;
use crate::site::address::Address;
use crate::site::assets::digest;
use crate::site::escape::escape;
use crate::site::output::{OutputFile, made};
use crate::site::view::context::SiteContext;
use crate::site::view::page::Page;

/// So many changes are in a feed; if there are more, its last entry leads to all of them.
const MOST: usize = 100;

/// An entry: what tells it from others, what it says, what it is about and where it leads.
struct Entry {
    id: String,
    title: String,
    topic: Option<(&'static str, String)>,
    href: String,
}

/// The feed of each language; none where nobody knows where the site will be.
pub(crate) fn files(whole: &SiteContext<'_>) -> Vec<OutputFile> {
    let pages = whole.project.languages.iter().map(|lang| Page { whole, lang: *lang, at: Address::OVERVIEW });
    pages.filter_map(|page| Some(made(page.feed()?, feed(page)?.into_bytes()))).collect()
}

fn feed(page: Page<'_>) -> Option<String> {
    let own = page.absolute(&page.feed()?)?;
    let (site, day) = (page.site_name(), page.whole.project.report_date);
    let stamp = format!("{day}T00:00:00Z");
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{lang}\">\n\
         <id>{own}</id>\n<title>{site}</title>\n<subtitle>{says}</subtitle>\n<updated>{stamp}</updated>\n<author><name>{site}</name></author>\n\
         <link rel=\"self\" type=\"application/atom+xml\" href=\"{own}\"/>\n<link rel=\"alternate\" type=\"text/html\" href=\"{home}\"/>\n",
        lang = page.lang.tag(),
        own = text(&own),
        site = text(&site),
        says = text(&page.say_if_public(&page.whole.headline())),
        home = text(&page.absolute(&page.path())?),
    );
    for entry in page.whole.since.map(|since| entries(page, since)).unwrap_or_default() {
        let Entry { id, title, topic, href } = entry;
        let _ = write!(
            out,
            "<entry>\n<id>{own}#{id}</id>\n<title>{title}</title>\n<updated>{stamp}</updated>\n<link rel=\"alternate\" type=\"text/html\" href=\"{href}\"/>\n",
            own = text(&own),
            title = text(&title),
            href = text(&href),
        );
        if let Some((term, label)) = topic {
            let label = text(&label);
            let _ = writeln!(out, "<category term=\"{term}\" label=\"{label}\"/>\n<summary>{label}</summary>");
        }
        out.push_str("</entry>\n");
    }
    Some(out + "</feed>\n")
}

/// The changes that can be named. An entry keeps its id for as long as it says the same of the same, so that a reader who follows a
/// site that is built every day sees it once.
fn entries(page: Page<'_>, since: &Comparison) -> Vec<Entry> {
    let mut seen = BTreeSet::new();
    let told = since.changes.iter().filter(|change| change.says != withheld()).filter_map(|change| entry(page, change));
    let mut entries: Vec<Entry> = told.filter(|entry| seen.insert(entry.id.clone())).collect();
    let n = entries.len();
    if n > MOST {
        entries.truncate(MOST);
        let title = page.say(&say!("All {n} changes", "全部{n}项变化", n));
        let href = page.absolute(&page.whole.names.path(Address::Since, page.lang));
        entries.extend(href.map(|href| Entry { id: format!("all-{}", since.now), title, topic: None, href }));
    }
    entries
}

fn entry(page: Page<'_>, change: &Change) -> Option<Entry> {
    let title = page.say_if_public(&change.says);
    let (address, fragment) =
        change.record.and_then(|record| page.whole.names.spot(record)).map_or((Address::Since, None), |spot| (spot.address, spot.fragment));
    let href = page.absolute(&page.whole.names.path(address, page.lang))?;
    let href = fragment.map_or_else(|| href.clone(), |id| format!("{href}#{}", crate::site::address::encode(&id)));
    let id = digest(format!("{}\n{href}\n{title}", change.topic.key()).as_bytes());
    Some(Entry { id, title, topic: Some((change.topic.key(), page.say(&change.topic.label()))), href })
}

/// A text as XML takes it, which has no word for most control characters.
fn text(text: &str) -> String {
    let is_allowed = |c: &char| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}') || c.is_whitespace();
    escape(&text.chars().filter(is_allowed).collect::<String>().split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use quick_xml::Reader;
    use quick_xml::events::Event;

    use super::*;
    use crate::analysis::Analysis;
    use crate::calendar::Date;
    use crate::checklist::{Assessment, Audience, Published};
    use crate::project::{Folder, ReportDateSource, load};
    use crate::site::view::context::History;
    use crate::text::Lang;

    fn assessment(files: &[(&str, &str)], day: Date) -> Assessment {
        let project = load(Folder::of_texts(files), ReportDateSource { as_of: None, otherwise: day });
        let analysis = Analysis::in_full(&project);
        Assessment::of(project, analysis)
    }

    /// The feeds of a folder on 31 March that was another one a week before.
    fn feeds(then: &[(&str, &str)], now: &[(&str, &str)]) -> [Option<String>; 2] {
        let (then, now) = (assessment(then, Date::new(2026, 3, 24)), assessment(now, Date::new(2026, 3, 31)));
        let (then, now) = (Published::to(Audience::Public, &then), Published::to(Audience::Public, &now));
        let since = Comparison::of(&then, &now);
        let whole = SiteContext::new(&now, History { since: Some(&since), ..History::default() });
        [Lang::En, Lang::Zh].map(|lang| feed(Page { whole: &whole, lang, at: Address::OVERVIEW }))
    }

    /// The texts of the elements of a name, in order.
    fn texts(xml: &str, name: &str) -> Vec<String> {
        let mut reader = Reader::from_str(xml);
        let (mut open, mut found) = (Vec::new(), Vec::new());
        loop {
            match reader.read_event().expect("it is well-formed") {
                Event::Eof => break,
                Event::Start(tag) => {
                    open.push(tag.name().as_ref().to_owned());
                    if open.last().is_some_and(|open| open == name) {
                        found.push(String::new());
                    }
                }
                Event::End(_) => _ = open.pop(),
                Event::Text(text) if open.last().is_some_and(|open| open == name) => {
                    if let Some(last) = found.last_mut() {
                        last.push_str(&text);
                    }
                }
                _ => {}
            }
        }
        assert!(open.is_empty());
        found
    }

    const SETTINGS: (&str, &str) = ("alongside.yaml", "project: {name: 'R&D'}\nreport: {base_url: 'https://example.com/launch/'}\n");

    #[test]
    fn a_change_is_an_entry_that_stays_itself() {
        let before = [SETTINGS, ("risks.yaml", "- {id: R-1, title: Late, probability: 2, impact: 2}\n")];
        let after = [
            SETTINGS,
            (
                "risks.yaml",
                "- {id: R-1, title: Late, probability: 4, impact: 4}\n- {id: R-2, title: \"<Rain>\\u0007\", probability: 4, impact: 4}\n- {id: R-3, title: Hidden, visibility: internal, probability: 5, impact: 5}\n",
            ),
        ];
        let [english, chinese] = feeds(&before, &after).map(Option::unwrap);
        let (ids, titles) = (texts(&english, "id"), texts(&english, "title"));
        assert!(titles.iter().any(|title| title.contains("Late")), "{titles:?}");
        assert!(!english.contains("Hidden") && !english.contains('\u{7}') && english.contains("&lt;Rain&gt;"), "{english}");
        assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len());
        assert!(ids.iter().all(|id| id.starts_with("https://example.com/launch/en/feed.xml")), "{ids:?}");
        assert!(texts(&english, "updated").iter().all(|stamp| stamp == "2026-03-31T00:00:00Z"));
        assert!(english.contains("href=\"https://example.com/launch/en/risks/R-1.html\""), "{english}");
        assert!(chinese.contains("xml:lang=\"zh-CN\"") && titles.len() == texts(&chinese, "title").len());
        assert_eq!(feeds(&before, &after)[0].as_deref(), Some(english.as_str()));
    }

    #[test]
    fn many_changes_end_in_the_page_of_all() {
        let risks = (0..150).fold("id,title,probability,impact\n".to_owned(), |text, n| text + &format!("R-{n},Risk {n},4,4\n"));
        let [english, _] = feeds(&[SETTINGS], &[SETTINGS, ("risks.csv", &risks)]).map(Option::unwrap);
        let titles = texts(&english, "title");
        assert_eq!(titles.len(), MOST + 2);
        assert!(titles.last().is_some_and(|title| title.starts_with("All 1")) && english.contains("launch/en/since.html\""), "{titles:?}");
    }

    #[test]
    fn there_is_none_where_nobody_knows_where_the_site_is() {
        for settings in ["languages: [en]\n", "report: {base_url: example.com}\n", "report: {base_url: 'javascript:alert(1)'}\n"] {
            assert_eq!(feeds(&[("alongside.yaml", settings)], &[("alongside.yaml", settings)]), [None, None], "{settings}");
        }
    }
}
