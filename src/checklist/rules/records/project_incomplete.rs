use super::reading;
use crate::checklist::rules::examples::{id_of, someone_of};
use crate::checklist::rules::owner::person_name;
use crate::checklist::{Finding, RuleContext, Place, Verdict};
use crate::project::registers::words::Side;
use crate::project::{Project, Stage};
use crate::text::Message;
use crate::{both, rule, say};

rule! { "project-incomplete", Records, Quality, Warning, Once, Planning..=Closed;
    title "Project settings lack something" "项目信息不完整";
    what "`alongside.yaml` says the project's name, its first and last day, its project manager and its marketing lead." "`alongside.yaml` 写明项目名称、起止日期、项目经理和市场负责人。";
    why "Without them nobody sees whose project it is, and nothing can be late." "缺了这些，看不出项目由谁负责，也判断不了是否延误。";
    fix "Add the missing lines under `project:`." "在 `project:` 下补上缺少的几行。";
    bad at "alongside.yaml:2:3 project" { "alongside.yaml": "project:\n  name: Spring launch\n  stage: execution\n" }
    good { "alongside.yaml": "project:\n  name: Spring launch\n  stage: execution\n  start: 2026-01-05\n  end: 2026-12-18\n  project_manager: li-na\n  marketing_lead: chen-wei\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let info = &judge.project.settings.project;
    let fields = [
        (info.name.is_none(), "name", "名称"),
        (info.start.is_none(), "start", "开始"),
        (info.end.is_none() && judge.project.stage() > Stage::Initiation, "end", "结束"),
        (info.project_manager.is_none(), "project_manager", "项目经理"),
        (info.marketing_lead.is_none(), "marketing_lead", "市场负责人"),
    ];
    let absent: Vec<(&str, &str)> = fields.into_iter().filter(|(is_absent, ..)| *is_absent).map(|(_, name, zh)| (name, zh)).collect();
    let missing: Vec<(&str, &str)> =
        absent.iter().filter(|(name, zh)| !reading::is_misread(judge.project, &["project", name], zh)).copied().collect();
    if missing.is_empty() {
        let unreadable = || Verdict::NotAssessable(both!("The value could not be read.", "该值无法读取。"));
        judge.once(if absent.is_empty() { Verdict::Pass } else { unreadable() });
        return;
    }
    let names: Vec<Message> =
        missing.iter().map(|(name, zh)| Message { en: format!("`{name}`").into(), zh: format!("“{zh}”").into() }).collect();
    let list = Message::any(&names);
    let zh_list = Message::list(&names).zh;
    let place = if judge.project.settings_file.is_some() { Place::Setting(vec!["project".to_owned()]) } else { Place::Project };
    let message = say!("The project has no {en_list}.", "项目信息缺少{zh_list}。", en_list = list.en, zh_list);
    judge.once(Finding::new(place, message).help(help(judge.project, &missing)));
}

/// The lines to add, as they are typed.
fn help(project: &Project, missing: &[(&str, &str)]) -> Message {
    let lines: Vec<Message> = missing.iter().map(|(name, zh)| line(project, name, zh)).collect();
    say!(
        "Add {lines} under `project:` in `alongside.yaml`.",
        "在 `alongside.yaml` 的“项目”（`project`）下补上 {lines}。",
        lines = Message::list(&lines)
    )
}

fn line(project: &Project, name: &str, zh: &str) -> Message {
    match name {
        "start" | "end" => say!("`{en_name}: YYYY-MM-DD`", "`{zh_name}: YYYY-MM-DD`", en_name = name, zh_name = zh),
        "marketing_lead" => {
            let person = someone_of(project, Side::Marketing);
            let zh_person = person.map_or_else(|| "…".into(), |person| person_name(project, person).zh);
            say!("`{en_name}: {en_id}`", "`{zh_name}: {zh_person}`", en_name = name, zh_name = zh, en_id = id_of(project, person), zh_person)
        }
        _ => say!("`{en_name}: …`", "`{zh_name}: …`", en_name = name, zh_name = zh),
    }
}

crate::cases! {
    "the settings say nothing": found at "alongside.yaml:1:1 project" { "alongside.yaml": "languages: [en]\n" };
    "in Chinese": passes { "alongside.yaml": "项目: {名称: 新店, 开始: 2026-03-02, 结束: 2026-12-18, 项目经理: 李娜, 市场负责人: 陈伟}\n" };
    "one slip is one finding": not_assessable { "alongside.yaml": "project: {name: Launch, start: soon, end: 2026-12-18, project_manager: Li Na, marketing_lead: Chen Wei}\n" };
    "a misspelt key is one finding": not_assessable { "alongside.yaml": "project: {name: Launch, start: 2026-03-02, end: 2026-12-18, project_managr: Li Na, marketing_lead: Chen Wei}\n" };
    "the end alone": found at "alongside.yaml:1:10 project" { "alongside.yaml": "project: {name: Launch, start: 2026-03-02, project_manager: Li Na, marketing_lead: Chen Wei}\n" };
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::outcome;

    #[test]
    fn the_help_shows_the_lines_that_are_missing() {
        let settings = ("alongside.yaml", "project: {name: Launch, start: 2026-03-02, stage: execution, project_manager: Li Na}\n");
        let help = |people: &str| outcome(&RULE, &[settings, ("people.yaml", people)]).findings[0].finding.help.clone().unwrap();
        let known = help("- {id: mei, name: {en: He Mei, zh-CN: 何梅}, side: marketing}\n");
        assert_eq!(known.en, "Add `end: YYYY-MM-DD` and `marketing_lead: mei` under `project:` in `alongside.yaml`.");
        assert_eq!(known.zh, "在 `alongside.yaml` 的“项目”（`project`）下补上 `结束: YYYY-MM-DD`和`市场负责人: 何梅`。");
        assert!(help("- {id: mei, name: He Mei}\n").en.contains("`marketing_lead: …`"), "nobody is known to be of marketing");
    }
}
