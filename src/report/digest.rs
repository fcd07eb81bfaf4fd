//! A few lines on how a project stands, in the shape that mail and chats take: the headline, what changed, what waits, a link.

use std::fmt::Write;

use serde_json::{Value, json};

use super::changes::plain;
use crate::analysis::needs::Need;
use crate::checklist::{Published, label};
use crate::comparison::Comparison;
use crate::text::{Lang, Message, date};
use crate::{both, say};

/// The shape of a digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DigestFormat {
    /// A message as mail programs send it (RFC 5322), without the addresses.
    Email,
    /// Markdown.
    Markdown,
    /// The body of a Slack webhook.
    Slack,
    /// The body of a Microsoft Teams webhook: an adaptive card.
    Teams,
    /// The body of a Feishu or Lark bot: a post.
    Feishu,
    /// The body of a WeCom bot: Markdown.
    Wecom,
    /// The body of a DingTalk bot: Markdown.
    Dingtalk,
}

/// So many changes and needs are told.
const MOST: usize = 6;

/// A digest of what is published, in one language; what changed where an earlier state is known, a link where one is given.
pub fn digest(told: &Published<'_>, since: Option<&Comparison>, link: Option<&str>, format: DigestFormat, lang: Lang) -> String {
    let digest = Digest::of(told, since, link, lang);
    match format {
        DigestFormat::Email => digest.email(),
        DigestFormat::Markdown => digest.markdown(),
        DigestFormat::Slack => line(&json!({ "text": digest.slack() })),
        DigestFormat::Teams => line(&digest.teams()),
        DigestFormat::Feishu => line(&digest.feishu()),
        DigestFormat::Wecom => line(&json!({ "msgtype": "markdown", "markdown": { "content": digest.markdown() } })),
        DigestFormat::Dingtalk => line(&json!({ "msgtype": "markdown", "markdown": { "title": digest.title, "text": digest.markdown() } })),
    }
}

fn line(value: &Value) -> String {
    format!("{value}\n")
}

struct Digest {
    title: String,
    headline: String,
    /// Headings with what stands below them.
    parts: Vec<(String, Vec<String>)>,
    link: Option<(String, String)>,
    lang: Lang,
}

impl Digest {
    fn of(told: &Published<'_>, since: Option<&Comparison>, link: Option<&str>, lang: Lang) -> Self {
        let project = &told.project;
        let public = |message: &Message| (!told.internal_names.are_in(message)).then(|| message.get(lang).to_owned());
        let name = project.settings.project.name.as_ref().map_or_else(
            || both!("Project report", "项目报告").get(lang).to_owned(),
            |name| name.get(lang, project.default_lang()).0.to_owned(),
        );
        let (word, day) = (&told.standing.word, date::message(project.report_date.civil()));
        let title = say!("{name}: {word}, {day}", "{name}：{word}（{day}）", name, word, day);
        let headline = since.map_or_else(|| told.standing.sentence.clone(), |since| since.headline(&told.standing));
        let changes = since.map(|since| {
            let day = date::message(since.then.civil());
            let says = since.changes.iter().filter_map(|change| public(&change.says)).take(MOST).collect::<Vec<_>>();
            let nothing = both!("Nothing in the report has changed.", "报告内容没有变化。").get(lang).to_owned();
            let heading = say!("Since {day}", "{day}以来", day).get(lang).to_owned();
            (heading, if says.is_empty() { vec![nothing] } else { says })
        });
        let needs: Vec<String> = told.analysis.needs.iter().filter_map(|need| public(&sentence(told, need)?)).take(MOST).collect();
        let needs = (!needs.is_empty()).then(|| (both!("We need from you", "需要您做的").get(lang).to_owned(), needs));
        Self {
            title: title.get(lang).to_owned(),
            headline: public(&headline).unwrap_or_default(),
            parts: needs.into_iter().chain(changes).collect(),
            link: link.map(|link| (both!("The whole report", "查看完整报告").get(lang).to_owned(), link.to_owned())),
            lang,
        }
    }

    fn text(&self) -> String {
        let parts = self.parts.iter().map(|(heading, lines)| format!("{heading}\n- {}", lines.join("\n- ")));
        let link = self.link.iter().map(|(words, link)| format!("{words}: {link}"));
        let parts: Vec<String> = std::iter::once(self.headline.clone()).chain(parts).chain(link).filter(|part| !part.is_empty()).collect();
        parts.join("\n\n") + "\n"
    }

    fn email(&self) -> String {
        let headers = format!(
            "Subject: {}\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\nContent-Language: {}\n",
            encoded(&self.title),
            self.lang.tag()
        );
        (headers + "\n" + &self.text()).replace('\n', "\r\n")
    }

    fn markdown(&self) -> String {
        let parts = self.parts.iter().map(|(heading, lines)| {
            let lines: Vec<String> = lines.iter().map(|line| format!("- {}", plain(line))).collect();
            format!("### {}\n\n{}", plain(heading), lines.join("\n"))
        });
        let link = self.link.iter().map(|(words, link)| format!("[{words}](<{}>)", link.replace(['<', '>'], "")));
        let head = [format!("## {}", plain(&self.title)), plain(&self.headline)];
        let parts: Vec<String> = head.into_iter().chain(parts).chain(link).filter(|part| !part.is_empty()).collect();
        parts.join("\n\n") + "\n"
    }

    /// What Slack reads as markup is written out.
    fn slack(&self) -> String {
        let safe = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let parts = self.parts.iter().map(|(heading, lines)| {
            let lines: Vec<String> = lines.iter().map(|line| format!("• {}", safe(line))).collect();
            format!("*{}*\n{}", safe(heading), lines.join("\n"))
        });
        let link = self.link.iter().map(|(words, link)| format!("<{}|{}>", link.replace(['<', '>', '|'], ""), safe(words)));
        let head = [format!("*{}*", safe(&self.title)), safe(&self.headline)];
        head.into_iter().chain(parts).chain(link).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
    }

    fn teams(&self) -> Value {
        let block = |text: &str, more: Value| {
            let mut block = json!({ "type": "TextBlock", "text": plain(text), "wrap": true });
            if let (Some(block), Value::Object(more)) = (block.as_object_mut(), more) {
                block.extend(more);
            }
            block
        };
        let mut body = vec![block(&self.title, json!({ "size": "Large", "weight": "Bolder" })), block(&self.headline, json!({}))];
        for (heading, lines) in &self.parts {
            body.push(block(heading, json!({ "weight": "Bolder", "spacing": "Medium" })));
            body.extend(lines.iter().map(|line| block(&format!("• {line}"), json!({ "spacing": "Small" }))));
        }
        let actions: Vec<Value> =
            self.link.iter().map(|(words, link)| json!({ "type": "Action.OpenUrl", "title": words, "url": link })).collect();
        let card = json!({
            "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
            "type": "AdaptiveCard", "version": "1.4", "body": body, "actions": actions,
        });
        json!({ "type": "message", "attachments": [{ "contentType": "application/vnd.microsoft.card.adaptive", "content": card }] })
    }

    fn feishu(&self) -> Value {
        let text = |text: &str| json!([{ "tag": "text", "text": text }]);
        let mut content = vec![text(&self.headline)];
        for (heading, lines) in &self.parts {
            content.push(text(heading));
            content.extend(lines.iter().map(|line| text(&format!("• {line}"))));
        }
        content.extend(self.link.iter().map(|(words, link)| json!([{ "tag": "a", "text": words, "href": link }])));
        let language = match self.lang {
            Lang::En => "en_us",
            Lang::Zh => "zh_cn",
        };
        json!({ "msg_type": "post", "content": { "post": { language: { "title": self.title, "content": content } } } })
    }
}

/// "CH-11 “Winter flight” is to be approved or rejected."
fn sentence(told: &Published<'_>, need: &Need) -> Option<Message> {
    let (record, ask) = (label(&told.project, told.project.record(need.record)?), need.ask.label());
    Some(say!("{record} is {ask}.", "{record}{ask}。", record, ask))
}

/// Bytes of an encoded word, so that a line with what is around it is no longer than 78.
const LONGEST: usize = 54;

/// A header's text in encoded words (RFC 2047), each of at most 75 characters; plain where it is ASCII.
fn encoded(text: &str) -> String {
    if text.is_ascii() && !text.contains(['\r', '\n']) {
        return text.to_owned();
    }
    let mut words = vec![String::new()];
    for c in text.chars() {
        let mut bytes = [0; 4];
        let written = c.encode_utf8(&mut bytes).bytes().fold(String::new(), |mut written, byte| {
            let _ = write!(written, "={byte:02X}");
            written
        });
        match words.last_mut() {
            Some(word) if word.len() + written.len() <= LONGEST => word.push_str(&written),
            _ => words.push(written),
        }
    }
    words.iter().map(|word| format!("=?UTF-8?Q?{word}?=")).collect::<Vec<_>>().join("\n ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Analysis;
    use crate::calendar::Date;
    use crate::checklist::{Assessment, Audience};
    use crate::project::{Folder, load_at};

    fn told(format: DigestFormat, lang: Lang) -> String {
        let state = |title: &str, status: &str| {
            let changes = format!(
                "- {{id: CH-1, title: '{title}', raised: 2026-06-01}}\n- {{id: CH-2, title: Secret, raised: 2026-06-01, visibility: internal}}\n"
            );
            let risks = format!("- {{id: R-1, title: Rain, status: {status}}}\n");
            let settings = "project: {name: 新品上市}\nlanguages: [en, zh-CN]\n";
            let project = load_at(
                Folder::of_texts(&[("alongside.yaml", settings), ("changes.yaml", &changes), ("risks.yaml", &risks)]),
                Date::new(2026, 6, 15),
                &std::sync::Arc::default(),
            );
            let analysis = Analysis::of(&project);
            Assessment::of(project, analysis)
        };
        let (then, now) = (state("<b>*Winter*", "open"), state("<b>*Winter*", "occurred"));
        let (then, now) = (Published::to(Audience::Public, &then), Published::to(Audience::Public, &now));
        let since = Comparison::of(&then, &now);
        digest(&now, Some(&since), Some("https://example.com/report/"), format, lang)
    }

    #[test]
    fn mail_has_its_headers_and_says_what_waits() {
        let mail = told(DigestFormat::Email, Lang::En);
        let (headers, body) = mail.split_once("\r\n\r\n").unwrap();
        assert!(headers.lines().all(|line| line.is_ascii() && line.len() <= 78) && headers.starts_with("Subject: =?UTF-8?Q?"), "{headers}");
        assert!(body.contains("- CH-1 “<b>*Winter*” is to be approved or rejected.\r\n"), "{body}");
        assert!(body.contains("Since 15 Jun 2026\r\n- “Rain” has occurred.") && body.contains("https://example.com/report/"), "{body}");
    }

    #[test]
    fn every_shape_says_the_same_and_nothing_internal_or_marked_up() {
        for format in [DigestFormat::Slack, DigestFormat::Teams, DigestFormat::Feishu, DigestFormat::Wecom, DigestFormat::Dingtalk] {
            for lang in [Lang::En, Lang::Zh] {
                let body = told(format, lang);
                let value: Value = serde_json::from_str(&body).unwrap();
                assert!(value.is_object() && body.contains("Rain") && body.contains("https://example.com/report/"), "{body}");
                assert!(!body.contains("Secret"), "{body}");
            }
        }
        assert!(told(DigestFormat::Slack, Lang::En).contains("&lt;b&gt;"));
        assert!(told(DigestFormat::Markdown, Lang::Zh).contains("- CH-1“\\<b\\>\\*Winter\\*”待批准或驳回。"));
    }
}
