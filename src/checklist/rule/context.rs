//! What a rule has in its hands: the project, its numbers, its options; and where it puts its verdicts.

use super::options::{OptionName, Options};
use crate::analysis::{Analysis, lateness};
use crate::calendar::Date;
use crate::checklist::finding::{Finding, Place, Subject, Verdict};
use crate::project::types::ChoiceType;
use crate::project::{Entry, Kind, Project, Record, RecordId};
use crate::text::Message;

/// A rule at work.
pub struct RuleContext<'p> {
    /// The project.
    pub project: &'p Project,
    /// Its numbers.
    pub analysis: &'p Analysis,
    /// What the project has set of the rule's options.
    pub(crate) options: Options,
    /// What it has said until now, in the order in which it looked.
    pub(crate) verdicts: Vec<Judged>,
}

/// A verdict and the record that it is about.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Judged {
    /// The record; `None` where the project as a whole is judged.
    pub(crate) subject: Option<RecordId>,
    /// What the rule says of it.
    pub(crate) verdict: Verdict,
}

impl<'p> RuleContext<'p> {
    /// The records of a register as subjects.
    pub fn subjects<T: Record>(&self, register: &'p [Entry<T>]) -> impl Iterator<Item = Subject<'p, T>> + use<'p, T> {
        register.iter().enumerate().map(|(index, entry)| Subject::new(index, entry))
    }

    /// Wants a verdict for every subject, so that coverage counts itself.
    pub fn each<T: Record>(
        &mut self,
        subjects: impl IntoIterator<Item = Subject<'p, T>>,
        mut judge: impl FnMut(Subject<'p, T>) -> Verdict,
    ) {
        for subject in subjects {
            self.verdicts.push(Judged { subject: Some(subject.id), verdict: judge(subject) });
        }
    }

    /// As [`each`](Self::each), where the verdict needs the report date, options or numbers.
    pub fn each_by<T: Record>(
        &mut self,
        subjects: impl IntoIterator<Item = Subject<'p, T>>,
        judge: impl Fn(&Self, Subject<'p, T>) -> Verdict,
    ) {
        for subject in subjects {
            let verdict = judge(self, subject);
            self.verdicts.push(Judged { subject: Some(subject.id), verdict });
        }
    }

    /// A verdict about a record that is part of another one, such as an action in a meeting's notes.
    pub fn one(&mut self, subject: RecordId, verdict: Verdict) {
        self.verdicts.push(Judged { subject: Some(subject), verdict });
    }

    /// A verdict about the project as a whole.
    pub fn once(&mut self, verdict: impl Into<Verdict>) {
        self.verdicts.push(Judged { subject: None, verdict: verdict.into() });
    }

    /// A finding about the project as a whole.
    pub fn finding(&self, message: Message) -> Finding {
        Finding::new(Place::Project, message)
    }

    /// The report date.
    pub fn today(&self) -> Date {
        self.project.report_date
    }

    /// Working days in (from, to].
    pub fn workdays(&self, from: Date, to: Date) -> i64 {
        self.project.calendar.distance(from, to)
    }

    /// Working days by which a due day is past: 0 on the day itself, which moves to a working day.
    pub fn workdays_late(&self, due: Date) -> i64 {
        lateness::workdays_late(self.project, due)
    }

    /// Working days by which what is due by a record is past, 0 if none was worked since; `None` if it is not.
    pub fn workdays_overdue(&self, id: RecordId) -> Option<i64> {
        self.analysis.duties.of_record(id)?.workdays_late
    }

    /// Whether a due day is past; one that is not worked moves to the next working day.
    pub fn is_past(&self, due: Date) -> bool {
        lateness::is_past(self.project, due)
    }

    /// An option's number, as the project sets it.
    pub fn number(&self, option: OptionName<f64>) -> f64 {
        self.options.number(option)
    }

    /// An option in whole days.
    pub fn days(&self, option: OptionName<f64>) -> i64 {
        self.options.days(option)
    }

    /// Whether so many calendar days since a day are over; the last of them moves to a working day.
    pub fn has_run_out(&self, since: Date, days: i64) -> bool {
        self.workdays_late(since.plus(days)) > 0
    }

    /// Whether an option that is yes or no is yes.
    pub fn is_on(&self, option: OptionName<bool>) -> bool {
        self.options.is_on(option)
    }

    /// The word that an option holds.
    pub fn word<T: ChoiceType>(&self, option: OptionName<T>) -> Option<T> {
        self.options.word(option)
    }

    /// The words that an option holds.
    pub fn words<T: ChoiceType>(&self, option: OptionName<Vec<T>>) -> Vec<T> {
        self.options.words(option)
    }

    /// Whether a record is new enough to be left alone: within `grace` working days of its first date.
    pub fn is_new(&self, since: Option<Date>, grace: i64) -> bool {
        since.is_some_and(|since| self.workdays(since, self.today()) <= grace)
    }

    /// Whether the project says that it does without a register.
    pub fn does_without(&self, kind: Kind) -> bool {
        self.project.settings.checklist.skip.keys().any(|key| Kind::of_key(key) == Some(kind))
    }
}
