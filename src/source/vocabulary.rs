//! Which field a name means: every synonym, dotted and joined names, bilingual headers, names with the register's word in front.

use std::collections::BTreeMap;

use super::fold::{fold, fold_header, halves, near};
use super::schema::{Field, Shape};
use crate::text::Lang;

/// A path from a record to a value: field names, and at the end perhaps a language.
pub type Path = Vec<&'static str>;

/// The names of one register's fields, or of the fields of a part.
#[derive(Debug, Default)]
pub struct Vocabulary {
    fields: Vec<&'static Field>,
    names: BTreeMap<String, Path>,
    parts: BTreeMap<&'static str, Vocabulary>,
    words: Vec<String>,
}

impl Vocabulary {
    /// The vocabulary of some fields; `joined` are names for a path (`剩余概率` → `residual.probability`), `words` the
    /// register's own words, which are dropped in front of a field's name (`任务名称`, `risk owner`).
    pub fn new(groups: &[&'static [Field]], joined: &[(&'static str, &[&'static str])], words: &[&str]) -> Self {
        let fields: Vec<&'static Field> = groups.iter().flat_map(|group| group.iter()).collect();
        let mut names = BTreeMap::new();
        let mut parts = BTreeMap::new();
        for field in &fields {
            for name in [field.name, field.zh].iter().chain(field.also) {
                names.entry(fold(name)).or_insert_with(|| vec![field.name]);
            }
            if let Some(inner) = part_of(field.shape) {
                parts.insert(field.name, Self::new(&[inner], &[], &[]));
            }
        }
        for (path, also) in joined {
            for name in *also {
                names.entry(fold(name)).or_insert_with(|| path.split('.').collect());
            }
        }
        Self { fields, names, parts, words: words.iter().map(|word| fold(word)).collect() }
    }

    /// The fields, in their order.
    pub fn fields(&self) -> impl Iterator<Item = &'static Field> {
        self.fields.iter().copied()
    }

    /// The field of a name.
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().copied().find(|field| field.name == name)
    }

    /// The vocabulary of the fields within a field.
    pub fn part(&self, field: &str) -> Option<&Self> {
        self.parts.get(field)
    }

    /// The path that a key or a column's header means.
    pub fn find(&self, name: &str) -> Option<Path> {
        self.plain(&fold(name))
            .or_else(|| self.dotted(name))
            .or_else(|| self.plain(&fold_header(name)))
            .or_else(|| self.without_word(&fold_header(name)))
            .or_else(|| self.bilingual(name))
    }

    /// The name that a person most likely meant, as they would have to type it, and whether no other field's name is near.
    pub fn suggest(&self, name: &str) -> Option<(&'static str, bool)> {
        let is_han = name.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        let labels = self.fields.iter().map(|field| (if is_han { field.zh } else { field.name }, field.name));
        let found = near(name, labels)?;
        let others = self
            .fields
            .iter()
            .flat_map(|field| [field.name, field.zh].into_iter().chain(field.also.iter().copied()).map(|name| (name, field.name)));
        let is_sure = near(name, others).is_some_and(|any| any.is_sure && any.meaning == found.meaning);
        Some((found.name, is_sure && found.is_sure))
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

    fn bilingual(&self, name: &str) -> Option<Path> {
        let (han, other) = halves(name)?;
        let meaning = |half: &str| self.plain(half).or_else(|| self.without_word(half));
        let path = meaning(&han)?;
        (meaning(&other)? == path).then_some(path)
    }
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

    const fn field(name: &'static str, zh: &'static str, also: &'static [&'static str], shape: Shape) -> Field {
        Field { name, zh, also, help: both!("", ""), required: false, shape }
    }

    static PART: [Field; 2] =
        [field("probability", "概率", &["likelihood"], Shape::Value("")), field("impact", "影响", &[], Shape::Value(""))];
    static FIELDS: [Field; 4] = [
        field("title", "标题", &["name", "名称"], Shape::Text),
        field("owner", "负责人", &["responsible"], Shape::Value("")),
        field("residual", "剩余风险", &[], Shape::Part(&PART)),
        field("due", "截止日期", &[], Shape::Value("")),
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
    fn names_that_mean_none() {
        let words = vocabulary();
        for name in ["colour", "title.fr", "owner.en", "residual.colour", "截止日期 Owner", "risk"] {
            assert_eq!(words.find(name), None, "{name}");
        }
        assert_eq!(words.suggest("ownr"), Some(("owner", true)));
        assert_eq!(words.suggest("负责入"), Some(("负责人", true)));
        assert_eq!(words.suggest("colour"), None);
    }
}
