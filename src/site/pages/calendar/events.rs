//! What stands in the calendar: whatever has a day, in the lane that it belongs to.

use crate::analysis::cadence;
use crate::analysis::plan::{Shift, State};
use crate::calendar::Date;
use crate::project::registers::campaigns::CampaignStage;
use crate::project::registers::content::ContentStatus;
use crate::project::settings::CalendarEvent;
use crate::project::types::Days;
use crate::project::{Kind, RecordId};
use crate::site::registers::computed::workdays;
use crate::site::view::page::Page;
use crate::site::view::parts::{Run, Status, Tone};
use crate::text::{Message, number};
use crate::{both, say};

/// A column of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lane {
    Milestones,
    Campaigns,
    Content,
    Meetings,
    Around,
}

impl Lane {
    pub(super) const ALL: [Self; 5] = [Self::Milestones, Self::Campaigns, Self::Content, Self::Meetings, Self::Around];

    pub(super) const fn title(self) -> Message {
        match self {
            Self::Milestones => both!("Milestones", "里程碑"),
            Self::Campaigns => both!("Campaigns", "营销活动"),
            Self::Content => both!("Content", "内容"),
            Self::Meetings => both!("Meetings", "会议"),
            Self::Around => both!("Events, days off, quiet periods", "大事、休假、静默期"),
        }
    }

    /// The register of its records.
    pub(super) const fn kind(self) -> Option<Kind> {
        match self {
            Self::Milestones => Some(Kind::Milestones),
            Self::Campaigns => Some(Kind::Campaigns),
            Self::Content => Some(Kind::Content),
            Self::Meetings => Some(Kind::Meetings),
            Self::Around => None,
        }
    }
}

/// Something on one day or on several.
pub(super) struct Event {
    pub(super) lane: Lane,
    pub(super) first: Date,
    pub(super) last: Date,
    /// The record that it is, if it is one.
    pub(super) record: Option<RecordId>,
    pub(super) what: Vec<Run>,
    /// What is to be said of it.
    pub(super) status: Option<Status>,
}

impl Event {
    /// A record on one day.
    fn of(page: Page<'_>, lane: Lane, id: RecordId, day: Date) -> Self {
        Self { lane, first: day, last: day, record: Some(id), what: page.record(id), status: None }
    }
}

/// All of it, by days.
pub(super) fn all(page: Page<'_>) -> Vec<Event> {
    let whole = page.whole;
    let mut events: Vec<Event> = whole.records(Kind::Milestones).filter_map(|id| milestone(page, id)).collect();
    events.extend(whole.records(Kind::Campaigns).filter_map(|id| campaign(page, id)));
    events.extend(whole.records(Kind::Content).filter_map(|id| content(page, id)));
    events.extend(whole.records(Kind::Meetings).filter_map(|id| meeting(page, id)));
    events.extend(whole.records(Kind::Cadences).flat_map(|id| to_come(page, id)));
    let calendar = &whole.project.settings.calendar;
    events.extend(calendar.events.iter().filter_map(|event| named(page, event, None)));
    events.extend(calendar.quiet.iter().filter_map(|quiet| named(page, quiet, Some(&both!("Quiet period", "静默期")))));
    events.extend(calendar.holidays.iter().map(|days| holiday(page, *days)));
    events.sort_by_key(|event| (event.first, event.last));
    events
}

fn milestone(page: Page<'_>, id: RecordId) -> Option<Event> {
    let dates = page.whole.analysis.dates(id).filter(|dates| dates.state != State::Cancelled)?;
    let day = dates.day?;
    let slipped = dates.shift.map(Shift::slip_workdays).filter(|slip| *slip > 0 && dates.state.is_open());
    let slip = slipped.map(|slip| Status::new(Tone::Warn, &workdays(number::signed(slip as f64, 0)), page.lang));
    let done = matches!(dates.state, State::Done(_)).then(|| Status::new(Tone::Good, &both!("Done", "已完成"), page.lang));
    let late = dates.state.is_late().then(|| page.state(id)).flatten();
    Some(Event { status: late.or(done).or(slip), ..Event::of(page, Lane::Milestones, id, day) })
}

fn campaign(page: Page<'_>, id: RecordId) -> Option<Event> {
    let campaign = page.whole.project.campaigns.get(id.index)?;
    let first = campaign.start.filter(|_| campaign.stage != Some(CampaignStage::Cancelled))?;
    let last = campaign.end.unwrap_or(first).max(first);
    Some(Event { last, status: hit(page, id), ..Event::of(page, Lane::Campaigns, id, first) })
}

fn content(page: Page<'_>, id: RecordId) -> Option<Event> {
    let content = page.whole.project.content.get(id.index)?;
    let day = content.day().filter(|_| content.status != Some(ContentStatus::Cancelled))?;
    let out = (!content.is_open()).then(|| Status::new(Tone::Good, &both!("Published", "已发布"), page.lang));
    let late = page.state(id).filter(|status| status.tone == Tone::Bad);
    Some(Event { status: out.or_else(|| hit(page, id)).or(late), ..Event::of(page, Lane::Content, id, day) })
}

/// By how much it begins before what it needs is there.
fn hit(page: Page<'_>, id: RecordId) -> Option<Status> {
    let short = page
        .whole
        .analysis
        .hanging
        .iter()
        .filter(|hanging| hanging.waits == id && hanging.is_hit())
        .filter_map(|hanging| hanging.float)
        .min()?;
    let early = workdays(-short);
    Some(Status::new(Tone::Bad, &say!("{early} too early", "早{early}", early), page.lang))
}

fn meeting(page: Page<'_>, id: RecordId) -> Option<Event> {
    let day = page.whole.project.record(id)?.day()?;
    let missed = page.state(id).filter(|status| status.tone == Tone::Warn);
    Some(Event { status: missed, ..Event::of(page, Lane::Meetings, id, day) })
}

/// The meetings of a series that are to come.
fn to_come(page: Page<'_>, id: RecordId) -> Vec<Event> {
    let days = cadence::to_come(&page.whole.project, &page.whole.analysis, id.index);
    days.into_iter().map(|day| Event::of(page, Lane::Meetings, id, day)).collect()
}

fn named(page: Page<'_>, event: &CalendarEvent, what: Option<&Message>) -> Option<Event> {
    let first = event.from?;
    let name = event.name.as_ref().map(|name| page.text(name, page.whole.project.default_lang()));
    let what = match (what.map(|what| page.say(what)), name) {
        (Some(what), Some(name)) => {
            let colon = page.say(&both!(": ", "："));
            vec![Run::text(format!("{what}{colon}")), name]
        }
        (what, name) => what.map(Run::text).into_iter().chain(name).collect(),
    };
    let last = event.to.unwrap_or(first).max(first);
    (!what.is_empty()).then_some(Event { lane: Lane::Around, first, last, record: None, what, status: None })
}

fn holiday(page: Page<'_>, days: Days) -> Event {
    let what = vec![Run::text(page.say(&both!("Holiday", "节假日")))];
    Event { lane: Lane::Around, first: days.first, last: days.last.max(days.first), record: None, what, status: None }
}
