//! How far a computed value may be from the expected one.

use alongside::analysis::money::{part, plain};
use rust_decimal::Decimal;
use serde_json::Value;

/// How far numbers may differ. Texts, days and whole numbers are the same or they are not; a quotient of money, `40100/333`, is
/// rounded once.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Tolerance {
    relative: f64,
    absolute: f64,
}

impl Tolerance {
    /// Reads `exact`, `1e-9`, `1e-9 relative, 1e-12 absolute`, `money exact, shares 1e-9` and the like.
    pub(super) fn read(text: &str) -> Self {
        let numbers: Vec<f64> =
            text.split([' ', ',', ';', '(', ')']).filter(|word| word.starts_with("1e-")).map(|word| word.parse().unwrap()).collect();
        match *numbers.as_slice() {
            [] => Self { relative: 0.0, absolute: 0.0 },
            [both] => Self { relative: both, absolute: both },
            [relative, absolute] => Self { relative, absolute },
            _ => panic!("{text}"),
        }
    }

    /// Where a value differs from the expected one: the path to it, what was expected and what came.
    pub(super) fn differences(self, expected: &Value, got: &Value) -> Vec<String> {
        let mut differences = Vec::new();
        self.compare("", expected, got, &mut differences);
        differences
    }

    fn compare(self, path: &str, expected: &Value, got: &Value, differences: &mut Vec<String>) {
        match (expected, got) {
            (Value::Object(expected), Value::Object(got)) => {
                for (name, value) in expected {
                    self.compare(&format!("{path}.{name}"), value, got.get(name).unwrap_or(&Value::Null), differences);
                }
                let surplus = got.iter().filter(|(name, _)| !expected.contains_key(*name));
                differences.extend(surplus.map(|(name, value)| format!("{path}.{name}: expected nothing, got {value}")));
            }
            (Value::Array(expected), Value::Array(got)) if expected.len() == got.len() => {
                for (at, (expected, got)) in expected.iter().zip(got).enumerate() {
                    self.compare(&format!("{path}[{at}]"), expected, got, differences);
                }
            }
            _ if self.holds(expected, got) => {}
            _ => differences.push(format!("{path}: expected {expected}, got {got}")),
        }
    }

    fn holds(self, expected: &Value, got: &Value) -> bool {
        if let (Some(expected), Some(got)) = (expected.as_i64(), got.as_i64()) {
            return expected == got;
        }
        if let Some((above, below)) = expected.as_str().and_then(|text| text.split_once('/'))
            && let (Ok(above), Ok(below), Some(got)) = (above.parse(), below.parse(), got.as_str())
        {
            return expected.as_str() == Some(got) || plain(part(above, Decimal::ONE, below)) == got;
        }
        match (expected.as_f64(), got.as_f64()) {
            (Some(expected), Some(got)) => (expected - got).abs() <= self.absolute + self.relative * expected.abs(),
            _ => expected == got,
        }
    }
}

#[test]
fn what_differs_is_named() {
    use serde_json::json;
    let near = Tolerance::read("1e-9 relative, 1e-12 absolute");
    assert_eq!(near.differences(&json!({"a": [1.0, "x"]}), &json!({"a": [1.000_000_000_1, "x"]})), [""; 0]);
    let got = json!({"a": [1.1, "y"], "b": 1});
    let expected = json!({"a": [1.0, "x"], "c": 2});
    let report =
        [".a[0]: expected 1.0, got 1.1", ".a[1]: expected \"x\", got \"y\"", ".c: expected 2, got null", ".b: expected nothing, got 1"];
    assert_eq!(near.differences(&expected, &got), report);
    assert_eq!(Tolerance::read("exact").differences(&json!(1.0), &json!(1.000_000_000_1)).len(), 1);
    assert_eq!(Tolerance::read("money exact, shares 1e-9"), Tolerance { relative: 1e-9, absolute: 1e-9 });
    assert_eq!(near.differences(&json!([1]), &json!([1, 2])), [": expected [1], got [1,2]"]);
    assert_eq!(near.differences(&json!(["1/3", "2/3"]), &json!(["0.333333", "0.666666"])).len(), 1);
}
