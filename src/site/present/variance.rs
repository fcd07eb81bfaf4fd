//! How far amounts are from their plan, as bars to both sides of one line.

use std::fmt::Write;

/// Where the line of the plan stands between the largest shortfall and the largest excess, and how long bars are.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scale {
    low: f64,
    high: f64,
}

impl Scale {
    /// The scale that holds some differences; the line is at an end where all are on one side.
    pub(crate) fn of(differences: impl IntoIterator<Item = f64>) -> Self {
        let (low, high) = differences
            .into_iter()
            .filter(|value| value.is_finite())
            .fold((0.0, 0.0), |(low, high): (f64, f64), value| (low.min(value), high.max(value)));
        Self { low, high }
    }

    /// The place of a difference, in per cent from the left.
    fn place(self, difference: f64) -> f64 {
        let width = self.high - self.low;
        let share = if width > 0.0 { (difference.clamp(self.low, self.high) - self.low) / width } else { 0.5 };
        (share * 10_000.0).round() / 100.0
    }

    /// A bar from the line of the plan: to the right for more than planned, to the left for less. Screen readers pass over it: the
    /// difference stands beside it.
    pub(crate) fn drawing(self, difference: f64) -> String {
        let (zero, end) = (self.place(0.0), self.place(difference));
        let (class, left, width) = if end > zero { ("over", zero, end - zero) } else { ("under", end, zero - end) };
        let width = (width * 100.0).round() / 100.0;
        let mut svg = r#"<svg class="bt" aria-hidden="true">"#.to_owned();
        if width > 0.0 {
            let _ = write!(svg, r#"<rect class="{class}" x="{left}%" y="4" width="{width}%" height="14"/>"#);
        }
        let _ = write!(svg, r#"<line class="base" x1="{zero}%" x2="{zero}%" y2="22"/></svg>"#);
        svg
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_is_to_the_right_and_less_to_the_left() {
        let scale = Scale::of([-100.0, 300.0]);
        assert!(scale.drawing(300.0).contains(r#"class="over" x="25%" y="4" width="75%""#), "{}", scale.drawing(300.0));
        assert!(scale.drawing(-50.0).contains(r#"class="under" x="12.5%" y="4" width="12.5%""#), "{}", scale.drawing(-50.0));
        assert!(scale.drawing(0.0).contains(r#"x1="25%""#) && !scale.drawing(0.0).contains("<rect"));
    }

    #[test]
    fn differences_to_one_side_have_the_line_at_its_end() {
        assert!(Scale::of([5.0, 10.0]).drawing(5.0).contains(r#"x="0%" y="4" width="50%""#));
        assert!(Scale::of([f64::NAN, 0.0]).drawing(0.0).contains(r#"x1="50%""#));
    }
}
