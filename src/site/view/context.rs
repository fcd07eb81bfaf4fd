//! What all pages share: the project, how it stands, and where everything is.

use std::collections::BTreeMap;

use crate::analysis::Analysis;
use crate::checklist::{Checklist, Standing};
use crate::project::{InternalNames, Kind, LinkTarget, Project, RecordId};
use crate::site::address::{Address, Names, Spot};
use crate::site::assets::Assets;
use crate::site::present::references::References;
use crate::source::document;

/// What a report is made from.
#[derive(Clone, Copy)]
pub struct Report<'p> {
    /// The project.
    pub project: &'p Project,
    /// Its numbers.
    pub analysis: &'p Analysis,
    /// What was checked and found.
    pub checklist: &'p Checklist,
    /// How it stands.
    pub standing: &'p Standing,
    /// The commit of the project folder, if it is known.
    pub built_from: Option<&'p str>,
}

/// Everything that pages ask for.
pub struct SiteContext<'p> {
    /// The project.
    pub project: &'p Project,
    /// Its numbers.
    pub analysis: &'p Analysis,
    /// What was checked and found.
    pub checklist: &'p Checklist,
    /// How it stands.
    pub standing: &'p Standing,
    /// The commit of the project folder.
    pub built_from: Option<&'p str>,
    /// Where pages are.
    pub names: Names,
    /// Who refers to whom.
    pub references: References,
    /// The stylesheets, the script and the icon.
    pub assets: Assets,
    /// What no sentence may name.
    pub internal_names: InternalNames,
    /// What each file of the folder has become.
    files: BTreeMap<usize, Spot>,
    /// The files that are copied.
    attachments: Vec<usize>,
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

impl<'p> SiteContext<'p> {
    /// Finds out what pages share.
    pub fn new(report: Report<'p>) -> Self {
        let Report { project, analysis, checklist, standing, built_from } = report;
        let names = Names::new(project);
        let files = files(project, &names);
        let attachments = attachments(project, &files);
        let references = References::new(project);
        let internal_names = InternalNames::new(project);
        Self {
            project,
            analysis,
            checklist,
            standing,
            built_from,
            names,
            references,
            assets: Assets::new(project),
            internal_names,
            files,
            attachments,
        }
    }

    /// Whether a record may be shown.
    pub fn is_public(&self, id: RecordId) -> bool {
        self.project.is_public(id)
    }

    /// The records of a register that may be shown.
    pub fn public(&self, kind: Kind) -> impl Iterator<Item = RecordId> {
        (0..self.project.registers.len(kind)).map(move |index| RecordId { kind, index }).filter(|id| self.is_public(*id))
    }

    /// How many records are left out.
    pub fn internal(&self) -> usize {
        self.project.internal().values().sum()
    }

    /// Where a link that is written in a file leads.
    pub fn destination(&self, from: usize, target: &str) -> Destination {
        match self.project.follow(from, target) {
            LinkTarget::File(file, anchor) => self.file(file, anchor),
            LinkTarget::Folder => self.folder(target),
            LinkTarget::Outside | LinkTarget::Here(_) | LinkTarget::Nowhere => Destination::Nowhere,
        }
    }

    /// The image that stands for the project, from the root of the site.
    pub fn logo(&self) -> Option<String> {
        self.project.logo().map(|file| copied(self.project.path(file)))
    }

    /// The sign in the browser's tab, from the root of the site: the project's logo, else the product's icon.
    pub fn icon(&self) -> String {
        self.logo().unwrap_or_else(|| self.assets.icon.path())
    }

    /// The files that are copied beside the pages: the path in the folder, and where it goes.
    pub fn attachments(&self) -> impl Iterator<Item = (&str, String)> {
        self.attachments.iter().map(|file| (self.project.path(*file), copied(self.project.path(*file))))
    }

    fn file(&self, file: usize, anchor: Option<String>) -> Destination {
        match self.files.get(&file) {
            Some(spot) => Destination::Spot(spot.clone(), anchor.map(|anchor| (file, anchor))),
            None if self.attachments.binary_search(&file).is_ok() => Destination::Attachment(copied(self.project.path(file))),
            None => Destination::Nowhere,
        }
    }

    /// The page that shows the register of a folder's name.
    fn folder(&self, target: &str) -> Destination {
        let name = target.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        let address = Kind::of_key(name).and_then(|kind| self.names.register(kind));
        address.map_or(Destination::Nowhere, |address| Destination::Spot(Spot { address, fragment: None }, None))
    }
}

fn copied(path: &str) -> String {
    format!("files/{path}")
}

/// What each file has become: the page of its record, of its document, or of its register.
fn files(project: &Project, names: &Names) -> BTreeMap<usize, Spot> {
    let mut files = BTreeMap::new();
    for (file, kind) in project.files.iter().enumerate().filter_map(|(at, file)| Some((at, file.kind?))) {
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
                match names.spot(id).filter(|_| project.is_public(id)) {
                    Some(spot) => files.insert(file, spot),
                    None => files.remove(&file),
                };
            }
        }
    }
    files
}

/// The files that a document, or the field `links` of a record, leads to and that are no page.
fn attachments(project: &Project, pages: &BTreeMap<usize, Spot>) -> Vec<usize> {
    let mut found: Vec<usize> = Vec::new();
    let mut take = |from: usize, target: &str| {
        if let LinkTarget::File(file, _) = project.follow(from, target)
            && !pages.contains_key(&file)
            && project.files.get(file).is_some_and(|file| file.text.is_none() && file.is_readable)
        {
            found.push(file);
        }
    };
    for (at, _) in project
        .files
        .iter()
        .enumerate()
        .filter(|(at, file)| pages.contains_key(at) && project.is_public_file(*at) && is_markdown(&file.path))
    {
        let text = project.text(at);
        let body = document::read(text, &project.limits).body;
        for link in document::links(text, body) {
            take(at, &link.target);
        }
    }
    for kind in Kind::ALL.iter().copied() {
        for (index, entry) in project.registers.of(kind).into_iter().enumerate() {
            if project.is_public(RecordId { kind, index }) {
                entry.common().links.iter().for_each(|link| take(entry.origin().file, link));
            }
        }
    }
    found.extend(project.logo());
    found.sort_unstable();
    found.dedup();
    found
}

fn is_markdown(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, extension)| ["md", "markdown"].iter().any(|known| extension.eq_ignore_ascii_case(known)))
}
