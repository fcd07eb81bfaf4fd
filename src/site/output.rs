//! A file of the site.

/// A file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutputFile {
    /// Its path from the root of the site, with `/` between its parts.
    pub path: String,
    /// What it holds.
    pub content: Content,
}

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// These bytes.
    Made(Vec<u8>),
    /// What the file of the project folder at this path holds.
    CopyOf(String),
}

/// A file of bytes.
pub(crate) fn made(path: String, bytes: Vec<u8>) -> OutputFile {
    OutputFile { path, content: Content::Made(bytes) }
}
