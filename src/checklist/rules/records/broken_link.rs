use crate::checklist::{Finding, RuleContext, Place, Verdict};
use crate::project::{File, LinkTarget, Project};
use crate::source::document::Link;
use crate::{both, rule, say};

rule! { "broken-link", Records, Quality, Warning, Each, Initiation..=Closed;
    title "Link leads to nothing" "链接没有指向任何内容";
    what "Every relative link and image of a document leads to a file of this folder, and its anchor to a heading there." "文档中的相对链接和图片都指向本文件夹中的文件，锚点指向其中的标题。";
    why "Whoever follows the link finds nothing." "点开链接的人什么也看不到。";
    fix "Correct the path as seen from the document, or remove the link." "按文档所在位置改正路径，或删去链接。";
    bad at "docs/brief.md:3:5" { "docs/brief.md": "# Brief\n\nSee [the risks](../riks.md).\n" }
    good { "docs/brief.md": "# Brief\n\nSee [the rules](rules.md#colours) and [home](https://example.com).\n", "docs/rules.md": "# Rules\n\n## Colours\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let project = judge.project;
    for (file, _) in project.files.iter().enumerate().filter(|(_, file)| file.is_markdown()) {
        for link in project.links_of(file) {
            judge.once(verdict(project, file, &link));
        }
    }
}

fn is_markdown(project: &Project, file: usize) -> bool {
    project.files.get(file).is_some_and(File::is_markdown)
}

fn verdict(project: &Project, file: usize, link: &Link) -> Verdict {
    let target = &link.target;
    let no_heading = || say!("`{target}`: the document has no such heading.", "`{target}`：文档中没有这个标题。");
    let message = match project.follow(file, target) {
        LinkTarget::File(target, Some(anchor)) if is_markdown(project, target) && !project.has_anchor(target, &anchor) => no_heading(),
        LinkTarget::Here(anchor) if !anchor.is_empty() && anchor != "top" && !project.has_anchor(file, &anchor) => no_heading(),
        LinkTarget::Nowhere => say!("`{target}`: there is no such file in the folder.", "`{target}`：文件夹中没有这个文件。"),
        _ => return Verdict::Pass,
    };
    Finding::new(Place::Bytes(file, link.span), message)
        .help(both!("Write the path as seen from this document.", "路径从本文档所在位置写起。"))
        .into()
}

crate::cases! {
    "an image": found at "docs/brief.md:3:1" { "docs/brief.md": "# Brief\n\n![Logo](logo.svg)\n" };
    "a heading of the document itself": found at "docs/brief.md:3:1" { "docs/brief.md": "# Brief\n\n[below](#below) and [here](#brief)\n" };
    "other hosts are never asked": passes { "docs/brief.md": "# Brief\n\n[home](https://example.com/none) and [mail](mailto:a@example.com)\n" };
    "no document": not_assessable {};
}
