//! Circles of things that each wait for the next one: strongly connected components.
//!
//! Source: Tarjan, *Depth-First Search and Linear Graph Algorithms* (1972), with a stack of its own instead of recursion.

use std::collections::{BTreeMap, VecDeque};

/// The strongly connected components of a graph that have a way round: more than one member, or one that leads to itself.
/// `next` has, for each place, the places that it leads to. Members and loops are in rising order. Time is linear.
pub fn loops(next: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut search = Search::new(next);
    for start in 0..next.len() {
        if search.number_of(start).is_none() {
            search.from(start);
        }
    }
    let mut found = search.found;
    found.sort();
    found
}

/// One way round a loop, from its first member back to it; the shortest there is, and of several the one through the lowest places.
pub fn way_round(next: &[Vec<usize>], members: &[usize]) -> Vec<usize> {
    let Some(&first) = members.first() else { return Vec::new() };
    let inside = |at: &usize| members.binary_search(at).is_ok();
    let leads_to = |at: usize| next.get(at).into_iter().flatten().copied().filter(inside);
    let mut came_from: BTreeMap<usize, usize> = BTreeMap::new();
    let mut todo = VecDeque::from([first]);
    while let Some(at) = todo.pop_front() {
        let mut steps: Vec<usize> = leads_to(at).collect();
        steps.sort_unstable();
        for to in steps {
            if to == first {
                let back = std::iter::successors(Some(at), |at| came_from.get(at).copied());
                let mut way: Vec<usize> = back.collect();
                way.reverse();
                return way;
            }
            if let std::collections::btree_map::Entry::Vacant(entry) = came_from.entry(to) {
                entry.insert(at);
                todo.push_back(to);
            }
        }
    }
    members.to_vec()
}

struct Search<'g> {
    next: &'g [Vec<usize>],
    /// In which order a place was met, and the earliest place of its component that is known to be reached from it.
    met: Vec<Option<(usize, usize)>>,
    count: usize,
    /// Places whose component is not complete yet.
    open: Vec<usize>,
    is_open: Vec<bool>,
    found: Vec<Vec<usize>>,
}

impl<'g> Search<'g> {
    fn new(next: &'g [Vec<usize>]) -> Self {
        Self { next, met: vec![None; next.len()], count: 0, open: Vec::new(), is_open: vec![false; next.len()], found: Vec::new() }
    }

    fn number_of(&self, at: usize) -> Option<(usize, usize)> {
        self.met.get(at).copied().flatten()
    }

    fn meet(&mut self, at: usize) {
        if let (Some(met), Some(is_open)) = (self.met.get_mut(at), self.is_open.get_mut(at)) {
            (*met, *is_open) = (Some((self.count, self.count)), true);
            self.count += 1;
            self.open.push(at);
        }
    }

    /// Notes that from one place an earlier one can be reached.
    fn reaches(&mut self, at: usize, earlier: usize) {
        if let Some(Some((_, low))) = self.met.get_mut(at) {
            *low = earlier.min(*low);
        }
    }

    fn from(&mut self, start: usize) {
        self.meet(start);
        let mut path = vec![(start, 0)];
        while let Some((at, step)) = path.pop() {
            match self.next.get(at).and_then(|steps| steps.get(step)).copied() {
                Some(to) => {
                    path.push((at, step + 1));
                    match self.number_of(to) {
                        None => {
                            self.meet(to);
                            path.push((to, 0));
                        }
                        Some((number, _)) if self.is_open.get(to) == Some(&true) => self.reaches(at, number),
                        _ => {}
                    }
                }
                None => {
                    self.leave(at);
                    if let (Some(&(above, _)), Some((_, low))) = (path.last(), self.number_of(at)) {
                        self.reaches(above, low);
                    }
                }
            }
        }
    }

    /// All that a place leads to is known: if nothing earlier is among it, its component is complete.
    fn leave(&mut self, at: usize) {
        if self.number_of(at).is_none_or(|(number, low)| low < number) {
            return;
        }
        let mut members = Vec::new();
        while let Some(member) = self.open.pop() {
            if let Some(is_open) = self.is_open.get_mut(member) {
                *is_open = false;
            }
            members.push(member);
            if member == at {
                break;
            }
        }
        let leads_to_itself = || self.next.get(at).is_some_and(|steps| steps.contains(&at));
        if members.len() > 1 || leads_to_itself() {
            members.sort_unstable();
            self.found.push(members);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loops_are_found_with_their_members() {
        let next = [vec![1, 4], vec![2], vec![3], vec![1, 5], vec![], vec![], vec![6]];
        assert_eq!(loops(&next), [vec![1, 2, 3], vec![6]]);
        assert_eq!(loops(&[vec![1], vec![2], vec![]]), [[0; 0]; 0]);
        assert_eq!(loops(&[vec![7]]), [[0; 0]; 0], "a place that is not there");
    }

    #[test]
    fn one_way_round_is_the_shortest() {
        let next = [vec![2, 1], vec![2], vec![0]];
        assert_eq!(way_round(&next, &[0, 1, 2]), [0, 2]);
        assert_eq!(way_round(&[vec![0]], &[0]), [0]);
        assert_eq!(way_round(&[vec![1], vec![0]], &[0, 1]), [0, 1]);
    }

    #[test]
    fn a_long_chain_needs_no_deep_stack() {
        let mut next: Vec<Vec<usize>> = (1..=100_000).map(|to| vec![to]).collect();
        next.push(vec![]);
        assert!(loops(&next).is_empty());
        next[100_000].push(0);
        assert_eq!(loops(&next)[0].len(), 100_001);
        assert_eq!(way_round(&next, &loops(&next)[0]).len(), 100_001);
    }
}
