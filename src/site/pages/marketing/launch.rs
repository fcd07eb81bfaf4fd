//! The page of a gate: how many days are left, who is ready, whether to go and why, what moved, and what hangs on it.

use serde::Serialize;

use super::cells::{Section, head, nothing, section};
use super::gates::{decided, float, left, moved};
use crate::analysis::campaigns::gates::Gate;
use crate::analysis::campaigns::needs::Hanging;
use crate::project::registers::readiness::{Readiness, ReadinessStatus};
use crate::project::types::{FieldType, Party};
use crate::project::{Entry, Kind, RecordId};
use crate::site::address::Address;
use crate::site::pages::area::schedule::forecasts;
use crate::site::view::frame::Frame;
use crate::site::view::page::Page;
use crate::site::view::parts::{Bar, Fact, Hero, Row, Run, Value as Shown};
use crate::text::{Message, date, number, plural};
use crate::{both, say};

/// The view-model of `launch.html`.
#[derive(Serialize)]
pub(crate) struct LaunchView<'a> {
    frame: Frame<'a>,
    hero: Hero,
    why: Option<Reasons>,
    sections: Vec<Section>,
}

/// What the decision rests on.
#[derive(Serialize)]
struct Reasons {
    title: String,
    facts: Vec<Fact>,
}

/// The page of the gate at a place in the register of milestones.
pub(crate) fn view(page: Page<'_>, milestone: usize) -> LaunchView<'_> {
    let id = RecordId { kind: Kind::Milestones, index: milestone };
    let title = page.name(id);
    let gate = page.whole.analysis.gates.iter().find(|gate| gate.milestone == milestone);
    let lead = gate.map(|gate| page.say(&lead(page, gate))).unwrap_or_default();
    let sections = gate.map(|gate| [hanging(page, id), functions(page, gate), items(page, gate), forecast(page, id)]);
    let hero = Hero {
        crumbs: vec![page.crumb(Address::Marketing), Run::text(page.say(&both!("Gate", "关口")))]
            .into_iter()
            .chain(page.code(id).map(Run::text))
            .collect(),
        lead: Some(Run::text(&lead)),
        notes: vec![page.as_of()],
        facts: gate.map(|gate| facts(page, gate, id)).unwrap_or_default(),
        ..Hero::new(title.clone())
    };
    LaunchView {
        frame: page.frame(&title.text, &lead),
        hero: hero.status(gate.and_then(|gate| decided(page, gate).status)),
        why: gate.and_then(|gate| why(page, gate, id)),
        sections: sections.into_iter().flatten().flatten().collect(),
    }
}

/// "T−11: 3 of 4 ready, 1 that blocks is open. It moved by 7 working days; 1 of 2 that hang on it is hit."
fn lead(page: Page<'_>, gate: &Gate) -> Message {
    let (ready, all) = gate.ready();
    let open = gate.blocking.len();
    let blocks = match open {
        0 => both!("nothing that blocks is open", "没有未就绪的必需事项"),
        open => say!(
            "{open} that block{en_s} {en_is} open",
            "{open}项必需事项未就绪",
            open,
            en_s = if open == 1 { "s" } else { "" },
            en_is = if open == 1 { "is" } else { "are" }
        ),
    };
    let when = match left(page, gate) {
        Some(left) => say!("{left}: ", "{left}：", left),
        None => Message::default(),
    };
    let id = RecordId { kind: Kind::Milestones, index: gate.milestone };
    let waiting: Vec<&Hanging> = hangs(page, id).collect();
    let hit = waiting.iter().filter(|hanging| hanging.is_hit()).count();
    let hit = match (waiting.len(), hit) {
        (0, _) => Message::default(),
        (all, 0) => {
            say!(" {all} wait{en_s} for it, and none is hit.", "有{all}项在等它，均不受影响。", all, en_s = if all == 1 { "s" } else { "" })
        }
        (all, hit) => say!(
            " {hit} of {all} that wait for it {en_is} hit.",
            "等它的{all}项中有{hit}项受影响。",
            all,
            hit,
            en_is = if hit == 1 { "is" } else { "are" }
        ),
    };
    let slip = moved(page, gate);
    let slip = match slip {
        0 => Message::default(),
        slip => say!(
            " It moved by {slip} working day{en_s}.",
            "它推迟了{slip}个工作日。",
            slip,
            en_s = plural(usize::try_from(slip).unwrap_or_default())
        ),
    };
    say!(
        "{when}{ready} of {all} ready, {blocks}.{slip}{hit}",
        "{when}{all}项中{ready}项就绪，{blocks}。{slip}{hit}",
        when,
        ready,
        all,
        blocks,
        slip,
        hit
    )
}

fn facts(page: Page<'_>, gate: &Gate, id: RecordId) -> Vec<Fact> {
    let fact = |name: Message, value: Shown| Fact { name: page.say(&name), value };
    let day = gate.day.map(|day| {
        let shown = Shown::from(page.day(day));
        let shown = match left(page, gate) {
            Some(left) => shown.note(left),
            None => shown,
        };
        fact(both!("Day", "日期"), shown)
    });
    let milestone = page.whole.project.milestones.get(id.index);
    let agreed = milestone.and_then(|milestone| milestone.baseline).filter(|agreed| Some(*agreed) != gate.day);
    let slip = moved(page, gate);
    let agreed = agreed.map(|agreed| {
        let shown = Shown::from(page.day(agreed));
        let by = say!("moved by {slip} working day{en_s}", "推迟{slip}个工作日", slip, en_s = if slip == 1 { "" } else { "s" });
        fact(both!("Agreed for", "原定日期"), if slip > 0 { shown.note(page.say(&by)) } else { shown })
    });
    let by_tasks = page.cell(id, "by_tasks").map(|cell| fact(both!("By its tasks", "按任务推算"), cell));
    let (ready, all) = gate.ready();
    let share = if all == 0 { 0.0 } else { ready as f64 / all as f64 };
    let ready = Shown::text(page.say(&say!("{ready} of {all}", "{ready}/{all}", ready, all))).bar(Bar::part(share));
    let owner =
        milestone.and_then(|milestone| milestone.owner.as_ref()).map(|owner| fact(both!("Owner", "负责人"), page.owner(Some(owner))));
    let others = milestone
        .and_then(|milestone| milestone.acceptance.as_ref())
        .map(|text| fact(both!("Counts as reached when", "验收标准"), page.text(text, page.whole.project.default_lang()).into()));
    let register = page.to_record(id).map(|href| fact(both!("In the plan", "见计划"), Shown::link(page.say(&id.kind.label()), href)));
    [day, agreed, by_tasks, Some(fact(both!("Ready", "就绪"), ready)), owner, others, register].into_iter().flatten().collect()
}

/// The decision with its reasons, and what speaks against going.
fn why(page: Page<'_>, gate: &Gate, id: RecordId) -> Option<Reasons> {
    let fact = |name: Message, value: Shown| Fact { name: page.say(&name), value };
    let item = |at: &usize| page.record(RecordId { kind: Kind::Readiness, index: *at });
    let mut facts: Vec<Fact> = Vec::new();
    if let Some((of, decision)) = gate.decision.and_then(|of| Some((of, page.whole.project.decisions.get(of.index)?))) {
        let shown = Shown::line(page.record(of));
        let shown = match decision.date {
            Some(made) => shown.note(date::short(page.lang, made.civil(), page.whole.project.report_date.year())),
            None => shown,
        };
        facts.push(fact(both!("Decision", "决策"), shown));
        let lang = page.whole.project.record(of).map_or(page.lang, |entry| page.lang_of(entry));
        let texts = [
            (both!("Outcome", "结论"), &decision.outcome),
            (both!("Reason", "理由"), &decision.rationale),
            (both!("Background", "背景"), &decision.context),
        ];
        facts.extend(texts.into_iter().filter_map(|(name, text)| Some(fact(name, page.text(text.as_ref()?, lang).into()))));
        facts.extend(parties(page, &decision.deciders).map(|by| fact(both!("Decided by", "决策人"), by)));
    }
    let open: Vec<Vec<Run>> = gate.blocking.iter().map(item).collect();
    if !gate.is_passed && !open.is_empty() {
        facts.push(fact(both!("Open, and it blocks", "未就绪的必需事项"), Shown { lines: open, ..Shown::default() }));
    }
    let unsigned: Vec<Vec<Run>> = gate.items.iter().filter(|at| is_unsigned(page, **at)).map(item).collect();
    if !unsigned.is_empty() {
        facts.push(fact(both!("Ready, and signed by nobody", "已就绪但无人签核"), Shown { lines: unsigned, ..Shown::default() }));
    }
    let changes: Vec<Vec<Run>> =
        page.whole.references.to(id).filter(|from| from.kind == Kind::Changes).map(|from| page.record(from)).collect();
    if !changes.is_empty() {
        facts.push(fact(both!("Changes that name it", "涉及它的调整"), Shown { lines: changes, ..Shown::default() }));
    }
    (!facts.is_empty()).then(|| Reasons { title: page.say(&both!("Go or no go, and why", "是否上线及理由")), facts })
}

fn is_unsigned(page: Page<'_>, at: usize) -> bool {
    let item = page.whole.project.readiness.get(at);
    item.is_some_and(|item| item.status == Some(ReadinessStatus::Ready) && item.is_blocking() && item.signed_by.is_empty())
}

fn parties(page: Page<'_>, parties: &Vec<Party>) -> Option<Shown> {
    page.show(&parties.value(), page.lang)
}

fn functions(page: Page<'_>, gate: &Gate) -> Option<Section> {
    let columns = vec![
        head(page, &both!("Function", "职能")),
        head(page, &both!("Ready", "就绪")).class("nw"),
        head(page, &both!("Open", "未就绪")),
        head(page, &both!("Signed by", "签核人")),
    ];
    let of = |at: &usize| page.whole.project.readiness.get(*at);
    let row = |(label, ready, all): &(Option<Message>, usize, usize)| {
        let theirs: Vec<usize> = gate
            .items
            .iter()
            .copied()
            .filter(|at| of(at).is_some_and(|item| item.function.as_ref().map(crate::project::types::Open::label) == *label))
            .collect();
        let open = theirs.iter().filter(|at| of(at).is_some_and(|item| item.is_open()));
        let open: Vec<Vec<Run>> = open.map(|at| page.record(RecordId { kind: Kind::Readiness, index: *at })).collect();
        let mut signed: Vec<Vec<Run>> = Vec::new();
        for line in theirs.iter().filter_map(of).filter_map(|item| parties(page, &item.signed_by)).flat_map(|shown| shown.lines) {
            if !signed.contains(&line) {
                signed.push(line);
            }
        }
        let lines = |lines: Vec<Vec<Run>>| if lines.is_empty() { nothing() } else { Shown { lines, ..Shown::default() } };
        let share = if *all == 0 { 0.0 } else { *ready as f64 / *all as f64 };
        Row::new(vec![
            Shown::text(page.say(&label.clone().unwrap_or(both!("Others", "其他")))),
            Shown::text(page.say(&say!("{ready} of {all}", "{ready}/{all}", ready, all))).bar(Bar::part(share)),
            lines(open),
            lines(signed),
        ])
    };
    let rows = gate.functions.iter().map(row).collect();
    section(page, "functions", [both!("Who is ready", "各职能就绪情况"), both!("By function", "按职能")], columns, rows)
}

/// Everything that must be ready: what is open and blocks first.
fn items(page: Page<'_>, gate: &Gate) -> Option<Section> {
    let columns = vec![
        head(page, &both!("What must be ready", "就绪事项")),
        head(page, &both!("Function", "职能")),
        head(page, &both!("Due", "截止日期")).class("nw"),
        head(page, &both!("Owner", "负责人")),
        head(page, &both!("Signed", "签核")),
        head(page, &both!("Evidence", "依据")),
    ];
    let mut all: Vec<(usize, &Entry<Readiness>)> =
        gate.items.iter().filter_map(|at| Some((*at, page.whole.project.readiness.get(*at)?))).collect();
    let due = |at: usize| page.whole.analysis.ready_by.get(at).and_then(|by| by.due);
    all.sort_by_key(|(at, item)| (!item.is_open(), !item.is_blocking(), due(*at).is_none(), due(*at), *at));
    let row = |(at, item): &(usize, &Entry<Readiness>)| {
        let id = RecordId { kind: Kind::Readiness, index: *at };
        let named = Shown { status: page.state(id), ..Shown::line(page.record(id)) };
        let may_wait = item.is_open() && !item.is_blocking();
        let named = if may_wait { named.note(page.say(&both!("blocks nothing", "非必需"))) } else { named };
        let signed = parties(page, &item.signed_by).unwrap_or_else(nothing);
        let signed = match item.signed_on {
            Some(on) => signed.note(date::short(page.lang, on.civil(), page.whole.project.report_date.year())),
            None => signed,
        };
        let evidence = item.evidence.as_ref().and_then(|text| page.show(&text.value(), page.lang_of(*item)));
        Row::new(vec![
            named,
            item.function.as_ref().map_or_else(nothing, |function| Shown::text(page.say(&function.label()))),
            due(*at).map_or_else(nothing, |day| page.day(day).into()),
            page.owner(item.owner.as_ref()),
            signed,
            evidence.unwrap_or_else(nothing),
        ])
    };
    let rows = all.iter().map(row).collect();
    section(
        page,
        "ready",
        [both!("What must be ready", "就绪事项"), both!("What is open and blocks comes first", "未就绪的必需事项排在前面")],
        columns,
        rows,
    )
}

fn hangs(page: Page<'_>, id: RecordId) -> impl Iterator<Item = &Hanging> {
    page.whole.analysis.hanging.iter().filter(move |hanging| hanging.needs == id)
}

fn hanging(page: Page<'_>, id: RecordId) -> Option<Section> {
    let columns = vec![
        head(page, &both!("What waits", "等待方")),
        head(page, &both!("From", "开始")).class("nw"),
        head(page, &both!("It may still move by", "还可推迟")),
    ];
    let mut waiting: Vec<&Hanging> = hangs(page, id).collect();
    waiting.sort_by_key(|hanging| (hanging.float.is_none(), hanging.float, hanging.from));
    let rows = waiting
        .into_iter()
        .map(|hanging| Row::new(vec![Shown::line(page.record(hanging.waits)), page.day(hanging.from).into(), float(page, hanging.float)]));
    let words = [both!("What hangs on it", "哪些事项在等它"), both!("What is hit first comes first", "最紧的排在前面")];
    section(page, "hanging", words, columns, rows.collect())
}

/// The days that were told for it, one after the other.
fn forecast(page: Page<'_>, id: RecordId) -> Option<Section> {
    let columns = vec![
        head(page, &both!("Told on", "填报日期")).class("nw"),
        head(page, &both!("Expected", "预计日期")).class("nw"),
        head(page, &both!("Working days from the day agreed", "比原定推迟工作日")).class("num"),
    ];
    let rows = forecasts(page, id).into_iter().map(|(on, expected, shift)| {
        let by = Shown::text(number::signed(shift.workdays as f64, 0));
        Row::new(vec![page.day(on).into(), page.day(expected).into(), by])
    });
    let words = [both!("What moved", "日期变动"), both!("Days expected, as told at each time", "历次预计日期")];
    section(page, "moved", words, columns, rows.collect())
}

#[cfg(test)]
mod tests {
    use crate::site::testing::site;

    const FILES: [(&str, &str); 7] = [
        ("alongside.yaml", "languages: [en, zh-CN]\n"),
        ("people.yaml", "- {id: li-na, name: Li Na}\n- {id: wu, name: Wu, visibility: internal}\n"),
        (
            "milestones.yaml",
            "- {id: M-1, name: On sale, baseline: 2026-04-10, forecast: 2026-04-14, status: in progress, history: [{on: 2026-03-02, forecast: 2026-04-10}]}\n- {id: M-2, name: Nothing to be ready, forecast: 2026-05-04}\n",
        ),
        (
            "readiness.yaml",
            "- {id: L-1, what: Stock, gate: M-1, function: operations, due: T-7, status: ready, signed_by: [li-na], signed_on: 2026-03-30, evidence: Counted}\n- {id: L-2, what: Texts, gate: M-1, function: legal, status: ready}\n- {id: L-3, what: Answers, gate: M-1, function: support, status: in progress}\n- {id: L-4, what: Posters, gate: M-1, function: marketing, status: in progress, blocks: no}\n- {id: L-5, what: Hidden matter, gate: M-1, function: legal, visibility: internal}\n",
        ),
        (
            "campaigns.yaml",
            "- {id: C-1, name: Spring, start: 2026-04-13, needs: M-1}\n- {id: C-2, name: Hidden push, start: 2026-04-13, needs: M-1, visibility: internal}\n",
        ),
        (
            "decisions.yaml",
            "- {id: D-1, title: We go, date: 2026-03-30, status: accepted, deciders: [li-na], outcome: On sale in April, rationale: Stock is there, affects: M-1}\n",
        ),
        ("changes.yaml", "- {id: CH-1, title: Four days later, raised: 2026-03-20, affects: M-1}\n"),
    ];

    #[test]
    fn a_gate_has_a_page_with_all_that_speaks_for_and_against_it() {
        let site = site(&FILES);
        let page = site.get("en/launches/M-1.md").unwrap();
        for words in [
            "T−14: 2 of 4 ready, 1 that blocks is open. It moved by 2 working days. 1 of 1 that wait for it is hit.",
            "We go",
            "Stock is there",
            "Ready, and signed by nobody",
            "Four days later",
            "blocks nothing",
            "1 working day too late",
            "Counted",
        ] {
            assert!(page.contains(words), "{words} in {page}");
        }
        assert!(!page.contains("Hidden"), "{page}");
        let chinese = site.get("zh-CN/launches/M-1.md").unwrap();
        assert!(chinese.contains("T−14：4项中2项就绪，1项必需事项未就绪。它推迟了2个工作日。"), "{chinese}");
        assert!(!site.contains_key("en/launches/M-2.html"), "nothing must be ready for it");
    }

    #[test]
    fn the_page_is_reached_from_where_the_gate_is_named() {
        let site = site(&FILES);
        for page in ["index", "marketing", "plan"] {
            assert!(site.get(&format!("en/{page}.html")).unwrap().contains("launches/M-1.html"), "{page}");
        }
    }
}
