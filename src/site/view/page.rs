//! A page in the making: its language, its place, and the ways from it to other pages.

use super::context::{Destination, SiteContext};
use super::frame::{Current, Entry, Footer, Frame, Search, Translation};
use super::labels::FrameLabels;
use super::parts::Run;
use crate::both;
use crate::checklist::explain::area_label;
use crate::checklist::{Area, Rule, withheld};
use crate::project::{AnyEntry, Kind, RecordId};
use crate::site::address::{Address, SEARCH_INDEX, Single, relative, twin};
use crate::text::{Lang, Message, date};

/// A page in one language.
#[derive(Clone, Copy)]
pub struct Page<'w> {
    /// What all pages share.
    pub whole: &'w SiteContext<'w>,
    /// Its language.
    pub lang: Lang,
    /// Which page it is.
    pub at: Address,
}

impl<'w> Page<'w> {
    /// The file of the page, from the root of the site.
    pub fn path(self) -> String {
        self.whole.names.path(self.at, self.lang)
    }

    /// The address of another page in the same language, as seen from this one.
    pub fn href(self, to: Address) -> String {
        relative(&self.path(), &self.whole.names.path(to, self.lang))
    }

    /// The address of a file that all languages share.
    pub fn file(self, path: &str) -> String {
        relative(&self.path(), path)
    }

    /// The address of a file where the site is published; `None` where nobody knows where that is.
    pub fn absolute(self, path: &str) -> Option<String> {
        Some(format!("{}/{}", self.whole.base_url()?, relative("", path)))
    }

    /// The feed of what changed, from the root of the site; `None` where nobody knows where the site is published.
    pub fn feed(self) -> Option<String> {
        self.whole.base_url().map(|_| format!("{}/feed.xml", self.lang.tag()))
    }

    /// The address of a register as CSV; `None` if nothing of it is published.
    pub fn csv(self, kind: Kind) -> Option<String> {
        self.whole.records(kind).next().map(|_| self.file(&format!("data/{}.csv", kind.key())))
    }

    /// The address of a place on another page, or on this one.
    pub fn to(self, address: Address, fragment: Option<&str>) -> String {
        let fragment = fragment.map(|id| format!("#{}", crate::site::address::encode(id)));
        match fragment {
            Some(fragment) if address == self.at => fragment,
            fragment => self.href(address) + &fragment.unwrap_or_default(),
        }
    }

    /// The address of a record, if it is shown anywhere.
    pub fn to_record(self, id: RecordId) -> Option<String> {
        let spot = self.whole.names.spot(id)?;
        Some(self.to(spot.address, spot.fragment.as_deref()))
    }

    /// The table of a register, where it is shown in full.
    pub fn to_register(self, kind: Kind) -> Option<String> {
        let address = self.whole.names.register(kind)?;
        Some(self.to(address, Some(&format!("register-{}", kind.key()))))
    }

    /// Where a link that is written in a file leads.
    pub fn follow(self, from: usize, target: &str) -> Option<String> {
        match self.whole.destination(from, target) {
            Destination::Spot(spot, heading) => {
                let there = Page { at: spot.address, ..self };
                let heading = heading.and_then(|(file, anchor)| there.heading(file, &anchor));
                Some(self.to(spot.address, heading.or(spot.fragment).as_deref()))
            }
            Destination::Attachment(path) => Some(self.file(&path)),
            Destination::Nowhere => None,
        }
    }

    /// A message in the language of the page.
    pub fn say(self, message: &Message) -> String {
        message.get(self.lang).to_owned()
    }

    /// A message about the project, unless it names a record that is not published.
    pub fn say_if_public(self, message: &Message) -> String {
        self.say(&if self.whole.published.internal_names.are_in(message) { withheld() } else { message.clone() })
    }

    /// What is said where nothing of some registers is shown: that it is missing, or only that it is not published.
    pub fn absent(self, kinds: &[Kind], missing: Message, unpublished: Message) -> Message {
        let is_withheld = |kind| self.whole.published.left_out.records.contains_key(kind);
        if kinds.iter().any(is_withheld) { unpublished } else { missing }
    }

    /// The address of what is said of a rule.
    pub fn to_rule(self, rule: &Rule) -> String {
        self.to(Address::Rules(rule.item.area()), Some(rule.id))
    }

    /// The address of what is said of a field, where the site says it.
    pub fn to_field(self, kind: Kind, field: &str) -> Option<String> {
        self.whole.tells_fields(kind).then(|| self.to(Address::Fields(kind), Some(&field_anchor(field))))
    }

    /// The report date: "As of 21 Nov 2026".
    pub fn as_of(self) -> String {
        let day = date::message(self.whole.project.report_date.civil());
        self.say(&crate::say!("As of {day}", "截至{day}", day))
    }

    /// The language of a record's narrative: as it says itself, else as it is written.
    pub fn lang_of(self, entry: &dyn AnyEntry) -> Lang {
        let project = &self.whole.project;
        let default = project.default_lang();
        let said = entry.common().lang.as_ref().and_then(|tag| Lang::of_tag(tag));
        let seen = || entry.body().and_then(|body| Lang::of_text(body.of(project.text(entry.origin().file)), default));
        said.or_else(seen).unwrap_or(default)
    }

    /// A page of the first level as a link.
    pub fn crumb(self, address: Address) -> Run {
        Run::link(self.title(address), self.href(address))
    }

    /// What a page of the first level is called.
    pub fn title(self, address: Address) -> String {
        let message = match address {
            Address::Single(page) => page.title(),
            Address::Area(area) => area.label(),
            Address::Rules(area) => rules_title(area),
            Address::Fields(kind) => fields_title(kind),
            Address::Document(_) | Address::DocumentList(_) => Single::Documents.title(),
            Address::Since => both!("Since the last report", "自上次报告以来"),
            Address::Period => both!("What was promised", "时段承诺"),
            Address::Trends => both!("Trends", "趋势"),
            Address::Marketing => both!("Campaigns and launches", "活动与上线"),
            Address::Calendar => both!("Calendar", "日历"),
            Address::Schedule => both!("Schedule", "进度计划"),
            Address::Gate(index) => return self.name(RecordId { kind: Kind::Milestones, index }).text,
            Address::Register(kind) | Address::Sheet(kind, _) => kind.label(),
            Address::Record(id) => id.kind.label(),
        };
        self.say(&message)
    }

    /// What a page is called where it is one of others: a document by its own title.
    pub fn called(self, address: Address) -> String {
        match address {
            Address::Document(at) => self.document_title(at).text,
            _ => self.title(address),
        }
    }

    /// What the project is, in its own words.
    pub fn summary(self) -> Option<Run> {
        let project = &self.whole.project;
        let summary = project.settings.project.summary.as_ref()?;
        Some(self.text(summary, project.default_lang()))
    }

    /// What stands around the content.
    pub fn frame(self, title: &str, description: &str) -> Frame<'w> {
        let site = self.site_name();
        let assets = &self.whole.assets;
        Frame {
            lang: self.lang,
            t: FrameLabels::of(self.lang),
            title: in_tab(title, &site),
            site,
            description: description.to_owned(),
            is_listed: self.whole.is_listed(),
            canonical: self.absolute(&self.path()),
            styles: assets.styles().map(|path| self.file(&path)).collect(),
            script: self.file(&assets.script.path()),
            icon: self.file(&self.whole.icon()),
            logo: self.whole.logo().map(|path| self.file(&path)),
            home: self.href(Address::OVERVIEW),
            checklist: (!self.whole.is_manual()).then(|| self.href(Address::CHECKLIST)),
            search: Search { href: self.href(Address::SEARCH), script: self.file(&assets.search.path()), index: self.file(SEARCH_INDEX) },
            translations: self.translations(),
            feed: self.feed().map(|path| self.file(&path)),
            twin: Some(self.path()).filter(|path| self.whole.names.has_twin(path)).map(|path| self.file(&twin(&path))),
            navigation: self.navigation(),
            footer: Footer {
                built_from: self.whole.built_from,
                about: (!self.whole.is_manual()).then(|| self.href(Address::ABOUT)),
                ..Footer::default()
            },
        }
    }

    /// The name of the site: its own, else the project's; before it whom it is for, if not for everyone, since a narrow screen cuts its end.
    pub fn site_name(self) -> String {
        let project = &self.whole.project;
        let name = project.settings.site.name.as_ref().or(project.settings.project.name.as_ref());
        let name = name.map_or("", |name| name.get(self.lang, project.default_lang()).0);
        let name = if name.is_empty() { self.say(&both!("Project report", "项目报告")) } else { name.to_owned() };
        match project.readers().label() {
            Some(edition) => self.say(&crate::say!("{edition} edition · {name}", "{edition}版 · {name}", name = &name, edition)),
            None => name,
        }
    }

    fn translations(self) -> Vec<Translation> {
        let others = self.whole.project.languages.iter().copied().filter(|lang| *lang != self.lang);
        others
            .map(|lang| {
                let path = self.whole.names.path(self.at, lang);
                Translation { lang, name: lang.name(), href: relative(&self.path(), &path), published: self.absolute(&path) }
            })
            .collect()
    }

    fn navigation(self) -> Vec<Entry> {
        if self.whole.is_manual() {
            return self.entries(&self.whole.first_documents());
        }
        let areas = Area::ALL.into_iter().map(Address::Area);
        let others = Single::ALL
            .iter()
            .filter(|page| !matches!(page, Single::Overview | Single::Search | Single::Steering | Single::Slides | Single::About))
            .map(|page| Address::Single(*page));
        let marketing = self.whole.has_marketing().then_some([Address::Marketing, Address::Calendar]).into_iter().flatten();
        let pages: Vec<Address> = std::iter::once(Address::OVERVIEW).chain(areas).chain(marketing).chain(others).collect();
        self.entries(&pages)
    }

    /// Pages as they stand in a navigation.
    pub fn entries(self, pages: &[Address]) -> Vec<Entry> {
        let entry = |address: &Address| Entry {
            title: self.called(*address),
            href: self.href(*address),
            status: match address {
                Address::Area(area) => Some(self.whole.standing.of(*area).status(self.lang)),
                _ => None,
            },
            current: self.current(*address),
        };
        pages.iter().map(entry).collect()
    }

    fn current(self, address: Address) -> Option<Current> {
        if address == self.at {
            return Some(Current::Page);
        }
        let above = match self.at {
            Address::Document(_) if self.whole.is_manual() && self.whole.first_documents().contains(&self.at) => None,
            Address::Register(kind) | Address::Sheet(kind, _) => kind.area().map(Address::Area),
            Address::Record(id) => self.whole.names.home(id.kind),
            Address::Document(_) | Address::DocumentList(_) => Some(Address::DOCUMENTS),
            Address::Rules(_) | Address::Fields(_) => Some(Address::CHECKLIST),
            Address::Gate(_) => Some(Address::Marketing),
            Address::Schedule => Some(Address::Area(Area::Plan)),
            Address::Since | Address::Period | Address::Trends | Address::STEERING | Address::SLIDES => Some(Address::OVERVIEW),
            _ => None,
        };
        (above == Some(address)).then_some(Current::Within)
    }
}

/// The id of a field's row on the page of its register's fields.
pub fn field_anchor(field: &str) -> String {
    format!("field-{}", field.replace('.', "-"))
}

/// "Fields: Risks", 「字段：风险」.
fn fields_title(kind: Kind) -> Message {
    let label = kind.label();
    crate::say!("Fields: {label}", "字段：{label}", label)
}

/// "Rules: Risk", 「规则：风险管理」.
fn rules_title(area: Option<Area>) -> Message {
    let label = area_label(area);
    crate::say!("Rules: {label}", "规则：{label}", label)
}

/// So many characters of a title are shown by tabs and by what finds pages.
const MOST_OF_TITLE: usize = 70;

/// A title in the tab of a browser: with the name of the site where there is room, and cut where it is too long by itself.
fn in_tab(title: &str, site: &str) -> String {
    let fits = |text: &str| text.encode_utf16().count() <= MOST_OF_TITLE;
    let whole = if title == site { title.to_owned() } else { format!("{title} · {site}") };
    if fits(&whole) {
        return whole;
    }
    if fits(title) {
        return title.to_owned();
    }
    let mut left = MOST_OF_TITLE - 1;
    let mut room = |letter: &char| left.checked_sub(letter.len_utf16()).map(|rest| left = rest).is_some();
    title.chars().take_while(|letter| room(letter)).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_in_a_tab_is_short() {
        let long = "A decision that says in its name what was decided and why it was";
        assert_eq!(in_tab("Risk", "Launch"), "Risk · Launch");
        assert_eq!(in_tab("Launch", "Launch"), "Launch");
        assert_eq!(in_tab(long, "Launch"), long, "the name of the site is left out first");
        for title in [format!("{long}, and of whom"), "风险".repeat(60), "🧼".repeat(80)] {
            let shown = in_tab(&title, "Launch");
            assert!(shown.ends_with('…') && shown.encode_utf16().count() <= MOST_OF_TITLE, "{shown}");
        }
    }
}
