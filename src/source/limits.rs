//! How much the reader takes in; each limit is a setting under `limits`.

/// What one run reads at most. Beyond a limit the rest is left out and said so; nothing is aborted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one file, `limits.file_size`.
    pub file_bytes: u64,
    /// Files and folders of the project, `limits.files`.
    pub files: usize,
    /// Lists and maps within each other in YAML, `limits.yaml_depth`.
    pub yaml_depth: usize,
    /// Values that the aliases (`*name`) of one YAML file repeat, `limits.yaml_aliases`.
    pub yaml_aliases: usize,
    /// Records of all registers, `limits.records`.
    pub records: usize,
    /// Columns of a table, or fields of a record, `limits.columns`.
    pub columns: usize,
    /// Bytes of one value, `limits.value_size`.
    pub value_bytes: usize,
    /// Cells of a workbook, `limits.cells`.
    pub cells: usize,
    /// Links and images of a document, `limits.links`.
    pub links: usize,
    /// Findings of one rule, `limits.findings`.
    pub findings: usize,
    /// Marks of Markdown in a document, such as `*` and `[`, `limits.marks`.
    pub marks: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 20 << 20,
            files: 200_000,
            yaml_depth: 64,
            yaml_aliases: 100_000,
            records: 120_000,
            columns: 1_000,
            value_bytes: 1 << 20,
            cells: 5_000_000,
            links: 200_000,
            findings: 120_000,
            marks: 500_000,
        }
    }
}
