use std::collections::BTreeSet;

use super::deliverables::{finished, is_finished, planned};
use crate::checklist::{RuleContext, Verdict};
use crate::project::Project;
use crate::source::fold::fold;
use crate::{both, rule, say};

rule! { "everybody-consulted", Coordination, Signal, Info, Listed, Planning..=Execution;
    title "More than half of all parties are consulted" "超过一半的人都要咨询";
    what "Of six parties or more, at most half are consulted about one deliverable." "共有6方或更多时，一项交付物最多咨询其中一半。";
    why "Whoever asks everybody waits for everybody." "人人都要问，就要等人人回复。";
    fix "Make those `I` whose answer would not change the deliverable." "意见不会改变交付物的人，把 C 改为 I。";
    bad at "raci.csv:2:10 consulted" { "raci.csv": "Deliverable,Bo,Ke,Li,Mo,Wu,Xu\nFilm,A/R,C,C,C,C,I\n" }
    good { "raci.csv": "Deliverable,Bo,Ke,Li,Mo,Wu,Xu\nFilm,A/R,C,C,C,I,I\n" }
    check
}

/// With fewer parties "more than half" means nothing.
const LEAST_PARTIES: usize = 6;

fn check(judge: &mut RuleContext<'_>) {
    let project = judge.project;
    let parties = parties(project);
    let finished = finished(&planned(project));
    let open = judge.subjects(&project.responsibilities).filter(|row| !is_finished(&finished, &row.deliverable));
    judge.each(open, |row| {
        if parties < LEAST_PARTIES {
            return Verdict::NotAssessable(both!("Fewer than six parties are named.", "所列各方不到6个。"));
        }
        let consulted = row.consulted.len();
        if consulted * 2 <= parties {
            return Verdict::Pass;
        }
        let record = row.label(project);
        let message = say!(
            "{record}: {consulted} of {parties} parties are consulted; the limit is half.",
            "{record}要咨询{parties}方中的{consulted}方，超过一半。",
            record, consulted, parties
        );
        let help = both!("Make those `I` whose answer would not change the deliverable.", "意见不会改变交付物的人，把 C 改为 I。");
        row.finding("consulted", message).help(help).into()
    });
}

/// How many parties all rows together name.
fn parties(project: &Project) -> usize {
    let named = project.responsibilities.iter().flat_map(|row| row.parties());
    named.map(|party| fold(party.text())).collect::<BTreeSet<_>>().len()
}

crate::cases! {
    "few parties say nothing": not_assessable { "responsibilities.yaml": "- {deliverable: Film, A: Li Na, R: Sam, C: [Wu, Xu, Yu]}\n" };
    "half of them": passes { "responsibilities.yaml": "- {deliverable: Film, A: Li Na, R: [Sam, Tom], C: [Wu, Xu, Yu]}\n" };
    "what is finished is left alone": not_assessable { "milestones.yaml": "- {name: Live, deliverable: Film, actual: 2026-05-04}\n", "responsibilities.yaml": "- {deliverable: Film, A: Li Na, R: Sam, C: [Wu, Xu, Yu, Zhu]}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::findings;

    #[test]
    fn everybody_is_all_parties_of_the_matrix() {
        let row = "Film,A/R,C,C,C,,\n";
        assert_eq!(findings(&RULE, &[("raci.csv", &format!("Deliverable,Bo,Ke,Li,Mo,Wu,Xu\n{row}Photo,,,,,A/R,C\n"))]), 0);
        assert_eq!(findings(&RULE, &[("raci.csv", "Deliverable,Bo,Ke,Li\nFilm,A/R,C,C\n")]), 0);
        let crowded = "Deliverable,Bo,Ke,Li,Mo,Wu,Xu\nFilm,A/R,C,C,C,C,\nPhoto,A/R,C,C,C,C,C\n";
        assert_eq!(findings(&RULE, &[("raci.csv", crowded)]), 1);
    }
}
