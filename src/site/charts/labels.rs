//! Where the texts of a chart go, so that none covers another at any width.

use plotters_backend::text_anchor::HPos::{self, Center, Left, Right};
use unicode_width::UnicodeWidthStr;

pub(super) use super::backend::Spot;
use super::backend::{FULL, Mark};

/// The narrowest plot area, in pixels: a screen of 320 less page, panel and a gutter of three digits.
pub(super) const NARROWEST: i32 = 218;
/// The same with its gutter: a wider gutter makes the plot area narrower.
const NARROWEST_WITH_GUTTER: i32 = 254;
/// Pixels of one column of text at 12 px: wider than any digit and than half a Chinese character.
pub(super) const COLUMN: i32 = 7;
/// Pixels from one line of text to the next.
const LINE: i32 = 15;
/// Pixels that letters rise above their baseline.
const RISE: i32 = 10;
/// Pixels that letters fall below their baseline.
const FALL: i32 = 3;
/// Pixels above the plot area that the stylesheet keeps free for texts.
const ABOVE: i32 = 18;
/// Pixels between two texts of one line.
const GAP: i32 = 4;
/// Wider plot areas, in pixels, at which labels should not cover lines either: a tablet, a page beside its navigation.
const WIDER: [i32; 2] = [500, 880];
/// So many pixels of lines a label covers, over all widths, rather than stand away from what it names.
const LEADER: usize = 14;
/// As many rather than that its leader runs through another text.
const CROSSING: usize = 60;
/// As many for each line of text that it is away.
const AWAY: usize = 6;

/// A place on the canvas, in hundredths of a per cent.
pub(super) type Place = (i32, i32);

impl Spot {
    /// Above or below a place, beginning, centred or ending there.
    pub(super) const fn above(at: Place, anchor: HPos) -> Self {
        Self { at, anchor, dx: 0, dy: -8 }
    }

    /// Below a place.
    pub(super) const fn below(at: Place, anchor: HPos) -> Self {
        Self { at, anchor, dx: 0, dy: 17 }
    }

    /// Beside a place: before it if the text ends there, else after it.
    pub(super) const fn beside(at: Place, anchor: HPos) -> Self {
        let dx = if matches!(anchor, HPos::Right) { -9 } else { 9 };
        Self { at, anchor, dx, dy: 4 }
    }

    const fn is_above(&self) -> bool {
        self.dy < 0
    }

    /// The spots around a dot, the best first.
    pub(super) const fn around(at: Place) -> [Self; 8] {
        [
            Self::above(at, Right),
            Self::above(at, Center),
            Self::above(at, Left),
            Self::below(at, Right),
            Self::below(at, Center),
            Self::below(at, Left),
            Self::beside(at, Left),
            Self::beside(at, Right),
        ]
    }

    /// The spots above and below a line: at its end and, where it is level, at its beginning and between.
    pub(super) fn along(from: Place, to: Place) -> Vec<Self> {
        let at = |quarters: i32| (from.0 + (to.0 - from.0) * quarters / 4, to.1);
        let ends = [(to, Right), (to, Left), (at(0), Left), (at(2), Center), (at(3), Center), (at(1), Center)];
        let level = if from.1 == to.1 { ends.len() } else { 2 };
        ends.into_iter().take(level).flat_map(|(at, anchor)| [Self::above(at, anchor), Self::below(at, anchor)]).collect()
    }
}

/// A text at its spot.
#[derive(Clone)]
pub(super) struct Label {
    pub(super) text: String,
    pub(super) mark: Mark,
    pub(super) spot: Spot,
}

impl Label {
    fn width(&self) -> i32 {
        columns(&self.text) * COLUMN
    }

    /// Pixels from the place to the left end of the text.
    fn left(&self) -> i32 {
        let before = match self.spot.anchor {
            HPos::Left => 0,
            HPos::Center => self.width() / 2,
            HPos::Right => self.width(),
        };
        i32::from(self.spot.dx) - before
    }

    /// Pixels from the place to the right end of the text.
    fn right(&self) -> i32 {
        self.left() + self.width()
    }
}

/// How many columns a text is wide; a Chinese character has two.
pub(super) fn columns(text: &str) -> i32 {
    i32::try_from(text.width()).unwrap_or(i32::MAX / COLUMN)
}

/// The width of a left gutter in pixels, as in the stylesheet.
pub(super) const fn gutter(columns: i32) -> i32 {
    columns * COLUMN + 10
}

/// A label that was placed, and the line that leads to it if it had to go away from what it names.
pub(super) struct Placed {
    pub(super) label: Label,
    pub(super) leader: Option<[Place; 2]>,
}

/// The texts and lines of a chart of a fixed height, at its narrowest.
pub(super) struct Layout {
    width: i32,
    height: i32,
    texts: Vec<Label>,
    /// Where lines run, from left to right in each row of pixels, from the first that a text may cover.
    inked: Vec<Vec<i32>>,
}

impl Layout {
    /// An empty chart of a height, with a left gutter, both in pixels.
    pub(super) fn new(height: i32, gutter: i32) -> Self {
        let rows = usize::try_from(height + ABOVE + 1).unwrap_or_default();
        Self { width: NARROWEST.min(NARROWEST_WITH_GUTTER - gutter), height, texts: Vec::new(), inked: vec![Vec::new(); rows] }
    }

    /// Marks a line that labels had better not cover.
    pub(super) fn draw(&mut self, line: &[Place]) {
        for (x, y) in line.windows(2).filter_map(|pair| Some(between(*pair.first()?, *pair.last()?))).flatten() {
            let row = row(y * self.height / FULL);
            if let Some(places) = row.and_then(|row| self.inked.get_mut(row)) {
                places.push(x);
            }
        }
        for places in &mut self.inked {
            // Most rows are in order already, which costs one look at each place.
            places.sort_unstable();
        }
    }

    /// Marks a sign of a radius in pixels that labels had better not cover.
    pub(super) fn keep_free(&mut self, (x, y): Place, radius: u32) {
        let radius = i32::try_from(radius).unwrap_or_default();
        let (half, row) = (radius * FULL / self.width.max(1), FULL / self.height.max(1));
        for line in -radius..=radius {
            self.draw(&[(x - half, y + line * row), (x + half, y + line * row)]);
        }
    }

    /// Takes texts that stand where they stand, if none of them covers another text.
    pub(super) fn take_all(&mut self, labels: &[Label]) -> bool {
        let before = self.texts.len();
        for label in labels {
            if !self.free(label) {
                self.texts.truncate(before);
                return false;
            }
            self.texts.push(label.clone());
        }
        true
    }

    /// Places a text at the free spot that covers the least of the lines, or lines of text above or below one with a leader
    /// where that covers much less. None if there is no room at all.
    pub(super) fn place(&mut self, text: &str, mark: Mark, spots: &[Spot]) -> Option<Placed> {
        let label = |spot| Label { text: text.to_owned(), mark, spot };
        let near = spots.iter().map(|&spot| (0, Placed { label: label(spot), leader: None }));
        let far = (1..self.height / LINE).flat_map(|lines| self.away(spots, lines)).map(|(lines, spot, from)| {
            let leader = Some([from, spot.at]);
            (LEADER + AWAY * lines, Placed { label: label(spot), leader })
        });
        let free = near.chain(far).filter(|(_, placed)| self.inside(&placed.label) && self.free(&placed.label));
        let crossing = |leader: Option<[Place; 2]>| if leader.is_none_or(|leader| self.is_clear(leader)) { 0 } else { CROSSING };
        let (_, placed) = free.min_by_key(|(cost, placed)| cost + self.covered(&placed.label) + crossing(placed.leader))?;
        self.texts.push(placed.label.clone());
        if let Some(leader) = placed.leader {
            self.draw(&leader);
        }
        Some(placed)
    }

    /// Spots some lines of text above or below their place, and that place.
    fn away(&self, spots: &[Spot], lines: i32) -> Vec<(usize, Spot, Place)> {
        let line = (LINE * FULL).div_euclid(self.height) + 1;
        let mut away = Vec::new();
        for spot in spots.iter().filter(|spot| spot.is_above()) {
            let (x, y) = spot.at;
            let above = Spot { at: (x, y - lines * line), ..*spot };
            let below = Spot { at: (x, y + lines * line), dy: Spot::below(spot.at, spot.anchor).dy, ..*spot };
            away.extend([above, below].map(|moved| (usize::try_from(lines).unwrap_or_default(), moved, spot.at)));
        }
        away
    }

    fn inside(&self, label: &Label) -> bool {
        let x = self.x(label);
        let y = self.baseline(label);
        x + label.left() >= 0 && x + label.right() <= self.width && y - RISE >= -ABOVE && y + FALL <= self.height
    }

    fn free(&self, label: &Label) -> bool {
        self.texts.iter().all(|other| self.apart(label, other))
    }

    /// Whether an upright leader runs through no text.
    fn is_clear(&self, [from, to]: [Place; 2]) -> bool {
        let [from_y, to_y] = [from.1.min(to.1), from.1.max(to.1)].map(|y| y * self.height / FULL);
        let x = from.0 * self.width / FULL;
        self.texts.iter().all(|text| {
            let (at, baseline) = (self.x(text), self.baseline(text));
            x <= at + text.left() || x >= at + text.right() || baseline - RISE >= to_y || baseline + FALL <= from_y
        })
    }

    /// Whether two texts are apart at this width and at every greater one.
    fn apart(&self, one: &Label, other: &Label) -> bool {
        (self.baseline(one) - self.baseline(other)).abs() >= LINE || self.before(one, other) || self.before(other, one)
    }

    /// Whether one text ends before the other begins, and the distance of their places only grows with the width.
    fn before(&self, one: &Label, other: &Label) -> bool {
        one.spot.at.0 <= other.spot.at.0 && self.x(one) + one.right() + GAP <= self.x(other) + other.left()
    }

    /// How many pixels of lines a text would cover, on the narrowest plot area and on wider ones.
    fn covered(&self, label: &Label) -> usize {
        let y = self.baseline(label);
        let at_width = |width: i32| {
            let x = label.spot.at.0 * width / FULL;
            let (left, right) = (x + label.left(), x + label.right());
            let within = |places: &Vec<i32>| {
                let before = places.partition_point(|at_x| at_x * width / FULL < left);
                places.partition_point(|at_x| at_x * width / FULL <= right) - before
            };
            (y - RISE..=y + FALL).filter_map(|y| self.inked.get(row(y)?)).map(within).sum::<usize>()
        };
        [self.width].into_iter().chain(WIDER).map(at_width).sum()
    }

    fn x(&self, label: &Label) -> i32 {
        label.spot.at.0 * self.width / FULL
    }

    fn baseline(&self, label: &Label) -> i32 {
        label.spot.at.1 * self.height / FULL + i32::from(label.spot.dy)
    }
}

/// The row of a height in pixels; `None` above all texts.
fn row(y: i32) -> Option<usize> {
    usize::try_from(y + ABOVE).ok()
}

/// Places along a straight line, about a pixel of the narrowest chart apart.
fn between((x, y): Place, (to_x, to_y): Place) -> impl Iterator<Item = Place> {
    let steps = ((to_x - x).abs().max((to_y - y).abs()) * NARROWEST / FULL).max(1);
    (0..=steps).map(move |i| (x + (to_x - x) * i / steps, y + (to_y - y) * i / steps))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(text: &str, spot: Spot) -> Label {
        Label { text: text.to_owned(), mark: Mark::Label, spot }
    }

    #[test]
    fn a_label_covers_no_sign_where_it_can_stand_elsewhere() {
        let at = |y| Spot { at: (FULL / 2, y), anchor: Left, dx: 0, dy: 4 };
        let spots = [at(FULL / 10), at(FULL / 2)];
        let placed = |layout: &mut Layout| layout.place("20 Nov", Mark::Label, &spots).map(|placed| placed.label.spot.at.1);
        assert_eq!(placed(&mut Layout::new(200, 31)), Some(FULL / 10));
        let mut layout = Layout::new(200, 31);
        layout.keep_free((FULL / 2 + 300, FULL / 10), 5);
        assert_eq!(placed(&mut layout), Some(FULL / 2));
    }

    #[test]
    fn chinese_is_twice_as_wide() {
        assert_eq!((columns("Target 400"), columns("目标400")), (10, 7));
    }

    #[test]
    fn texts_that_meet_on_a_wider_screen_are_not_apart() {
        let layout = Layout::new(260, 30);
        let late = label("ends at 60%", Spot { dx: -6, ..Spot::above((6000, 5000), HPos::Right) });
        let early = label("begins at 58%", Spot { dx: 6, ..Spot::above((5800, 5000), HPos::Left) });
        assert!(!layout.apart(&early, &late));
        let far = label("below", Spot::below((5800, 5000), HPos::Left));
        assert!(layout.apart(&far, &late));
    }

    #[test]
    fn a_label_takes_the_spot_that_covers_no_line() {
        let mut layout = Layout::new(260, 30);
        layout.draw(&[(0, 4700), (FULL, 4700)]);
        let spots = [Spot::above((5000, 5000), HPos::Center), Spot::below((5000, 5000), HPos::Center)];
        let placed = layout.place("Actual", Mark::Label, &spots).unwrap();
        assert_eq!((placed.label.spot.dy, placed.leader), (17, None));
    }

    #[test]
    fn a_label_covers_no_line_on_a_wide_screen_either() {
        let mut layout = Layout::new(260, 30);
        // Level for most of the width: nothing is covered at 218 px, half a label at 880.
        layout.draw(&[(0, 4700), (6000, 4700), (6500, 9000)]);
        let spots = [Spot::above((9000, 5000), HPos::Right), Spot::below((9000, 5000), HPos::Right)];
        assert_eq!(layout.place("ends here", Mark::Label, &spots).unwrap().label.spot.dy, -8);
        let mut layout = Layout::new(260, 30);
        layout.draw(&[(7600, 4700), (8900, 4700)]);
        assert_eq!(layout.place("ends here", Mark::Label, &spots).unwrap().label.spot.dy, 17);
    }

    #[test]
    fn a_label_goes_away_from_a_place_where_lines_cross() {
        let mut layout = Layout::new(260, 30);
        for y in [4000, 4400, 4700, 5300, 5600, 6000] {
            layout.draw(&[(0, y), (FULL, y)]);
        }
        let placed = layout.place("Actual", Mark::Label, &Spot::around((5000, 5000))).unwrap();
        assert!(placed.leader.is_some_and(|[from, to]| from == (5000, 5000) && !(3900..=6100).contains(&to.1)), "{:?}", placed.leader);
    }

    #[test]
    fn a_leader_runs_through_no_text() {
        let mut layout = Layout::new(260, 30);
        assert!(layout.take_all(&[label("a long text across", Spot::above((5000, 4500), HPos::Center))]));
        assert!(!layout.is_clear([(5000, 5000), (5000, 3500)]));
        assert!(layout.is_clear([(5000, 5000), (5000, 6000)]) && layout.is_clear([(9000, 5000), (9000, 3500)]));
    }

    #[test]
    fn labels_of_one_place_are_a_line_apart_with_leaders() {
        let mut layout = Layout::new(260, 30);
        let spots = [Spot::above((5000, 5000), HPos::Center)];
        let leaders: Vec<_> = (0..4).map(|_| layout.place("same", Mark::Label, &spots).unwrap().leader).collect();
        let heights: Vec<_> = leaders.iter().map(|leader| leader.map(|[_, (_, y)]| y)).collect();
        assert_eq!(heights, [None, Some(5577), Some(4423), Some(3846)]);
    }

    #[test]
    fn what_has_no_room_is_left_out() {
        let mut layout = Layout::new(260, 30);
        let spots = [Spot::above((5000, 5000), HPos::Center)];
        assert!(layout.place(&"wide".repeat(20), Mark::Label, &spots).is_none());
    }
}
