//! Which folder, as of when, and for whom.

use std::path::PathBuf;

use clap::Args;

/// Which folder, and as of when.
#[derive(Debug, Args)]
pub struct Source {
    /// The project folder, which holds `alongside.yaml`.
    #[arg(default_value = ".", value_name = "FOLDER", hide_default_value = true)]
    pub folder: PathBuf,
    /// The report date; what happened later is hidden [default: `report.as_of`, else `SOURCE_DATE_EPOCH`, else today].
    #[arg(long, value_name = "DATE", conflicts_with = "at")]
    pub as_of: Option<String>,
    /// The folder as it was committed on a day, or at a revision of git, with the report date of that day.
    #[arg(long, value_name = "DATE|REV")]
    pub at: Option<String>,
}

/// For whom.
#[derive(Debug, Default, Args)]
pub struct Edition {
    /// Whom it is for: public, internal, or a name under `audiences` in the settings; what `visibility` keeps from them is left out everywhere [default: public].
    #[arg(long, value_name = "NAME")]
    pub audience: Option<String>,
}
