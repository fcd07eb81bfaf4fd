use crate::checklist::rules::words::{done_without, is_unread, unread};
use crate::checklist::{RuleContext, Verdict};
use crate::project::{Kind, OwnFiles};
use crate::project::registers::support::{ResourceKind, ResourceStatus};
use crate::project::types::ChoiceType;
use crate::text::Message;
use crate::{both, rule, say};

rule! { "no-support-listed", Resources, Quality, Warning, Once, Planning..=Execution;
    title "Technical support is not listed in full" "技术资源没有列全";
    what "The tools, the environments and the staff that marketing needs are listed, each at least once." "市场方需要的工具、环境和人员都已列出，每类至少一项。";
    why "What nobody has asked for is not there on the day that marketing needs it." "没人提出的需求，到用的那天不会自己到位。";
    fix "List it in `support.yaml` with `kind: tool`, `environment` or `staff`; if the project needs none, write `skip: {support: why}` under `checklist:`." "在 `技术资源.csv` 里登记，类型填“工具”“环境”或“人员”；不需要的，在 `checklist:` 下写 `skip: {support: 原因}`。";
    bad at ".:1:1" { "support.yaml": "- {name: Web analytics, kind: tool}\n" }
    good { "support.yaml": "- {name: Web analytics, kind: tool}\n- {name: Test shop, kind: environment}\n- {name: Data engineer, kind: staff}\n" }
    check
}

const ASKED: [ResourceKind; 3] = [ResourceKind::Tool, ResourceKind::Environment, ResourceKind::Staff];

fn check(judge: &mut RuleContext<'_>) {
    if judge.does_without(Kind::Support) {
        judge.once(done_without());
        return;
    }
    let missing: Vec<Message> = ASKED.into_iter().filter(|kind| !is_listed(judge, *kind)).map(name).collect();
    if missing.is_empty() {
        judge.once(Verdict::Pass);
        return;
    }
    if is_unread(judge.project, Kind::Support) {
        judge.once(unread());
        return;
    }
    let [en_list, zh_list] = [Message::any(&missing).en, Message::list(&missing).zh];
    let message = match OwnFiles::of_one(judge.project, Kind::Support).told(Kind::Support) {
        Some(files) => say!(
            "No {en_list} is listed in {files} (technical resources).",
            "{files}（技术资源）中没有列出{zh_list}。",
            en_list,
            files,
            zh_list
        ),
        None => say!("The technical resources list no {en_list}.", "技术资源中没有列出{zh_list}。", en_list, zh_list),
    };
    judge.once(judge.finding(message).help(both!(
        "Add a line for each to `support.yaml`, as `- {name: Test shop, kind: environment, needed_by: 2026-06-30}`.",
        "在 `技术资源.csv` 里每类补一行，填写名称、类型和需要日期。"
    )));
}

fn is_listed(judge: &RuleContext<'_>, kind: ResourceKind) -> bool {
    let mut wanted = judge.project.support.iter().filter(|resource| resource.status != Some(ResourceStatus::Cancelled));
    wanted.any(|resource| resource.kind.as_ref().is_some_and(|known| known.is(kind)))
}

fn name(kind: ResourceKind) -> Message {
    let label = kind.label();
    Message { en: label.en.to_lowercase().into(), zh: label.zh }
}

crate::cases! {
    "one line of each kind": passes { "support.yaml": "- {name: Mail, kind: tool}\n- {name: Test shop, kind: environment}\n- {name: Admin, kind: staff}\n" };
    "the file cannot be read": not_assessable { "support.yaml": "- name: \"Mail\n" };
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::{findings, outcome};

    #[test]
    fn names_what_is_missing() {
        let of_one = outcome(&RULE, &[("技术资源.csv", "名称,类型\n测试商城,环境\n")]);
        assert_eq!(of_one.findings[0].finding.message.en, "The technical resources list no tool or staff.");
        assert_eq!(of_one.findings[0].finding.message.zh, "技术资源中没有列出工具和人员。");
    }

    #[test]
    fn a_file_of_another_name_is_named() {
        let of_one = outcome(&RULE, &[("技术支持.csv", "名称,类型\n测试商城,环境\n")]);
        assert_eq!(of_one.findings[0].finding.message.en, "No tool or staff is listed in `技术支持.csv` (technical resources).");
        assert_eq!(of_one.findings[0].finding.message.zh, "`技术支持.csv`（技术资源）中没有列出工具和人员。");
    }

    #[test]
    fn a_project_may_do_without() {
        assert_eq!(findings(&RULE, &[("alongside.yaml", "checklist:\n  skip: {support: Marketing runs its own tools}\n")]), 0);
    }

    #[test]
    fn what_is_cancelled_does_not_count() {
        let text = "- {name: a, kind: tool}\n- {name: b, kind: environment}\n- {name: c, kind: staff, status: cancelled}\n";
        assert_eq!(findings(&RULE, &[("support.yaml", text)]), 1);
    }
}
