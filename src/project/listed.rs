//! Records as items of a list: below the heading of a register, in a log of several, in a file that is named after one. They are
//! read where most of them say more than a name; whatever says less is told.

use std::borrow::Cow;

use super::action_items;
use super::content::Part;
use super::draft::{Raw, scalar};
use super::entries::{Entries, put_at};
use super::heading_words::bare;
use super::kind::Kind;
use super::labelled::label;
use super::names::Names;
use super::outline::own_part;
use super::section_records::{day_beside, id_in_front};
use super::sections::line_start;
use super::told::Read;
use crate::calendar::{Date, coarse, without_year};
use crate::source::fold::fold;
use crate::source::lists::{ListItem, list_items};
use crate::source::schema::{Shape, folded_names};
use crate::source::{Data, Key, Node, Span};

/// What a line says beside the name of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line {
    /// Who does it by when, as in minutes.
    Work,
    /// On which day.
    Dated,
    /// How grave it is, in a field.
    Graded(&'static str),
}

/// Registers whose records people write in a line.
const LINES: [(Kind, Line); 6] = [
    (Kind::Risks, Line::Graded("level")),
    (Kind::Issues, Line::Graded("severity")),
    (Kind::Milestones, Line::Dated),
    (Kind::Decisions, Line::Dated),
    (Kind::Actions, Line::Work),
    (Kind::Tasks, Line::Work),
];

/// Signs between a name and a day or a person behind it.
const BEHIND: [&str; 9] = [" - ", " – ", " — ", "——", ": ", "：", ", ", "，", " by "];

/// The records of lists below headings that name a register. In a log of several registers each item is one.
pub(super) fn parts<'a>(read: Read<'_, 'a>, is_known: &dyn Fn(Kind, Span) -> bool) -> Vec<Part<'a>> {
    let Read { text, document, is_log, names, .. } = read;
    let title = document.title.as_ref().map(|(_, span)| *span);
    let mut found = Vec::new();
    for heading in document.headings.iter().filter(|heading| Some(heading.span) != title) {
        let name = bare(&heading.text);
        let kind = Kind::of_dressed(name).filter(|kind| !is_known(*kind, heading.content));
        let Some(kind) = kind else { continue };
        let own = own_part(&document.headings, heading);
        if read.has_table_in(own) {
            continue;
        }
        let enough = if is_log { Enough::Any } else { Enough::of_heading(name) };
        let rows = records(text, kind, own, names, enough);
        if !rows.is_empty() {
            found.push(Part { kind, rows });
        }
    }
    found
}

/// How many items must say more than a name for all of them to be records.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Enough {
    /// None: what is around them says that they are.
    Any,
    /// Half of them.
    Half,
    /// All: the heading says all sorts of things.
    All,
}

impl Enough {
    fn of_heading(name: &str) -> Self {
        if Kind::is_everyday(name) { Self::All } else { Self::Half }
    }
}

/// The items of a part of a document as records of a register, if they are.
pub(super) fn records<'a>(text: &'a str, kind: Kind, part: Span, names: &Names, enough: Enough) -> Vec<Raw<'a>> {
    let Some(of) = LINES.iter().find(|(of, _)| *of == kind).map(|(_, line)| Of { kind, line: *line, names }) else { return Vec::new() };
    let items = list_items(text, part);
    let indent = |item: &ListItem| item.span.start as usize - line_start(text, item.span.start as usize);
    let Some(least) = items.iter().map(indent).min() else { return Vec::new() };
    let is_top = |item: &ListItem| indent(item) == least;
    // What a tick says of a risk or of a decision nobody knows.
    let may_be_ticked = matches!(of.line, Line::Work | Line::Dated) && kind.tracked().owner.is_some();
    if !may_be_ticked && items.iter().any(|item| item.checked.is_some()) {
        return Vec::new();
    }
    let mut found: Vec<Listed<'a>> = Vec::new();
    for item in &items {
        match found.last_mut().filter(|_| !is_top(item)) {
            Some(last) => last.within(text, item, kind),
            None => match Listed::of(text, item, of) {
                Some(listed) => found.push(listed),
                None => return Vec::new(),
            },
        }
    }
    let says_more = found.iter().filter(|listed| listed.says_more).count();
    let are_fields = items.iter().filter(|item| is_top(item) && field_of(kind, &item.text).is_some()).count() * 2 > found.len();
    let is_enough = match enough {
        Enough::Any => true,
        Enough::Half => says_more > 0 && says_more * 2 >= found.len(),
        Enough::All => says_more == found.len(),
    };
    if are_fields || !is_enough { Vec::new() } else { found.into_iter().map(Listed::raw).collect() }
}

/// The field that an item says by a label, `Owner: Ana`, and its value.
fn field_of(kind: Kind, said: &str) -> Option<(&'static str, &str)> {
    let (head, value) = said.split_once([':', '：'])?;
    let path = kind.vocabulary().named(label(head))?;
    let [field] = path.as_slice() else { return None };
    let is_name = kind.named() == Some(*field);
    (!is_name && !value.trim().is_empty()).then_some((*field, value.trim()))
}

/// An item on its way.
struct Listed<'a> {
    span: Span,
    entries: Entries<'a>,
    notes: Vec<String>,
    /// Whether it says more than a name.
    says_more: bool,
}

impl<'a> Listed<'a> {
    fn of(text: &'a str, item: &ListItem, of: Of<'_>) -> Option<Self> {
        let mut listed = Self { span: item.span, entries: Vec::new(), notes: Vec::new(), says_more: false };
        if of.line == Line::Work {
            listed.work(text, item, of)?;
        } else {
            listed.name(item, of)?;
        }
        Some(listed)
    }

    /// What, who and by when, as in minutes.
    fn work(&mut self, text: &'a str, item: &ListItem, Of { kind, names, .. }: Of<'_>) -> Option<()> {
        let Data::Map(entries) = action_items::node(text, item, names, None)?.data else { return None };
        for (key, value) in entries {
            let field = kind.vocabulary().named(&key.name)?.first().copied()?;
            self.says_more |= matches!(&*key.name, "owner" | "due");
            self.entries.push((Key { name: Cow::Borrowed(field), span: key.span }, value));
        }
        Some(())
    }

    /// A name with what stands around it: an id, a day, how grave it is, who answers for it.
    fn name(&mut self, item: &ListItem, of: Of<'_>) -> Option<()> {
        let kind = of.kind;
        let (id, rest) = id_in_front(&item.text);
        if let Some(id) = id {
            self.put("id", id.to_owned());
        }
        let mut name = rest.trim().to_owned();
        self.tails(&mut name, of);
        if let Some((day, (date, rest))) = of.day().and_then(|day| Some((day, day_beside(&name)?))) {
            let rest = rest.to_owned();
            self.put(day, date.to_string());
            name = rest;
        }
        if item.checked == Some(true) {
            self.entries.push(entry("status", "done".to_owned(), self.span));
        }
        let name = name.trim().trim_end_matches(['.', '。']).to_owned();
        if name.is_empty() {
            return None;
        }
        self.entries.push(entry(kind.named()?, name, self.span));
        Some(())
    }

    /// Takes what stands in brackets at the end of a name, or behind a sign, where all of it says something.
    fn tails(&mut self, name: &mut String, of: Of<'_>) {
        if let Some((rest, inner)) = name.trim_end().strip_suffix([')', '）']).and_then(|rest| rest.rsplit_once(['(', '（'])) {
            let parts = inner.split([',', '，', ';', '；', '、', '/']).map(str::trim).filter(|part| !part.is_empty());
            let said: Option<Vec<(&'static str, String)>> = parts.map(|part| of.meaning(part)).collect();
            if let Some(said) = said.filter(|said| !said.is_empty()) {
                let rest = rest.trim_end().to_owned();
                for (field, value) in said {
                    self.put(field, value);
                }
                *name = rest;
            }
        }
        while let Some((at, (field, value))) = behind(name).into_iter().find_map(|(at, part)| Some((at, of.meaning(part)?))) {
            self.put(field, value);
            name.truncate(at);
        }
    }

    fn put(&mut self, field: &'static str, value: String) {
        self.says_more = true;
        if !self.entries.iter().any(|(key, _)| key.name == field) {
            self.entries.push(entry(field, value, self.span));
        }
    }

    /// What an item within says is said of this one.
    fn within(&mut self, text: &'a str, item: &ListItem, kind: Kind) {
        match field_of(kind, &item.text) {
            Some((field, value)) if !self.entries.iter().any(|(key, _)| key.name == field) => {
                self.says_more = true;
                put_at(&mut self.entries, field, item.span, scalar(value.to_owned(), item.span));
            }
            _ => self.notes.push(item.text.clone()),
        }
        self.span = Span { end: item.span.end.min(u32::try_from(text.len()).unwrap_or(u32::MAX)), ..self.span };
    }

    fn raw(mut self) -> Raw<'a> {
        if !self.notes.is_empty() {
            self.entries.push(entry("notes", self.notes.join("; "), self.span));
        }
        Raw::of(Node { span: self.span, data: Data::Map(self.entries) })
    }
}

fn entry<'a>(field: &'static str, value: String, span: Span) -> (Key<'a>, Node<'a>) {
    (Key { name: Cow::Borrowed(field), span }, scalar(value, span))
}

/// What stands behind the last sign of each sort, the longest first, and where the sign is.
fn behind(name: &str) -> Vec<(usize, &str)> {
    let parts = BEHIND.iter().filter_map(|sign| name.rfind(sign).and_then(|at| Some((at, name.get(at + sign.len()..)?.trim()))));
    let mut parts: Vec<(usize, &str)> = parts.filter(|(at, _)| *at > 0).collect();
    parts.sort_unstable();
    parts
}

/// What the items are of.
#[derive(Clone, Copy)]
struct Of<'n> {
    kind: Kind,
    line: Line,
    names: &'n Names,
}

impl Of<'_> {
    /// The field of the day beside a name.
    fn day(self) -> Option<&'static str> {
        self.kind.dated().filter(|_| self.line == Line::Dated)
    }

    /// What a part of an item says: a field by its label, how grave it is, a known person, a day.
    fn meaning(self, part: &str) -> Option<(&'static str, String)> {
        if let Some((field, value)) = field_of(self.kind, part) {
            return Some((field, value.to_owned()));
        }
        let is_word = |field: &str| match self.kind.vocabulary().field(field).map(|field| field.shape) {
            Some(Shape::Choice(choices, _)) => folded_names(choices).contains_key(&fold(part)),
            _ => false,
        };
        let grade = match self.line {
            Line::Graded(field) if is_word(field) => Some(field),
            _ => None,
        };
        let is_day = || Date::parse(part).is_ok() || coarse(part).is_some() || without_year(part).is_some();
        let owner = || self.kind.tracked().owner.filter(|_| self.names.has(part));
        grade.or_else(owner).or_else(|| self.day().filter(|_| is_day())).map(|field| (field, part.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use crate::calendar::Date;
    use crate::project::registers::words::WorkStatus;
    use crate::project::{Folder, Project, ReportDateSource, load};

    fn project(path: &str, text: &str) -> Project {
        let files = [
            ("people.yaml", "- name: Ana\n- name: 李娜\n"),
            ("alongside.yaml", "project: {start: 2026-01-05, end: 2026-06-30}\n"),
            (path, text),
        ];
        load(Folder::of_texts(&files), ReportDateSource { as_of: None, otherwise: Date::new(2026, 3, 31) })
    }

    fn told(project: &Project) -> Vec<&str> {
        project.problems.iter().map(|told| &*told.problem.message.en).collect()
    }

    #[test]
    fn items_that_say_more_than_a_name_are_records() {
        let text = "# Launch\n\n## Risks\n\n- Venue may be lost (high)\n- R2: Printer late (owner: Ana, level: low)\n- Rain - Ana\n\n## Decisions\n\n\
            - 2026-03-02: One agency\n- Launch in June (9 March 2026)\n\n## Milestones\n\n- [x] Venue booked — 2026-03-31\n- Launch: 1 June\n\n\
            ## Issues\n\n- Printer broke (high)\n  - Owner: Ana\n  - It smokes\n\n## Next\n\n- Cake\n";
        let read = project("docs/launch.md", text);
        assert_eq!(told(&read), [""; 0]);
        let risks: Vec<_> = read.risks.iter().map(|risk| (risk.title.any(), risk.level.is_some(), risk.owner.is_some())).collect();
        assert_eq!(risks, [("Venue may be lost", true, false), ("Printer late", true, true), ("Rain", false, true)]);
        assert_eq!(&*read.risks[1].id, "R2");
        let days: Vec<_> = read.decisions.iter().map(|decision| (decision.title.any(), decision.date.unwrap().to_string())).collect();
        assert_eq!(days, [("One agency", "2026-03-02".to_owned()), ("Launch in June", "2026-03-09".to_owned())]);
        let stones: Vec<_> =
            read.milestones.iter().map(|stone| (stone.name.any(), stone.forecast.unwrap().to_string(), stone.status)).collect();
        assert_eq!(stones, [("Venue booked", "2026-03-31".to_owned(), Some(WorkStatus::Done)), ("Launch", "2026-06-01".to_owned(), None)]);
        let issue = &read.issues[0];
        assert_eq!((issue.owner.is_some(), issue.typed.common.notes.as_ref().unwrap().any()), (true, "It smokes"));
        assert_eq!(read.documents.len(), 1, "and the page stays a page");
    }

    #[test]
    fn in_chinese() {
        let text = "# 说明\n\n## 风险\n\n- 场地可能丢失（高）\n- 印刷厂延期，负责人：李娜\n\n## 里程碑\n\n- 2026-06-01 上线\n- 设计冻结：2026年5月15日\n\n## 待办事项\n\n- 李娜：联系印刷厂，2026年3月12日前\n- 李娜：订场地\n";
        let read = project("说明.md", text);
        assert_eq!(told(&read), [""; 0]);
        let risks: Vec<_> = read.risks.iter().map(|risk| risk.title.any()).collect();
        assert_eq!(risks, ["场地可能丢失", "印刷厂延期"]);
        let stones: Vec<_> = read.milestones.iter().map(|stone| (stone.name.any(), stone.forecast.unwrap().to_string())).collect();
        assert_eq!(stones, [("上线", "2026-06-01".to_owned()), ("设计冻结", "2026-05-15".to_owned())]);
        let actions: Vec<_> = read.actions.iter().map(|action| (action.what.any(), action.due.map(|day| day.to_string()))).collect();
        assert_eq!(actions, [("联系印刷厂", Some("2026-03-12".to_owned())), ("订场地", None)]);
    }

    #[test]
    fn what_says_no_more_than_a_name_is_told() {
        let bare =
            project("docs/launch.md", "# Launch\n\n## Decisions\n\n- One agency\n- June\n\n## Risks\n\n- Rain (if at all)\n- Wind\n");
        assert_eq!((bare.decisions.len(), bare.risks.len(), told(&bare).len()), (0, 0, 2));
        let everyday = project("docs/launch.md", "# Launch\n\n## Todo\n\n- Ana: book the hall\n- Think\n");
        assert_eq!((everyday.actions.len(), told(&everyday).len()), (0, 1), "a word of every day, and not all of them");
        let card = project("docs/launch.md", "# Launch\n\n## Risk\n\n- Owner: Ana\n- Impact: high\n");
        assert_eq!(card.risks.len(), 0, "fields of one are no records");
        let boxes = project("docs/launch.md", "# Launch\n\n## Risks\n\n- [ ] Rain (high)\n- [x] Wind (low)\n");
        assert_eq!((boxes.risks.len(), told(&boxes).len()), (0, 1), "what a tick says of a risk nobody knows");
    }

    #[test]
    fn the_items_of_a_log_and_of_a_registers_file_are_records() {
        let log = project(
            "RAID.md",
            "# RAID\n\n## Risks\n\n- Venue may be lost\n- Rain (high)\n\n## Issues\n\n- Printer broke\n\n## Decisions\n\n- June\n",
        );
        assert_eq!((log.risks.len(), log.issues.len(), log.decisions.len()), (2, 1, 1), "{:?}", told(&log));
        let decisions = project("decisions.md", "# Decisions\n\nNewest first.\n\n- 2026-03-09: June\n- 2026-03-02: One agency\n");
        assert_eq!((decisions.decisions.len(), told(&decisions)), (2, vec![]));
        let bare = project("risks.md", "# Risks\n\n- We look at them weekly\n- Ask Ben\n");
        assert_eq!((bare.risks.len(), told(&bare).len()), (0, 1), "they may say how risks are kept");
    }
}
