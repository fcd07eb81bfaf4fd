//! Which marketing goal is served by which deliverables, as a matrix: goals by phases, with the holes of both.

use std::collections::BTreeSet;

use super::schedule::phase_of;
use crate::analysis::kpi::Status as KpiStatus;
use crate::project::{Kind, RecordId};
use crate::site::present::marks::{self, Mark};
use crate::site::view::page::Page;
use crate::site::view::parts::{Column, Glyph, Row, Run, Status, Table, Tone, Value as Shown};
use crate::site::view::picture::Picture;
use crate::text::{Lang, Message, plural};
use crate::{both, say};

/// The most goals that have a row; those with a hole go before.
const MOST_GOALS: usize = 12;
/// The most phases that have a column; the first of more share one.
const MOST_PHASES: usize = 6;

/// A deliverable that is not cancelled.
struct Deliverable {
    id: RecordId,
    phase: Option<RecordId>,
    mark: Mark,
    said: String,
}

/// The matrix; `None` without a marketing goal, or without a deliverable.
pub(super) fn picture(page: Page<'_>) -> Option<Picture> {
    let work = &page.whole.analysis.trace.work;
    let deliverables: Vec<Deliverable> = work.sinks.iter().filter_map(|id| deliverable(page, *id)).collect();
    if work.sources.is_empty() || deliverables.is_empty() {
        return None;
    }
    let matrix = Matrix { page, phases: phases(page, &deliverables), deliverables };
    let mut goals = work.sources.clone();
    goals.sort_by_key(|goal| !work.dead_ends.contains(goal));
    let hidden = goals.len().saturating_sub(MOST_GOALS);
    goals.truncate(MOST_GOALS);
    let rows = goals.iter().map(|goal| matrix.of_goal(*goal, &work.ends_of(*goal).into_iter().collect()));
    let rows: Vec<Row> = rows.chain(matrix.of_none(&work.unexplained.iter().copied().collect())).collect();
    let column = |title: &Message| Column::plain(page.say(title));
    let phases = matrix.phases.iter().map(|phase| Column::plain(phase.name.clone()));
    let more = say!("{hidden} more goals in the register", "另有{hidden}个目标，见登记册");
    Some(Picture {
        id: "h-served".to_owned(),
        title: page.say(&title(work.dead_ends.len(), work.sources.len(), work.unexplained.len())),
        subtitle: page.say(&both!(
            "Marketing goals by phases: a sign for each deliverable that serves the goal, by its day; at the end, the KPI that stands worst.",
            "营销目标×阶段：每个符号为一项服务于该目标的交付物，按日期排列；最后一列为状态最差的指标。"
        )),
        key: marks::key(page),
        table: Table {
            id: "t-served".to_owned(),
            caption: page.say(&both!("Deliverables by marketing goal and phase", "各营销目标、各阶段的交付物")),
            columns: std::iter::once(column(&both!("Marketing goal", "营销目标"))).chain(phases).chain([column(&both!("KPIs", "指标"))]).collect(),
            rows,
        },
        more: (hidden > 0).then(|| Run { href: page.to_register(Kind::Goals), ..Run::text(page.say(&more)) }),
    })
}

/// "1 of 4 marketing goals has no deliverable; 3 deliverables serve none".
fn title(without: usize, goals: usize, idle: usize) -> Message {
    let en_have = if without == 1 { "has" } else { "have" };
    let (en_goals, en_serve) = (plural(goals), if idle == 1 { "deliverable serves" } else { "deliverables serve" });
    match (without, idle) {
        (0, 0) => {
            both!("Every marketing goal has a deliverable, and every deliverable serves one", "营销目标都有交付物，交付物都服务于营销目标")
        }
        (0, _) => say!("{idle} {en_serve} no marketing goal", "{idle}项交付物不服务于任何营销目标", idle, en_serve),
        (_, 0) => {
            say!("{without} of {goals} marketing goal{en_goals} {en_have} no deliverable", "{goals}个营销目标中{without}个没有交付物")
        }
        _ => say!(
            "{without} of {goals} marketing goal{en_goals} {en_have} no deliverable; {idle} {en_serve} none",
            "{goals}个营销目标中{without}个没有交付物；{idle}项交付物不服务于任何营销目标"
        ),
    }
}

fn deliverable(page: Page<'_>, id: RecordId) -> Option<Deliverable> {
    let dates = page.whole.analysis.dates(id)?;
    let mark = Mark::of(dates.state)?;
    let phase = phase_of(page, id);
    let day = dates.day.map(|day| page.day(day).text).unwrap_or_default();
    let state = page.state(id).map(|state| state.word).unwrap_or_default();
    let name = page.name(id).text;
    let said = [name, state, day].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    Some(Deliverable { id, phase, mark, said })
}

/// A column: a phase, or several.
struct Phase {
    name: String,
    of: BTreeSet<Option<RecordId>>,
}

/// The phases that have a deliverable, in their order; what has none is last.
fn phases(page: Page<'_>, deliverables: &[Deliverable]) -> Vec<Phase> {
    let with: BTreeSet<Option<RecordId>> = deliverables.iter().map(|deliverable| deliverable.phase).collect();
    let ordered = page.records(Kind::Phases).iter().copied().map(Some).chain([None]).filter(|phase| with.contains(phase));
    let name = |phase: Option<RecordId>| match phase {
        Some(id) => page.name(id).text,
        None if with.len() == 1 => page.say(&both!("Deliverables", "交付物")),
        None => page.say(&both!("Without a phase", "未归入阶段")),
    };
    let mut phases: Vec<Phase> = ordered.map(|phase| Phase { name: name(phase), of: BTreeSet::from([phase]) }).collect();
    let shared = if phases.len() > MOST_PHASES { phases.len() + 1 - MOST_PHASES } else { 0 };
    if shared > 0 {
        let of = phases.drain(..shared).flat_map(|phase| phase.of).collect();
        let name = page.say(&say!("The first {shared} phases", "前{shared}个阶段"));
        phases.insert(0, Phase { name, of });
    }
    phases
}

struct Matrix<'w> {
    page: Page<'w>,
    phases: Vec<Phase>,
    deliverables: Vec<Deliverable>,
}

impl Matrix<'_> {
    fn of_goal(&self, goal: RecordId, ends: &BTreeSet<RecordId>) -> Row {
        let cells = self.cells(ends, &both!("No deliverable", "没有交付物"));
        Row::new(std::iter::once(Shown::line(self.page.record(goal))).chain(cells).chain([self.kpis(goal)]).collect())
    }

    /// The deliverables that serve no goal; `None` if there are none.
    fn of_none(&self, unexplained: &BTreeSet<RecordId>) -> Option<Row> {
        let hole = self.hole(&both!("No marketing goal", "没有对应的营销目标"));
        let cells = self.cells(unexplained, &Message::default());
        let is_any = self.deliverables.iter().any(|deliverable| unexplained.contains(&deliverable.id));
        is_any.then(|| Row::new(std::iter::once(Shown::status(hole)).chain(cells).chain([Shown::text("–")]).collect()))
    }

    /// A cell for each phase; a row without any deliverable says so at its beginning.
    fn cells(&self, ids: &BTreeSet<RecordId>, hole: &Message) -> Vec<Shown> {
        let of = |phase: &Phase| {
            let some =
                self.deliverables.iter().filter(|deliverable| phase.of.contains(&deliverable.phase) && ids.contains(&deliverable.id));
            self.cell(&some.collect::<Vec<_>>())
        };
        let mut cells: Vec<Shown> = self.phases.iter().map(of).collect();
        let is_empty = !self.deliverables.iter().any(|deliverable| ids.contains(&deliverable.id));
        if let Some(first) = cells.first_mut().filter(|_| is_empty) {
            *first = Shown::status(self.hole(hole));
        }
        cells
    }

    fn cell(&self, some: &[&Deliverable]) -> Shown {
        let count = |mark: Mark| some.iter().filter(|deliverable| deliverable.mark == mark).count();
        let (all, done, late) = (some.len(), count(Mark::Done), count(Mark::Late));
        if all == 0 {
            return Shown::text("–");
        }
        let said = match late {
            0 => say!("{done} of {all} done", "{all}项中{done}项已完成"),
            _ => say!("{done} of {all} done, {late} overdue", "{all}项中{done}项已完成，逾期{late}项"),
        };
        let said = self.page.say(&said);
        let marks: Vec<(Mark, String)> = some.iter().map(|deliverable| (deliverable.mark, deliverable.said.clone())).collect();
        Shown { drawing: Some(marks::drawing(&marks)), sort: Some(said.clone()), ..Shown::default() }.note(said)
    }

    /// The KPIs of a goal: how the worst of them stands, and of how many it is.
    fn kpis(&self, goal: RecordId) -> Shown {
        let kpis = self.page.whole.analysis.goals.get(goal.index).map_or(&[][..], |goal| &goal.kpis);
        let numbers = &self.page.whole.analysis.kpis;
        let is_met = |index: usize| numbers.get(index).is_some_and(|kpi| kpi.status() == KpiStatus::Met);
        let state = |index: &usize| Some((is_met(*index), self.page.state(RecordId { kind: Kind::Kpis, index: *index })?));
        let rank = |status: &Status| match status.tone {
            Tone::Bad => 0,
            Tone::Warn => 1,
            Tone::Good => 2,
            Tone::None => 3,
        };
        let states: Vec<(bool, Status)> = kpis.iter().filter_map(state).collect();
        // One that is on its way stands below one that is there.
        let Some((_, worst)) = states.iter().min_by_key(|(is_met, status)| (rank(status), *is_met)) else {
            return Shown::status(self.hole(&both!("No KPI", "没有指标")));
        };
        let (n, all) = (states.iter().filter(|(_, status)| rank(status) == rank(worst)).count(), states.len());
        let note = if all == 1 { both!("the only KPI", "唯一指标") } else { say!("{n} of {all} KPIs", "{all}项指标中{n}项") };
        Shown::status(worst.clone()).note(self.page.say(&note))
    }

    fn hole(&self, what: &Message) -> Status {
        Status::neutral(Glyph::None, what, self.lang())
    }

    const fn lang(&self) -> Lang {
        self.page.lang
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::testing::each;

    const GOALS: &str = "- {id: G-1, title: Known, kind: marketing, kpis: [k]}\n- {id: G-2, title: Sold, kind: marketing}\n";
    const WORK: &str = "id,title,due,phase,goals,status\nM-1,Film,2026-03-02,one,G-1,done\nM-2,Shop,2026-03-09,two,G-1,planned\nM-3,Shed,2026-04-20,two,,\n";

    /// Title, heads and rows.
    type Drawn = (String, Vec<String>, Vec<Vec<String>>);

    fn drawn(goals: &str, milestones: &str) -> [Option<Drawn>; 2] {
        let files = [
            ("goals.yaml", goals),
            ("milestones.csv", milestones),
            (
                "phases.yaml",
                "- {id: one, name: One, start: 2026-01-01, end: 2026-03-05}\n- {id: two, name: Two, start: 2026-03-06, end: 2026-05-01}\n",
            ),
            ("kpis.yaml", "- {id: k, name: Reach}\n"),
        ];
        each(&files, |page| {
            let picture = picture(page)?;
            let told = |value: &Shown| {
                let words = value.lines.iter().flatten().map(|run| run.text.clone());
                let status = value.status.iter().map(|status| status.word.clone());
                words.chain(status).chain(value.note.iter().map(|note| note.text.clone())).collect::<Vec<_>>().join("|")
            };
            let rows = picture.table.rows.iter().map(|row| row.cells.iter().map(told).collect()).collect();
            Some((picture.title, picture.table.columns.into_iter().map(|column| column.title).collect(), rows))
        })
    }

    #[test]
    fn goals_without_deliverables_and_deliverables_without_goals_are_holes() {
        let [en, zh] = drawn(GOALS, WORK);
        let (title, columns, rows) = en.unwrap();
        assert_eq!(title, "1 of 2 marketing goals has no deliverable; 1 deliverable serves none");
        assert_eq!(columns, ["Marketing goal", "One", "Two", "KPIs"]);
        assert_eq!(rows[0], ["G-2| Sold", "No deliverable", "–", "No KPI"], "what has a hole goes before");
        assert_eq!(rows[1][..3], ["G-1| Known", "1 of 1 done", "0 of 1 done, 1 overdue"]);
        assert!(rows[1][3].ends_with("|the only KPI"), "{}", rows[1][3]);
        assert_eq!(rows[2], ["No marketing goal", "–", "0 of 1 done", "–"]);
        assert_eq!(zh.unwrap().0, "2个营销目标中1个没有交付物；1项交付物不服务于任何营销目标");
    }

    #[test]
    fn without_goals_of_marketing_or_deliverables_there_is_no_matrix() {
        assert!(drawn("- {id: G-1, title: Built, kind: project}\n", WORK)[0].is_none());
        assert!(drawn(GOALS, "id,title\n")[0].is_none());
    }

    #[test]
    fn many_goals_are_few_rows_and_a_link_to_all() {
        let goals: Vec<String> = (1..=20).map(|n| format!("- {{id: G-{n}, title: Goal {n}, kind: marketing}}\n")).collect();
        let (title, _, rows) = drawn(&goals.concat(), WORK)[0].clone().unwrap();
        assert!(title.starts_with("19 of 20 marketing goals have no deliverable"), "{title}");
        assert_eq!(rows.len(), MOST_GOALS + 1, "and those without a goal");
    }
}
