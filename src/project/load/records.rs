//! What the files of registers hold enters the registers.

use std::collections::BTreeMap;
use std::sync::Arc;

use memchr::{memchr_iter, memchr3_iter};
use rayon::prelude::*;

use super::Loader;
use super::held::{self, Held, Rests};
use crate::project::bounds;
use crate::project::content::{self, Content, Reading, is_look};
use crate::project::kind::Kind;
use crate::project::layout::Columns;
use crate::project::names::Names;
use crate::project::{File, unnamed};
use crate::source::Limits;

/// Files whose trees are in memory at one time.
const FILES_AT_ONCE: usize = 256;

/// A file that is to be read, and the register that it is named after.
struct Unread<'f> {
    at: usize,
    path: &'f Arc<str>,
    text: &'f Arc<str>,
    kind: Option<Kind>,
}

impl<'f> Unread<'f> {
    fn of(at: usize, file: &'f File) -> Option<Self> {
        Some(Self { at, path: &file.path, text: file.text.as_ref()?, kind: file.kind })
    }

    fn named(&self) -> held::File {
        (self.kind, Arc::clone(self.path), Arc::clone(self.text))
    }

    fn read(&self, elsewhere: &unnamed::Held<'_>, reading: Reading<'_>) -> Content<'f> {
        match self.kind {
            Some(kind) => content::read(self.text, self.path, kind, reading),
            None => unnamed::read(self.text, self.path, elsewhere, reading),
        }
    }
}

/// No fewer records than a file holds: a record has a line, in YAML and JSON at least a sign.
fn most_records(file: &Unread<'_>) -> usize {
    let text = file.text.as_bytes();
    let is_tree = content::has_extension(file.path, &["yaml", "yml", "json"]);
    1 + if is_tree { memchr3_iter(b'\n', b'{', b',', text).count() } else { memchr_iter(b'\n', text).count() }
}

/// How many of the next files hold no more records than there is room for; one at the least.
fn portion(files: &[Unread<'_>], room: usize) -> usize {
    let mut left = room;
    let fits = files.iter().take(FILES_AT_ONCE).take_while(|file| {
        let fits = left.checked_sub(most_records(file));
        left = fits.unwrap_or_default();
        fits.is_some()
    });
    fits.count().max(1)
}

impl Loader {
    pub(super) fn read_registers(&mut self, translations: &BTreeMap<usize, usize>) {
        let files = std::mem::take(&mut self.files);
        let of_register = files.iter().enumerate().filter(|(at, file)| file.kind.is_some() && !translations.contains_key(at));
        let of_register = of_register.filter_map(|(at, file)| Unread::of(at, file));
        let (people, others): (Vec<_>, Vec<_>) = of_register.partition(|file| file.kind == Some(Kind::People));
        self.names = Names::of(&[], Columns::of(&self.settings));
        self.read_in_portions(&people, &BTreeMap::new());
        self.names = Names::of(&self.registers.people, Columns::of(&self.settings));
        self.read_in_portions(&others, &BTreeMap::new());
        self.read_unnamed(&files, translations);
        self.files = files;
    }

    /// Reads files beside each other, as many at a time as cannot hold more records than there is room for. Those of no register's
    /// name are told which registers have a file, and which.
    fn read_in_portions(&mut self, files: &[Unread<'_>], elsewhere: &unnamed::Held<'_>) {
        let named = elsewhere.iter().map(|(kind, path)| (*kind, (*path).to_owned())).collect();
        let rests = Rests { elsewhere: named, ..self.rests() };
        let mut left = files;
        while let Some(first) = left.first() {
            let room = self.limits.records.saturating_sub(self.registers.count());
            if room == 0 {
                self.troubles.push(bounds::no_room(first.at, first.kind, left.len() - 1, &self.limits));
                return;
            }
            let (portion, rest) = left.split_at(portion(left, room));
            // A file that may hold more than there is room for is read alone.
            let limits = Limits { records: if most_records(first) > room { room } else { self.limits.records }, ..self.limits };
            for (file, held) in portion.iter().zip(self.held(portion, &Rests { limits, ..rests.clone() }, elsewhere)) {
                if file.kind.is_some() || held.is_told {
                    self.told.extend(file.kind.is_none().then_some(file.at));
                    self.enter(file.at, held);
                }
            }
            left = rest;
        }
    }

    /// What each file holds, as it is remembered, else as it is read now.
    fn held(&self, files: &[Unread<'_>], rests: &Rests, elsewhere: &unnamed::Held<'_>) -> Vec<Held> {
        let reading = Reading { limits: &rests.limits, names: &self.names, formats: rests.formats };
        let read = |file: &Unread<'_>| Held::of(file.path, file.text, file.kind, file.read(elsewhere, reading), rests.steps);
        let Some(known) = &self.known else { return files.par_iter().map(read).collect() };
        let ground = known.ground(rests);
        let mut all: Vec<Option<Arc<Held>>> = files.iter().map(|file| known.held(ground, &file.named())).collect();
        let unknown: Vec<_> = all.iter_mut().zip(files).filter(|(held, _)| held.is_none()).collect();
        unknown.into_par_iter().for_each(|(held, file)| *held = Some(known.keep(ground, file.named(), read(file))));
        all.into_iter().flatten().map(Arc::unwrap_or_clone).collect()
    }

    /// Files of no register may hold records all the same.
    fn read_unnamed(&mut self, files: &[File], translations: &BTreeMap<usize, usize>) {
        let is_one = |at: usize, file: &File| {
            let is_other =
                Some(at) == self.settings_file || self.told.contains(&at) || translations.contains_key(&at) || is_look(&file.path);
            file.kind.is_none() && !is_other && unnamed::may_hold_records(&file.path)
        };
        let unnamed = files.iter().enumerate().filter(|(at, file)| is_one(*at, file));
        let unnamed: Vec<Unread<'_>> = unnamed.filter_map(|(at, file)| Unread::of(at, file)).collect();
        self.read_in_portions(&unnamed, &unnamed::held(files));
    }

    fn rests(&self) -> Rests {
        Rests {
            names: self.names.clone(),
            formats: self.settings.written(),
            steps: self.settings.risk.steps(),
            limits: self.settings.limits.limits(),
            elsewhere: BTreeMap::new(),
        }
    }

    /// Takes in what a file holds.
    fn enter(&mut self, file: usize, held: Held) {
        let Held { registers, troubles, allowances, introduction, rows, is_page, .. } = held.at(file, &self.registers);
        self.registers.append(registers, file);
        self.troubles.extend(troubles);
        self.allowances.extend(allowances);
        if rows > 0 {
            self.rows.insert(file, rows);
        }
        if is_page {
            self.pages.insert(file);
        }
        if let Some((kind, spans)) = introduction {
            self.introductions.entry(kind).or_default().extend(spans.into_iter().map(|span| (file, span)));
        }
    }
}
