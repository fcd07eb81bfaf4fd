//! What findings say of the person who owns a record.

use crate::checklist::Judge;
use crate::checklist::rules::words::day;
use crate::project::Project;
use crate::project::registers::people::Person;
use crate::project::types::{Days, Owner};
use crate::say;
use crate::text::{Lang, Message};

/// " The owner is on leave until 9 May 2026.", behind a sentence that says how late something is; empty if the owner is there.
pub(super) fn on_leave(judge: &Judge<'_>, owner: Option<&Owner>) -> Message {
    let Some((_, absence)) = absent(judge, owner) else { return Message::default() };
    let until = day(judge.project, absence.last);
    say!(" The owner is on leave until {until}.", "负责人休假至{until}。", until)
}

/// An owner who is away on the report date, and for which days.
fn absent<'p>(judge: &Judge<'p>, owner: Option<&Owner>) -> Option<(&'p Person, &'p Days)> {
    let person = judge.project.owner(owner)?;
    Some((&judge.project.people.get(person)?.data, absence_of(judge, person)?))
}

fn absence_of<'p>(judge: &Judge<'p>, person: usize) -> Option<&'p Days> {
    judge.project.people.get(person)?.absences.iter().find(|days| days.contains(judge.today()))
}

/// What to type, and that somebody stands in for an owner who is away; whom they report to can say who.
pub(super) fn or_stand_in(judge: &Judge<'_>, owner: Option<&Owner>, help: Message) -> Message {
    let Some((person, absence)) = absent(judge, owner) else { return help };
    let until = day(judge.project, absence.last);
    let manager = person.manager.as_ref().and_then(|manager| judge.project.person(manager.text()));
    let ask = match manager.filter(|manager| absence_of(judge, *manager).is_none()) {
        Some(manager) => {
            let name = person_name(judge.project, manager);
            say!("; {name} can say who", "（可由{name}指定）", name)
        }
        None => Message::default(),
    };
    say!("{help} Until {until} name a stand-in in `owner`{ask}.", "{help}{until}前在“负责人”改填代办的人{ask}。", help, until, ask)
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
