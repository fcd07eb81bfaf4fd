//! What can be looked up.

use clap::{Args, ValueEnum};

/// What to explain.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// A rule's id, the number or name of an item or an area, or a register; without it, the whole checklist is listed.
    #[arg(value_name = "RULE|ITEM|AREA|REGISTER")]
    pub topic: Option<String>,
    /// The language [default: that of the project in this folder, else en].
    #[arg(long, value_name = "LANG")]
    pub lang: Option<String>,
}

/// Of which register.
#[derive(Debug, Args)]
pub struct FieldsArgs {
    /// A register's name, in English or Chinese; without it, all registers are listed.
    #[arg(value_name = "REGISTER")]
    pub register: Option<String>,
    /// The language [default: that of the project in this folder, else en].
    #[arg(long, value_name = "LANG")]
    pub lang: Option<String>,
}

/// Which schema.
#[derive(Debug, Args)]
pub struct SchemaArgs {
    /// Of what.
    #[arg(value_enum, default_value_t = SchemaOf::Report)]
    pub of: SchemaOf,
}

/// What has a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaOf {
    /// `report.json`, which `build` writes.
    Report,
}
