//! `alongside explain`: the checklist in words.

use std::process::ExitCode;

use super::{Failure, language, output};
use crate::checklist::explain::Topic;
use crate::checklist::fields;
use crate::cli::ExplainArgs;
use crate::project::{Folder, Kind};
use crate::text::{Lang, Message};
use crate::{both, report, say};

pub(super) fn run(args: &ExplainArgs) -> Result<ExitCode, Failure> {
    // Where it is typed in a project's folder, the project's language and its settings count.
    let settings = Folder::settings_of(".".as_ref());
    let usual = settings.as_ref().and_then(|settings| settings.languages().first().copied()).unwrap_or(Lang::En);
    let lang = language(args.lang.as_deref(), usual)?;
    let text = match args.topic.as_deref() {
        None => report::explain(Topic::All, settings.as_ref(), lang),
        Some(name) => match (Topic::find(name), fields::find(name)) {
            (Ok(topic), _) => report::explain(topic, settings.as_ref(), lang),
            (_, Ok(register)) => report::fields(register, lang),
            (Err(near), Err(register)) => return Err(unknown(name, &near, register)),
        },
    };
    output::result(&text);
    Ok(ExitCode::SUCCESS)
}

fn unknown(name: &str, near: &[&'static str], register: Option<Kind>) -> Failure {
    let mut near: Vec<&str> = near.to_vec();
    near.extend(register.map(Kind::key).filter(|key| !near.contains(key)));
    let near: Vec<Message> = near.iter().map(|id| Message::same(format!("`{id}`"))).collect();
    let help = match near.as_slice() {
        [] => both!("`alongside explain` lists all areas, items and rules.", "`alongside explain` 列出全部领域、条目和规则。"),
        near => {
            let list = Message::any(near);
            say!("Did you mean {list}?", "是不是 {list}？", list)
        }
    };
    let message = say!("“{name}” is no rule, item, area or register.", "没有叫“{name}”的规则、条目、领域或登记册。", name);
    Failure { message, help: Some(help) }
}
