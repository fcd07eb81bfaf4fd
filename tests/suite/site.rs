//! The site of the example and of a small folder, as the command writes it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use crate::scratch::Scratch;

type Tree = BTreeMap<String, Vec<u8>>;

fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("example-project")
}

fn alongside() -> Command {
    Command::new(env!("CARGO_BIN_EXE_alongside"))
}

fn build(command: &mut Command, project: &Path, out: &Path) {
    let output = command.arg("build").arg(project).arg("-o").arg(out).output().expect("the program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn read_tree(root: &Path) -> Tree {
    fn walk(root: &Path, folder: &Path, tree: &mut Tree) {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                walk(root, &path, tree);
            } else {
                let name = path.strip_prefix(root).expect("below the root").to_string_lossy().replace('\\', "/");
                tree.insert(name, std::fs::read(&path).expect("a file"));
            }
        }
    }
    let mut tree = Tree::new();
    walk(root, root, &mut tree);
    tree
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy_folder(&path, &target);
        } else {
            std::fs::copy(&path, target).expect("a copy");
        }
    }
}

/// Bytes of a page before compression, its charts included.
const HEAVIEST: usize = 150_000;

/// The overview is what is opened most, on phones too.
const HEAVIEST_OVERVIEW: usize = 80_000;

/// The example's site, built once for all tests.
fn site() -> &'static Tree {
    static SITE: OnceLock<Tree> = OnceLock::new();
    SITE.get_or_init(|| {
        let scratch = Scratch::new("site");
        build(&mut alongside(), &example(), &scratch.path().join("out"));
        read_tree(&scratch.path().join("out"))
    })
}

fn pages(tree: &Tree) -> impl Iterator<Item = (&String, &str)> {
    tree.iter().filter(|(path, _)| path.ends_with(".html")).map(|(path, bytes)| (path, std::str::from_utf8(bytes).expect("UTF-8")))
}

/// The values of an attribute, with the character references that an address may have decoded.
fn values<'t>(html: &'t str, attribute: &str) -> Vec<String> {
    let marker = format!(" {attribute}=\"");
    html.split(&marker)
        .skip(1)
        .filter_map(|rest: &'t str| rest.split('"').next())
        .map(|value| value.replace("&amp;", "&").replace("&#x2F;", "/"))
        .collect()
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let escaped =
            (*first == b'%').then(|| std::str::from_utf8(tail.get(..2)?).ok().and_then(|hex| u8::from_str_radix(hex, 16).ok())).flatten();
        bytes.push(escaped.unwrap_or(*first));
        rest = if escaped.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8(bytes).expect("an address is UTF-8")
}

fn resolve(from: &str, target: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            "." | "" => {}
            ".." => assert!(parts.pop().is_some(), "{from} links out of the site: {target}"),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

fn is_outside(target: &str) -> bool {
    ["http://", "https://", "mailto:", "tel:"].iter().any(|scheme| target.starts_with(scheme))
}

#[test]
fn every_internal_link_and_anchor_resolves() {
    let tree = site();
    let anchors: BTreeMap<&String, BTreeSet<String>> =
        pages(tree).map(|(path, html)| (path, values(html, "id").into_iter().collect())).collect();
    let mut broken = Vec::new();
    for (path, html) in pages(tree) {
        for target in values(html, "href").into_iter().chain(values(html, "src")).filter(|target| !is_outside(target)) {
            let (file, anchor) = target.split_once('#').map_or((target.as_str(), None), |(file, anchor)| (file, Some(decoded(anchor))));
            let file = if file.is_empty() { path.clone() } else { resolve(path, &decoded(file)) };
            let Some((found, _)) = tree.get_key_value(&file) else {
                broken.push(format!("{path} -> {target}"));
                continue;
            };
            let has_anchor = |anchor: &String| anchors.get(found).is_none_or(|anchors| anchors.contains(anchor));
            if !anchor.as_ref().is_none_or(has_anchor) {
                broken.push(format!("{path} -> {target} (no such anchor)"));
            }
        }
    }
    assert!(broken.is_empty(), "{} broken links:\n{}", broken.len(), broken[..broken.len().min(20)].join("\n"));
}

#[test]
fn no_page_asks_anything_of_another_host() {
    for (path, html) in pages(site()) {
        for target in values(html, "src") {
            assert!(!is_outside(&target) && !target.starts_with("//"), "{path} loads {target}");
        }
        let loads = html.split("<link ").skip(1).filter_map(|tag| tag.split('>').next());
        // A page says at which address it stands, and its other language; no browser asks for these.
        let is_said = |tag: &str| tag.starts_with("rel=\"canonical\"") || tag.starts_with("rel=\"alternate\"");
        for tag in loads.filter(|tag| !is_said(tag)) {
            assert!(!tag.contains("href=\"http"), "{path} loads {tag}");
        }
        assert!(!html.contains(" style=\"") && !html.contains(" onclick="), "{path} has inline style or script");
    }
    let styles = site().iter().filter(|(path, _)| path.ends_with(".css"));
    for (path, bytes) in styles {
        let text = std::str::from_utf8(bytes).expect("UTF-8");
        assert!(!text.contains("url(http") && !text.contains("@import"), "{path} loads from elsewhere");
    }
}

#[test]
fn links_are_to_files_never_to_folders() {
    for (path, html) in pages(site()) {
        for target in values(html, "href").into_iter().filter(|target| !is_outside(target)) {
            assert!(!target.split('#').next().unwrap_or_default().ends_with('/'), "{path} links to a folder: {target}");
        }
    }
}

#[test]
fn both_languages_have_the_same_pages() {
    let of = |lang: &str| -> BTreeSet<String> {
        site().keys().filter_map(|path| path.strip_prefix(&format!("{lang}/"))).map(str::to_owned).collect()
    };
    assert!(of("en").len() > 100);
    assert_eq!(of("en"), of("zh-CN"));
}

#[test]
fn the_same_bytes_from_another_folder_time_zone_locale_and_number_of_threads() {
    let scratch = Scratch::new("same");
    let elsewhere = scratch.path().join("somewhere else/项目");
    copy_folder(&example(), &elsewhere);
    let out = scratch.path().join("out");
    let mut command = alongside();
    command
        .env("TZ", "Pacific/Kiritimati")
        .env("LC_ALL", "zh_CN.UTF-8")
        .env("RAYON_NUM_THREADS", "1")
        .env("SOURCE_DATE_EPOCH", "1")
        .current_dir(&elsewhere);
    build(&mut command, Path::new("."), &out);
    let other = read_tree(&out);
    assert_eq!(site().keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    for (path, bytes) in site() {
        assert!(other[path] == *bytes, "{path} differs");
    }
}

#[test]
fn nothing_is_written_when_nothing_has_changed() {
    let scratch = Scratch::new("again");
    let out = scratch.path().join("out");
    build(&mut alongside(), &example(), &out);
    let modified = |out: &Path| std::fs::metadata(out.join("index.html")).and_then(|data| data.modified()).expect("a time");
    let before = modified(&out);
    build(&mut alongside(), &example(), &out);
    assert_eq!(before, modified(&out));
}

#[test]
fn one_slip_is_told_with_its_days_on_every_page_that_it_touches() {
    let told = [
        (
            "en/index.md",
            vec![
                "Firmware 1.1 with the quiet drain in 11 days",
                "“Firmware 1.1 with the quiet drain” comes 7 working days later than planned",
            ],
        ),
        ("en/calendar.md", vec!["| 1 Dec +7 wd<br>agreed for 20 Nov |", "Quieter by update, from 30 Nov: 1 working day too late"]),
        ("en/campaigns/C-05.md", vec!["Firmware 1.1 with the quiet drain | 1 Dec | 1 working day too late"]),
        ("en/launches/M-11.md", vec!["moved by 7 working days", "Quieter by update | 30 Nov | 1 working day too late"]),
        ("zh-CN/index.md", vec!["“固件1.1（静音排水）”"]),
        ("zh-CN/calendar.md", vec!["升级之后更安静，11月30日起： 晚1个工作日"]),
        ("zh-CN/campaigns/C-05.md", vec!["12月1日 | 晚1个工作日"]),
        ("zh-CN/launches/M-11.md", vec!["11月30日 | 晚1个工作日"]),
    ];
    for (page, words) in told {
        let text = std::str::from_utf8(site().get(page).expect("a page")).expect("UTF-8");
        for words in words {
            assert!(text.contains(words), "{page} does not say “{words}”: {text}");
        }
    }
}

#[test]
fn no_page_is_heavy() {
    for (path, bytes) in site().iter().filter(|(path, _)| path.ends_with(".html")) {
        let most = if path.ends_with("/index.html") { HEAVIEST_OVERVIEW } else { HEAVIEST };
        assert!(bytes.len() < most, "{path} has {} bytes", bytes.len());
    }
}

#[test]
fn a_long_register_has_a_page_of_its_own_that_its_area_and_its_records_lead_to() {
    let text = |path: &str| String::from_utf8(site().get(path).unwrap_or_else(|| panic!("no {path}")).clone()).expect("UTF-8");
    let (area, register) = (text("en/plan.html"), text("en/registers/tasks.html"));
    assert!(area.contains(r#"href="registers/tasks.html""#) && area.contains(r#"href="registers/tasks.html#tasks-T-23""#));
    assert!(register.contains(r#"id="tasks-T-23""#) && !area.contains(r#"id="tasks-T-23""#));
}

#[test]
fn what_a_baseline_knows_is_marked_on_the_checklist() {
    let scratch = Scratch::new("known");
    scratch.write("project/alongside.yaml", b"project: {name: x}\nchecklist: {baseline: known.yaml}\nlanguages: [en, zh-CN]\n");
    scratch.write("project/people.yaml", b"- {id: li-na, name: Li Na}\n");
    scratch.write("project/tasks.yaml", b"- {name: Film, owner: nobody}\n");
    let (project, out) = (scratch.path().join("project"), scratch.path().join("site"));
    let known = project.join("known.yaml");
    std::fs::write(&known, "baseline: 1\nfindings: []\n").expect("a file");
    let marks = |page: &str| std::fs::read_to_string(out.join(page)).expect("a page").matches("sub known").count();
    build(&mut alongside(), &project, &out);
    assert_eq!((marks("en/checklist.html"), marks("zh-CN/checklist.html")), (0, 0));
    let written = alongside().arg("check").arg(&project).arg("--write-baseline").arg(&known).output().expect("the program runs");
    assert!(written.status.success(), "{}", String::from_utf8_lossy(&written.stderr));
    build(&mut alongside(), &project, &out);
    assert!(marks("en/checklist.html") > 0 && marks("en/checklist.html") == marks("zh-CN/checklist.html"));
}

#[test]
fn the_navigation_says_where_an_area_would_stand_worse_without_a_waiver() {
    let scratch = Scratch::new("waived");
    scratch.write(
        "project/alongside.yaml",
        b"project: {name: x, stage: execution}\nlanguages: [en, zh-CN]\nchecklist:\n  waivers:\n    - {rule: improvement-overdue, record: I-1, reason: r, approved_by: Li Na, until: 2026-09-30}\n",
    );
    scratch.write("project/people.yaml", b"- {id: li-na, name: Li Na}\n");
    scratch.write("project/improvements.yaml", b"- {id: I-1, title: t, owner: li-na, due: 2026-06-01, measure: m, status: open}\n");
    let out = scratch.path().join("site");
    build(alongside().env("SOURCE_DATE_EPOCH", "1781481600"), &scratch.path().join("project"), &out);
    for (page, said) in [("en/index.html", "1 waived"), ("zh-CN/index.html", "1项已豁免")] {
        let html = std::fs::read_to_string(out.join(page)).expect("a page");
        let navigation = html.split("<nav class=\"areas\"").nth(1).and_then(|rest| rest.split("</nav>").next()).expect("a navigation");
        assert!(navigation.contains(said), "{navigation}");
    }
}
