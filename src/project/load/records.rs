//! What the files of registers hold enters the registers.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::Loader;
use super::held::{Held, Rests};
use crate::project::content::{self, Reading, is_look};
use crate::project::kind::Kind;
use crate::project::layout::Columns;
use crate::project::names::Names;
use crate::project::{File, unnamed};

/// Files whose trees are in memory at one time.
const FILES_AT_ONCE: usize = 256;

impl Loader {
    pub(super) fn read_registers(&mut self, translations: &BTreeMap<usize, usize>) {
        let files = std::mem::take(&mut self.files);
        let of_register: Vec<(usize, &str, &str, Kind)> = files
            .iter()
            .enumerate()
            .filter(|(at, _)| !translations.contains_key(at))
            .filter_map(|(at, file)| Some((at, file.path.as_str(), file.text.as_deref()?, file.kind?)))
            .collect();
        let (people, others): (Vec<_>, Vec<_>) = of_register.into_iter().partition(|(.., kind)| *kind == Kind::People);
        self.names = Names::of(&[], Columns::of(&self.settings));
        self.read_files(&people);
        self.names = Names::of(&self.registers.people, Columns::of(&self.settings));
        self.read_files(&others);
        self.read_unnamed(&files, translations);
        self.files = files;
    }

    fn read_files(&mut self, files: &[(usize, &str, &str, Kind)]) {
        let rests = self.rests();
        let ground = self.known.as_ref().map(|known| known.ground(&rests)).unwrap_or_default();
        for chunk in files.chunks(FILES_AT_ONCE) {
            let reading = self.reading();
            let read = |path: &str, text: &str, kind| Held::of(text, Some(kind), content::read(text, path, kind, reading), rests.steps);
            let held = |(_, path, text, kind): &(usize, &str, &str, Kind)| match &self.known {
                Some(known) => Arc::unwrap_or_clone(known.held(ground, (Some(*kind), path, text), || read(path, text, *kind))),
                None => read(path, text, *kind),
            };
            let all: Vec<Held> = chunk.par_iter().map(held).collect();
            for ((file, ..), held) in chunk.iter().zip(all) {
                self.enter(*file, held);
            }
        }
    }

    fn reading(&self) -> Reading<'_> {
        Reading { limits: &self.limits, names: &self.names, formats: self.settings.written() }
    }

    /// Files of no register may hold records all the same.
    fn read_unnamed<'f>(&mut self, files: &'f [File], translations: &BTreeMap<usize, usize>) {
        let elsewhere = unnamed::held(files);
        let named = elsewhere.iter().map(|(kind, path)| (*kind, (*path).to_owned())).collect();
        let rests = Rests { elsewhere: named, ..self.rests() };
        let ground = self.known.as_ref().map(|known| known.ground(&rests)).unwrap_or_default();
        let is_one = |at: usize, file: &File| {
            let is_other =
                Some(at) == self.settings_file || self.told.contains(&at) || translations.contains_key(&at) || is_look(&file.path);
            file.kind.is_none() && !is_other && unnamed::may_hold_records(&file.path)
        };
        let unnamed: Vec<(usize, &'f str, &'f str)> = files
            .iter()
            .enumerate()
            .filter(|(at, file)| is_one(*at, file))
            .filter_map(|(at, file)| Some((at, file.path.as_str(), file.text.as_deref()?)))
            .collect();
        for chunk in unnamed.chunks(FILES_AT_ONCE) {
            let reading = self.reading();
            let read = |(_, path, text): &(usize, &'f str, &'f str)| {
                let read = || Held::of(text, None, unnamed::read(text, path, &elsewhere, reading), rests.steps);
                match &self.known {
                    Some(known) => Arc::unwrap_or_clone(known.held(ground, (None, path, text), read)),
                    None => read(),
                }
            };
            let all: Vec<Held> = chunk.par_iter().map(read).collect();
            for ((file, ..), held) in chunk.iter().zip(all) {
                if held.is_told {
                    self.told.insert(*file);
                    self.enter(*file, held);
                }
            }
        }
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
        let Held { troubles, allowances, introduction, rows, is_page, .. } = held.at(file, &mut self.registers);
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
