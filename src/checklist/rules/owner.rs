//! What findings say of the person who owns a record.

use crate::checklist::Judge;
use crate::checklist::rules::words::day;
use crate::project::Project;
use crate::project::types::Owner;
use crate::say;
use crate::text::{Lang, Message};

/// " The owner is on leave until 9 May 2026.", behind a sentence that says how late something is; empty if the owner is there.
pub(super) fn on_leave(judge: &Judge<'_>, owner: Option<&Owner>) -> Message {
    let person = judge.project.owner(owner).and_then(|person| judge.project.people.get(person));
    let absence = person.and_then(|person| person.absences.iter().find(|days| days.contains(judge.today())));
    let Some(absence) = absence else { return Message::default() };
    let until = day(judge.project, absence.last);
    say!(" The owner is on leave until {until}.", "负责人休假至{until}。", until)
}

/// " (Xu Jing)", 「（徐静）」: the owner's name behind a record; empty if nobody is known to own it.
pub(super) fn in_brackets(judge: &Judge<'_>, owner: Option<&Owner>) -> Message {
    let Some(person) = judge.project.owner(owner) else { return Message::default() };
    let name = person_name(judge.project, person);
    say!(" ({name})", "（{name}）", name)
}

/// A person's name.
pub(super) fn person_name(project: &Project, person: usize) -> Message {
    let name = |lang| project.people.get(person).map_or("", |person| person.name.get(lang, project.default_lang()).0).to_owned();
    Message { en: name(Lang::En).into(), zh: name(Lang::Zh).into() }
}
