//! `alongside digest`: a few lines on how the project stands, for mail and chats.

use std::process::ExitCode;

use super::baseline::Known;
use super::history::{self, Told};
use super::{Failure, judge, language, output};
use crate::analysis::Analysis;
use crate::checklist::{Audience, Published};
use crate::cli::{DigestArgs, DigestShape};
use crate::comparison::Comparison;
use crate::report::{self, DigestFormat};

pub(super) fn run(args: &DigestArgs) -> Result<ExitCode, Failure> {
    let judged = judge(&args.source, Some(&args.edition), Known::AsSet, Analysis::of)?;
    let lang = language(args.lang.as_deref(), judged.project.default_lang())?;
    let told = Published::to(Audience::Public, &judged);
    let Told { last, notice, .. } = history::told(&args.source, args.since.as_deref(), &judged.project)?;
    let since = last.map(|last| Comparison::of(&Published::to(Audience::Public, &last), &told));
    let link = args.link.as_deref().or_else(|| judged.project.settings.report.base_url.as_ref().map(|url| url.0.as_str()));
    output::result(&report::digest(&told, since.as_ref(), link, args.format.into(), lang));
    if let Some(notice) = notice {
        output::message(&notice, lang);
    }
    Ok(ExitCode::SUCCESS)
}

impl From<DigestShape> for DigestFormat {
    fn from(shape: DigestShape) -> Self {
        match shape {
            DigestShape::Email => Self::Email,
            DigestShape::Markdown => Self::Markdown,
            DigestShape::Slack => Self::Slack,
            DigestShape::Teams => Self::Teams,
            DigestShape::Feishu => Self::Feishu,
            DigestShape::Wecom => Self::Wecom,
            DigestShape::Dingtalk => Self::Dingtalk,
        }
    }
}
