//! What all pages share: the project, how it stands, and where everything is.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;
use std::sync::OnceLock;

use crate::checklist::{Area, Assessment, Published};
use crate::comparison::{Comparison, Course, Stretch};
use crate::project::{Kind, LinkTarget, Project, Readers, RecordId};
use crate::site::address::{Address, Names, Spot};
use crate::site::assets::Assets;
use crate::site::attachments::Attachments;
use crate::site::present::references::References;
use crate::site::registers::order::ordered;
use crate::source::{Lines, document};
use crate::text::Message;

/// Everything that pages ask for.
pub struct SiteContext<'p> {
    /// What may be told, to which the context dereferences.
    pub published: &'p Published<'p>,
    /// The commit of the project folder.
    pub built_from: Option<&'p str>,
    /// What changed since the last report, if that is known.
    pub since: Option<&'p Comparison>,
    /// How the project went from report to report, if that is known.
    pub course: Option<&'p Course>,
    /// What was promised for a period, if one is asked for.
    pub stretch: Option<&'p Stretch>,
    /// Where pages are.
    pub names: Names,
    /// The records of each register in the order of its table.
    pub orders: BTreeMap<Kind, Vec<RecordId>>,
    /// The place of each record that has a page in the order of its register, from 0.
    pub places: BTreeMap<RecordId, usize>,
    /// The columns that a register shows which is cut into pages, found when the first of them asks.
    pub columns: BTreeMap<Kind, OnceLock<Vec<&'static str>>>,
    /// Who refers to whom.
    pub references: References,
    /// The stylesheets, the script and the icon.
    pub assets: Assets,
    /// What each file of the folder has become.
    files: BTreeMap<usize, Spot>,
    /// Where the lines of each file begin, found when the first of its records asks.
    lines: Vec<OnceLock<Lines>>,
    /// The files that are offered beside the pages.
    pub attachments: Attachments,
}

/// What git knows of the folder.
#[derive(Debug, Clone, Copy, Default)]
pub struct History<'p> {
    /// The commit that the site is built from, if it is built from one.
    pub built_from: Option<&'p str>,
    /// What changed since the last report.
    pub since: Option<&'p Comparison>,
    /// How the project went from report to report.
    pub course: Option<&'p Course>,
    /// What was promised for a period.
    pub stretch: Option<&'p Stretch>,
}

/// Where a link leads on the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// A place on a page, or rather the heading of a file that the page shows.
    Spot(Spot, Option<(usize, String)>),
    /// To a file that is copied: its place from the root of the site.
    Attachment(String),
    /// Nowhere on the site.
    Nowhere,
}

impl Deref for SiteContext<'_> {
    type Target = Assessment;
    fn deref(&self) -> &Assessment {
        self.published
    }
}

impl<'p> SiteContext<'p> {
    /// Finds out what pages share.
    pub fn new(published: &'p Published<'p>, history: History<'p>) -> Self {
        let project = &published.project;
        let orders: BTreeMap<Kind, Vec<RecordId>> = Kind::ALL.iter().map(|kind| (*kind, ordered(published, *kind))).collect();
        let with_pages = orders.iter().filter(|(kind, _)| kind.shown().has_pages);
        let places = with_pages.flat_map(|(_, ids)| ids.iter().enumerate().map(|(at, id)| (*id, at))).collect();
        let columns = Kind::ALL.iter().map(|kind| (*kind, OnceLock::new())).collect();
        let names = Names::new(project, &orders);
        let files = files(project, &names);
        let attachments = Attachments::new(project, linked(project, &files));
        let references = References::new(project);
        let lines = project.files.iter().map(|_| OnceLock::new()).collect();
        let History { built_from, since, course, stretch } = history;
        Self {
            published,
            built_from,
            since,
            course,
            stretch,
            names,
            orders,
            places,
            columns,
            references,
            assets: Assets::new(project),
            files,
            lines,
            attachments,
        }
    }

    /// How the project stands, for who read the last report.
    pub fn headline(&self) -> Message {
        self.since.map_or_else(|| self.standing.sentence.clone(), |since| since.headline(&self.standing))
    }

    /// The records of a register.
    pub fn records(&self, kind: Kind) -> impl Iterator<Item = RecordId> + use<> {
        (0..self.project.registers.len(kind)).map(move |index| RecordId { kind, index })
    }

    /// Whether there is anything for the page of campaigns and launches.
    pub fn has_marketing(&self) -> bool {
        let kinds = [Kind::Campaigns, Kind::CampaignResults, Kind::Content, Kind::Experiments, Kind::Readiness];
        kinds.iter().any(|kind| self.project.has(*kind))
    }

    /// Whether the folder is no project but documents alone: it has no records, and its settings skip every area.
    pub fn is_manual(&self) -> bool {
        let has_records = || Kind::ALL.iter().any(|kind| self.project.has(*kind));
        !self.project.documents.is_empty() && Area::ALL.iter().all(|area| self.checklist.skip_reason(*area).is_some()) && !has_records()
    }

    /// The first level of a folder of documents alone: those that its front leads to, in that order, and the list of all.
    pub fn first_documents(&self) -> Vec<Address> {
        let mut pages = vec![Address::OVERVIEW];
        if let Some(front) = self.front().and_then(|at| self.project.documents.get(at)) {
            for link in document::links(self.project.text(front.file), front.body) {
                match self.destination(front.file, &link.target) {
                    Destination::Spot(Spot { address, .. }, _) if !pages.contains(&address) => pages.push(address),
                    _ => {}
                }
            }
        }
        pages.retain(|address| self.front().map(Address::Document) != Some(*address));
        pages.push(Address::DOCUMENTS);
        pages
    }

    /// The document with which a folder of documents alone begins: its `README.md` or `index.md`.
    pub fn front(&self) -> Option<usize> {
        let is_front = |path: &str| ["readme.md", "index.md"].iter().any(|name| path.eq_ignore_ascii_case(name));
        (0..self.project.documents.len()).find(|at| self.path_of(*at).is_some_and(is_front))
    }

    fn path_of(&self, document: usize) -> Option<&str> {
        self.project.documents.get(document).map(|document| self.project.path(document.file))
    }

    /// Whether the site says what the fields of a register are: for whoever writes records, of what is not skipped.
    pub fn tells_fields(&self, kind: Kind) -> bool {
        let is_skipped = || kind.area().is_some_and(|area| self.checklist.skip_reason(area).is_some());
        !matches!(self.project.readers(), Readers::Audience(_)) && (self.project.has(kind) || !is_skipped()) && !self.is_manual()
    }

    /// Where the lines of a file begin.
    pub fn lines(&self, file: usize) -> Option<&Lines> {
        Some(self.lines.get(file)?.get_or_init(|| Lines::new(self.project.text(file))))
    }

    /// Where a link that is written in a file leads.
    pub fn destination(&self, from: usize, target: &str) -> Destination {
        match self.project.follow(from, target) {
            LinkTarget::File(file, anchor) => self.file(file, anchor),
            LinkTarget::Folder => self.folder(target),
            LinkTarget::Outside | LinkTarget::Here(_) | LinkTarget::Nowhere => Destination::Nowhere,
        }
    }

    /// Where the site is published, without the slash at its end; what is not for everyone is somewhere else.
    pub fn base_url(&self) -> Option<&str> {
        if *self.project.readers() != Readers::Everyone {
            return None;
        }
        let url = self.project.settings.report.base_url.as_ref()?.0.trim();
        ["https://", "http://"].iter().any(|scheme| url.starts_with(scheme)).then(|| url.trim_end_matches('/'))
    }

    /// The image that stands for the project, from the root of the site.
    pub fn logo(&self) -> Option<String> {
        self.project.logo().and_then(|file| self.attachments.path(file)).map(str::to_owned)
    }

    /// Whether search engines may list the site: only what is for everyone.
    pub fn is_listed(&self) -> bool {
        self.project.settings.site.listed == Some(true) && *self.project.readers() == Readers::Everyone
    }

    /// The sign in the browser's tab, from the root of the site: the project's logo, else the product's icon.
    pub fn icon(&self) -> String {
        self.logo().unwrap_or_else(|| self.assets.icon.path())
    }

    fn file(&self, file: usize, anchor: Option<String>) -> Destination {
        match (self.files.get(&file), self.attachments.path(file)) {
            (Some(spot), _) => Destination::Spot(spot.clone(), anchor.map(|anchor| (file, anchor))),
            (None, Some(path)) => Destination::Attachment(path.to_owned()),
            (None, None) => Destination::Nowhere,
        }
    }

    /// The page that shows the register of a folder's name.
    fn folder(&self, target: &str) -> Destination {
        let name = target.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        let address = Kind::of_key(name).and_then(|kind| self.names.register(kind));
        address.map_or(Destination::Nowhere, |address| Destination::Spot(Spot { address, fragment: None }, None))
    }
}

/// What each file has become: the page of its record, of its document, or of its register.
fn files(project: &Project, names: &Names) -> BTreeMap<usize, Spot> {
    let mut files = BTreeMap::new();
    let of_registers = project.files.iter().enumerate().filter(|(at, _)| project.is_public_file(*at));
    for (file, kind) in of_registers.filter_map(|(at, file)| Some((at, file.kind?))) {
        files.extend(names.register(kind).map(|address| (file, Spot { address, fragment: None })));
    }
    for (at, document) in project.documents.iter().enumerate() {
        for file in std::iter::once(document.file).chain(document.translation.as_ref().map(|translation| translation.file)) {
            files.insert(file, Spot { address: Address::Document(at), fragment: None });
        }
    }
    for kind in Kind::ALL.iter().copied() {
        for (index, entry) in project.registers.of(kind).into_iter().enumerate().filter(|(_, entry)| entry.body().is_some()) {
            let id = RecordId { kind, index };
            for file in std::iter::once(entry.origin().file).chain(entry.translation().map(|(_, file, _)| file)) {
                files.extend(names.spot(id).map(|spot| (file, spot)));
            }
        }
    }
    files
}

/// The files that a document, or the field `links` of a record, leads to and that are no page.
fn linked(project: &Project, pages: &BTreeMap<usize, Spot>) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    let mut take = |from: usize, target: &str| {
        if let LinkTarget::File(file, _) = project.follow(from, target)
            && !pages.contains_key(&file)
            && project.files.get(file).is_some_and(|file| file.text.is_none() && file.is_readable)
        {
            found.insert(file);
        }
    };
    for (at, _) in project
        .files
        .iter()
        .enumerate()
        .filter(|(at, file)| pages.contains_key(at) && project.is_public_file(*at) && is_markdown(&file.path))
    {
        for link in project.links_of(at) {
            take(at, &link.target);
        }
    }
    for kind in Kind::ALL.iter().copied() {
        for entry in project.registers.of(kind) {
            entry.common().links.iter().for_each(|link| take(entry.origin().file, link));
        }
    }
    found.extend(project.logo());
    found
}

fn is_markdown(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, extension)| ["md", "markdown"].iter().any(|known| extension.eq_ignore_ascii_case(known)))
}
