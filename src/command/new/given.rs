//! The values of a new record: those that were typed, and those that follow of themselves.

use crate::calendar::Date;
use crate::cli::NewArgs;
use crate::command::Failure;
use crate::project::append::{Given, Kept, has_room, next_id};
use crate::project::{Common, Kind, Project, all_fields};
use crate::say;
use crate::source::schema::{Field, Shape};
use crate::text::Message;

/// The values of a new record in the order of its fields: its id where others have one, its name, what was set, and the day on which
/// it is raised, or that it cannot do without.
pub(super) fn given(project: &Project, kind: Kind, args: &NewArgs, place: Option<Kept>, today: Date) -> Result<Vec<Given>, Failure> {
    let mut given: Vec<Given> = Vec::new();
    if let Some(title) = &args.title {
        let named = kind.named().ok_or_else(|| nameless(kind))?;
        given.push(Given { path: vec![named], texts: vec![title.trim().to_owned()] });
    }
    for set in &args.set {
        put(&mut given, kind, set)?;
    }
    let has_room = |path: &[&'static str]| match place {
        Some(Kept::Listed(file)) => has_room(project, file, kind, path),
        _ => true,
    };
    let mut add = |field: &'static str, text: String| {
        if given.iter().all(|given| given.path.first() != Some(&field)) && has_room(&[field]) {
            given.push(Given { path: vec![field], texts: vec![text] });
        }
    };
    if let Some(id) = next_id(project, kind) {
        add("id", id);
    }
    let raised = kind.vocabulary().named("raised").filter(|path| path.len() == 1).and_then(|path| kind.vocabulary().field(path.first()?));
    let needed = kind.fields().iter().filter(|field| field.required);
    for field in needed.chain(raised).filter(|field| field.shape.is_day()) {
        add(field.name, today.to_string());
    }
    let missing: Vec<&Field> = kind.fields().iter().filter(|field| field.required && !is_there(&given, field)).collect();
    if !missing.is_empty() {
        return Err(lacks(kind, &missing));
    }
    let order: Vec<&str> =
        std::iter::once("id").chain(kind.named()).chain(kind.fields().iter().chain(Common::FIELDS).map(|field| field.name)).collect();
    given.sort_by_key(|given| order.iter().position(|name| given.path.first() == Some(name)));
    Ok(given)
}

fn is_there(given: &[Given], field: &Field) -> bool {
    given.iter().any(|given| given.path.first() == Some(&field.name) && given.texts.iter().any(|text| !text.is_empty()))
}

/// Takes `field=value`; a field that holds several may be set again.
fn put(given: &mut Vec<Given>, kind: Kind, set: &str) -> Result<(), Failure> {
    let (name, value) = set.split_once(['=', '＝']).ok_or_else(|| no_value(set))?;
    let (name, value) = (name.trim(), value.trim());
    let words = kind.vocabulary();
    let path = words.find(name).ok_or_else(|| unknown(kind, name))?;
    match given.iter_mut().find(|given| given.path == path) {
        Some(known) if matches!(words.shape(&path), Some(Shape::List(_))) => known.texts.push(value.to_owned()),
        Some(_) => return Err(say!("`{name}` is given twice.", "`{name}`给了两次。", name).into()),
        None => given.push(Given { path, texts: vec![value.to_owned()] }),
    }
    Ok(())
}

fn unknown(kind: Kind, name: &str) -> Failure {
    let (register, fields) = (kind.label(), all_fields(kind));
    let help = match kind.vocabulary().suggest(name) {
        Some((meant, _)) => say!("Did you mean `{meant}`? {fields}", "是不是`{meant}`？{fields}", meant, fields),
        None => fields,
    };
    Failure {
        message: say!("“{register}” has no field `{name}`.", "“{register}”没有字段`{name}`。", register, name), help: Some(help)
    }
}

fn no_value(set: &str) -> Failure {
    Failure {
        message: say!("`{set}` sets nothing.", "`{set}`没有给出值。", set),
        help: Some(crate::both!("Write --set field=value.", "写成 --set 字段=值。")),
    }
}

fn nameless(kind: Kind) -> Failure {
    let register = kind.label();
    Failure {
        message: say!("A record of “{register}” has no title.", "“{register}”的记录没有标题。", register),
        help: Some(all_fields(kind)),
    }
}

fn lacks(kind: Kind, missing: &[&Field]) -> Failure {
    let names: Vec<Message> =
        missing.iter().map(|field| Message { en: format!("`{}`", field.name).into(), zh: format!("“{}”", field.zh).into() }).collect();
    let (register, names) = (kind.label(), Message::list(&names));
    let sets: Vec<String> = missing.iter().map(|field| format!("--set {}=…", field.name)).collect();
    let help = if missing.iter().any(|field| Some(field.name) == kind.named()) {
        say!(
            "Type it behind the register: `alongside new {en_key} \"…\"`.",
            "写在登记册后面：`alongside new {zh_key} \"……\"`。",
            en_key = kind.key(),
            zh_key = kind.zh()
        )
    } else {
        say!("Add {sets}.", "加上 {sets}。", sets = sets.join(" "))
    };
    Failure {
        message: say!("A record of “{register}” needs {names}.", "“{register}”的记录必须有{names}。", register, names),
        help: Some(help),
    }
}
