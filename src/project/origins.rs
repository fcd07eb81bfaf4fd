//! Programs whose exports are known by their heads: which column is the id, and which field each of the others is.

use super::kind::Kind;
use crate::source::fold::fold;

/// A program that gives out a list of work.
#[derive(Debug, PartialEq, Eq)]
pub struct Program {
    /// Its key, for the names of files.
    pub key: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Heads that all are there.
    heads: &'static [&'static str],
    /// The key of the register that its rows are in, unless another one is asked for.
    register: &'static str,
    /// Rows that are meant, where others are there too: a head and its word.
    pub(super) only: Option<(&'static str, &'static str)>,
    /// Heads with the fields that they may be, the first one that the register has.
    fields: &'static [(&'static str, &'static [&'static str])],
}

const STARTED: &[&str] = &["actual_start"];
const ENDED: &[&str] = &["actual_end", "closed", "resolved", "done_on"];
const DUE: &[&str] = &["end", "due", "forecast"];
const RAISED: &[&str] = &["raised", "opened"];
const TITLE: &[&str] = &["name", "title", "what"];
const GRAVITY: &[&str] = &["severity", "priority"];
const OWNER: &[&str] = &["owner"];
const ID: &[&str] = &["id"];
const NOTES: &[&str] = &["description", "notes"];

/// Every program, those with more telling heads first.
const PROGRAMS: [Program; 10] = [
    Program {
        key: "jira",
        name: "Jira",
        heads: &["issue key", "summary", "status"],
        register: "tasks",
        only: None,
        fields: &[
            ("issue key", ID),
            ("summary", TITLE),
            ("assignee", OWNER),
            ("created", RAISED),
            ("resolved", ENDED),
            ("due date", DUE),
            ("start date", &["start"]),
            ("priority", GRAVITY),
            ("labels", &["tags"]),
            ("parent key", &["parent"]),
            ("status", &["status"]),
            ("description", NOTES),
        ],
    },
    Program {
        key: "asana",
        name: "Asana",
        heads: &["task id", "section/column", "assignee email"],
        register: "tasks",
        only: None,
        fields: &[
            ("task id", ID),
            ("name", TITLE),
            ("created at", RAISED),
            ("completed at", ENDED),
            ("section/column", &["phase"]),
            ("assignee", OWNER),
            ("start date", &["start"]),
            ("due date", DUE),
            ("tags", &["tags"]),
            ("notes", NOTES),
            ("parent task", &["parent"]),
        ],
    },
    Program {
        key: "linear",
        name: "Linear",
        heads: &["id", "team", "title", "cycle name"],
        register: "tasks",
        only: None,
        fields: &[
            ("id", ID),
            ("title", TITLE),
            ("description", NOTES),
            ("status", &["status"]),
            ("priority", GRAVITY),
            ("assignee", OWNER),
            ("labels", &["tags"]),
            ("created", RAISED),
            ("started", STARTED),
            ("completed", ENDED),
            ("due date", DUE),
            ("parent issue", &["parent"]),
            ("project milestone", &["milestone"]),
        ],
    },
    Program {
        key: "trello",
        name: "Trello",
        heads: &["idlist", "idmembers", "name"],
        register: "tasks",
        only: None,
        fields: &[
            ("id", ID),
            ("name", TITLE),
            ("desc", NOTES),
            ("due", DUE),
            ("start", &["start"]),
            ("idlist", &["status"]),
            ("idmembers", OWNER),
            ("labels", &["tags"]),
            ("url", &["links"]),
        ],
    },
    Program {
        key: "gitlab",
        name: "GitLab",
        heads: &["issue id", "title", "closed at (utc)"],
        register: "issues",
        only: None,
        fields: &[
            ("issue id", ID),
            ("title", TITLE),
            ("description", NOTES),
            ("url", &["links"]),
            ("state", &["status"]),
            ("assignee", OWNER),
            ("due date", DUE),
            ("created at (utc)", RAISED),
            ("closed at (utc)", ENDED),
            ("milestone", &["milestone"]),
            ("labels", &["tags"]),
        ],
    },
    Program {
        key: "gitlab",
        name: "GitLab",
        heads: &["iid", "title", "web_url"],
        register: "issues",
        only: None,
        fields: &[
            ("iid", ID),
            ("title", TITLE),
            ("description", NOTES),
            ("web_url", &["links"]),
            ("state", &["status"]),
            ("assignees", OWNER),
            ("due_date", DUE),
            ("created_at", RAISED),
            ("closed_at", ENDED),
            ("milestone", &["milestone"]),
            ("labels", &["tags"]),
        ],
    },
    Program {
        key: "github",
        name: "GitHub",
        heads: &["number", "title", "state", "assignees"],
        register: "issues",
        only: None,
        fields: &[
            ("number", ID),
            ("title", TITLE),
            ("body", NOTES),
            ("state", &["status"]),
            ("assignees", OWNER),
            ("created_at", RAISED),
            ("createdat", RAISED),
            ("closed_at", ENDED),
            ("closedat", ENDED),
            ("milestone", &["milestone"]),
            ("labels", &["tags"]),
            ("url", &["links"]),
            ("html_url", &["links"]),
        ],
    },
    Program {
        key: "todoist",
        name: "Todoist",
        heads: &["type", "content", "indent", "responsible"],
        register: "tasks",
        only: Some(("type", "task")),
        fields: &[("content", TITLE), ("description", NOTES), ("responsible", OWNER), ("date", DUE), ("deadline", DUE)],
    },
    Program {
        key: "ms-project",
        name: "Microsoft Project",
        heads: &["uid", "name", "percentcomplete", "resource names"],
        register: "tasks",
        only: None,
        fields: &[
            ("uid", ID),
            ("name", TITLE),
            ("start", &["start"]),
            ("finish", DUE),
            ("actualstart", STARTED),
            ("actualfinish", ENDED),
            ("percentcomplete", &["percent"]),
            ("notes", NOTES),
            ("resource names", OWNER),
            ("predecessoruid", &["after"]),
        ],
    },
    Program {
        key: "notion",
        name: "Notion",
        heads: &["name", "created time", "last edited time"],
        register: "tasks",
        only: None,
        fields: &[
            ("name", TITLE),
            ("assign", OWNER),
            ("assignee", OWNER),
            ("person", OWNER),
            ("status", &["status"]),
            ("due", DUE),
            ("date", DUE),
            ("tags", &["tags"]),
            ("created time", RAISED),
        ],
    },
];

impl Program {
    /// The program whose export has some heads.
    pub fn of_heads(heads: &[&str]) -> Option<&'static Self> {
        let has = |known: &&str| heads.iter().any(|head| fold(head) == fold(known));
        PROGRAMS.iter().find(|program| program.heads.iter().all(&has))
    }

    /// The register that its rows are in.
    pub fn kind(&self) -> Option<Kind> {
        Kind::of_key(self.register)
    }

    /// The fields of a register that heads mean, by folded head.
    pub(super) fn columns(&self, kind: Kind) -> impl Iterator<Item = (String, String)> {
        let words = kind.vocabulary();
        self.fields.iter().filter_map(move |(head, fields)| {
            let field = fields.iter().find(|field| **field == "id" || words.field(field).is_some())?;
            Some((crate::source::fold::fold_header(head), (*field).to_owned()))
        })
    }
}
