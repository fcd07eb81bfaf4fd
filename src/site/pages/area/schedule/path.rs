//! When the plan ends and what that hangs on, in sentences.

use serde::Serialize;

use crate::project::{Kind, RecordId};
use crate::site::present::days::short;
use crate::site::view::page::Page;
use crate::site::view::parts::Run;
use crate::text::{Message, plural};
use crate::{both, say};

/// So many tasks at each end of a chain are told.
const MOST_AT_END: usize = 12;

/// The critical paths.
#[derive(Serialize)]
pub(super) struct Path {
    say: String,
    paths: Vec<Vec<Run>>,
    more: Option<String>,
}

/// "The plan ends on 14 Dec, 6 working days after the project’s end; 5 tasks are critical."
pub(super) fn headline(page: Page<'_>) -> Message {
    let Some(finish) = &page.whole.analysis.finish else { return both!("Nothing is left to do", "没有剩余工作") };
    let day = short(page, finish.day);
    let n = finish.late.unwrap_or(0).abs();
    let s = plural(usize::try_from(n).unwrap_or_default());
    let when = match finish.late {
        None => say!("The plan ends on {day}", "计划{day}完成", day),
        Some(0) => say!("The plan ends on {day}, when the project is to end", "计划{day}完成，与项目结束日期一致", day),
        Some(1..) => say!(
            "The plan ends on {day}, {n} working day{en_s} after the project’s end",
            "计划{day}完成，比项目结束日期晚{n}个工作日",
            day,
            n,
            en_s = s
        ),
        Some(_) => say!(
            "The plan ends on {day}, {n} working day{en_s} before the project’s end",
            "计划{day}完成，比项目结束日期早{n}个工作日",
            day,
            n,
            en_s = s
        ),
    };
    match critical(page).count() {
        0 => when,
        1 => say!("{when}; 1 task is critical", "{when}；关键任务1项", when),
        n => say!("{when}; {n} tasks are critical", "{when}；关键任务{n}项", when, n),
    }
}

/// What cannot be told by the dates above.
pub(super) fn beside(page: Page<'_>) -> Option<Message> {
    let n = page.whole.analysis.schedule.without_dates.len();
    (n > 0).then(|| {
        say!(
            "{n} task{en_s} no computed dates: they wait for each other in a circle, or for one that does. Their own dates are shown.",
            "{n}项任务算不出日期：它们互相等待形成循环，或排在循环之后；图中按各自填写的日期显示。",
            n,
            en_s = if n == 1 { " has" } else { "s have" }
        )
    })
}

/// Open tasks that may not slip.
fn critical(page: Page<'_>) -> impl Iterator<Item = RecordId> {
    let analysis = &page.whole.analysis;
    let tasks = analysis.schedule.critical.iter().map(|index| RecordId { kind: Kind::Tasks, index: *index });
    tasks.filter(|id| analysis.is_open(*id))
}

/// The critical paths with their tasks; `None` if nothing is critical.
pub(super) fn path(page: Page<'_>) -> Option<Path> {
    let schedule = &page.whole.analysis.schedule;
    let open = |index: &usize| page.whole.analysis.is_open(RecordId { kind: Kind::Tasks, index: *index });
    let paths: Vec<Vec<Run>> = schedule
        .paths
        .iter()
        .map(|path| path.iter().copied().filter(open).collect::<Vec<usize>>())
        .filter(|path| !path.is_empty())
        .map(|path| chain(page, &path))
        .collect();
    let (first, others) = (paths.len(), schedule.path_count.saturating_sub(schedule.paths.len() as u64));
    let say = match first {
        0 => return None,
        1 => both!(
            "A working day lost on any of these tasks moves the end of the plan by a working day.",
            "其中任何一项任务每延误一个工作日，计划完成日期就推迟一个工作日。"
        ),
        n => say!(
            "{n} chains of tasks end last. A working day lost on any of them moves the end of the plan by a working day.",
            "有{n}条任务链最后完成；其中任何一项任务每延误一个工作日，计划完成日期就推迟一个工作日。",
            n
        ),
    };
    let more = (others > 0).then(|| page.say(&say!("And {others} more", "另有{others}条", others)));
    Some(Path { say: page.say(&say), paths, more })
}

/// "T-26 Hand-over file (10 Dec) → T-27 Hand-over meeting (11 Dec)"; of a very long one its ends.
fn chain(page: Page<'_>, path: &[usize]) -> Vec<Run> {
    let between = path.len().saturating_sub(2 * MOST_AT_END);
    let (first, last) = match path.split_at_checked(MOST_AT_END) {
        Some((first, rest)) if between > 1 => (first, rest.get(between..).unwrap_or_default()),
        _ => (path, &[][..]),
    };
    let left_out = (!last.is_empty()).then(|| vec![Run::text(page.say(&say!("… {between} more …", "……另有{between}项……", between)))]);
    let steps = |part: &[usize]| part.iter().map(|index| step(page, *index)).collect::<Vec<Vec<Run>>>();
    let all: Vec<Vec<Run>> = steps(first).into_iter().chain(left_out).chain(steps(last)).collect();
    all.join(&Run::text(" → "))
}

/// A task of a chain, with the day on which it ends.
fn step(page: Page<'_>, index: usize) -> Vec<Run> {
    let mut runs = page.record(RecordId { kind: Kind::Tasks, index });
    if let Some(computed) = page.whole.analysis.schedule.task(index) {
        let until = say!(" (until {day})", "（至{day}）", day = short(page, computed.end));
        runs.push(Run::text(page.say(&until)));
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::testing::each;

    /// The steps of the only critical path of so many tasks, each after the one before.
    fn steps(tasks: usize) -> [Vec<String>; 2] {
        let row = |at: usize| match at {
            1 => "T1,2026-04-01,2026-04-01,\n".to_owned(),
            at => format!("T{at},,,T{}\n", at - 1),
        };
        let text = format!("name,start,end,after\n{}", (1..=tasks).map(row).collect::<String>());
        each(&[("tasks.csv", &text)], |page| {
            let told = path(page).unwrap().paths.remove(0).into_iter().map(|run| run.text).collect::<String>();
            told.split(" → ").map(|step| step.split([' ', '（']).next().unwrap_or_default().to_owned()).collect()
        })
    }

    #[test]
    fn a_very_long_chain_says_its_ends_and_how_many_are_between() {
        let [short, _] = steps(2 * MOST_AT_END + 1);
        assert_eq!((short.len(), short.contains(&"…".to_owned())), (2 * MOST_AT_END + 1, false), "one is not worth leaving out");
        let [long, chinese] = steps(100);
        assert_eq!(long.len(), 2 * MOST_AT_END + 1);
        assert_eq!((&*long[0], &*long[MOST_AT_END], &*long[2 * MOST_AT_END]), ("T1", "…", "T100"));
        assert!(chinese.contains(&format!("……另有{}项……", 100 - 2 * MOST_AT_END)), "{chinese:?}");
    }
}
