//! Folders of any size, the same at each call: what the benchmark of sizes and the test of growth read.

use std::fmt::Write;

use alongside::calendar::Date;

/// The files of a folder of so many records, each with its path.
pub(crate) type Make = fn(usize) -> Vec<(String, String)>;

fn settings() -> (String, String) {
    let text = "project: {name: Launch, currency: CNY}\nlanguages: [en]\nreport: {repository: 'https://example.com/launch'}\n";
    ("alongside.yaml".to_owned(), text.to_owned())
}

fn rows(name: &str, head: &str, n: usize, row: impl Fn(usize) -> String) -> (String, String) {
    let mut text = format!("{head}\n");
    for at in 0..n {
        let _ = writeln!(text, "{}", row(at));
    }
    (name.to_owned(), text)
}

/// Risks in a CSV file.
pub(crate) fn risks(n: usize) -> Vec<(String, String)> {
    let row = |at: usize| format!("R-{at:05},Late printer {at},Li Na,{},{},open,2026-12-{:02}", at % 5 + 1, at % 3 + 2, at % 28 + 1);
    vec![settings(), rows("risks.csv", "id,title,owner,probability,impact,status,next_review", n, row)]
}

/// Tasks in a CSV file, each after the one before it.
pub(crate) fn tasks(n: usize) -> Vec<(String, String)> {
    let row = |at: usize| {
        let after = at.checked_sub(1).map(|before| format!("T-{before:05}")).unwrap_or_default();
        format!("T-{at:05},Step {at},Li Na,2026-{:02}-02,2026-{:02}-20,{after},in progress", at % 11 + 1, at % 11 + 1)
    };
    vec![settings(), rows("tasks.csv", "id,title,owner,start,finish,depends_on,status", n, row)]
}

/// Measurements in a CSV file, twenty of each KPI.
pub(crate) fn measurements(n: usize) -> Vec<(String, String)> {
    let kpis = rows("kpis.csv", "id,name,unit,direction", n / 20, |at| format!("k-{at},Measure {at},orders,up"));
    let values = rows("measurements.csv", "kpi,date,value", n, |at| {
        let week = at / (n / 20);
        format!("k-{},{},{}", at % (n / 20), Date::new(2026, 1, 4).plus(i64::try_from(week * 7).unwrap_or_default()), at % 37)
    });
    vec![settings(), kpis, values]
}

/// Minutes in Markdown, a document each.
pub(crate) fn meetings(n: usize) -> Vec<(String, String)> {
    let meeting = |at: usize| {
        let day = Date::new(2020, 1, 1).plus(i64::try_from(at).unwrap_or_default());
        let text = format!("# Weekly {at}\n\n## Present\n\n- Li Na\n\n## Actions\n\n- [ ] @Li Na Call printer {at} (due 2026-12-07)\n");
        (format!("meetings/{day}-weekly.md"), text)
    };
    std::iter::once(settings()).chain((0..n).map(meeting)).collect()
}

/// Documents in Markdown that belong to no register, a hundred in a folder.
pub(crate) fn documents(n: usize) -> Vec<(String, String)> {
    let document = |at: usize| {
        let text = format!(
            "# Note {at}\n\nThe *printer* of note {at} is **late**; see [the first one](note-{:05}.md).\n\n- one\n- two\n\n| a | b |\n|---|---|\n| {at} | x |\n\n{}\n",
            at / 100 * 100,
            "What fills a paragraph stands here. ".repeat(10)
        );
        (format!("notes/{:03}/note-{at:05}.md", at / 100), text)
    };
    std::iter::once(settings()).chain((0..n).map(document)).collect()
}

/// Every kind of folder, by what it holds.
pub(crate) const ALL: [(&str, Make); 5] =
    [("risks", risks), ("tasks", tasks), ("measurements", measurements), ("meetings", meetings), ("documents", documents)];

/// A folder that holds a part of each kind, as real ones do: so many records and documents together, or a few more.
#[allow(dead_code, reason = "the benchmark of sizes takes one kind at a time")]
pub(crate) fn mixed(n: usize) -> Vec<(String, String)> {
    let parts = ALL.iter().flat_map(|(_, make)| make(n / ALL.len()).into_iter().filter(|(path, _)| *path != settings().0));
    std::iter::once(settings()).chain(parts).collect()
}
