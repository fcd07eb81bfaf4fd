use super::reading;
use crate::checklist::RuleContext;
use crate::project::ReadProblem;
use crate::rule;
use crate::source::ProblemKind;

rule! { "unread-content", Records, Quality, Warning, Each, Initiation..=Closed;
    title "Nothing is read where records should be" "应有记录的地方没有读到内容";
    what "Every table of a file that bears a register's name is read, and so is every row of it." "以登记册命名的文件里，每个表格、每一行都会读取。";
    why "What is not read is missing from every number and every page, and the register seems empty." "没有读到的内容不会出现在任何数字和页面里，登记册看上去是空的。";
    fix "Name the column that is missing, as the message says; or give the file another name." "按提示补上缺少的列名；若不是登记册，请换一个文件名。";
    bad at "risks.md:1:3" { "risks.md": "| Colour | Shape |\n|---|---|\n| 3 | 4 |\n" }
    good { "risks.md": "| Risk | Owner |\n|---|---|\n| Agency delivers late | |\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let files = judge.project.files.iter().filter(|file| file.kind.is_some()).count();
    let of_text = |trouble: &ReadProblem| trouble.file.is_some_and(|file| judge.project.files.get(file).is_some_and(|file| file.text.is_some()));
    let is_unread = |trouble: &ReadProblem| trouble.problem.kind == ProblemKind::Unread;
    let mut unread = reading::of_no_attachment(judge.project, |trouble| is_unread(trouble) && !of_text(trouble));
    unread.extend(judge.project.problems.iter().filter(|trouble| is_unread(trouble) && of_text(trouble)));
    unread.sort_by_key(|trouble| (trouble.file, trouble.problem.span));
    reading::report(judge, unread, files);
}

crate::cases! {
    "rows behind a blank line": found at "risks.md:5:1" { "risks.md": "| Risk | Owner |\n|---|---|\n| Rain | |\n\n| Snow | |\n" };
    "a table without its line of dashes": found at "risks.md:1:1" { "risks.md": "| Risk | Owner |\n| Rain | Li Na |\n" };
    "full-width bars": found at "风险.md:1:1" { "风险.md": "｜风险｜负责人｜\n｜---｜---｜\n｜下雨｜李娜｜\n" };
    "a table in HTML without an end": found at "risks.md:1:1" { "risks.md": "<table><tr><th>Risk</th></tr><tr><td>Rain</td></tr>\n" };
    "a table in HTML is read": passes { "risks.md": "<table><tr><th>Risk</th></tr><tr><td>Rain</td></tr></table>\n" };
    "a table in HTML that names nothing": found at "risks.md:1:16" { "risks.md": "<table><tr><td>Rain</td></tr><tr><td>Hail</td></tr></table>\n" };
    "a list where records should be": found at "goals.md:3:3" { "goals.md": "# Goals\n\n- 500 leads\n- 20 shops\n" };
    "a file of Word that bears a register's name": found at "risks.docx:1:1" { "risks.docx": "" };
    "a picture in a register's folder": passes { "risks/storm.png": "", "risks.csv": "title\nRain\n" };
    "slides that minutes link to": passes { "meetings/2026-03-02.md": "# Weekly\n\n[Slides](slides.docx)\n", "meetings/slides.docx": "" };
    "check boxes of work": passes { "待办.md": "# 待办\n\n- [ ] @李娜 联系印刷厂（2026年7月5日前）\n- [x] 订样品\n" };
    "words that introduce a register": passes { "risks.md": "# Risks\n\nNone yet.\n" };
    "nothing to read": not_assessable {};
}
