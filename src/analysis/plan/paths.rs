//! The critical paths of a network that is worked out.

use super::network::Solution;

impl Solution {
    /// The critical paths, each a chain of critical work joined by dependencies without slack that nothing critical comes before
    /// or after; at most so many of them, in the order of the network. Time is linear in what is returned.
    pub fn critical_paths(&self, most: usize) -> Vec<Vec<usize>> {
        let starts: Vec<usize> = self.critical_starts().collect();
        let mut paths = Vec::new();
        let mut todo: Vec<(usize, usize)> = starts.into_iter().rev().map(|at| (0, at)).collect();
        let mut path: Vec<usize> = Vec::new();
        while let Some((depth, at)) = todo.pop() {
            if paths.len() == most {
                break;
            }
            path.truncate(depth);
            path.push(at);
            match self.critical_next.get(at).map_or(&[][..], Vec::as_slice) {
                [] => paths.push(path.clone()),
                next => todo.extend(next.iter().rev().map(|to| (depth + 1, *to))),
            }
        }
        paths
    }

    /// How many critical paths there are; the largest number there is if they are more than that.
    pub fn critical_path_count(&self) -> u64 {
        let mut ways = vec![0_u64; self.critical_next.len()];
        for &at in self.order.iter().rev() {
            let next = self.critical_next.get(at).into_iter().flatten();
            let count = next.filter_map(|to| ways.get(*to).copied()).fold(0, u64::saturating_add).max(1);
            if let Some(slot) = ways.get_mut(at) {
                *slot = count;
            }
        }
        self.critical_starts().filter_map(|at| ways.get(at).copied()).fold(0, u64::saturating_add)
    }

    /// Critical work that no other critical work leads to.
    fn critical_starts(&self) -> impl Iterator<Item = usize> {
        let mut is_led_to = vec![false; self.critical_next.len()];
        for to in self.critical_next.iter().flatten() {
            if let Some(is_led_to) = is_led_to.get_mut(*to) {
                *is_led_to = true;
            }
        }
        self.critical().filter(move |at| is_led_to.get(*at) == Some(&false))
    }
}

#[cfg(test)]
mod tests {
    use super::super::network::{Activity, Link, Network, Standing};
    use crate::project::registers::plan::DependencyKind;

    /// A chain of diamonds: each doubles the number of paths.
    fn diamonds(count: usize) -> Network {
        let activity = Activity { work: 1, standing: Standing::ToDo { not_before: None } };
        let link = |before, after| Link { before, after, kind: DependencyKind::Fs, lag: 0 };
        let links =
            (0..count).map(|n| n * 3).flat_map(|at| [link(at, at + 1), link(at, at + 2), link(at + 1, at + 3), link(at + 2, at + 3)]);
        Network { activities: vec![activity; count * 3 + 1], links: links.collect(), ..Network::default() }
    }

    #[test]
    fn a_few_of_many_paths_are_listed_and_all_are_counted() {
        let solution = diamonds(2).solve();
        let all = [[0, 1, 3, 4, 6], [0, 1, 3, 5, 6], [0, 2, 3, 4, 6], [0, 2, 3, 5, 6]];
        assert_eq!((solution.critical_paths(20), solution.critical_path_count()), (all.map(Vec::from).to_vec(), 4));
        let many = diamonds(60).solve();
        assert_eq!((many.critical_paths(20).len(), many.critical_path_count()), (20, 1 << 60));
        assert_eq!(diamonds(70).solve().critical_path_count(), u64::MAX);
    }

    #[test]
    fn no_work_has_no_path() {
        let nothing = Network::default().solve();
        assert_eq!((nothing.critical_paths(20).len(), nothing.critical_path_count(), nothing.finish), (0, 0, 0));
    }
}
