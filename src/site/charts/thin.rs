//! Points that no pixel can show are not drawn.

use super::backend::FULL;
use super::labels::Place;

/// The points of a line by which it looks the same: its ends, and in each column of the canvas the lowest and the highest, in their
/// order. A line of fewer points than that stays as it is.
pub(super) fn thinned<P: Copy>(points: &[P], columns: i32, place: impl Fn(P) -> Place) -> Vec<P> {
    let most = usize::try_from(columns).unwrap_or_default() * 2;
    let (Some(first), Some(last), true) = (points.first(), points.last(), points.len() > most + 2) else { return points.to_vec() };
    let placed: Vec<(P, Place)> = points.iter().map(|&point| (point, place(point))).collect();
    let column = |place: Place| i64::from(place.0) * i64::from(columns) / i64::from(FULL);
    let mut kept = vec![*first];
    for run in placed.chunk_by(|a, b| column(a.1) == column(b.1)) {
        let at = |best: Option<(usize, &(P, Place))>| best.map_or(0, |(at, _)| at);
        let lowest = at(run.iter().enumerate().max_by_key(|(_, (_, place))| place.1));
        let highest = at(run.iter().enumerate().min_by_key(|(_, (_, place))| place.1));
        let both = [lowest.min(highest), lowest.max(highest)];
        let count = if lowest == highest { 1 } else { 2 };
        kept.extend(both.iter().take(count).filter_map(|at| run.get(*at)).map(|(point, _)| *point));
    }
    kept.push(*last);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_keeps_its_lowest_and_its_highest_point() {
        let points: Vec<Place> = (0..1000).map(|n| (n * 10, if n == 505 { 0 } else { 5000 + n % 7 })).collect();
        let kept = thinned(&points, 10, |point| point);
        assert!(kept.len() <= 22, "{}", kept.len());
        assert!(kept.contains(&(5050, 0)), "what stands out stays: {kept:?}");
        assert_eq!((kept.first(), kept.last()), (points.first(), points.last()));
        assert!(kept.is_sorted_by_key(|place| place.0));
    }

    #[test]
    fn a_short_line_stays_as_it_is() {
        let points: Vec<Place> = (0..22).map(|n| (n, n)).collect();
        assert_eq!(thinned(&points, 10, |point| point), points);
    }
}
