//! The overall verdict: whether the project will keep its promise, not whether any box is red (`docs/checklist.md §6.3`).

use super::areas::{breaks_promise, finish, goal_sentence, longest_slip, over_in_all, worst_goal};
use super::sentence::{following, is_short, joined};
use super::{AreaStanding, Health, Standing};
use crate::analysis::Analysis;
use crate::analysis::goals::GoalState;
use crate::checklist::area::Area;
use crate::checklist::finding::called;
use crate::project::registers::goals::Goal;
use crate::project::registers::words::Verdict;
use crate::project::{Entry, Project, Stage};
use crate::text::{Message, date, number, plural};
use crate::{both, say};

/// The areas that the promise of the project stands on.
const OF_THE_PROMISE: [Area; 3] = [Area::Goals, Area::Plan, Area::Risk];

/// The areas without which nothing is called on track, unless the project does without them.
const NEEDED: [Area; 2] = [Area::Goals, Area::Plan];

/// The verdict on the whole from those on the areas.
pub(super) fn overall(project: &Project, analysis: &Analysis, areas: Vec<AreaStanding>) -> Standing {
    let (health, condition) = decide(&areas, breaks_promise(project, analysis));
    if let Some(sentence) = results(project, analysis).filter(|_| project.stage() >= Stage::Closing) {
        let word = result_word(project, analysis, health);
        return Standing { health, word, lead: sentence.clone(), sentence, condition, areas };
    }
    let (lead, sentence) = promise(project, analysis, &areas, health);
    Standing { health, word: health.label(), sentence, lead, condition, areas }
}

fn decide(areas: &[AreaStanding], breaks_promise: bool) -> (Health, Message) {
    let health = |area: Area| areas.iter().find(|standing| standing.area == area).map_or(Health::NoData, |standing| standing.health);
    let count = |wanted: Health| areas.iter().filter(|standing| standing.health == wanted).count();
    let (off, risk) = (count(Health::OffTrack), count(Health::AtRisk));
    if !health(Area::Goals).is_judged() && !health(Area::Plan).is_judged() {
        return (Health::NoData, both!("neither goals nor plan can be judged", "目标和计划都无法判断"));
    }
    if health(Area::Goals) == Health::OffTrack {
        return (Health::OffTrack, both!("goals are off track", "目标偏离"));
    }
    if breaks_promise {
        return (Health::OffTrack, both!("time or money is off track", "进度或费用偏离"));
    }
    if off >= 3 {
        return (Health::OffTrack, say!("{off} areas are off track", "{off}个领域偏离"));
    }
    if off > 0 {
        return (Health::AtRisk, say!("{off} area{en_s} off track", "{off}个领域偏离", en_s = if off == 1 { " is" } else { "s are" }));
    }
    if let Some(area) = OF_THE_PROMISE.into_iter().find(|area| health(*area) == Health::AtRisk) {
        let label = area.label();
        return (Health::AtRisk, say!("“{area}” is at risk", "“{area}”有风险", area = label));
    }
    if risk >= 3 {
        return (Health::AtRisk, say!("{risk} areas are at risk", "{risk}个领域有风险"));
    }
    if let Some(area) = NEEDED.into_iter().find(|area| health(*area) == Health::NoData) {
        let label = area.label();
        return (Health::NoData, say!("“{area}” cannot be judged", "“{area}”无法判断", area = label));
    }
    let held: Vec<Area> = OF_THE_PROMISE.into_iter().filter(|area| health(*area) == Health::OnTrack).collect();
    (Health::OnTrack, are_on_track(&held))
}

/// Which areas of the promise are on track; what the project does without is not among them.
fn are_on_track(held: &[Area]) -> Message {
    let name = |area: &Area| match area {
        Area::Goals => both!("goals", "目标"),
        Area::Plan => both!("plan", "计划"),
        _ => both!("risks", "风险"),
    };
    if let [Area::Plan] = held {
        return both!("the plan is on track", "计划正常");
    }
    say!("{list} are on track", "{list}正常", list = Message::list(&held.iter().map(name).collect::<Vec<_>>()))
}

/// The areas that stand so, the weightiest first: those of the promise, then those that are the furthest beyond their limit.
fn weightiest(areas: &[AreaStanding], health: Health) -> Vec<&AreaStanding> {
    let mut so: Vec<&AreaStanding> = areas.iter().filter(|standing| standing.health == health).collect();
    so.sort_by(|a, b| {
        let is_other = |standing: &AreaStanding| !OF_THE_PROMISE.contains(&standing.area);
        is_other(a).cmp(&is_other(b)).then(b.excess.total_cmp(&a.excess))
    });
    so
}

/// What becomes of goal, date and money, and the same with other reasons or what is watched.
fn promise(project: &Project, analysis: &Analysis, areas: &[AreaStanding], health: Health) -> (Message, Message) {
    if health == Health::NoData {
        return (Message::default(), cannot_be_judged(areas));
    }
    let is_withheld = |area: Area| areas.iter().any(|standing| standing.area == area && standing.is_withheld);
    let (date, money) = if is_withheld(Area::Plan) { (None, None) } else { (date_part(project, analysis), money_part(analysis)) };
    let worst: Vec<&AreaStanding> = weightiest(areas, Health::OffTrack).into_iter().chain(weightiest(areas, Health::AtRisk)).collect();
    if health == Health::OnTrack {
        let goals = if is_withheld(Area::Goals) { None } else { goals_part(analysis, areas) };
        let held: Vec<Message> = goals.into_iter().chain(date).chain(money).collect();
        let watched = (!worst.is_empty()).then(|| {
            let names: Vec<Message> = worst.iter().take(2).map(|standing| standing.area.label()).collect();
            say!("Watched: {list}", "关注：{list}", list = Message::list(&names))
        });
        return (sentences(&held, &[]), sentences(&held, watched.as_slice()));
    }
    let goal = if is_withheld(Area::Goals) { None } else { goal_part(project, analysis, areas) };
    let is_said = |standing: &AreaStanding| match standing.area {
        Area::Goals => goal.is_some(),
        Area::Plan => money.is_some() || (date.is_some() && date_is_late(analysis)),
        _ => false,
    };
    let told: Vec<Message> = worst.iter().filter(|standing| !is_said(standing)).take(2).map(|standing| told(standing)).collect();
    let first: Vec<Message> = goal.into_iter().chain(date).chain(money).collect();
    (sentences(&first, &[]), sentences(&first, &told))
}

/// The goal that stands the worst, where goals are not on track.
fn goal_part(project: &Project, analysis: &Analysis, areas: &[AreaStanding]) -> Option<Message> {
    areas.iter().find(|standing| standing.area == Area::Goals && matches!(standing.health, Health::AtRisk | Health::OffTrack))?;
    goal_sentence(project, analysis, worst_goal(project, analysis)?).filter(is_short)
}

/// How many goals are on track or reached, where all that are judged are; nothing of goals that the project does without.
fn goals_part(analysis: &Analysis, areas: &[AreaStanding]) -> Option<Message> {
    areas.iter().find(|standing| standing.area == Area::Goals && standing.health == Health::OnTrack)?;
    let good = analysis.goals.iter().filter(|goal| matches!(goal.state, GoalState::Met | GoalState::OnTrack)).count();
    let unknown = analysis.goals.iter().filter(|goal| goal.state == GoalState::NoData).count();
    Some(match (good, unknown) {
        (1, 0) => both!("The goal is on track", "目标进展正常"),
        (_, 0) => say!("All {good} goals are on track", "{good}个目标均正常", good),
        _ => say!(
            "{good} {en_are} on track, {unknown} cannot be judged yet",
            "{good}个目标正常，{unknown}个尚无法判断",
            good,
            unknown,
            en_are = if good == 1 { "goal is" } else { "goals are" }
        ),
    })
}

/// By how much the money expected in the end is above plan, from where that is worth a word.
fn money_part(analysis: &Analysis) -> Option<Message> {
    let over = over_in_all(analysis).filter(|over| *over >= WORTH_TELLING)?;
    let share = number::percent(over);
    Some(say!("The budget will be exceeded by {share}", "预计超预算{share}", share))
}

/// The share above plan from which the headline speaks of money.
const WORTH_TELLING: f64 = 0.05;

/// Why an area stands as it does; only that it does, where telling why takes too many words or is not for everyone.
fn told(standing: &AreaStanding) -> Message {
    if is_short(&standing.reason) && !standing.is_withheld {
        return standing.reason.clone();
    }
    let (area, word) = (standing.area.label(), standing.health.label());
    say!("“{area}” is {en_word}", "“{area}”{zh_word}", area, en_word = word.en.to_lowercase(), zh_word = word.zh)
}

fn cannot_be_judged(areas: &[AreaStanding]) -> Message {
    let is_unknown = |standing: &&AreaStanding| NEEDED.contains(&standing.area) && standing.health == Health::NoData;
    let why = areas.iter().filter(is_unknown);
    let why: Vec<Message> = why.map(|standing| following(&told(standing))).collect();
    let whole = |told: usize| say!("Cannot be judged: {why}.", "暂时无法判断：{why}。", why = joined(why.get(..told).unwrap_or_default()));
    Some(whole(why.len())).filter(is_short).unwrap_or_else(|| whole(1))
}

fn date_is_late(analysis: &Analysis) -> bool {
    finish(analysis).is_some_and(|(_, late)| late > 0)
}

/// The date that matters, and whether it holds.
fn date_part(project: &Project, analysis: &Analysis) -> Option<Message> {
    let end = project.settings.project.end?;
    let (day, late) = finish(analysis)?;
    let (end, day) = (date::message(end.civil()), date::message(day.civil()));
    Some(if late > 0 {
        let en_s = plural(usize::try_from(late).unwrap_or_default());
        say!(
            "The end moves from {end} to {day}, {late} working day{en_s} late",
            "结束日期由{end}推迟到{day}（晚{late}个工作日）",
            end,
            day,
            en_s
        )
    } else if let Some((slip, name)) = longest_slip(project, analysis) {
        say!(
            "{name} comes {slip} working day{en_s} later than planned; the end on {end} holds",
            "{name}比计划晚{slip}个工作日，结束日期{end}不变",
            name,
            slip,
            end,
            en_s = plural(usize::try_from(slip).unwrap_or_default())
        )
    } else {
        say!("The end on {end} holds", "结束日期{end}不变", end)
    })
}

/// Two sentences at most: what holds, and what does not or is watched. What takes too many words is left out, the last part first.
fn sentences(first: &[Message], second: &[Message]) -> Message {
    let whole = |told: usize| {
        let halves = [first, second.get(..told).unwrap_or_default()].into_iter().filter(|parts| !parts.is_empty());
        let (en, zh): (Vec<String>, Vec<String>) = halves.map(joined).map(|half| (half.en.into_owned(), half.zh.into_owned())).unzip();
        say!("{en_whole}.", "{zh_whole}。", en_whole = en.join(". "), zh_whole = zh.join("。"))
    };
    let shorter = || sentences(first.get(..first.len() - 1).unwrap_or_default(), &[]);
    (0..=second.len()).rev().map(&whole).find(is_short).unwrap_or_else(|| if first.len() > 1 { shorter() } else { whole(0) })
}

/// What is known of every goal that was not given up: its outcome, or else what an evaluation says.
fn outcomes(project: &Project, analysis: &Analysis) -> Vec<Option<Verdict>> {
    let evaluated = |at: usize| analysis.goals.get(at)?.evaluated.map(|evaluated| evaluated.verdict);
    let goals = project.goals.iter().enumerate().filter(|(_, goal)| !goal.is_dropped());
    goals.map(|(at, goal)| goal.outcome.or_else(|| evaluated(at))).filter(|verdict| *verdict != Some(Verdict::Dropped)).collect()
}

/// In closing and after, the verdict speaks of results.
fn results(project: &Project, analysis: &Analysis) -> Option<Message> {
    let outcomes = outcomes(project, analysis);
    let all = outcomes.len();
    let with = |wanted: Option<Verdict>| outcomes.iter().filter(|verdict| **verdict == wanted).count();
    let open = with(None);
    if open == all {
        return None;
    }
    let name = |goal: &Entry<Goal>| called(project, goal);
    let lost: Vec<Message> = project.goals.iter().filter(|goal| goal.outcome == Some(Verdict::Missed)).map(name).collect();
    let (met, partly, missed) = (with(Some(Verdict::Achieved)), with(Some(Verdict::Partial)), with(Some(Verdict::Missed)));
    let mut en = vec![format!("{met} of {all} goal{} achieved", plural(all))];
    let mut zh = vec![format!("{all}个目标中{met}个已达成")];
    for (count, en_word, zh_word) in [(partly, "partly", "部分达成"), (missed, "missed", "未达成")] {
        if count > 0 {
            en.push(format!("{count} {en_word}"));
            zh.push(format!("{count}个{zh_word}"));
        }
    }
    let (en_open, zh_open) = if open > 0 {
        (format!(", {open} without a verdict"), format!("，{open}个尚无结论"))
    } else {
        (String::new(), String::new())
    };
    let counted = Message { en: format!("{}{en_open}.", en.join(", ")).into(), zh: format!("{}{zh_open}。", zh.join("、")).into() };
    let told = lost.first().map(|name| {
        let Message { en, zh } = following(&counted);
        say!("“{name}” is missed: {en_all}.", "“{name}”未达成：{zh_all}。", name, en_all = en, zh_all = zh)
    });
    told.filter(is_short).or(Some(counted))
}

fn result_word(project: &Project, analysis: &Analysis, health: Health) -> Message {
    let outcomes = outcomes(project, analysis);
    if outcomes.contains(&None) {
        return health.label();
    }
    if outcomes.iter().all(|outcome| *outcome == Some(Verdict::Achieved)) {
        both!("Met", "已达成")
    } else if outcomes.iter().all(|outcome| *outcome == Some(Verdict::Missed)) {
        both!("Missed", "未达成")
    } else {
        both!("Partly met", "部分达成")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_are_told_by_promise_then_by_excess_then_by_number() {
        let area = |area, health, excess| AreaStanding { area, health, reason: Message::default(), excess, waived: 0, is_withheld: false };
        let areas = [
            area(Area::Communication, Health::OffTrack, 0.2),
            area(Area::Market, Health::OffTrack, 1.5),
            area(Area::Support, Health::AtRisk, 9.0),
            area(Area::Strategy, Health::OffTrack, 0.2),
            area(Area::Risk, Health::OffTrack, 0.0),
        ];
        let told: Vec<Area> = weightiest(&areas, Health::OffTrack).iter().map(|standing| standing.area).collect();
        assert_eq!(told, [Area::Risk, Area::Market, Area::Communication, Area::Strategy]);
    }

    /// What is decided of areas that stand so; those that are not named are on track.
    fn decided(so: &[(Area, Health)]) -> (Health, String) {
        let of = |area: Area| so.iter().find(|(named, _)| *named == area).map_or(Health::OnTrack, |(_, health)| *health);
        let stands = |area: Area| AreaStanding::without_data(area, of(area), Message::default());
        let (health, condition) = decide(&Area::ALL.map(stands), false);
        (health, condition.en.into_owned())
    }

    #[test]
    fn areas_are_counted_where_none_of_the_promise_decides() {
        use Area::{Communication, Departments, Goals, Market, Plan, Risk, Strategy};
        use Health::{AtRisk, NoData, NotApplicable, OffTrack, OnTrack};
        for (so, health, condition) in [
            (vec![], OnTrack, "goals, plan and risks are on track"),
            (vec![(Risk, NoData)], OnTrack, "goals and plan are on track"),
            (vec![(Goals, NotApplicable)], OnTrack, "plan and risks are on track"),
            (vec![(Goals, NotApplicable), (Risk, NoData)], OnTrack, "the plan is on track"),
            (vec![(Plan, NotApplicable), (Risk, NotApplicable)], OnTrack, "goals are on track"),
            (vec![(Goals, NoData)], NoData, "“Goals and KPIs” cannot be judged"),
            (vec![(Goals, NoData), (Plan, NoData)], NoData, "neither goals nor plan can be judged"),
            (vec![(Goals, OffTrack)], OffTrack, "goals are off track"),
            (vec![(Market, OffTrack)], AtRisk, "1 area is off track"),
            (vec![(Market, OffTrack), (Plan, OffTrack)], AtRisk, "2 areas are off track"),
            (vec![(Market, OffTrack), (Plan, OffTrack), (Strategy, OffTrack)], OffTrack, "3 areas are off track"),
            (vec![(Risk, AtRisk)], AtRisk, "“Risk” is at risk"),
            (vec![(Market, AtRisk), (Strategy, AtRisk)], OnTrack, "goals, plan and risks are on track"),
            (vec![(Market, AtRisk), (Strategy, AtRisk), (Departments, AtRisk)], AtRisk, "3 areas are at risk"),
            (vec![(Communication, NoData)], OnTrack, "goals, plan and risks are on track"),
        ] {
            assert_eq!(decided(&so), (health, condition.to_owned()), "{so:?}");
        }
    }

    /// The first sentence on a project with goals and an end.
    fn lead(end: &str, goals: &str, more: &[(&str, &str)]) -> String {
        let settings = format!("project: {{start: 2026-05-04, end: {end}}}\n");
        let files = [&[("alongside.yaml", settings.as_str()), ("goals.yaml", goals)], more].concat();
        super::super::tests::standing(&files).lead.en.into_owned()
    }

    const PLAN: (&str, &str) = ("milestones.yaml", "- {name: Live, status: planned, baseline: 2026-06-19, forecast: 2026-06-19}\n");

    #[test]
    fn goals_on_track_are_counted_and_those_unknown_told_apart() {
        let goal = |name: &str, outcome: &str| format!("- {{title: {name}, kind: marketing{outcome}}}\n");
        let met = |name: &str| goal(name, ", outcome: achieved");
        for (goals, said) in [
            (met("A"), "The goal is on track"),
            (met("A") + &met("B"), "All 2 goals are on track"),
            (met("A") + &goal("B", ""), "1 goal is on track, 1 cannot be judged yet"),
            (met("A") + &met("B") + &goal("C", ""), "2 goals are on track, 1 cannot be judged yet"),
            (met("A") + &goal("B", ", outcome: dropped"), "The goal is on track"),
        ] {
            assert_eq!(lead("2026-06-19", &goals, &[PLAN]), format!("{said}; the end on 19 Jun 2026 holds."));
        }
    }

    #[test]
    fn of_goals_that_the_project_does_without_nothing_is_said() {
        let settings = ("alongside.yaml", "project: {start: 2026-05-04, end: 2026-06-19}\nchecklist: {skip: {1: set elsewhere}}\n");
        for goals in ["- {title: A, outcome: achieved}\n", "- {title: A}\n"] {
            let standing = super::super::tests::standing(&[settings, PLAN, ("goals.yaml", goals)]);
            assert_eq!(standing.of(Area::Goals).health, Health::NotApplicable);
            assert_eq!((&*standing.lead.en, &*standing.condition.en), ("The end on 19 Jun 2026 holds.", "the plan is on track"));
        }
    }

    #[test]
    fn a_goal_is_told_where_nothing_else_is_wrong() {
        assert_eq!(lead("2026-06-19", "- {title: A, outcome: missed}\n", &[PLAN]), "“A” is missed; the end on 19 Jun 2026 holds.");
    }

    #[test]
    fn of_an_area_that_is_withheld_nothing_is_told_and_of_the_others_all() {
        let settings = ("alongside.yaml", "project: {start: 2026-05-04, end: 2026-06-19}\n");
        let goal = ("goals.yaml", "- {title: A, outcome: achieved}\n");
        let (project, analysis, checklist) = super::super::tests::read(&[settings, goal, PLAN]);
        let whole = Standing::new(&project, &analysis, &checklist);
        for (withheld, said) in [
            (Area::Goals, "The end on 19 Jun 2026 holds."),
            (Area::Plan, "The goal is on track."),
            (Area::Market, "The goal is on track; the end on 19 Jun 2026 holds."),
        ] {
            let is_withheld = |standing: &AreaStanding| standing.area == withheld;
            let areas: Vec<AreaStanding> =
                whole.areas.iter().map(|one| AreaStanding { is_withheld: is_withheld(one), ..one.clone() }).collect();
            assert_eq!(promise(&project, &analysis, &areas, Health::OnTrack).0.en, said, "{withheld:?}");
        }
    }

    #[test]
    fn a_single_part_is_said_however_long_it_is() {
        let long = Message::same("a long way ".repeat(60));
        assert!(!is_short(&long));
        let both = [long.clone(), Message::same("the end holds".to_owned())];
        assert_eq!(sentences(&both, &[]), sentences(&both[..1], &[]), "the last part is left out first");
        assert!(sentences(&both[..1], &[]).en.to_lowercase().starts_with("a long way"));
    }

    #[test]
    fn money_is_told_from_five_per_cent_on() {
        let goal = "- {title: A, outcome: achieved}\n";
        let budget = |actual: &str| format!("category,period,planned,actual\nfilm,2026-05,100,{actual}\n");
        let holds = "The goal is on track; the end on 19 Jun 2026 holds";
        let told = |actual: &str| lead("2026-06-19", goal, &[PLAN, ("budget.csv", &budget(actual))]);
        assert_eq!(told("104.99"), format!("{holds}."));
        assert_eq!(told("105"), format!("{holds}; the budget will be exceeded by 5%."));
    }

    #[test]
    fn in_closing_the_word_is_that_of_all_goals() {
        let settings = ("alongside.yaml", "project: {stage: closing}\n");
        for (outcomes, word, sentence) in [
            (["achieved", "achieved"], "Met", "2 of 2 goals achieved."),
            (["missed", "missed"], "Missed", "“G0” is missed: 0 of 2 goals achieved, 2 missed."),
            (["achieved", "missed"], "Partly met", "“G1” is missed: 1 of 2 goals achieved, 1 missed."),
        ] {
            let row = |(at, outcome): (usize, &&str)| format!("- {{title: G{at}, outcome: {outcome}}}\n");
            let goals: String = outcomes.iter().enumerate().map(row).collect();
            let standing = super::super::tests::standing(&[settings, ("goals.yaml", &goals)]);
            assert_eq!((&*standing.word.en, &*standing.sentence.en), (word, sentence));
        }
    }

    #[test]
    fn what_else_is_wrong_with_the_plan_is_told_where_its_end_holds() {
        let settings = ("alongside.yaml", "project: {start: 2026-05-04, end: 2026-06-19}\n");
        let goal = ("goals.yaml", "- {title: A, outcome: achieved}\n");
        let task = "- {name: A, start: 2026-05-04, end: 2026-05-29, status: in progress, percent: 90, planned_cost: 100}\n";
        let standing = super::super::tests::standing(&[settings, goal, PLAN, ("tasks.yaml", task)]);
        assert_eq!(standing.sentence.en, "The end on 19 Jun 2026 holds. 90% of the work planned by now is done (SPI 0.90).");
    }
}
