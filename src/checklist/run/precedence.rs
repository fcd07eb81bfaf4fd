//! One fault, one finding: which of two findings about the same thing is shown (`docs/checklist.md §4.2`).

use std::collections::BTreeSet;

use super::rule_run::RuleRun;
use crate::both;
use crate::checklist::area::Item;
use crate::checklist::finding::{Finding, Place, Verdict};
use crate::checklist::rule::Rule;
use crate::project::tracked::without_places;
use crate::project::{Kind, Project, RecordId};

/// What the first rule finds makes needless what the second one finds about the same thing.
const SUPERSEDES: [(&str, &str); 6] = [
    ("action-overdue", "action-not-carried"),
    ("dependency-loop", "task-before-predecessor"),
    ("finish-after-project-end", "milestone-slipped"),
    ("ticket-blocks-milestone", "ticket-beyond-limit"),
    ("risk-without-strategy", "serious-risk-unprepared"),
    ("evaluation-incomplete", "goal-past-due-without-outcome"),
];

/// What a finding is about: a record, or one of the actions that are written in it.
type Thing = (RecordId, Option<usize>);

fn thing(place: &Place) -> Option<Thing> {
    let Place::Record(id, field) = place else { return None };
    let item = field.strip_prefix("actions.").and_then(|rest| rest.split('.').next()?.parse().ok());
    Some((*id, item))
}

/// Everything that a finding names: where it stands, and the places beside it.
fn things(finding: &Finding) -> impl Iterator<Item = Thing> {
    std::iter::once(&finding.place).chain(finding.related().map(|(place, _)| place)).filter_map(thing)
}

/// Drops findings that another one about the same thing makes needless; one that is waived has been seen, and wins all the same.
pub(crate) fn apply(runs: &mut [RuleRun]) {
    for (winner, loser) in SUPERSEDES {
        let told: BTreeSet<Thing> = of(runs, winner).flat_map(RuleRun::found).flat_map(things).collect();
        for run in runs.iter_mut().filter(|run| run.outcome.rule.id == loser) {
            run.give_way(winner, |finding| thing(&finding.place).is_some_and(|thing| told.contains(&thing)));
        }
    }
}

fn of<'r>(runs: &'r [RuleRun], rule: &'static str) -> impl Iterator<Item = &'r RuleRun> {
    runs.iter().filter(move |run| run.outcome.rule.id == rule)
}

/// A field whose value could not be read is not missing: that is told where it was read. Where it is the state of a record that could not
/// be read, nobody knows what is still asked of the record.
pub(crate) fn reading_first(project: &Project, rule: &Rule, verdict: Verdict) -> Verdict {
    if let Verdict::Fail(finding) = &verdict
        && let Place::Record(id, field) = &finding.place
        && let Some(entry) = project.record(*id)
    {
        let is_it = |path: &str| !field.is_empty() && (is_within(path, field) || is_within(field, path));
        let is_unsure = |path: &str| is_it(path) || (rule.item != Item::Records && is_state_of(id.kind, path, field));
        if entry.unreadable().iter().any(|path| is_unsure(path)) {
            return Verdict::NotAssessable(both!("The value could not be read.", "该值无法读取。"));
        }
    }
    verdict
}

/// Whether a path is the state of the record that a field is of, or of the part of it: `actions.0.status` for `actions.0.due`.
fn is_state_of(kind: Kind, path: &str, field: &str) -> bool {
    let of = path.rsplit_once('.').map_or("", |(of, _)| of);
    kind.tracked().states.contains(&without_places(path).as_str()) && (of.is_empty() || is_within(field, of))
}

/// Whether a path is another one or leads into it: `targets.0.by` is within `targets.0` and within `targets`.
fn is_within(path: &str, outer: &str) -> bool {
    path.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::SUPERSEDES;
    use crate::analysis::Analysis;
    use crate::checklist::Checklist;
    use crate::checklist::rules::find;
    use crate::checklist::rules::tests::TODAY;
    use crate::project::{Folder, ReportDateSource, load};

    /// A row of the table of what wins: a folder in which both would be found.
    struct Row {
        says: &'static str,
        files: &'static [(&'static str, &'static str)],
        /// The rule that is shown, and how often.
        shown: (&'static str, usize),
        hidden: &'static [&'static str],
    }

    const PEOPLE: (&str, &str) = ("people.yaml", "- {id: li-na, name: Li Na}\n");
    const WEEKLY: (&str, &str) =
        ("cadences.yaml", "- {id: w, name: Weekly, kind: weekly, every: week, weekday: tue, starts: 2026-05-05}\n");
    const CLOSING: (&str, &str) = ("alongside.yaml", "project: {stage: closing}\n");
    const SLIPPED: (&str, &str) = ("milestones.yaml", "- {id: M-1, name: Live, baseline: 2026-07-10, forecast: 2026-07-24}\n");
    const PAST_GOAL: (&str, &str) = ("goals.yaml", "- {id: sell, title: Sell, due: 2026-05-04}\n");

    const TABLE: &[Row] = &[
        Row {
            says: "no goal at all / a phase without one",
            files: &[("phases.yaml", "- {name: A, end: 2026-09-01}\n- {name: B, end: 2026-09-01}\n")],
            shown: ("no-goals", 1),
            hidden: &["phase-without-goal"],
        },
        Row {
            says: "no KPI at all / goals without one, which is said once",
            files: &[("goals.yaml", "- {id: a, title: A}\n- {id: b, title: B}\n")],
            shown: ("goal-without-kpi", 1),
            hidden: &["kpi-incomplete"],
        },
        Row {
            says: "no matrix at all / deliverables without a row, which is said once",
            files: &[
                ("people.yaml", "- name: A\n- name: B\n- name: C\n- name: D\n- name: E\n"),
                (
                    "milestones.yaml",
                    "- {name: A, baseline: 2026-09-01, deliverable: Film}\n- {name: B, baseline: 2026-09-01, deliverable: Page}\n",
                ),
            ],
            shown: ("deliverable-without-responsibilities", 1),
            hidden: &["deliverable-without-single-accountable"],
        },
        Row {
            says: "a value that cannot be read / a missing field",
            files: &[("risks.yaml", "- {title: Rain, raised: 2026-05-04, probability: perhaps, impact: 3}\n")],
            shown: ("unreadable-value", 1),
            hidden: &["risk-not-assessed"],
        },
        Row {
            says: "a misspelt field / a missing field",
            files: &[PEOPLE, ("risks.yaml", "- {title: Rain, ownr: li-na}\n")],
            shown: ("unknown-field", 1),
            hidden: &["risk-without-owner"],
        },
        Row {
            says: "an overdue action / the next meeting that does not mention it",
            files: &[
                PEOPLE,
                WEEKLY,
                (
                    "meetings.yaml",
                    "- {date: 2026-06-02, cadence: w, actions: [{what: Call the agency, owner: li-na, due: 2026-06-05}]}\n- {date: 2026-06-09, cadence: w, progress: [x]}\n",
                ),
            ],
            shown: ("action-overdue", 1),
            hidden: &["action-not-carried"],
        },
        Row {
            says: "the same action in consecutive notes",
            files: &[
                PEOPLE,
                WEEKLY,
                (
                    "meetings.yaml",
                    "- {date: 2026-06-02, cadence: w, actions: [{what: Call the agency, owner: li-na, due: 2026-06-05}]}\n- {date: 2026-06-09, cadence: w, actions: [{what: call the agency, owner: li-na, due: 2026-06-10}]}\n",
                ),
            ],
            shown: ("action-overdue", 1),
            hidden: &["action-not-carried"],
        },
        Row {
            says: "tasks in a circle / one of them planned before the other",
            files: &[(
                "tasks.yaml",
                "- {id: A, name: a, start: 2026-07-06, end: 2026-07-10, after: [B]}\n- {id: B, name: b, start: 2026-06-22, end: 2026-06-26, after: [A]}\n",
            )],
            shown: ("dependency-loop", 1),
            hidden: &["task-before-predecessor"],
        },
        Row {
            says: "the plan ends too late / its last milestone has slipped",
            files: &[("alongside.yaml", "project: {stage: execution, end: 2026-07-10}\n"), SLIPPED],
            shown: ("finish-after-project-end", 1),
            hidden: &["milestone-slipped"],
        },
        Row {
            says: "a ticket that waits too long for an answer and for a solution",
            files: &[("tickets.yaml", "- {title: Login, severity: critical, opened: 2026-05-04}\n")],
            shown: ("ticket-beyond-limit", 1),
            hidden: &["ticket-blocks-milestone"],
        },
        Row {
            says: "a ticket that blocks a milestone / that is open too long",
            files: &[
                ("milestones.yaml", "- {id: live, name: Live, forecast: 2026-06-19}\n"),
                ("tickets.yaml", "- {title: Login, severity: critical, opened: 2026-05-04, blocks: [live]}\n"),
            ],
            shown: ("ticket-blocks-milestone", 1),
            hidden: &["ticket-beyond-limit"],
        },
        Row {
            says: "a serious risk without a strategy / without its parts",
            files: &[("risks.yaml", "- {title: Rain, raised: 2026-05-04, probability: 5, impact: 5}\n")],
            shown: ("risk-without-strategy", 1),
            hidden: &["serious-risk-unprepared"],
        },
        Row {
            says: "a serious risk with a strategy, without its parts",
            files: &[("risks.yaml", "- {title: Rain, raised: 2026-05-04, probability: 5, impact: 5, strategy: mitigate}\n")],
            shown: ("serious-risk-unprepared", 1),
            hidden: &["risk-without-strategy"],
        },
        Row {
            says: "a waiver that has run out / with nothing left to waive",
            files: &[(
                "alongside.yaml",
                "checklist: {waivers: [{rule: duplicate-id, reason: r, approved_by: Li Na, until: 2026-05-01}]}\n",
            )],
            shown: ("waiver-expired", 1),
            hidden: &["waiver-unused"],
        },
        Row {
            says: "before an evaluation: the goal is asked for its outcome",
            files: &[CLOSING, PAST_GOAL],
            shown: ("goal-past-due-without-outcome", 1),
            hidden: &["evaluation-incomplete"],
        },
        Row {
            says: "after it: the evaluation is asked for its verdict",
            files: &[CLOSING, PAST_GOAL, ("evaluations.yaml", "- {date: 2026-06-08, schedule: {score: 3}}\n")],
            shown: ("evaluation-incomplete", 1),
            hidden: &["goal-past-due-without-outcome"],
        },
        Row {
            says: "an open improvement",
            files: &[("improvements.yaml", "- {title: Shorter meetings, status: in progress}\n")],
            shown: ("improvement-incomplete", 1),
            hidden: &["improvement-not-verified"],
        },
        Row {
            says: "an improvement that is done",
            files: &[("improvements.yaml", "- {title: Shorter meetings, status: done, done_on: 2026-04-06}\n")],
            shown: ("improvement-not-verified", 1),
            hidden: &["improvement-incomplete"],
        },
    ];

    fn checklist(files: &[(&str, &str)]) -> Checklist {
        let project = load(Folder::of_texts(files), ReportDateSource { as_of: None, otherwise: TODAY });
        Checklist::of(&project, &Analysis::of(&project))
    }

    /// How often each rule is found in a folder.
    fn found(files: &[(&str, &str)]) -> BTreeMap<&'static str, usize> {
        let mut count = BTreeMap::new();
        checklist(files).findings().for_each(|found| *count.entry(found.rule.id).or_default() += 1);
        count
    }

    #[test]
    fn one_fault_is_one_finding() {
        for Row { says, files, shown: (winner, times), hidden } in TABLE {
            let found = found(files);
            assert_eq!(found.get(winner), Some(times), "{says}: {winner} in {found:?}");
            for loser in *hidden {
                assert!(find(loser).is_some(), "{loser} is a rule");
                assert_eq!(found.get(loser), None, "{says}: {loser} in {found:?}");
            }
        }
    }

    #[test]
    fn every_pair_is_in_the_table() {
        for (winner, loser) in SUPERSEDES {
            assert!(find(winner).is_some() && find(loser).is_some(), "{winner} over {loser}");
            assert!(TABLE.iter().any(|row| row.shown.0 == winner && row.hidden.contains(&loser)), "{winner} over {loser}");
        }
    }

    #[test]
    fn without_the_winner_the_other_one_is_shown() {
        for (winner, loser) in SUPERSEDES.into_iter().filter(|(winner, _)| *winner != "evaluation-incomplete") {
            let row = TABLE.iter().find(|row| row.shown.0 == winner && row.hidden.contains(&loser)).expect("every pair has a row");
            let settings = row.files.iter().find(|(path, _)| *path == "alongside.yaml").map_or("", |(_, text)| *text);
            let off = format!("{settings}checklist: {{rules: {{{winner}: off}}}}\n");
            let files: Vec<(&str, &str)> =
                row.files.iter().copied().filter(|(path, _)| *path != "alongside.yaml").chain([("alongside.yaml", off.as_str())]).collect();
            assert!(found(&files).contains_key(loser), "{loser} without {winner}");
        }
    }

    #[test]
    fn a_fault_that_is_waived_does_not_come_up_under_another_name() {
        let waiver = "checklist: {waivers: [{rule: risk-without-strategy, record: R-1, reason: r, approved_by: p, until: 2026-09-30}]}\n";
        let risk = ("risks.yaml", "- {id: R-1, title: Rain, raised: 2026-05-04, probability: 5, impact: 5}\n");
        let found = found(&[("alongside.yaml", waiver), risk]);
        assert!(!found.contains_key("risk-without-strategy") && !found.contains_key("serious-risk-unprepared"), "{found:?}");
    }

    #[test]
    fn what_is_said_of_one_action_hides_nothing_of_another() {
        let notes = "- {date: 2026-06-02, cadence: w, actions: [{what: Call the agency, owner: li-na, due: 2026-06-05}, {what: Book the hall, owner: li-na, due: 2026-06-26}]}\n- {date: 2026-06-09, cadence: w, progress: [x]}\n";
        let found = found(&[PEOPLE, WEEKLY, ("meetings.yaml", notes)]);
        assert_eq!((found.get("action-overdue"), found.get("action-not-carried")), (Some(&1), Some(&1)));
    }

    #[test]
    fn what_another_rule_tells_is_not_judged() {
        let (rule, files) =
            ("serious-risk-unprepared", [("risks.yaml", "- {title: Rain, raised: 2026-05-04, probability: 5, impact: 5}\n")]);
        let checklist = checklist(&files);
        let outcome = checklist.outcomes.iter().find(|outcome| outcome.rule.id == rule).expect("the rule is registered");
        assert_eq!((outcome.passed, outcome.failed, outcome.not_assessable), (0, 0, 1));
    }
}
