//! Health: how each area and the whole project stand. It follows from numbers and from signals of the checklist; the quality
//! of the records stands beside it (`docs/checklist.md §6`).

mod areas;
pub mod figures;
mod sentence;
mod verdict;

use std::cmp::Reverse;

use schemars::JsonSchema;
use serde::Serialize;

use super::Checklist;
use crate::analysis::Analysis;
use crate::checklist::area::Area;
use crate::checklist::finding::Finding;
use crate::checklist::rule::Category;
use crate::checklist::severity::Severity;
use crate::project::{Kind, Project, RecordId};
use crate::text::Message;
use crate::{both, say};

/// How something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Health {
    /// As promised.
    OnTrack,
    /// To be watched.
    AtRisk,
    /// Not as promised.
    OffTrack,
    /// Cannot be judged.
    #[default]
    NoData,
    /// Not asked for here.
    NotApplicable,
}

/// How one area stands.
#[derive(Debug, Clone, PartialEq)]
pub struct AreaStanding {
    /// The area.
    pub area: Area,
    /// Its health.
    pub health: Health,
    /// Why, in one sentence.
    pub reason: Message,
    /// By how much of the limit the reason is beyond it: 0 at the limit, and where there is none.
    pub excess: f64,
    /// Waived findings without whose waivers it would stand worse.
    pub waived: usize,
    /// Whether its health rests on what is not published, so that nothing published explains it.
    pub is_withheld: bool,
}

/// How the whole project stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// Its health.
    pub health: Health,
    /// Its word: that of the health, or of the results once the project is closing.
    pub word: Message,
    /// Why, in one sentence or two.
    pub sentence: Message,
    /// The first of the two: what becomes of goal, date and money.
    pub lead: Message,
    /// Which condition decided.
    pub condition: Message,
    /// The ten areas.
    pub areas: Vec<AreaStanding>,
}

/// What an area's numbers say, before signals count.
struct Evidence {
    /// Why the area cannot be judged, if it cannot.
    no_data: Option<Message>,
    /// Why it is off track.
    off: Vec<Reason>,
    /// Why it is at risk.
    risk: Vec<Reason>,
    /// The number that its reader wants to know.
    number: Message,
}

/// Why an area stands as it does.
struct Reason {
    says: Message,
    /// By how much of the limit it is beyond it.
    excess: f64,
}

impl Health {
    /// All of them, the best first.
    pub const ALL: [Self; 5] = [Self::OnTrack, Self::AtRisk, Self::OffTrack, Self::NoData, Self::NotApplicable];

    /// The word.
    pub const fn label(self) -> Message {
        match self {
            Self::OnTrack => both!("On track", "正常"),
            Self::AtRisk => both!("At risk", "有风险"),
            Self::OffTrack => both!("Off track", "偏离"),
            Self::NoData => both!("No data", "暂无数据"),
            Self::NotApplicable => both!("Not applicable", "不适用"),
        }
    }

    /// Whether there was anything to judge.
    pub const fn is_judged(self) -> bool {
        matches!(self, Self::OnTrack | Self::AtRisk | Self::OffTrack)
    }
}

impl AreaStanding {
    /// Its health, in the words of the published part where that stands alike.
    fn told_as(&self, published: Self) -> Self {
        match self.health {
            // Without numbers there is nothing to keep: a register is not empty because it is not published.
            Health::NoData | Health::NotApplicable => self.clone(),
            health if health == published.health => published,
            health => Self { health, reason: withheld(), excess: 0.0, is_withheld: true, ..published },
        }
    }

    fn without_data(area: Area, health: Health, reason: Message) -> Self {
        Self { area, health, reason, excess: 0.0, waived: 0, is_withheld: false }
    }
}

/// What is said in place of a reason that not everyone may know.
pub const fn withheld() -> Message {
    both!("The reason concerns a record that is not published.", "原因涉及未公开的记录。")
}

impl Standing {
    /// Its sentence with what a reader of the last report has to know, in the place of the other reasons, where both are short enough.
    pub fn with(&self, news: &Message) -> Message {
        let both = say!(
            "{en_lead} {en_news}",
            "{zh_lead}{zh_news}",
            en_lead = &self.lead.en,
            zh_lead = &self.lead.zh,
            en_news = &news.en,
            zh_news = &news.zh
        );
        if self.lead.en.is_empty() || !sentence::is_short(&both) { self.sentence.clone() } else { both }
    }

    /// Works out how a project stands.
    pub fn new(project: &Project, analysis: &Analysis, checklist: &Checklist) -> Self {
        let areas: Vec<AreaStanding> = Area::ALL.into_iter().map(|area| stand(project, analysis, checklist, area)).collect();
        verdict::overall(project, analysis, areas)
    }

    /// How everyone is told that a project stands: the colours are those of the whole; the words and numbers are those of what is
    /// published, unless that would stand otherwise.
    pub(crate) fn published(&self, project: &Project, analysis: &Analysis, checklist: &Checklist) -> Self {
        let areas = self.areas.iter().map(|whole| whole.told_as(stand(project, analysis, checklist, whole.area))).collect();
        let told = verdict::overall(project, analysis, areas);
        if told.health == self.health && told.word == self.word {
            return told;
        }
        let condition = both!("records that are not published", "未公开的记录");
        Self { health: self.health, word: self.word.clone(), sentence: withheld(), condition, ..told }
    }

    /// How one area stands.
    pub fn of(&self, area: Area) -> AreaStanding {
        let unknown = || AreaStanding::without_data(area, Health::NoData, Message::default());
        self.areas.iter().find(|standing| standing.area == area).cloned().unwrap_or_else(unknown)
    }

    /// How many areas stand so.
    pub fn count(&self, health: Health) -> usize {
        self.areas.iter().filter(|standing| standing.health == health).count()
    }
}

/// The first that holds: skipped, nothing to judge, off track, at risk, on track.
fn stand(project: &Project, analysis: &Analysis, checklist: &Checklist, area: Area) -> AreaStanding {
    if let Some(reason) = checklist.skip_reason(area) {
        let reason = say!("Skipped: {reason}.", "已跳过：{reason}。", reason = reason.trim_end_matches(['.', '。']));
        return AreaStanding::without_data(area, Health::NotApplicable, reason);
    }
    let evidence = areas::evidence(project, analysis, checklist, area);
    if let Some(reason) = evidence.no_data {
        return AreaStanding::without_data(area, Health::NoData, reason);
    }
    let signals = signals(project, analysis, checklist, area);
    let (health, reason) = if let Some(reason) = evidence.off.into_iter().next() {
        (Health::OffTrack, reason)
    } else if let Some(reason) = evidence.risk.into_iter().next() {
        (Health::AtRisk, reason)
    } else if let Some(reason) = signals.into_iter().next() {
        (Health::AtRisk, reason)
    } else {
        (Health::OnTrack, Reason { says: evidence.number, excess: 0.0 })
    };
    // A signal makes an area no worse than at risk.
    let waived = checklist.of_area(area).flat_map(|outcome| &outcome.waived_findings).filter(|waived| counts(&waived.reported));
    let waived = if health == Health::OnTrack { waived.count() } else { 0 };
    AreaStanding { area, health, reason: reason.says.unmarked(), excess: reason.excess, waived, is_withheld: false }
}

/// Findings that make an area at risk: what tells something about the project, and any error; the gravest first.
fn signals(project: &Project, analysis: &Analysis, checklist: &Checklist, area: Area) -> Vec<Reason> {
    let mut found: Vec<_> = checklist.of_area(area).flat_map(|outcome| &outcome.findings).filter(|found| counts(found)).collect();
    found.sort_by_key(|found| (found.severity, Reverse(weight(project, analysis, &found.finding))));
    found.into_iter().map(|found| Reason { says: found.finding.message.clone(), excess: 0.0 }).collect()
}

/// How grave the gravest record is that a finding is about: the level and score of a risk, the severity of an issue.
fn weight(project: &Project, analysis: &Analysis, finding: &Finding) -> (usize, u32) {
    let of = |id: &RecordId| match id.kind {
        Kind::Risks => analysis.risks.get(id.index).and_then(|risk| {
            let score = risk.current.map_or(0, |current| current.score);
            Some((1 + risk.level? as usize, score))
        }),
        Kind::Issues => project.issues.get(id.index).and_then(|issue| issue.severity).map(|severity| (1 + severity as usize, 0)),
        _ => None,
    };
    finding.records.iter().filter_map(of).max().unwrap_or_default()
}

fn counts(found: &crate::checklist::outcome::Reported) -> bool {
    let is_signal = found.rule.category == Category::Signal && !found.finding.is_unrecorded && found.severity <= Severity::Warning;
    is_signal || found.severity == Severity::Error
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Date;
    use crate::project::{Folder, ReportDateSource, load};

    /// A project of texts, and what is worked out of it.
    pub(super) fn read(files: &[(&str, &str)]) -> (Project, Analysis, Checklist) {
        let project = load(Folder::of_texts(files), ReportDateSource { as_of: None, otherwise: Date::new(2026, 6, 15) });
        let wrong: Vec<&str> = project.problems.iter().map(|trouble| trouble.problem.message.en.as_ref()).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
        let analysis = Analysis::of(&project);
        let checklist = Checklist::of(&project, &analysis);
        (project, analysis, checklist)
    }

    /// How a project stands on Monday, 15 June 2026.
    pub(super) fn standing(files: &[(&str, &str)]) -> Standing {
        let (project, analysis, checklist) = read(files);
        Standing::new(&project, &analysis, &checklist)
    }

    /// For how many reasons the numbers of an area call it off track, and at risk.
    pub(super) fn reasons(area: Area, files: &[(&str, &str)]) -> (usize, usize) {
        let (project, analysis, checklist) = read(files);
        let evidence = areas::evidence(&project, &analysis, &checklist, area);
        assert!(evidence.no_data.is_none(), "{:?}", evidence.no_data);
        (evidence.off.len(), evidence.risk.len())
    }

    /// What is said of an area of which nothing worse is said, or why it has no data.
    pub(super) fn number(area: Area, files: &[(&str, &str)]) -> String {
        let (project, analysis, checklist) = read(files);
        let evidence = areas::evidence(&project, &analysis, &checklist, area);
        evidence.no_data.unwrap_or(evidence.number).en.into_owned()
    }

    const GOAL: (&str, &str) = ("goals.yaml", "- {id: G-1, title: Sell more, kind: project, due: 2026-12-01, kpis: [leads]}\n");

    fn leads(value: u32) -> String {
        format!(
            "- {{id: leads, name: Leads, direction: increase, baseline: {{value: 0, date: 2026-01-01}}, target: {{by: 2026-12-31, value: 400}}, measurements: [{{date: 2026-06-14, value: {value}}}]}}\n"
        )
    }

    #[test]
    fn a_reason_is_a_sentence_without_marks() {
        let files =
            [("alongside.yaml", "project: {name: T, stage: execution}\n"), ("risks.yaml", "- {title: Rain, probability: 4, impact: 2}\n")];
        let reason = standing(&files).of(Area::Risk).reason.clone();
        assert!(reason.en.contains("has no owner"), "{reason}");
        assert!(!reason.zh.contains('`'), "{reason}");
    }

    #[test]
    fn an_empty_folder_is_not_healthy() {
        let standing = standing(&[("alongside.yaml", "project: {name: x, stage: execution}\n")]);
        assert_eq!(standing.health, Health::NoData);
        assert!(standing.areas.iter().all(|area| area.health == Health::NoData), "{:#?}", standing.areas);
    }

    #[test]
    fn a_goal_off_track_makes_the_project_off_track() {
        let good = standing(&[GOAL, ("kpis.yaml", &leads(200))]);
        assert_eq!(good.of(Area::Goals).health, Health::OnTrack);
        let bad = standing(&[GOAL, ("kpis.yaml", &leads(10))]);
        assert_eq!((bad.of(Area::Goals).health, bad.health), (Health::OffTrack, Health::OffTrack));
        assert!(bad.sentence.en.contains("Leads"), "{}", bad.sentence.en);
    }

    #[test]
    fn a_value_outside_its_range_is_said_to_be_so() {
        for (target, value, en, zh) in [
            ("low: 2, high: 3", "5", "“Blogs” is at 5 posts, above the range of 2–3.", "“Blogs”为5篇，高于区间2–3。"),
            ("low: 2, high: 3", "0", "“Blogs” is at 0 posts, below the range of 2–3.", "“Blogs”为0篇，低于区间2–3。"),
            ("low: 2.5, high: 3", "5", "“Blogs” is at 5 posts, above the range of 2.5–3.0.", "“Blogs”为5篇，高于区间2.5–3.0。"),
            ("high: 15", "25", "“Blogs” is at 25 posts, above the limit of 15.", "“Blogs”为25篇，高于上限15。"),
            ("low: 15", "5", "“Blogs” is at 5 posts, below the limit of 15.", "“Blogs”为5篇，低于下限15。"),
        ] {
            let kpi = format!(
                "- {{id: leads, name: Blogs, unit: {{en: posts, zh-CN: 篇}}, direction: range, targets: [{{by: 2026-12-31, {target}}}], measurements: [{{date: 2026-06-14, value: {value}}}]}}\n"
            );
            let standing = standing(&[GOAL, ("kpis.yaml", &kpi)]).of(Area::Goals);
            assert_eq!((&*standing.reason.en, &*standing.reason.zh), (en, zh));
        }
        let kpi = "- {id: leads, name: Blogs, direction: range, targets: [{by: 2026-06-01, high: 15}], measurements: [{date: 2026-06-01, value: 25}, {date: 2026-06-14, value: 5}]}\n";
        let reason = standing(&[GOAL, ("kpis.yaml", kpi)]).of(Area::Goals).reason;
        assert_eq!(reason.en, "“Blogs” missed its limit of 15; it is at 5 now.");
    }

    #[test]
    fn series_that_have_ended_owed_meetings() {
        let reason = |ends: &str, more: &str| {
            let series = format!("- {{name: Weekly, every: week, starts: 2026-03-02{ends}}}\n{more}");
            standing(&[("cadences.yaml", &series)]).of(Area::Communication).reason
        };
        let ended = reason(", ends: 2026-06-07", "");
        assert_eq!(ended.en, "No meeting series is running any more, and no action is open.");
        assert_eq!(ended.zh, "会议系列均已结束，也没有未完成的待办。");
        let elsewhere = reason(", ends: 2026-06-07", "- {name: Board, every: month, starts: 2026-03-02, notes_at: the intranet}\n");
        assert_eq!(elsewhere.en, "No running series had notes due here in the last eight weeks, and no action is open.");
        let long_ago = reason(", ends: 2026-03-29", "");
        assert_eq!(long_ago.en, "No meeting was due in the last eight weeks, and no action is open.");
    }

    #[test]
    fn eight_weeks_owe_eight_weekly_meetings() {
        let sunday = ("alongside.yaml", "report: {as_of: 2026-06-14}\n");
        let meetings: Vec<String> =
            (0..10).map(|week| format!("- {{date: {}, cadence: w}}\n", Date::new(2026, 4, 6).plus(week * 7))).collect();
        let series = ("cadences.yaml", "- {id: w, name: Weekly, every: week, starts: 2026-03-02}\n");
        let reason = standing(&[sunday, series, ("meetings.yaml", &meetings.concat())]).of(Area::Communication).reason;
        assert_eq!(reason.en, "8 of 8 meetings of the last eight weeks were held; 0 actions are overdue.");
    }

    #[test]
    fn a_skipped_area_is_not_applicable() {
        let standing = standing(&[("alongside.yaml", "checklist: {skip: {4: no technology here}}\n")]);
        assert_eq!(standing.of(Area::Support).health, Health::NotApplicable);
    }

    /// The health of an area at a date of its own stage.
    fn area(area: Area, files: &[(&str, &str)]) -> (Health, String) {
        let standing = standing(files).of(area);
        (standing.health, standing.reason.en.into_owned())
    }

    #[test]
    fn of_several_signals_the_gravest_is_told_wherever_it_stands() {
        let risk = |name: &str, step: u8| {
            format!(
                "- {{title: {name}, raised: 2026-03-01, owner: p, strategy: accept, accepted_by: p, probability: {step}, impact: {step}}}\n"
            )
        };
        for rows in [risk("Small", 1) + &risk("Grave", 5), risk("Grave", 5) + &risk("Small", 1)] {
            let (health, reason) = area(Area::Risk, &[("risks.yaml", &rows), ("people.yaml", "- {id: p, name: P}\n")]);
            assert!(health == Health::AtRisk && reason.contains("Grave"), "{reason}");
        }
    }

    #[test]
    fn waived_signals_are_counted_where_an_area_would_stand_worse_with_them() {
        let settings = "project: {start: 2026-01-05, end: 2026-12-18}\nchecklist: {waivers: [{rule: review-overdue, reason: r, approved_by: p, until: 2026-08-01}]}\n";
        let reviews = ("reviews.yaml", "- date: 2026-02-05\n- date: 2026-05-01\n");
        let strategy = |changes: &str| {
            let standing = standing(&[("alongside.yaml", settings), reviews, ("changes.yaml", changes)]).of(Area::Strategy);
            (standing.health, standing.waived)
        };
        let change = "- {title: Later, raised: 2026-06-12, decided: 2026-06-15, decision: approved}\n";
        assert_eq!(strategy(change), (Health::OnTrack, 1));
        assert_eq!(strategy("- {title: Later, raised: 2026-03-02}\n"), (Health::AtRisk, 0));
    }

    #[test]
    fn a_plan_that_is_told_by_durations_alone_is_judged() {
        let settings = ("alongside.yaml", "project: {start: 2026-06-01, end: 2026-06-19}\n");
        let tasks = "- {name: A, duration: 20, actual_start: 2026-06-01, percent: 30, planned_cost: 1000, actual_cost: 400}\n";
        let (health, reason) = area(Area::Plan, &[settings, ("tasks.yaml", tasks)]);
        assert_eq!((health, &*reason), (Health::OffTrack, "The plan ends on 2 Jul 2026, 9 working days after the project's end."));
    }

    #[test]
    fn what_is_expected_in_the_end_is_not_called_spent() {
        let budget = "category,period,planned,actual,forecast\nfilm,2026-05,100000,90000,\nfair,2026-10,100000,,200000\n";
        let (health, reason) = area(Area::Plan, &[("budget.csv", budget)]);
        assert_eq!((health, &*reason), (Health::OffTrack, "The forecast at completion is 45% over plan."));
    }

    #[test]
    fn a_value_and_a_plan_that_differ_look_different() {
        let kpi = "- {id: leads, name: Rating, unit: points, direction: increase, baseline: {value: 5, date: 2026-01-01}, targets: [{by: 2026-12-31, value: 6}], measurements: [{date: 2026-06-14, value: 5}]}\n";
        let reason = standing(&[GOAL, ("kpis.yaml", kpi)]).of(Area::Goals).reason;
        assert_eq!(reason.en, "“Rating” is at 5 points against a plan of 5.5 points; its target by 31 Dec is 6 points.");
    }

    #[test]
    fn a_target_that_was_missed_is_told_with_the_value_that_decided() {
        let kpi = "- {id: leads, name: Leads, unit: {en: leads, zh-CN: 条}, direction: increase, cadence: week, baseline: {value: 50, date: 2026-01-01}, targets: [{by: 2026-05-16, value: 100}], measurements: [{date: 2026-05-15, value: 90}, {date: 2026-06-14, value: 120}]}\n";
        let reason = standing(&[GOAL, ("kpis.yaml", kpi)]).of(Area::Goals).reason;
        assert_eq!(reason.en, "“Leads” missed its target of 100 leads by 16 May with 90 leads.");
        assert_eq!(reason.zh, "“Leads”未达成5月16日的目标100条，实际为90条。");
    }

    #[test]
    fn requests_solved_are_those_of_ninety_days() {
        let row = |id: &str, opened: &str| {
            format!("- {{id: {id}, title: {id}, severity: high, opened: {opened}, responded: {opened}, resolved: {opened}}}\n")
        };
        let (_, reason) = area(Area::Support, &[("tickets.yaml", &(row("A", "2026-01-12") + &row("B", "2026-06-01")))]);
        assert_eq!(reason, "1 of 1 technical requests of the last 90 days solved within their limit; 0 open.");
    }

    #[test]
    fn two_reviews_missed_in_a_row_are_off_track() {
        let reviews = |days: &str| {
            area(Area::Strategy, &[("alongside.yaml", "project: {start: 2026-01-05, end: 2026-12-18}\n"), ("reviews.yaml", days)])
        };
        let (health, reason) = reviews("- date: 2026-02-05\n- date: 2026-04-01\n");
        assert_eq!((health, &*reason), (Health::OffTrack, "2 progress reviews in a row were missed."));
        assert_eq!(reviews("- date: 2026-02-05\n- date: 2026-05-01\n").0, Health::AtRisk, "one is only a signal");
    }

    #[test]
    fn a_third_of_the_hand_offs_of_eight_weeks_late_is_off_track() {
        let handoffs = |third: &str| {
            let rows = format!("what,due,accepted_on\na,2026-06-01,2026-06-01\nb,2026-06-01,2026-06-01\nc,2026-06-01,{third}\n");
            area(Area::Departments, &[("handoffs.csv", &rows)]).0
        };
        assert_eq!((handoffs("2026-06-01"), handoffs("2026-06-03")), (Health::OnTrack, Health::OffTrack));
    }

    #[test]
    fn a_severe_theme_without_a_decision_for_a_month_is_off_track() {
        let feedback = |severity: &str| {
            let rows = format!(
                "date,quote,theme,sentiment,severity,count,status\n2026-05-04,Too late,delivery,negative,{severity},4,not needed\n"
            );
            area(Area::Market, &[("feedback.csv", &rows)])
        };
        let (health, reason) = feedback("high");
        assert_eq!((health, &*reason), (Health::OffTrack, "The severe theme “delivery” has had no decision for 42 days."));
        assert_eq!(feedback("low").0, Health::AtRisk);
    }

    #[test]
    fn under_half_of_the_answers_in_time_is_off_track() {
        let feedback = |replied: &str| {
            let row = |n: usize| format!("2026-05-04,q{n},{}\n", if n < 3 { replied } else { "2026-05-08" });
            let rows: String = std::iter::once("date,quote,replied_on\n".to_owned()).chain((0..5).map(row)).collect();
            area(Area::Market, &[("feedback.csv", &rows)]).0
        };
        assert_eq!((feedback("2026-05-18"), feedback("2026-05-19")), (Health::OnTrack, Health::OffTrack));
    }

    #[test]
    fn a_critical_issue_or_a_late_resource_at_a_near_milestone_is_off_track() {
        let milestone = |day: &str| format!("- {{id: M-1, name: Live, forecast: {day}}}\n");
        let ticket = ("tickets.yaml", "- {title: Login, severity: critical, opened: 2026-06-15, blocks: [M-1]}\n");
        let resource = ("support.yaml", "- {name: Shop, needed_by: 2026-06-10, status: requested, for: [M-1]}\n");
        for files in [ticket, resource] {
            let near = area(Area::Support, &[files, ("milestones.yaml", &milestone("2026-06-22"))]).0;
            let far = area(Area::Support, &[files, ("milestones.yaml", &milestone("2026-06-23"))]).0;
            assert_eq!((near, far), (Health::OffTrack, Health::AtRisk), "{}", files.0);
        }
    }

    #[test]
    fn in_closing_the_verdict_speaks_of_results() {
        let closing = ("alongside.yaml", "project: {stage: closing}\n");
        let goals = (
            "goals.yaml",
            "- {id: a, title: A, outcome: achieved}\n- {id: b, title: B}\n- {id: c, title: C}\n- {id: d, title: D, outcome: dropped}\n",
        );
        let evaluation = ("evaluations.yaml", "- {date: 2026-06-08, goals: [{goal: b, verdict: partial}]}\n");
        let standing = standing(&[closing, goals, evaluation]);
        assert_eq!(standing.sentence.en, "1 of 3 goals achieved, 1 partly, 1 without a verdict.");
        assert_eq!(standing.sentence.zh, "3个目标中1个已达成、1个部分达成，1个尚无结论。");
    }

    #[test]
    fn without_goals_and_plan_the_sentence_says_why() {
        let sentence = standing(&[("alongside.yaml", "project: {stage: execution}\n")]).sentence;
        assert_eq!(sentence.en, "Cannot be judged: no goal is recorded; no plan and no budget is recorded.");
        assert_eq!(sentence.zh, "暂时无法判断：尚无目标记录；尚无计划和预算记录。");
    }

    #[test]
    fn the_sentence_is_short_in_both_languages() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let fixtures = std::fs::read_dir(root.join("tests/fixtures")).unwrap().map(|entry| entry.unwrap().path());
        for path in fixtures.filter(|path| path.is_dir()).chain([root.join("example-project")]) {
            let folder = Folder::read(&path).unwrap();
            let project = load(folder, ReportDateSource { as_of: None, otherwise: Date::new(2026, 6, 15) });
            let analysis = Analysis::of(&project);
            let sentence = Standing::new(&project, &analysis, &Checklist::of(&project, &analysis)).sentence;
            assert!(sentence::is_short(&sentence), "{}: {sentence:?}", path.display());
            assert!(sentence.en.ends_with('.') && sentence.en.matches(". ").count() <= 1, "{}: {sentence:?}", path.display());
            assert!(sentence.zh.ends_with('。') && sentence.zh.matches('。').count() <= 2, "{}: {sentence:?}", path.display());
        }
    }

    #[test]
    fn areas_are_counted_by_their_health() {
        let empty = standing(&[("alongside.yaml", "project: {name: x, stage: execution}\n")]);
        assert_eq!((empty.count(Health::NoData), empty.count(Health::OnTrack)), (10, 0));
    }

    #[test]
    fn where_nothing_is_internal_all_is_told() {
        let (project, analysis, checklist) = read(&[GOAL, ("kpis.yaml", &leads(10))]);
        let standing = Standing::new(&project, &analysis, &checklist);
        assert_eq!(standing.published(&project, &analysis, &checklist), standing);
    }
}
