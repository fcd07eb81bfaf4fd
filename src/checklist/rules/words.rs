//! What several rules say alike.

use crate::analysis::actions::ActionNumbers;
use crate::calendar::Date;
use crate::checklist::{Finding, Subject, Verdict, label};
use crate::project::{Kind, Project, ReadProblem, Record};
use crate::text::date::short_in_both;
use crate::text::{Lang, Message, plural};
use crate::{both, say};

/// A finding that names the fields which a record lacks; `None` if it lacks none. A field that could not be read is not missing;
/// where only such fields are, the finding stands at one of them, which the engine takes as not assessable.
pub(super) fn lacks<T: Record>(project: &Project, subject: Subject<'_, T>, fields: &[(&'static str, bool)]) -> Option<Finding> {
    let absent = fields.iter().filter(|(_, is_absent)| *is_absent).map(|(field, _)| *field);
    let (missing, unreadable): (Vec<&'static str>, Vec<&'static str>) = absent.partition(|field| subject.is_readable(field));
    let first = missing.first().or(unreadable.first())?;
    let names: Vec<Message> = missing.iter().map(|field| field_name::<T>(field)).collect();
    let (record, list) = (subject.label(project), Message::list(&names));
    let message = say!("{record} lacks {list}.", "{record}缺少{list}。", record, list);
    Some(subject.finding(first, message))
}

/// `A-31 “Send the claims list to Legal”`, without an id where it has none.
pub(super) fn action_name(project: &Project, action: &ActionNumbers) -> Message {
    let registered = action.places.iter().rev().find(|place| place.record.kind == Kind::Actions);
    if let Some(entry) = registered.and_then(|place| project.record(place.record)) {
        return label(project, entry);
    }
    let what = |lang| action.what.get(lang, project.default_lang()).0;
    Message { en: format!("“{}”", what(Lang::En)).into(), zh: format!("“{}”", what(Lang::Zh)).into() }
}

/// A field that a record should have: its name, whether it is absent, and how it may be typed, in English and in Chinese.
pub(super) type Wanted = (&'static str, bool, &'static str, &'static str);

/// The owner, as one person.
pub(super) const fn owner(is_absent: bool) -> Wanted {
    ("owner", is_absent, "`owner: …`", "“负责人”填一个人名")
}

/// The day on which it is due.
pub(super) const fn due(is_absent: bool) -> Wanted {
    ("due", is_absent, "`due: YYYY-MM-DD`", "“截止日期”填日期")
}

/// As [`lacks`], with advice on just the fields that are missing: "Type `owner: …` and `due: YYYY-MM-DD`."
pub(super) fn wants<T: Record>(project: &Project, subject: Subject<'_, T>, fields: &[Wanted]) -> Option<Finding> {
    if !fields.iter().any(|(_, is_absent, ..)| *is_absent) {
        return None;
    }
    let named: Vec<(&'static str, bool)> = fields.iter().map(|(field, is_absent, ..)| (*field, *is_absent)).collect();
    let missing = fields.iter().filter(|(field, is_absent, ..)| *is_absent && subject.is_readable(field));
    let (en, zh): (Vec<Message>, Vec<&str>) = missing.map(|(_, _, en, zh)| (Message::same(*en), *zh)).unzip();
    let help = say!("Type {en_fields}.", "{zh_fields}。", en_fields = Message::list(&en).en, zh_fields = zh.join("，"));
    lacks(project, subject, &named).map(|finding| finding.help(help))
}

/// A field as it is typed in either language: `owner`, 「负责人」.
pub(super) fn field_name<T: Record>(name: &str) -> Message {
    let zh = T::FIELDS.iter().find(|field| field.name == name).map_or(name, |field| field.zh);
    Message { en: ["`", name, "`"].concat().into(), zh: ["“", zh, "”"].concat().into() }
}

/// "1 working day", "3 working days", 「3个工作日」.
pub(super) fn workdays(n: i64) -> Message {
    let s = plural(usize::try_from(n).unwrap_or_default());
    say!("{n} working day{en_s}", "{n}个工作日", n, en_s = s)
}

/// How long a day is past, the Chinese behind its verb: "8 working days ago", 「逾期8个工作日」; on the days off right after it that
/// none was worked since.
pub(super) fn ago(late: i64, zh_verb: &str) -> Message {
    if late == 0 {
        return both!("with no working day since", "此后尚无工作日");
    }
    let late = workdays(late);
    say!("{en_late} ago", "{zh_verb}{zh_late}", en_late = late.en, zh_verb, zh_late = late.zh)
}

/// A day without its year where that is the report's: "11 Nov", 「11月11日」.
pub(super) fn day(project: &Project, date: Date) -> Message {
    short_in_both(*date, project.report_date.year())
}

/// "1 day", "3 days", 「3天」.
pub(super) fn days(n: i64) -> Message {
    let s = plural(usize::try_from(n).unwrap_or_default());
    say!("{n} day{en_s}", "{n}天", n, en_s = s)
}

/// Why a record is not judged: it has no day to be judged by.
pub(super) fn no_date() -> Verdict {
    Verdict::NotAssessable(both!("There is no date to judge by.", "没有可供判断的日期。"))
}

/// Why a register is not asked for: the project does without it.
pub(super) fn done_without() -> Verdict {
    Verdict::NotAssessable(both!("The project does without these records.", "项目不使用这类记录。"))
}

/// Why a record is not judged: it is so new that its follow-up is still being thought about.
pub(super) fn still_new() -> Verdict {
    Verdict::NotAssessable(both!("The record is still new.", "记录刚登记不久。"))
}

/// Whether a register may hold more than what was read: a file or a record of it could not be read, which is said there.
pub(super) fn is_unread(project: &Project, kind: Kind) -> bool {
    unread_of(project, kind).next().is_some()
}

/// What kept files and records out of a register.
pub(super) fn unread_of(project: &Project, kind: Kind) -> impl Iterator<Item = &ReadProblem> {
    project.problems.iter().filter(move |trouble| trouble.kind == Some(kind) && trouble.keeps_out())
}

/// Whether any of some registers may hold more than what was read.
pub(super) fn are_unread(project: &Project, kinds: &[Kind]) -> bool {
    kinds.iter().any(|kind| is_unread(project, *kind))
}

/// What is missing may stand in what could not be read: then nobody knows.
pub(super) fn unless(is_unread: bool, verdict: Verdict) -> Verdict {
    match verdict {
        Verdict::Fail(_) if is_unread => {
            Verdict::NotAssessable(both!("Some of the records that would show it cannot be read.", "能说明情况的记录有一部分无法读取。"))
        }
        verdict => verdict,
    }
}

/// Why an empty register is not judged: a file of it could not be read.
pub(super) fn unread() -> Verdict {
    Verdict::NotAssessable(both!("The register could not be read.", "登记册无法读取。"))
}

/// Whether a text says that there is nothing: "none", 「无」.
pub(super) fn is_none_word(text: &str) -> bool {
    let word = crate::source::fold::fold(text.trim_end_matches(['.', '。']));
    matches!(word.as_str(), "" | "none" | "no" | "nothing" | "nil" | "n/a" | "-" | "–" | "无" | "没有" | "暂无")
}
