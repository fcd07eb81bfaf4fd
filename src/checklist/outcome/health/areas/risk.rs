//! Risk.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::{UNMEASURED, above};
use crate::analysis::Analysis;
use crate::analysis::money;
use crate::analysis::risk::{Cover, is_accepted};
use crate::checklist::finding::called;
use crate::checklist::outcome::health::Evidence;
use crate::project::registers::risks::Risk;
use crate::project::{Entry, Kind, Project};
use crate::text::{Message, number, plural};
use crate::{both, say};

pub(super) fn risk(project: &Project, analysis: &Analysis) -> Evidence {
    let all_open = || project.risks.iter().enumerate().zip(&analysis.risks).filter(|((_, risk), _)| risk.is_open());
    let open: Vec<(usize, &Entry<Risk>, Option<u32>)> = all_open()
        .filter(|((_, risk), _)| !risk.is_opportunity())
        .map(|((at, risk), numbers)| (at, risk, numbers.current.map(|current| current.score)))
        .collect();
    let scored = all_open().filter(|(_, numbers)| numbers.level.is_some()).count();
    let all_closed = all_open().next().is_none() && !project.risks.is_empty();
    if scored == 0 && !all_closed {
        return Evidence::none(if project.risks.is_empty() {
            both!("No risk is recorded.", "尚无风险记录。")
        } else {
            both!("No open risk has both probability and impact.", "未关闭的风险都没有评估概率和影响。")
        });
    }
    let critical = project.settings.risk.first_scores().critical;
    let limit = project.settings.risk.highest_accepted().unwrap_or(critical - 1);
    let is_above = |score: &Option<u32>| score.is_some_and(|score| score > limit);
    let is_beyond = |(_, risk, score): &(usize, &Entry<Risk>, Option<u32>)| is_above(score) && !is_accepted(project, risk, *score);
    let beyond = open.iter().filter(|risk| is_beyond(risk)).count();
    let number = || open_and_beyond(analysis.tallies.open_risks, beyond, limit);
    let mut evidence = Evidence::of(number());
    let late = late_responses(project, analysis);
    let unanswered = open.iter().any(|(at, risk, score)| {
        let has_answer = risk.strategy.is_some() && !late.contains(at);
        score.is_some_and(|score| score >= critical) && !is_accepted(project, risk, *score) && !has_answer
    });
    evidence.off_if(unanswered || beyond >= MOST_BEYOND, above(beyond as f64, MOST_BEYOND as f64), number);
    if let Some((cover, p80)) = uncovered(analysis) {
        let excess = money::share(cover.shortfall, cover.reserve).unwrap_or(UNMEASURED);
        evidence.off_if(true, excess, || beyond_reserve(project, cover, p80));
    }
    evidence.risk_if(beyond > 0, UNMEASURED, number);
    // Accepting what cannot be graver makes it no smaller.
    let top = u32::from(project.settings.risk.steps()).pow(2);
    let gravest = open.iter().find(|(_, _, score)| *score == Some(top)).map(|(_, risk, _)| called(project, *risk));
    if let Some(name) = gravest {
        evidence.risk_if(true, UNMEASURED, || {
            say!("“{name}” is at the top of the scale, and is accepted.", "“{name}”的得分已达上限，现已接受。", name)
        });
    }
    evidence
}

fn open_and_beyond(open: usize, beyond: usize, limit: u32) -> Message {
    say!(
        "{open} open risk{en_s}, {beyond} above the appetite of {limit} and not accepted.",
        "未关闭风险{open}项，其中{beyond}项超过风险偏好（{limit}分）且未获接受。",
        en_s = plural(open),
    )
}

/// Threats beyond the appetite and accepted by nobody, from which the area is off track.
const MOST_BEYOND: usize = 3;

/// Risks of which an action is overdue: one of their own, or one of the register that names them.
fn late_responses(project: &Project, analysis: &Analysis) -> BTreeSet<usize> {
    let overdue = analysis.actions.iter().filter(|action| action.overdue.is_some());
    let risks = overdue.flat_map(|action| {
        let registered = action.places.iter().filter(|place| place.record.kind == Kind::Actions);
        let origins = registered.filter_map(|place| project.actions.get(place.record.index)?.from.as_ref());
        let named = origins.flat_map(|from| project.resolve(&from.reference()).all().to_vec());
        named.filter(|id| id.kind == Kind::Risks).map(|id| id.index).chain(action.risk()).collect::<Vec<_>>()
    });
    risks.collect()
}

/// A reserve of money that is less than the 80th percentile of the simulated cost.
fn uncovered(analysis: &Analysis) -> Option<(Cover, Decimal)> {
    let cost = analysis.risk_simulations.as_ref()?.cost.as_ref().ok()?;
    let cover = cost.cover.filter(|cover| cover.shortfall > Decimal::ZERO)?;
    Some((cover, cost.percentile(80)))
}

fn beyond_reserve(project: &Project, cover: Cover, p80: Decimal) -> Message {
    let money = |amount| number::money_short(amount, project.settings.project.currency_code());
    say!(
        "In 8 of 10 cases the open risks cost at most {p80}; the reserve is {reserve}.",
        "有八成把握未关闭风险的成本不超过{p80}，而应急储备只有{reserve}。",
        p80 = money(p80),
        reserve = money(cover.reserve)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Date;
    use crate::project::{Folder, ReportDateSource, load};

    fn evidence(reserve: &str, risk: &str) -> Evidence {
        let settings = format!("project: {{currency: CNY}}\nrisk: {{reserve: {{cost: {reserve}}}}}\n");
        let files = [("alongside.yaml", settings.as_str()), ("risks.yaml", risk)];
        let project = load(Folder::of_texts(&files), ReportDateSource { as_of: None, otherwise: Date::new(2026, 6, 15) });
        super::risk(&project, &Analysis::of(&project))
    }

    #[test]
    fn a_reserve_below_the_80th_percentile_is_off_track() {
        let risk = "- {title: x, probability: 50%, impact: 1, cost: 50000}\n";
        let off = evidence("40000", risk).off;
        assert_eq!(off.len(), 1);
        assert_eq!(off[0].says.en, "In 8 of 10 cases the open risks cost at most ¥50K; the reserve is ¥40K.");
        assert!(evidence("50000", risk).off.is_empty());
    }

    #[test]
    fn a_critical_threat_whose_response_is_late_is_off_track() {
        let risk =
            |due: &str| format!("- {{title: x, probability: 5, impact: 5, strategy: mitigate, actions: [{{what: Sign, due: {due}}}]}}\n");
        assert_eq!(
            (evidence("1", &risk("2026-06-12")).off.len(), evidence("1", &risk("2026-06-14")).off.len()),
            (1, 0),
            "a Sunday moves to today"
        );
    }

    #[test]
    fn a_critical_threat_without_a_strategy_is_off_track() {
        let off = |fields: &str| evidence("1", &format!("- {{title: x, probability: 5, impact: 5{fields}}}\n")).off.len();
        assert_eq!((off(""), off(", strategy: mitigate"), off(", accepted_by: Zhou Kai")), (1, 0, 0));
    }

    /// Why risks are off track and at risk, by the pairs of probability and impact.
    fn pairs(appetite: &str, pairs: &[(u8, u8)]) -> (usize, usize) {
        let risk = |(probability, impact): &(u8, u8)| {
            format!("- {{title: x{probability}{impact}, probability: {probability}, impact: {impact}, strategy: mitigate}}\n")
        };
        let files = [("alongside.yaml", appetite), ("risks.yaml", &*pairs.iter().map(risk).collect::<String>())];
        let project = load(Folder::of_texts(&files), ReportDateSource { as_of: None, otherwise: Date::new(2026, 6, 15) });
        let evidence = super::risk(&project, &Analysis::of(&project));
        (evidence.off.len(), evidence.risk.len())
    }

    #[test]
    fn three_threats_above_the_appetite_are_off_track() {
        let nine = "risk: {appetite: 9}\n";
        assert_eq!(pairs(nine, &[(3, 3)]), (0, 0), "at the appetite");
        assert_eq!(pairs(nine, &[(2, 5)]), (0, 1));
        assert_eq!(pairs(nine, &[(2, 5), (5, 2)]), (0, 1));
        assert_eq!(pairs(nine, &[(2, 5), (5, 2), (3, 4)]), (1, 1));
    }

    #[test]
    fn an_action_of_the_register_is_overdue_for_the_risk_that_it_names() {
        let off = |from: &str, due: &str| {
            let files = [
                ("risks.yaml", "- {id: R-1, title: x, probability: 5, impact: 5, strategy: mitigate}\n"),
                ("issues.yaml", "- {id: I-1, title: y}\n"),
                ("actions.csv", &*format!("what,due,status,from\nSign,{due},open,{from}\n")),
            ];
            let project = load(Folder::of_texts(&files), ReportDateSource { as_of: None, otherwise: Date::new(2026, 6, 15) });
            super::risk(&project, &Analysis::of(&project)).off.len()
        };
        assert_eq!((off("R-1", "2026-06-12"), off("R-1", "2026-06-15"), off("I-1", "2026-06-12")), (1, 0, 0));
    }

    #[test]
    fn a_threat_is_critical_from_the_lowest_critical_score_on() {
        let off = |impact: u8| {
            let risk = format!("- {{title: x, probability: 3, impact: {impact}}}\n");
            evidence("1", &risk).off.len()
        };
        assert_eq!((off(5), off(4)), (1, 0), "15 and 12");
    }
}
