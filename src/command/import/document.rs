//! A document of Word becomes a Markdown file of the project.

use std::path::Path;

use super::bases::BASES;
use super::put;
use crate::cli::ImportArgs;
use crate::command::Failure;
use crate::project::{Kind, Project};
use crate::source::files::read_from_disk;
use crate::source::slug::slug;
use crate::source::{docx, encoding};
use crate::text::{Lang, Message};
use crate::{both, say};

/// Whether a file is a document.
pub(super) fn is_one(file: &Path) -> bool {
    file.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("docx"))
}

/// Brings a document, and says what came of it. One that was changed here since it was brought last stays as it is.
pub(super) fn bring(project: &Project, args: &ImportArgs, file: &Path, asked: Option<Kind>, lang: Lang) -> Result<String, Failure> {
    let shown = file.display().to_string();
    let bytes = read_from_disk(file, project.limits.file_bytes).map_err(|problem| Failure::of_file(&shown, *problem))?;
    let converted = docx::convert(&bytes, &project.limits).ok_or_else(|| damaged(&shown))?;
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let path = match &args.into {
        Some(path) => path.to_string_lossy().replace('\\', "/"),
        None => {
            let folder = asked.or_else(|| Kind::of_path(&name)).map_or("docs", Kind::key);
            format!("{folder}/{}.md", name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem))
        }
    };
    if !path.ends_with(".md") {
        return Err(say!("`{path}` is no Markdown file.", "`{path}`不是 Markdown 文件。", path).into());
    }
    let base_path = format!("{BASES}/{}.md", slug(&path));
    let text = |path: &str| Some(encoding::decode(&read_from_disk(&args.folder.join(path), u64::MAX).ok()?).text);
    let (base, own) = (text(&base_path), text(&path));
    let new = &converted.markdown;
    let is_written = own.is_none() || (own == base && own.as_ref() != Some(new));
    let stays = own.is_some() && own != base && own.as_ref() != Some(new);
    if stays && base.as_ref() != Some(new) {
        return Err(changed_here(&path));
    }
    if !args.dry_run {
        if is_written {
            put(&args.folder.join(&path), new.as_bytes())?;
        }
        put(&args.folder.join(&base_path), new.as_bytes())?;
    }
    let what = if is_written { both!("written", "已写入") } else { both!("as before", "不变") };
    let done = say!("{name} → {path}: {what}.", "{name} → {path}：{what}。", name, path, what);
    let left = left(&converted).map(|left| format!("  {}", left.get(lang)));
    Ok(std::iter::once(done.get(lang).to_owned()).chain(left).collect::<Vec<_>>().join("\n") + "\n")
}

fn left(converted: &docx::Converted) -> Option<Message> {
    let (pictures, notes) = (converted.pictures, converted.notes);
    (pictures + notes > 0).then(|| {
        say!(
            "left in the document: pictures {pictures}, footnotes and remarks {notes}",
            "留在原文档：图片{pictures}个，脚注和批注{notes}条",
            pictures,
            notes
        )
    })
}

fn damaged(path: &str) -> Failure {
    Failure {
        message: say!("`{path}` cannot be read as a document of Word.", "`{path}`无法作为 Word 文档读取。", path),
        help: Some(both!("Save it anew as `.docx`, without a password.", "重新保存为不带密码的 `.docx`。")),
    }
}

fn changed_here(path: &str) -> Failure {
    Failure {
        message: say!(
            "`{path}` was changed here and in the document; nothing was written.",
            "`{path}`与原文档都有改动，未写入任何内容。",
            path
        ),
        help: Some(both!("Name another file with `--into` and compare the two.", "用 `--into` 指定另一个文件，再对比两者。")),
    }
}
