//! How a register is declared once: its type, and for each field its type, every name that is read, and help in both languages.

/// Declares a register: its type, and for each field its type, what it is unless said (`= "open"`), its Chinese name, every other name that is read, and help in
/// both languages; then who answers for a record and how far it is
/// (`tracked`), which days are in order and which lie behind (`ordered`, `past`), and how it is shown. The struct, the synonyms, *did you mean*, the tables and the CSV are made from it.
#[macro_export]
macro_rules! record {
    (@first) => { None };
    (@first $first:expr) => { Some($first) };
    (@is_given) => { false };
    (@is_given $given:ident) => { true };
    (@known) => { &[] };
    (@known named $named:ident) => { &[stringify!($named)] };
    (@known $(named $named:ident)? [$($known:ident)+]) => { &[$( stringify!($known) ),+] };
    (@area none) => { None };
    (@area $Area:ident $place:literal) => { Some(($crate::project::Area::$Area, $place)) };
    (@order) => { $crate::project::Order::AsWritten };
    (@order $Order:ident) => { $crate::project::Order::$Order };
    (@or_none) => { None };
    (@or_none $value:expr) => { $value };
    ( $(#[$meta:meta])* pub struct $Name:ident in $Kind:ident $(named $named:ident)? $(dated $dated:ident)? $(known by [$($known:ident)+])? $(normalize $normalize:path)? {
        $( $(#[$fmeta:meta])* $field:ident: $T:ty $(= $usual:literal)? $(, $required:ident)?; $zh:literal $($also:literal)*; $help:literal, $zh_help:literal )+
      }
      $(joined { $( $path:literal: $($joined:literal)+; )+ })?
      $(tracked { $(owner: $owner:ident;)? $(due: $due:ident;)? $(open: $open:path;)? $(status: $status:ident;)? $(ended: $( $ended:ident $(. $within:ident)? )+;)? })?
      $(ordered { $( $first:ident <= $second:ident; )+ })?
      $(past { $( $past:ident $(. $past_within:ident)? $(if $is_past:path)? ),+ })?
      shown {
        area $Area:ident $($place:literal)?;
        columns $($column:ident)+;
        $(order $Order:ident;)?
        $(page $page:ident;)?
        $(lead $lead:ident;)?
        $(told $($told:ident)+;)?
        $(names $kept:ident;)?
        $(others $internal:ident;)?
        counter $counter:literal;
        $(label $label:literal;)?
      }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Default, ::serde::Deserialize)]
        #[serde(default)]
        pub struct $Name { $( #[doc = $help] $(#[$fmeta])* pub $field: $T, )+ }

        impl $crate::project::record::Record for $Name {
            const KIND: $crate::project::kind::Kind = $crate::project::kind::Kind::$Kind;
            const FIELDS: &'static [$crate::source::schema::Field] = &[ $(
                $crate::field!($field: $T $(= $usual)? $(, $required)?; $zh $($also)*; $help, $zh_help)
            ),+ ];

            const NAMED: Option<&'static str> = $crate::record!(@first $(stringify!($named))?);
            const DATED: Option<&'static str> = $crate::record!(@first $(stringify!($dated))?);
            const KNOWN: &'static [&'static str] = $crate::record!(@known $(named $named)? $([$($known)+])?);
            const SHOWN: $crate::project::Shown = $crate::project::Shown {
                area: $crate::record!(@area $Area $($place)?),
                columns: &[$( stringify!($column) ),+],
                order: $crate::record!(@order $($Order)?),
                has_pages: $crate::record!(@is_given $($page)?),
                lead: $crate::record!(@first $(stringify!($lead))?),
                told: &[$($( stringify!($told) ),+)?],
                keeps_names: $crate::record!(@is_given $($kept)?),
                publishes_kept: !$crate::record!(@is_given $($internal)?),
                counter: $counter,
                label: $crate::record!(@first $($label)?),
            };

            const TRACKED: $crate::project::tracked::Tracked = $crate::project::tracked::Tracked {
                owner: $crate::record!(@first $($(stringify!($owner))?)?),
                due: $crate::record!(@first $($(stringify!($due))?)?),
                states: &[
                    $( $(stringify!($status),)? $($( concat!(stringify!($ended) $(, ".", stringify!($within))?) ),+)? )?
                ],
                ordered: &[$($( (stringify!($first), stringify!($second)) ),+)?],
            };

            fn vocabulary() -> &'static $crate::source::vocabulary::Vocabulary {
                static WORDS: ::std::sync::LazyLock<$crate::source::vocabulary::Vocabulary> = ::std::sync::LazyLock::new(|| {
                    $crate::source::vocabulary::Vocabulary::new(
                        &[<$Name as $crate::project::record::Record>::FIELDS, $crate::project::record::Common::FIELDS],
                        &[$($( ($path, &[$($joined),+]) ),+)?],
                        $crate::project::kind::Kind::$Kind.words(),
                    )
                    .called(<$Name as $crate::project::record::Record>::NAMED, &$crate::project::kind::Kind::$Kind.nouns())
                });
                &WORDS
            }

            fn each_value<'v>(
                &'v self,
                of: &dyn Fn(&$crate::source::schema::Field) -> bool,
                see: &mut dyn FnMut(&'static $crate::source::schema::Field, $crate::project::types::Value<'v>),
            ) {
                let mut fields = Self::FIELDS.iter();
                $(
                    if let Some(field) = fields.next().filter(|field| of(field)) {
                        see(field, $crate::project::types::FieldType::value(&self.$field));
                    }
                )+
            }

            fn translate(&mut self, lang: $crate::text::Lang, wordings: Self) {
                $( $crate::project::types::FieldType::translate(&mut self.$field, lang, wordings.$field); )+
            }

            fn name(&self) -> Option<&$crate::project::types::Text> {
                $crate::record!(@or_none $( $crate::project::named::HasName::text(&self.$named) )?)
            }

            fn name_mut(&mut self) -> Option<&mut $crate::project::types::Text> {
                $crate::record!(@or_none $( $crate::project::named::HasName::text_mut(&mut self.$named) )?)
            }

            fn day(&self) -> Option<$crate::calendar::Date> {
                $crate::record!(@or_none $( $crate::project::named::HasDay::day(&self.$dated) )?)
            }

            fn owner(&self) -> Option<&$crate::project::types::Owner> {
                $crate::record!(@or_none $($( self.$owner.as_ref() )?)?)
            }

            fn due_day(&self) -> Option<$crate::calendar::Date> {
                $crate::record!(@or_none $($( $crate::project::named::HasDay::day(&self.$due) )?)?)
            }

            fn still_open(&self) -> Option<bool> {
                $crate::record!(@first $($( $open(self) )?)?)
            }

            fn status(&self) -> Option<$crate::project::tracked::Stated> {
                $crate::record!(@or_none $($( $crate::project::tracked::stated(self.$status) )?)?)
            }

            fn has_happened(&self, field: &str) -> bool {
                let past: &[(&str, bool)] = &[$($(
                    (concat!(stringify!($past) $(, ".", stringify!($past_within))?), true $(&& $is_past(self))?)
                ),+)?];
                past.contains(&(field, true))
            }

            $( fn normalize(records: &mut [$crate::source::Node<'_>]) { $normalize(records) } )?
        }
    };
}

/// Declares fields within a field, as [`record!`](crate::record) does for a register. The first one is what a single value means.
#[macro_export]
macro_rules! part {
    ( $(#[$meta:meta])* pub struct $Name:ident {
        $( $(#[$fmeta:meta])* $field:ident: $T:ty $(= $usual:literal)?; $zh:literal $($also:literal)*; $help:literal, $zh_help:literal )+
    } ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Default, PartialEq, ::serde::Deserialize)]
        #[serde(default)]
        pub struct $Name { $( #[doc = $help] $(#[$fmeta])* pub $field: $T, )+ }

        impl $Name {
            /// Its fields.
            pub const FIELDS: &'static [$crate::source::schema::Field] = &[ $( $crate::field!($field: $T $(= $usual)?; $zh $($also)*; $help, $zh_help) ),+ ];
        }

        impl $crate::project::types::FieldType for $Name {
            const SHAPE: $crate::source::schema::Shape = $crate::source::schema::Shape::Part(Self::FIELDS);
            fn value(&self) -> $crate::project::types::Value<'_> {
                let values = vec![$( $crate::project::types::FieldType::value(&self.$field) ),+];
                $crate::project::types::Value::Part(Self::FIELDS.iter().zip(values).collect())
            }
            fn translate(&mut self, lang: $crate::text::Lang, wordings: Self) {
                $( $crate::project::types::FieldType::translate(&mut self.$field, lang, wordings.$field); )+
            }
        }
    };
}

/// One line of [`record!`](crate::record) or [`part!`](crate::part).
#[macro_export]
macro_rules! field {
    (@usual) => { None };
    (@usual $usual:literal) => { Some($usual) };
    ($field:ident: $T:ty $(= $usual:literal)? $(, $required:ident)?; $zh:literal $($also:literal)*; $help:literal, $zh_help:literal) => {
        $crate::source::schema::Field {
            name: $crate::source::schema::field_name(stringify!($field)),
            zh: $zh,
            also: &[$($also),*],
            help: $crate::both!($help, $zh_help),
            required: false $( || !stringify!($required).is_empty() )?,
            usual: $crate::field!(@usual $($usual)?),
            shape: <$T as $crate::project::types::FieldType>::SHAPE,
        }
    };
}
