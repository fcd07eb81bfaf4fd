use crate::checklist::rules::words::{done_without, is_unread, unread};
use crate::checklist::{RuleContext, Verdict};
use crate::project::Kind;
use crate::project::registers::meetings::ChannelKind;
use crate::project::types::ChoiceType;
use crate::text::Message;
use crate::{rule, say};

rule! { "no-agreed-tool", Tools, Quality, Warning, Once, Planning..=Closing;
    title "Collaboration tools are not agreed" "没有约定协作工具";
    what "There is an agreed tool for project management, one for messages and one for documents; one tool may be several." "约定了项目管理、即时通讯和文档各用什么工具，一个工具可兼几用。";
    why "Every team uses its own, and half of what is agreed is where the others do not look." "各用各的，约定的事有一半在对方看不到的地方。";
    fix "Add the tool to `channels.yaml` with `kind: [project-management, documents]` and what it is used for." "在 `协作工具.yaml` 登记，写明类型（项目管理、即时通讯、文档）和用途。";
    bad at ".:1:1" { "channels.yaml": "- {name: Project board, kind: project-management}\n" }
    good { "channels.yaml": "- {name: Project board, kind: [project-management, documents]}\n- {name: Group, kind: messaging}\n" }
    check
}

const ASKED: [ChannelKind; 3] = [ChannelKind::ProjectManagement, ChannelKind::Messaging, ChannelKind::Documents];

fn check(judge: &mut RuleContext<'_>) {
    let project = judge.project;
    let is_agreed = |kind| project.channels.iter().any(|channel| channel.kind.iter().any(|known| known.is(kind)));
    let missing: Vec<ChannelKind> = ASKED.into_iter().filter(|kind| !is_agreed(*kind)).collect();
    let verdict = if judge.does_without(Kind::Channels) {
        done_without()
    } else if missing.is_empty() {
        Verdict::Pass
    } else if is_unread(project, Kind::Channels) {
        unread()
    } else {
        let names: Vec<Message> = missing.iter().map(|kind| kind.label()).collect();
        let message = say!(
            "No tool is agreed for {en_list}.",
            "没有约定{zh_list}用什么工具。",
            en_list = Message::any(&names).en.to_lowercase(),
            zh_list = Message::list(&names).zh,
        );
        let help = say!(
            "Add the tool to `channels.yaml`, or the missing kind to a tool that is there: `kind: [{en_kinds}]`.",
            "在 `协作工具.yaml` 登记，或给已有工具的“类型”加上：{zh_kinds}。",
            en_kinds = missing.iter().map(|kind| kind.key()).collect::<Vec<_>>().join(", "),
            zh_kinds = names.iter().map(|name| &*name.zh).collect::<Vec<_>>().join("、"),
        );
        judge.finding(message).help(help).into()
    };
    judge.once(verdict);
}

crate::cases! {
    "one tool for everything": passes { "channels.yaml": "- {name: Board, kind: [project-management, messaging, documents]}\n" };
    "the file cannot be read": not_assessable { "channels.yaml": "- name: \"Board\n" };
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::{findings, outcome};

    #[test]
    fn one_tool_may_be_several() {
        for (path, text, expected) in [
            ("channels.yaml", "- {name: Suite, kind: [board, chat, wiki]}\n", 0),
            ("协作工具.csv", "名称,类型\n飞书,项目管理；即时通讯；文档\n", 0),
            ("alongside.yaml", "checklist:\n  skip: {channels: One office}\n", 0),
            ("tasks.yaml", "- name: x\n", 1),
        ] {
            assert_eq!(findings(&RULE, &[(path, text)]), expected, "{text}");
        }
    }

    #[test]
    fn names_what_is_missing() {
        let message = outcome(&RULE, RULE.bad).findings[0].finding.message.clone();
        assert_eq!(message.en, "No tool is agreed for messaging or documents.");
        assert_eq!(message.zh, "没有约定即时通讯和文档用什么工具。");
    }
}
