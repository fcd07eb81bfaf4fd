use crate::checklist::{Finding, Judge, Place, Verdict};
use crate::project::{LinkTarget, Project};
use crate::source::document::{self, Link};
use crate::{both, rule, say};

rule! { "broken-link", Records, Quality, Warning, Each, Initiation..=Closed;
    title "Link leads to nothing" "链接没有指向任何内容";
    what "Every relative link and image of a document leads to a file of this folder, and its anchor to a heading there." "文档中的相对链接和图片都指向本文件夹中的文件，锚点指向其中的标题。";
    why "Who follows the link finds nothing." "点开链接的人什么也看不到。";
    fix "Correct the path as seen from the document, or remove the link." "按文档所在位置改正路径，或删去链接。";
    bad { "docs/brief.md": "# Brief\n\nSee [the risks](../riks.md).\n" }
    good { "docs/brief.md": "# Brief\n\nSee [the rules](rules.md#colours) and [home](https://example.com).\n", "docs/rules.md": "# Rules\n\n## Colours\n" }
    check
}

fn check(judge: &mut Judge<'_>) {
    let project = judge.project;
    for (file, _) in project.files.iter().enumerate().filter(|(_, file)| file.path.ends_with(".md") && file.text.is_some()) {
        let text = project.text(file);
        let body = document::read(text, &project.limits).body;
        for link in document::links(text, body) {
            judge.once(verdict(project, file, &link));
        }
    }
}

fn verdict(project: &Project, file: usize, link: &Link) -> Verdict {
    let (holds, missing) = match project.follow(file, &link.target) {
        LinkTarget::Outside | LinkTarget::Folder => (true, ""),
        LinkTarget::File(_, None) => (true, ""),
        LinkTarget::File(target, Some(anchor)) => (!project.path(target).ends_with(".md") || project.has_anchor(target, &anchor), "anchor"),
        LinkTarget::Here(anchor) => (anchor.is_empty() || anchor == "top" || project.has_anchor(file, &anchor), "anchor"),
        LinkTarget::Nowhere => (false, "file"),
    };
    if holds {
        return Verdict::Pass;
    }
    let target = &link.target;
    let message = match missing {
        "anchor" => say!("`{target}`: the document has no such heading.", "`{target}`：文档中没有这个标题。", target = target),
        _ => say!("`{target}`: there is no such file in the folder.", "`{target}`：文件夹中没有这个文件。", target = target),
    };
    Finding::new(Place::Bytes(file, link.span), message)
        .help(both!("Write the path as seen from this document.", "路径从本文档所在位置写起。"))
        .into()
}
