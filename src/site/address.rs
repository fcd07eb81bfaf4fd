//! Where each page is, and how one page leads to another.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use crate::both;
use crate::checklist::Area;
use crate::project::{Kind, Project, RecordId};
use crate::site::registers::sheets;
use crate::source::slug::Unique;
use crate::text::{Lang, Message};

/// A register with more rows than these has a page of its own, so that the page of its area stays light.
const MOST_ROWS: usize = 7;
/// The registers of an area have no more rows than these on its page; the longest ones leave it.
const MOST_ROWS_OF_AREA: usize = 10;

/// The most bytes of a file's name that are taken from an id; file systems allow 255 for all of it.
const LONGEST: usize = 120;

/// Where the index of the search begins, from the root of the site.
pub const SEARCH_INDEX: &str = "search/index.js";

/// The folder of the documents.
const DOCUMENTS: &str = "documents";
/// The folder of the registers' fields.
const FIELDS: &str = "fields";

/// The pages of which there is one, in the order of the navigation. A line says everything: the module in `pages/` that has a function
/// `view`, and its template of the same name; its address; its file; and what it is called.
macro_rules! singles {
    ($then:ident) => {
        $then! {
            overview: Overview "index" "Overview" "总览";
            checklist: Checklist "checklist" "Checklist" "检查清单";
            documents: Documents "documents" "Documents" "文档";
            people: People "people" "People" "人员";
            search: Search "search" "Search" "搜索";
            steering: Steering "steering" "Steering report" "指导委员会报告";
            slides: Slides "slides" "Slides" "幻灯片";
            about: About "about" "About this report" "报告说明";
        }
    };
}

pub(in crate::site) use singles;

macro_rules! addresses {
    ($( $module:ident: $Page:ident $file:literal $en:literal $zh:literal; )+) => {
        /// A page of which there is one.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Single { $( #[doc = $en] $Page, )+ }

        impl Single {
            /// All of them.
            pub const ALL: &'static [Self] = &[$( Self::$Page ),+];

            /// Its file, without the extension.
            pub const fn file(self) -> &'static str {
                match self { $( Self::$Page => $file, )+ }
            }

            /// What it is called.
            pub const fn title(self) -> Message {
                match self { $( Self::$Page => both!($en, $zh), )+ }
            }
        }
    };
}

singles!(addresses);

/// A page of the report, which there is in each language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Address {
    /// A page of which there is one.
    Single(Single),
    /// One of the ten areas.
    Area(Area),
    /// The rules of an area, or those about the records themselves.
    Rules(Option<Area>),
    /// The fields of a register.
    Fields(Kind),
    /// A register that is too long for the page of its area.
    Register(Kind),
    /// A further page of such a register, counted from 1.
    Sheet(Kind, usize),
    /// A further page of the list of documents, counted from 1.
    DocumentList(usize),
    /// A record of a register whose records have a page each.
    Record(RecordId),
    /// What changed since the last report.
    Since,
    /// What was promised for a period.
    Period,
    /// How the project went from report to report.
    Trends,
    /// Campaigns and launches.
    Marketing,
    /// Milestones, campaigns, content and meetings by weeks and months.
    Calendar,
    /// The whole plan in time, of which the page of its area has the weeks ahead.
    Schedule,
    /// A gate: the milestone at that place in its register.
    Gate(usize),
    /// A document, by its place in the project.
    Document(usize),
}

impl Address {
    /// The first page.
    pub const OVERVIEW: Self = Self::Single(Single::Overview);
    /// What was checked and found.
    pub const CHECKLIST: Self = Self::Single(Single::Checklist);
    /// The list of documents.
    pub const DOCUMENTS: Self = Self::Single(Single::Documents);
    /// Who works on the project.
    pub const PEOPLE: Self = Self::Single(Single::People);
    /// One sheet for those who decide.
    pub const STEERING: Self = Self::Single(Single::Steering);
    /// The same as slides.
    pub const SLIDES: Self = Self::Single(Single::Slides);
    /// What finds everything.
    pub const SEARCH: Self = Self::Single(Single::Search);
    /// How the numbers are worked out.
    pub const ABOUT: Self = Self::Single(Single::About);

    /// Whether it is one of the pages by which all others are found; slides and the search's index repeat what others say.
    pub fn is_of_first_level(self) -> bool {
        let is_below =
            matches!(self, Self::Record(_) | Self::Document(_) | Self::Sheet(..) | Self::Rules(_) | Self::Fields(_) | Self::Gate(_));
        !is_below && ![Self::SLIDES, Self::SEARCH].contains(&self)
    }
}

/// A place on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// The page.
    pub address: Address,
    /// The id of the element; none is the page itself.
    pub fragment: Option<String>,
}

/// What the files of records and documents are called.
#[derive(Debug, Default)]
pub struct Names {
    records: BTreeMap<RecordId, String>,
    /// What the ids of their rows end with.
    anchors: BTreeMap<RecordId, String>,
    documents: Vec<String>,
    long: BTreeSet<Kind>,
    /// The further pages on which rows of very long registers stand.
    sheets: BTreeMap<RecordId, usize>,
    /// The folders whose pages have no twin in Markdown.
    without_twins: BTreeSet<&'static str>,
}

/// The registers that have a page of their own.
fn long(project: &Project) -> BTreeSet<Kind> {
    let rows = |kind: &Kind| project.registers.len(*kind);
    let of_area = |area: Area| {
        let mut kinds: Vec<Kind> = Kind::ALL.iter().copied().filter(|kind| kind.area() == Some(area)).collect();
        kinds.sort_by_key(rows);
        let mut together = 0;
        let fits = |kind: &Kind| {
            together += rows(kind);
            rows(kind) <= MOST_ROWS && together <= MOST_ROWS_OF_AREA
        };
        let short = kinds.iter().copied().take_while(fits).count();
        kinds.split_off(short)
    };
    Area::ALL.into_iter().flat_map(of_area).collect()
}

impl Names {
    /// Gives every record and every document a name of its own.
    pub fn new(project: &Project, orders: &BTreeMap<Kind, Vec<RecordId>>) -> Self {
        let mut names = Self { long: long(project), ..Self::default() };
        for kind in Kind::ALL.iter().copied() {
            let (mut taken, mut anchors) = (Unique::default(), Unique::default());
            for (index, entry) in project.registers.of(kind).into_iter().enumerate() {
                let (id, name) = (RecordId { kind, index }, taken.next(safe(entry.id()), FIRST_NUMBER));
                names.anchors.insert(id, anchors.next(fragment(&name), FIRST_NUMBER));
                names.records.insert(id, name);
            }
        }
        for ids in orders.iter().filter(|(kind, _)| names.long.contains(kind)).map(|(_, ids)| ids) {
            let sheets = ids.iter().enumerate().map(|(row, id)| (*id, sheets::of_row(ids.len(), row)));
            names.sheets.extend(sheets.filter(|(_, sheet)| *sheet > 0));
        }
        let mut taken = Unique::default();
        let stem = |path: &str| path.rsplit_once('.').map_or(path, |(stem, _)| stem).to_owned();
        let many = |kind: &Kind| kind.shown().has_pages && sheets::count(orders.get(kind).map_or(0, Vec::len)) > 1;
        names.without_twins.extend(Kind::ALL.iter().filter(|kind| many(kind)).map(|kind| kind.key()));
        names.without_twins.extend((sheets::count(project.documents.len()) > 1).then_some(DOCUMENTS));
        names.documents =
            project.documents.iter().map(|document| taken.next(safe(&stem(project.path(document.file))), FIRST_NUMBER)).collect();
        names
    }

    /// The file of a page, as seen from the root of the site.
    pub fn path(&self, address: Address, lang: Lang) -> String {
        let tag = lang.tag();
        match address {
            Address::Single(page) => format!("{tag}/{}.html", page.file()),
            Address::Area(area) => format!("{tag}/{}.html", area.key()),
            Address::Rules(area) => format!("{tag}/rules/{}.html", area.map_or("records", Area::key)),
            Address::Fields(kind) => format!("{tag}/{FIELDS}/{}.html", kind.key()),
            Address::Since => format!("{tag}/since.html"),
            Address::Period => format!("{tag}/period.html"),
            Address::Trends => format!("{tag}/trends.html"),
            Address::Marketing => format!("{tag}/marketing.html"),
            Address::Schedule => format!("{tag}/schedule.html"),
            Address::Calendar => format!("{tag}/calendar.html"),
            Address::Gate(index) => format!("{tag}/launches/{}.html", self.of_record(RecordId { kind: Kind::Milestones, index })),
            Address::Register(kind) => format!("{tag}/registers/{}.html", kind.key()),
            Address::Sheet(kind, sheet) => format!("{tag}/registers/{}-{}.html", kind.key(), sheet + 1),
            Address::DocumentList(sheet) => format!("{tag}/documents-{}.html", sheet + 1),
            Address::Record(id) => format!("{tag}/{}/{}.html", id.kind.key(), self.of_record(id)),
            Address::Document(document) => {
                format!("{tag}/{DOCUMENTS}/{}.html", self.documents.get(document).map_or("", String::as_str))
            }
        }
    }

    /// Whether a page, as seen from the root of the site, is there in Markdown too: so many records or documents that their list has
    /// several pages are not.
    pub fn has_twin(&self, page: &str) -> bool {
        let folder = page.split('/').rev().nth(1).unwrap_or_default();
        page.ends_with(".html") && !self.without_twins.contains(folder)
    }

    /// Where a record is shown: on its own page, or in a row of a table. `None` where its register is not shown.
    pub fn spot(&self, id: RecordId) -> Option<Spot> {
        if id.kind.shown().has_pages {
            return Some(Spot { address: Address::Record(id), fragment: None });
        }
        let register = self.register(id.kind)?;
        let address = self.sheets.get(&id).map_or(register, |sheet| Address::Sheet(id.kind, *sheet));
        Some(Spot { address, fragment: Some(self.anchor(id)) })
    }

    /// The page with the table of a register; `None` where it is not shown.
    pub fn register(&self, kind: Kind) -> Option<Address> {
        match kind.area() {
            Some(_) if self.long.contains(&kind) => Some(Address::Register(kind)),
            Some(area) => Some(Address::Area(area)),
            None => (kind == Kind::People).then_some(Address::PEOPLE),
        }
    }

    /// The page of the first level to which a register belongs.
    pub fn home(&self, kind: Kind) -> Option<Address> {
        kind.area().map(Address::Area).or_else(|| self.register(kind))
    }

    /// The registers that have a page of their own.
    pub fn long_registers(&self) -> impl Iterator<Item = Kind> {
        self.long.iter().copied()
    }

    /// The pages of the registers, and of the list of documents, that have more than one, without the first.
    pub fn sheets(&self) -> impl Iterator<Item = Address> {
        let sheets: BTreeSet<(Kind, usize)> = self.sheets.iter().map(|(id, sheet)| (id.kind, *sheet)).collect();
        let lists = (1..sheets::count(self.documents.len())).map(Address::DocumentList);
        sheets.into_iter().map(|(kind, sheet)| Address::Sheet(kind, sheet)).chain(lists)
    }

    /// The id of a record's row on the page that shows its register.
    pub fn anchor(&self, id: RecordId) -> String {
        format!("{}-{}", id.kind.key(), self.anchors.get(&id).map_or("", String::as_str))
    }

    fn of_record(&self, id: RecordId) -> &str {
        self.records.get(&id).map_or("", String::as_str)
    }
}

/// The address of a file as seen from another one, both from the root of the site: percent-encoded, never a folder.
pub fn relative(from: &str, to: &str) -> String {
    let mut from: Vec<&str> = from.split('/').collect();
    from.pop();
    let to: Vec<&str> = to.split('/').collect();
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count().min(to.len().saturating_sub(1));
    let up = (shared..from.len()).map(|_| "..".to_owned());
    let down = to.iter().skip(shared).map(|part| encode(part));
    up.chain(down).collect::<Vec<_>>().join("/")
}

/// The file to which an address leads that stands in another file, both from the root of the site; still percent-encoded.
pub fn resolved(from: &str, to: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in to.split('/') {
        match part {
            ".." => _ = parts.pop(),
            "." | "" => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// A path without percent-encoding; what is none stays.
pub fn decoded(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path;
    while let Some(first) = rest.as_bytes().first() {
        let code = rest.strip_prefix('%').and_then(|rest| u8::from_str_radix(rest.get(..2)?, 16).ok());
        bytes.push(code.unwrap_or(*first));
        rest = match code {
            Some(_) => rest.get(3..).unwrap_or_default(),
            None => {
                let length = rest.chars().next().map_or(1, char::len_utf8);
                bytes.extend_from_slice(rest.as_bytes().get(1..length).unwrap_or_default());
                rest.get(length..).unwrap_or_default()
            }
        };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The file of a page in Markdown, which lies beside the page.
pub fn twin(page: &str) -> String {
    format!("{}.md", page.strip_suffix(".html").unwrap_or(page))
}

/// A part of an address, percent-encoded (RFC 3986, unreserved characters stay).
pub fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// The number of the second of two names that are equal.
const FIRST_NUMBER: usize = 2;

/// A name that every file system takes.
fn safe(text: &str) -> String {
    let mut name = String::with_capacity(text.len());
    for c in text.trim().chars() {
        let c = if c.is_control() || c.is_whitespace() || "/\\:*?\"<>|#%".contains(c) { '-' } else { c };
        if name.len() + c.len_utf8() > LONGEST {
            break;
        }
        name.push(c);
    }
    let name = name.trim_matches(['.', '-']);
    match name.split_once('.') {
        _ if name.is_empty() => "record".to_owned(),
        Some((stem, extension)) if is_device(stem) => format!("{stem}-.{extension}"),
        None if is_device(name) => format!("{name}-"),
        _ => name.to_owned(),
    }
}

/// A name of which an id may be made: letters, digits, `-` and `_`.
fn fragment(name: &str) -> String {
    name.chars().map(|c| if c.is_alphanumeric() || c == '_' { c } else { '-' }).collect()
}

/// Whether Windows keeps a name for a device; it does so with any extension.
fn is_device(stem: &str) -> bool {
    let stem = stem.trim_end().to_ascii_lowercase();
    let is_port = |port: &str| stem.strip_prefix(port).is_some_and(|number| number.chars().count() == 1);
    ["con", "prn", "aux", "nul", "conin$", "conout$"].contains(&&*stem) || ["com", "lpt"].iter().any(|port| is_port(port))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_relative_and_encoded() {
        assert_eq!(relative("en/index.html", "en/risk.html"), "risk.html");
        assert_eq!(relative("en/risks/R-1.html", "en/risks/R-2.html"), "R-2.html");
        assert_eq!(relative("en/risks/R-1.html", "zh-CN/risks/R-1.html"), "../../zh-CN/risks/R-1.html");
        assert_eq!(relative("en/index.html", "en/goals/增长 1.html"), "goals/%E5%A2%9E%E9%95%BF%201.html");
        assert_eq!(relative("index.html", "en/index.html"), "en/index.html");
    }

    #[test]
    fn addresses_lead_back() {
        for to in ["en/risks/R-1.html", "zh-CN/goals/增长 1.html", "en/a%b.html"] {
            assert_eq!(decoded(&resolved("en/risks/R-2.html", &relative("en/risks/R-2.html", to))), to);
        }
        assert_eq!((decoded("a%zz%4"), decoded("风%E9%A3%8E")), ("a%zz%4".to_owned(), "风风".to_owned()));
    }

    #[test]
    fn ids_of_rows_are_letters_digits_and_dashes_and_no_two_are_equal() {
        let roles = "id,deliverable\n1.1,Firmware\n1-1,App\n甲（一）,Box\n";
        let [english, _] = crate::site::testing::each(&[("responsibilities.csv", roles)], |page| {
            let ids = page.records(Kind::Responsibilities).iter().map(|id| page.whole.names.anchor(*id));
            ids.collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>()
        });
        assert_eq!(english, ["responsibilities-1-1", "responsibilities-1-1-2", "responsibilities-甲-一-"]);
    }

    #[test]
    fn so_many_records_that_their_list_has_several_pages_have_no_twins() {
        let twins = |rows: usize| {
            let risks = format!("title\n{}", "Late\n".repeat(rows));
            let pages = ["en/risks/late.html", "en/registers/risks-2.html", "en/risk.html", "data/risks.csv"];
            let [english, _] =
                crate::site::testing::each(&[("risks.csv", &risks)], |page| pages.map(|path| page.whole.names.has_twin(path)));
            english
        };
        assert_eq!((twins(500), twins(501)), ([true, true, true, false], [false, true, true, false]));
    }

    #[test]
    fn the_longest_registers_leave_the_page_of_an_area() {
        let table = |n: usize| format!("name\n{}", "Row\n".repeat(n));
        let long_of = |milestones: usize, tasks: usize| {
            let files = [("milestones.csv", table(milestones)), ("tasks.csv", table(tasks))];
            let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
            let [english, _] = crate::site::testing::each(&files, |page| long(&page.whole.project));
            english.into_iter().collect::<Vec<_>>()
        };
        assert_eq!(long_of(3, 7), [], "ten together");
        assert_eq!(long_of(0, 8), [Kind::Tasks], "more than seven alone");
        assert_eq!(long_of(11, 12), [Kind::Milestones, Kind::Tasks]);
    }

    #[test]
    fn names_are_safe_and_unique() {
        let mut taken = Unique::default();
        let mut name = |text: &str| taken.next(safe(text), FIRST_NUMBER);
        assert_eq!((name("R-1"), name("r-1"), name("a/b:c")), ("R-1".into(), "r-1-2".into(), "a-b-c".into()));
        assert_eq!((name("con"), name("../.."), name("COM1")), ("con-".into(), "record".into(), "COM1-".into()));
        assert_eq!((name("nul.x"), name("Lpt9.a.b"), name("null.x")), ("nul-.x".into(), "Lpt9-.a.b".into(), "null.x".into()));
        let long = name(&"长".repeat(200));
        assert!(long.len() <= LONGEST && long.starts_with('长'));
    }
}
