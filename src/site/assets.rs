//! The stylesheet and the script that all pages share.

use sha2::{Digest, Sha256};

/// A file beside the pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// Its name, which changes with its bytes, so that a browser never takes an old one for it.
    pub name: String,
    /// What it holds.
    pub bytes: &'static [u8],
}

/// The stylesheet and the script, in this order.
pub fn assets() -> [Asset; 2] {
    [
        asset("style", "css", include_str!("../../templates/assets/style.css")),
        asset("script", "js", include_str!("../../templates/assets/script.js")),
    ]
}

fn asset(stem: &str, extension: &str, text: &'static str) -> Asset {
    let digest = Sha256::digest(text);
    let hash = digest.iter().take(5).fold(0_u64, |hash, &byte| hash << 8 | u64::from(byte));
    Asset { name: format!("{stem}-{hash:010x}.{extension}"), bytes: text.as_bytes() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_follows_from_the_bytes() {
        assert_eq!(asset("a", "txt", "").name, "a-e3b0c44298.txt");
        assert_eq!(asset("a", "txt", "abc").name, "a-ba7816bf8f.txt");
    }

    #[test]
    fn nothing_is_loaded_from_elsewhere() {
        for asset in assets() {
            let text = std::str::from_utf8(asset.bytes).unwrap();
            for address in ["http:", "https:", "@import", "eval(", ".innerHTML"] {
                assert!(!text.contains(address), "{} has {address}", asset.name);
            }
        }
    }
}
