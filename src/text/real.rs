//! Real numbers for other programs (`docs/numbers.md §0.5`).

use schemars::JsonSchema;
use serde::{Serialize, Serializer};

/// A computed number, written with 10 significant digits, so that the last bits of a sum differ nowhere.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default, JsonSchema)]
#[schemars(transparent)]
pub struct Real(pub f64);

impl Real {
    /// The number as it is written.
    pub fn written(self) -> f64 {
        let rounded: f64 = format!("{:.9e}", self.0).parse().unwrap_or(self.0);
        if rounded == 0.0 { 0.0 } else { rounded }
    }
}

impl Serialize for Real {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.written())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_significant_digits() {
        let json = |value: f64| serde_json::to_string(&Real(value)).unwrap();
        assert_eq!([1.0 / 3.0, 0.1 + 0.2, -0.0, 1e-20 / 3.0].map(json), ["0.3333333333", "0.3", "0.0", "3.333333333e-21"]);
        assert_eq!(json(12_345_678_901_234.0), "12345678900000.0");
        assert_eq!(json(f64::NAN), "null");
    }
}
