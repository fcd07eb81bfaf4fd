//! What happens to tables on their way: titles above, notes below, headers of two rows, other delimiters and quotes, encodings,
//! ragged and blank rows. A damaged register is read as the sound one is, or told; nothing of it is lost or changed in silence.
//! The kinds of damage are those of the Pollock benchmark (Vitagliano et al., VLDB 2023).

use std::collections::BTreeMap;
use std::sync::Arc;

use alongside::calendar::Date;
use alongside::project::{Folder, Project, ReportDateSource, load};
use alongside::source::files::Memory;
use alongside::source::{Problem, ProblemKind};

const HEAD: [&str; 6] = ["ID", "Risk", "Owner", "Probability", "Impact", "Date Raised"];
const ROWS: [[&str; 6]; 5] = [
    ["R-1", "Agency delivers late", "Li Na", "High", "Medium", "2026-03-02"],
    ["R-2", "Hall, stage and light are lost", "Chen Wei", "Low", "High", "2026-03-03"],
    ["R-3", "Samples are \"not ready\"", "Li Na", "Medium", "Low", "2026-03-14"],
    ["R-4", "Prices rise", "Omar Reed", "Low", "Low", "2026-03-15"],
    ["R-5", "Strike", "Chen Wei", "High", "High", "2026-03-16"],
];

/// How a file is written.
#[derive(Clone, Copy)]
struct Dialect {
    delimiter: &'static str,
    quote: char,
    line_end: &'static str,
    quotes_all: bool,
}

const PLAIN: Dialect = Dialect { delimiter: ",", quote: '"', line_end: "\n", quotes_all: false };

impl Dialect {
    fn cell(self, text: &str) -> String {
        let must = self.quotes_all || text.contains(self.delimiter) || text.contains(self.quote) || text.contains('\n');
        let twice = format!("{}{}", self.quote, self.quote);
        if must { format!("{0}{1}{0}", self.quote, text.replace(self.quote, &twice)) } else { text.to_owned() }
    }

    fn row(self, cells: &[&str]) -> String {
        cells.iter().map(|cell| self.cell(cell)).collect::<Vec<_>>().join(self.delimiter)
    }

    fn file(self, lines: &[Vec<&str>]) -> String {
        lines.iter().map(|line| self.row(line) + self.line_end).collect()
    }
}

fn lines() -> Vec<Vec<&'static str>> {
    std::iter::once(HEAD.to_vec()).chain(ROWS.iter().map(|row| row.to_vec())).collect()
}

/// What became of a damaged file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    Same,
    Told,
    Silent,
}

fn project(bytes: Vec<u8>) -> Project {
    let folder = Folder::of(Arc::new(Memory::new([("risks.csv", bytes)])));
    load(folder, ReportDateSource { as_of: None, otherwise: Date::new(2026, 3, 31) })
}

/// Everything of the records that a row says.
fn facts(project: &Project) -> Vec<String> {
    let mut facts: Vec<String> = project
        .risks
        .iter()
        .map(|risk| {
            let owner = risk.owner.as_ref().and_then(|owner| owner.one()).unwrap_or_default().to_owned();
            let title = risk.title.any().replace(['"', '\''], "");
            format!("{} {title} {owner} {:?} {:?} {:?}", risk.id, risk.probability, risk.impact, risk.raised)
        })
        .collect();
    facts.sort();
    facts
}

fn outcome(bytes: Vec<u8>) -> Outcome {
    let damaged = project(bytes);
    let sound = project(PLAIN.file(&lines()).into_bytes());
    if facts(&damaged) == facts(&sound) {
        return Outcome::Same;
    }
    // What is kept is only told where cells are missing, or letters may be others.
    let says = |problem: &Problem| ["A row has", "The file is not UTF-8"].iter().any(|begin| problem.message.en.starts_with(begin));
    let tells = |problem: &Problem| problem.kind != ProblemKind::Kept || says(problem);
    if damaged.problems.iter().any(|trouble| tells(&trouble.problem)) { Outcome::Told } else { Outcome::Silent }
}

/// The damaged files by what was done to them.
fn variants() -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    let mut add = |name: String, text: String| all.insert(name, text.into_bytes());
    dialects(&mut add);
    around(&mut add);
    headers(&mut add);
    rows(&mut add);
    quotes(&mut add);
    let mut add = |name: String, bytes: Vec<u8>| all.insert(name, bytes);
    encodings(&mut add);
    all
}

fn dialects(add: &mut impl FnMut(String, String) -> Option<Vec<u8>>) {
    for (delimiter, name) in [(",", "comma"), (";", "semicolon"), ("\t", "tab"), ("|", "bar")] {
        for quote in ['"', '\''] {
            for (line_end, end) in [("\n", "lf"), ("\r\n", "crlf"), ("\r", "cr")] {
                for quotes_all in [false, true] {
                    let dialect = Dialect { delimiter, quote, line_end, quotes_all };
                    add(format!("dialect {name} {quote} {end} {quotes_all}"), dialect.file(&lines()));
                }
            }
        }
    }
    for delimiter in [", ", " ; ", " | "] {
        add(format!("blanks around {delimiter}"), Dialect { delimiter, ..PLAIN }.file(&lines()));
    }
    for (nth, delimiter) in [(1, ";"), (2, "\t"), (3, "|"), (4, ";"), (5, "\t")] {
        let text = PLAIN.file(&lines());
        let mut rows: Vec<String> = text.lines().map(str::to_owned).collect();
        rows[nth] = Dialect { delimiter, ..PLAIN }.row(&ROWS[nth - 1]);
        add(format!("row {nth} in {delimiter:?}"), rows.join("\n"));
    }
}

fn around(add: &mut impl FnMut(String, String) -> Option<Vec<u8>>) {
    let text = PLAIN.file(&lines());
    let titles = [
        "Risk register\n",
        "Risk register,,,,,\n",
        "Project:,Launch,,,,\n",
        "Project:,Launch,Prepared by:,Maya,,\n",
        "Project,Launch\nOwner,Maya\n",
        "Launch,2026,Q1\n",
        "\"Risks, as of March\",,,,,\n",
        "Status,Open,Date,2026-03-01,,\n",
        "# exported by a tool\n",
        "sep=,\n",
    ];
    for (nth, title) in titles.iter().enumerate() {
        for (blank, name) in [("", "close"), ("\n", "blank"), (",,,,,\n", "empty cells")] {
            add(format!("above {nth} {name}"), format!("{title}{blank}{text}"));
        }
        add(format!("above twice {nth}"), format!("{title}{title}\n{text}"));
    }
    for (nth, note) in
        ["Prepared by Maya\n", "Total,5\n", "Legend:,H = high,,,,\n", "Page 1 of 1,,,,,\n", "\"High, Medium, Low\"\n"].iter().enumerate()
    {
        for (blank, name) in [("\n", "blank"), (",,,,,\n", "empty cells"), ("\n\n\n", "blanks")] {
            add(format!("below {nth} {name}"), format!("{text}{blank}{note}"));
        }
    }
    for blank in ["\n", "\n\n", "  \n", ",,,,,\n"] {
        add(format!("blank first {blank:?}"), format!("{blank}{text}"));
        add(format!("blank last {blank:?}"), format!("{text}{blank}"));
        add(format!("blank between {blank:?}"), text.replace("R-3", &format!("{blank}R-3")));
        add(format!("blank below the header {blank:?}"), text.replacen("R-1", &format!("{blank}R-1"), 1));
        add(format!("blank everywhere {blank:?}"), text.replace('\n', &format!("\n{blank}")));
    }
    let second = [
        "Tool,Purpose\nChat,talk\n",
        "Colour,Shape,Size\nred,round,3\n",
        "ID,Issue,Owner,Status\nI-1,Lost,Li Na,open\n",
        "Legend,Meaning\nHigh,above half\nLow,below\n",
    ];
    for (nth, table) in second.iter().enumerate() {
        add(format!("second table {nth}"), format!("{text}\n{table}"));
        add(format!("second table {nth} with a title"), format!("{text}\nAppendix\n{table}"));
    }
}

fn headers(add: &mut impl FnMut(String, String) -> Option<Vec<u8>>) {
    let text = PLAIN.file(&lines());
    let head = PLAIN.row(&HEAD);
    let body = text.split_once('\n').map(|(_, body)| body).unwrap_or_default();
    for upper in [",,,Assessment,,\n", "Risk,,,Assessment,,Dates\n", "What,,Who,How bad,,When\n"] {
        add(format!("groups above {upper:?}"), format!("{upper}{text}"));
    }
    add("header of two rows".into(), format!("ID,Risk,Owner,Assessment,,Date Raised\n,,,Probability,Impact,\n{body}"));
    add(
        "header of two rows below a title".into(),
        format!("Risks of the launch\n\nID,Risk,Owner,Assessment,,Date Raised\n,,,Probability,Impact,\n{body}"),
    );
    for at in ["R-2", "R-3", "R-4", "R-5"] {
        add(format!("header again above {at}"), text.replace(&format!("{at},"), &format!("{head}\n{at},")));
        add(format!("header again behind a blank row above {at}"), text.replace(&format!("{at},"), &format!("\n{head}\n{at},")));
        add(format!("header again below a title above {at}"), text.replace(&format!("{at},"), &format!("\nMarch\n{head}\n{at},")));
    }
    add("header twice".into(), format!("{head}\n{text}"));
    add("header at the end".into(), format!("{text}{head}\n"));
    for upper in [head.to_uppercase(), head.to_lowercase(), head.replace(' ', "_"), head.replace("Date Raised", "Raised on")] {
        add(format!("head {upper}"), format!("{upper}\n{body}"));
    }
    add("header in quotes".into(), format!("{}\n{body}", Dialect { quotes_all: true, ..PLAIN }.row(&HEAD)));
    add("line break in a head".into(), text.replacen("Date Raised", "\"Date\nRaised\"", 1));
    add("a column without a name".into(), by_line(&text, |line| format!("{line},")));
    add("a first column without a name".into(), by_line(&text, |line| format!(",{line}")));
    add("a column twice".into(), by_line(&text, |line| format!("{line},{}", line.split(',').nth(2).unwrap_or_default())));
}

fn by_line(text: &str, with: impl Fn(&str) -> String) -> String {
    text.lines().map(with).collect::<Vec<_>>().join("\n")
}

fn rows(add: &mut impl FnMut(String, String) -> Option<Vec<u8>>) {
    let text = PLAIN.file(&lines());
    for at in 1..=5 {
        let id = format!("R-{at}");
        let change = |with: fn(&str) -> String| {
            text.lines().map(|line| if line.starts_with(&id) { with(line) } else { line.to_owned() } + "\n").collect::<String>()
        };
        add(format!("row {at} is long by blanks"), change(|line| format!("{line},,")));
        add(format!("row {at} has a cell too many"), change(|line| format!("{line},more")));
        add(format!("row {at} has lost its end"), change(|line| line.rsplit_once(',').map_or(line, |(start, _)| start).to_owned()));
        add(format!("row {at} has lost its delimiters"), change(|line| line.replace(',', " ")));
        add(format!("row {at} has blanks around"), change(|line| format!("  {line}  ")));
    }
}

fn quotes(add: &mut impl FnMut(String, String) -> Option<Vec<u8>>) {
    let text = PLAIN.file(&lines());
    for (at, name) in [("Agency", "first"), ("Prices", "fourth"), ("Strike", "last")] {
        add(format!("an open quote in the {name} row"), text.replace(at, &format!("\"{at}")));
        add(format!("a closing quote in the {name} row"), text.replace(at, &format!("{at}\"")));
    }
    add("an open quote in the header".into(), text.replacen("Owner", "\"Owner", 1));
    add("an inch".into(), text.replace("Prices rise", "Prices rise\""));
    add("a quote not doubled".into(), text.replace("\"\"", "\""));
    add("a backslash for a quote".into(), text.replace("\"\"", "\\\""));
    add("a comma without quotes".into(), text.replace("\"Hall, stage and light are lost\"", "Hall, stage and light are lost"));
    add("a line break in a cell".into(), text.replace("Prices rise", "\"Prices\nrise\"").replace("Prices\nrise", "Prices rise"));
    add("curly quotes".into(), text.replace("Strike", "“Strike”").replace(['“', '”'], "\""));
}

fn encodings(add: &mut impl FnMut(String, Vec<u8>) -> Option<Vec<u8>>) {
    let text = PLAIN.file(&lines());
    let units = |to: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(to).collect::<Vec<u8>>();
    let with = |mark: &[u8], bytes: Vec<u8>| [mark, &bytes].concat();
    add("mark of UTF-8".into(), with(b"\xEF\xBB\xBF", text.clone().into_bytes()));
    add("UTF-16 little".into(), with(b"\xFF\xFE", units(u16::to_le_bytes)));
    add("UTF-16 big".into(), with(b"\xFE\xFF", units(u16::to_be_bytes)));
    add("a stray zero".into(), text.replace("Strike", "Strike\0").into_bytes());
    add("a stray byte".into(), text.replace("Strike", "Strike#").bytes().map(|byte| if byte == b'#' { 0xE9 } else { byte }).collect());
    add("mixed line ends".into(), text.replacen('\n', "\r\n", 2).into_bytes());
    add("no line end".into(), text.trim_end().as_bytes().to_vec());
}

#[test]
fn damaged_tables_are_read_or_told() {
    let outcomes: BTreeMap<String, Outcome> = variants().into_iter().map(|(name, bytes)| (name, outcome(bytes))).collect();
    let of =
        |wanted: Outcome| outcomes.iter().filter(|(_, outcome)| **outcome == wanted).map(|(name, _)| name.as_str()).collect::<Vec<_>>();
    let (same, told, silent) = (of(Outcome::Same), of(Outcome::Told), of(Outcome::Silent));
    assert!(outcomes.len() >= 150, "{}", outcomes.len());
    assert_eq!(silent, [""; 0]);
    assert!(same.len() * 100 >= outcomes.len() * 81, "{} of {} are the same; told: {told:#?}", same.len(), outcomes.len());
}
