//! Parts of a text that may lie in one another, asked many times whether they hold a place.

use super::node::Span;

/// Some parts of a text.
#[derive(Debug, Clone, Default)]
pub struct Regions {
    /// Where each begins, in order, and how far it and those before it reach.
    reach: Vec<(u32, u32)>,
}

impl Regions {
    /// Whether one of them holds a place.
    pub fn hold(&self, place: Span) -> bool {
        let begun = self.reach.partition_point(|(start, _)| *start <= place.start);
        begun.checked_sub(1).and_then(|last| self.reach.get(last)).is_some_and(|(_, end)| place.start < *end)
    }
}

impl FromIterator<Span> for Regions {
    fn from_iter<T: IntoIterator<Item = Span>>(parts: T) -> Self {
        let mut reach: Vec<(u32, u32)> = parts.into_iter().map(|part| (part.start, part.end)).collect();
        reach.sort_unstable();
        let mut furthest = 0;
        for (_, end) in &mut reach {
            furthest = furthest.max(*end);
            *end = furthest;
        }
        Self { reach }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_within_parts_and_gaps() {
        let regions: Regions = [Span::new(10, 30), Span::new(2, 4), Span::new(12, 14)].into_iter().collect();
        let held: Vec<usize> = (0..32).filter(|at| regions.hold(Span::new(*at, *at))).collect();
        assert_eq!(held, [vec![2, 3], (10..30).collect()].concat());
        assert!(!Regions::default().hold(Span::new(0, 1)));
    }
}
