//! What is served: the last site that could be made, and how the folder stands now.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::checklist::{Assessment, Audience, Places, Published, Severity};
use crate::command::Failure;
use crate::command::build::Made;
use crate::project::Project;
use crate::report;
use crate::site::Content;
use crate::source::ProblemKind;
use crate::text::{Lang, Message};
use crate::{both, say};

/// Findings that a page lists; the rest is counted.
const LISTED: usize = 30;

/// What is served.
#[derive(Debug)]
pub(super) struct State {
    /// The site's files, by path.
    files: BTreeMap<String, Content>,
    /// The project that the site tells of; attachments are read from its folder.
    project: Project,
    audience: Audience,
    /// How often a site was made: a page of another one is to be loaded again.
    pub(super) version: u32,
    /// What keeps a new site from being made.
    broken: Vec<Message>,
    findings: Vec<Told>,
    /// How many findings there are, and on which day.
    pub(super) summary: Message,
}

/// A finding as a page shows it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct Told {
    severity: &'static str,
    rule: &'static str,
    message: Message,
    address: String,
}

/// What a page asks for every now and then.
#[derive(Serialize)]
struct Now<'s> {
    version: u32,
    broken: &'s [Message],
    summary: &'s Message,
    findings: &'s [Told],
    more: Option<Message>,
}

impl State {
    /// What was made first.
    pub(super) fn new(made: Made, audience: Audience) -> Self {
        let findings = told(&Published::to(audience, &made.judged));
        let summary = report::summary(&Published::to(audience, &made.judged));
        let files = made.files.into_iter().map(|file| (file.path, file.content)).collect();
        Self { files, project: made.judged.project, audience, version: 1, broken: Vec::new(), findings, summary }
    }

    /// Takes what was made of the folder after a change, or keeps what is there and says why. Gives what is to be said of it.
    pub(super) fn renew(&mut self, made: Result<Made, Failure>) -> Vec<Message> {
        let made = match made {
            Ok(made) => made,
            Err(failure) => {
                self.broken = vec![of_failure(failure)];
                return self.kept();
            }
        };
        let newly_broken: Vec<String> = unreadable(&made.judged.project).difference(&unreadable(&self.project)).cloned().collect();
        if !newly_broken.is_empty() {
            let published = Published::to(self.audience, &made.judged);
            self.broken = reasons(&published, &newly_broken);
            return self.kept();
        }
        let before: BTreeSet<(&str, Message)> = self.findings.iter().map(|found| (found.rule, found.message.clone())).collect();
        let version = self.version + 1;
        let now = Self { version, ..Self::new(made, self.audience) };
        let new = now.findings.iter().filter(|found| !before.contains(&(found.rule, found.message.clone())));
        let mut lines: Vec<Message> = new.map(Told::line).collect();
        lines.push(now.summary.clone());
        *self = now;
        lines
    }

    fn kept(&self) -> Vec<Message> {
        let stays = both!("The last report stays until that is mended.", "改好之前仍显示上一份报告。");
        self.broken.iter().cloned().chain(Some(stays)).collect()
    }

    /// The bytes of a file of the site.
    pub(super) fn file(&self, path: &str) -> Option<Vec<u8>> {
        match self.files.get(path)? {
            Content::Made(bytes) => Some(bytes.clone()),
            Content::CopyOf(path) => self.project.folder.bytes(path).ok(),
        }
    }

    /// How the folder stands now, for the pages that are open.
    pub(super) fn now(&self) -> String {
        let listed = self.findings.get(..LISTED).unwrap_or(&self.findings);
        let more = self.findings.len() - listed.len();
        let more = (more > 0).then(|| say!("and {more} more", "另有{more}项", more));
        let now = Now { version: self.version, broken: &self.broken, summary: &self.summary, findings: listed, more };
        // Only texts and numbers are in it: it can always be written.
        serde_json::to_string(&now).unwrap_or_default()
    }
}

impl Told {
    fn line(&self) -> Message {
        let Self { severity, rule, message, address } = self;
        let line = |lang| format!("{address}: {severity}[{rule}]: {}", message.get(lang));
        Message { en: line(Lang::En).into(), zh: line(Lang::Zh).into() }
    }
}

/// The findings, the gravest first.
fn told(checked: &Assessment) -> Vec<Told> {
    let places = Places::new(&checked.project);
    let mut findings = places.in_order(checked.checklist.findings());
    findings.retain(|(_, found)| !found.finding.is_known);
    findings.sort_by_key(|(_, found)| found.severity);
    let told = |(spot, found): (Option<_>, &crate::checklist::Reported)| Told {
        severity: found.severity.key(),
        rule: found.rule.id,
        message: found.finding.message.clone(),
        address: places.address(spot),
    };
    findings.into_iter().map(told).collect()
}

/// The files that cannot be read, wholly or in part.
fn unreadable(project: &Project) -> BTreeSet<String> {
    let broken = project.problems.iter().filter(|found| found.problem.kind == ProblemKind::File);
    broken.filter_map(|found| found.file).map(|file| project.path(file).to_owned()).collect()
}

/// What is wrong with the files that could be read before.
fn reasons(checked: &Assessment, files: &[String]) -> Vec<Message> {
    let of_them = |told: &Told| files.iter().any(|file| told.address.strip_prefix(file.as_str()).is_some_and(|rest| rest.starts_with(':')));
    let reasons: Vec<Message> =
        told(checked).iter().filter(|told| told.severity == Severity::Error.key() && of_them(told)).map(Told::line).collect();
    if reasons.is_empty() {
        return vec![both!("A file can no longer be read.", "有文件无法读取。")];
    }
    reasons
}

fn of_failure(Failure { message, help }: Failure) -> Message {
    match help {
        Some(help) => say!("{message} {help}", "{message}{help}", message, help),
        None => message,
    }
}
