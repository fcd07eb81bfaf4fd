//! Findings as other tools take them: with a file, lines and columns, and a fingerprint that stays when lines move.

use std::collections::BTreeMap;
use std::fmt::Write;

use sha2::{Digest, Sha256};

use crate::checklist::{Assessment, Finding, Key, Places, Reported, Rule, Severity, Spot};
use crate::project::SETTINGS;
use crate::source::Location;
use crate::text::Message;

/// A finding with all that another tool may want to know of it.
pub(super) struct Noted<'a> {
    pub(super) rule: &'static Rule,
    pub(super) severity: Severity,
    pub(super) message: &'a Message,
    pub(super) help: Option<&'a Message>,
    pub(super) place: At,
    pub(super) related: Vec<(At, &'a Message)>,
    /// Whether the baseline has it.
    pub(super) is_known: bool,
    /// Why it is accepted, if it is.
    pub(super) waived: Option<String>,
    pub(super) fingerprint: String,
}

/// A place in a file: that of the settings for the project as a whole.
#[derive(Clone)]
pub(super) struct At {
    /// From the folder in which the program was started.
    pub(super) path: String,
    /// Columns count characters; `None` for a file as a whole.
    pub(super) location: Option<Location>,
    /// The first and the last column in bytes of UTF-8, where it is one line.
    pub(super) bytes: Option<(usize, usize)>,
}

impl At {
    pub(super) fn line(&self) -> usize {
        self.location.map_or(1, |location| location.line)
    }
}

/// Every finding, those that are waived too, in the order of files and lines; `root` is the project's folder as it was typed.
pub(super) fn noted<'a>(checked: &'a Assessment, root: &str) -> Vec<Noted<'a>> {
    let places = Places::new(&checked.project);
    let noter = Noter { checked, places: &places, root };
    let found = places.in_order(checked.checklist.findings());
    let waived = checked.checklist.waived().map(|waived| (&waived.reported, Some(waived.waiver)));
    let all = found.into_iter().map(|(_, found)| (found, None)).chain(waived);
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    all.map(|(found, waiver)| noter.noted(found, waiver, &mut seen)).collect()
}

struct Noter<'a, 'p> {
    checked: &'a Assessment,
    places: &'p Places<'a>,
    root: &'p str,
}

impl<'a> Noter<'a, '_> {
    fn noted(&self, found: &'a Reported, waiver: Option<usize>, seen: &mut BTreeMap<String, usize>) -> Noted<'a> {
        let finding: &'a Finding = &found.finding;
        let reason = |waiver: usize| self.checked.project.waivers().nth(waiver)?.reason.as_ref().map(|reason| reason.any().to_owned());
        Noted {
            rule: found.rule,
            severity: found.severity,
            message: &finding.message,
            help: finding.help.as_ref(),
            place: self.at(self.places.spot(&finding.place)),
            related: finding.related().map(|(place, message)| (self.at(self.places.spot(place)), message)).collect(),
            is_known: finding.is_known,
            waived: waiver.map(|waiver| reason(waiver).unwrap_or_default()),
            fingerprint: self.fingerprint(found, seen),
        }
    }

    fn at(&self, spot: Option<Spot>) -> At {
        let project = &self.checked.project;
        let settings = || project.settings_file.map_or(SETTINGS[0], |file| project.path(file));
        let path = spot.map_or_else(settings, |spot| project.path(spot.file));
        let root = self.root.trim_start_matches("./").trim_end_matches('/');
        let path = if matches!(root, "" | ".") { path.to_owned() } else { format!("{root}/{path}") };
        let location = spot.map(|spot| self.places.location(spot));
        let bytes = spot.map(|spot| self.places.line(spot).1).map(|range| (range.start + 1, range.end + 1));
        At { path, location, bytes: bytes.filter(|_| location.is_some_and(|location| location.line == location.end_line)) }
    }

    /// What a finding is known by, whatever its line; equal ones are numbered.
    fn fingerprint(&self, found: &Reported, seen: &mut BTreeMap<String, usize>) -> String {
        let key = serde_json::to_string(&Key::of(&self.checked.project, found.rule.id, &found.finding)).unwrap_or_default();
        let nth = seen.entry(key.clone()).or_default();
        *nth += 1;
        let digest = Sha256::digest(format!("{key}#{nth}"));
        digest.iter().take(16).fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
    }
}
