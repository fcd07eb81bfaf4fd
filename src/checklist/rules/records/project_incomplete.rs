use crate::checklist::{Finding, Judge, Place, Verdict};
use crate::project::Stage;
use crate::text::Message;
use crate::{both, rule, say};

rule! { "project-incomplete", Records, Quality, Warning, Once, Planning..=Closed;
    title "Project settings lack something" "项目信息不完整";
    what "`alongside.yaml` says the project's name, its first and last day, its project manager and its marketing lead." "`alongside.yaml` 写明项目名称、起止日期、项目经理和市场负责人。";
    why "Without them nobody sees whose project it is, and nothing can be late." "缺了这些，看不出项目由谁负责，也判断不了是否延误。";
    fix "Add the missing lines under `project:`." "在 `project:` 下补上缺少的几行。";
    bad { "alongside.yaml": "project:\n  name: Spring launch\n  stage: execution\n" }
    good { "alongside.yaml": "project:\n  name: Spring launch\n  stage: execution\n  start: 2026-01-05\n  end: 2026-12-18\n  project_manager: li-na\n  marketing_lead: chen-wei\n" }
    check
}

fn check(judge: &mut Judge<'_>) {
    let info = &judge.project.settings.project;
    let fields = [
        (info.name.is_none(), both!("name", "名称（name）")),
        (info.start.is_none(), both!("start", "开始日期（start）")),
        (info.end.is_none() && judge.project.stage() > Stage::Initiation, both!("end", "结束日期（end）")),
        (info.project_manager.is_none(), both!("project_manager", "项目经理（project_manager）")),
        (info.marketing_lead.is_none(), both!("marketing_lead", "市场负责人（marketing_lead）")),
    ];
    let missing: Vec<Message> = fields.into_iter().filter(|(absent, _)| *absent).map(|(_, name)| name).collect();
    if missing.is_empty() {
        judge.once(Verdict::Pass);
        return;
    }
    let list = Message::list(&missing);
    let place = if judge.project.settings_file.is_some() { Place::Setting(vec!["project".to_owned()]) } else { Place::Project };
    let message = say!("The project has no {list}.", "项目信息缺少{list}。", list);
    let finding = Finding::new(place, message).help(both!(
        "Add the missing lines under `project:` in `alongside.yaml`.",
        "在 `alongside.yaml` 的 `project:` 下补上缺少的几行。"
    ));
    judge.once(finding);
}

crate::cases! {
    "the settings say nothing": found 1 { "alongside.yaml": "languages: [en]\n" };
    "in Chinese": passes { "alongside.yaml": "项目: {名称: 新店, 开始: 2026-03-02, 结束: 2026-12-18, 项目经理: 李娜, 市场负责人: 陈伟}\n" };
    "the end alone": found 1 { "alongside.yaml": "project: {name: Launch, start: 2026-03-02, project_manager: Li Na, marketing_lead: Chen Wei}\n" };
}
