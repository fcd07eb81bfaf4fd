//! Records: how a register is declared once, and what every record has in common.

use std::ops::Deref;
use std::sync::Arc;

use serde::Deserialize;

use super::Project;
use super::kind::Kind;
use super::readers::Readers;
use super::shown::Shown;
use super::tracked::{Stated, Tracked, without_places};
use super::translation::{self, Translation, Wordings};
use super::types::{Open, Owner, Plain, Text, Value};
use crate::calendar::Date;
use crate::source::schema::Field;
use crate::source::vocabulary::Vocabulary;
use crate::source::{Node, Problem, SourceMap, Span, prepare};
use crate::text::Lang;
use crate::{choices, part};

choices! {
    /// Who may read a record on the site; an audience of the settings has a name of its own.
    pub enum Visibility {
        Public: "public" "公开";
        Internal: "internal" "内部";
    }
}

part! {
    /// What every record may have.
    pub struct Common {
        id: Option<Plain>; "编号" "no" "no." "uid" "number" "code" "ref" "key" "代码"; "The record's own id; made from its name where it is missing", "记录的编号；没有时由名称生成"
        tags: Vec<Plain>; "标签" "labels" "关键字"; "Free words", "自由标签"
        links: Vec<Plain>; "链接" "url" "attachments" "附件" "相关链接" "相关文档"; "Addresses or files that belong to it", "相关的网址或文件"
        notes: Option<Text>; "备注" "remarks" "comments" "补充说明" "注"; "Anything else", "其他说明"
        visibility: Vec<Open<Visibility>> = "public"; "可见范围" "confidentiality" "classification" "sensitivity" "密级" "保密级别" "保密等级" "公开范围"; "`internal` keeps the record out of the site; the name of an audience keeps it to that audience's edition", "填“内部”则不在网站上公开；填读者群名称则只出现在该读者群的版本中"
        lang: Option<Plain>; "语言" "language"; "The language of the document", "文档的语言"
    }
}

/// A text that says more than the value that was read from it, and the field that it stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The names that lead to the field, with a point between them.
    pub field: String,
    /// The text, as it was typed.
    pub text: String,
}

/// A kind of record, made by [`record!`](crate::record).
pub trait Record: for<'de> Deserialize<'de> + Clone + Default + 'static {
    /// Its register.
    const KIND: Kind;
    /// Its fields, without those that every record has.
    const FIELDS: &'static [Field];
    /// The field that holds what it is called.
    const NAMED: Option<&'static str>;
    /// The field that holds the day it stands for or begins with.
    const DATED: Option<&'static str>;
    /// The fields that tell one without an id from the others: what it is called, unless its register says more.
    const KNOWN: &'static [&'static str];

    /// How its register is shown.
    const SHOWN: Shown;

    /// Which fields say who answers for it, and how far it is.
    const TRACKED: Tracked;

    /// The names of its fields.
    fn vocabulary() -> &'static Vocabulary;

    /// Shows its values, in the order of the fields, of those that are asked for.
    fn each_value<'v>(&'v self, of: &dyn Fn(&Field) -> bool, see: &mut dyn FnMut(&'static Field, Value<'v>));

    /// Its values, in the order of the fields, of those that are asked for.
    fn values_of(&self, of: &dyn Fn(&Field) -> bool) -> Vec<(&'static Field, Value<'_>)> {
        let mut values = Vec::new();
        self.each_value(of, &mut |field, value| values.push((field, value)));
        values
    }

    /// Takes the wordings of a translation into its texts.
    fn translate(&mut self, lang: Lang, wordings: Self);

    /// What it is called, if it has a name.
    fn name(&self) -> Option<&Text>;

    /// The text of its name, to which a translation may be added.
    fn name_mut(&mut self) -> Option<&mut Text>;

    /// The day it stands for or begins with, if it has one.
    fn day(&self) -> Option<Date>;

    /// Who answers for it.
    fn owner(&self) -> Option<&Owner>;

    /// The day by which its owner is to have done something.
    fn due_day(&self) -> Option<Date>;

    /// Whether something is still to be done, where its register says so.
    fn still_open(&self) -> Option<bool>;

    /// How it says that it stands.
    fn status(&self) -> Option<Stated>;

    /// Whether a field, within others if need be, holds a day on which something has happened.
    fn has_happened(&self, field: &str) -> bool;

    /// Settles, before typing, what depends on the other columns or rows of a file.
    fn normalize(_: &mut [Node<'_>]) {}
}

/// Where a record was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Origin {
    /// The file, as its place in the project's list of files.
    pub file: usize,
    /// Its place among the records of that file.
    pub nth: usize,
    /// The bytes of the record.
    pub span: Span,
}

/// What a file says of a record, whatever stands beside it: states of the folder that have it in common share it.
#[derive(Debug, Clone)]
pub struct Typed<T> {
    /// Its number among the rows of its file, by which others may refer to it.
    pub number: Option<String>,
    /// What every record may have.
    pub common: Common,
    /// Where its values were.
    pub source_map: Arc<SourceMap>,
    /// The narrative of a document: bytes of its file.
    pub body: Option<Span>,
    /// Fields that were read from the narrative, where they are shown.
    pub from_body: Vec<&'static str>,
    /// Fields whose value could not be read; nothing else is said about them.
    pub unreadable: Vec<String>,
    /// What no field takes, under its own head.
    pub kept: Vec<prepare::Kept>,
    /// Texts that say more than the value that was read from them.
    pub written: Vec<Written>,
    /// Its own fields.
    pub data: T,
}

/// A record of a register: what its file says, its place among the others, and its own fields, to which it dereferences.
#[derive(Debug, Clone)]
pub struct Entry<T> {
    /// The id, unique in its register.
    pub id: Arc<str>,
    /// Where it was written.
    pub origin: Origin,
    /// The document beside it that says the same in another language: its file and body.
    pub translation: Option<(Lang, usize, Span)>,
    /// What its file says.
    pub typed: Arc<Typed<T>>,
}

impl<T> Deref for Entry<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.typed.data
    }
}

impl<T> Entry<T> {
    /// Whether a field could be read, so that rules may speak of it.
    pub fn is_readable(&self, field: &str) -> bool {
        !self.typed.unreadable.iter().any(|unreadable| unreadable == field)
    }
}

impl<T> Entry<T> {
    /// Whether both are from one reading of a file.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.typed, &other.typed)
    }
}

impl<T: Clone> Entry<T> {
    /// Its own fields, to be changed in this state of the folder alone.
    pub(super) fn data_mut(&mut self) -> &mut T {
        &mut Arc::make_mut(&mut self.typed).data
    }
}

/// A record whatever its register.
pub trait AnyEntry {
    /// Its register.
    fn kind(&self) -> Kind;
    /// Its id.
    fn id(&self) -> &str;
    /// The id, to be kept by what outlives the record.
    fn shared_id(&self) -> Arc<str>;
    /// What it is called, if it has a name.
    fn name(&self) -> Option<&Text>;
    /// The day it stands for or begins with.
    fn day(&self) -> Option<Date>;
    /// Who answers for it.
    fn owner(&self) -> Option<&Owner>;
    /// The day by which its owner is to have done something, where the record alone says it.
    fn due_day(&self) -> Option<Date>;
    /// Whether something is still to be done, where the record alone says it.
    fn still_open(&self) -> Option<bool>;
    /// How it says that it stands.
    fn status(&self) -> Option<Stated>;
    /// Whether a place in it holds a day on which something has happened: `actions.0.done_on`.
    fn has_happened(&self, path: &str) -> bool;
    /// Its own fields with their values, of those that are asked for.
    fn values_of(&self, of: &dyn Fn(&Field) -> bool) -> Vec<(&'static Field, Value<'_>)>;
    /// Its own fields with their values.
    fn values(&self) -> Vec<(&'static Field, Value<'_>)> {
        self.values_of(&|_| true)
    }
    /// What a field of its own holds.
    fn value(&self, name: &str) -> Option<Value<'_>> {
        self.values_of(&|field| field.name == name).pop().map(|(_, value)| value)
    }
    /// What every record may have.
    fn common(&self) -> &Common;
    /// Where it was written.
    fn origin(&self) -> Origin;
    /// Where its values were.
    fn source_map(&self) -> &SourceMap;
    /// Its narrative.
    fn body(&self) -> Option<Span>;
    /// The narrative in another language.
    fn translation(&self) -> Option<(Lang, usize, Span)>;
    /// Fields whose value could not be read.
    fn unreadable(&self) -> &[String];
    /// What no field takes, under its own head.
    fn kept(&self) -> &[prepare::Kept];
    /// Texts that say more than the value that was read from them.
    fn written(&self) -> &[Written];
    /// Whether a person wrote the id.
    fn has_own_id(&self) -> bool;
    /// Its number among the rows of its file.
    fn number(&self) -> Option<&str>;
    /// Fields that were read from the narrative, where they are shown.
    fn fields_of_body(&self) -> &[&'static str];
    /// Gives it an id.
    fn identify(&mut self, id: Arc<str>);
    /// Takes a document in another language as its translation.
    fn translate(&mut self, translation: &Translation<'_>) -> Wordings;
    /// Where the front matter of its translation says something else.
    fn contradictions(&self, front: &Node<'_>, project: &Project) -> Vec<Problem>;
}

impl<T: Record> AnyEntry for Entry<T> {
    fn kind(&self) -> Kind {
        T::KIND
    }

    fn id(&self) -> &str {
        &self.id
    }

    fn shared_id(&self) -> Arc<str> {
        Arc::clone(&self.id)
    }

    fn name(&self) -> Option<&Text> {
        self.typed.data.name().filter(|name| !name.is_empty())
    }

    fn day(&self) -> Option<Date> {
        self.typed.data.day()
    }

    fn owner(&self) -> Option<&Owner> {
        self.typed.data.owner()
    }

    fn due_day(&self) -> Option<Date> {
        self.typed.data.due_day()
    }

    fn still_open(&self) -> Option<bool> {
        self.typed.data.still_open()
    }

    fn status(&self) -> Option<Stated> {
        self.typed.data.status()
    }

    fn has_happened(&self, path: &str) -> bool {
        self.typed.data.has_happened(&without_places(path))
    }

    fn values_of(&self, of: &dyn Fn(&Field) -> bool) -> Vec<(&'static Field, Value<'_>)> {
        self.typed.data.values_of(of)
    }

    fn common(&self) -> &Common {
        &self.typed.common
    }

    fn origin(&self) -> Origin {
        self.origin
    }

    fn source_map(&self) -> &SourceMap {
        &self.typed.source_map
    }

    fn body(&self) -> Option<Span> {
        self.typed.body
    }

    fn translation(&self) -> Option<(Lang, usize, Span)> {
        self.translation
    }

    fn unreadable(&self) -> &[String] {
        &self.typed.unreadable
    }

    fn kept(&self) -> &[prepare::Kept] {
        &self.typed.kept
    }

    fn written(&self) -> &[Written] {
        &self.typed.written
    }

    fn has_own_id(&self) -> bool {
        self.typed.common.id.as_ref().is_some_and(|id| !id.0.is_empty())
    }

    fn number(&self) -> Option<&str> {
        self.typed.number.as_deref()
    }

    fn fields_of_body(&self) -> &[&'static str] {
        &self.typed.from_body
    }

    fn identify(&mut self, id: Arc<str>) {
        self.id = id;
    }

    fn translate(&mut self, translation: &Translation<'_>) -> Wordings {
        let Translation { lang, file, body, title, .. } = translation;
        self.translation = Some((*lang, *file, *body));
        let Typed { data, common, .. } = Arc::make_mut(&mut self.typed);
        let wordings = translation::add(data, common, translation);
        if !title.is_empty()
            && let Some(name) = data.name_mut()
        {
            name.add(*lang, title);
        }
        wordings
    }

    fn contradictions(&self, front: &Node<'_>, project: &Project) -> Vec<Problem> {
        translation::contradictions(&self.typed.data, front, project)
    }
}

impl dyn AnyEntry + '_ {
    /// Whether readers may know of it by what it says itself; what could not be read of that keeps it from them. Whether it is
    /// published, the project knows: a part follows its whole.
    pub(super) fn is_for(&self, readers: &Readers) -> bool {
        readers.may_read_record(self.common(), self.unreadable())
    }

    /// What no field takes, as far as it may be published: of people, only what they have fields for is, and nowhere how they are
    /// reached, unless the settings say of a column that it is.
    pub fn published_kept(&self) -> impl Iterator<Item = &prepare::Kept> {
        let publishes_kept = self.kind().shown().publishes_kept;
        self.kept().iter().filter(move |kept| kept.is_published || (publishes_kept && !kept.is_personal()))
    }
}
