//! The same records in each of the four forms are the same records.

use alongside::calendar::Date;
use alongside::project::{Folder, Project, ReportDateSource, load};

fn project(files: &[(&str, &str)]) -> Project {
    load(Folder::of_texts(files), ReportDateSource { as_of: None, otherwise: Date::new(2026, 6, 15) })
}

fn ids(files: &[(&str, &str)]) -> Vec<String> {
    let project = project(files);
    assert!(project.problems.is_empty(), "{:?}", project.problems);
    project.risks.iter().map(|risk| risk.id.to_string()).collect()
}

#[test]
fn ids_read_back_as_typed_in_all_four_forms() {
    let typed = ["1.10", "007", "1E5"];
    assert_eq!(ids(&[("risks.yaml", "- {id: 1.10, title: a}\n- {id: 007, title: b}\n- {id: 1E5, title: c}\n")]), typed);
    assert_eq!(ids(&[("risks.yaml", "1.10: {title: a}\n007: {title: b}\n1E5: {title: c}\n")]), typed);
    assert_eq!(ids(&[("risks.csv", "id,title\n1.10,a\n007,b\n1E5,c\n")]), typed);
    assert_eq!(ids(&[("risks.md", "| id | title |\n|---|---|\n| 1.10 | a |\n| 007 | b |\n| 1E5 | c |\n")]), typed);
    let documents = [
        ("risks/a.md", "---\nid: 1.10\ntitle: a\n---\n"),
        ("risks/b.md", "---\nid: 007\ntitle: b\n---\n"),
        ("risks/c.md", "---\nid: 1E5\ntitle: c\n---\n"),
    ];
    assert_eq!(ids(&documents), typed);
}

/// What of a risk must not depend on its form.
fn facts(files: &[(&str, &str)]) -> Vec<String> {
    let project = project(files);
    assert!(project.problems.is_empty(), "{:?}", project.problems);
    project
        .risks
        .iter()
        .map(|risk| {
            let residual = risk.residual.as_ref().map(|residual| (residual.probability.clone(), residual.impact.clone()));
            format!(
                "{} {} {:?} {:?} {:?} {:?} {:?} {:?}",
                risk.id,
                risk.title.any(),
                risk.raised,
                risk.probability,
                risk.status,
                risk.strategy,
                residual,
                risk.affects.iter().map(alongside::project::types::Ref::text).collect::<Vec<_>>(),
            )
        })
        .collect()
}

#[test]
fn four_forms_have_one_meaning_in_two_languages() {
    let yaml = facts(&[(
        "risks.yaml",
        "- id: R-1\n  title: 代理商延期\n  raised: 2026-03-02\n  probability: high\n  status: open\n  strategy: mitigate\n  residual: {probability: 2, impact: 3}\n  affects: [G-1, T-2]\n",
    )]);
    let csv = facts(&[(
        "风险登记册.csv",
        "风险编号,风险名称,识别日期,发生概率,状态,应对策略,剩余概率,剩余影响,影响对象\nR-1,代理商延期,2026/3/2,高,未关闭,减轻,2,3,G-1；T-2\n",
    )]);
    let table = facts(&[(
        "项目/风险.md",
        "登记于三月。\n\n| 编号 | 标题 | 提出日期 | 可能性 | 状态 | 策略 | residual.probability | residual.impact | 涉及 |\n|---|---|---|---|---|---|---|---|---|\n| R-1 | 代理商延期 | 2026年3月2日 | 较高 | 打开 | 降低 | 2 | 3 | G-1、T-2 |\n",
    )]);
    let document = facts(&[(
        "risks/R-1.md",
        "---\nid: R-1\nraised: 2 Mar 2026\nlikelihood: H\nstatus: active\nstrategy: reduce\nresidual:\n  likelihood: 2\n  impact: 3\naffects: [G-1, T-2]\n---\n\n# 代理商延期\n\nThe agency is new.\n",
    )]);
    // A word of the scale stands for the same step, whatever it is called.
    assert_eq!(yaml, csv);
    assert_eq!(yaml, table);
    assert_eq!(yaml, document);
}

#[test]
fn a_bad_optional_field_leaves_the_record_and_the_rest_of_it() {
    let project = project(&[("risks.csv", "id,title,owner,raised\nR-1,Agency,li-na,someday\nR-2,Film,li-na,2026-01-01\n")]);
    assert_eq!(project.risks.len(), 2);
    assert_eq!((project.risks[0].raised, project.risks[0].owner.as_ref().and_then(|owner| owner.one())), (None, Some("li-na")));
    assert_eq!(project.problems.len(), 1);
}

#[test]
fn a_syntax_error_loses_one_record() {
    let project = project(&[("risks.yaml", "- title: One\n- title: \"Two\n- title: Three\n- title: Four\n")]);
    let titles: Vec<&str> = project.risks.iter().map(|risk| risk.title.any()).collect();
    assert_eq!(titles, ["One", "Three", "Four"]);
}
