//! What was checked: the verdict of every rule, and what was found.

use serde::Serialize;

use crate::checklist::explain::area_label;
use crate::checklist::{Area, Finding, Item, Outcome, Place, Reported, Severity, State};
use crate::project::Locator;
use crate::site::address::Address;
use crate::site::frame::Frame;
use crate::site::page::Page;
use crate::site::parts::{Fact, Glyph, Hero, Run, Status, Tone, Value as Shown};
use crate::site::{escape, markdown};
use crate::text::Message;
use crate::{both, labels, say};

labels! {
    /// The words of the page.
    pub struct ChecklistLabels {
        why: "Why", "为什么";
        mend: "Mend", "怎么改";
        coverage: "Judged", "已检查";
        nothing: "No rule looks at this area.", "没有规则检查这一领域。";
        rules: "The rules", "规则说明";
    }
}

/// The view-model of `checklist.html`.
#[derive(Serialize)]
pub struct ChecklistView<'a> {
    frame: Frame<'a>,
    t: ChecklistLabels,
    hero: Hero,
    groups: Vec<Group>,
}

/// An area, or the records themselves.
#[derive(Serialize)]
struct Group {
    id: &'static str,
    title: String,
    /// Where its rules are explained.
    rules: String,
    is_empty: bool,
    items: Vec<ItemView>,
}

/// A line of the checklist.
#[derive(Serialize)]
struct ItemView {
    /// Its name, where the group does not have the same.
    title: Option<String>,
    /// The level of the headings of its rules.
    level: u8,
    /// The rules that found something.
    found: Vec<RuleView>,
    /// The others.
    quiet: Vec<RuleView>,
    /// How the others stand: "13 pass, 2 not assessable".
    summary: String,
}

/// A rule with its verdict. Its texts are HTML.
#[derive(Serialize)]
struct RuleView {
    id: &'static str,
    /// Where it is explained.
    href: String,
    title: String,
    status: Status,
    coverage: String,
    reason: Option<String>,
    why: String,
    mend: String,
    findings: Vec<FindingView>,
}

/// Something that was found. Its texts are HTML.
#[derive(Serialize)]
struct FindingView {
    message: String,
    status: Status,
    help: Option<String>,
    record: Option<Run>,
    place: Option<String>,
    related: Vec<String>,
}

/// The page of the checklist.
pub fn view(page: Page<'_>) -> ChecklistView<'_> {
    let title = page.title(Address::CHECKLIST);
    let locator = Locator::new(page.whole.project);
    let lead = page.say(&summary(page));
    let groups = std::iter::once(None).chain(Area::ALL.map(Some)).map(|area| group(page, &locator, area));
    ChecklistView {
        frame: page.frame(&title, &lead),
        t: ChecklistLabels::of(page.lang),
        hero: Hero { lead: Some(Run::text(lead)), notes: vec![page.as_of()], facts: counts(page), ..Hero::new(Run::text(title)) },
        groups: groups.collect(),
    }
}

fn summary(page: Page<'_>) -> Message {
    let count = |state: State| page.whole.checklist.outcomes.iter().filter(|outcome| outcome.state == state).count();
    let judged = page.whole.checklist.outcomes.iter().filter(|outcome| outcome.state.is_judged()).count();
    let waived = page.whole.checklist.waived().count();
    say!(
        "{passed} of {judged} rules passed, {failed} failed; {waived} finding{en_s} waived.",
        "{judged}条规则中{passed}条通过，{failed}条未通过；{waived}个发现项已豁免。",
        passed = count(State::Passed), judged, failed = count(State::Failed), waived, en_s = if waived == 1 { " is" } else { "s are" }
    )
}

fn counts(page: Page<'_>) -> Vec<Fact> {
    let severities = [Severity::Error, Severity::Warning, Severity::Info];
    let fact = |severity: Severity| Fact {
        name: page.say(&severity.label()),
        value: Shown::text(page.whole.checklist.count(severity).to_string()),
    };
    let waived =
        Fact { name: page.say(&both!("Waived", "已豁免")), value: Shown::text(page.whole.checklist.waived().count().to_string()) };
    severities.map(fact).into_iter().chain([waived]).collect()
}

fn group(page: Page<'_>, locator: &Locator<'_>, area: Option<Area>) -> Group {
    let items = Item::ALL.into_iter().filter(|item| item.area() == area);
    let items: Vec<ItemView> = items.map(|item| item_view(page, locator, item)).collect();
    Group {
        id: area.map_or("records", Area::key),
        is_empty: items.iter().all(|item| item.found.is_empty() && item.quiet.is_empty()),
        title: page.say(&area_label(area)),
        rules: page.href(Address::Rules(area)),
        items,
    }
}

fn item_view(page: Page<'_>, locator: &Locator<'_>, item: Item) -> ItemView {
    let rules = page.whole.checklist.of_item(item).map(|outcome| rule(page, locator, outcome));
    let (found, quiet): (Vec<RuleView>, Vec<RuleView>) = rules.partition(|rule| !rule.findings.is_empty());
    let title = item.area().map(|_| format!("{} {}", item.number(), page.say(&item.label())));
    ItemView { level: if title.is_some() { 4 } else { 3 }, title, summary: totals(page, &quiet), found, quiet }
}

/// How many rules have each verdict.
fn totals(page: Page<'_>, rules: &[RuleView]) -> String {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for rule in rules {
        let word = rule.status.word.as_str();
        match counts.iter_mut().find(|(known, _)| *known == word) {
            Some((_, count)) => *count += 1,
            None => counts.push((word, 1)),
        }
    }
    let parts: Vec<String> =
        counts.iter().map(|(word, count)| page.say(&say!("{word}: {count}", "{word}{count}条", word, count))).collect();
    parts.join(if page.lang == crate::text::Lang::Zh { "，" } else { " · " })
}

fn rule(page: Page<'_>, locator: &Locator<'_>, outcome: &Outcome) -> RuleView {
    let (judged, seen) = outcome.coverage();
    let reason = match &outcome.state {
        State::NotAssessable(why) => Some(markup(page, why)),
        State::NotApplicable(why) => Some(markdown::inline(why)),
        _ => None,
    };
    let open = outcome.findings.iter().map(|found| finding(page, locator, found, severity(page, found.severity)));
    let waived = outcome.waived_findings.iter().map(|waived| finding(page, locator, &waived.reported, state(page, &State::Waived)));
    RuleView {
        id: outcome.rule.id,
        href: page.to_rule(outcome.rule),
        // A rule that found nothing is named by what it asks for: its title names the fault.
        title: markup(
            page,
            if outcome.findings.is_empty() && outcome.waived_findings.is_empty() { &outcome.rule.what } else { &outcome.rule.title },
        ),
        status: state(page, &outcome.state),
        coverage: if seen == 0 {
            String::new()
        } else {
            page.say(&say!("{judged} of {seen}", "{judged}/{seen}", judged, seen))
        },
        reason,
        why: markup(page, &outcome.rule.why),
        mend: markup(page, &outcome.rule.fix),
        findings: open.chain(waived).collect(),
    }
}

/// A message as HTML: what stands between backquotes is code.
pub fn markup(page: Page<'_>, message: &Message) -> String {
    markdown::inline(message.get(page.lang))
}

/// The chip of a rule's verdict.
pub fn state(page: Page<'_>, state: &State) -> Status {
    match state {
        State::Passed => Status::new(Tone::Good, &state.label(), page.lang),
        State::Failed => Status::new(Tone::Bad, &state.label(), page.lang),
        State::Waived => Status::neutral(Glyph::Waived, &state.label(), page.lang),
        State::NotAssessable(_) => Status::neutral(Glyph::Question, &state.label(), page.lang),
        State::NotDueYet | State::NoLongerAsked => Status::neutral(Glyph::Clock, &state.label(), page.lang),
        State::Off | State::NotApplicable(_) => Status::neutral(Glyph::None, &state.label(), page.lang),
    }
}

/// The chip of a severity.
pub fn severity(page: Page<'_>, severity: Severity) -> Status {
    let tone = match severity {
        Severity::Error => Tone::Bad,
        Severity::Warning => Tone::Warn,
        Severity::Info => Tone::None,
    };
    Status::new(tone, &severity.label(), page.lang)
}

/// What a finding says, as HTML. A sentence about an internal record would tell what the record keeps.
pub fn message(page: Page<'_>, finding: &Finding) -> String {
    if is_hidden(page, finding) {
        return page.say(&both!("A finding about an internal record is not published.", "涉及内部记录的发现项不公开。"));
    }
    markup(page, &finding.message)
}

fn is_hidden(page: Page<'_>, finding: &Finding) -> bool {
    let mut messages = std::iter::once(&finding.message).chain(&finding.help).chain(finding.related.iter().map(|(_, message)| message));
    finding.records.iter().any(|id| !page.whole.is_public(*id)) || messages.any(|message| page.whole.secrets.are_in(message))
}

fn finding(page: Page<'_>, locator: &Locator<'_>, found: &Reported, status: Status) -> FindingView {
    let finding = &found.finding;
    let message = message(page, finding);
    if is_hidden(page, finding) {
        return FindingView { message, status, help: None, record: None, place: None, related: Vec::new() };
    }
    let record = finding.records.first().and_then(|id| {
        page.to_record(*id).map(|href| Run { href: Some(href), ..Run::text(page.code(*id).unwrap_or_else(|| page.name(*id).text)) })
    });
    FindingView {
        message,
        status,
        help: finding.help.as_ref().map(|help| markup(page, help)),
        record,
        place: place(page, locator, &finding.place),
        related: finding
            .related
            .iter()
            .map(|(at, message)| match place(page, locator, at) {
                Some(place) => format!("<code>{}</code>: {}", escape(&place), markup(page, message)),
                None => markup(page, message),
            })
            .collect(),
    }
}

/// The file, line and column of a place.
fn place(page: Page<'_>, locator: &Locator<'_>, place: &Place) -> Option<String> {
    let (file, span) = match place {
        Place::Record(id, field) => locator.field(*id, field)?,
        Place::Bytes(file, span) => (*file, *span),
        Place::Setting(path) => locator.setting(&path.iter().map(String::as_str).collect::<Vec<_>>())?,
        Place::Project => return None,
    };
    let at = locator.location(file, span);
    Some(format!("{}:{}:{}", page.whole.project.path(file), at.line, at.column))
}
