//! The next weeks as one drawing: milestones, campaigns and content on the same days, so that what moved meets what hangs on it.

use serde::Serialize;

use super::events::{Event, Lane};
use super::grid::WEEKS;
use crate::calendar::Date;
use crate::project::registers::campaigns::CampaignStage;
use crate::project::{Kind, RecordId};
use crate::say;
use crate::site::charts::{Bar, Diamond, Timeline};
use crate::site::present::days::brief_stretch;
use crate::site::view::page::Page;
use crate::site::view::parts::{Run, Tone};

/// So many of a lane are drawn; of more it is said how many there are, and the weeks below have them.
const MOST: usize = 12;

/// The view-model of the part.
#[derive(Serialize)]
pub(super) struct Overlay {
    ground: String,
    head: String,
    empty: String,
    lanes: Vec<Drawn>,
}

/// A lane with what is in it.
#[derive(Serialize)]
struct Drawn {
    title: String,
    lines: Vec<Line>,
    more: Option<Run>,
}

/// A milestone, a campaign or a piece of content with its days.
#[derive(Serialize)]
struct Line {
    name: Vec<Run>,
    dates: Vec<Run>,
    state: String,
    svg: String,
}

/// The drawing; `None` without a milestone, a campaign or content in the next weeks.
pub(super) fn of(page: Page<'_>, events: &[Event]) -> Option<Overlay> {
    let today = page.whole.project.report_date;
    let first = today.monday();
    let window = Window { first, last: first.plus(7 * WEEKS - 1) };
    let timeline = Timeline::including(0, [window.first.civil(), window.last.civil()], today.civil());
    let lanes: Vec<Drawn> = [Lane::Milestones, Lane::Campaigns, Lane::Content]
        .into_iter()
        .map(|lane| drawn(page, lane, events.iter().filter(|event| event.lane == lane && window.has(event)).collect(), &window, &timeline))
        .filter(|lane| !lane.lines.is_empty())
        .collect();
    (!lanes.is_empty()).then(|| Overlay {
        ground: timeline.ground(page.lang, &window.off(page)),
        head: head(page, events, &window, &timeline),
        empty: timeline.empty(),
        lanes,
    })
}

/// The days that are drawn.
struct Window {
    first: Date,
    last: Date,
}

impl Window {
    fn has(&self, event: &Event) -> bool {
        event.first <= self.last && self.first <= event.last
    }

    fn holds(&self, day: Date) -> bool {
        self.first <= day && day <= self.last
    }

    /// Days off and quiet periods.
    fn off(&self, page: Page<'_>) -> Vec<(jiff::civil::Date, jiff::civil::Date)> {
        let project = &page.whole.project;
        let quiet = project.settings.calendar.quiet.iter().filter_map(|quiet| Some((quiet.from?, quiet.to.or(quiet.from)?)));
        let quiet = quiet.filter(|(from, to)| *from <= self.last && self.first <= *to);
        let off = project.calendar.days_off(self.first, self.last).into_iter().chain(quiet);
        off.map(|(from, to)| (from.max(self.first).civil(), to.min(self.last).civil())).collect()
    }
}

fn head(page: Page<'_>, events: &[Event], window: &Window, timeline: &Timeline) -> String {
    let around = events.iter().filter(|event| event.lane == Lane::Around && window.has(event));
    let named: Vec<(Date, Date, String)> = around
        .map(|event| {
            let name = event.what.last().map(|run| run.text.clone()).unwrap_or_default();
            (event.first.max(window.first), event.last.min(window.last), name)
        })
        .collect();
    let named: Vec<_> = named.iter().map(|(from, to, name)| (from.civil(), to.civil(), name.as_str())).collect();
    timeline.head(page.lang, &named)
}

fn drawn(page: Page<'_>, lane: Lane, events: Vec<&Event>, window: &Window, timeline: &Timeline) -> Drawn {
    let more = events.len().saturating_sub(MOST);
    let lines = events.into_iter().take(MOST).filter_map(|event| line(page, event, window, timeline));
    let says = || Run::link(page.say(&say!("and {more} more", "另有{more}项", more)), "#weeks");
    Drawn { title: page.say(&lane.title()), lines: lines.collect(), more: (more > 0).then(says) }
}

fn line(page: Page<'_>, event: &Event, window: &Window, timeline: &Timeline) -> Option<Line> {
    let id = event.record?;
    let news = event.status.as_ref().filter(|status| matches!(status.tone, Tone::Bad | Tone::Warn));
    let label = news.map(|status| (status.word.clone(), true));
    let days = (event.first.max(window.first), event.last.min(window.last));
    let svg = match event.lane {
        Lane::Milestones => timeline.diamond(&Diamond {
            day: event.first.civil(),
            baseline: page.whole.analysis.dates(id).and_then(|dates| dates.baseline).filter(|day| window.holds(*day)).map(Date::civil),
            is_reached: !page.whole.analysis.is_open(id),
            is_critical: false,
            label,
        }),
        _ => timeline.bar(&Bar {
            days: (days.0.civil(), days.1.civil()),
            done: run(page, id, days),
            unready_until: unready_until(page, id).map(Date::civil),
            label,
            ..Bar::default()
        }),
    };
    let state = event.status.clone().or_else(|| page.state(id)).map(|status| status.word).unwrap_or_default();
    Some(Line { name: event.what.clone(), dates: brief_stretch(page, event.first, event.last), state, svg })
}

/// How much of some of its days lies behind, of what is running or over.
fn run(page: Page<'_>, id: RecordId, (first, last): (Date, Date)) -> f64 {
    let project = &page.whole.project;
    let stage = project.campaigns.get(id.index).filter(|_| id.kind == Kind::Campaigns).and_then(|campaign| campaign.stage);
    let is_out = id.kind == Kind::Content && project.content.get(id.index).is_some_and(|content| !content.is_open());
    let length = first.days_until(last) + 1;
    match stage {
        Some(CampaignStage::Ended) => 1.0,
        Some(CampaignStage::Live) => (first.days_until(project.report_date) + 1).clamp(0, length) as f64 / length as f64,
        _ if is_out => 1.0,
        _ => 0.0,
    }
}

/// The last day on which something that it needs is not there, of what begins too early.
fn unready_until(page: Page<'_>, id: RecordId) -> Option<Date> {
    let hit = page.whole.analysis.hanging.iter().filter(|hanging| hanging.waits == id && hanging.is_hit() && !hanging.is_there);
    hit.filter_map(|hanging| hanging.expected).max()
}
