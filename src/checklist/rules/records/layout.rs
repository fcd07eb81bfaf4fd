//! What the settings say of files and columns.

use crate::checklist::{Finding, Place, Verdict};
use crate::project::{Kind, Project, Role};
use crate::source::fold::nearest;
use crate::text::Message;
use crate::{both, say};

/// Every line of `files` and `columns` that means nothing.
pub(super) fn wrong(project: &Project) -> Vec<Verdict> {
    let settings = &project.settings;
    let files = settings.files.iter().filter(|(_, word)| Role::of(word).is_none()).map(|(path, word)| file(path, word));
    files.chain(settings.columns.iter().flat_map(|(register, heads)| columns(register, heads))).collect()
}

fn finding(path: &[&str], message: Message, help: Message) -> Verdict {
    Finding::new(Place::Setting(path.iter().map(|part| (*part).to_owned()).collect()), message).help(help).into()
}

fn meant(near: &str) -> Message {
    say!("Did you mean `{near}`?", "是不是 `{near}`？", near)
}

fn registers() -> impl Iterator<Item = &'static str> {
    Kind::ALL.iter().flat_map(|kind| [kind.key(), kind.zh()])
}

fn file(path: &str, word: &str) -> Verdict {
    let message =
        say!("`files` says “{word}” of `{path}`, which is no register.", "`files` 把 `{path}` 写成“{word}”，这不是登记册。", word, path);
    let help = match nearest(word, registers().chain(["document", "ignore", "文档", "忽略"])) {
        Some(near) => meant(near),
        None => both!("Write a register's name, `document` or `ignore`.", "写登记册名称、`document`（文档）或 `ignore`（忽略）。"),
    };
    finding(&["files", path], message, help)
}

fn columns(register: &str, heads: &serde_yaml::Value) -> Vec<Verdict> {
    let Some(kind) = Kind::of_key(register).or_else(|| Kind::of_stem(register)) else {
        let message = say!("`columns` names “{register}”, which is no register.", "`columns` 中的“{register}”不是登记册。", register);
        let help = nearest(register, registers())
            .map_or_else(|| both!("Write a register's name, as `tasks`.", "写登记册名称，例如“任务”。"), meant);
        return vec![finding(&["columns", register], message, help)];
    };
    let Some(heads) = heads.as_mapping() else {
        let message = say!("`columns` of `{register}` is no list of heads.", "`columns` 的 `{register}` 下没有列名。", register);
        let help = both!("Write `HEAD: field` below it.", "在下面写“列名: 字段”。");
        return vec![finding(&["columns", register], message, help)];
    };
    let pairs = heads.iter().filter_map(|(head, field)| Some((head.as_str()?, field.as_str().unwrap_or_default())));
    let unknown = pairs.filter(|(_, field)| kind.vocabulary().find(field).is_none());
    unknown.map(|(head, field)| column(kind, register, head, field)).collect()
}

fn column(kind: Kind, register: &str, head: &str, field: &str) -> Verdict {
    let message = say!(
        "`columns` says “{field}” of “{head}”, which is no field of “{register}”.",
        "`columns` 把“{head}”写成“{field}”，“{register}”没有这个字段。",
        field,
        head,
        register = kind.label()
    );
    let help = match kind.vocabulary().suggest(field) {
        Some((near, _)) => meant(near),
        None => {
            let names: Vec<&str> = kind.fields().iter().map(|field| field.name).take(6).collect();
            say!("Write a field's name, as {names}.", "写字段名，例如{names}。", names = names.join(", "))
        }
    };
    finding(&["columns", register, head], message, help)
}
