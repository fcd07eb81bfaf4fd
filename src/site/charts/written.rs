//! Values on the labels of a chart.

use super::points::Point;
use crate::text::{Lang, Unit, date, number};

/// How the values of a chart are written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Written<'a> {
    pub(super) lang: Lang,
    /// Decimals below ten thousand.
    pub(super) decimals: u32,
    /// Shown only if it is a sign (`%`, `¥`, `US$`, `€`, `£`).
    pub(super) unit: Unit<'a>,
}

impl Written<'_> {
    /// A name with its value: "Target 400", 「目标400」.
    pub(super) fn label(self, name: &str, value: &str) -> String {
        match self.lang {
            Lang::En => format!("{name} {value}"),
            Lang::Zh => format!("{name}{value}"),
        }
    }

    /// A day with its value: "20 Nov 2026: 352".
    pub(super) fn point(self, (day, value): Point) -> String {
        let (day, value) = (date::long(self.lang, day), self.value(value));
        match self.lang {
            Lang::En => format!("{day}: {value}"),
            Lang::Zh => format!("{day}：{value}"),
        }
    }

    /// A value with the sign of its unit.
    pub(super) fn value(self, value: f64) -> String {
        let text = if value.abs() < 1e4 { number::full(value, self.decimals) } else { number::compact(self.lang, value) };
        self.unit.with_sign(self.lang, &text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_with_signs_only() {
        let write = |unit, value| Written { lang: Lang::En, decimals: 1, unit: Unit::new(unit, "") }.value(value);
        assert_eq!((write("%", 31.44), write("¥", -446.0)), ("31.4%".to_owned(), "−¥446.0".to_owned()));
        let in_chinese = |value| Written { lang: Lang::Zh, decimals: 0, unit: Unit::new("¥", "") }.value(value);
        assert_eq!((in_chinese(446.0), in_chinese(-425_000.0)), ("¥446".to_owned(), "−42.5万元".to_owned()));
        assert_eq!((write("leads a week", 86_200.0), write("", -0.01)), ("86.2K".to_owned(), "0.0".to_owned()));
    }
}
