//! Ids and names of other records.

use std::marker::PhantomData;

use serde::{Deserialize, Deserializer};

use super::{FieldType, Reference, Value, from_text};
use crate::project::kind::Kind;
use crate::source::schema::Shape;
use crate::source::typing::Refusal;

/// What a reference may point to.
pub trait Target: 'static {
    /// The registers in which it is looked for.
    const KINDS: &'static [Kind];
    /// Their names.
    const NAMES: &'static [&'static str];
}

macro_rules! targets {
    ($( $(#[$meta:meta])* $Name:ident: $($Kind:ident),+; )+) => { $(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub struct $Name;
        impl $crate::project::types::Target for $Name {
            const KINDS: &'static [$crate::project::kind::Kind] = &[$( $crate::project::kind::Kind::$Kind ),+];
            const NAMES: &'static [&'static str] = &[$( $crate::project::kind::Kind::$Kind.key() ),+];
        }
    )+ };
}
pub(crate) use targets;

/// The id or the name of a record that must be there.
#[derive(Debug, PartialEq, Eq)]
pub struct Ref<T> {
    text: String,
    target: PhantomData<T>,
}

/// The id or the name of a record, or any other text: a reference where it finds something.
#[derive(Debug, PartialEq, Eq)]
pub struct Mention<T> {
    text: String,
    target: PhantomData<T>,
}

macro_rules! reference_type {
    ($T:ident, $must:literal) => {
        impl<T> Clone for $T<T> {
            fn clone(&self) -> Self {
                Self::new(self.text.clone())
            }
        }

        impl<T> Default for $T<T> {
            fn default() -> Self {
                Self::new("")
            }
        }

        impl<T> $T<T> {
            /// A reference by id or name.
            pub fn new(text: impl Into<String>) -> Self {
                Self { text: text.into(), target: PhantomData }
            }

            /// The id or the name as typed.
            pub fn text(&self) -> &str {
                &self.text
            }
        }

        impl<T: Target> $T<T> {
            /// What is looked for, and where.
            pub fn reference(&self) -> Reference<'_> {
                Reference { text: &self.text, kinds: T::KINDS, must: $must, all: T::KINDS.len() > 3 }
            }
        }

        impl<'de, T> Deserialize<'de> for $T<T> {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                from_text(deserializer, |text| Ok::<_, Refusal>(Self::new(text.trim_start_matches('@'))))
            }
        }

        impl<T: Target> FieldType for $T<T> {
            const SHAPE: Shape = Shape::Reference(T::NAMES);
            fn value(&self) -> Value<'_> {
                if self.text.is_empty() { Value::Empty } else { Value::Reference(self.reference()) }
            }
        }
    };
}

reference_type!(Ref, true);
reference_type!(Mention, false);

/// A person or a department, or the name of a guest.
pub type Party = Mention<crate::project::kind::AnyParty>;

/// The one person who answers for something; more than one name is kept, so that a rule can say so.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Owner(Vec<String>);

impl Owner {
    /// The names as typed.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// The name, if there is just one.
    pub fn one(&self) -> Option<&str> {
        match self.0.as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }

    /// What is looked for, and where, for each name.
    pub fn references(&self) -> impl Iterator<Item = Reference<'_>> {
        self.0.iter().map(|text| Reference { text, kinds: &[Kind::People, Kind::Departments], must: true, all: false })
    }
}

/// `Maya Stone, Omar Reed` are two people, `Stone, Maya` is one.
fn whole_names(text: &str) -> Vec<&str> {
    let names: Vec<&str> = text.split(", ").collect();
    let is_whole = |name: &&str| name.split_whitespace().count() > 1 && !name.contains(['(', ')']);
    if names.iter().all(is_whole) { names } else { vec![text] }
}

impl From<&str> for Owner {
    fn from(text: &str) -> Self {
        let names = text
            .split(['/', '／', ';', '；', '、', '，', '&', '\n'])
            .flat_map(|names| names.split(" and "))
            .flat_map(|names| names.split(" + "))
            .flat_map(whole_names);
        Self(names.map(|name| name.trim().trim_start_matches('@').to_owned()).filter(|name| !name.is_empty()).collect())
    }
}

impl<'de> Deserialize<'de> for Owner {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Names;
        impl<'de> serde::de::Visitor<'de> for Names {
            type Value = Owner;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("one person")
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Owner, E> {
                Ok(Owner::from(text))
            }
            fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut seq: A) -> Result<Owner, A::Error> {
                let mut names = Vec::new();
                while let Some(name) = seq.next_element::<String>()? {
                    names.push(name.trim().trim_start_matches('@').to_owned());
                }
                Ok(Owner(names))
            }
        }
        deserializer.deserialize_str(Names)
    }
}

impl FieldType for Owner {
    const SHAPE: Shape = Shape::Reference(&[Kind::People.key()]);

    fn value(&self) -> Value<'_> {
        let mut references: Vec<Value<'_>> = self.references().map(Value::Reference).collect();
        match references.len() {
            0 => Value::Empty,
            1 => references.pop().unwrap_or(Value::Empty),
            _ => Value::List(references),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_names_are_two_owners() {
        assert_eq!(Owner::from("Li Na").one(), Some("Li Na"));
        assert_eq!(Owner::from("Li Na / Chen Wei").names().collect::<Vec<_>>(), ["Li Na", "Chen Wei"]);
        assert_eq!(Owner::from("@li-na").one(), Some("li-na"));
        assert_eq!(Owner::from("李娜、陈伟").one(), None);
        assert_eq!(Owner::from("Maya Stone, Omar Reed").names().collect::<Vec<_>>(), ["Maya Stone", "Omar Reed"]);
        assert_eq!(Owner::from("Stone, Maya").one(), Some("Stone, Maya"));
        assert_eq!(Owner::from("Maya and Omar").names().count(), 2);
        assert_eq!(Owner::from("Maya Stone + Omar Reed").names().collect::<Vec<_>>(), ["Maya Stone", "Omar Reed"]);
        assert_eq!(Owner::from("A+ Agency").one(), Some("A+ Agency"));
    }
}
