//! The draft of the next minutes of a series: its day, who takes part, and the actions that are still open.

use std::fmt::Write;

use crate::analysis::actions::ActionNumbers;
use crate::analysis::{Analysis, cadence};
use crate::calendar::{Date, Weekday};
use crate::command::Failure;
use crate::project::append::Draft;
use crate::project::registers::meetings::Cadence;
use crate::project::sample::{extension, file_name};
use crate::project::{Entry, Kind, Project};
use crate::source::Form;
use crate::source::edit::fresh;
use crate::source::fold::fold;
use crate::source::slug::slug;
use crate::text::{Lang, Message};
use crate::{both, say};

/// The minutes of the next meeting of a series, which may be named; else of the only one, or of none.
pub(super) fn draft(project: &Project, name: Option<&str>, today: Date) -> Result<Draft, Failure> {
    let series = series(project, name)?;
    let analysis = Analysis::of(project);
    let lang = project.default_lang();
    let day =
        series.map_or(today, |(at, cadence)| next_day(cadence, analysis.cadences.get(at).and_then(|numbers| numbers.last_held), today));
    let title = series.map_or_else(|| name.unwrap_or_default().to_owned(), |(_, cadence)| cadence.name.get(lang, lang).0.to_owned());
    let title = if title.is_empty() { both!("Meeting", "会议").get(lang).to_owned() } else { title };
    let path = path(project, day, &title, lang);
    let mut text = format!("---\n{}: {day}\n", both!("date", "日期").get(lang));
    if series.is_some() {
        let _ = writeln!(text, "{}: {}", both!("cadence", "会议机制").get(lang), fresh(&title, Form::Yaml));
    }
    let _ = write!(text, "---\n# {title}\n");
    text.push_str(&present(series.map(|(_, cadence)| cadence), day > today, lang));
    for heading in [
        both!("Progress", "进展"),
        both!("Problems", "问题"),
        both!("Next", "下一步"),
        both!("Decisions", "决议"),
        both!("Actions", "待办"),
    ] {
        let _ = write!(text, "\n## {}\n", heading.get(lang));
    }
    let carried = carried(project, &analysis, series.map(|(at, _)| at), lang);
    if !carried.is_empty() {
        let _ = write!(text, "\n{carried}");
    }
    Ok(Draft { path, text })
}

type Series<'p> = (usize, &'p Entry<Cadence>);

/// The series of a name, by id or by name; without one, the only one there is. A name that is no series is the title of a meeting.
fn series<'p>(project: &'p Project, name: Option<&str>) -> Result<Option<Series<'p>>, Failure> {
    let mut all = project.cadences.iter().enumerate();
    let Some(name) = name else {
        return match (all.next(), all.next()) {
            (only, None) => Ok(only),
            _ => Err(which(project)),
        };
    };
    let folded = fold(name);
    Ok(all.find(|(_, cadence)| fold(&cadence.id) == folded || cadence.name.all().any(|known| fold(known) == folded)))
}

fn which(project: &Project) -> Failure {
    let names: Vec<Message> = project.cadences.iter().map(|cadence| Message::same(format!("“{}”", cadence.name.any()))).collect();
    let names = Message::any(&names);
    Failure {
        message: both!("The project has several series of meetings.", "项目有多个例会。"),
        help: Some(say!("Name one: {names}.", "写明是哪一个：{names}。", names)),
    }
}

/// The next day of a series that is not past.
fn next_day(cadence: &Cadence, last: Option<Date>, today: Date) -> Date {
    const MOST: i64 = 1000;
    let is_of_series = |day: &Date| cadence.weekday.is_empty() || cadence.weekday.contains(&Weekday::of(*day));
    let from = match (cadence::every(cadence), last) {
        (Some(every), Some(last)) => {
            // The week or month after the last one, from its first day, so that a meeting that was moved moves no other.
            let next = every.after(last, 1).unwrap_or(today);
            every.start_of_period(next).filter(|_| !cadence.weekday.is_empty()).unwrap_or(next).max(last.plus(1))
        }
        (Some(every), None) => (0..MOST).filter_map(|k| every.after(cadence.starts?, k)).find(|day| *day >= today).unwrap_or(today),
        (None, _) => today,
    };
    let from = from.max(today);
    (0..7).map(|days| from.plus(days)).find(is_of_series).unwrap_or(from)
}

/// Beside the other minutes, else in a folder of their own.
fn path(project: &Project, day: Date, title: &str, lang: Lang) -> String {
    let minutes = project.meetings.iter().filter(|meeting| meeting.typed.body.is_some()).map(|meeting| project.path(meeting.origin.file));
    let folder = minutes.filter_map(|path| path.rsplit_once('/')).map(|(folder, _)| folder.to_owned()).next_back();
    let folder = folder.unwrap_or_else(|| file_name(Kind::Meetings, lang).to_owned());
    format!("{folder}/{day}-{}.{}", slug(title), extension(Form::Markdown))
}

/// Who takes part. Of a meeting that lies ahead nobody has been there yet, so the line is a comment.
fn present(cadence: Option<&Entry<Cadence>>, lies_ahead: bool, lang: Lang) -> String {
    let names: Vec<&str> = cadence.iter().flat_map(|cadence| &cadence.participants).map(crate::project::types::Mention::text).collect();
    if names.is_empty() {
        return String::new();
    }
    let (en, zh) = (names.join(", "), names.join("、"));
    let line = say!("Present: {en_names}", "出席：{zh_names}", en_names = en, zh_names = zh);
    let line = line.get(lang);
    if lies_ahead { format!("\n<!-- {line} -->\n") } else { format!("\n{line}\n") }
}

/// The open actions of the series' minutes, as minutes write them.
fn carried(project: &Project, analysis: &Analysis, series: Option<usize>, lang: Lang) -> String {
    let in_minutes = |action: &&ActionNumbers| action.newest().is_some_and(|place| place.record.kind == Kind::Meetings);
    let open = analysis.actions.iter().filter(|action| action.is_open()).filter(in_minutes);
    let of_series = open.filter(|action| action.cadence == series);
    let line = |action: &ActionNumbers| {
        let owner = action.owner.as_ref().and_then(|owner| owner.one());
        let what = action.what.get(lang, project.default_lang()).0;
        let owner = owner.map_or_else(Message::default, |owner| say!("{owner}: ", "{owner}：", owner));
        let due = action.due.map_or_else(Message::default, |due| say!(" (due {due})", "（{due}前）", due));
        format!("- [ ] {}{what}{}\n", owner.get(lang), due.get(lang))
    };
    of_series.map(line).collect()
}
