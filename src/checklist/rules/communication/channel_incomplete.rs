use crate::checklist::rules::words::lacks;
use crate::checklist::{RuleContext, Subject, Verdict};
use crate::project::Project;
use crate::project::registers::meetings::{Channel, ChannelKind};
use crate::{both, rule, say};

rule! { "channel-incomplete", Tools, Quality, Warning, Folded, Planning..=Closing;
    asks { Channels: purpose owner url; }
    title "Tool lacks its purpose, owner or address" "协作工具缺少用途、负责人或地址";
    what "Every tool says what it is used for, who looks after it and where it is; a messaging group needs no address." "每个工具写明用途、负责人和地址；聊天群不要求地址。";
    why "Somebody new to the project does not find it, or does not know what belongs there." "新来的人找不到，或者不知道什么该放在哪里。";
    fix "Type `purpose`, `owner` and `url` (http, https, mailto, tel or a mail address)." "填“用途”“负责人”和“地址”（http、https、mailto、tel或邮箱）。";
    bad at "channels.yaml:1:78 url" { "channels.yaml": "- {name: Shared files, kind: documents, purpose: Artwork, owner: li-na, url: \"\\\\\\\\server\\\\share\"}\n", "people.yaml": "- {id: li-na, name: Li Na}\n" }
    good { "channels.yaml": "- {name: Shared files, kind: documents, purpose: Artwork, owner: li-na, url: \"https://example.com/files\"}\n- {name: Group, kind: messaging, purpose: Quick questions, owner: li-na}\n", "people.yaml": "- {id: li-na, name: Li Na}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let project = judge.project;
    judge.each(judge.subjects(&project.channels), |channel| verdict(project, channel));
}

fn verdict(project: &Project, channel: Subject<'_, Channel>) -> Verdict {
    let needs_address = !channel.kind.iter().any(|kind| kind.is(ChannelKind::Messaging)) && !channel.name.all().any(is_address);
    let lacks_url = needs_address && channel.url.is_none();
    let fields = [("purpose", channel.purpose.is_none()), ("owner", channel.owner.is_none()), ("url", lacks_url)];
    if let Some(finding) = lacks(project, channel, &fields) {
        return finding.help(RULE.fix.clone()).into();
    }
    let Some(url) = channel.url.as_ref().filter(|url| needs_address && !is_address(url)) else { return Verdict::Pass };
    let record = channel.label(project);
    let message = say!(
        "{record}: `{address}` cannot be opened from the report.",
        "{record}：`{address}` 在报告中打不开。",
        record, address = &url.0
    );
    let help = both!(
        "Write an address that begins with http, https, mailto or tel, or a mail address.",
        "地址以http、https、mailto或tel开头，或填邮箱。"
    );
    channel.finding("url", message).help(help).into()
}

fn is_address(text: &str) -> bool {
    let text = text.trim();
    let has_scheme = ["http://", "https://", "mailto:", "tel:"].iter().any(|scheme| text.to_ascii_lowercase().starts_with(scheme));
    let is_mail = text.split_once('@').is_some_and(|(user, host)| !user.is_empty() && host.contains('.') && !text.contains(char::is_whitespace));
    has_scheme || is_mail
}

crate::cases! {
    "the name is the address": passes { "people.yaml": "- {id: li-na, name: Li Na}\n", "channels.yaml": "- {name: 'https://board.example.com', kind: project-management, purpose: tasks, owner: li-na}\n" };
    "a group has no link": passes { "people.yaml": "- {id: li-na, name: Li Na}\n", "channels.yaml": "- {name: 企业微信群, kind: messaging, purpose: news, owner: li-na}\n" };
    "nobody else can open a drive": found at "channels.yaml:1:69 url" { "people.yaml": "- {id: li-na, name: Li Na}\n", "channels.yaml": "- {name: Drive, kind: documents, purpose: files, owner: li-na, url: 'file:///srv/files'}\n" };
    "nor a share": found at "channels.yaml:1:69 url" { "people.yaml": "- {id: li-na, name: Li Na}\n", "channels.yaml": "- {name: Share, kind: documents, purpose: files, owner: li-na, url: '\\\\server\\files'}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::findings;

    #[test]
    fn what_is_an_address() {
        for (channel, expected) in [
            ("{name: x, purpose: p, owner: o, url: \"https://example.com\"}", 0),
            ("{name: x, purpose: p, owner: o, url: \"mailto:a@example.com\"}", 0),
            ("{name: x, purpose: p, owner: o, url: \"file:///C:/x\"}", 1),
            ("{name: x, purpose: p, owner: o, url: \"javascript:alert(1)\"}", 1),
            ("{name: team@example.com, kind: mail, purpose: p, owner: o}", 0),
            ("{name: 项目群, kind: 即时通讯, purpose: p, owner: o, url: 静洗4项目群}", 0),
            ("{name: 项目群, kind: 即时通讯, purpose: p}", 1),
            ("{name: x, purpose: p, owner: o}", 1),
        ] {
            assert_eq!(findings(&RULE, &[("channels.yaml", &format!("- {channel}\n"))]), expected, "{channel}");
        }
    }
}
