//! What was checked: the verdict of every rule, and what was found.

mod aged;
mod grid;

use aged::Aged;
use grid::{First, Grid};
use serde::Serialize;

use super::{fields, register};
use crate::checklist::explain::area_label;
use crate::checklist::{Area, Found, ItemVerdict, Quote, RuleState, RuleVerdict, Severity, Verdicts, Waiver, Where};
use crate::site::address::Address;
use crate::site::view::frame::Frame;
use crate::site::view::page::Page;
use crate::site::escape;
use crate::site::present::verdict::{markup, severity, standing, state, withheld};
use crate::site::view::parts::{Fact, Hero, Run, Status, Value as Shown};
use crate::text::{Lang, Message, date};
use crate::{both, labels, say};

labels! {
    /// The words of the page.
    pub(super) struct ChecklistLabels {
        why: "Why", "为什么";
        mend: "Mend", "怎么改";
        coverage: "Judged", "已检查";
        known: "Known: the baseline has it, and the check does not fail for it.", "存量：已列入存量清单，检查不因此失败。";
        nothing: "No rule looks at this area.", "没有规则检查这一领域。";
        rules: "The rules", "规则说明";
        items: "Twenty items", "二十个检查项";
        begin: "Not recorded, and how to begin", "未登记的内容及如何开始";
        first: "Mend first", "优先处理";
    }
}

/// The view-model of `checklist.html`.
#[derive(Serialize)]
pub(super) struct ChecklistView<'a> {
    frame: Frame<'a>,
    t: ChecklistLabels,
    hero: Hero,
    grid: Grid,
    first: Vec<First>,
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
    /// Whether it is unfolded: something in it is an error.
    is_open: bool,
    /// How many rules found something: "2 of 9 rules found something".
    says: String,
    items: Vec<ItemView>,
    /// The registers of which nothing is recorded.
    begin: Vec<Fact>,
}

/// A line of the checklist.
#[derive(Serialize)]
struct ItemView {
    id: String,
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

/// So many findings of a rule, and places of a finding, are listed at most; fewer where many rules have many.
const MOST_LISTED: usize = 20;
/// So many are listed of all rules together, so that the page stays light.
const MOST_ON_PAGE: usize = 60;

/// A rule with its verdict. Its texts are HTML.
#[derive(Serialize)]
struct RuleView {
    id: &'static str,
    /// Where it is explained.
    href: String,
    title: String,
    status: Status,
    /// Whether it found an error.
    #[serde(skip)]
    is_error: bool,
    coverage: String,
    reason: Option<String>,
    why: String,
    /// How to fix it, if not every finding says so itself.
    mend: Option<String>,
    findings: Vec<FindingView>,
    /// Those that have stood unchanged for several reports.
    aged: Option<Aged>,
    /// That there are more findings.
    more: Option<String>,
    /// That some findings are not published.
    hidden: Option<String>,
}

/// Something that was found. Its texts are HTML.
#[derive(Serialize)]
struct FindingView {
    message: String,
    status: Status,
    help: Option<String>,
    record: Option<Run>,
    place: Option<String>,
    /// The way to what is said of the field that it is about.
    field: Option<Run>,
    quote: Option<Quote>,
    related: Vec<String>,
    /// Whether the baseline has it.
    is_known: bool,
    /// Who accepts it, until when and why.
    waiver: Option<String>,
}

/// The page of the checklist.
pub(super) fn view(page: Page<'_>) -> ChecklistView<'_> {
    let title = page.title(Address::CHECKLIST);
    let whole = page.whole;
    let verdicts = Verdicts::of(whole.published);
    let lead = page.say(&summary(page));
    let most = most(&verdicts);
    let groups = std::iter::once(None).chain(Area::ALL.map(Some)).map(|area| group(page, &verdicts, area, most));
    ChecklistView {
        frame: page.frame(&title, &lead),
        t: ChecklistLabels::of(page.lang),
        hero: Hero { lead: Some(Run::text(lead)), notes: vec![page.as_of()], facts: counts(page), ..Hero::new(Run::text(title)) },
        grid: grid::of(page, &verdicts),
        first: grid::first(page, &verdicts),
        groups: groups.collect(),
    }
}

/// How many findings of a rule are listed.
fn most(verdicts: &Verdicts) -> usize {
    let rules = || verdicts.items.iter().flat_map(|item| &item.rules);
    let listed = |rule: &RuleVerdict, most: usize| {
        let findings = rule.findings.iter().chain(&rule.waived_findings).take(most);
        findings.map(|found| 1 + found.related.len().min(most)).sum::<usize>()
    };
    let fits = |most: &usize| rules().map(|rule| listed(rule, *most)).sum::<usize>() <= MOST_ON_PAGE;
    (1..=MOST_LISTED).rev().find(fits).unwrap_or(1)
}

fn summary(page: Page<'_>) -> Message {
    let count = |state: RuleState| page.whole.checklist.outcomes.iter().filter(|outcome| outcome.state == state).count();
    let judged = page.whole.checklist.outcomes.iter().filter(|outcome| outcome.state.is_judged()).count();
    let waived = page.whole.checklist.waived().count();
    say!(
        "{passed} of {judged} rules passed, {failed} failed; {waived} finding{en_s} waived.",
        "{judged}条规则中{passed}条通过，{failed}条未通过；{waived}个发现项已豁免。",
        passed = count(RuleState::Pass), judged, failed = count(RuleState::Fail), waived, en_s = if waived == 1 { " is" } else { "s are" }
    )
}

fn counts(page: Page<'_>) -> Vec<Fact> {
    let severities = [Severity::Error, Severity::Warning, Severity::Info];
    let number = |name: &Message, count: usize| Fact { name: page.say(name), value: Shown::text(count.to_string()) };
    let waived = number(&both!("Waived", "已豁免"), page.whole.checklist.waived().count());
    let known = Some(page.whole.checklist.known()).filter(|known| *known > 0).map(|known| number(&both!("Known", "存量"), known));
    let found = severities.map(|severity| number(&severity.label(), page.whole.checklist.count(severity)));
    found.into_iter().chain([waived]).chain(known).collect()
}

fn group(page: Page<'_>, verdicts: &Verdicts, area: Option<Area>, most: usize) -> Group {
    let items = verdicts.items.iter().filter(|item| item.item.area() == area);
    let items: Vec<ItemView> = items.map(|item| item_view(page, item, most)).collect();
    let rules = || items.iter().flat_map(|item| item.found.iter().chain(&item.quiet));
    let (all, found) = (rules().count(), items.iter().map(|item| item.found.len()).sum::<usize>());
    let says = say!("{found} of {all} rules found something", "{all}条规则中{found}条有发现", found, all);
    Group {
        says: if all == 0 { String::new() } else { page.say(&says) },
        is_open: items.iter().flat_map(|item| &item.found).any(|rule| rule.is_error),
        id: area.map_or("records", Area::key),
        is_empty: items.iter().all(|item| item.found.is_empty() && item.quiet.is_empty()),
        title: page.say(&area_label(area)),
        rules: page.href(Address::Rules(area)),
        items,
        begin: area.map(|area| missing(page, area)).unwrap_or_default(),
    }
}

/// The registers of an area of which nothing is recorded, and how to begin them.
fn missing(page: Page<'_>, area: Area) -> Vec<Fact> {
    let kinds = area.registers().into_iter().filter(|kind| register::is_missing(page, *kind));
    kinds.map(|kind| Fact { name: page.say(&kind.label()), value: Shown::text(register::begin(page, kind)) }).collect()
}

fn item_view(page: Page<'_>, item: &ItemVerdict, most: usize) -> ItemView {
    let (found, quiet): (Vec<&RuleVerdict>, Vec<&RuleVerdict>) = item.rules.iter().partition(|rule| rule.has_findings());
    let views = |rules: Vec<&RuleVerdict>| rules.into_iter().map(|verdict| rule(page, verdict, most)).collect::<Vec<RuleView>>();
    let quiet = views(quiet);
    let title = item.area.map(|_| format!("{} {}", item.number, page.say(&item.name)));
    ItemView { id: grid::anchor(item), level: if title.is_some() { 4 } else { 3 }, title, summary: totals(page, &quiet), found: views(found), quiet }
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
    parts.join(if page.lang == Lang::Zh { "，" } else { " · " })
}

fn rule(page: Page<'_>, verdict: &RuleVerdict, most: usize) -> RuleView {
    let (judged, seen) = verdict.coverage();
    let (aged, new): (Vec<&Found>, Vec<&Found>) = verdict.findings.iter().partition(|found| aged::age(page, found).is_some());
    let open = |found: &Found| finding(page, found, severity(page, found.severity), most);
    let aged = Aged::of(page, &aged, most, open);
    let waived = verdict.waived_findings.iter().map(|found| finding(page, found, state(page, RuleState::Waived), most));
    let count = verdict.findings.len() + verdict.waived_findings.len();
    let findings: Vec<FindingView> = new.into_iter().map(open).chain(waived).take(most).collect();
    let listed = || findings.iter().chain(aged.iter().flat_map(|aged| &aged.findings));
    let is_told = listed().next().is_some() && listed().all(|finding| finding.help.is_some());
    RuleView {
        id: verdict.id,
        href: page.to_rule(verdict.rule),
        // A rule that found nothing is named by what it asks for: its title names the fault.
        title: markup(page, if verdict.has_findings() { &verdict.title } else { &verdict.rule.what }),
        status: standing(page, verdict),
        is_error: verdict.findings.iter().any(|found| found.severity == Severity::Error),
        coverage: if seen == 0 {
            String::new()
        } else {
            page.say(&say!("{judged} of {seen}", "{judged}/{seen}", judged, seen))
        },
        reason: verdict.reason.as_ref().map(|reason| markup(page, reason)),
        why: markup(page, &verdict.rule.why),
        mend: (!is_told).then(|| markup(page, &verdict.rule.fix)),
        findings,
        aged,
        more: more(page, count, most),
        hidden: withheld(page, verdict.not_published),
    }
}

/// That there are more findings, or places of one, than are listed.
fn more(page: Page<'_>, count: usize, most: usize) -> Option<String> {
    let all = page.file("report.json");
    let words = say!(
        "{more} more: all {count} stand in <a href=\"{all}\">the data of this report</a>.",
        "另有{more}个，全部{count}个见<a href=\"{all}\">本报告的数据</a>。",
        more = count.saturating_sub(most),
        count,
        all
    );
    (count > most).then(|| page.say(&words))
}

fn finding(page: Page<'_>, found: &Found, status: Status, most: usize) -> FindingView {
    let record = found.subject.and_then(|id| {
        page.to_record(id).map(|href| Run { href: Some(href), ..Run::text(page.code(id).unwrap_or_else(|| page.name(id).text)) })
    });
    let colon = if page.lang == Lang::Zh { "：" } else { ": " };
    let related = found.related.iter().map(|other| match &other.place {
        Some(place) => format!("<code>{}</code>{colon}{}", escape(&place.to_string()), markup(page, &other.message)),
        None => markup(page, &other.message),
    });
    let more = more(page, found.related.len(), most);
    FindingView {
        message: markup(page, &found.message),
        status,
        help: found.help.as_ref().map(|help| markup(page, help)),
        record,
        place: found.place.as_ref().map(Where::to_string),
        field: found.field.as_ref().and_then(|(kind, field)| fields::link(page, *kind, field)),
        quote: found.quote.clone(),
        related: related.take(most).chain(more).collect(),
        is_known: found.known,
        waiver: found.waiver.as_ref().map(|waiver| waived(page, waiver)),
    }
}

/// "Waived until 31 Dec 2026 by Chen Wei: the supplier has no other slot."
fn waived(page: Page<'_>, waiver: &Waiver) -> String {
    let until = waiver.until.map_or_else(
        || both!("Waived without an end", "已豁免，未写截止日期"),
        |until| say!("Waived until {until}", "豁免至{until}", until = date::message(until.civil())),
    );
    let by = match waiver.approved_by.join(if page.lang == Lang::Zh { "、" } else { ", " }) {
        by if by.is_empty() => Message::default(),
        by => say!(", approved by {by}", "，批准人：{by}", by),
    };
    let reason = waiver.reason.as_ref().map_or_else(Message::default, |reason| say!(": {reason}", "：{reason}", reason));
    let soon = waiver.ends_in.map_or_else(Message::default, soon);
    escape(&page.say(&say!("{until}{by}{reason}{soon}", "{until}{by}{reason}{soon}", until, by, reason, soon)))
}

/// " Ends in 3 working days."
fn soon(workdays: i64) -> Message {
    match workdays {
        0 => both!(" Ends today.", "（今天到期）"),
        1 => both!(" Ends in 1 working day.", "（1个工作日后到期）"),
        _ => say!(" Ends in {workdays} working days.", "（{workdays}个工作日后到期）", workdays),
    }
}

#[cfg(test)]
mod tests {
    use crate::site::testing::site;

    #[test]
    fn the_page_stays_light_where_many_rules_find_much() {
        let rows = |head: &str, row: &str| format!("{head}\n{}", (0..60).map(|at| row.replace('#', &at.to_string()) + "\n").collect::<String>());
        let files = [
            ("risks.csv", rows("id,title,probability,impact,status", "R-#,The printer delivers late again and again,5,5,open")),
            ("tasks.csv", rows("id,title,start,finish,status", "T-#,Prepare the material of a shop,2026-01-05,2026-02-06,in progress")),
            ("issues.csv", rows("id,title,status,due,severity", "I-#,The hose does not fit the tap,open,2026-02-02,high")),
            ("actions.csv", rows("id,what,due", "A-#,Call the printer about the boxes,2026-02-02")),
            ("decisions.csv", rows("id,title,status", "D-#,A price for the winter,proposed")),
            ("changes.csv", rows("id,title,raised", "CH-#,A later launch in the south,2026-01-05")),
            ("kpis.csv", rows("id,name", "k-#,Visits of page #")),
            ("goals.csv", rows("id,title", "G-#,Sell more in shop #")),
            ("milestones.csv", rows("id,name,baseline,forecast", "M-#,Shop # opens,2026-02-02,2026-03-20")),
        ];
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
        let site = site(&files);
        for page in ["en/checklist.html", "zh-CN/checklist.html"] {
            let html = site.get(page).unwrap();
            assert!(html.len() < 120_000, "{page} has {} bytes", html.len());
            assert!(html.contains("report.json"), "what is not listed is told");
        }
    }
}
