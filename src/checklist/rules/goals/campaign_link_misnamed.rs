use crate::analysis::campaigns::links::{self, Breaks, Misnamed, Part, Spellings, TaggedLink};
use crate::checklist::{Finding, Place, RuleContext, Verdict, label};
use crate::project::Project;
use crate::source::Suggestion;
use crate::text::Message;
use crate::{both, rule, say};

rule! { "campaign-link-misnamed", Kpis, Quality, Warning, Folded, Planning..=Closing;
    title "Link of a campaign breaks the project's naming" "推广链接不符合命名规则";
    what "The `utm_source`, `utm_medium` and `utm_campaign` of links of campaigns and content are written as the settings ask (`utm`), and each value in one way." "营销活动和内容的链接中，`utm_source`、`utm_medium`、`utm_campaign` 符合设置（`utm`）的规则，同一个值只有一种写法。";
    why "Counted as two sources, neither of them is right: `Google` and `google` are two rows of every report." "统计工具把“Google”和“google”算作两个来源，两行数字都不对。";
    fix "Correct the link where it is published and here; `alongside check --fix` does so here where it is certain." "改正已投放的链接和这里的登记；确定无误的，`alongside check --fix` 可改好这里的登记。";
    bad at "content-calendar.yaml:1:55" { "content-calendar.yaml": "- {title: Film, url: 'https://example.com/?utm_source=Google'}\n- {title: Post, url: 'https://example.com/?utm_source=google'}\n" }
    good { "content-calendar.yaml": "- {title: Film, url: 'https://example.com/?utm_source=google'}\n- {title: Post, url: 'https://example.com/?utm_source=google'}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let project = judge.project;
    let links = links::all(project);
    let spellings = Spellings::of(&links);
    for link in &links {
        for tag in &link.tags {
            let wrong = links::misnamed(tag, &project.settings.utm, &spellings);
            let finding = wrong.and_then(|wrong| finding(project, link, &wrong));
            judge.one(link.record, finding.map_or(Verdict::Pass, Into::into));
        }
        let has_source = link.tags.iter().any(|tag| tag.part == Part::Source && !tag.value.is_empty());
        if !has_source && let Some(finding) = without_source(project, link) {
            judge.one(link.record, finding.into());
        }
    }
}

fn without_source(project: &Project, link: &TaggedLink) -> Option<Finding> {
    let record = label(project, project.record(link.record)?);
    let message = say!(
        "{record} has a link without `utm_source`, so that nobody sees where visitors came from.",
        "{record}的链接没有 `utm_source`，看不出访问来自哪里。",
        record
    );
    let place = Place::Record(link.record, link.field.to_owned());
    Some(Finding::new(place, message).help(both!("Add `utm_source=…` to the link.", "在链接中加上 `utm_source=…`。")))
}

fn finding(project: &Project, link: &TaggedLink, misnamed: &Misnamed<'_>) -> Option<Finding> {
    let info = &project.settings.utm;
    let record = label(project, project.record(link.record)?);
    let (part, value) = (misnamed.tag.part, &misnamed.tag.value);
    let name = part.name();
    let message = say!("{record} has a link with {name} “{value}”", "{record}的链接中{name}写作“{value}”", record, name, value);
    let message = match misnamed.breaks {
        Breaks::Allowed => say!("{message}, which the settings do not allow.", "{message}，不在设置允许的值中。", message),
        Breaks::Pattern => {
            let pattern = info.pattern.as_ref().map_or("", |pattern| pattern.0.as_str());
            say!("{message}, which is not written as “{pattern}”.", "{message}，不符合“{pattern}”的写法。", message, pattern)
        }
        Breaks::Others => {
            let usual = misnamed.meant.as_ref().map_or("", |(usual, _)| usual);
            say!("{message}; elsewhere it is “{usual}”.", "{message}，其他链接写作“{usual}”。", message, usual)
        }
    };
    let of_field = || Place::Record(link.record, link.field.to_owned());
    let place = misnamed.tag.place.map_or_else(of_field, |(file, span)| Place::Bytes(file, span));
    let finding = Finding { records: vec![link.record], ..Finding::new(place, message).help(help(misnamed)) };
    Some(match (&misnamed.meant, misnamed.tag.place) {
        (Some((meant, is_sure)), Some(_)) => finding.suggest(Suggestion::new(meant.clone(), *is_sure)),
        _ => finding,
    })
}

fn help(misnamed: &Misnamed<'_>) -> Message {
    let name = misnamed.tag.part.name();
    match &misnamed.meant {
        Some((meant, _)) => say!("Write `{name}={meant}`, in the link itself too.", "写成 `{name}={meant}`，已投放的链接也要改。", name, meant),
        None => say!("Write a value that `utm` in the settings allows, in the link itself too, or add this one there.", "改用设置中 `utm` 允许的值，已投放的链接也要改；或在设置中补上这个值。"),
    }
}

crate::cases! {
    "another letter case than the settings allow": found at "content-calendar.yaml:1:55" { "alongside.yaml": "utm: {sources: [google, weixin]}\n", "content-calendar.yaml": "- {title: Film, url: 'https://example.com/?utm_source=Google'}\n" };
    "a source that nobody allowed": found at "content-calendar.yaml:1:55" { "alongside.yaml": "utm: {sources: [google, weixin]}\n", "content-calendar.yaml": "- {title: Film, url: 'https://example.com/?utm_source=newsletter'}\n" };
    "a campaign that is not written as asked": found at "campaigns.yaml:1:74" { "alongside.yaml": "utm: {pattern: '{year}-{campaign}'}\n", "campaigns.yaml": "- {name: Spring, links: ['https://example.com/?utm_source=x&utm_campaign=Spring']}\n" };
    "as asked": passes { "alongside.yaml": "utm: {sources: [google], mediums: [cpc], pattern: '{year}-{campaign}'}\n", "campaigns.yaml": "- {name: Spring, links: ['https://example.com/?utm_source=google&utm_medium=cpc&utm_campaign=2026-spring#top']}\n" };
    "no source at all": found at "content-calendar.yaml:1:22 url" { "content-calendar.yaml": "- {title: Film, url: 'https://example.com/?utm_medium=cpc'}\n" };
    "one way of writing it": passes { "content-calendar.yaml": "- {title: Film, url: 'https://example.com/?utm_source=Google'}\n- {title: Post, url: 'https://example.com/?utm_source=Google'}\n" };
    "two links of one record": found at "content-calendar.yaml:1:105" { "content-calendar.yaml": "- {title: Film, url: 'https://example.com/?utm_source=google', links: ['https://example.com/?utm_source=GOOGLE']}\n" };
    "links that say nothing of it": not_assessable { "content-calendar.yaml": "- {title: Film, url: 'https://example.com/?page=2'}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::Place;
    use crate::checklist::rules::tests::outcome;

    #[test]
    fn it_says_what_is_written_where_and_what_was_meant() {
        let text = "- {id: N-1, title: Film, url: 'https://example.com/?a=1&utm_source=Google'}\n- {title: Post, url: 'https://example.com/?utm_source=google'}\n- {title: Mail, url: 'https://example.com/?utm_source=google'}\n";
        let outcome = outcome(&RULE, &[("content-calendar.yaml", text)]);
        let finding = &outcome.findings[0].finding;
        assert_eq!(finding.message.en, "N-1 “Film” has a link with utm_source “Google”; elsewhere it is “google”.");
        assert_eq!(finding.message.zh, "N-1“Film”的链接中utm_source写作“Google”，其他链接写作“google”。");
        let (place, meant) = &finding.suggestions[0];
        assert!(*place == finding.place && matches!(place, Place::Bytes(_, span) if span.of(text) == "Google"), "{place:?}");
        assert!(meant.value == "google" && meant.is_sure);
    }

    #[test]
    fn nobody_is_sure_where_both_are_as_usual() {
        let text = "- {title: Film, url: 'https://example.com/?utm_source=Google'}\n- {title: Post, url: 'https://example.com/?utm_source=google'}\n";
        let outcome = outcome(&RULE, &[("content-calendar.yaml", text)]);
        assert!(!outcome.findings[0].finding.suggestions[0].1.is_sure);
    }
}
