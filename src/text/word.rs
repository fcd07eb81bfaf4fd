//! Words for other programs: each list is closed, so that a schema can name them one by one.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};

/// What has a word of a closed list in data files; made by [`words!`](crate::words).
pub trait Words: Copy {
    /// Every word.
    fn words() -> Vec<&'static str>;

    /// Its word.
    fn word(self) -> &'static str;
}

/// Gives every variant its word in data files: `words! { Level { High => "high", Low => "low" } }`. The compiler checks that none is
/// left out.
#[macro_export]
macro_rules! words {
    ($Name:ty { $( $variant:pat => $word:literal ),+ $(,)? }) => {
        impl $crate::text::Words for $Name {
            fn words() -> Vec<&'static str> {
                vec![$( $word ),+]
            }

            fn word(self) -> &'static str {
                match self { $( $variant => $word, )+ }
            }
        }
    };
}

/// A value that is written as its word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word<T>(pub T);

impl<T: Words> Serialize for Word<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.word())
    }
}

impl<T: Words> JsonSchema for Word<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        T::words().join("-or-").into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "enum": T::words() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, Copy)]
    enum Level {
        High,
        Low(()),
    }

    crate::words! { Level { Self::High => "high", Self::Low(()) => "low" } }

    #[test]
    fn a_word_is_one_of_its_list() {
        let written = serde_json::to_value([Word(Level::Low(())), Word(Level::High)]).unwrap();
        assert_eq!(written, serde_json::json!(["low", "high"]));
        let schema = schemars::SchemaGenerator::default().into_root_schema_for::<Vec<Option<Word<Level>>>>();
        assert_eq!(schema.pointer("/items/enum"), Some(&serde_json::json!(["high", "low", null])));
    }
}
