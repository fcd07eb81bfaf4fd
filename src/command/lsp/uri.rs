//! Addresses of files as editors write them.

use std::path::{Path, PathBuf};

/// The path of a `file:` address.
pub(super) fn path(uri: &str) -> Option<PathBuf> {
    let rest = uri.strip_prefix("file://")?;
    let rest = rest.strip_prefix("localhost").unwrap_or(rest);
    let text = decoded(rest)?;
    // `/C:/Users` of Windows.
    let is_drive = text.get(2..3) == Some(":") && text.starts_with('/') && cfg!(windows);
    Some(PathBuf::from(if is_drive { text.get(1..)? } else { &text }))
}

/// The address of a path, its parts joined by `/`.
pub(super) fn of(path: &Path) -> String {
    let text = path.to_string_lossy().replace('\\', "/");
    let lead = if text.starts_with('/') { "file://" } else { "file:///" };
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    let encoded: String =
        text.bytes().map(|byte| if is_plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect();
    format!("{lead}{encoded}")
}

fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let mut digit = || char::from(rest.next()?).to_digit(16);
        bytes.push(if byte == b'%' { u8::try_from(digit()? * 16 + digit()?).ok()? } else { byte });
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_paths_are_the_same() {
        let file = Path::new("/home/li na/风险.csv");
        assert_eq!(of(file), "file:///home/li%20na/%E9%A3%8E%E9%99%A9.csv");
        assert_eq!(path(&of(file)).as_deref(), Some(file));
        assert_eq!(path("untitled:1"), None);
    }
}
