//! The network of dependencies: forward and backward pass (`docs/numbers.md §6.1`).
//!
//! Time is boundaries between working days: work of n days from the start boundary s takes the n working days after s, and ends
//! at s + n. So a start and the end before it are the same boundary, and no day needs to be added or taken away anywhere.
//!
//! Source: PMI, *Practice Standard for Scheduling*; Elbeltagi, *Construction Project Management*, chapter 4. Work that has begun
//! keeps its dependencies on what is unfinished (retained logic).

use super::loops::loops;
use crate::project::registers::plan::DependencyKind;

/// A piece of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Activity {
    /// Working days of it that are left; all of them before it begins.
    pub work: i64,
    /// How far it is.
    pub standing: Standing,
}

/// How far a piece of work is, with its boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Not begun.
    ToDo {
        /// It starts no earlier; the project's start where nothing is given.
        not_before: Option<i64>,
    },
    /// Begun.
    InProgress {
        /// When it began.
        start: i64,
    },
    /// Ended: nothing moves it any more.
    Done {
        /// When it began.
        start: i64,
        /// When it ended.
        finish: i64,
    },
}

/// A dependency of one piece of work on another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    /// The place of what comes first.
    pub before: usize,
    /// The place of what waits for it.
    pub after: usize,
    /// Which ends it binds.
    pub kind: DependencyKind,
    /// Working days between them, perhaps negative.
    pub lag: i64,
}

/// Work and its dependencies.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Network {
    /// The work; its order decides between ties.
    pub activities: Vec<Activity>,
    /// The dependencies; those on places that are not there are left out.
    pub links: Vec<Link>,
    /// The boundary at which the project starts.
    pub start: i64,
    /// The boundary at which the report date begins; nothing unfinished lies before it.
    pub status_at: Option<i64>,
}

/// When a piece of work is done, as boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Times {
    /// When it starts, at the earliest; when it began.
    pub start: i64,
    /// When what is left of it starts, at the earliest.
    pub resume: i64,
    /// When it ends, at the earliest.
    pub finish: i64,
    /// How late it may be; `None` once it is done.
    pub slack: Option<Slack>,
}

/// How late a piece of work may be, as boundaries and working days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slack {
    /// When what is left of it must start at the latest.
    pub late_start: i64,
    /// When it must end at the latest, if the whole is to end as early as it can.
    pub late_finish: i64,
    /// Total float: by how much it may slip without moving the end of the whole.
    pub total: i64,
    /// Free float: by how much it may slip without moving anything.
    pub free: i64,
}

/// A network worked out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Solution {
    /// For each piece of work, when; `None` for those in loops and all that follows them.
    pub times: Vec<Option<Times>>,
    /// When the last one ends; the start of the project if there is none.
    pub finish: i64,
    /// The loops, by their members.
    pub loops: Vec<Vec<usize>>,
    /// Every place that has times, behind all that it waits for.
    pub(super) order: Vec<usize>,
    /// For each piece of work the critical ones that follow it without slack.
    pub(super) critical_next: Vec<Vec<usize>>,
}

impl Network {
    /// Works out when everything is done. Time is linear in activities and links.
    pub fn solve(&self) -> Solution {
        let pass = Pass::new(self);
        let order = pass.order();
        let mut times: Vec<Option<Times>> = vec![None; self.activities.len()];
        for &at in &order {
            let found = pass.earliest(at, &times);
            set(&mut times, at, found);
        }
        let finish = times.iter().flatten().map(|times| times.finish).max().unwrap_or(self.start);
        for &at in order.iter().rev() {
            let found = pass.latest(at, &times, finish);
            set(&mut times, at, found);
        }
        let critical_next = pass.critical_next(&times);
        let loops = if order.len() < times.len() { loops(&self.next()) } else { Vec::new() };
        Solution { times, finish, loops, order, critical_next }
    }

    /// For each place those that wait for it.
    pub fn next(&self) -> Vec<Vec<usize>> {
        let mut next = vec![Vec::new(); self.activities.len()];
        for link in &self.links {
            if let Some(next) = next.get_mut(link.before) {
                next.push(link.after);
            }
        }
        next
    }
}

impl Solution {
    /// The pieces of work that may not slip: those whose total float is 0.
    pub fn critical(&self) -> impl Iterator<Item = usize> {
        self.times.iter().enumerate().filter(|(_, times)| times.is_some_and(is_critical)).map(|(at, _)| at)
    }
}

fn is_critical(times: Times) -> bool {
    times.slack.is_some_and(|slack| slack.total == 0)
}

fn set(times: &mut [Option<Times>], at: usize, found: Option<Times>) {
    if let Some(slot) = times.get_mut(at) {
        *slot = found;
    }
}

/// A network with the links of each place at hand.
struct Pass<'n> {
    network: &'n Network,
    incoming: Vec<Vec<Link>>,
    outgoing: Vec<Vec<Link>>,
}

impl<'n> Pass<'n> {
    fn new(network: &'n Network) -> Self {
        let count = network.activities.len();
        let (mut incoming, mut outgoing) = (vec![Vec::new(); count], vec![Vec::new(); count]);
        for link in &network.links {
            if let (Some(ins), Some(outs)) = (incoming.get_mut(link.after), outgoing.get_mut(link.before)) {
                ins.push(*link);
                outs.push(*link);
            }
        }
        Self { network, incoming, outgoing }
    }

    fn links(links: &[Vec<Link>], at: usize) -> &[Link] {
        links.get(at).map_or(&[], Vec::as_slice)
    }

    /// Every place behind all that it waits for (Kahn 1962); places in loops, and what follows them, are left out.
    fn order(&self) -> Vec<usize> {
        let mut waiting: Vec<usize> = self.incoming.iter().map(Vec::len).collect();
        let mut order: Vec<usize> = (0..waiting.len()).filter(|at| waiting.get(*at) == Some(&0)).collect();
        let mut done = 0;
        while let Some(&at) = order.get(done) {
            done += 1;
            for link in Self::links(&self.outgoing, at) {
                if let Some(left) = waiting.get_mut(link.after) {
                    *left -= 1;
                    if *left == 0 {
                        order.push(link.after);
                    }
                }
            }
        }
        order
    }

    fn activity(&self, at: usize) -> Option<Activity> {
        self.network.activities.get(at).copied()
    }

    /// The forward pass at one place, once all that it waits for is known.
    fn earliest(&self, at: usize, times: &[Option<Times>]) -> Option<Times> {
        let Activity { work, standing } = self.activity(at)?;
        let given = match standing {
            Standing::Done { start, finish } => return Some(Times { start, resume: start, finish, slack: None }),
            Standing::ToDo { not_before } => not_before.unwrap_or(self.network.start),
            Standing::InProgress { start } => self.network.status_at.unwrap_or(start),
        };
        let bounds = Self::links(&self.incoming, at).iter().filter_map(|link| {
            let before = times.get(link.before).copied().flatten()?;
            Some(
                link.lag
                    + match link.kind {
                        DependencyKind::Fs => before.finish,
                        DependencyKind::Ss if matches!(standing, Standing::ToDo { .. }) => before.start,
                        DependencyKind::Ss => return None,
                        DependencyKind::Ff => before.finish - work,
                        DependencyKind::Sf => before.start - work,
                    },
            )
        });
        let resume = bounds.chain(self.network.status_at).fold(given, i64::max);
        let Standing::InProgress { start } = standing else {
            return Some(Times { start: resume, resume, finish: resume + work, slack: None });
        };
        // What is complete has taken a day at the least.
        let resume = if work == 0 { resume.max(start + 1) } else { resume };
        Some(Times { start, resume, finish: resume + work, slack: None })
    }

    /// The backward pass at one place, once all that waits for it is known.
    fn latest(&self, at: usize, times: &[Option<Times>], end: i64) -> Option<Times> {
        let own = times.get(at).copied().flatten()?;
        let Activity { work, standing } = self.activity(at)?;
        if matches!(standing, Standing::Done { .. }) {
            return Some(own);
        }
        let (mut late_finish, mut free) = (end, end - own.finish);
        for link in Self::links(&self.outgoing, at) {
            let Some(slack) = self.slack(link, times) else { continue };
            let Some(after) = times.get(link.after).copied().flatten() else { continue };
            let Some((limit, work_after)) = after.slack.map(|slack| slack.late_finish).zip(self.activity(link.after)) else { continue };
            free = free.min(slack);
            late_finish = late_finish.min(match link.kind {
                DependencyKind::Fs => limit - work_after.work - link.lag,
                DependencyKind::Ss => limit - work_after.work - link.lag + work,
                DependencyKind::Ff => limit - link.lag,
                DependencyKind::Sf => limit - link.lag + work,
            });
        }
        let slack = Slack { late_start: late_finish - work, late_finish, total: late_finish - own.finish, free };
        Some(Times { slack: Some(slack), ..own })
    }

    /// The room in a dependency at the earliest dates; `None` where it binds no more: an end is done, or a start has happened.
    fn slack(&self, link: &Link, times: &[Option<Times>]) -> Option<i64> {
        let (before, after) = (self.activity(link.before)?.standing, self.activity(link.after)?.standing);
        let is_done = |standing| matches!(standing, Standing::Done { .. });
        let is_to_do = |standing| matches!(standing, Standing::ToDo { .. });
        let binds = match link.kind {
            DependencyKind::Fs | DependencyKind::Ff => true,
            DependencyKind::Ss => is_to_do(before) && is_to_do(after),
            DependencyKind::Sf => is_to_do(before),
        };
        if !binds || is_done(before) || is_done(after) {
            return None;
        }
        let (a, b) = (times.get(link.before).copied().flatten()?, times.get(link.after).copied().flatten()?);
        Some(
            match link.kind {
                DependencyKind::Fs => b.resume - a.finish,
                DependencyKind::Ss => b.start - a.start,
                DependencyKind::Ff => b.finish - a.finish,
                DependencyKind::Sf => b.finish - a.start,
            } - link.lag,
        )
    }

    /// From each critical place to the critical ones behind it without slack, each once and in rising order.
    fn critical_next(&self, times: &[Option<Times>]) -> Vec<Vec<usize>> {
        let is_critical = |at: usize| times.get(at).copied().flatten().is_some_and(is_critical);
        let next = self.outgoing.iter().enumerate().map(|(at, links)| {
            let critical = links.iter().filter(|link| is_critical(at) && is_critical(link.after) && self.slack(link, times) == Some(0));
            let mut next: Vec<usize> = critical.map(|link| link.after).collect();
            next.sort_unstable();
            next.dedup();
            next
        });
        next.collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use DependencyKind::{Ff, Fs, Sf, Ss};

    fn to_do(work: i64) -> Activity {
        Activity { work, standing: Standing::ToDo { not_before: None } }
    }

    fn network(work: &[i64], links: &[(usize, usize, DependencyKind, i64)]) -> Network {
        let links = links.iter().map(|&(before, after, kind, lag)| Link { before, after, kind, lag });
        Network { activities: work.iter().copied().map(to_do).collect(), links: links.collect(), ..Network::default() }
    }

    /// Start, finish, total and free float of every place.
    fn numbers(network: &Network) -> Vec<(i64, i64, i64, i64)> {
        let times = network.solve().times.into_iter().flatten();
        times.map(|times| (times.start, times.finish, times.slack.unwrap().total, times.slack.unwrap().free)).collect()
    }

    /// Elbeltagi, *Construction Project Management*, chapter 4: eight activities of 22 days.
    #[test]
    fn eight_activities() {
        let links = [(0, 1), (0, 2), (0, 3), (1, 4), (2, 4), (2, 5), (3, 5), (4, 6), (5, 6), (6, 7)].map(|(a, b)| (a, b, Fs, 0));
        let network = network(&[4, 3, 5, 2, 5, 6, 4, 3], &links);
        let expected =
            [(0, 4, 0, 0), (4, 7, 3, 2), (4, 9, 0, 0), (4, 6, 3, 3), (9, 14, 1, 1), (9, 15, 0, 0), (15, 19, 0, 0), (19, 22, 0, 0)];
        assert_eq!(numbers(&network), expected);
        assert_eq!(network.solve().critical_paths(20), [[0, 2, 5, 6, 7]]);
    }

    #[test]
    fn the_four_kinds_with_lags() {
        assert_eq!(numbers(&network(&[5, 3], &[(0, 1, Ff, 2)])), [(0, 5, 0, 0), (4, 7, 0, 0)]);
        assert_eq!(numbers(&network(&[5, 3], &[(0, 1, Sf, 4)])), [(0, 5, 0, 0), (1, 4, 1, 1)]);
        assert_eq!(numbers(&network(&[5, 4], &[(0, 1, Fs, -2)])), [(0, 5, 0, 0), (3, 7, 0, 0)]);
        assert_eq!(numbers(&network(&[3, 10, 2], &[(0, 2, Ss, 1)])), [(0, 3, 7, 0), (0, 10, 0, 0), (1, 3, 7, 7)]);
    }

    #[test]
    fn loops_and_what_follows_them_have_no_times() {
        let links = [(0, 1, Fs, 0), (3, 1, Fs, 0), (1, 2, Fs, 0), (2, 3, Fs, 0), (3, 4, Fs, 0), (0, 5, Fs, 0), (6, 6, Fs, 0)];
        let solution = network(&[3, 2, 2, 1, 1, 4, 1], &links).solve();
        let with_times: Vec<usize> = (0..7).filter(|at| solution.times[*at].is_some()).collect();
        assert_eq!((with_times, solution.finish), (vec![0, 5], 7));
        assert_eq!(solution.loops, [vec![1, 2, 3], vec![6]]);
    }

    #[test]
    fn work_that_has_begun_waits_for_what_is_unfinished() {
        let mut network = network(&[5, 3], &[(0, 1, Fs, 0)]);
        (network.status_at, network.activities[1].standing) = (Some(2), Standing::InProgress { start: 1 });
        let times = network.solve().times[1].unwrap();
        assert_eq!((times.start, times.resume, times.finish), (1, 7, 10));
    }

    #[test]
    fn a_hundred_thousand_tasks_in_a_row() {
        let links: Vec<_> = (1..100_000).map(|at| (at - 1, at, Fs, 0)).collect();
        let solution = network(&vec![1; 100_000], &links).solve();
        assert_eq!((solution.finish, solution.critical_paths(20)[0].len()), (100_000, 100_000));
        let around = [links, vec![(99_999, 0, Fs, 0)]].concat();
        assert_eq!(network(&vec![1; 100_000], &around).solve().loops[0].len(), 100_000);
    }

    fn standing() -> impl Strategy<Value = Standing> {
        prop_oneof![
            4 => prop::option::of(0..30_i64).prop_map(|not_before| Standing::ToDo { not_before }),
            1 => (0..10_i64).prop_map(|start| Standing::InProgress { start }),
            1 => (0..5_i64, 0..5_i64).prop_map(|(start, more)| Standing::Done { start, finish: start + more }),
        ]
    }

    fn any_network() -> impl Strategy<Value = Network> {
        let activity = (0..12_i64, standing()).prop_map(|(work, standing)| Activity { work, standing });
        (prop::collection::vec(activity, 0..25), prop::option::of(5..15_i64)).prop_flat_map(|(activities, status_at)| {
            let kind = prop::sample::select(vec![Fs, Ss, Ff, Sf]);
            let place = 0..activities.len().max(1);
            let link = (place.clone(), place, kind, -5..9_i64);
            let links = prop::collection::vec(link, 0..40);
            links.prop_map(move |links| {
                let links = links.into_iter().map(|(before, after, kind, lag)| Link { before, after, kind, lag }).collect();
                Network { activities: activities.clone(), links, start: 0, status_at }
            })
        })
    }

    /// The bound that a link sets, and the boundary that it is set to.
    fn bound(link: &Link, before: Times, after: Times) -> (i64, i64) {
        match link.kind {
            Fs => (before.finish + link.lag, after.resume),
            Ss => (before.start + link.lag, after.start),
            Ff => (before.finish + link.lag, after.finish),
            Sf => (before.start + link.lag, after.finish),
        }
    }

    proptest! {
        #[test]
        fn every_dependency_holds_at_the_earliest_dates(network in any_network()) {
            let solution = network.solve();
            for link in &network.links {
                let times = |at: usize| solution.times.get(at).copied().flatten();
                let (Some(before), Some(after)) = (times(link.before), times(link.after)) else { continue };
                let is_free = match network.activities[link.after].standing {
                    Standing::Done { .. } => true,
                    Standing::InProgress { .. } => link.kind == Ss,
                    Standing::ToDo { .. } => false,
                };
                let (bound, bounded) = bound(link, before, after);
                prop_assert!(is_free || bounded >= bound, "{link:?} {before:?} {after:?}");
            }
        }

        #[test]
        fn float_is_never_negative_and_something_is_critical(network in any_network()) {
            let solution = network.solve();
            for times in solution.times.iter().flatten() {
                if let Some(slack) = times.slack {
                    prop_assert!(slack.total >= slack.free && slack.free >= 0, "{times:?}");
                }
            }
            let last_open = solution.times.iter().flatten().filter(|times| times.slack.is_some()).map(|times| times.finish).max();
            prop_assert!(last_open != Some(solution.finish) || solution.critical().next().is_some());
        }

        #[test]
        fn the_order_changes_nothing(network in any_network(), seed in any::<u64>()) {
            let count = network.activities.len();
            let mut order: Vec<usize> = (0..count).collect();
            order.sort_by_key(|at| (*at as u64 + 1).wrapping_mul(seed | 1).rotate_left(17));
            let place = |at: usize| order.iter().position(|old| *old == at).unwrap();
            let links = network.links.iter().rev().filter(|link| link.before < count && link.after < count);
            let links = links.map(|link| Link { before: place(link.before), after: place(link.after), ..*link }).collect();
            let activities = order.iter().map(|old| network.activities[*old]).collect();
            let moved = Network { activities, links, ..network.clone() }.solve();
            let solution = network.solve();
            for (at, times) in solution.times.iter().enumerate() {
                prop_assert_eq!(*times, moved.times[place(at)]);
            }
            prop_assert_eq!((solution.loops.len(), solution.critical_path_count()), (moved.loops.len(), moved.critical_path_count()));
        }

        #[test]
        fn what_is_unfinished_never_lies_in_the_past(network in any_network()) {
            for (times, activity) in network.solve().times.iter().zip(&network.activities) {
                if let (Some(times), Some(now)) = (times, network.status_at) {
                    let is_done = matches!(activity.standing, Standing::Done { .. });
                    prop_assert!(is_done || times.resume >= now);
                }
            }
        }
    }
}
