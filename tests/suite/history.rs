//! The folder as git has it: states by day and by revision, and what changed between them.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};

use crate::scratch::Scratch;

/// A repository, with commits on days of its own.
struct Repository(Scratch);

impl Repository {
    fn new(name: &str) -> Self {
        let repository = Self(Scratch::new(name));
        repository.git(&["init", "--quiet", "--initial-branch", "main", "."], "2026-01-01");
        repository
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn git(&self, arguments: &[&str], day: &str) -> Output {
        self.0.git(arguments, day)
    }

    fn commit(&self, day: &str, files: &[(&str, &str)]) {
        for (path, text) in files {
            self.0.write(path, text.as_bytes());
        }
        self.git(&["add", "--all"], day);
        self.git(&["commit", "--quiet", "--allow-empty", "--message", "x"], day);
    }
}

const SETTINGS: (&str, &str) = ("alongside.yaml", "project: {name: Launch, start: 2026-03-02, end: 2026-11-27, stage: execution}\n");

/// What a command prints and says, and its exit code.
fn run(folder: &Path, arguments: &[&str]) -> (String, String, Option<i32>) {
    let output = Command::new(env!("CARGO_BIN_EXE_alongside"))
        .current_dir(folder)
        .args(arguments)
        .env("SOURCE_DATE_EPOCH", "1781481600") // 2026-06-15
        .output()
        .expect("the program runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&output.stdout), text(&output.stderr), output.status.code())
}

fn tree(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(root).expect("below the root").to_string_lossy().into_owned();
                files.insert(name, std::fs::read(&path).expect("a file"));
            }
        }
    }
    files
}

fn milestone(forecast: &str) -> String {
    format!("name,forecast,status\nGeneral availability,{forecast},in progress\n")
}

/// A slip of a week, and a target that is cut, in a folder of a repository.
fn lived(name: &str) -> Repository {
    let repository = Repository::new(name);
    let kpi = |target: u32| {
        format!(
            "leads: {{name: Leads, unit: leads, direction: increase, baseline: {{value: 0, date: 2026-03-02}}, targets: [{{by: 2026-11-27, value: {target}}}]}}\n"
        )
    };
    let settings = ("plan/alongside.yaml", SETTINGS.1);
    repository.commit("2026-05-04", &[settings, ("plan/milestones.csv", &milestone("2026-10-20")), ("plan/kpis.yaml", &kpi(600))]);
    repository.commit("2026-06-08", &[("other.txt", "beside the folder\n")]);
    repository.commit("2026-06-12", &[("plan/milestones.csv", &milestone("2026-10-27")), ("plan/kpis.yaml", &kpi(400))]);
    repository
}

#[test]
fn what_changed_is_told_where_the_file_keeps_no_baseline() {
    let repository = lived("history-diff");
    let plan = repository.path().join("plan");
    for later in [&["diff", "2026-06-08"][..], &["diff", "HEAD~2", "HEAD"], &["diff", "HEAD~1", "2026-06-30", "--public"]] {
        let (printed, said, code) = run(&plan, later);
        assert_eq!(code, Some(0), "{said}");
        assert!(printed.contains("“General availability” moved from 20 Oct to 27 Oct, 5 working days later."), "{later:?}: {printed}");
        assert!(printed.contains("The target of “Leads” by 27 Nov was lowered from 600 leads to 400 leads"), "{later:?}: {printed}");
    }
    let (printed, ..) = run(&plan, &["diff", "2026-05-04", "2026-06-08", "--format", "markdown"]);
    assert_eq!(printed, "## Nothing that is in the report changed from 4 May 2026 to 8 Jun 2026\n".replace("2026\n", "2026.\n"));
}

#[test]
fn the_overview_tells_what_changed_since_a_week_a_tag_or_a_day() {
    let repository = lived("history-since");
    let overview = |arguments: &[&str]| {
        let out = repository.path().join("out");
        let (_, said, code) = run(repository.path(), &[&["build", "plan", "-o", "out"], arguments].concat());
        assert_eq!(code, Some(0), "{said}");
        let page = std::fs::read_to_string(out.join("en/index.html")).expect("the overview");
        (page, out.join("en/since.html").exists())
    };
    let (page, has_all) = overview(&[]);
    assert!(page.contains("Since 8 Jun 2026") && page.contains("moved from 20 Oct to 27 Oct") && has_all);
    repository.git(&["tag", "report/12"], "2026-06-13");
    let (page, _) = overview(&[]);
    assert!(page.contains("Since 12 Jun 2026") && page.contains("Nothing that is in this report has changed."));
    let (page, _) = overview(&["--since", "2026-05-10"]);
    assert!(page.contains("Since 10 May 2026") && page.contains("moved from 20 Oct to 27 Oct"));
    std::fs::write(repository.path().join("plan/alongside.yaml"), format!("{}history: off\n", SETTINGS.1)).expect("the settings");
    let (page, has_all) = overview(&[]);
    assert!(!page.contains("id=\"since\"") && !has_all);
}

#[test]
fn a_commit_gives_the_same_site_from_anywhere() {
    let repository = lived("history-same");
    let site = |folder: &Path| {
        let out = folder.join("out");
        let (_, said, code) = run(folder, &["build", "plan", "-o", "out", "--at", "HEAD"]);
        assert_eq!(code, Some(0), "{said}");
        tree(&out)
    };
    let clean = site(repository.path());
    assert!(String::from_utf8_lossy(&clean["en/index.html"]).contains("Built from commit"));
    std::fs::write(repository.path().join("plan/milestones.csv"), "name\nDirty\n").expect("a file");
    assert!(site(repository.path()) == clean, "with a dirty tree");
    repository.git(&["gc", "--quiet", "--aggressive", "--prune=now"], "2026-06-13");
    assert!(site(repository.path()) == clean, "with packed objects");
    let elsewhere = Scratch::new("history-same-clone");
    repository.git(&["clone", "--quiet", ".", &elsewhere.path().join("clone").to_string_lossy()], "2026-06-13");
    assert!(site(&elsewhere.path().join("clone")) == clean, "in another clone");
    repository.git(&["worktree", "add", "--quiet", &elsewhere.path().join("tree").to_string_lossy()], "2026-06-13");
    assert!(site(&elsewhere.path().join("tree")) == clean, "where `.git` is a file");
}

#[test]
fn a_day_is_the_last_commit_of_it() {
    let repository = Repository::new("history-days");
    let title = |title: &str| format!("- {{id: R-1, title: {title}}}\n");
    repository.commit("2026-05-04", &[SETTINGS, ("risks.yaml", &title("First"))]);
    repository.commit("2026-05-04", &[("risks.yaml", &title("Second"))]);
    repository.git(&["checkout", "--quiet", "-b", "side"], "2026-05-05");
    repository.commit("2026-05-05", &[("risks.yaml", &title("Beside"))]);
    repository.git(&["checkout", "--quiet", "main"], "2026-05-05");
    repository.git(&["merge", "--quiet", "--no-ff", "--message", "m", "side"], "2026-05-07");
    repository.commit("2030-01-01", &[("risks.yaml", &title("Future"))]);
    let told = |at: &str| run(repository.path(), &["check", "--format", "short", "--at", at]).0;
    for (at, title) in
        [("2026-05-04", "Second"), ("2026-05-06", "Second"), ("2026-05-07", "Beside"), ("HEAD", "Future"), ("side", "Beside")]
    {
        assert!(told(at).contains(&format!("“{title}”")), "{at}: {}", told(at));
    }
}

#[test]
fn what_cannot_be_had_is_said_with_the_way_to_mend_it() {
    let repository = lived("history-none");
    let plan = repository.path().join("plan");
    let said = |folder: &Path, arguments: &[&str]| {
        let (_, said, code) = run(folder, arguments);
        assert_eq!(code, Some(2), "{said}");
        said
    };
    assert!(said(&plan, &["check", "--at", "2026-05-03"]).contains("No commit here is that old."));
    assert!(
        said(&plan, &["check", "--at", "--output=x"]).contains("unexpected")
            || said(&plan, &["check", "--at=--output=x"]).contains("names no commit")
    );
    assert!(said(&plan, &["diff", "nowhere"]).contains("“nowhere” names no commit here."));
    let elsewhere = Scratch::new("history-none-clone");
    let shallow = elsewhere.path().join("clone");
    let from = format!("file://{}", repository.path().display());
    repository.git(&["clone", "--quiet", "--depth", "1", &from, &shallow.to_string_lossy()], "2026-06-13");
    assert!(said(&shallow.join("plan"), &["check", "--at", "2026-06-01"]).contains("git fetch --unshallow"));
    let (_, told, code) = run(&shallow, &["build", "plan", "-o", "out"]);
    assert!(code == Some(0) && told.contains("git fetch --unshallow"), "{told}");
    let page = std::fs::read_to_string(shallow.join("out/en/index.html")).expect("the overview");
    assert!(!page.contains("id=\"since\""), "nothing is derived from the edge of the history");
}

#[test]
fn before_the_first_commit_nothing_is_told() {
    let repository = Repository::new("history-empty");
    repository.0.write(SETTINGS.0, SETTINGS.1.as_bytes());
    let (_, said, code) = run(repository.path(), &["build", ".", "-o", "out"]);
    assert_eq!(code, Some(0), "{said}");
    let (_, said, code) = run(repository.path(), &["check", "--at", "2026-06-01"]);
    assert!(code == Some(2) && said.contains("No commit here is that old."), "{said}");
}

#[cfg(unix)]
#[test]
fn links_and_other_repositories_of_a_commit() {
    let repository = Repository::new("history-links");
    let inner = Repository::new("history-links-inner");
    inner.commit("2026-05-04", &[("risks.yaml", "- title: Inner\n")]);
    repository.commit("2026-05-04", &[SETTINGS, ("kept/list.csv", "title\nRain\n"), ("secret.txt", "x")]);
    let link = |target: &str, name: &str| std::os::unix::fs::symlink(target, repository.path().join(name)).expect("a link");
    link("kept/list.csv", "risks.csv");
    link("../../outside.csv", "goals.csv");
    link("loop.csv", "loop.csv");
    repository.git(&["submodule", "--quiet", "add", &inner.path().to_string_lossy(), "module"], "2026-05-05");
    repository.commit("2026-05-05", &[]);
    let (printed, said, _) = run(repository.path(), &["check", "--at", "HEAD", "-v", "--format", "human"]);
    assert!(printed.contains("“Rain”"), "{printed}{said}");
    assert!(printed.contains("leads out of the project folder"), "{printed}");
    assert!(printed.contains("another repository (a sub-module)"), "{printed}");
}

#[test]
fn the_trends_tell_each_report_since_the_start() {
    let repository = lived("history-trends");
    let page = |name: &str, arguments: &[&str]| {
        let (_, said, code) = run(repository.path(), &[&["build", "plan", "-o", "out"], arguments].concat());
        assert_eq!(code, Some(0), "{said}");
        std::fs::read_to_string(repository.path().join("out/en").join(name)).ok()
    };
    let trends = page("trends.html", &[]).expect("the page");
    // Weeks back from 15 June to the first commit on 4 May, and now.
    assert!(trends.contains("7 reports, the first one of 4 May 2026."), "{trends}");
    assert!(trends.contains("The last open date of the plan went from 20 Oct to 27 Oct, 5 working days later"), "{trends}");
    let plan = page("plan.html", &[]).expect("the plan");
    assert!(plan.contains("milestone-trend") && plan.contains("+5"), "the history is in git");
    let overview = page("index.html", &[]).expect("the overview");
    assert!(overview.contains("href=\"trends.html\""));
    // A state has its own past, and without history there is none.
    let earlier = page("trends.html", &["--at", "2026-05-18"]).expect("the page");
    assert!(earlier.contains("3 reports, the first one of 4 May 2026."), "{earlier}");
    repository.0.write("plan/alongside.yaml", format!("{}history: off\n", SETTINGS.1).as_bytes());
    assert_eq!(page("trends.html", &[]), None);
    assert!(!page("plan.html", &[]).expect("the plan").contains("milestone-trend"));
}

#[test]
fn what_has_stood_for_four_reports_is_folded_with_its_day() {
    let repository = Repository::new("history-aged");
    let tasks = |owners: [&str; 2]| {
        format!(
            "name,start,finish,status,owner\nPrint,2026-06-01,2026-08-03,in progress,{}\nCall,2026-06-01,2026-08-03,in progress,{}\n",
            owners[0], owners[1]
        )
    };
    repository.commit("2026-05-25", &[SETTINGS, ("tasks.csv", &tasks(["", "Li Na"])), ("people.yaml", "- {id: li-na, name: Li Na}\n")]);
    let page = |at: &str, lang: &str| {
        let (_, said, code) = run(repository.path(), &["build", "--at", at, "-o", "../aged-out"]);
        assert_eq!(code, Some(0), "{said}");
        let text = std::fs::read_to_string(repository.path().join("../aged-out").join(lang).join("checklist.html")).expect("the page");
        let start = text.find("<article class=\"finding\" id=\"plan-entry-incomplete\">").expect("the rule");
        text[start..].split("</article>").next().expect("its end").to_owned()
    };
    repository.commit("2026-06-08", &[("notes.md", "# A week later\n")]);
    assert!(!page("2026-06-08", "en").contains("Still open"), "three reports have it");
    repository.commit("2026-06-15", &[("notes.md", "# Another week later\n")]);
    let folded = |lang: &str| {
        page("2026-06-15", lang).contains(if lang == "en" {
            "<summary>Still open: 1, since 25 May 2026</summary>"
        } else {
            "<summary>仍未处理：1项，始于2026年5月25日</summary>"
        })
    };
    assert!(folded("en") && folded("zh-CN"), "{}", page("2026-06-15", "en"));
    repository.commit("2026-06-16", &[("tasks.csv", &tasks(["", ""]))]);
    let both = page("2026-06-16", "en");
    let (new, old) = both.split_once("Still open: 1,").expect("the old one is folded");
    assert!(new.contains("Call") && !new.contains("Print") && old.contains("Print"), "{both}");
}

#[test]
fn a_period_has_a_page_of_what_was_promised() {
    let repository = lived("history-period");
    let build = |period: &str| run(repository.path(), &["build", "plan", "-o", "out", "--period", period]);
    assert_eq!(build("2026-10").2, Some(0));
    let page = std::fs::read_to_string(repository.path().join("out/en/period.html")).expect("the page");
    assert!(page.contains("Of 1 promised, 0 done, 1 open."), "{page}");
    assert!(page.contains("Promised as committed on 15 Jun 2026"), "{page}");
    let (_, said, code) = build("soon");
    assert_eq!(code, Some(2));
    assert!(said.contains("“soon” is no period."), "{said}");
}

#[test]
fn a_file_with_another_name_or_place_changes_nothing() {
    let repository = Repository::new("history-renamed");
    let risks = "id,title,owner\nR-1,Rain,Li Na\n";
    repository.commit("2026-05-04", &[SETTINGS, ("risks.csv", risks), ("milestones.csv", &milestone("2026-10-20"))]);
    repository.git(&["mv", "risks.csv", "风险.csv"], "2026-06-08");
    std::fs::create_dir_all(repository.path().join("plan")).expect("a folder");
    repository.git(&["mv", "milestones.csv", "plan/milestones.csv"], "2026-06-08");
    repository.commit("2026-06-08", &[]);
    let (printed, said, _) = run(repository.path(), &["diff", "HEAD~1", "HEAD"]);
    assert!(printed.contains("Nothing that is in the report changed"), "{printed}{said}");
    // What is then written in its new place is told of the same record.
    repository.commit("2026-06-09", &[("plan/milestones.csv", &milestone("2026-10-27"))]);
    let (printed, said, _) = run(repository.path(), &["diff", "HEAD~2", "HEAD"]);
    assert!(printed.contains("“General availability” moved from 20 Oct to 27 Oct"), "{printed}{said}");
}

#[test]
fn of_a_history_that_was_rewritten_only_what_is_left_is_told() {
    let repository = lived("history-rewritten");
    repository.git(&["tag", "report/24"], "2026-06-12");
    repository.0.write("plan/milestones.csv", milestone("2026-11-03").as_bytes());
    repository.git(&["commit", "--quiet", "--all", "--amend", "--message", "y"], "2026-06-13");
    let (_, said, code) = run(repository.path(), &["build", "plan", "-o", "out"]);
    assert_eq!(code, Some(0), "{said}");
    let page = std::fs::read_to_string(repository.path().join("out/en/index.html")).expect("the overview");
    // The tag is on a commit that is no part of the history any more.
    assert!(page.contains("Since 8 Jun 2026") && page.contains("moved from 20 Oct to 3 Nov"), "{page}");
    assert!(!page.contains("27 Oct"), "{page}");
}

#[test]
fn a_repository_of_another_user_is_told_with_the_way_to_mend_it() {
    let repository = lived("history-not-trusted");
    let said = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_alongside"));
        let output = command.current_dir(repository.path()).args(arguments).env("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1").output();
        let output = output.expect("the program runs");
        (String::from_utf8_lossy(&output.stderr).into_owned(), output.status.code())
    };
    let mends = format!("git config --global --add safe.directory {}", repository.path().canonicalize().expect("a path").display());
    let (told, code) = said(&["build", "plan", "-o", "out"]);
    assert!(code == Some(0) && told.contains("The report tells nothing of the history") && told.contains(&mends), "{told}");
    let (told, code) = said(&["check", "plan", "--at", "HEAD"]);
    assert!(code == Some(2) && told.contains("belong to another user") && told.contains(&mends), "{told}");
    repository.0.write("plan/alongside.yaml", format!("{}history: off\n", SETTINGS.1).as_bytes());
    assert!(!said(&["build", "plan", "-o", "out"]).0.contains("history"), "nobody asked for it");
}
