use std::collections::BTreeSet;

use super::deliverables::{Planned, names, planned};
use crate::checklist::rules::words::{done_without, is_unread, unless, unread};
use crate::checklist::{Finding, RuleContext, Place, Verdict, label};
use crate::project::{Kind, Project};
use crate::text::Message;
use crate::{both, rule, say};

rule! { "deliverable-without-responsibilities", Coordination, Quality, Warning, Folded, Planning..=Closing;
    title "Nobody is named for a deliverable" "交付物没有分工";
    what "Every deliverable that is still to come has a row in the responsibilities (RACI)." "每项尚未完成的交付物在责任分配表里都有一行。";
    why "Each department takes it for the other one's work until its day comes." "各部门都以为是对方的事，到期才发现没人做。";
    fix "Add a row for the deliverable to the responsibilities, with one A and at least one R." "在责任分配表里为这项交付物加一行，写一个 A、至少一个 R。";
    bad at "milestones.yaml:1:53 deliverable.0" {
        "people.yaml": "- name: Li Na\n- name: Chen Wei\n- name: Wu Jie\n- name: Tang Wen\n- name: Liu Bo\n",
        "milestones.yaml": "- {name: Launch, forecast: 2026-09-01, deliverable: Launch announcement}\n",
        "responsibilities.md": "| Deliverable | Li Na | Chen Wei |\n|---|---|---|\n| Store kit | A | R |\n",
    }
    good {
        "people.yaml": "- name: Li Na\n- name: Chen Wei\n- name: Wu Jie\n- name: Tang Wen\n- name: Liu Bo\n",
        "milestones.yaml": "- {name: Launch, forecast: 2026-09-01, deliverable: Launch announcement}\n",
        "responsibilities.md": "| Deliverable | Li Na | Chen Wei |\n|---|---|---|\n| launch  announcement | A | R |\n",
    }
    check
}

/// In a smaller project everybody knows who does what.
const LEAST_PEOPLE: usize = 5;

fn check(judge: &mut RuleContext<'_>) {
    let project = judge.project;
    if project.people.len() < LEAST_PEOPLE {
        judge.once(Verdict::NotAssessable(both!("The project has fewer than five people.", "项目不到5人。")));
        return;
    }
    if judge.does_without(Kind::Responsibilities) {
        judge.once(done_without());
        return;
    }
    let open: Vec<Planned<'_>> = planned(project).into_iter().filter(|planned| !planned.is_finished).collect();
    let is_unread = is_unread(project, Kind::Responsibilities);
    if project.responsibilities.is_empty() {
        if is_unread {
            judge.once(unread());
        } else if !open.is_empty() {
            judge.once(no_responsibilities(open.len()));
        }
        return;
    }
    let rows: BTreeSet<String> = project.responsibilities.iter().flat_map(|row| names(&row.deliverable)).collect();
    let mut known = BTreeSet::new();
    for deliverable in &open {
        let is_known = names(deliverable.name).any(|name| known.contains(&name));
        known.extend(names(deliverable.name));
        if !is_known {
            judge.one(deliverable.record, unless(is_unread, verdict(project, &rows, deliverable)));
        }
    }
}

fn no_responsibilities(open: usize) -> Finding {
    let message = say!(
        "The plan has {open} open deliverable{en_s}, and no responsibilities are recorded.",
        "计划中有{open}项未完成的交付物，但没有责任分配表。",
        open, en_s = crate::text::plural(open)
    );
    Finding::new(Place::Project, message).help(both!(
        "Add `responsibilities.md` with a table: a row for each deliverable, a column for each person, R, A, C or I in the cells.",
        "新建 `责任分配.md`，每项交付物一行、每人一列，单元格里写 R、A、C 或 I。"
    ))
}

fn verdict(project: &Project, rows: &BTreeSet<String>, deliverable: &Planned<'_>) -> Verdict {
    if names(deliverable.name).any(|name| rows.contains(&name)) {
        return Verdict::Pass;
    }
    let record = project.record(deliverable.record).map(|entry| label(project, entry)).unwrap_or_default();
    let name = |lang| deliverable.name.get(lang, project.default_lang()).0.to_owned();
    let name = Message { en: name(crate::text::Lang::En).into(), zh: name(crate::text::Lang::Zh).into() };
    let message = say!(
        "{record}: its deliverable “{name}” has no row in the responsibilities.",
        "{record}的交付物“{name}”在责任分配表里没有对应的一行。",
        record, name
    );
    let help = say!("Add the row `{name}` with one A and at least one R.", "加一行“{name}”，写一个 A、至少一个 R。", name);
    Finding::new(Place::Record(deliverable.record, format!("deliverable.{}", deliverable.nth)), message).help(help).into()
}

crate::cases! {
    "written a little differently": passes { "people.yaml": "- {id: p0, name: P0}\n- {id: p1, name: P1}\n- {id: p2, name: P2}\n- {id: p3, name: P3}\n- {id: p4, name: P4}\n", "milestones.yaml": "- {name: Live, deliverable: Landing Page}\n", "responsibilities.yaml": "- {deliverable: landingpage, A: p0, R: p1}\n" };
    "its day is past": not_assessable { "people.yaml": "- {id: p0, name: P0}\n- {id: p1, name: P1}\n- {id: p2, name: P2}\n- {id: p3, name: P3}\n- {id: p4, name: P4}\n", "milestones.yaml": "- {name: Live, deliverable: Landing page, baseline: 2026-05-04}\n", "responsibilities.yaml": "- {deliverable: Film, A: p0, R: p1}\n" };
    "no responsibilities at all is said once": found at ".:1:1" { "people.yaml": "- {id: p0, name: P0}\n- {id: p1, name: P1}\n- {id: p2, name: P2}\n- {id: p3, name: P3}\n- {id: p4, name: P4}\n", "milestones.yaml": "- {name: Live, deliverable: Landing page}\n- {name: Film, deliverable: Film}\n" };
    "the responsibilities cannot be read": not_assessable { "people.yaml": "- {id: p0, name: P0}\n- {id: p1, name: P1}\n- {id: p2, name: P2}\n- {id: p3, name: P3}\n- {id: p4, name: P4}\n", "milestones.yaml": "- {name: Live, deliverable: Landing page}\n", "responsibilities.yaml": "- {deliverable: \"Landing page, A: p0}\n" };
    "the plan is done": not_assessable { "people.yaml": "- {id: p0, name: P0}\n- {id: p1, name: P1}\n- {id: p2, name: P2}\n- {id: p3, name: P3}\n- {id: p4, name: P4}\n", "milestones.yaml": "- {name: Live, deliverable: Landing page, actual: 2026-05-04}\n" };
    "a small team": not_assessable { "people.yaml": "- {id: li-na, name: Li Na}\n", "milestones.yaml": "- {name: Live, deliverable: Landing page}\n" };
    "nothing to judge": not_assessable { "people.yaml": "- {id: p0, name: P0}\n- {id: p1, name: P1}\n- {id: p2, name: P2}\n- {id: p3, name: P3}\n- {id: p4, name: P4}\n" };
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::findings;

    const FIVE: (&str, &str) = ("people.yaml", "- name: a\n- name: b\n- name: c\n- name: d\n- name: e\n");
    const RACI: (&str, &str) = ("raci.csv", "Deliverable,Bo,Ke\nStore kit,A,R\n");

    #[test]
    fn each_open_deliverable_once() {
        for (text, expected) in [
            ("- {name: x, end: 2026-09-01, deliverable: [Film, Store Kit]}\n", 1),
            ("- {name: x, end: 2026-09-01, deliverable: Film}\n- {name: y, end: 2026-09-02, deliverable: film}\n", 1),
            ("- {name: x, end: 2026-06-01, deliverable: Film}\n", 0),
            ("- {name: x, status: done, deliverable: Film}\n", 0),
        ] {
            assert_eq!(findings(&RULE, &[FIVE, RACI, ("tasks.yaml", text)]), expected, "{text}");
        }
    }

    #[test]
    fn no_table_at_all_is_said_once_and_small_projects_need_none() {
        let plan = ("tasks.yaml", "- {name: x, end: 2026-09-01, deliverable: [Film, Photo]}\n");
        assert_eq!(findings(&RULE, &[FIVE, plan]), 1);
        assert_eq!(findings(&RULE, &[plan]), 0);
        let skip = ("alongside.yaml", "checklist:\n  skip: {responsibilities: The agency keeps it}\n");
        assert_eq!(findings(&RULE, &[FIVE, plan, skip]), 0);
    }
}
