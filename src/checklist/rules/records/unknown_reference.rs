use std::cell::OnceCell;
use std::collections::BTreeMap;

use crate::checklist::{Finding, RuleContext, Place, Verdict, label};
use crate::project::types::{Reference, Value};
use crate::project::{Found, Kind, OwnFiles, Project, RecordId};
use crate::source::Suggestion;
use crate::source::schema::Shape;
use crate::text::Message;
use crate::{both, rule, say};

rule! { "unknown-reference", Records, Quality, Error, Each, Initiation..=Closed;
    title "Reference finds no record" "引用找不到对应记录";
    what "A field that refers to another record names one by its id or its unique name." "引用其他记录的字段，填对方的编号或唯一名称。";
    why "The connection is lost: the person sees no task, the goal no KPI." "引用断了：人员页上看不到他的任务，目标下看不到指标。";
    fix "Type the id or the name as its register has it, or add the record there." "按登记册填写编号或名称，或在登记册中补上这条记录。";
    bad at "tasks.yaml:2:10 owner" { "people.yaml": "- {id: li-na, name: Li Na}\n", "tasks.yaml": "- name: Film\n  owner: li-nah\n" }
    good { "people.yaml": "- {id: li-na, name: Li Na}\n", "tasks.yaml": "- name: Film\n  owner: Li Na\n" }
    check
}

/// Ids and names that are compared with unknown words, all in all; what is unknown beyond has no suggestion.
const MOST_COMPARED: usize = 1_000_000;

/// What was most likely meant by unknown words, worked out once a word, and where the registers stand that have no such record.
struct Suggestions<'p> {
    project: &'p Project,
    own_files: OnceCell<OwnFiles<'p>>,
    known: BTreeMap<(Vec<Kind>, String), Option<Suggestion>>,
    left: usize,
}

impl<'p> Suggestions<'p> {
    fn new(project: &'p Project) -> Self {
        Self { project, own_files: OnceCell::new(), known: BTreeMap::new(), left: MOST_COMPARED }
    }

    fn of(&mut self, reference: &Reference<'_>) -> Option<Suggestion> {
        let key = (reference.kinds.to_vec(), reference.text.to_owned());
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        let compared: usize = reference.kinds.iter().map(|kind| self.project.registers.len(*kind)).sum();
        self.left = self.left.checked_sub(compared)?;
        let meant = self.project.near(reference.kinds, reference.text);
        self.known.insert(key, meant.clone());
        meant
    }

    /// The registers that a reference may mean, as people know them.
    fn registers(&self, reference: &Reference<'_>) -> Message {
        let own_files = self.own_files.get_or_init(|| OwnFiles::of(self.project));
        let names: Vec<Message> = reference.kinds.iter().map(|kind| own_files.called(*kind)).collect();
        Message::list(&names)
    }
}

fn check(judge: &mut RuleContext<'_>) {
    let project = judge.project;
    let mut suggestions = Suggestions::new(project);
    for kind in Kind::ALL.iter().copied() {
        for (index, entry) in project.registers.of(kind).into_iter().enumerate() {
            let id = RecordId { kind, index };
            let mut references = Vec::new();
            for (field, value) in entry.values_of(&|field| field.shape.has(Shape::is_reference)) {
                collect(&value, field.name.to_owned(), &mut references);
            }
            let must = references.iter().filter(|(_, reference)| reference.must);
            let verdicts: Vec<Verdict> = must.map(|(field, reference)| verdict(project, id, field, reference, &mut suggestions)).collect();
            for verdict in verdicts {
                judge.one(id, verdict);
            }
        }
    }
}

fn collect<'v>(value: &Value<'v>, field: String, out: &mut Vec<(String, Reference<'v>)>) {
    match value {
        Value::Reference(reference) => out.push((field, *reference)),
        Value::List(items) => {
            for (at, item) in items.iter().enumerate() {
                collect(item, format!("{field}.{at}"), out);
            }
        }
        Value::Part(fields) => {
            for (inner, value) in fields {
                collect(value, format!("{field}.{}", inner.name), out);
            }
        }
        _ => {}
    }
}

fn verdict(project: &Project, id: RecordId, field: &str, reference: &Reference<'_>, suggestions: &mut Suggestions<'_>) -> Verdict {
    if is_address(reference.text) {
        return Verdict::Pass;
    }
    // A register that the project does not keep cannot be referred to wrongly.
    if reference.kinds.iter().all(|kind| !project.has(*kind)) {
        return Verdict::NotAssessable(both!("The register that is referred to has no records.", "要引用的登记册还没有记录。"));
    }
    match project.resolve(reference) {
        Found::One(_) | Found::Withheld => Verdict::Pass,
        Found::Many(_) if reference.all => Verdict::Pass,
        Found::Many(found) => ambiguous(project, id, field, reference, &found).into(),
        Found::Nothing => nothing(id, field, reference, suggestions).into(),
    }
}

fn nothing(id: RecordId, field: &str, reference: &Reference<'_>, suggestions: &mut Suggestions<'_>) -> Finding {
    let (registers, meant) = (suggestions.registers(reference), suggestions.of(reference));
    let message = say!(
        "{record}: no record of {registers} is called “{text}”.",
        "{record}：{registers}中没有“{text}”。",
        record = named(suggestions.project, id), registers, text = reference.text
    );
    let finding = Finding::new(Place::Record(id, field.to_owned()), message);
    match meant {
        Some(near) => finding.help(say!("Did you mean “{near}”?", "是不是“{near}”？", near = &near.value)).suggest(near),
        None => finding.help(both!("Type an id or a name as its register has it, or add the record there.", "按登记册填写编号或名称，或先在登记册中补上这条记录。")),
    }
}

fn ambiguous(project: &Project, id: RecordId, field: &str, reference: &Reference<'_>, found: &[RecordId]) -> Finding {
    let ids: Vec<String> = found.iter().filter_map(|id| Some(format!("{}/{}", id.kind.key(), project.record(*id)?.id()))).collect();
    let (list, record) = (ids.join(", "), named(project, id));
    let message = say!(
        "{record}: “{text}” may mean several records: {list}.",
        "{record}：“{text}”可能指多条记录：{list}。",
        record, text = reference.text, list
    );
    Finding::new(Place::Record(id, field.to_owned()), message).help(say!("Write one of {list}.", "写其中一个：{list}。", list))
}

fn named(project: &Project, id: RecordId) -> Message {
    project.record(id).map(|entry| label(project, entry)).unwrap_or_default()
}

fn is_address(text: &str) -> bool {
    ["http://", "https://", "mailto:"].iter().any(|scheme| text.starts_with(scheme))
}

crate::cases! {
    "free texts and addresses refer to nothing": passes { "people.yaml": "- {id: li-na, name: Li Na}\n", "tasks.yaml": "- {name: Film, owner: li-na}\n", "improvements.yaml": "- {title: Shorter notes, from: https://example.com/3}\n", "lessons.yaml": "- {title: Ask earlier, applied_in: the next launch}\n", "support.yaml": "- {name: Test shop, for: everyone}\n" };
    "a hand-off names a department": found at "handoffs.yaml:1:23 from" { "handoffs.yaml": "- {what: Texts, from: Legal, to: Sales}\n", "departments.yaml": "- name: Sales\n" };
    "nothing refers to anything": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::{findings, outcome};

    const PEOPLE: (&str, &str) = ("people.yaml", "- {id: li-na, name: {en: Li Na, zh-CN: 李娜}}\n- {id: a, name: Sam}\n- {id: b, name: Sam}\n");

    #[test]
    fn a_register_is_called_by_the_file_that_people_know() {
        let found = outcome(&RULE, &[("项目成员.csv", "姓名\n李娜\n"), ("tasks.yaml", "- {name: x, owner: 李那}\n")]);
        let message = &found.findings[0].finding.message;
        assert_eq!(message.zh, "“x”：`项目成员.csv`（人员）和“部门”中没有“李那”。");
        assert_eq!(message.en, "“x”: no record of `项目成员.csv` (People) and “Departments” is called “李那”.");
    }

    #[test]
    fn names_in_any_language_find_a_person() {
        assert_eq!(findings(&RULE, &[PEOPLE, ("tasks.yaml", "- {name: x, owner: 李娜}\n- {name: y, owner: LI-NA}\n- {name: z, owner: li na}\n")]), 0);
    }

    #[test]
    fn a_name_of_two_people_is_ambiguous() {
        assert_eq!(findings(&RULE, &[PEOPLE, ("tasks.yaml", "- {name: x, owner: Sam}\n")]), 1);
    }

    #[test]
    fn guests_and_free_texts_are_no_references() {
        let meeting = ("meetings.yaml", "- {date: 2026-06-01, attendees: [Somebody Else], chair: Guest}\n");
        let action = ("actions.yaml", "- {what: x, from: a conversation}\n");
        assert_eq!(findings(&RULE, &[PEOPLE, meeting, action]), 0);
    }

    #[test]
    fn what_an_id_affects_may_be_in_several_registers() {
        let plan = [("tasks.yaml", "- {id: launch, name: Launch}\n"), ("milestones.yaml", "- {id: launch, name: Launch day}\n")];
        assert_eq!(findings(&RULE, &[plan[0], plan[1], ("changes.yaml", "- {title: x, affects: [launch]}\n")]), 0);
        assert_eq!(findings(&RULE, &[plan[0], plan[1], ("changes.yaml", "- {title: x, affects: [lunch]}\n")]), 1);
    }
}
