//! What it costs to read records below heads that people and programs write, against the same records below the product's own:
//! `cargo bench --bench heads`. Both are read in turns in one run; the last column is how many times as long the first ones take, by the
//! middle of all turns. Up to 1.3 is meant to be.

#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "a benchmark measures and prints")]

use std::fmt::Write;
use std::time::Instant;

use alongside::calendar::Date;
use alongside::project::{Folder, ReportDateSource, load};

/// That of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const RECORDS: usize = 10_000;
const TURNS: usize = 5;

/// A head of each kind, and a row of the same cells below it.
struct Heads {
    file: &'static str,
    own: &'static str,
    foreign: &'static str,
    row: fn(usize, bool) -> String,
}

/// Composed heads, columns that are kept, days in several ways.
const ALL: [Heads; 3] = [
    Heads {
        file: "risks.csv",
        own: "id,title,owner,probability,impact,status,raised,next_review,x_a,x_b",
        foreign: "Risk ID,Risk Description,Risk Owner,Likelihood (1-5),Impact (1-5),Current Status,Date Raised,Next Review Date,Workstream,Comments by PMO",
        row: |at, is_own| {
            let (raised, review) = (days(at, is_own), days(at + 20, is_own));
            format!("R-{at:05},Late printer {at},Li Na,{},{},open,{raised},{review},North,seen in May", at % 5 + 1, at % 3 + 2)
        },
    },
    Heads {
        file: "tasks.csv",
        own: "id,name,owner,start,end,percent,status,x_a,x_b",
        foreign: "Task ID,Task Name,Assigned To,Planned Start Date,Planned Finish Date,% Complete,Task Status,Sprint Points,Reviewer Remarks",
        row: |at, is_own| {
            let (start, end) = (days(at, is_own), days(at + 9, is_own));
            format!("T-{at:05},Step {at},Li Na,{start},{end},{},in progress,5,looks fine", at % 100)
        },
    },
    Heads {
        file: "任务.csv",
        own: "id,name,owner,start,end,percent,status,x_a,x_b",
        foreign: "任务编号,任务名称,责任人,计划开始时间,计划完成时间,完成百分比,当前状态,所属模块,备注说明",
        row: |at, is_own| {
            let (start, end) = (days(at, is_own), days(at + 9, is_own));
            format!("T-{at:05},步骤{at},李娜,{start},{end},{},进行中,甲,已看过", at % 100)
        },
    },
];

/// A day as the product writes it, or as a table of several hands does.
fn days(at: usize, is_own: bool) -> String {
    let (month, day) = (at % 12 + 1, at % 28 + 1);
    match at % 3 {
        _ if is_own => format!("2026-{month:02}-{day:02}"),
        0 => format!("{month}/{day}/2026"),
        1 => format!("2026/{month}/{day}"),
        _ => format!("2026-{month:02}-{day:02}"),
    }
}

fn text(heads: &Heads, is_own: bool) -> String {
    let mut text = format!("{}\n", if is_own { heads.own } else { heads.foreign });
    for at in 0..RECORDS {
        let _ = writeln!(text, "{}", (heads.row)(at, is_own));
    }
    text
}

/// The milliseconds that reading a file takes.
fn milliseconds(file: &str, text: &str) -> f64 {
    let start = Instant::now();
    let project = load(Folder::of_texts(&[(file, text)]), ReportDateSource { as_of: None, otherwise: Date::new(2026, 11, 20) });
    let took = start.elapsed().as_secs_f64() * 1000.0;
    assert_eq!(project.risks.len() + project.tasks.len(), RECORDS, "every row is a record of {file}");
    took
}

fn middle(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn main() {
    println!("{:<12}{:>10}{:>10}{:>8}", "file", "own ms", "foreign", "times");
    for heads in &ALL {
        let (own, foreign) = (text(heads, true), text(heads, false));
        let mut times = (Vec::new(), Vec::new());
        for _ in 0..TURNS {
            times.0.push(milliseconds(heads.file, &own));
            times.1.push(milliseconds(heads.file, &foreign));
        }
        let (own, foreign) = (middle(times.0), middle(times.1));
        println!("{:<12}{own:>10.1}{foreign:>10.1}{:>8.2}", heads.file, foreign / own);
    }
}
