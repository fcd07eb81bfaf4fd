//! What the numbers of each area say of its health.

use rust_decimal::prelude::ToPrimitive;

use super::{Evidence, figures};
use crate::analysis::Analysis;
use crate::analysis::goals::GoalState;
use crate::analysis::handoffs::HandoffState;
use crate::analysis::kpi::Status;
use crate::calendar::Date;
use crate::checklist::area::Area;
use crate::project::registers::goals::GoalKind;
use crate::project::registers::risks::{Risk, Strategy};
use crate::project::{Entry, Kind, Project, Stage};
use crate::text::{Lang, Message, date, number, plural};
use crate::{both, say};

/// Working days late from which something is not only late.
const FAR_TOO_LATE: i64 = 10;
/// Days after which research is old.
const FRESH_DAYS: i64 = 180;
/// The eight weeks over which meetings are counted.
const EIGHT_WEEKS: i64 = 56;

/// What the numbers of an area say.
pub(super) fn evidence(project: &Project, analysis: &Analysis, area: Area) -> Evidence {
    match area {
        Area::Goals => goals(project, analysis),
        Area::Communication => communication(project, analysis),
        Area::Market => market(project, analysis),
        Area::Support => support(project, analysis),
        Area::Plan => plan(project, analysis),
        Area::Strategy => strategy(project, analysis),
        Area::Departments => departments(project, analysis),
        Area::Risk => risk(project, analysis),
        Area::Performance => performance(project),
        Area::Improvement => improvement(project),
    }
}

fn none(why: Message) -> Evidence {
    Evidence { no_data: Some(why), off: Vec::new(), risk: Vec::new(), number: Message::default() }
}

fn some(number: Message) -> Evidence {
    Evidence { no_data: None, off: Vec::new(), risk: Vec::new(), number }
}

impl Evidence {
    fn off_if(&mut self, holds: bool, why: impl FnOnce() -> Message) {
        if holds {
            self.off.push(why());
        }
    }

    fn risk_if(&mut self, holds: bool, why: impl FnOnce() -> Message) {
        if holds {
            self.risk.push(why());
        }
    }
}

fn goals(project: &Project, analysis: &Analysis) -> Evidence {
    let judged: Vec<usize> = (0..analysis.goals.len())
        .filter(|at| analysis.goals.get(*at).is_some_and(|goal| !matches!(goal.state, GoalState::NoData | GoalState::Dropped)))
        .collect();
    let state = |at: &usize| analysis.goals.get(*at).map(|goal| goal.state);
    if judged.is_empty() {
        return none(if project.goals.is_empty() {
            both!("No goal is recorded.", "尚无目标记录。")
        } else {
            both!("No goal has an outcome or a KPI with a measured value and a target.", "目标都没有结果，也没有可判断的指标。")
        });
    }
    let met = judged.iter().filter(|at| state(at) == Some(GoalState::Met)).count();
    let worst = worst_kpi(project, analysis);
    let all = project.goals.len();
    let (on_plan, with_status) = kpis_on_plan(analysis);
    let number = if met > 0 || with_status == 0 {
        say!("{met} of {all} goal{en_s} achieved.", "{all}个目标中{met}个已达成。", en_s = plural(all))
    } else {
        say!("{on_plan} of {with_status} KPIs are on plan.", "{with_status}项指标中{on_plan}项正常。")
    };
    let mut evidence = some(number.clone());
    let off: Vec<&usize> = judged.iter().filter(|at| state(at) == Some(GoalState::OffTrack)).collect();
    let promised = |at: &usize| project.goals.get(*at).is_some_and(|goal| goal.kind != Some(GoalKind::Marketing));
    let why = || worst.clone().unwrap_or_else(|| number.clone());
    evidence.off_if(off.iter().any(|at| promised(at)) || off.len() * 2 >= judged.len(), why);
    evidence.risk_if(judged.iter().any(|at| matches!(state(at), Some(GoalState::OffTrack | GoalState::AtRisk))), why);
    let stale = analysis.kpis.iter().filter(|kpi| kpi.status() == Status::Stale).count();
    evidence.risk_if(stale > 0 && stale * 3 >= analysis.kpis.len(), || {
        let all = analysis.kpis.len();
        say!("{stale} of {all} KPIs have no current value.", "{all}项指标中{stale}项数据过期。")
    });
    evidence
}

/// KPIs that are met or on track, and KPIs that could be judged.
pub(super) fn kpis_on_plan(analysis: &Analysis) -> (usize, usize) {
    let judged = analysis.kpis.iter().filter(|kpi| kpi.status().is_judged());
    let good = analysis.kpis.iter().filter(|kpi| matches!(kpi.status(), Status::Met | Status::OnTrack));
    (good.count(), judged.count())
}

/// The KPI that is furthest off its path, in one sentence.
pub(super) fn worst_kpi(project: &Project, analysis: &Analysis) -> Option<Message> {
    let badness = |status: Status| match status {
        Status::Missed | Status::OffTrack => 2,
        Status::AtRisk => 1,
        _ => 0,
    };
    let distance = |at: usize| {
        let numbers = analysis.kpis.get(at)?;
        let (value, expected) = (numbers.standing.current.as_ref()?.value, figures::expected(numbers)?);
        Some(((value - expected) / if expected == 0.0 { 1.0 } else { expected }).abs())
    };
    let candidates = project.kpis.iter().enumerate().zip(&analysis.kpis).filter(|(_, numbers)| badness(numbers.status()) > 0);
    let mut candidates: Vec<(i32, f64, usize)> =
        candidates.map(|((at, _), numbers)| (badness(numbers.status()), distance(at).unwrap_or(0.0), at)).collect();
    candidates.sort_by(|a, b| b.0.cmp(&a.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(&b.2)));
    let (_, _, at) = *candidates.first()?;
    let (kpi, numbers) = (project.kpis.get(at)?, analysis.kpis.get(at)?);
    let name = figures::name(project, kpi);
    let value = figures::value(project, kpi, numbers.standing.current.as_ref()?.value);
    let plan = figures::value(project, kpi, figures::expected(numbers)?);
    Some(say!(
        "“{en_name}” is at {en_value} against a plan of {en_plan}.",
        "“{zh_name}”为{zh_value}，计划{zh_plan}。",
        en_name = name.en,
        en_value = value.en,
        en_plan = plan.en,
        zh_name = name.zh,
        zh_value = value.zh,
        zh_plan = plan.zh,
    ))
}

fn communication(project: &Project, analysis: &Analysis) -> Evidence {
    let since = project.report_date.plus(-EIGHT_WEEKS);
    // What is noted elsewhere cannot be counted here.
    let noted_here = project.cadences.iter().zip(&analysis.cadences).filter(|(cadence, _)| cadence.notes_at.is_none());
    let windows: Vec<_> =
        noted_here.flat_map(|(_, numbers)| &numbers.windows).filter(|window| window.has_ended && window.last >= since).collect();
    let due: usize = windows.iter().map(|window| window.expected).sum();
    let held: usize = windows.iter().map(|window| window.kept + window.late).sum();
    let open: Vec<_> = analysis.actions.iter().filter(|action| action.is_open()).collect();
    let overdue = open.iter().filter(|action| action.overdue.is_some_and(|days| days > 0)).count();
    if due == 0 && open.is_empty() {
        return none(if project.meetings.is_empty() && project.cadences.is_empty() {
            both!("No meeting and no action is recorded.", "尚无会议和待办记录。")
        } else {
            both!("No meeting was due in the last eight weeks, and no action is open.", "近八周没有应开的会议，也没有未完成的待办。")
        });
    }
    let number = if due > 0 {
        say!(
            "{held} of {due} meetings of the last eight weeks were held; {overdue} action{en_s} overdue.",
            "近八周应开{due}次会议，实开{held}次；{overdue}项待办逾期。",
            en_s = if overdue == 1 { " is" } else { "s are" },
        )
    } else {
        let open = open.len();
        say!(
            "{open} action{en_s} open, {overdue} overdue.",
            "{open}项待办未完成，{overdue}项逾期。",
            en_s = if open == 1 { " is" } else { "s are" }
        )
    };
    let mut evidence = some(number.clone());
    let far = open.iter().filter(|action| action.overdue.is_some_and(|days| days > FAR_TOO_LATE)).count();
    let missed = project.cadences.iter().zip(&analysis.cadences).any(|(cadence, numbers)| {
        let sides = project.sides(cadence.participants.iter().map(crate::project::types::Party::text));
        let is_two_sided = sides.windows(2).any(|pair| matches!(pair, [a, b] if a != b));
        is_two_sided && numbers.missed_in_a_row() >= 3 && cadence.ends.is_none_or(|end| end >= project.report_date)
    });
    evidence.off_if(missed || (due > 0 && held * 2 < due) || (open.len() >= 6 && far * 3 >= open.len()), || number.clone());
    evidence.risk_if(due > 0 && held * 5 < due * 4, || number.clone());
    evidence
}

fn market(project: &Project, analysis: &Analysis) -> Evidence {
    let is_fresh = |day: Date| day.days_until(project.report_date) <= FRESH_DAYS;
    let studies = project.research.iter().filter(|study| study.date.is_some_and(is_fresh)).count();
    let voices = project.feedback.iter().filter(|feedback| is_fresh(feedback.date)).count();
    if studies == 0 && voices == 0 {
        return none(if project.research.is_empty() && project.feedback.is_empty() {
            both!("No research and no feedback is recorded.", "尚无调研和客户反馈记录。")
        } else {
            both!("No research and no feedback of the last 180 days.", "近180天没有调研和客户反馈。")
        });
    }
    let (records, replied) = (analysis.feedback.records, analysis.feedback.replied);
    let mut evidence = some(say!(
        "{studies} stud{en_y} in 180 days; {replied} of {records} customer comments answered.",
        "近180天有{studies}份调研；{records}条客户反馈已回复{replied}条。",
        en_y = if studies == 1 { "y" } else { "ies" },
    ));
    evidence.risk_if(studies == 0 && !project.research.is_empty() && project.stage() <= Stage::Execution, || {
        both!("The newest research is older than 180 days.", "最近一份调研已超过180天。")
    });
    evidence
}

fn support(project: &Project, analysis: &Analysis) -> Evidence {
    let known = project.support.iter().filter(|resource| resource.status.is_some()).count();
    if known == 0 && project.tickets.is_empty() {
        return none(if project.support.is_empty() {
            both!("No technical resource and no ticket is recorded.", "尚无技术资源和技术问题记录。")
        } else {
            both!("No technical resource has a recorded state.", "技术资源都没有登记状态。")
        });
    }
    let (met, breached) = analysis
        .tickets_by_severity
        .values()
        .fold((0, 0), |(met, breached), of| (met + of.resolution.met, breached + of.resolution.breached));
    let judged = met + breached;
    let open = analysis.tickets.iter().filter(|ticket| ticket.is_open).count();
    let number = if judged > 0 {
        say!(
            "{met} of {judged} technical requests solved within their limit; {open} open.",
            "{judged}个技术问题中{met}个按时解决，{open}个未解决。"
        )
    } else {
        let all = project.support.len();
        say!("{known} of {all} technical resources have a recorded state.", "{all}项技术资源中{known}项已登记状态。")
    };
    let mut evidence = some(number.clone());
    evidence.off_if(judged >= 5 && met * 2 < judged, || number.clone());
    evidence.risk_if(judged >= 5 && met * 5 < judged * 4, || number.clone());
    evidence
}

fn plan(project: &Project, analysis: &Analysis) -> Evidence {
    let open = analysis.milestones.iter().chain(&analysis.tasks).filter(|dates| dates.state.is_open() && dates.day.is_some());
    let spent = project.budget.iter().any(|line| line.actual.is_some());
    if open.count() == 0 && !spent {
        return none(if [Kind::Milestones, Kind::Tasks, Kind::Budget].iter().any(|kind| project.has(*kind)) {
            both!(
                "No open milestone or task has a recorded state, and nothing is spent.",
                "没有未完成且登记了状态的里程碑或任务，也没有支出。"
            )
        } else {
            both!("No plan and no budget is recorded.", "尚无计划和预算记录。")
        });
    }
    let total = &analysis.budget.total;
    let over_to_date = share(total.actual_to_date - total.planned_to_date, total.planned_to_date);
    let over_in_all = share(total.at_completion - total.planned, total.planned);
    let finish = finish(project, analysis);
    let number = match (finish, over_to_date) {
        (Some((day, late)), over) => finish_sentence(day, late, over),
        (None, Some(over)) => spending(over),
        (None, None) => both!("The plan has no date for its end.", "计划没有结束日期。"),
    };
    let mut evidence = some(number.clone());
    evidence.off_if(finish.is_some_and(|(_, late)| late > 5), || number.clone());
    for over in [over_in_all, over_to_date].into_iter().flatten() {
        evidence.off_if(over > 0.10, || spending(over));
    }
    let overloaded = analysis.load.iter().find(|(_, weeks)| {
        let ahead: Vec<bool> =
            weeks.iter().filter(|week| week.monday.plus(6) >= project.report_date).map(|week| week.is_above(120.0)).collect();
        ahead.windows(2).any(|pair| matches!(pair, [true, true]))
    });
    if let Some(person) = overloaded.and_then(|(at, _)| project.people.get(*at)) {
        let name = &person.name;
        evidence.off.push(say!(
            "{en_name} is booked above 120% for two weeks ahead.",
            "{zh_name}今后两周投入超过120%。",
            en_name = name.get(Lang::En, project.default_lang()).0,
            zh_name = name.get(Lang::Zh, project.default_lang()).0,
        ));
    }
    evidence
}

/// Whether the whole will be late or dear beyond what an area may be: more than 5 working days, or more than 10 per cent.
pub(super) fn breaks_promise(project: &Project, analysis: &Analysis) -> bool {
    let total = &analysis.budget.total;
    let is_dear = share(total.at_completion - total.planned, total.planned).is_some_and(|over| over > 0.10);
    is_dear || finish(project, analysis).is_some_and(|(_, late)| late > 5)
}

/// The latest planned day of what is open, and how many working days it is after the project's end.
pub(super) fn finish(project: &Project, analysis: &Analysis) -> Option<(Date, i64)> {
    let open = analysis.milestones.iter().chain(&analysis.tasks).filter(|dates| dates.state.is_open());
    let day = open.filter_map(|dates| dates.day).max()?;
    let end = project.settings.project.end?;
    Some((day, project.calendar.distance(end, day).max(0)))
}

fn finish_sentence(day: Date, late: i64, over: Option<f64>) -> Message {
    let when = date::message(day.civil());
    let (en_money, zh_money) =
        over.map(spending).map_or((String::new(), String::new()), |money| (format!(" {}", money.en), money.zh.into_owned()));
    if late > 0 {
        return say!(
            "The plan ends on {en_when}, {late} working day{en_s} after the project's end.{en_money}",
            "计划到{zh_when}结束，比项目结束日期晚{late}个工作日。{zh_money}",
            en_when = when.en,
            zh_when = when.zh,
            en_s = if late == 1 { "" } else { "s" },
        );
    }
    say!("The plan ends on {en_when}, in time.{en_money}", "计划{zh_when}结束，未超期。{zh_money}", en_when = when.en, zh_when = when.zh)
}

fn spending(over: f64) -> Message {
    let share = number::percent(over.abs());
    if over.abs() < 0.0005 {
        both!("Spending is on plan.", "支出与计划一致。")
    } else if over > 0.0 {
        say!("Spending is {share} over plan.", "支出超计划{share}。")
    } else {
        say!("Spending is {share} under plan.", "支出比计划低{share}。")
    }
}

fn share(part: rust_decimal::Decimal, whole: rust_decimal::Decimal) -> Option<f64> {
    (!whole.is_zero()).then(|| part.to_f64().unwrap_or(0.0) / whole.to_f64().unwrap_or(1.0))
}

fn strategy(project: &Project, analysis: &Analysis) -> Evidence {
    let (reviews, changes, decisions) = (project.reviews.len(), project.changes.len(), project.decisions.len());
    if reviews + changes + decisions == 0 {
        return none(both!("No review, change or decision is recorded.", "尚无评估、策略调整和决策记录。"));
    }
    let number = match analysis.change_speed.in_all.median {
        Some(median) => {
            let days = number::full(median, u32::from(median.fract() != 0.0));
            say!(
                "{reviews} review{en_s}; changes took {days} days from raised to applied (median).",
                "进展评估{reviews}次；策略调整从提出到落实的中位数为{days}天。",
                en_s = plural(reviews),
            )
        }
        None => say!(
            "{reviews} review{en_s}, {changes} change{en_c}, {decisions} decision{en_d}.",
            "进展评估{reviews}次，策略调整{changes}项，决策{decisions}项。",
            en_s = plural(reviews),
            en_c = plural(changes),
            en_d = plural(decisions),
        ),
    };
    let mut evidence = some(number);
    let stuck = project.changes.iter().zip(&analysis.changes).filter(|(change, numbers)| {
        use crate::project::registers::strategy::ChangeTrigger;
        let is_marketing = change.trigger.as_ref().is_some_and(|trigger| trigger.is(ChangeTrigger::MarketingStrategy));
        is_marketing
            && numbers.waiting.is_some()
            && change.raised.is_some_and(|raised| project.calendar.distance(raised, project.report_date) > 20)
    });
    let stuck = stuck.count();
    evidence.off_if(stuck > 0, || {
        say!(
            "{stuck} change{en_s} of marketing strategy open for more than 20 working days.",
            "{stuck}项营销策略调整超过20个工作日未落实。",
            en_s = plural(stuck)
        )
    });
    evidence
}

fn departments(project: &Project, analysis: &Analysis) -> Evidence {
    let totals = &analysis.handoff_totals;
    let known = totals.on_time + totals.late + totals.pending;
    let booked = project.shared_resources.iter().any(|resource| !resource.bookings.is_empty());
    if known == 0 && !booked {
        return none(if project.handoffs.is_empty() {
            both!("No hand-off and no booking is recorded.", "尚无交接和预订记录。")
        } else {
            both!("No hand-off has a due day and a recorded state.", "交接都没有同时登记截止日期和状态。")
        });
    }
    let (on_time, late) = (totals.on_time, totals.late);
    let judged = on_time + late;
    let number = say!("{on_time} of {judged} hand-offs on time, {late} late.", "{judged}次交接中{on_time}次按时，{late}次延迟。");
    let mut evidence = some(number.clone());
    let far =
        analysis.handoffs.iter().any(|state| matches!(state, HandoffState::Late(late) if late.is_open && late.workdays > FAR_TOO_LATE));
    evidence.off_if(far, || number.clone());
    evidence
}

fn risk(project: &Project, analysis: &Analysis) -> Evidence {
    let open: Vec<(&Entry<Risk>, Option<u32>)> = project
        .risks
        .iter()
        .zip(&analysis.risks)
        .filter(|(risk, _)| risk.is_open() && !risk.is_opportunity())
        .map(|(risk, numbers)| (risk, numbers.current.map(|current| current.score)))
        .collect();
    let scored = open.iter().filter(|(_, score)| score.is_some()).count();
    let all_closed = open.is_empty() && !project.risks.is_empty();
    if scored == 0 && !all_closed {
        return none(if project.risks.is_empty() {
            both!("No risk is recorded.", "尚无风险记录。")
        } else {
            both!("No open risk has both probability and impact.", "未关闭的风险都没有评估概率和影响。")
        });
    }
    let critical = project.settings.risk.first_scores().critical;
    let limit = project.settings.risk.highest_accepted().unwrap_or(critical - 1);
    let is_above = |score: &Option<u32>| score.is_some_and(|score| score > limit);
    let above = open.iter().filter(|(risk, score)| is_above(score) && risk.accepted_by.is_empty()).count();
    let all = open.len();
    let number = say!(
        "{all} open risk{en_s}, {above} above the appetite of {limit} and not accepted.",
        "未关闭风险{all}项，其中{above}项超过风险偏好（{limit}分）且未获接受。",
        en_s = plural(all),
    );
    let mut evidence = some(number.clone());
    let unanswered = open.iter().any(|(risk, score)| {
        let has_answer = risk.strategy.is_some_and(|strategy| strategy != Strategy::Accept);
        score.is_some_and(|score| score >= critical) && risk.accepted_by.is_empty() && !has_answer
    });
    evidence.off_if(unanswered || above >= 3, || number.clone());
    evidence.risk_if(above > 0, || number.clone());
    evidence
}

fn performance(project: &Project) -> Evidence {
    if project.stage() < Stage::Closing {
        return none(both!("The evaluation is due in the closing stage.", "绩效评估在收尾阶段进行，尚未到期。"));
    }
    let goals = project.goals.len();
    let judged = project.goals.iter().filter(|goal| goal.outcome.is_some()).count();
    let mut evidence = some(say!("{judged} of {goals} goals have a verdict.", "{goals}个目标中{judged}个已有结论。"));
    let is_signed = project.evaluations.iter().any(|evaluation| !evaluation.signed_off_by.is_empty());
    let late = project.settings.project.end.map_or(0, |end| project.calendar.distance(end, project.report_date));
    evidence.off_if(!is_signed && project.stage() == Stage::Closed && late > 20, || {
        both!("The project is closed without a signed evaluation.", "项目已关闭，绩效评估尚未签核。")
    });
    evidence.risk_if(!is_signed && late > 0, || {
        both!("The project's end is past, and no evaluation is signed.", "项目结束日期已过，绩效评估尚未签核。")
    });
    evidence
}

fn improvement(project: &Project) -> Evidence {
    if !project.has(Kind::Reflections) && !project.has(Kind::Lessons) && !project.has(Kind::Improvements) {
        return none(both!("No reflection, lesson or improvement is recorded.", "尚无反思、经验教训和改进记录。"));
    }
    let all = project.improvements.len();
    let done = project.improvements.iter().filter(|improvement| improvement.is_done()).count();
    let verified = project.improvements.iter().filter(|improvement| improvement.verified_on.is_some()).count();
    let number = say!("{done} of {all} improvements done, {verified} verified.", "{all}项改进中{done}项已完成，{verified}项已验证。");
    let mut evidence = some(number.clone());
    let due: Vec<_> =
        project.improvements.iter().filter(|improvement| improvement.due.is_some_and(|due| due < project.report_date)).collect();
    let late = due.iter().filter(|improvement| improvement.is_open()).count();
    evidence.off_if(due.len() >= 3 && late * 2 >= due.len(), || number.clone());
    evidence
}
