//! Which field a name means: every synonym, dotted and joined names, bilingual headers, names with the register's word in front.

use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock};

use super::fold::{Near, fold, fold_header, halves, near};
use super::phrase::Phrase;
use super::schema::{Field, Shape};
use crate::text::{Lang, is_han};

/// A path from a record to a value: field names, and at the end perhaps a language.
pub type Path = Vec<&'static str>;

/// A path, and names for it: `residual.probability` and "residual likelihood", 「剩余概率」.
pub type Joined = (&'static str, &'static [&'static str]);

/// Names that a head joins, at most.
const MOST_NAMES: usize = 3;

/// What names were found to mean, as the same heads stand in many files; all are forgotten where they become too many.
#[derive(Debug, Default)]
struct Found(RwLock<BTreeMap<String, Option<Path>>>);

impl Found {
    /// Names that are kept, at most.
    const MOST: usize = 1_024;
    /// Bytes of the longest one.
    const LONGEST: usize = 64;

    fn of(&self, name: &str, find: impl FnOnce() -> Option<Path>) -> Option<Path> {
        if name.len() > Self::LONGEST {
            return find();
        }
        if let Some(path) = self.0.read().unwrap_or_else(PoisonError::into_inner).get(name) {
            return path.clone();
        }
        let path = find();
        let mut found = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if found.len() >= Self::MOST {
            found.clear();
        }
        found.insert(name.to_owned(), path.clone());
        path
    }
}

/// The names of one register's fields, or of the fields of a part.
#[derive(Debug, Default)]
pub struct Vocabulary {
    fields: Vec<&'static Field>,
    names: BTreeMap<String, Path>,
    /// Of days and of everything else.
    phrases: BTreeMap<(bool, Phrase), Path>,
    parts: BTreeMap<&'static str, Vocabulary>,
    joined: Vec<Joined>,
    words: Vec<String>,
    /// How well a name says its field.
    ranks: BTreeMap<String, usize>,
    /// What the register calls its records, alone the name of one.
    nouns: Vec<String>,
    /// What heads mean, and what names do.
    found: Found,
    found_by_name: Found,
}

impl Vocabulary {
    /// The vocabulary of some fields; `joined` are names for a path (`剩余概率` → `residual.probability`), `words` the
    /// register's own words, which are dropped in front of a field's name (`任务名称`, `risk owner`).
    pub fn new(groups: &[&'static [Field]], joined: &[Joined], words: &[&str]) -> Self {
        let fields: Vec<&'static Field> = groups.iter().flat_map(|group| group.iter()).collect();
        let (mut names, mut ranks) = (BTreeMap::new(), BTreeMap::new());
        let mut phrases = BTreeMap::new();
        let mut parts = BTreeMap::new();
        for field in &fields {
            for (rank, name) in [field.name, field.zh].iter().chain(field.also).enumerate() {
                names.entry(fold(name)).or_insert_with(|| vec![field.name]);
                ranks.entry(fold(name)).or_insert(rank);
                phrases.entry(phrase_of(name, field.shape)).or_insert_with(|| vec![field.name]);
            }
            if let Some(inner) = part_of(field.shape) {
                parts.insert(field.name, Self::new(&[inner], &[], &[]));
            }
        }
        for (path, also) in joined {
            for name in *also {
                let path = || path.split('.').collect();
                names.entry(fold(name)).or_insert_with(path);
                let end = path()
                    .last()
                    .copied()
                    .and_then(|last| fields.iter().find_map(|field| part_of(field.shape)?.iter().find(|field| field.name == last)));
                phrases.entry(phrase_of(name, end.map_or(Shape::Free, |field| field.shape))).or_insert_with(path);
            }
        }
        Self {
            fields,
            names,
            phrases,
            parts,
            joined: joined.to_vec(),
            words: words.iter().map(|word| fold(word)).collect(),
            ranks,
            nouns: Vec::new(),
            found: Found::default(),
            found_by_name: Found::default(),
        }
    }

    /// The register's own noun, alone, is the name of what stands in the row: `Risk`, 「任务」.
    #[must_use]
    pub fn called(mut self, named: Option<&'static str>, nouns: &[&str]) -> Self {
        if let Some(named) = named {
            for noun in nouns {
                self.names.entry(fold(noun)).or_insert_with(|| vec![named]);
                self.nouns.push(fold(noun));
            }
        }
        self
    }

    /// The fields, in their order.
    pub fn fields(&self) -> impl Iterator<Item = &'static Field> {
        self.fields.iter().copied()
    }

    /// The field of a name.
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().copied().find(|field| field.name == name)
    }

    /// Names for paths, as they were declared.
    pub fn joined(&self) -> impl Iterator<Item = Joined> {
        self.joined.iter().copied()
    }

    /// The vocabulary of the fields within a field.
    pub fn part(&self, field: &str) -> Option<&Self> {
        self.parts.get(field)
    }

    /// The path that a key or a column's header means: by one of its names, else by its grammar.
    pub fn find(&self, name: &str) -> Option<Path> {
        let find = || self.named(name).or_else(|| self.composed(name)).or_else(|| self.either(name));
        self.found.of(name, || self.noun_among(name).or_else(find))
    }

    /// `Risk/Issue` names what stands in the row, of whichever sort it is.
    fn noun_among(&self, name: &str) -> Option<Path> {
        if !name.contains(['/', '／', '|']) || self.plain(&fold(name)).is_some() {
            return None;
        }
        let noun = name.split(['/', '／', '|']).map(fold).find(|part| self.nouns.contains(part))?;
        self.plain(&noun)
    }

    /// A head of two names, as `Title/Hook` or `Owner / Team`, means the field that one of them names, if no other names another one.
    /// What a number or a day stands for takes both: `Cost / unit` is no cost.
    fn either(&self, name: &str) -> Option<Path> {
        let parts: Vec<&str> =
            name.split(['/', '／', '|']).flat_map(|part| part.split(" or ")).map(str::trim).filter(|part| !part.is_empty()).collect();
        if parts.len() < 2 || parts.len() > MOST_NAMES {
            return None;
        }
        let found: Vec<Path> = parts.iter().filter_map(|part| self.named(part).or_else(|| self.composed(part))).collect();
        let path = found.first().filter(|first| found.iter().all(|path| path == *first))?;
        let is_worded = self.shape(path).is_some_and(|shape| shape.is_worded() || matches!(shape, Shape::Reference(_)));
        (found.len() == parts.len() || is_worded).then(|| path.clone())
    }

    /// How well a name says its field, for two columns of one meaning: the field's own name first, then its others in their order.
    pub fn rank(&self, name: &str) -> usize {
        self.ranks.get(&fold_header(name)).copied().unwrap_or(usize::MAX)
    }

    /// The path of which a text is one of the names.
    pub fn named(&self, name: &str) -> Option<Path> {
        self.found_by_name.of(name, || {
            self.plain(&fold(name))
                .or_else(|| self.dotted(name))
                .or_else(|| self.plain(&fold_header(name)))
                .or_else(|| self.without_word(&fold_header(name)))
                .or_else(|| self.bilingual(name))
        })
    }

    /// The name that a person most likely meant, as they would have to type it, and whether no other field's name is near.
    pub fn suggest(&self, name: &str) -> Option<(&'static str, bool)> {
        let is_han = name.chars().any(is_han);
        let length = fold(name).chars().count();
        // A head of several words that is like a field's name but for a word, as `RAG Status`, means something else; and a short
        // word is like too many others.
        let is_near = |distance: usize| distance == 1 || distance * 4 <= length;
        let is_long = if is_han { length > 2 } else { length > 5 };
        let own = |field: &&'static Field| [field.name, field.zh].map(|name| (name, field.name));
        let others = |field: &&'static Field| field.also.iter().map(|name| (*name, field.name)).collect::<Vec<_>>();
        // Nobody mistypes the first letter of a short word: `Votes` are no slip of `notes`.
        let begins_alike = |meant: &str| is_han || length > 5 || fold(meant).chars().next() == fold(name).chars().next();
        let is_meant = |found: &Near<'_, &str>| is_near(found.distance) && may_be_a_slip(name, found.name, found.distance);
        let meant = near(name, self.fields.iter().flat_map(own)).filter(|found| is_meant(found) && begins_alike(found.meaning));
        let any = near(name, self.fields.iter().flat_map(|field| own(field).into_iter().chain(others(field)))).filter(is_meant);
        let found = meant.or_else(|| any.filter(|_| is_long))?;
        let field = self.field(found.meaning)?;
        let is_sure = found.is_sure && any.is_some_and(|any| any.is_sure && any.meaning == found.meaning);
        Some((if is_han { field.zh } else { field.name }, is_sure))
    }

    fn plain(&self, folded: &str) -> Option<Path> {
        self.names.get(folded).cloned()
    }

    fn dotted(&self, name: &str) -> Option<Path> {
        let (head, tail) = name.split_once(['.', '．'])?;
        let mut path = self.find(head)?;
        let last = path.last().copied()?;
        if let Some(part) = self.part(last) {
            path.extend(part.find(tail)?);
            return Some(path);
        }
        let field = self.field(last)?;
        if !matches!(field.shape, Shape::Text | Shape::List(Shape::Text)) {
            return None;
        }
        path.push(Lang::of_tag(tail.trim())?.tag());
        Some(path)
    }

    fn without_word(&self, folded: &str) -> Option<Path> {
        self.words.iter().filter_map(|word| folded.strip_prefix(word.as_str())).find_map(|rest| self.plain(rest))
    }

    /// What a head means by its grammar.
    fn composed(&self, name: &str) -> Option<Path> {
        let (phrase, is_dated) = Phrase::of(name).undated();
        let own = self.words.iter().filter_map(|word| Phrase::of(word).without_own(&phrase));
        let path = std::iter::once(phrase.clone()).chain(own).find_map(|phrase| self.phrase(&phrase, is_dated))?;
        // "Threats" are texts where "Threat" may be a level.
        (!(Phrase::is_plural(name) && self.shape(&path).is_some_and(Shape::is_graded))).then_some(path)
    }

    fn phrase(&self, phrase: &Phrase, is_dated: bool) -> Option<Path> {
        let day = |phrase: &Phrase| self.phrases.get(&(true, phrase.clone()));
        if is_dated || phrase.tells_a_day() {
            return day(phrase)
                .or_else(|| phrase.others().iter().find_map(day))
                .or_else(|| self.no_day(phrase).filter(|_| !is_dated))
                .cloned();
        }
        self.no_day(phrase).cloned()
    }

    fn no_day(&self, phrase: &Phrase) -> Option<&Path> {
        let of_shape = |phrase: Option<Phrase>, is_due: fn(Shape) -> bool| {
            let path = self.phrases.get(&(false, phrase?))?;
            self.shape(path).is_some_and(is_due).then_some(path)
        };
        of_shape(Some(phrase.clone()), |_| true)
            .or_else(|| of_shape(phrase.without("level"), Shape::is_graded))
            .or_else(|| of_shape(phrase.without_fillers(), Shape::is_worded))
    }

    /// What the end of a path holds.
    pub fn shape(&self, path: &[&str]) -> Option<Shape> {
        let (first, rest) = path.split_first()?;
        match (rest, self.part(first)) {
            ([], _) => Some(self.field(first)?.shape),
            (rest, Some(part)) => part.shape(rest),
            _ => Some(Shape::Text),
        }
    }

    fn bilingual(&self, name: &str) -> Option<Path> {
        let (han, other) = halves(name)?;
        let meaning = |half: &str| self.plain(half).or_else(|| self.without_word(half));
        let path = meaning(&han)?;
        (meaning(&other)? == path).then_some(path)
    }
}

/// The words of a name; a day's field is one whether or not its name says so.
fn phrase_of(name: &str, shape: Shape) -> (bool, Phrase) {
    let phrase = Phrase::of(name);
    if shape.is_day() { (true, phrase.undated().0) } else { (false, phrase) }
}

/// Whether a head may be a misspelt name, some letters of which are wrong. A Chinese one with another sign in it, or with another
/// first one, is another word; so is one with a word more, or with one that is not like its own: `Raised By` is no slip of `raised
/// on`.
fn may_be_a_slip(head: &str, name: &str, distance: usize) -> bool {
    let (head, name) = (head.to_lowercase(), name.to_lowercase());
    // A share of something is none of the thing.
    if head.contains(['%', '％']) != name.contains(['%', '％']) {
        return false;
    }
    if head.chars().any(is_han) {
        return head.chars().count() == name.chars().count() && head.chars().next() == name.chars().next();
    }
    let (words, meant) = (words_of(&head), words_of(&name));
    let are_alike = || words.iter().zip(&meant).all(|(word, meant)| word == meant || near(word, [(*meant, ())]).is_some());
    if words.len() == meant.len() { words.len() < 2 || are_alike() } else { distance <= 1 }
}

fn words_of(name: &str) -> Vec<&str> {
    name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

fn part_of(shape: Shape) -> Option<&'static [Field]> {
    match shape {
        Shape::Part(fields) => Some(fields),
        Shape::List(item) => part_of(*item),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::both;
    use crate::source::schema::CODE;

    const fn field(name: &'static str, zh: &'static str, also: &'static [&'static str], shape: Shape) -> Field {
        Field { name, zh, also, help: both!("", ""), required: false, usual: None, shape }
    }

    static PART: [Field; 2] =
        [field("probability", "概率", &["likelihood"], Shape::Value(CODE)), field("impact", "影响", &[], Shape::Value(CODE))];
    static FIELDS: [Field; 4] = [
        field("title", "标题", &["name", "名称"], Shape::Text),
        field("owner", "负责人", &["responsible"], Shape::Reference(&["people"])),
        field("residual", "剩余风险", &[], Shape::Part(&PART)),
        field("due", "截止日期", &[], Shape::Value(CODE)),
    ];

    fn vocabulary() -> Vocabulary {
        Vocabulary::new(&[&FIELDS], &[("residual.probability", &["剩余概率"])], &["risk", "风险"])
    }

    #[test]
    fn names_that_mean_a_field() {
        let words = vocabulary();
        for (name, path) in [
            ("Owner", vec!["owner"]),
            ("risk owner", vec!["owner"]),
            ("風險名稱", vec!["title"]),
            ("负责人 Owner", vec!["owner"]),
            ("截止日期（必填）", vec!["due"]),
            ("residual.likelihood", vec!["residual", "probability"]),
            ("剩余概率", vec!["residual", "probability"]),
            ("title.zh-CN", vec!["title", "zh-CN"]),
            ("标题.en", vec!["title", "en"]),
        ] {
            assert_eq!(words.find(name), Some(path), "{name}");
        }
    }

    #[test]
    fn a_head_of_two_names_means_the_field_of_one() {
        let words = vocabulary();
        for (name, path) in [("Title/Hook", Some("title")), ("Owner / Team", Some("owner")), ("标题/主题", Some("title"))] {
            assert_eq!(words.find(name).as_deref(), path.map(|path| vec![path]).as_deref(), "{name}");
        }
        assert_eq!((words.find("Due / Status"), words.find("Colour/Shape")), (None, None), "a day is no state");
    }

    #[test]
    fn names_that_mean_none() {
        let words = vocabulary();
        for name in ["colour", "title.fr", "owner.en", "residual.colour", "截止日期 Owner", "risk"] {
            assert_eq!(words.find(name), None, "{name}");
        }
        assert_eq!(words.suggest("ownr"), Some(("owner", true)));
        assert_eq!(words.suggest("负责入"), Some(("负责人", true)));
        assert_eq!(words.suggest("colour"), None);
        assert_eq!((words.suggest("标题值"), words.suggest("副责人")), (None, None), "another word, and no slip");
        assert_eq!(words.suggest("my owner"), None, "another head, and no slip");
        assert_eq!(words.suggest("Owner %"), None, "a share is no owner");
        assert_eq!(words.suggest("responsibel"), Some(("owner", true)), "a slip in another name of the field");
        assert_eq!(
            (words.suggest("duee"), words.suggest("rue")),
            (Some(("due", true)), None),
            "no slip in the first letter of a short word"
        );
    }

    #[test]
    fn a_head_of_up_to_three_names_means_the_field_of_one() {
        let words = vocabulary();
        assert_eq!((words.find("Title/Hook/Line"), words.find("Title/Hook/Line/Sinker")), (Some(vec!["title"]), None));
    }

    #[test]
    fn each_word_of_a_slip_is_like_its_own() {
        for (head, name, distance, is_slip) in [
            ("ownr", "owner", 1, true),
            ("raised by", "raised on", 2, false),
            ("rasied on", "raised on", 1, true),
            ("plna a", "plan a", 1, true),
            ("own er", "owner", 1, true),
            ("my owner", "owner", 3, false),
        ] {
            assert_eq!(may_be_a_slip(head, name, distance), is_slip, "{head}");
        }
    }

    #[test]
    fn a_quarter_of_the_letters_may_be_wrong_and_of_short_words_none_of_another_name() {
        let words = vocabulary();
        assert_eq!(words.suggest("resdiula"), Some(("residual", true)), "two of eight");
        assert_eq!(words.suggest("namee"), None, "five letters, and not the field's own name");
        assert_eq!((words.suggest("ywner"), words.suggest("owmer")), (None, Some(("owner", true))), "the first letter of five");
        assert_eq!(words.suggest("名秤"), None, "two signs");
    }

    static AGREED: [Field; 2] = [
        field("value", "数值", &[], Shape::Value(crate::source::schema::NUMBER)),
        field("day", "日期", &[], Shape::Value(crate::source::schema::DAY)),
    ];
    static WITH_A_DAY: [Field; 1] = [field("start", "起点", &[], Shape::Part(&AGREED))];

    #[test]
    fn a_joined_name_is_a_day_where_its_last_field_is_one() {
        let words = Vocabulary::new(&[&WITH_A_DAY], &[("start.day", &["baseline agreed"])], &[]);
        assert_eq!(words.find("Date baseline agreed"), Some(vec!["start", "day"]));
    }
}
