//! Files that git has left behind and that are nobody's text: a merge that was not finished, and the pointer to a file that was
//! not fetched.

use super::content::is_markdown;
use crate::both;
use crate::source::{Problem, ProblemKind, Span};

/// What a text is if it is none that anybody wrote. A document may show what a conflict looks like.
pub(super) fn by_git(path: &str, text: &str, is_register: bool) -> Option<Problem> {
    if text.starts_with("version https://git-lfs.github.com/spec/") {
        let message =
            both!("This is a pointer of Git LFS; the file itself was not fetched.", "这是 Git LFS 的指针文件，文件本身没有取回。");
        return Some(problem(Span::default(), message, both!("Run `git lfs pull`.", "运行 `git lfs pull`。")));
    }
    if is_markdown(path) && !is_register {
        return None;
    }
    let line = |mark: &str| {
        text.match_indices(mark).map(|(at, _)| at).find(|at| *at == 0 || text.get(..*at).is_some_and(|before| before.ends_with('\n')))
    };
    let (start, _) = (line("<<<<<<< ")?, line(">>>>>>> ")?);
    let message = both!("Git's marks of a conflict stand in the file; nothing of it is read.", "文件中留有 Git 的冲突标记，内容未读取。");
    let help = both!(
        "Settle the conflict and delete the lines `<<<<<<<`, `=======` and `>>>>>>>`.",
        "解决冲突，并删除 `<<<<<<<`、`=======`、`>>>>>>>` 三行。"
    );
    Some(problem(Span::new(start, start + "<<<<<<<".len()), message, help))
}

fn problem(span: Span, message: crate::text::Message, help: crate::text::Message) -> Problem {
    Problem::new(ProblemKind::File, span, message).help(help)
}

#[cfg(test)]
mod tests {
    use crate::calendar::Date;
    use crate::project::{Folder, Project, ReportDateSource, load};

    fn project(path: &str, text: &str) -> Project {
        load(Folder::of_texts(&[(path, text)]), ReportDateSource { as_of: None, otherwise: Date::new(2026, 3, 31) })
    }

    #[test]
    fn an_unfinished_merge_is_one_error_and_no_record() {
        let text = "title,owner\n<<<<<<< HEAD\nA,Li Na\n=======\nA,Chen Wei\n>>>>>>> theirs\n";
        for path in ["risks.csv", "risks.yaml", "risks.md"] {
            let project = project(path, text);
            assert_eq!((project.risks.len(), project.problems.len()), (0, 1), "{path}");
            assert!(project.problems[0].problem.message.en.starts_with("Git's marks"));
        }
        assert_eq!(project("docs/git.md", "# Conflicts\n\n<<<<<<< HEAD\n=======\n>>>>>>> theirs\n").problems, []);
    }

    #[test]
    fn a_pointer_is_one_error() {
        let project = project("risks.csv", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 12\n");
        assert_eq!((project.risks.len(), project.problems.len()), (0, 1));
    }
}
