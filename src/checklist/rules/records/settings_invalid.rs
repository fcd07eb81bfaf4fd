use super::setting::{at, at_key};
use super::{layout, reading, setting_names, site};
use crate::checklist::rule::settings::{area, is_off, item};
use crate::checklist::rules::find;
use crate::checklist::rules::words::day;
use crate::checklist::waiver::{is_complete, place};
use crate::checklist::{Finding, RuleContext, Rule, Severity, Unsuited, Verdict};
use crate::project::{Allowance, Found, Kind, Project, Waiver};
use crate::source::fold::nearest;
use crate::text::{Message, plural};
use crate::{both, rule, say};

rule! { "settings-invalid", Records, Quality, Warning, Each, Initiation..=Closed;
    title "Setting does not work as written" "设置项写法有误";
    what "Overrides, options, skips and waivers name rules, areas, items, registers and records that exist; a skip has a reason, a waiver a reason, an approver and an end. The logo is a file of the folder, and the site's colours keep enough contrast to be read." "规则设置、跳过和豁免所写的规则、领域、条目、登记册和记录都存在；跳过要有原因，豁免要有原因、批准人和截止日期。标志是文件夹中的文件，网站颜色的对比度足以看清。";
    why "A setting that matches nothing silently does nothing." "对不上的设置不会起任何作用，也没有人发现。";
    fix "Correct the name, or complete the waiver." "改正名称，或把豁免补充完整。";
    bad at "alongside.yaml:3:5" { "alongside.yaml": "checklist:\n  rules:\n    risk-without-ownr: off\n" }
    good { "alongside.yaml": "checklist:\n  rules:\n    risk-without-owner: info\n  skip:\n    budget: paid by the parent company\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let project = judge.project;
    let checklist = &project.settings.checklist;
    for contradiction in project.calendar.contradictions() {
        let day = day(project, contradiction);
        let message = say!("{day} is both a holiday and a make-up workday; it counts as a workday.", "{day}既是节假日又是调休上班日，按上班计算。", day);
        judge.once(at(&["calendar", "make_up"], message, both!("Leave the day in one of the two lists.", "两个列表只保留一处。")));
    }
    for (name, value) in &checklist.rules {
        for verdict in rule_setting(project, name, value) {
            judge.once(verdict);
        }
    }
    for (key, reason) in &checklist.skip {
        judge.once(skip(project, key, reason));
    }
    for (at, waiver) in checklist.waivers.iter().enumerate() {
        judge.once(waiver_setting(project, at, waiver));
    }
    for (at, comment) in project.allowances.iter().enumerate() {
        judge.once(allowance(project, checklist.waivers.len() + at, comment));
    }
    for verdict in setting_names::judged(project).into_iter().chain(site::wrong(project)).chain(layout::wrong(project)) {
        judge.once(verdict);
    }
    if project.settings_file.is_some() {
        judge.once(Verdict::Pass);
    }
}

fn meant(near: &str) -> Message {
    say!("Did you mean `{near}`?", "是不是 `{near}`？", near)
}

/// What is wrong with a rule's name, and what to type.
fn no_such_rule(name: &str) -> (Message, Message) {
    let message = say!("There is no rule `{name}`.", "没有规则 `{name}`。", name);
    let help = match nearest(name, super::super::all().map(|rule| rule.id)) {
        Some(near) => meant(near),
        None => both!("`alongside explain` lists all rules.", "`alongside explain` 列出全部规则。"),
    };
    (message, help)
}

fn rule_setting(project: &Project, name: &str, value: &serde_yaml::Value) -> Vec<Verdict> {
    let path = ["checklist", "rules", name];
    let Some(rule) = find(name) else {
        let (message, help) = no_such_rule(name);
        return vec![at_key(project, &path, message, help)];
    };
    let Some(map) = value.as_mapping() else { return vec![severity(&path, name, value)] };
    let entries = map.iter().filter_map(|(key, value)| Some((key.as_str()?, value)));
    entries
        .map(|(key, value)| {
            let path = [path[0], path[1], path[2], key];
            if key == "severity" { severity(&path, name, value) } else { option(project, rule, &path, key, value) }
        })
        .collect()
}

fn severity(path: &[&str], name: &str, value: &serde_yaml::Value) -> Verdict {
    let word = value.as_str().unwrap_or_default();
    if is_off(word) || Severity::of(word).is_some() || value.as_bool() == Some(false) {
        return Verdict::Pass;
    }
    let message = say!("`{name}`: “{word}” is not a severity.", "`{name}`：“{word}”不是有效级别。", name, word);
    let words = ["error", "warning", "info", "off"];
    match nearest(word, words) {
        Some(near) => at(path, message, meant(near)),
        None => at(path, message, both!("Write error, warning, info or off.", "写 error、warning、info 或 off。")),
    }
}

fn option(project: &Project, rule: &Rule, path: &[&str], name: &str, value: &serde_yaml::Value) -> Verdict {
    let Some(option) = rule.options.iter().find(|known| known.name == name) else {
        let known: Vec<&str> = rule.options.iter().map(|known| known.name).collect();
        let message = say!("`{id}` has no option `{name}`.", "`{id}` 没有选项 `{name}`。", id = rule.id, name);
        let help = match (nearest(name, known.iter().copied()), known.as_slice()) {
            (Some(near), _) => meant(near),
            (None, []) => both!("The rule has no options.", "该规则没有选项。"),
            (None, known) => say!("Its options are {list}.", "可用选项：{list}。", list = known.join(", ")),
        };
        return at_key(project, path, message, help);
    };
    let Err(Unsuited { item, message, help, replacement }) = option.read(value) else { return Verdict::Pass };
    let item = item.map(|item| item.to_string());
    let path: Vec<&str> = path.iter().copied().chain(item.as_deref()).collect();
    let message = say!("`{id}`, `{name}`: {what}", "`{id}` 的 `{name}`：{what}", id = rule.id, name, what = message);
    match replacement {
        Some(near) => at(&path, message, meant(near)),
        None => at(&path, message, help),
    }
}

fn skip(project: &Project, key: &str, reason: &str) -> Verdict {
    let path = ["checklist", "skip", key];
    if find(key).is_none() && area(key).is_none() && item(key).is_none() && Kind::of_key(key).is_none() {
        let message = say!("`skip` names “{key}”, which is not an area, item, rule or register.", "`skip` 中的“{key}”不是领域、条目、规则或登记册。", key);
        let names = Kind::ALL.iter().flat_map(|kind| [kind.key(), kind.zh()]).chain(super::super::all().map(|rule| rule.id));
        let help = match nearest(key, names) {
            Some(near) => meant(near),
            None => both!("Write 1 to 10, 1.1 to 10.2, a rule's id or a register's name.", "写 1 到 10、1.1 到 10.2、规则编号或登记册名称。"),
        };
        return at_key(project, &path, message, help);
    }
    if reason.trim().is_empty() {
        return at(&path, say!(
            "`skip` of {key} has no reason.",
            "跳过{key}没有写原因。",
            key
        ), both!("Write the reason behind the colon.", "在冒号后写明原因。"));
    }
    if let Some(kind) = Kind::of_key(key).filter(|kind| project.has(*kind) && area(key).is_none()) {
        let count = project.registers.len(kind);
        let message = say!(
            "`skip` names {key}, which has {count} record{en_s}.",
            "`skip` 写了{key}，但其中有{count}条记录。",
            key, count, en_s = plural(count)
        );
        return at(&path, message, both!("Remove the skip, or the records.", "删去这条跳过，或删去记录。"));
    }
    Verdict::Pass
}

fn waiver_setting(project: &Project, nth: usize, waiver: &Waiver) -> Verdict {
    let at = |key: Option<&str>, message: Message, help: Message| Finding::new(place(project, nth, key), message).help(help).into();
    let Some(name) = &waiver.rule else {
        return at(None, both!("The waiver names no rule.", "豁免没有写规则。"), both!("Add `rule:` with a rule's id.", "补上 `rule:` 和规则编号。"));
    };
    if find(name).is_none() {
        let (message, help) = no_such_rule(name);
        return at(Some("rule"), message, help);
    }
    if !is_complete(waiver) {
        let lacks = [
            (waiver.reason.is_none(), both!("`reason`", "`reason`（原因）")),
            (waiver.approved_by.is_empty(), both!("`approved_by`", "`approved_by`（批准人）")),
            (waiver.until.is_none() && !is_misread(project, nth, "until", "截止"), both!("`until`", "`until`（截止日期）")),
        ];
        let lacks: Vec<Message> = lacks.into_iter().filter(|(lacks, _)| *lacks).map(|(_, name)| name).collect();
        if lacks.is_empty() {
            return Verdict::NotAssessable(both!("The value could not be read.", "该值无法读取。"));
        }
        let list = Message::any(&lacks);
        let message = say!("The waiver of `{rule}` has no {en_list}, so it accepts nothing.", "对 `{rule}` 的豁免缺少{zh_list}，不起作用。", rule = &name.0, en_list = list.en, zh_list = Message::list(&lacks).zh);
        return at(None, message, both!("A waiver says why, by whom and until when.", "豁免要写明原因、批准人和截止日期。"));
    }
    let is_known = |record: &str| project.find(Kind::ALL, record) != Found::Nothing;
    match waiver.record.iter().find(|record| !is_known(record)) {
        Some(record) => {
            let message = say!(
                "The waiver of `{rule}` names “{record}”, which no record is called.",
                "对 `{rule}` 的豁免写了“{record}”，没有这条记录。",
                rule = &name.0, record = &record.0
            );
            at(None, message, both!("Correct `record`, or remove the waiver.", "改正 `record`，或删去这条豁免。"))
        }
        None => Verdict::Pass,
    }
}

/// Whether a key of a waiver of the settings is there, but could not be read.
fn is_misread(project: &Project, nth: usize, key: &str, zh: &str) -> bool {
    reading::is_misread(project, &["checklist", "waivers", &nth.to_string(), key], zh)
}

/// A comment that cannot be understood, or the waiver that it is.
fn allowance(project: &Project, nth: usize, allowance: &Allowance) -> Verdict {
    match &allowance.mistake {
        Some((message, help)) => Finding::new(place(project, nth, None), message.clone()).help(help.clone()).into(),
        None => waiver_setting(project, nth, &allowance.waiver),
    }
}

crate::cases! {
    "a skip without a reason": found at "alongside.yaml:1:28 checklist.skip.budget" { "alongside.yaml": "checklist: {skip: {budget: ''}}\n" };
    "a waiver of a rule that is not there": found at "alongside.yaml:1:30 checklist.waivers.0.rule" { "alongside.yaml": "checklist: {waivers: [{rule: no-risk, reason: r, approved_by: p, until: 2026-12-01}]}\n" };
    "the last day of a waiver cannot be read": passes { "alongside.yaml": "checklist: {waivers: [{rule: no-risks, reason: r, approved_by: p, until: soon}]}\n" };
    "a waiver without an approver": found at "alongside.yaml:1:23 checklist.waivers.0" { "alongside.yaml": "checklist: {waivers: [{rule: no-risks, reason: r, until: 2026-12-01}]}\n" };
    "an area, an item, a rule and a register may be skipped": passes { "alongside.yaml": "checklist: {skip: {4: r, 2.2: r, no-risks: r, 预算: r}}\n" };
    "a lead whom nobody is called": found at "alongside.yaml:1:27 project.marketing_lead" { "people.yaml": "- {id: li-na, name: Li Na}\n", "alongside.yaml": "project: {marketing_lead: Nobody Known, project_manager: Li Na}\n" };
    "a sponsor who is a stakeholder too": passes { "people.yaml": "- {id: zhou-kai, name: Zhou Kai}\n", "stakeholders.yaml": "- {id: zhou-kai, name: Zhou Kai}\n", "alongside.yaml": "project: {sponsor: zhou-kai}\n" };
    "a sponsor where no people are recorded": passes { "alongside.yaml": "project: {sponsor: Nobody Known}\n" };
    "a file of a register that there is not": found at "alongside.yaml:1:16 files.a.csv" { "alongside.yaml": "files: {a.csv: riks}\n" };
    "a column of a field that there is not": found at "alongside.yaml:1:39 columns.plans", "alongside.yaml:1:25 columns.tasks.Lead" { "alongside.yaml": "columns: {tasks: {Lead: ownr}, plans: {a: b}}\n" };
    "files and columns": passes { "alongside.yaml": "files: {'*.csv': 风险, a.md: document, b.md: ignore}\ncolumns: {任务: {Lead: 负责人}}\n" };
    "no settings": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::Places;
    use crate::checklist::rules::tests::{TODAY, findings, outcome};
    use crate::project::{ReportDateSource, Folder, load};

    #[test]
    fn what_is_wrong_with_settings() {
        for (text, expected) in [
            ("checklist: {rules: {risk-without-owner: {severity: warning}}}", 0),
            ("checklist: {rules: {risk-without-owner: loud}}", 1),
            ("checklist: {rules: {risk-without-owner: {days: 3}}}", 1),
            ("checklist: {rules: {risk-review-overdue: {low: 60, high: soon, medum: 3}}}", 2),
            ("checklist: {rules: {no-meeting-cadence: {severity: infos, kinds: [weekly, montly]}}}", 2),
            ("checklist: {rules: {no-meeting-cadence: {kinds: 周会}}}", 0),
            ("checklist: {skip: {2: no meetings here}}", 0),
            ("checklist: {skip: {22: what}}", 1),
            ("checklist: {waivers: [{rule: risk-without-owner}]}", 1),
            ("checklist: {waivers: [{rule: risk-without-owner, record: R-9, reason: r, approved_by: p, until: 2026-12-01}]}", 1),
            ("site: {logo: logo.svg}", 1),
            ("site: {colours: {link: '#036', top: {light: '#036', dark: '#036'}, top-t: '#fff', top-l: '#fff'}}", 0),
            ("site: {colours: {link: '#9cf'}}", 1),
            ("site: {colours: {lnik: '#036', text: blue}}", 2),
            ("calendar: {holidays: [2026-05-01], make_up: [2026-05-01]}", 1),
        ] {
            assert_eq!(findings(&RULE, &[("alongside.yaml", text)]), expected, "{text}");
        }
    }

    #[test]
    fn what_was_meant_is_told_at_its_place() {
        let text = "checklist:\n  rules:\n    no-meeting-cadence: {kinds: [weekly, montly]}\n    feedback-unanswered: {dys: 21}\n    missing-translatoin: off\n  skip: {matreials: nothing printed}\n";
        let project = load(Folder::of_texts(&[("alongside.yaml", text)]), ReportDateSource { as_of: None, otherwise: TODAY });
        let places = Places::new(&project);
        let findings = outcome(&RULE, &[("alongside.yaml", text)]).findings;
        let told: Vec<(String, String)> = findings
            .iter()
            .map(|found| {
                let spot = places.spot(&found.finding.place).expect("it has a place");
                (spot.span.of(text).to_owned(), found.finding.help.clone().unwrap_or_default().en.into_owned())
            })
            .collect();
        let mut told: Vec<(&str, &str)> = told.iter().map(|(at, help)| (at.as_str(), help.as_str())).collect();
        told.sort_unstable();
        let expected = [
            ("dys", "Did you mean `days`?"),
            ("matreials", "Did you mean `materials`?"),
            ("missing-translatoin", "Did you mean `missing-translation`?"),
            ("montly", "Did you mean `monthly`?"),
        ];
        assert_eq!(told, expected);
    }
}
