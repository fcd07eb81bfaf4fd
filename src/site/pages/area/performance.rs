//! What became of the goals and their KPIs: the scorecard.

use super::Panel;
use crate::analysis::tally::{GoalTally, KpiTally};
use crate::project::{Kind, RecordId};
use crate::site::pages::kpi::{self, KpiLabels, Measure};
use crate::site::present::goal::verdict;
use crate::site::view::page::Page;
use crate::site::view::parts::{Column, Row, Table, Value as Shown};
use crate::text::Message;
use crate::{both, say};

/// Every goal with its verdict and its KPIs; `None` without both.
pub(super) fn scorecard(page: Page<'_>) -> Option<Panel> {
    let mut rows: Vec<Row> = Vec::new();
    let mut shown: Vec<usize> = Vec::new();
    for goal in page.whole.records(Kind::Goals) {
        let numbers = page.whole.analysis.goals.get(goal.index)?;
        let kpis = numbers.kpis.iter().map(|index| RecordId { kind: Kind::Kpis, index: *index });
        let measures: Vec<Measure<'_>> = kpis.filter_map(|id| Measure::of(page, id)).collect();
        let cell = Shown { status: page.state(goal), ..Shown::line(page.record(goal)) };
        let cell = Shown { note: verdict(page, goal).map(Into::into), ..cell };
        let none = measures.is_empty().then(|| row(page, cell.clone(), None));
        rows.extend(none);
        for (at, measure) in measures.into_iter().enumerate() {
            shown.push(measure.id.index);
            // How the goal stands is said once.
            let cell = if at == 0 { cell.clone() } else { Shown::line(page.record(goal)) };
            rows.push(row(page, cell, Some(measure)));
        }
    }
    let others = page.whole.records(Kind::Kpis).filter(|id| !shown.contains(&id.index));
    rows.extend(others.filter_map(|id| Measure::of(page, id)).map(|measure| row(page, Shown::text("–"), Some(measure))));
    if rows.is_empty() {
        return None;
    }
    let t = KpiLabels::of(page.lang);
    let columns = vec![
        Column::plain(page.say(&both!("KPI", "指标"))),
        Column::plain(page.say(&both!("Goal", "目标"))),
        Column::plain(t.last).class("num"),
        Column::plain(t.plan).class("num"),
        Column::plain(t.final_target).class("num"),
        Column::plain(t.attainment).class("num"),
    ];
    let title = page.say(&both!("Scorecard", "绩效一览"));
    let caption = page.say(&say!("Goals and their KPIs: {n}", "目标与指标：{n}", n = rows.len()));
    let table = Table { id: "t-scorecard".to_owned(), caption, columns, rows };
    let say = Some(page.say(&summary(page)));
    Some(Panel { id: "scorecard", title, say, picture: None, figures: Vec::new(), table: Some(table) })
}

fn row(page: Page<'_>, goal: Shown, measure: Option<Measure<'_>>) -> Row {
    let nothing = || Shown::text("–");
    let without = || Shown::text(page.say(&both!("No KPI", "无指标")));
    let Some(measure) = measure else { return Row::new(vec![without(), goal, nothing(), nothing(), nothing(), nothing()]) };
    let on = |text: String, day| Shown::text(text).note(page.day(day).text);
    let numbers = measure.numbers;
    let kpi = Shown { status: page.state(measure.id), ..Shown::line(page.record(measure.id)) };
    let value = numbers.standing.current.map(|point| on(measure.worded(point.value), point.day));
    let target = measure.last_target().map(|target| on(measure.aim(target.aim), target.by));
    let attainment = kpi::attainment(measure).map(|fact| match &numbers.path {
        Some(path) if path.is_range() => fact.value,
        _ => Shown { note: None, ..fact.value },
    });
    let cells = [Some(kpi), Some(goal), value, measure.plan().map(Shown::text), target, attainment];
    Row::new(cells.into_iter().map(|cell| cell.unwrap_or_else(nothing)).collect())
}

/// "3 of 8 goals have a verdict. 11 of 15 KPIs are met or on track."
fn summary(page: Page<'_>) -> Message {
    let GoalTally { with_verdict, records: goals, .. } = page.whole.analysis.tallies.goals;
    let KpiTally { on_plan: good, judged, .. } = page.whole.analysis.tallies.kpis;
    let goals_said = match goals {
        0 => both!("No goal is recorded.", "尚无目标。"),
        _ => say!("{with_verdict} of {goals} goals have a verdict.", "{goals}个目标中{with_verdict}个已有结论。", with_verdict, goals),
    };
    let kpis_said = match judged {
        0 => both!(" No KPI can be judged yet.", "尚无可判断的指标。"),
        _ => say!(
            " {good} of {judged} KPIs that can be judged are met or on track.",
            "可判断的{judged}项指标中，{good}项已达成或正常。",
            good,
            judged
        ),
    };
    say!("{goals_said}{kpis_said}", "{goals_said}{kpis_said}", goals_said, kpis_said)
}
