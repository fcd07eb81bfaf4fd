//! Records found by id or by a unique name.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use super::aliases::{Aliases, without_remark};
use super::kind::{Kind, Registers};
use super::types::{Owner, Reference, Text};
use super::{Project, RecordId};
use crate::source::Suggestion;
use crate::source::fold::{Folded, fold, is_long, near_folded};
use crate::text::is_han;

/// The ids and names of all records.
#[derive(Debug, Default)]
pub struct Index {
    registers: BTreeMap<Kind, Arc<Register>>,
    /// What people are called beside their names.
    aliases: Aliases,
}

/// The places of a register's records by what they are referred to.
#[derive(Debug, Default)]
struct Register {
    ids: BTreeMap<Arc<str>, usize>,
    folded_ids: BTreeMap<String, Vec<usize>>,
    names: BTreeMap<String, Vec<usize>>,
    numbers: BTreeMap<String, Vec<usize>>,
    /// What may be meant by a misspelt word, made at the first one.
    words: OnceLock<Words>,
}

impl Register {
    fn of(registers: &Registers, kind: Kind) -> Self {
        let mut register = Self::default();
        for (at, entry) in registers.of(kind).into_iter().enumerate() {
            register.ids.entry(entry.shared_id()).or_insert(at);
            register.folded_ids.entry(entry.id().to_lowercase()).or_default().push(at);
            if let Some(number) = entry.number() {
                register.numbers.entry(number.to_owned()).or_default().push(at);
            }
            for name in entry.name().into_iter().flat_map(Text::all) {
                let same = register.names.entry(fold(name)).or_default();
                if same.last() != Some(&at) {
                    same.push(at);
                }
            }
        }
        register
    }

    fn find(&self, text: &str) -> &[usize] {
        if let Some(at) = self.ids.get(text) {
            return std::slice::from_ref(at);
        }
        if let Some(only @ [_]) = self.folded_ids.get(&text.to_lowercase()).map(Vec::as_slice) {
            return only;
        }
        self.names.get(&fold(text)).map_or(&[], Vec::as_slice)
    }
}

/// The ids and names of a register, each as written and folded, with its record.
#[derive(Debug, Default)]
struct Words {
    ids: Vec<(String, Folded, RecordId)>,
    names: Vec<(String, Folded, RecordId)>,
}

impl Words {
    fn of(registers: &Registers, kind: Kind) -> Self {
        let mut words = Self::default();
        let word = |text: &str, id| (!is_long(text)).then(|| (text.to_owned(), Folded::new(text), id));
        for (index, entry) in registers.of(kind).into_iter().enumerate() {
            let id = RecordId { kind, index };
            words.ids.extend(word(entry.id(), id));
            words.names.extend(entry.name().into_iter().flat_map(Text::all).filter_map(|name| word(name, id)));
        }
        words
    }
}

/// One wrong letter of so many may be taken for a slip.
const LETTERS_WITHOUT_DOUBT: usize = 5;

/// What a reference finds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// No record bears the id or name.
    Nothing,
    /// One record.
    One(RecordId),
    /// Several records.
    Many(Vec<RecordId>),
    /// Only what is not published.
    Withheld,
}

impl Found {
    /// The records, however many.
    pub fn all(&self) -> &[RecordId] {
        match self {
            Self::Nothing | Self::Withheld => &[],
            Self::One(id) => std::slice::from_ref(id),
            Self::Many(ids) => ids,
        }
    }

    /// The record, if there is just one.
    pub fn one(&self) -> Option<RecordId> {
        match self {
            Self::One(id) => Some(*id),
            _ => None,
        }
    }
}

impl Index {
    /// Takes in every record; of some registers those of an index before are the same.
    pub(super) fn new(registers: &Registers, before: &Self, same: &BTreeSet<Kind>) -> Self {
        let known = |kind: Kind| before.registers.get(&kind).filter(|_| same.contains(&kind)).cloned();
        let register = |kind: Kind| known(kind).unwrap_or_else(|| Arc::new(Register::of(registers, kind)));
        let of = |kind: Kind| (registers.len(kind) > 0).then(|| (kind, register(kind)));
        Self { registers: Kind::ALL.iter().copied().filter_map(of).collect(), aliases: Aliases::of(&registers.people) }
    }

    fn in_register(&self, kind: Kind, text: &str) -> impl Iterator<Item = RecordId> {
        let found = self.registers.get(&kind).map_or(&[][..], |register| register.find(text));
        let called = if found.is_empty() && kind == Kind::People { self.called(text) } else { None };
        found.iter().copied().chain(called).map(move |index| RecordId { kind, index })
    }

    /// The person who is called otherwise than by the whole name.
    fn called(&self, text: &str) -> Option<usize> {
        let people = self.registers.get(&Kind::People)?;
        let named = |text: &str| people.names.get(&fold(text)).filter(|found| found.len() == 1)?.first().copied();
        let alias = self.aliases.find(text);
        alias.or_else(|| without_remark(text).and_then(|name| named(name).or_else(|| self.aliases.find(name))))
    }

    /// The records of the one register whose rows have a number; none if the rows of several registers have it.
    fn numbered(&self, kinds: &[Kind], text: &str) -> Vec<RecordId> {
        let rows = kinds.iter().filter_map(|kind| Some((*kind, self.registers.get(kind)?.numbers.get(text)?)));
        match rows.collect::<Vec<_>>().as_slice() {
            [(kind, rows)] => rows.iter().map(|index| RecordId { kind: *kind, index: *index }).collect(),
            _ => Vec::new(),
        }
    }
}

/// A Chinese name of two characters: another one with the same family name is another person.
fn is_short_name(text: &str) -> bool {
    let text = text.trim();
    text.chars().count() <= 2 && text.chars().all(is_han)
}

impl Project {
    /// What an id, a unique name, `register/id` or the number of a row finds in some registers.
    pub fn find(&self, kinds: &[Kind], text: &str) -> Found {
        let text = text.trim();
        let by_register = text.split_once('/').and_then(|(register, id)| Some((Kind::of_key(register)?, id)));
        let mut found: Vec<RecordId> = Vec::new();
        for kind in kinds.iter().copied() {
            found.extend(self.index.in_register(kind, text));
        }
        if let (true, Some((kind, id))) = (found.is_empty(), by_register) {
            found.extend(self.index.in_register(kind, id));
        }
        if found.is_empty() {
            found = self.index.numbered(kinds, text);
        }
        let found = match found.as_slice() {
            [] => Found::Nothing,
            [only] => Found::One(*only),
            _ => Found::Many(found),
        };
        match &self.kept {
            Some(kept) => kept.found(&found),
            None => found,
        }
    }

    /// What a reference finds.
    pub fn resolve(&self, reference: &Reference<'_>) -> Found {
        self.find(reference.kinds, reference.text)
    }

    /// The one person who owns something: `None` if nobody, several or a department is named, or the person is unknown.
    pub fn owner(&self, owner: Option<&Owner>) -> Option<usize> {
        self.person(owner?.one()?)
    }

    /// A person by id or unique name.
    pub fn person(&self, text: &str) -> Option<usize> {
        self.find(&[Kind::People], text).one().map(|id| id.index)
    }

    /// A department by id or unique name.
    pub fn department(&self, text: &str) -> Option<usize> {
        self.find(&[Kind::Departments], text).one().map(|id| id.index)
    }

    /// The id or name nearest to a text, for *did you mean*: a name where a name was typed. A record that is not there may
    /// well have a name like that of another one, so only one wrong letter of many leaves no doubt.
    pub fn near(&self, kinds: &[Kind], text: &str) -> Option<Suggestion> {
        if is_short_name(text) {
            return None;
        }
        let words_of = |kind: &Kind| Some(self.index.registers.get(kind)?.words.get_or_init(|| Words::of(&self.registers, *kind)));
        let words = || kinds.iter().filter_map(words_of);
        let ids = words().flat_map(|words| &words.ids);
        let names = words().flat_map(|words| &words.names);
        let is_name = text.contains(|c: char| c.is_whitespace() || !c.is_ascii());
        let candidates: Vec<_> = if is_name { names.chain(ids).collect() } else { ids.chain(names).collect() };
        let near = near_folded(text, candidates.into_iter().map(|(name, folded, id)| (name.as_str(), folded, *id)))?;
        let has_many_letters = fold(text).chars().count() >= LETTERS_WITHOUT_DOUBT;
        Some(Suggestion::new(near.name, near.is_sure && near.distance == 1 && has_many_letters))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Date;
    use crate::project::{Folder, ReportDateSource, load};

    fn project(files: &[(&str, &str)]) -> Project {
        load(Folder::of_texts(files), ReportDateSource { as_of: None, otherwise: Date::new(2026, 3, 31) })
    }

    #[test]
    fn the_number_of_a_row_can_be_referred_to() {
        let tasks = ("任务.csv", "序号,任务名称,前置任务\n1,脚本,\n2,拍摄,1FS+2\n3,剪辑,1；2\n");
        let project = project(&[
            tasks,
            ("里程碑.csv", "#,名称,日期\n1,上线,2026-05-01\n"),
            ("人力分配.csv", "姓名,开始,结束,任务\n李娜,2026-04-01,2026-04-03,2\n"),
        ]);
        assert_eq!(project.problems, []);
        let found = |kinds: &[Kind], text| project.find(kinds, text).one().map(|id| id.index);
        assert_eq!((found(&[Kind::Tasks], "1"), found(&[Kind::Tasks], "4")), (Some(0), None));
        let after = project.tasks[2].after.iter().filter_map(|after| project.resolve(&after.task.as_ref()?.reference()).one());
        assert_eq!(after.map(|id| id.index).collect::<Vec<_>>(), [0, 1]);
        assert_eq!(&*project.tasks[0].id, "脚本", "a number is no id");
        // A row of two registers: nobody knows which.
        assert_eq!((found(&[Kind::Tasks, Kind::Milestones], "1"), found(&[Kind::Tasks, Kind::Milestones], "3")), (None, Some(2)));
    }

    #[test]
    fn a_family_name_is_no_likeness() {
        let project = project(&[("people.csv", "name\n张伟\n欧阳娜娜\n")]);
        let near = |text| project.near(&[Kind::People], text).map(|near| near.value);
        assert_eq!((near("张三"), near("欧阳娜那").as_deref()), (None, Some("欧阳娜娜")));
    }

    #[test]
    fn an_id_or_a_name_comes_before_a_number() {
        let project = project(&[("tasks.csv", "id,#,name\n2,1,A\nx,2,B\n")]);
        assert_eq!(project.find(&[Kind::Tasks], "2").one().map(|id| id.index), Some(0));
        assert_eq!(project.find(&[Kind::Tasks], "1").one().map(|id| id.index), Some(0));
    }

    #[test]
    fn a_row_number_with_letters_is_the_id() {
        let project = project(&[("风险.csv", "序号,风险名称\nR-01,延期\nR-02,超支\n")]);
        assert_eq!(project.risks.iter().map(|risk| risk.id.as_ref()).collect::<Vec<_>>(), ["R-01", "R-02"]);
    }
}
