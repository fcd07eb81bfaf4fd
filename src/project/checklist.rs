//! What a checklist says of its boxes beside them: the gate above all of them, and a function or a day above some.

use std::borrow::Cow;

use super::kind::Kind;
use super::labelled::{self, label};
use super::outline::Outline;
use super::types::Deadline;
use crate::source::document::Document;
use crate::source::{Data, Key, Node, Span, Style};

/// Puts to the boxes of a register that has such fields what stands around them: a line `Gate: M-08`, and the heading above a box, which
/// says how long before the gate it is due (`T-14`), else whose it is.
pub(super) fn complete<'a>(text: &'a str, kind: Kind, document: &Document<'a>, rows: &mut [(Span, Node<'a>)]) {
    let words = kind.vocabulary();
    if words.named("gate").is_none() || words.named("function").is_none() {
        return;
    }
    let is_gate = |label: &str| words.named(self::label(label)).is_some_and(|path| path == ["gate"]);
    let gate = labelled::of(text, document.body, document.title.is_some(), &document.headings, is_gate).into_iter().next();
    let outline = Outline::of(document);
    for (span, node) in rows.iter_mut() {
        if let Some(gate) = &gate {
            put(node, "gate", gate.value.of(text).trim(), gate.value);
        }
        let title = document.title.as_ref().map(|(_, title)| *title);
        let Some((heading, place)) = outline.above(*span).filter(|(_, place)| Some(*place) != title) else { continue };
        let field = if Deadline::is_before(heading) { "due" } else { "function" };
        put(node, field, heading, place);
    }
    for (_, node) in rows {
        renamed(node);
    }
}

/// A value for a field that has none.
fn put(node: &mut Node<'_>, field: &'static str, value: &str, span: Span) {
    if let Data::Map(entries) = &mut node.data
        && !entries.iter().any(|(key, _)| key.name == field)
    {
        let value = Node { span, data: Data::Scalar(Cow::Owned(value.to_owned()), Style::Quoted) };
        entries.push((Key { name: Cow::Borrowed(field), span }, value));
    }
}

/// The day on which a box was ticked is the day on which somebody said that it is ready.
fn renamed(node: &mut Node<'_>) {
    if let Data::Map(entries) = &mut node.data {
        entries.iter_mut().filter(|(key, _)| key.name == "done_on").for_each(|(key, _)| key.name = Cow::Borrowed("signed_on"));
    }
}

#[cfg(test)]
mod tests {
    use super::super::content::read_alone;
    use super::super::kind::Kind;
    use crate::source::Node;

    fn told(text: &str, field: &str) -> Vec<String> {
        let content = read_alone(text, "launch-checklist.md", Kind::Readiness);
        content.drafts.iter().map(|draft| draft.node.get(field).and_then(Node::text).unwrap_or("–").to_owned()).collect()
    }

    const TEXT: &str = "# Launch checklist\n\nGate: M-08\n\n## Legal\n\n- [x] Claims have proof @yang-lan (done 2026-09-08)\n- [ ] Terms of the raffle (due 2026-09-10)\n\n## T-7\n\n- [ ] Pages of both shops\n";

    #[test]
    fn boxes_are_what_must_be_ready() {
        assert_eq!(told(TEXT, "what"), ["Claims have proof", "Terms of the raffle", "Pages of both shops"]);
        assert_eq!(told(TEXT, "status"), ["done", "–", "–"]);
        assert_eq!(told(TEXT, "owner"), ["yang-lan", "–", "–"]);
        assert_eq!(told(TEXT, "gate"), ["M-08"; 3]);
        assert_eq!(told(TEXT, "function"), ["Legal", "Legal", "–"]);
        assert_eq!(told(TEXT, "due"), ["–", "2026-09-10", "T-7"]);
        assert_eq!(told(TEXT, "signed_on"), ["2026-09-08", "–", "–"]);
    }

    #[test]
    fn in_chinese_and_without_headings() {
        let text = "# 上线清单\n\n关口：M-08\n\n- [x] 仓库现货\n- [ ] 商品页（截止 2026-09-16）\n";
        assert_eq!(told(text, "what"), ["仓库现货", "商品页"]);
        assert_eq!((told(text, "gate"), told(text, "function")), (vec!["M-08".to_owned(); 2], vec!["–".to_owned(); 2]));
        assert_eq!(told(text, "due"), ["–", "2026-09-16"]);
    }
}
