//! Floor 6: what an editor asks while somebody writes: what may stand at a place, what stands there, and what belongs to it.
//!
//! Places are bytes of files' texts, as everywhere; lines and columns as editors count them are the command's matter.

mod complete;
mod context;
mod hover;
mod rename;
mod uses;

pub use complete::{Item, ItemKind, complete};
pub use hover::{Hover, hover};
pub use rename::{FileEdits, NoRename, rename, renamed};
pub use uses::{definition, uses};
