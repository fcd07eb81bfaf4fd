//! The list of those that survive and may.

use std::collections::BTreeMap;
use std::path::Path;

/// The names of the list, each with the heading that it stands under.
pub fn read(path: &Path) -> Result<BTreeMap<String, String>, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let (mut known, mut heading) = (BTreeMap::new(), String::new());
    for line in text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
        match line.strip_prefix("  ") {
            Some(name) => {
                known.insert(name.to_owned(), heading.clone());
            }
            None => heading = line.to_owned(),
        }
    }
    Ok(known)
}
