//! The words that rendering adds to a document.

use pulldown_cmark::BlockQuoteKind;

use crate::text::Lang;

crate::labels! {
    /// What screen readers say of parts that have no words of their own, and what broken links say.
    pub(super) struct Words {
        table: "Table", "表格";
        done: "Done", "已完成";
        open: "Open", "未完成";
        footnotes: "Footnotes", "脚注";
        back: "Back to the text", "返回正文";
        broken: "This link leads to nothing that is published", "此链接没有对应的已发布内容";
    }
}

/// The title of an alert, and its class.
pub(super) const fn alert(kind: BlockQuoteKind, lang: Lang) -> (&'static str, &'static str) {
    match (kind, lang) {
        (BlockQuoteKind::Note, Lang::En) => ("note", "Note"),
        (BlockQuoteKind::Note, Lang::Zh) => ("note", "说明"),
        (BlockQuoteKind::Tip, Lang::En) => ("tip", "Tip"),
        (BlockQuoteKind::Tip, Lang::Zh) => ("tip", "提示"),
        (BlockQuoteKind::Important, Lang::En) => ("important", "Important"),
        (BlockQuoteKind::Important, Lang::Zh) => ("important", "重要"),
        (BlockQuoteKind::Warning, Lang::En) => ("warning", "Warning"),
        (BlockQuoteKind::Warning, Lang::Zh) => ("warning", "警告"),
        (BlockQuoteKind::Caution, Lang::En) => ("caution", "Caution"),
        (BlockQuoteKind::Caution, Lang::Zh) => ("caution", "当心"),
    }
}
