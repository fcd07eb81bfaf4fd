//! How a file writes its days: 13/03 settles what 01/04 means, in its column first, then in the whole file.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::kind::Kind;
use crate::calendar::{Slashed, slashed};
use crate::source::schema::Shape;
use crate::source::{Data, Node};

/// Which number stands in front.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Order {
    DayFirst,
    MonthFirst,
}

/// Writes the days of a file that could be two different ones as the day that the others normalize.
pub(super) fn normalize(records: &mut [Node<'_>], kind: Kind) {
    let words = kind.vocabulary();
    let heads: BTreeSet<&str> = records.iter().flat_map(Node::entries).map(|(key, _)| &*key.name).collect();
    let is_day = |head: &&str| words.find(head).is_some_and(|path| words.shape(&path).is_some_and(Shape::is_day));
    let columns: BTreeSet<String> = heads.into_iter().filter(is_day).map(str::to_owned).collect();
    let mut seen: BTreeMap<&str, BTreeSet<Order>> = BTreeMap::new();
    for (key, value) in records.iter().flat_map(Node::entries) {
        if let Some(column) = columns.get(&*key.name)
            && let Some(order) = value.text().and_then(slashed).and_then(decided)
        {
            seen.entry(column).or_default().insert(order);
        }
    }
    let only = |orders: &BTreeSet<Order>| if orders.len() == 1 { orders.first().copied() } else { None };
    let of_file = only(&seen.values().flatten().copied().collect());
    let settled: BTreeMap<String, Option<Order>> =
        columns.iter().map(|column| (column.clone(), seen.get(column.as_str()).map_or(of_file, only))).collect();
    for record in records {
        let Data::Map(entries) = &mut record.data else { continue };
        for (key, value) in entries {
            let Some(order) = settled.get(&*key.name).copied().flatten() else { continue };
            let Data::Scalar(text, _) = &mut value.data else { continue };
            if let Some(Slashed { day_first: Some(day), month_first: Some(month) }) =
                slashed(text).filter(|either| either.day_first != either.month_first)
            {
                *text = Cow::Owned(if order == Order::DayFirst { day } else { month }.to_string());
            }
        }
    }
}

/// The order that a day has if it can have only one.
fn decided(either: Slashed) -> Option<Order> {
    match (either.day_first, either.month_first) {
        (Some(_), None) => Some(Order::DayFirst),
        (None, Some(_)) => Some(Order::MonthFirst),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::csv;

    fn days(text: &str) -> Vec<String> {
        let mut records = csv::records(text);
        normalize(&mut records, Kind::Tasks);
        records.iter().flat_map(Node::entries).filter_map(|(_, value)| value.text().map(str::to_owned)).collect()
    }

    #[test]
    fn one_day_settles_the_others() {
        assert_eq!(days("start,end\n13/03/2026,01/04/2026\n"), ["13/03/2026", "2026-04-01"], "of the file");
        assert_eq!(days("start\n3/13/2026\n4/1/2026\n"), ["3/13/2026", "2026-04-01"]);
        assert_eq!(
            days("start,end\n13/03/2026,3/14/2026\n01/04/2026,01/04/2026\n"),
            ["13/03/2026", "3/14/2026", "2026-04-01", "2026-01-04"],
            "a column goes before the file"
        );
        assert_eq!(days("start\n01/04/2026\n"), ["01/04/2026"], "nothing settles it");
        assert_eq!(days("start\n13/03/2026\n3/14/2026\n01/04/2026\n"), ["13/03/2026", "3/14/2026", "01/04/2026"], "both orders");
    }
}
