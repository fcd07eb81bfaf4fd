//! The checklist at a glance: the twenty items with how each stands, and what to mend first.

use serde::Serialize;

use crate::checklist::{Area, Health, Item, ItemVerdict, RuleState, RuleVerdict, Verdicts};
use crate::site::address::Address;
use crate::site::present::verdict::{markup, severity, standing, state};
use crate::site::view::page::Page;
use crate::site::view::parts::{Column, Row, Run, Status, Table, Value as Shown};
use crate::text::number;
use crate::{both, say};

/// So many findings are to be mended first.
const MOST_FIRST: usize = 5;

/// The items by area.
#[derive(Serialize)]
pub(super) struct Grid {
    title: String,
    table: Table,
}

/// A finding that is to be mended before others. Its texts are HTML.
#[derive(Serialize)]
pub(super) struct First {
    status: Status,
    message: String,
    area: Run,
    help: Option<String>,
}

/// The items, two an area.
pub(super) fn of(page: Page<'_>, verdicts: &Verdicts) -> Grid {
    let items = |area: Option<Area>| verdicts.items.iter().filter(move |item| item.item.area() == area);
    let row = |area: Area| {
        let cells = items(Some(area)).map(|item| cell(page, item));
        Row::new(std::iter::once(page.crumb(Address::Area(area)).into()).chain(cells).collect())
    };
    let of_areas: Vec<&ItemVerdict> = verdicts.items.iter().filter(|item| item.item != Item::Records).collect();
    let count = |wanted: RuleState| of_areas.iter().filter(|item| decisive(item).is_some_and(|rule| rule.verdict == wanted)).count();
    let (all, pass, fail) = (of_areas.len(), count(RuleState::Pass), count(RuleState::Fail));
    let title = match all - pass - fail {
        0 => say!("{pass} of {all} items pass, {fail} fail", "{all}个检查项中{pass}项通过，{fail}项未通过", all, pass, fail),
        rest => say!(
            "{pass} of {all} items pass, {fail} fail, {rest} cannot be judged or are waived",
            "{all}个检查项中{pass}项通过，{fail}项未通过，{rest}项无法检查或已豁免",
            all,
            pass,
            fail,
            rest
        ),
    };
    let columns = [both!("Area", "领域"), both!("First item", "第一项"), both!("Second item", "第二项")];
    Grid {
        title: page.say(&title),
        table: Table {
            id: "t-items".to_owned(),
            caption: page.say(&both!(
                "An item passes when every rule of it that could be judged passes or is waived",
                "一个检查项下能检查的规则全部通过或已豁免，该项即为通过"
            )),
            columns: columns.iter().map(|title| Column::plain(page.say(title)).speaking()).collect(),
            rows: Area::ALL.into_iter().map(row).collect(),
        },
    }
}

/// The id of what is said of an item.
pub(super) fn anchor(item: &ItemVerdict) -> String {
    format!("item-{}", item.number.replace('.', "-"))
}

fn cell(page: Page<'_>, item: &ItemVerdict) -> Shown {
    let name = format!("{} {}", item.number, page.say(&item.name));
    let Some(rule) = decisive(item) else { return Shown::text(name) };
    let status = match rule.verdict {
        RuleState::Fail => standing(page, rule),
        verdict => state(page, verdict),
    };
    let shares = &item.shares;
    let note = match shares.coverage.filter(|_| shares.rules_judged > 0) {
        Some(coverage) => say!(
            "{passed} of {rules} rules · {judged} judged",
            "{rules}条通过{passed}条 · 已检查{judged}",
            passed = shares.rules_passed,
            rules = shares.rules_judged,
            judged = number::percent(coverage.0)
        ),
        None => both!("Nothing to judge", "没有可检查的内容"),
    };
    Shown { status: Some(status), ..Shown::link(name, format!("#{}", anchor(item))) }.note(page.say(&note))
}

/// The rule by which an item stands: the gravest failure, else what is waived, else what passes, else why nothing is judged.
fn decisive(item: &ItemVerdict) -> Option<&RuleVerdict> {
    let rank = |rule: &&RuleVerdict| {
        let of_state = match rule.verdict {
            RuleState::Fail => 0,
            RuleState::Waived => 1,
            RuleState::Pass => 2,
            RuleState::NotAssessable => 3,
            RuleState::NotDueYet | RuleState::NoLongerAsked => 4,
            RuleState::NotApplicable | RuleState::Off => 5,
        };
        (of_state, rule.findings.iter().map(|found| found.severity).min())
    };
    item.rules.iter().min_by_key(rank)
}

/// What to mend first: the gravest findings, and of equal ones those of the area that stands worst. What is known waits.
pub(super) fn first(page: Page<'_>, verdicts: &Verdicts) -> Vec<First> {
    let rank = |area: Option<Area>| match area.map(|area| page.whole.standing.of(area).health) {
        Some(Health::OffTrack) => 0,
        Some(Health::AtRisk) => 1,
        _ => 2,
    };
    let found = verdicts.items.iter().flat_map(|item| item.rules.iter().flat_map(|rule| &rule.findings).map(|found| (item.item.area(), found)));
    let mut found: Vec<_> = found.filter(|(_, found)| !found.known).collect();
    found.sort_by_key(|(area, found)| (found.severity, rank(*area)));
    let first = found.into_iter().take(MOST_FIRST).map(|(area, found)| First {
        status: severity(page, found.severity),
        message: markup(page, &found.message),
        area: match area {
            Some(area) => page.crumb(Address::Area(area)),
            None => Run::link(page.say(&Item::Records.label()), "#records"),
        },
        help: found.help.as_ref().map(|help| markup(page, help)),
    });
    first.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::testing::each;

    const FILES: [(&str, &str); 3] = [
        ("alongside.yaml", "project: {stage: execution, start: 2026-01-05, end: 2026-12-18}\nlanguages: [en, zh-CN]\n"),
        ("people.yaml", "- {id: li-na, name: Li Na}\n"),
        ("milestones.yaml", "- {id: M-1, name: Live, owner: li-na, baseline: 2026-03-02, forecast: 2026-03-27, status: in progress}\n"),
    ];

    #[test]
    fn twenty_items_with_the_rule_that_decides_and_how_much_was_judged() {
        let [english, chinese] = each(&FILES, |page| of(page, &Verdicts::of(page.whole.published)));
        assert_eq!(english.table.rows.len(), 10);
        assert!(english.table.rows.iter().all(|row| row.cells.len() == 3));
        let plan = english.table.rows.iter().map(|row| &row.cells[2]).find(|cell| cell.lines[0][0].text == "5.2 Project plan").unwrap();
        assert_eq!(plan.status.as_ref().map(|status| status.word.as_str()), Some("Fail"));
        assert_eq!(plan.lines[0][0].href.as_deref(), Some("#item-5-2"));
        assert!(plan.note.as_ref().is_some_and(|note| note.text.contains(" rules · ") && note.text.ends_with("% judged")), "{:?}", plan.note);
        assert!(chinese.title.starts_with("20个检查项中"), "{}", chinese.title);
    }

    #[test]
    fn the_gravest_is_first_and_says_what_to_do() {
        let [english, _] = each(&FILES, |page| first(page, &Verdicts::of(page.whole.published)));
        assert!(!english.is_empty() && english.len() <= MOST_FIRST);
        let words: Vec<&str> = english.iter().map(|found| found.status.word.as_str()).collect();
        let mut sorted = words.clone();
        sorted.sort_by_key(|word| ["Error", "Warning", "Info"].iter().position(|known| known == word));
        assert_eq!(words, sorted);
        assert!(english.iter().any(|found| found.message.contains("M-1") && found.help.is_some()));
    }
}
