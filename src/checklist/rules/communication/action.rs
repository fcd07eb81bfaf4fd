//! What the rules about actions share: where an action stands, what it is called, and whether a meeting speaks of it.

use std::collections::BTreeSet;

use crate::analysis::actions::ActionNumbers;
use crate::both;
use crate::calendar::Date;
use crate::checklist::{Finding, Place, RuleContext, Verdict};
use crate::project::types::Text;
use crate::project::{AnyEntry, Kind, Locator, Project, RecordId};
use crate::source::fold::fold;
use crate::text::Message;

/// The open actions of meetings and of the register, each at its newest place; what answers a risk is judged with the risk.
pub(super) fn open<'p>(judge: &RuleContext<'p>) -> Vec<(RecordId, &'p ActionNumbers)> {
    let open = judge.analysis.actions.iter().filter(|action| action.is_open() && action.risk().is_none());
    open.filter_map(|action| Some((action.newest()?.record, action))).collect()
}

/// A finding at a field of an action, at its newest place.
pub(super) fn finding(action: &ActionNumbers, field: &str, message: Message) -> Finding {
    Finding::new(action.newest().map_or(Place::Project, |place| Place::Record(place.record, place.path(field))), message)
}

/// Whether a field of it is there and could not be read. A record of several actions does not say of which one it was, so the place
/// decides.
pub(super) fn is_unread(locator: &Locator<'_>, project: &Project, action: &ActionNumbers, field: &str) -> bool {
    let Some(place) = action.newest() else { return false };
    let Some(entry) = project.record(place.record) else { return false };
    let Some(item) = place.item else { return entry.unreadable().iter().any(|path| path == field) };
    let in_list = format!("actions.{field}");
    if !entry.unreadable().contains(&in_list) {
        return false;
    }
    let at = locator.field(place.record, &format!("actions.{item}.{field}"));
    let wrong = project.problems.iter().filter(|trouble| trouble.record == Some(place.record));
    at.is_some_and(|(file, span)| wrong.into_iter().any(|trouble| trouble.file == Some(file) && trouble.problem.span == span))
}

/// Whether it is an item of a list in the text of minutes, where no field is typed: `- [ ] @li-na send it (due 2026-06-26)`.
pub(super) fn is_list_item(locator: &Locator<'_>, project: &Project, action: &ActionNumbers) -> bool {
    let Some((place, item)) = action.newest().and_then(|place| Some((place, place.item?))) else { return false };
    // A file of many records has no text of its own.
    let Some(body) = project.record(place.record).and_then(AnyEntry::body) else { return false };
    let Some((file, at)) = locator.field(place.record, &format!("actions.{item}")) else { return false };
    let before = project.text(file).get(..at.start as usize).unwrap_or_default();
    let mark = before.rsplit('\n').next().unwrap_or_default().trim_start();
    body.start <= at.start && mark.starts_with(|c: char| matches!(c, '-' | '*' | '+' | '>') || c.is_ascii_digit())
}

/// One slip is one finding, and reading has told this one.
pub(super) fn unread() -> Verdict {
    Verdict::NotAssessable(both!("The value could not be read.", "该值无法读取。"))
}

/// Whether an action is late: past its due day, or carried over too often after its first due day had passed.
pub(super) fn is_late(project: &Project, action: &ActionNumbers, times: i64) -> bool {
    action.overdue.is_some() || (carried(action) > times && has_been_due(project, action.first_due))
}

/// How often it was carried over.
pub(super) fn carried(action: &ActionNumbers) -> i64 {
    i64::try_from(action.carried).unwrap_or(i64::MAX)
}

/// An action without a day could have been done at any meeting; one that is due later is not late for being on the list.
fn has_been_due(project: &Project, first_due: Option<Date>) -> bool {
    first_due.is_none_or(|due| project.calendar.due(due) < project.report_date)
}

/// The next meeting of its series, if that one does not speak of it.
pub(super) fn left_out_of(project: &Project, action: &ActionNumbers) -> Option<RecordId> {
    let index = action.next_meeting?;
    let is_registered = action.places.iter().any(|place| place.record.kind == Kind::Actions);
    (!is_registered && !is_mentioned(project, action, index)).then_some(RecordId { kind: Kind::Meetings, index })
}

/// Whether a meeting's notes have an action of the same owner that shares two words, or say its text or its id anywhere.
fn is_mentioned(project: &Project, action: &ActionNumbers, meeting: usize) -> bool {
    let Some(meeting) = project.meetings.get(meeting) else { return true };
    let owner = project.owner(action.owner.as_ref());
    let wanted = words(&action.what);
    let by_owner = meeting.actions.iter().any(|item| {
        let is_theirs = owner.is_some() && project.owner(item.owner.as_ref()) == owner;
        is_theirs && words(&item.what).intersection(&wanted).count() >= 2
    });
    let fields = [&meeting.progress, &meeting.problems, &meeting.next, &meeting.decisions].into_iter().flatten().flat_map(Text::all);
    let body = meeting.typed.body.map(|body| body.of(project.text(meeting.origin.file)));
    let (what, ids) = (fold(action.what.any()), ids(project, action));
    by_owner || fields.chain(body).any(|text| fold(text).contains(&what) || says_one_of(text, &ids))
}

/// The ids that meetings gave to an action.
fn ids<'p>(project: &'p Project, action: &ActionNumbers) -> Vec<&'p str> {
    let of_meetings = action.places.iter().filter(|place| place.record.kind == Kind::Meetings);
    let items = of_meetings.filter_map(|place| project.meetings.get(place.record.index)?.actions.get(place.item?));
    items.filter_map(|item| item.id.as_ref()).map(|id| id.0.as_str()).collect()
}

fn says_one_of(text: &str, ids: &[&str]) -> bool {
    let mut words = text.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')));
    !ids.is_empty() && words.any(|word| ids.iter().any(|id| word.trim_end_matches('.').eq_ignore_ascii_case(id)))
}

/// The words of a text that say something: those of four letters and more; of Chinese, every two characters side by side.
fn words(text: &Text) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for part in text.any().split(|c: char| !c.is_alphanumeric()) {
        let characters: Vec<char> = part.to_lowercase().chars().collect();
        if part.is_ascii() {
            words.extend((characters.len() >= 4).then(|| characters.iter().collect()));
        } else {
            words.extend(characters.windows(2).map(|pair| pair.iter().collect()));
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_say_something() {
        let of = |text: &str| words(&Text::plain(text)).into_iter().collect::<Vec<_>>();
        assert_eq!(of("Ask for the tolerance report"), ["report", "tolerance"]);
        assert_eq!(of("发送清单"), ["发送", "清单", "送清"]);
    }
}
