//! Fields that can be the name or the day of a record.

use super::types::{Deadline, Text};
use crate::calendar::{Date, Moment};

/// A field that can be a record's name.
pub trait HasName {
    /// The text, if there is one.
    fn text(&self) -> Option<&Text>;
    /// The text to which a translation is added; an absent one begins empty.
    fn text_mut(&mut self) -> Option<&mut Text>;
}

impl HasName for Text {
    fn text(&self) -> Option<&Text> {
        Some(self)
    }
    fn text_mut(&mut self) -> Option<&mut Text> {
        Some(self)
    }
}

impl HasName for Option<Text> {
    fn text(&self) -> Option<&Text> {
        self.as_ref()
    }
    fn text_mut(&mut self) -> Option<&mut Text> {
        self.as_mut()
    }
}

/// A field that can be a record's day.
pub trait HasDay {
    /// The day, if there is one.
    fn day(&self) -> Option<Date>;
}

impl HasDay for Date {
    fn day(&self) -> Option<Date> {
        Some(*self)
    }
}

impl HasDay for Option<Date> {
    fn day(&self) -> Option<Date> {
        *self
    }
}

impl HasDay for Option<Deadline> {
    fn day(&self) -> Option<Date> {
        (*self)?.on(None)
    }
}

impl HasDay for Moment {
    fn day(&self) -> Option<Date> {
        Some(self.date)
    }
}
