//! What holds for the whole: one binary, because linking is slow. A module a matter.

mod floors;
