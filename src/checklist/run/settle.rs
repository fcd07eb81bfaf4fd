//! What becomes of waivers once all other rules have been judged.

use super::rule_run::RuleRun;
use crate::both;
use crate::checklist::finding::Place;
use crate::checklist::rules;
use crate::checklist::waiver::{expired, matches, place};
use crate::project::{Project, Waiver};

/// Waivers are judged when all other rules have been: of those in force, the ones pass that are in use, and nothing is said of
/// those whose rule is not judged now; of those that have run out, the ones with nothing left to waive say so.
pub(crate) fn settle(project: &Project, runs: &mut [RuleRun]) {
    let asked: Vec<&'static str> = runs.iter().filter(|run| run.outcome.state.is_asked()).map(|run| run.outcome.rule.id).collect();
    let used: Vec<usize> = runs.iter().flat_map(|run| &run.outcome.waived_findings).map(|waived| waived.waiver).collect();
    let (mut in_use, mut idle): (Vec<Place>, Vec<Place>) = Default::default();
    let mut empty: Vec<(Place, &Waiver)> = Vec::new();
    for (nth, waiver) in project.waivers().enumerate() {
        let is_asked = waiver.rule.as_deref().is_none_or(|rule| asked.contains(&rule));
        if used.contains(&nth) {
            in_use.push(place(project, nth, None));
        } else if !is_asked {
            idle.push(place(project, nth, None));
        }
        let mut failing = runs.iter().flat_map(|run| run.fails.iter().map(|finding| (run.outcome.rule, finding)));
        if !failing.any(|(rule, finding)| matches(project, nth, rule, finding)) {
            empty.push((place(project, nth, Some("until")), waiver));
        }
    }
    for run in runs {
        if run.outcome.rule.id == rules::WAIVER_UNUSED {
            let all = run.fails.len();
            run.fails.retain(|finding| !in_use.contains(&finding.place));
            let unused = run.fails.len();
            run.fails.retain(|finding| !idle.contains(&finding.place));
            run.outcome.passed += all - unused;
            if run.fails.len() < unused {
                run.outcome.leave_out(unused - run.fails.len(), both!("Its rule is not judged now.", "对应的规则目前不检查。"));
            }
        } else if run.outcome.rule.id == rules::WAIVER_EXPIRED {
            for finding in &mut run.fails {
                if let Some((_, waiver)) = empty.iter().find(|(at, _)| *at == finding.place) {
                    finding.message = expired(project, waiver, false);
                    finding.help = Some(both!("Remove the waiver.", "删去这条豁免。"));
                }
            }
        }
    }
}
