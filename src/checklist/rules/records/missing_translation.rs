use crate::checklist::{RuleContext, Verdict};
use crate::project::types::{Text, Value};
use crate::project::{Kind, Project};
use crate::text::{Lang, number};
use crate::{both, rule, say};

rule! { "missing-translation", Records, Quality, Info, Once, Planning..=Closed;
    title "Some texts have no translation" "部分文字没有译文";
    what "A project in two languages says its names and titles in both." "双语项目的名称和标题两种语言都写。";
    why "A reader of the other language meets texts that are not in it." "读另一种语言的人会看到没有翻译的文字。";
    fix "Write a text as `{en: …, zh-CN: …}`, or put `x.zh-CN.md` beside `x.md`." "把文字写成 `{en: …, zh-CN: …}`，或在 `x.md` 旁放一份 `x.zh-CN.md`。";
    bad at ".:1:1" { "alongside.yaml": "languages: [en, zh-CN]\n", "risks.yaml": "- title: Agency delivers late\n" }
    good { "alongside.yaml": "languages: [en, zh-CN]\n", "risks.yaml": "- title: {en: Agency delivers late, zh-CN: 代理商延期}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let project = judge.project;
    // A project that does not say which languages it is in is asked for none.
    let is_asked = project.settings.languages.len() > 1;
    let Some(second) = project.languages.get(1).copied().filter(|_| is_asked) else { return };
    let (done, all) = translated_names(project, second);
    if all == 0 {
        return;
    }
    if done == all {
        judge.once(Verdict::Pass);
        return;
    }
    let (left, share) = (all - done, number::percent(done as f64 / all as f64));
    let message = say!(
        "{left} of {all} names and titles are not in {en_language}; {share} are.",
        "{all}个名称和标题中有{left}个没有{zh_language}译文，已译{share}。",
        left, all, share, en_language = if second == Lang::Zh { "Chinese" } else { "English" }, zh_language = if second == Lang::Zh { "中文" } else { "英文" }
    );
    judge.once(judge.finding(message).help(both!(
        "Write a text as `{en: …, zh-CN: …}`, or put `x.zh-CN.md` beside `x.md`.",
        "把文字写成 `{en: …, zh-CN: …}`，或在 `x.md` 旁放一份 `x.zh-CN.md`。"
    )));
}

/// Names and titles that can be read in a language, and all there are.
fn translated_names(project: &Project, lang: Lang) -> (usize, usize) {
    let default = project.default_lang();
    let mut counts = (0, 0);
    let mut count = |text: &Text| {
        counts.1 += 1;
        counts.0 += usize::from(text.is_in(lang, default));
    };
    let translated = Kind::ALL.iter().filter(|kind| !kind.shown().keeps_names);
    for entry in translated.flat_map(|kind| project.registers.of(*kind)) {
        if let Some(Value::Text(text)) = entry.kind().named().and_then(|name| entry.value(name)) {
            count(text);
        }
    }
    counts
}

crate::cases! {
    "a project of one language": not_assessable { "alongside.yaml": "languages: [en]\n", "risks.yaml": "- title: Rain\n" };
    "nothing is named": not_assessable { "alongside.yaml": "languages: [en, zh-CN]\n" };
}
