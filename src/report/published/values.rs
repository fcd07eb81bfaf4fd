//! How values are written in `report.json`.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};

use crate::analysis::money;
use crate::analysis::numbers::Durations;
use crate::calendar::Date;
use crate::project::types::Text;
use crate::text::{Lang, Real};

/// A day, as `2026-03-31`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Day(pub Date);

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl JsonSchema for Day {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Day".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "description": "A day, as `2026-03-31`." })
    }
}

/// An exact decimal as text: an amount of money in the project's currency, or hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Exact(pub Decimal);

impl Serialize for Exact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&money::plain(self.0))
    }
}

impl JsonSchema for Exact {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Exact".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "pattern": "^-?[0-9]+(\\.[0-9]+)?$",
            "description": "An exact decimal as text: an amount of money in the project's currency, hours, or a chance.",
        })
    }
}

/// A text of the project in the languages in which it was written, by their tags.
pub(super) type Wording = BTreeMap<&'static str, String>;

/// A text in the languages in which it was written.
pub(super) fn wording(text: &Text, default: Lang) -> Wording {
    let written = Lang::ALL.into_iter().filter(|lang| text.is_in(*lang, default));
    written.map(|lang| (lang.tag(), text.get(lang, default).0.to_owned())).collect()
}

/// How long things took.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub(super) struct Took {
    /// How many there are.
    pub count: usize,
    /// The median, from one on: linear between neighbours (type 7 of Hyndman and Fan).
    pub median: Option<Real>,
    /// The 90th percentile, from ten on.
    pub p90: Option<Real>,
    /// The longest.
    pub max: Option<i64>,
}

impl From<Durations> for Took {
    fn from(durations: Durations) -> Self {
        Self { count: durations.count, median: durations.median.map(Real), p90: durations.p90.map(Real), max: durations.max }
    }
}
