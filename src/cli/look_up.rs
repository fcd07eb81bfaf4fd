//! What can be looked up.

use std::path::PathBuf;

use clap::Args;

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

/// Which schemas.
#[derive(Debug, Args)]
pub struct SchemaArgs {
    /// `report` (what `build` writes), `settings`, or a register as a YAML file holds it [default: report; with --out all].
    #[arg(value_name = "report|settings|REGISTER")]
    pub of: Vec<String>,
    /// Write each to a file in a folder, as `risks.schema.json`.
    #[arg(short, long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}
