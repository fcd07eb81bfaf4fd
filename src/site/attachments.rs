//! What becomes of files that documents link to: a browser may open each of them and runs none.

use std::collections::BTreeMap;

use super::output::Content;
use crate::project::Project;
use crate::project::settings::OtherFiles;

/// Kinds of files that a browser shows or saves and does not run.
const INERT: [&str; 58] = [
    "7z", "ai", "avif", "bmp", "bz2", "csv", "doc", "docx", "dwg", "eml", "eps", "epub", "flac", "gif", "gz", "heic", "ico", "ics", "indd",
    "jpeg", "jpg", "json", "key", "log", "m4a", "m4v", "markdown", "md", "mov", "mp3", "mp4", "mpp", "msg", "odg", "odp", "ods", "odt",
    "ogg", "otf", "pdf", "png", "ppt", "pptx", "psd", "rtf", "tgz", "tif", "tiff", "tsv", "ttf", "txt", "vcf", "vsdx", "wav", "webm",
    "webp", "xls", "xlsx",
];
/// Others of them.
const ARCHIVES: [&str; 4] = ["rar", "tar", "xz", "zip"];

/// Bytes at the beginning of a file by which a browser guesses what it is.
const SNIFFED: u64 = 1024;

/// The files that are offered, by their places among the files of the folder.
#[derive(Debug, Default)]
pub struct Attachments(BTreeMap<usize, Attachment>);

/// A file beside the pages.
#[derive(Debug)]
struct Attachment {
    /// Where it is, from the root of the site.
    path: String,
    /// What it holds.
    content: Content,
}

impl Attachments {
    /// What becomes of some files.
    pub fn new(project: &Project, files: impl IntoIterator<Item = usize>) -> Self {
        Self(files.into_iter().filter_map(|file| Some((file, attachment(project, project.path(file))?))).collect())
    }

    /// Where a file is, from the root of the site, if it is offered.
    pub fn path(&self, file: usize) -> Option<&str> {
        Some(&self.0.get(&file)?.path)
    }

    /// Every one: the file's place, where it is and what it holds.
    pub fn all(&self) -> impl Iterator<Item = (usize, &str, &Content)> {
        self.0.iter().map(|(file, attachment)| (*file, attachment.path.as_str(), &attachment.content))
    }
}

/// A drawing loses what it could run. What is neither that nor inert is offered as text, or not at all, as the project wishes.
fn attachment(project: &Project, path: &str) -> Option<Attachment> {
    let copy = || Content::CopyOf(path.to_owned());
    let extension = path.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default();
    if INERT.iter().chain(&ARCHIVES).any(|inert| *inert == extension) && !begins_as_markup(project, path) {
        return Some(Attachment { path: format!("files/{path}"), content: copy() });
    }
    if let Some(drawing) = Some(path).filter(|_| extension == "svg").and_then(|path| drawing(project, path)) {
        return Some(Attachment { path: format!("files/{path}"), content: Content::Made(drawing) });
    }
    let is_offered = project.settings.site.other_files.unwrap_or(OtherFiles::AsText) == OtherFiles::AsText;
    is_offered.then(|| Attachment { path: format!("texts/{path}.txt"), content: copy() })
}

/// Whether a browser that is not told the kind of a file would take it for a page.
fn begins_as_markup(project: &Project, path: &str) -> bool {
    let head = project.folder.head(path, SNIFFED).unwrap_or_default();
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&head);
    text.trim_ascii_start().starts_with(b"<")
}

/// A drawing without scripts, handlers and addresses of other hosts; `None` if it cannot be read as one.
fn drawing(project: &Project, path: &str) -> Option<Vec<u8>> {
    let bytes = project.folder.small_file(path).ok()?;
    let mut filter = svg_hush::Filter::new();
    filter.set_data_url_filter(svg_hush::data_url_filter::allow_standard_images);
    let mut drawing = Vec::new();
    filter.filter(bytes.as_slice(), &mut drawing).ok()?;
    Some(by_itself(std::str::from_utf8(&drawing).ok()?).into_bytes())
}

/// A drawing without addresses of other files, which the filter has left with only their hosts taken away.
fn by_itself(drawing: &str) -> String {
    let ends: [(&str, &[char]); 2] = [("href=\"", &['"']), ("url(", &[')', '"', '<'])];
    ends.into_iter().fold(drawing.to_owned(), |text, (start, ends)| {
        let mut parts = text.split(start);
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |kept, part| {
            let address = part.trim_start_matches("&quot;").trim_start_matches(['\'', '"', ' ']);
            let is_own = address.starts_with('#') || address.starts_with("data:");
            let rest = if is_own { part } else { part.find(ends).and_then(|end| part.get(end..)).unwrap_or_default() };
            kept + start + rest
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Date;
    use crate::project::{Folder, ReportDateSource, load};

    fn attachments(settings: &str, files: &[(&str, &str)]) -> Vec<(String, Option<String>)> {
        let files = [files, &[("alongside.yaml", settings)]].concat();
        let project = load(Folder::of_texts(&files), ReportDateSource { as_of: None, otherwise: Date::new(2026, 3, 31) });
        let others = project.files.iter().enumerate().filter(|(_, file)| file.text.is_none()).map(|(at, _)| at);
        let made = |content: &Content| match content {
            Content::Made(bytes) => Some(String::from_utf8(bytes.clone()).unwrap()),
            Content::CopyOf(_) => None,
        };
        Attachments::new(&project, others).all().map(|(_, path, content)| (path.to_owned(), made(content))).collect()
    }

    #[test]
    fn what_a_browser_would_run_is_text_or_stays_away() {
        let files = [
            ("a.PDF", ""),
            ("b.html", ""),
            ("c.xml", ""),
            ("d", ""),
            ("e.svgz", ""),
            ("f.mhtml", ""),
            ("g.svg", "no drawing"),
            ("h.dwg", "\n <html>"),
        ];
        let paths = |settings: &str| attachments(settings, &files).into_iter().map(|(path, _)| path).collect::<Vec<_>>();
        let texts = [
            "texts/b.html.txt",
            "texts/c.xml.txt",
            "texts/d.txt",
            "texts/e.svgz.txt",
            "texts/f.mhtml.txt",
            "texts/g.svg.txt",
            "texts/h.dwg.txt",
        ];
        assert_eq!(paths(""), [&["files/a.PDF"], &texts[..]].concat());
        assert_eq!(paths("site: {other_files: leave out}\n"), ["files/a.PDF"]);
    }

    #[test]
    fn what_a_drawing_has_of_its_own_stays() {
        let own = "<use href=\"#a\"/><rect fill=\"url(#b)\" style=\"fill: url(&quot;#c&quot;)\"/><style>.d { fill: url('#e') }</style><image href=\"data:image/png;base64,AA\"/>";
        assert_eq!(by_itself(own), own);
        assert_eq!(by_itself("<image href=\"/a\"/><g style=\"fill: url(/b) c\"/>"), "<image href=\"\"/><g style=\"fill: url() c\"/>");
    }

    #[test]
    fn a_drawing_keeps_its_shapes_and_loses_what_it_could_run() {
        let drawing = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' onload='alert(1)'>\
            <script>alert(2)</script><style>@import url(https://a.example/b.css); .x { fill: url(https://a.example/c) }</style>\
            <a xlink:href='javascript:alert(3)'><circle class='x' r='4' onclick='alert(4)'/></a>\
            <image href='https://a.example/d.png'/><foreignObject><iframe src='https://a.example'/></foreignObject>\
            <animate attributeName='href' to='x'/><set attributeName='onload' to='y'/></svg>";
        let found = attachments("", &[("x.svg", drawing)]);
        let [(path, Some(made))] = found.as_slice() else { panic!("{found:?}") };
        assert!(path == "files/x.svg" && made.contains("<circle class=\"x\" r=\"4\""), "{made}");
        assert!(!made.contains("/c") && !made.contains("/d.png"), "{made}");
        for word in ["alert", "script", "@import", "url(https", "onload", "onclick", "iframe", "foreignObject", "attributeName"] {
            assert!(!made.contains(word), "{word}: {made}");
        }
    }
}
