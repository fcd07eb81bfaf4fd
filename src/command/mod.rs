//! Floor 6: the commands. Nothing else prints, writes or reads the clock.

pub mod publish;
