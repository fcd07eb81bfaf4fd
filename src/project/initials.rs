//! People by their initials: every name that is known is replaced in the texts of the folder before they are read, so that no
//! page, file, address or index can hold one.

use std::collections::{BTreeMap, BTreeSet};

use aho_corasick::AhoCorasick;

use super::content::is_workbook;
use super::record::AnyEntry;
use super::types::{Reference, Value};
use super::{Folder, Kind, Project, Readers, RecordId};
use crate::project::settings::PeopleShown;

/// Names, and what stands for each.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Initials {
    by_name: BTreeMap<String, String>,
    /// How many names have the same initials.
    alike: BTreeMap<String, u32>,
}

/// A file that tells a name where it cannot be replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Exposed {
    /// In its own path.
    Path(String),
    /// In the cells of a workbook.
    Workbook(String),
    /// Anywhere: there are more names than can be looked for.
    Everywhere,
}

/// Looks for names and writes what stands for them.
struct Replacer<'i> {
    names: AhoCorasick,
    shorts: Vec<&'i str>,
}

/// Family names of two characters.
const LONG_FAMILY_NAMES: [&str; 12] = ["欧阳", "上官", "司马", "司徒", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "夏侯"];
/// How the name of a group ends.
const OF_GROUPS: [&str; 14] = ["部", "组", "队", "室", "处", "司", "团", "商", "店", "厂", "方", "中心", "委员会", "客户"];

impl Project {
    /// The project with people by their initials, if its settings ask for that and not everything is told anyway; what stands for
    /// a name that is known stays. The folder is read again by `read`.
    ///
    /// # Errors
    /// If a file tells a name where it cannot be replaced.
    pub fn by_initials(self, known: Option<&Initials>, read: impl FnOnce(Folder) -> Self) -> Result<Self, Exposed> {
        let is_asked = known.is_some() || self.settings.site.people == Some(PeopleShown::Initials);
        if !is_asked || self.readers == Readers::Team {
            return Ok(self);
        }
        let mut initials = known.cloned().unwrap_or_default();
        initials.learn(&self);
        let folder = initials.folder(&self)?;
        Ok(Self { initials: Some(initials), ..read(folder).for_readers(self.readers) })
    }

    /// What stands for the names of people, if they are shown by their initials.
    pub const fn initials(&self) -> Option<&Initials> {
        self.initials.as_ref()
    }
}

impl Initials {
    /// Takes in every person of a project, by all that they are called, and names that only fields have.
    fn learn(&mut self, project: &Project) {
        for index in 0..project.people.len() {
            self.learn_person(project, index);
        }
        for kind in Kind::ALL.iter().copied() {
            for entry in project.registers.of(kind) {
                let values = entry.values();
                for reference in values.iter().flat_map(|(_, value)| Value::references(value)) {
                    self.learn_reference(project, &reference);
                }
            }
        }
    }

    fn learn_person(&mut self, project: &Project, index: usize) {
        let Some(person) = project.people.get(index) else { return };
        let names: BTreeSet<&str> = person.name.all().collect();
        for name in &names {
            self.learn_name(name);
            let words: Vec<&str> = name.split_whitespace().collect();
            if let [first, .., last] = words.as_slice() {
                let given = words.get(..words.len() - 1).unwrap_or_default().join(" ");
                let short = self.by_name.get(*name).cloned().unwrap_or_default();
                self.add(&format!("{last}, {given}"), &short);
                if project.person(first) == Some(index) {
                    self.add(first, &short);
                }
            }
        }
        let name = names.iter().find(|name| !name.chars().any(is_han)).or_else(|| names.first()).copied().unwrap_or_default();
        let key = key(self.by_name.get(name).map_or("", String::as_str));
        if person.has_own_id() {
            self.add(&person.id, &key);
        }
        if let Some(mail) = person.email.as_ref().filter(|mail| mail.contains('@')) {
            self.add(mail, &key);
            self.add(mail.split('@').next().unwrap_or_default(), &key);
        }
    }

    /// What a field calls a person, and what looks like the name of one whom no register has.
    fn learn_reference(&mut self, project: &Project, reference: &Reference<'_>) {
        if !reference.kinds.contains(&Kind::People) || self.by_name.contains_key(reference.text) {
            return;
        }
        match project.resolve(reference).all() {
            [] if is_personal(reference.text) => self.learn_name(reference.text),
            [RecordId { kind: Kind::People, index }] => {
                let name = project.people.get(*index).and_then(|person| person.name.all().next());
                let short = name.and_then(|name| self.by_name.get(name)).cloned();
                if let Some(short) = short {
                    self.add(reference.text, &short);
                }
            }
            _ => {}
        }
    }

    fn learn_name(&mut self, name: &str) {
        if self.by_name.contains_key(name) {
            return;
        }
        let short = short(name);
        let alike = self.alike.entry(short.clone()).or_default();
        *alike += 1;
        let numbered = if *alike == 1 { short } else { format!("{short} {alike}") };
        self.add(name, &numbered);
    }

    fn add(&mut self, name: &str, short: &str) {
        if !name.trim().is_empty() {
            self.by_name.entry(name.trim().to_owned()).or_insert_with(|| short.to_owned());
        }
    }

    /// The folder of a project with initials for names.
    fn folder(&self, project: &Project) -> Result<Folder, Exposed> {
        let names = AhoCorasick::new(self.by_name.keys()).map_err(|_| Exposed::Everywhere)?;
        let replacer = Replacer { names, shorts: self.by_name.values().map(String::as_str).collect() };
        let mut texts = BTreeMap::new();
        for file in project.files.iter() {
            if replacer.replaced(&file.path).is_some() {
                return Err(Exposed::Path(file.path.to_string()));
            }
            let Some(text) = file.text.as_deref().and_then(|text| replacer.replaced(text)) else { continue };
            if is_workbook(&file.path) {
                return Err(Exposed::Workbook(file.path.to_string()));
            }
            texts.insert(file.path.to_string(), text);
        }
        Ok(project.folder.with_texts(texts))
    }
}

impl Replacer<'_> {
    /// A text with what stands for each name in it; `None` if there is none. The longest of several names at one place counts.
    fn replaced(&self, text: &str) -> Option<String> {
        let mut found: Vec<(usize, usize, usize)> = self
            .names
            .find_overlapping_iter(text)
            .filter(|found| is_whole(text, found.start(), found.end()))
            .map(|found| (found.start(), found.end(), found.pattern().as_usize()))
            .collect();
        found.sort_by_key(|(start, end, _)| (*start, std::cmp::Reverse(*end)));
        let (mut out, mut after) = (String::new(), 0);
        for (start, end, pattern) in &found {
            if *start < after {
                continue;
            }
            out.push_str(text.get(after..*start).unwrap_or_default());
            out.push_str(self.shorts.get(*pattern).copied().unwrap_or_default());
            after = *end;
        }
        out.push_str(text.get(after..).unwrap_or_default());
        (!found.is_empty()).then_some(out)
    }
}

const fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// Whether a place of a text begins and ends no longer word; between Chinese characters there is no end of a word.
fn is_whole(text: &str, start: usize, end: usize) -> bool {
    let joins = |a: Option<char>, b: Option<char>| [a, b].into_iter().all(|c| c.is_some_and(|c| c.is_alphanumeric() && !is_han(c)));
    let (before, inside, after) = (text.get(..start), text.get(start..end), text.get(end..));
    let first = |text: Option<&str>| text.and_then(|text| text.chars().next());
    let last = |text: Option<&str>| text.and_then(|text| text.chars().next_back());
    !joins(last(before), first(inside)) && !joins(last(inside), first(after))
}

/// `M. S.` for `Maya Stone`, 「李某」 for 「李娜」.
fn short(name: &str) -> String {
    if name.chars().all(|c| is_han(c) || c == '·') {
        let long = LONG_FAMILY_NAMES.iter().find(|family| name.starts_with(**family) && name.chars().count() > 2);
        let family = long.map_or_else(|| name.chars().take(1).collect(), |family| (*family).to_owned());
        return format!("{family}某");
    }
    let initials = name.split(|c: char| !c.is_alphanumeric()).filter_map(|word| word.chars().next());
    initials.map(|initial| format!("{}.", initial.to_uppercase())).collect::<Vec<_>>().join(" ")
}

/// Initials as an id: `m-s`.
fn key(short: &str) -> String {
    let parts = short.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    parts.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

/// Whether a name that no register has looks like that of a person and not of a group.
fn is_personal(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_name = |word: &&str| word.chars().next().is_some_and(char::is_uppercase) && word.chars().any(char::is_lowercase);
    let is_chinese = name.chars().all(is_han) && (2..=4).contains(&name.chars().count());
    match words.len() {
        1 => is_chinese && !OF_GROUPS.iter().any(|end| name.ends_with(end)),
        2..=4 => {
            words.iter().all(is_name)
                && !words.iter().any(|word| ["Team", "Department", "Board", "Group", "Agency", "Office"].contains(word))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Date;
    use crate::project::{ReportDateSource, load};

    const SETTINGS: &str = "project: {name: T, project_manager: Maya Stone}\nsite: {people: initials}\n";

    fn read(folder: Folder) -> Project {
        load(folder, ReportDateSource { as_of: None, otherwise: Date::new(2026, 3, 2) })
    }

    fn shown(files: &[(&str, &str)]) -> Result<Vec<String>, Exposed> {
        let files: Vec<(&str, &str)> = std::iter::once(("alongside.yaml", SETTINGS)).chain(files.iter().copied()).collect();
        let project = read(Folder::of_texts(&files)).by_initials(None, read)?;
        Ok(project.files.iter().map(|file| file.text.as_deref().unwrap_or_default().to_owned()).collect())
    }

    #[test]
    fn names_have_initials_by_all_that_people_are_called() {
        let people =
            "- {id: maya, name: {en: Maya Stone, zh-CN: 石玛雅}, email: m.stone@example.com}\n- {name: Mo Sand}\n- {name: 欧阳晓}\n";
        let risks = "- {title: Maya leaves; Mayas stay, owner: Maya}\n- {title: 请欧阳晓看, owner: Anna Weber}\n- {title: x, owner: Print Team}\n- {title: y, owner: 'Stone, Maya'}\n";
        let texts = shown(&[("people.yaml", people), ("risks.yaml", risks)]).unwrap();
        assert_eq!(
            texts,
            [
                "project: {name: T, project_manager: M. S.}\nsite: {people: initials}\n",
                "- {id: m-s, name: {en: M. S., zh-CN: 石某}, email: m-s}\n- {name: M. S. 2}\n- {name: 欧阳某}\n",
                "- {title: M. S. leaves; Mayas stay, owner: M. S.}\n- {title: 请欧阳某看, owner: A. W.}\n- {title: x, owner: Print Team}\n- {title: y, owner: 'M. S.'}\n",
            ]
        );
    }

    #[test]
    fn what_cannot_be_replaced_is_refused() {
        let people = ("people.yaml", "- {id: maya-stone, name: Maya Stone}\n");
        let exposed = shown(&[people, ("notes/maya-stone.md", "# Notes\n")]);
        assert_eq!(exposed, Err(Exposed::Path("notes/maya-stone.md".to_owned())));
    }

    #[test]
    fn who_may_see_everything_sees_names_and_nobody_is_changed_unless_asked() {
        let files = [("alongside.yaml", SETTINGS), ("people.yaml", "- {name: Maya Stone}\n")];
        let of = |project: Project| project.people.iter().map(|person| person.name.all().collect::<String>()).collect::<Vec<_>>();
        let team = read(Folder::of_texts(&files)).for_readers(Readers::Team).by_initials(None, read).unwrap();
        let open = read(Folder::of_texts(&[files[1], ("alongside.yaml", "project: {name: T}\n")])).by_initials(None, read).unwrap();
        assert_eq!((of(team), of(open)), (vec!["Maya Stone".to_owned()], vec!["Maya Stone".to_owned()]));
    }
}
