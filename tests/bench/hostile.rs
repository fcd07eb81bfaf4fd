//! Folders that ask for more work than their size, written to be slow: what the test of costs and the benchmark of costs read.

/// The files of a folder of a size, each with its path.
pub(crate) type Files = Vec<(String, String)>;

/// One way to be slow.
pub(crate) struct Slow {
    /// What is slow in it.
    pub(crate) name: &'static str,
    /// The folder of a size.
    pub(crate) files: fn(usize) -> Files,
    /// The size that the test doubles: small, and large enough that a square would show.
    pub(crate) tried: usize,
    /// The size that the benchmark takes: a hostile one below twenty megabytes.
    pub(crate) whole: usize,
}

const fn slow(name: &'static str, tried: usize, whole: usize, files: fn(usize) -> Files) -> Slow {
    Slow { name, files, tried, whole }
}

fn file(path: &str, text: String) -> (String, String) {
    (path.to_owned(), text)
}

/// A folder of one file beside its settings.
fn one(path: &str, text: String) -> Files {
    vec![file("alongside.yaml", "project: {name: Slow}\nlanguages: [en]\n".to_owned()), file(path, text)]
}

/// A text of as many parts.
fn each(n: usize, part: impl Fn(usize) -> String) -> String {
    (0..n).fold(String::new(), |mut text, at| {
        text += &part(at);
        text
    })
}

fn two(first: (&str, String), second: (&str, String)) -> Files {
    let mut files = one(first.0, first.1);
    files.push(file(second.0, second.1));
    files
}

/// A list within a list, and so on.
fn nested(open: &str, close: &str, n: usize) -> String {
    open.repeat(n) + &close.repeat(n)
}

fn many(n: usize, path: impl Fn(usize) -> String, text: impl Fn(usize) -> String) -> Files {
    let mut files = one("risks.csv", "title\nRain\n".to_owned());
    files.extend((0..n).map(|at| (path(at), text(at))));
    files
}

/// Tasks of which each waits for what a function says.
fn tasks(n: usize, after: impl Fn(usize) -> String) -> Files {
    let row = |at: usize| format!("T{at},Step {at},2026-01-05,2026-01-09,\"{}\"\n", after(at));
    one("tasks.csv", format!("id,title,start,finish,depends on\n{}", each(n, row)))
}

fn waived(n: usize) -> Files {
    let waivers =
        each(n, |at| format!("    - {{rule: unknown-reference, records: [R{at}], reason: Later, by: Li Na, until: 2027-12-31}}\n"));
    let risks = each(n, |at| format!("R{at},Rain {at},Nobody {at}\n"));
    vec![
        file("alongside.yaml", format!("project: {{name: Slow}}\nchecklist:\n  waivers:\n{waivers}")),
        file("risks.csv", format!("id,title,owner\n{risks}")),
        file("people.csv", "id,name\nli,Li Na\n".to_owned()),
    ]
}

fn ignored(n: usize) -> Files {
    let mut files = many(n, |at| format!("notes/note-{at}.txt"), |_| "x".to_owned());
    files.push(file(".alongsideignore", each(n, |at| format!("*-{at}-*.md\n"))));
    files
}

fn assigned(n: usize) -> Files {
    let mut files = many(n, |at| format!("notes/note-{at}.md"), |at| format!("# Note {at}\n"));
    let globs = each(n, |at| format!("  \"other/**/{at}-*.md\": document\n"));
    files.retain(|(path, _)| path != "alongside.yaml");
    files.push(file("alongside.yaml", format!("project: {{name: Slow}}\nfiles:\n{globs}")));
    files
}

/// Texts that Markdown's readers are known to be slow at, each of a length.
fn markdown(part: &str, n: usize) -> Files {
    one("notes.md", format!("# Notes\n\n{}\n", part.repeat(n)))
}

/// Runs of backquotes, each longer than the one before, none of which is closed.
fn backquotes(n: usize) -> Files {
    one("notes.md", each(n.isqrt() * 2, |at| format!("e{}", "`".repeat(at))))
}

/// All of them.
pub(crate) const ALL: &[Slow] = &[
    slow("a long owner beside a long name", 5_000, 60_000, |n| {
        two(
            ("people.yaml", format!("- {{id: p, name: {}}}\n", "a".repeat(n))),
            ("risks.yaml", format!("- {{title: Rain, owner: {}}}\n", "a".repeat(n - 1) + "b")),
        )
    }),
    slow("unknown owners beside people", 80, 20_000, |n| {
        // What is compared has a limit, which a small folder does not reach.
        let people = each(if n < 1_000 { 40 } else { n }, |at| format!("p{at},Person number {at}\n"));
        let tasks = each(n, |at| format!("Step {at},Persom nunber {at}\n"));
        two(("people.csv", format!("id,name\n{people}")), ("tasks.csv", format!("title,owner\n{tasks}")))
    }),
    slow("a wide table of unknown columns", 40, 5_000, |n| {
        let columns = if n < 1_000 { 20 } else { 100 };
        let head = each(columns, |at| format!(",Unheard of {at}"));
        one("risks.csv", format!("title{head}\n{}", each(n, |at| format!("Rain {at}{}\n", ",x".repeat(columns)))))
    }),
    slow("links to a heading", 400, 100_000, |n| one("notes.md", format!("# h\n\n{}", "[x](#h)\n".repeat(n)))),
    slow("links to no heading", 150, 20_000, |n| one("notes.md", format!("# h\n\n{}", each(n, |at| format!("[x](#h{at})\n"))))),
    slow("equal headings", 200, 100_000, |n| one("notes.md", "# Same heading\n\n".repeat(n))),
    slow("findings in one line", 150, 30_000, |n| one("notes.md", "![x](none.png) ".repeat(n))),
    slow("names of pages that are equal", 100, 20_000, |n| {
        one(
            "risks.csv",
            format!("id,title\n{}", each(n, |at| format!("\"{}\",Rain\n", "a".repeat(at % 40 + 1) + &" /".repeat(at / 40 + 1)))),
        )
    }),
    slow("aliases of a long text", 100, 4_000, |n| {
        let length = if n < 1_000 { 1_000 } else { 1_000_000 };
        one("risks.yaml", format!("- &long {{title: {}}}\n{}", "a".repeat(length), "- *long\n".repeat(n)))
    }),
    slow("aliases within aliases", 8, 12, |n| {
        let levels = each(n, |at| format!("- &a{} [{}]\n", at + 1, vec![format!("*a{at}"); 9].join(", ")));
        one("risks.yaml", format!("- &a0 [x]\n{levels}"))
    }),
    slow("waivers beside findings", 50, 5_000, waived),
    slow("lists within lists in YAML", 20_000, 5_000_000, |n| one("risks.yaml", nested("[", "]", n))),
    slow("maps within maps in YAML", 200, 4_000, |n| one("risks.yaml", each(n, |at| format!("{}a:\n", " ".repeat(at))))),
    slow("a key many times", 400, 500_000, |n| one("risks.yaml", format!("- title: Rain\n{}", "  owner: Li\n".repeat(n)))),
    slow("unknown keys in a record", 120, 300_000, |n| {
        one("risks.yaml", format!("- title: Rain\n{}", each(n, |at| format!("  unheard{at}: x\n"))))
    }),
    slow("quotes that stay open", 1_000, 2_000_000, |n| one("risks.csv", format!("title,owner\n{}", "\"Rain,Li\n".repeat(n)))),
    slow("columns of one row", 500, 2_000_000, |n| one("risks.csv", format!("title{}\nRain{}\n", ",c".repeat(n), ",x".repeat(n)))),
    slow("rows of one sign", 400, 5_000_000, |n| one("risks.csv", format!("title\n{}", "a\n".repeat(n)))),
    slow("empty rows", 5_000, 10_000_000, |n| one("risks.csv", format!("title,owner\nRain,Li\n{}", ",\n".repeat(n)))),
    slow("empty lines", 20_000, 15_000_000, |n| one("risks.csv", format!("title,owner\nRain,Li\n{}", "\n".repeat(n)))),
    slow("lines of a table that differ in width", 300, 200_000, |n| {
        one("risks.csv", format!("title,owner\n{}", each(n, |at| format!("Rain{}\n", ",x".repeat(at % 50)))))
    }),
    slow("brackets within brackets", 2_000, 2_000_000, |n| one("notes.md", nested("[", "]", n))),
    slow("images that stay open", 2_000, 2_000_000, |n| markdown("![", n)),
    slow("links that stay open", 1_000, 2_000_000, |n| markdown("[a](<b", n)),
    slow("emphasis that stays open", 1_000, 2_000_000, |n| markdown("*a **a ", n)),
    slow("backquotes of every length", 10_000, 4_000_000, backquotes),
    slow("quotations within quotations", 1_000, 4_000_000, |n| one("notes.md", format!("{} a\n", ">".repeat(n)))),
    slow("lists within lists in a document", 60, 2_000, |n| one("notes.md", each(n, |at| format!("{}- a\n", "  ".repeat(at))))),
    slow("comments that stay open", 1_000, 2_000_000, |n| markdown("<!-- a ", n)),
    slow("definitions that are used", 300, 100_000, |n| {
        one("notes.md", format!("{}\n{}", each(n, |at| format!("[a{at}]: #none{at}\n")), each(n, |at| format!("[a{at}]\n"))))
    }),
    slow("small tables in a document", 60, 100_000, |n| one("notes.md", "| Risk | Owner |\n|---|---|\n| Rain | Li |\n\n".repeat(n))),
    slow("headings of registers behind small tables", 40, 60_000, |n| {
        let tables = "| Colour | Taste |\n|---|---|\n| red | sweet |\n\n".repeat(n);
        one("notes.md", format!("# Notes\n\n{tables}{}", "## Risks\n\n- Rain (high)\n\n".repeat(n)))
    }),
    slow("a wide table in a document", 150, 300_000, |n| {
        one("risks.md", format!("# Risks\n\n|{}\n|{}\n|{}\n", "a|".repeat(n), "-|".repeat(n), "b|".repeat(n)))
    }),
    slow("tables within tables of HTML", 200, 500_000, |n| one("risks.md", format!("# Risks\n\n{}", "<table><tr><td>".repeat(n)))),
    slow("check boxes", 200, 300_000, |n| {
        one("actions.md", format!("# Actions\n\n{}", each(n, |at| format!("- [ ] Call {at} @Li (due 2026-05-01)\n"))))
    }),
    slow("equal ids", 200, 100_000, |n| one("risks.csv", format!("id,title\n{}", "R-1,Rain\n".repeat(n)))),
    slow("equal titles", 200, 100_000, |n| one("risks.csv", format!("title,owner\n{}", "Rain,Li\n".repeat(n)))),
    slow("days that are none", 200, 100_000, |n| {
        one("tasks.csv", format!("title,start,finish\n{}", each(n, |at| format!("Step {at},soon {at},{at}.{at}.{at}\n"))))
    }),
    slow("a long chain of tasks", 200, 100_000, |n| {
        tasks(n, |at| at.checked_sub(1).map(|before| format!("T{before}")).unwrap_or_default())
    }),
    slow("a long circle of tasks", 200, 50_000, |n| tasks(n, |at| format!("T{}", (at + 1) % n))),
    slow("tasks that wait for many", 80, 20_000, |n| tasks(n, |at| each(at.min(40), |back| format!("T{};", at - back - 1)))),
    slow("many people in one cell", 500, 500_000, |n| {
        one("meetings.csv", format!("title,date,attendees\nWeekly,2026-01-05,\"{}\"\n", each(n, |at| format!("Person {at}; "))))
    }),
    slow("people of one first name", 150, 20_000, |n| {
        let people = each(n, |at| format!("Li Number{at}\n"));
        two(("people.csv", format!("name\n{people}")), ("risks.csv", format!("title,owner\n{}", each(n, |at| format!("Rain {at},Li\n")))))
    }),
    slow("values of one day", 300, 200_000, |n| {
        two(
            ("kpis.csv", "id,name,direction\nk,Leads,increase\n".to_owned()),
            ("measurements.csv", format!("kpi,date,value\n{}", each(n, |at| format!("k,2026-01-05,{at}\n")))),
        )
    }),
    slow("numbers of many digits", 20_000, 5_000_000, |n| {
        one("budget.csv", format!("category,planned\nPrint,{}\nFilm,1.{}\n", "9".repeat(n), "0".repeat(n)))
    }),
    slow("marks on one letter", 10_000, 5_000_000, |n| one("risks.csv", format!("title,owner\na{},Li\n", "\u{301}".repeat(n)))),
    slow("marks of a conflict", 500, 500_000, |n| {
        one("risks.csv", format!("title,owner\n{}", "<<<<<<< a\nRain,Li\n=======\nHail,Li\n>>>>>>> b\n".repeat(n)))
    }),
    slow("front matter that stays open", 2_000, 2_000_000, |n| one("notes.md", format!("---\n{}", "title: a\n---x\n".repeat(n)))),
    slow("documents of one title", 60, 5_000, |n| many(n, |at| format!("notes/{at}.md"), |_| "# Same\n\n[x](0.md)\n".to_owned())),
    slow("files of names that say nothing", 50, 20_000, |n| {
        many(n, |at| format!("some{at}.yaml"), |_| "- {title: Rain, owner: Li}\n".to_owned())
    }),
    slow("patterns of what is ignored", 50, 3_000, ignored),
    slow("patterns of what files are", 50, 3_000, assigned),
    slow("a deep folder", 30, 200, |n| one(&format!("{}notes.md", "a/".repeat(n)), "# Notes\n\n[x](../b.md)\n".to_owned())),
    slow("settings within settings", 300, 1_000_000, |n| vec![file("alongside.yaml", format!("project: {}", nested("{a: ", "}", n)))]),
    slow("unknown settings", 150, 20_000, |n| {
        vec![file("alongside.yaml", format!("project: {{name: Slow}}\n{}", each(n, |at| format!("unheard{at}: x\n"))))]
    }),
    slow("links of a record", 200, 100_000, |n| {
        one("risks.yaml", format!("- title: Rain\n  links: [{}]\n", each(n, |at| format!("none{at}.md, "))))
    }),
];

/// The bytes of a folder's files.
pub(crate) fn bytes(files: &Files) -> usize {
    files.iter().map(|(path, text)| path.len() + text.len()).sum()
}
