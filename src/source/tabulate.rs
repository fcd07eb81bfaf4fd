//! Lists of objects as tables: what programs give out as JSON, and a plan of Microsoft Project, become CSV, a head for every key.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::{Map, Value};

/// Rows with a head for each cell.
type Record = Vec<(String, String)>;

/// The longest list of objects in a JSON text, as CSV. Keys that hold the id of another object of the file, as `idList` does, have
/// its name.
pub fn json(text: &str) -> Option<String> {
    let root: Value = serde_json::from_str(text.trim_start_matches('\u{feff}')).ok()?;
    let empty = Map::new();
    let (rows, around) = match &root {
        Value::Array(rows) => (rows, &empty),
        Value::Object(around) => {
            let lists = around
                .iter()
                .filter_map(|(key, value)| Some((key, value.as_array()?)))
                .filter(|(_, list)| list.iter().any(Value::is_object));
            // Cards and issues are what a file is about; what else it lists, such as every act ever done, is about them.
            let rank = |key: &str| usize::from(["cards", "issues", "tasks", "items", "nodes"].contains(&key));
            (lists.max_by_key(|(key, list)| (rank(key), list.len()))?.1, around)
        }
        _ => return None,
    };
    let records: Vec<Record> = rows.iter().filter_map(Value::as_object).map(|object| record(object, around)).collect();
    (!records.is_empty()).then(|| csv(&records))
}

fn record(object: &Map<String, Value>, around: &Map<String, Value>) -> Record {
    object.iter().map(|(key, value)| (key.clone(), shown(value, &others(key, around)))).collect()
}

/// The objects that a key's ids mean: `idMembers` those of `members`, by their ids.
fn others(key: &str, around: &Map<String, Value>) -> BTreeMap<String, String> {
    let Some(of) = key.strip_prefix("id").filter(|of| of.starts_with(|c: char| c.is_ascii_uppercase())) else { return BTreeMap::new() };
    let list = of.trim_end_matches('s').to_lowercase() + "s";
    let objects = around.get(&list).and_then(Value::as_array).into_iter().flatten();
    objects.filter_map(|object| Some((object.get("id")?.as_str()?.to_owned(), name(object.as_object()?)?))).collect()
}

/// What an object is called.
fn name(object: &Map<String, Value>) -> Option<String> {
    const NAMES: [&str; 8] = ["fullName", "displayName", "name", "title", "login", "username", "emailAddress", "key"];
    NAMES.iter().find_map(|key| object.get(*key)?.as_str()).filter(|name| !name.is_empty()).map(str::to_owned)
}

fn shown(value: &Value, others: &BTreeMap<String, String>) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => others.get(text).unwrap_or(text).clone(),
        Value::Array(items) => items.iter().map(|item| shown(item, others)).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("; "),
        Value::Object(object) => name(object).unwrap_or_default(),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
    }
}

/// The tasks of a plan that Microsoft Project saved as XML, as CSV: each with its resources and its predecessors.
pub fn project_xml(text: &str) -> Option<String> {
    let lists = lists(text)?;
    let of = |name: &str| lists.get(name).map(Vec::as_slice).unwrap_or_default();
    let get = |record: &Record, key: &str| {
        record.iter().find(|(head, _)| head == key).map(|(_, value)| value.trim().to_owned()).unwrap_or_default()
    };
    let people: BTreeMap<String, String> = of("Resource").iter().map(|resource| (get(resource, "UID"), get(resource, "Name"))).collect();
    let tasks = of("Task").iter().filter(|task| !get(task, "Name").is_empty() && get(task, "UID") != "0");
    let rows = tasks.map(|task| {
        let uid = get(task, "UID");
        let assigned = of("Assignment").iter().filter(|assignment| get(assignment, "TaskUID") == uid);
        let names: Vec<String> = assigned.filter_map(|assignment| people.get(&get(assignment, "ResourceUID")).cloned()).collect();
        let before = task.iter().filter(|(head, _)| head == "PredecessorUID").map(|(_, uid)| uid.clone()).collect::<Vec<_>>();
        let kept =
            ["UID", "Name", "Start", "Finish", "ActualStart", "ActualFinish", "PercentComplete", "Notes", "WBS", "Milestone", "Summary"];
        let own = kept.iter().map(|key| ((*key).to_owned(), get(task, key)));
        own.chain([("Resource Names".to_owned(), names.join("; ")), ("PredecessorUID".to_owned(), before.join("; "))]).collect()
    });
    let rows: Vec<Record> = rows.collect();
    (!rows.is_empty()).then(|| csv(&rows))
}

/// The elements of a plan that have texts in them, by their names.
fn lists(text: &str) -> Option<BTreeMap<String, Vec<Record>>> {
    const LISTED: [&str; 3] = ["Task", "Resource", "Assignment"];
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    let mut lists: BTreeMap<String, Vec<Record>> = BTreeMap::new();
    let mut open: Vec<String> = Vec::new();
    let mut is_plan = false;
    loop {
        match reader.read_event().ok()? {
            Event::Eof => return is_plan.then_some(lists),
            Event::Start(tag) => {
                let name = tag.local_name().as_ref().to_owned();
                is_plan |= open.is_empty() && name == "Project";
                if LISTED.contains(&name.as_str()) {
                    lists.entry(name.clone()).or_default().push(Record::new());
                }
                open.push(name);
            }
            Event::End(_) => {
                open.pop();
            }
            Event::Text(text) => put(&mut lists, &open, &text.xml10_content()),
            Event::GeneralRef(name) => {
                put(&mut lists, &open, quick_xml::escape::resolve_predefined_entity(&name).unwrap_or_default());
            }
            _ => {}
        }
    }
}

/// A text within an element that is listed: right in it, or one element deeper, as that of a predecessor.
fn put(lists: &mut BTreeMap<String, Vec<Record>>, open: &[String], text: &str) {
    let (Some(name), Some(of)) = (open.last(), open.iter().rev().skip(1).find(|name| lists.contains_key(*name))) else { return };
    let is_deep = open.iter().rev().nth(1) != Some(of);
    let Some(record) = lists.get_mut(of).and_then(|records| records.last_mut()) else { return };
    if is_deep && name != "PredecessorUID" {
        return;
    }
    match record.last_mut().filter(|(head, _)| head == name && name != "PredecessorUID") {
        Some((_, value)) => value.push_str(text),
        None => record.push((name.clone(), text.to_owned())),
    }
}

/// Rows as CSV, with a head for every key in the order in which they come first.
pub fn csv(records: &[Record]) -> String {
    let mut heads: Vec<&str> = Vec::new();
    for (head, _) in records.iter().flatten() {
        if !heads.contains(&head.as_str()) {
            heads.push(head);
        }
    }
    let mut out = line(heads.iter().copied());
    for record in records {
        let of = |head: &&str| record.iter().find(|(key, _)| key == head).map_or("", |(_, value)| value.as_str());
        out.push_str(&line(heads.iter().map(of)));
    }
    out
}

/// Cells as a line of CSV.
pub fn line<'t>(cells: impl Iterator<Item = &'t str>) -> String {
    cells.map(quoted).collect::<Vec<_>>().join(",") + "\n"
}

fn quoted(cell: &str) -> String {
    let is_plain = !cell.contains(['"', ',', ';', '\t', '\n', '|']) && cell.trim() == cell && !cell.starts_with(['\'', '"']);
    if is_plain { cell.to_owned() } else { format!("\"{}\"", cell.replace('"', "\"\"")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_and_the_ids_of_others_become_rows() {
        let text = r#"{"lists": [{"id": "l1", "name": "Doing"}], "members": [{"id": "m1", "fullName": "Li Na"}, {"id": "m2", "fullName": "Bo"}],
            "actions": [{"a": 1}, {"a": 2}],
            "cards": [{"id": "c1", "name": "Print, \"A2\"", "idList": "l1", "idMembers": ["m1", "m2"], "labels": [{"name": "red"}], "due": null, "closed": false}]}"#;
        let rows = json(text).unwrap();
        assert!(rows.contains("c1") && rows.contains("\"Print, \"\"A2\"\"\"") && rows.contains("Doing"), "{rows}");
        assert!(rows.contains("\"Li Na; Bo\"") && rows.contains("red") && rows.contains("false"), "{rows}");
        assert_eq!(json("[{\"a\": 1}, {\"b\": \"x\"}]").unwrap(), "a,b\n1,\n,x\n");
        assert_eq!((json("3"), json("{}"), json("[1]"), json("{")), (None, None, None, None));
    }

    #[test]
    fn a_plan_has_its_people_and_its_predecessors() {
        let plan = "<Project xmlns=\"http://schemas.microsoft.com/project\"><Name>P</Name><Tasks><Task><UID>0</UID><Name>P</Name></Task>\
            <Task><UID>1</UID><Name>Film &amp; cut</Name><Start>2026-03-02T08:00:00</Start></Task>\
            <Task><UID>2</UID><Name>Print</Name><PredecessorLink><PredecessorUID>1</PredecessorUID><Type>1</Type></PredecessorLink></Task></Tasks>\
            <Resources><Resource><UID>5</UID><Name>Li Na</Name></Resource></Resources>\
            <Assignments><Assignment><UID>9</UID><TaskUID>2</TaskUID><ResourceUID>5</ResourceUID></Assignment></Assignments></Project>";
        let rows = project_xml(plan).unwrap();
        let lines: Vec<&str> = rows.lines().collect();
        assert_eq!(lines.len(), 3, "{rows}");
        assert!(lines[1].starts_with("1,Film & cut,2026-03-02T08:00:00,") && lines[2].ends_with(",Li Na,1"), "{rows}");
        assert_eq!(project_xml("<a><Task/></a>"), None);
    }
}
