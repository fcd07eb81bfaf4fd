//! What several rules say alike.

use crate::calendar::Date;
use crate::checklist::{Finding, Subject, Verdict};
use crate::project::types::Owner;
use crate::project::{Project, Record};
use crate::text::{Lang, Message, plural};
use crate::{both, say};

/// A finding that names the fields which a record lacks; `None` if it lacks none. A field that could not be read is not missing.
pub(super) fn lacks<T: Record>(project: &Project, subject: Subject<'_, T>, fields: &[(&'static str, bool)]) -> Option<Finding> {
    let missing: Vec<&'static str> =
        fields.iter().filter(|(field, is_missing)| *is_missing && subject.is_readable(field)).map(|(field, _)| *field).collect();
    let names: Vec<Message> = missing.iter().map(|field| field_name::<T>(field)).collect();
    let (record, list) = (subject.label(project), Message::list(&names));
    let message = say!(
        "{en_record} lacks {en_list}.",
        "{zh_record}缺少{zh_list}。",
        en_record = record.en,
        zh_record = record.zh,
        en_list = list.en,
        zh_list = list.zh,
    );
    missing.first().map(|first| subject.finding(first, message))
}

/// A field as it is typed in either language: `owner`, 「负责人」.
fn field_name<T: Record>(name: &str) -> Message {
    let zh = T::FIELDS.iter().find(|field| field.name == name).map_or(name, |field| field.zh);
    Message { en: format!("`{name}`").into(), zh: format!("“{zh}”").into() }
}

/// "1 working day", "3 working days", 「3个工作日」.
pub(super) fn workdays(n: i64) -> Message {
    let s = plural(usize::try_from(n).unwrap_or_default());
    say!("{n} working day{en_s}", "{n}个工作日", n = n, en_s = s)
}

/// Why a record is not judged: it has no day to be judged by.
pub(super) fn no_date() -> Verdict {
    Verdict::NotAssessable(both!("There is no date to judge by.", "没有可供判断的日期。"))
}

/// Why a register is not asked for: the project does without it.
pub(super) fn done_without() -> Verdict {
    Verdict::NotAssessable(both!("The project does without these records.", "项目不使用这类记录。"))
}

/// Whether a text says that there is nothing: "none", 「无」.
pub(super) fn is_none_word(text: &str) -> bool {
    let word = crate::source::fold::fold(text.trim_end_matches(['.', '。']));
    matches!(word.as_str(), "" | "none" | "no" | "nothing" | "nil" | "n/a" | "-" | "–" | "无" | "没有" | "暂无")
}

/// The last day of the absence that an owner is in today, if they are.
pub(super) fn away_until(project: &Project, owner: Option<&Owner>) -> Option<Date> {
    let person = project.people.get(project.owner(owner)?)?;
    person.absences.iter().find(|absence| absence.contains(project.report_date)).map(|absence| absence.last)
}

/// A person's name.
pub(super) fn person_name(project: &Project, person: usize) -> Message {
    let name = |lang| project.people.get(person).map_or("", |person| person.name.get(lang, project.default_lang()).0).to_owned();
    Message { en: name(Lang::En).into(), zh: name(Lang::Zh).into() }
}
