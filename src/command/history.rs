//! States of the folder in git's history.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use super::{Failure, open, project_of};
use crate::analysis::Analysis;
use crate::calendar::{Date, Every, Period, Unit};
use crate::checklist::Assessment;
use crate::cli::Source;
use crate::project::settings::History as Setting;
use crate::project::{Initials, Project, Readers, Readings, load_at};
use crate::source::files::{Commit, GitError, Repository};
use crate::text::Message;
use crate::{both, say};

/// The history of a folder.
pub(super) struct History {
    repository: Repository,
    folder: String,
    /// The commit from which the history is followed back.
    tip: String,
    /// What the files of its states hold.
    readings: Arc<Readings>,
    /// Whom its states are read for.
    readers: Readers,
    /// What stands for the names of people, if the report shows them so.
    initials: Option<Initials>,
    /// The states that were judged, by commit and day, as long as somebody has them.
    judged: Mutex<BTreeMap<(String, Date), Weak<Assessment>>>,
}

/// A state of the folder that was committed.
pub(super) struct State {
    /// The commit.
    pub(super) commit: Commit,
    /// The report date: the day that was asked for, else that of the commit.
    pub(super) day: Date,
}

impl State {
    /// The commit's name, as people write it.
    pub(super) fn short(&self) -> &str {
        self.commit.id.get(..10).unwrap_or(&self.commit.id)
    }
}

/// A report is made so often, unless the settings say otherwise.
const WEEK: Every = Every::Units(1, Unit::Week);
/// The history is followed back so many periods: ten years of weeks.
const MOST_PERIODS: i64 = 520;

/// Tags of this name mark the states that were reported.
const REPORTS: &str = "report/*";

impl History {
    /// The history of the folder at a path.
    pub(super) fn of(folder: &Path) -> Result<Self, GitError> {
        Ok(Self {
            repository: Repository::around(folder)?,
            folder: folder.display().to_string(),
            tip: "HEAD".to_owned(),
            readings: Arc::default(),
            readers: Readers::default(),
            initials: None,
            judged: Mutex::default(),
        })
    }

    /// The same, each state as the edition of a project tells it.
    fn told_by(self, project: &Project) -> Self {
        Self { readers: project.readers().clone(), initials: project.initials().cloned(), judged: Mutex::default(), ..self }
    }

    /// The state of a day or a revision.
    pub(super) fn state(&self, asked: &str) -> Result<State, Failure> {
        let found = match Date::parse(asked) {
            Ok(day) => self.on(day).and_then(|state| state.ok_or(GitError::TooEarly)),
            Err(_) => self.repository.commit(asked).and_then(|commit| {
                let day = day_of(&commit).ok_or(GitError::NoCommit(asked.to_owned()))?;
                Ok(State { commit, day })
            }),
        };
        found.map_err(|error| self.failure(&error))
    }

    /// The state at the end of a day: the last commit of the first-parent history up to then.
    fn on(&self, day: Date) -> Result<Option<State>, GitError> {
        let history = self.repository.history(&self.tip)?;
        let last = history.into_iter().find(|commit| day_of(commit).is_some_and(|of| of <= day));
        Ok(last.map(|commit| State { commit, day }))
    }

    /// The state of the last report before a day: of the newest tag `report/*`, else of one period ago, a week unless the settings
    /// say another one. `None` where the history does not go back so far.
    fn last_report(&self, project: &Project) -> Result<Option<State>, GitError> {
        let today = project.report_date;
        let tagged = self.repository.tagged(REPORTS, &self.tip)?.into_iter().filter_map(|commit| Some((day_of(&commit)?, commit)));
        if let Some((day, commit)) = tagged.filter(|(day, _)| *day < today).max_by_key(|(day, _)| *day) {
            return Ok(Some(State { commit, day }));
        }
        let every = project.settings.report.every.unwrap_or(WEEK);
        let before = every.after(today, -1).filter(|before| *before < today).unwrap_or_else(|| today.plus(-7));
        self.on(before)
    }

    /// The commit from which the history is followed back; `None` before the first one.
    pub(super) fn tip(&self) -> Result<Option<String>, GitError> {
        Ok(self.repository.history(&self.tip)?.into_iter().next().map(|commit| commit.id))
    }

    /// The states of the reports before a project's, the oldest first: those that tags `report/*` mark, else one each period.
    pub(super) fn reports(&self, project: &Project) -> Result<Vec<State>, GitError> {
        let today = project.report_date;
        let tagged =
            self.repository.tagged(REPORTS, &self.tip)?.into_iter().filter_map(|commit| Some(State { day: day_of(&commit)?, commit }));
        let mut reports: Vec<State> = tagged.filter(|state| state.day < today).collect();
        if reports.is_empty() {
            reports = self.periods(today, project.settings.report.every.unwrap_or(WEEK))?;
        }
        reports.sort_by_key(|state| state.day);
        reports.dedup_by_key(|state| state.day);
        Ok(reports)
    }

    /// The state at the end of each period before a day, back to the first commit.
    fn periods(&self, today: Date, every: Every) -> Result<Vec<State>, GitError> {
        let history = self.repository.history(&self.tip)?;
        let mut states = Vec::new();
        for k in 1..=MOST_PERIODS {
            let Some(day) = every.after(today, -k).filter(|day| *day < today) else { break };
            let Some(commit) = history.iter().find(|commit| day_of(commit).is_some_and(|of| of <= day)) else { break };
            states.push(State { commit: commit.clone(), day });
        }
        Ok(states)
    }

    /// The state in which a period began, else the first one within it.
    pub(super) fn beginning(&self, period: &Period, today: Date) -> Result<Option<State>, GitError> {
        if let Some(state) = self.on(period.first.plus(-1).min(today))? {
            return Ok(Some(state));
        }
        let first = self.repository.history(&self.tip)?.into_iter().next_back();
        let state = first.and_then(|commit| Some(State { day: day_of(&commit)?, commit }));
        Ok(state.filter(|state| state.day <= period.last))
    }

    /// The project of a state.
    pub(super) fn project(&self, state: &State) -> Result<Project, Failure> {
        let source = self.repository.at(&state.commit).map_err(|error| self.failure(&error))?;
        let folder = self.readings.folder(Arc::new(source));
        let shown = format!("{}@{}", self.folder, state.short());
        let read = |folder| load_at(folder, state.day, &self.readings);
        let project = project_of(folder, &shown, |folder| read(folder).for_readers(self.readers.clone()))?;
        if self.initials.is_none() {
            return Ok(project);
        }
        project.by_initials(self.initials.as_ref(), read).map_err(|exposed| super::exposed(&exposed))
    }

    /// A state, judged: once as long as somebody has it. What is known as old there is judged as new.
    pub(super) fn judged(&self, state: &State) -> Result<Arc<Assessment>, Failure> {
        let key = (state.commit.id.clone(), state.day);
        let known = || self.judged.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(judged) = known().get(&key).and_then(Weak::upgrade) {
            return Ok(judged);
        }
        let project = self.project(state)?;
        let analysis = Analysis::of(&project);
        let judged = Arc::new(Assessment::of(project, analysis));
        known().insert(key, Arc::downgrade(&judged));
        Ok(judged)
    }

    fn failure(&self, error: &GitError) -> Failure {
        let is_cut = self.repository.is_shallow && matches!(error, GitError::TooEarly | GitError::NoCommit(_));
        Failure { message: error.message(), help: if is_cut { Some(unshallow()) } else { help(error) } }
    }

    /// What to say where the history is cut off before the last report.
    fn cut(&self) -> Option<Message> {
        let what = both!(
            "The history is cut off here, so what changed since the last report is not told.",
            "这里的历史不完整，无法说明自上次报告以来的变化。"
        );
        let how = unshallow();
        self.repository.is_shallow.then(|| say!("{what} {en_how}", "{what}{zh_how}", what, en_how = how.en, zh_how = how.zh))
    }
}

fn day_of(commit: &Commit) -> Option<Date> {
    Date::of_epoch_seconds(commit.seconds)
}

fn unshallow() -> Message {
    both!(
        "Fetch the rest with `git fetch --unshallow`; in CI set `fetch-depth: 0` (GitHub) or `GIT_DEPTH: 0` (GitLab).",
        "用 `git fetch --unshallow` 取回全部历史；在 CI 中设置 `fetch-depth: 0`（GitHub）或 `GIT_DEPTH: 0`（GitLab）。"
    )
}

fn help(error: &GitError) -> Option<Message> {
    match error {
        GitError::NoProgram => Some(both!("Install git, and put it on the path.", "请安装 git 并加入路径。")),
        GitError::NoRepository(_) => Some(both!(
            "Keep the folder in git; without history leave out `--at` and `--since`.",
            "把文件夹纳入 git 管理；没有历史时不要使用 `--at` 和 `--since`。"
        )),
        GitError::NotTrusted(path) => Some(say!(
            "Run `git config --global --add safe.directory {path}` if it is yours.",
            "如果是自己的仓库，运行 `git config --global --add safe.directory {path}`。",
            path
        )),
        GitError::NoCommit(_) => {
            Some(both!("Write a day such as 2026-06-15, or a branch, tag or commit.", "写日期（如 2026-06-15），或分支、标签、提交编号。"))
        }
        GitError::TooEarly | GitError::Failed(_) => None,
    }
}

/// The project at a day or revision that was asked for.
pub(super) fn at(folder: &Path, asked: &str) -> Result<Project, Failure> {
    let history = History::of(folder).map_err(|error| Failure { message: error.message(), help: help(&error) })?;
    let state = history.state(asked)?;
    history.project(&state)
}

/// What a report tells of the history.
#[derive(Default)]
pub(super) struct Told {
    /// The commit that was asked for.
    pub(super) built_from: Option<String>,
    /// The state of the last report, judged: what the overview is compared with.
    pub(super) last: Option<Arc<Assessment>>,
    /// That the history is cut off before it.
    pub(super) notice: Option<Message>,
    /// Where the reports before it are, if they are told of.
    pub(super) history: Option<History>,
}

/// What a report tells of the history; nothing where there is none, unless a state was asked for.
pub(super) fn told(source: &Source, since: Option<&str>, project: &Project) -> Result<Told, Failure> {
    // A folder that is read as of an earlier day is none of its states.
    let is_silent = project.settings.history == Some(Setting::Off) || project.looks_back;
    if source.at.is_none() && since.is_none() && is_silent {
        return Ok(Told::default());
    }
    let mut history = match History::of(&source.folder) {
        Ok(history) => history.told_by(project),
        Err(error) if source.at.is_none() && since.is_none() => return Ok(Told { notice: unreadable(&error), ..Told::default() }),
        Err(error) => return Err(Failure { message: error.message(), help: help(&error) }),
    };
    let mut told = Told::default();
    if let Some(at) = &source.at {
        let state = history.state(at)?;
        told.built_from = Some(state.short().to_owned());
        history.tip = state.commit.id;
    }
    if let Some(since) = since {
        told.last = Some(history.judged(&history.state(since)?)?);
    } else if !is_silent {
        match history.last_report(project) {
            // A state in which the folder was no project yet is none.
            Ok(Some(state)) => told.last = history.judged(&state).ok(),
            Ok(None) | Err(_) => told.notice = history.cut(),
        }
    }
    told.history = (!is_silent).then_some(history);
    Ok(told)
}

/// What to say where there is a history that git does not read.
fn unreadable(error: &GitError) -> Option<Message> {
    let (what, how) = (error.message(), help(error).filter(|_| matches!(error, GitError::NotTrusted(_)))?);
    let (en_how, zh_how) = (how.en, how.zh);
    Some(say!("The report tells nothing of the history: {what} {en_how}", "报告中没有历史信息：{what}{zh_how}", what, en_how, zh_how))
}

/// The two states to compare: days or revisions, the later one the folder as it is now unless one is named.
pub(super) fn two(folder: &Path, then: &str, now: Option<&str>) -> Result<(Arc<Assessment>, Arc<Assessment>), Failure> {
    let history = History::of(folder).map_err(|error| Failure { message: error.message(), help: help(&error) })?;
    let then = history.judged(&history.state(then)?)?;
    let now = match now {
        Some(now) => history.judged(&history.state(now)?)?,
        None => {
            let project = open(folder, None)?;
            let analysis = Analysis::of(&project);
            Arc::new(Assessment::of(project, analysis))
        }
    };
    Ok((then, now))
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;

    #[test]
    fn a_state_is_judged_once_as_long_as_somebody_has_it() {
        let folder = std::env::temp_dir().join(format!("alongside-judged-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let git = |asked: &[&str]| {
            let who = ["-c", "user.name=x", "-c", "user.email=x@example.org"];
            assert!(Command::new("git").current_dir(&folder).args(who).args(asked).output().unwrap().status.success(), "{asked:?}");
        };
        git(&["init", "--quiet"]);
        std::fs::write(folder.join("alongside.yaml"), "project: {name: Launch}\n").unwrap();
        git(&["add", "."]);
        git(&["commit", "--quiet", "--message", "x"]);
        let history = History::of(&folder).unwrap();
        let state = |later: i64| {
            let State { commit, day } = history.state("HEAD").unwrap();
            State { commit, day: day.plus(later) }
        };
        let first = history.judged(&state(0)).unwrap();
        assert!(Arc::ptr_eq(&first, &history.judged(&state(0)).unwrap()));
        let later = history.judged(&state(7)).unwrap();
        assert!(!Arc::ptr_eq(&first, &later), "another day has other verdicts");
        assert_eq!(later.project.report_date, first.project.report_date.plus(7));
        let gone = Arc::downgrade(&first);
        drop(first);
        assert!(gone.upgrade().is_none(), "nobody has it any more");
        let _ = std::fs::remove_dir_all(folder);
    }
}
