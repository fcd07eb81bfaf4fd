//! What findings say of the person who owns a record.

use crate::checklist::Judge;
use crate::checklist::rules::words::day;
use crate::project::types::Owner;
use crate::say;
use crate::text::{Lang, Message};

/// " The owner is on leave until 9 May 2026.", behind a sentence that says how late something is; empty if the owner is there.
pub(super) fn on_leave(judge: &Judge<'_>, owner: Option<&Owner>) -> Message {
    let person = judge.project.owner(owner).and_then(|person| judge.project.people.get(person));
    let absence = person.and_then(|person| person.absences.iter().find(|days| days.contains(judge.today())));
    let Some(absence) = absence else { return Message::default() };
    let until = day(judge.project, absence.last);
    say!(" The owner is on leave until {en_until}.", "负责人休假至{zh_until}。", en_until = until.en, zh_until = until.zh)
}

/// " (Xu Jing)", 「（徐静）」: the owner's name behind a record; empty if nobody is known to own it.
pub(super) fn in_brackets(judge: &Judge<'_>, owner: Option<&Owner>) -> Message {
    let project = judge.project;
    let Some(person) = project.owner(owner).and_then(|person| project.people.get(person)) else { return Message::default() };
    let name = |lang| person.name.get(lang, project.default_lang()).0;
    say!(" ({en_name})", "（{zh_name}）", en_name = name(Lang::En), zh_name = name(Lang::Zh))
}
