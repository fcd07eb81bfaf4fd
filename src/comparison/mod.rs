//! Floor 5: what changed between two states of a project, as a reader of its report would tell it.
//!
//! Both states come through the gate: a record is named only if it is published in both, or in the one that has it.

mod course;
mod kpis;
mod money;
mod plan;
mod registers;
mod risks;
mod sides;
mod standing;
mod stretch;

pub use course::{Age, Course, Report, Stated};
pub use stretch::{Fate, Promise, Stretch};

use schemars::JsonSchema;
use serde::Serialize;

use crate::calendar::Date;
use crate::checklist::{Published, Standing, withheld};
use crate::project::RecordId;
use crate::text::{Message, date};
use crate::{both, say};
use sides::Sides;

/// What a change is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Topic {
    /// How the whole, an area or a goal stands.
    Standing,
    /// A KPI crossed a status or a target.
    Kpi,
    /// A target or a baseline was edited, or an old value corrected.
    Edited,
    /// A milestone or the end moved or was reached.
    Plan,
    /// A risk was raised, moved, occurred or was closed.
    Risk,
    /// Something was decided, or a change agreed.
    Decision,
    /// Work was done, added or became late.
    Work,
    /// Money was spent, or more of it is expected.
    Money,
    /// Somebody joined or left.
    People,
    /// A record is no longer there.
    Removed,
}

/// Whether a change is good news.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum News {
    /// Things stand better.
    Good,
    /// Things stand worse.
    Bad,
    /// It is neither.
    Plain,
}

/// One thing that is different now.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// What it is about.
    pub topic: Topic,
    /// Whether it is good news.
    pub news: News,
    /// The record as it is now, if one is meant that is still there.
    pub record: Option<RecordId>,
    /// What is different, in one sentence.
    pub says: Message,
    /// How much it matters for the promise; the greatest comes first.
    effect: u32,
}

/// What changed between two states of a project.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The report date of the earlier state.
    pub then: Date,
    /// The report date of the later one.
    pub now: Date,
    /// The changes, those that matter the most first.
    pub changes: Vec<Change>,
}

impl Topic {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 10] = [
        Self::Standing,
        Self::Edited,
        Self::Kpi,
        Self::Plan,
        Self::Risk,
        Self::Money,
        Self::Decision,
        Self::Work,
        Self::People,
        Self::Removed,
    ];

    /// Its name in files and addresses.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Standing => "standing",
            Self::Kpi => "kpi",
            Self::Edited => "edited",
            Self::Plan => "plan",
            Self::Risk => "risk",
            Self::Decision => "decision",
            Self::Work => "work",
            Self::Money => "money",
            Self::People => "people",
            Self::Removed => "removed",
        }
    }

    /// What it is called.
    pub const fn label(self) -> Message {
        match self {
            Self::Standing => both!("How things stand", "整体状态"),
            Self::Kpi => both!("KPIs", "指标"),
            Self::Edited => both!("Edited targets and values", "修改的目标和数值"),
            Self::Plan => both!("Plan", "计划"),
            Self::Risk => both!("Risks", "风险"),
            Self::Decision => both!("Decisions and changes", "决策与调整"),
            Self::Work => both!("Work", "工作"),
            Self::Money => both!("Money", "费用"),
            Self::People => both!("People", "人员"),
            Self::Removed => both!("No longer recorded", "已删除的记录"),
        }
    }
}

impl Change {
    fn new(topic: Topic, news: News, effect: u32, says: Message) -> Self {
        Self { topic, news, record: None, says, effect }
    }

    fn of(self, record: RecordId) -> Self {
        Self { record: Some(record), ..self }
    }
}

impl News {
    /// Good if it is better, else bad.
    const fn better(is_better: bool) -> Self {
        if is_better { Self::Good } else { Self::Bad }
    }
}

impl Comparison {
    /// Compares what is published of two states. Of equal weight the order is that of the topics, then of the records.
    pub fn of(then: &Published<'_>, now: &Published<'_>) -> Self {
        let sides = Sides::new(then, now);
        let mut changes = standing::changes(&sides);
        changes.extend(kpis::changes(&sides));
        changes.extend(plan::changes(&sides));
        changes.extend(risks::changes(&sides));
        changes.extend(money::changes(&sides));
        changes.extend(registers::changes(&sides));
        // A public record may speak of one that is not.
        let is_secret = |says: &Message| then.internal_names.are_in(says) || now.internal_names.are_in(says);
        for change in changes.iter_mut().filter(|change| is_secret(&change.says)) {
            change.says = withheld();
        }
        changes.sort_by_key(|change| (std::cmp::Reverse(change.effect), change.topic));
        Self { then: then.project.report_date, now: now.project.report_date, changes }
    }

    /// How the project stands, for who read the last report: with the gravest news of its plan, risks or targets.
    pub fn headline(&self, standing: &Standing) -> Message {
        let is_news = |change: &&Change| change.news == News::Bad && matches!(change.topic, Topic::Plan | Topic::Risk | Topic::Edited);
        let is_said =
            |change: &Change| change.topic == Topic::Plan && subject(&change.says.en).is_some_and(|name| standing.lead.en.contains(name));
        let Some(change) = self.changes.iter().find(is_news).filter(|change| !is_said(change)) else { return standing.sentence.clone() };
        let (day, says) = (date::message(self.then.civil()), &change.says);
        standing.with(&say!("Since {day}: {en_says}", "{day}以来：{zh_says}", day, en_says = &says.en, zh_says = &says.zh))
    }

    /// Whether nothing is different.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }
}

/// What a sentence names first.
fn subject(says: &str) -> Option<&str> {
    let (_, from) = says.split_once('“')?;
    from.split_once('”').map(|(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Analysis;
    use crate::checklist::{Assessment, Audience};
    use crate::project::{Folder, load_at};

    fn state(files: &[(&str, &str)], day: Date) -> Assessment {
        let project = load_at(Folder::of_texts(files), day, &std::sync::Arc::default());
        let analysis = Analysis::of(&project);
        Assessment::of(project, analysis)
    }

    /// What is told of a file that was one text and is another now, a week later.
    fn told(path: &str, then: &str, now: &str) -> Vec<String> {
        let settings = ("alongside.yaml", "project: {name: A, start: 2026-03-02, end: 2026-11-27, currency: EUR}\n");
        let [then, now] =
            [(then, Date::new(2026, 6, 8)), (now, Date::new(2026, 6, 15))].map(|(text, day)| state(&[settings, (path, text)], day));
        let [then, now] = [&then, &now].map(|state| Published::to(Audience::Public, state));
        Comparison::of(&then, &now).changes.into_iter().map(|change| change.says.en.into_owned()).collect()
    }

    fn has(told: &[String], sentence: &str) -> bool {
        told.iter().any(|said| said == sentence)
    }

    #[test]
    fn nothing_changes_nothing() {
        assert_eq!(told("decisions.yaml", "- {id: D-1, title: Blue}\n", "- {id: D-1, title: Blue}\n"), Vec::<String>::new());
    }

    #[test]
    fn a_target_that_is_cut_is_told_with_both_values() {
        let kpi = |target: u32| {
            format!(
                "- {{id: leads, name: Leads, unit: leads, direction: increase, baseline: {{value: 0, date: 2026-03-02}}, targets: [{{by: 2026-11-27, value: {target}}}], measurements: [{{date: 2026-06-07, value: 150}}]}}\n"
            )
        };
        let told = told("kpis.yaml", &kpi(600), &kpi(400));
        assert!(
            has(&told, "The target of “Leads” by 27 Nov was lowered from 600 leads to 400 leads; no approved change names it."),
            "{told:?}"
        );
        assert!(has(&told, "“Leads” is on track; it was at risk."), "{told:?}");
    }

    #[test]
    fn milestones_risks_and_decisions() {
        let moved = told(
            "milestones.yaml",
            "- {id: M-1, name: Launch, forecast: 2026-10-20}\n- {id: M-2, name: Film, forecast: 2026-06-12, status: in progress}\n",
            "- {id: M-1, name: Launch, forecast: 2026-10-27}\n- {id: M-2, name: Film, forecast: 2026-06-12, actual: 2026-06-12}\n",
        );
        assert!(has(&moved, "“Launch” moved from 20 Oct to 27 Oct, 5 working days later."), "{moved:?}");
        assert!(has(&moved, "“Film” was reached on 12 Jun."), "{moved:?}");
        let risks = told(
            "risks.yaml",
            "- {id: R-1, title: Rain, probability: 2, impact: 2}\n- {id: R-2, title: Snow}\n- {id: R-3, title: Hail}\n- {id: R-4, title: Fog}\n",
            "- {id: R-1, title: Rain, probability: 4, impact: 4}\n- {id: R-2, title: Snow, status: closed}\n- {id: R-3, title: Hail, status: occurred}\n- {id: R-5, title: Heat, probability: 5, impact: 5}\n",
        );
        for sentence in [
            "“Hail” has occurred.",
            "“Heat” was raised as a critical risk (25).",
            "The score of “Rain” rose from 4 to 16.",
            "The risk “Snow” was closed.",
            "Risks: “Fog” is no longer recorded.",
        ] {
            assert!(has(&risks, sentence), "{sentence} {risks:?}");
        }
        let decided = told(
            "decisions.yaml",
            "- {id: D-1, title: Blue, status: proposed}\n",
            "- {id: D-1, title: Blue, status: accepted, date: 2026-06-10}\n- {id: D-2, title: Two markets, date: 2026-06-11}\n",
        );
        assert!(has(&decided, "Decided: “Blue”.") && has(&decided, "Decided: “Two markets”."), "{decided:?}");
    }

    #[test]
    fn what_is_internal_in_either_state_is_not_named() {
        let [public, internal] =
            ["public", "internal"].map(|who| format!("- {{id: R-1, title: Secret, visibility: {who}, status: occurred}}\n"));
        let open = "- {id: R-1, title: Secret, visibility: internal}\n";
        for (then, now) in [(&*public, &*internal), (&*internal, &*public), (open, &*public), ("[]\n", &*internal)] {
            assert!(told("risks.yaml", then, now).iter().all(|said| !said.contains("Secret")), "{then} {now}");
        }
    }

    #[test]
    fn a_public_record_that_speaks_of_an_internal_one_is_not_quoted() {
        let settings = ("alongside.yaml", "project: {name: A}\n");
        let risks = ("risks.yaml", "- {id: R-1, title: Sale of the Nordwind brand, visibility: internal}\n");
        let state = |decisions: &str| state(&[settings, risks, ("decisions.yaml", decisions)], Date::new(2026, 6, 15));
        let (then, now) = (state("[]\n"), state("- {id: D-1, title: Prepare Sale of the Nordwind brand, date: 2026-06-11}\n"));
        let told = |audience| {
            let [then, now] = [&then, &now].map(|state| Published::to(audience, state));
            Comparison::of(&then, &now).changes.into_iter().map(|change| change.says.en.into_owned()).collect::<Vec<_>>()
        };
        assert_eq!(told(Audience::Team), ["Decided: “Prepare Sale of the Nordwind brand”."]);
        assert_eq!(told(Audience::Public), [withheld().en.into_owned()]);
    }

    #[test]
    fn an_old_value_that_is_corrected_is_told() {
        let kpi = |value: u32| {
            format!(
                "- {{id: k, name: Leads, direction: increase, measurements: [{{date: 2026-05-04, value: {value}}}, {{date: 2026-06-07, value: 9}}]}}\n"
            )
        };
        let told = told("kpis.yaml", &kpi(4), &kpi(6));
        assert_eq!(told, ["The value of “Leads” of 4 May was changed from 4 to 6."]);
    }
}
