//! A RACI matrix has a column for each person or department, and in its cells what they do about a deliverable: letters, or
//! the words that they stand for. What cannot be read is said of its cell, and the rest of the matrix is read.

use std::borrow::Cow;
use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

use super::enter::Unread;
use super::kind::Kind;
use crate::say;
use crate::source::cell::means_nothing;
use crate::source::fold::fold;
use crate::source::{Data, Key, Node, Problem, ProblemKind, Span, Style};

const ROLES: [&str; 4] = ["responsible", "accountable", "consulted", "informed"];
const RESPONSIBLE: usize = 0;
const ACCOUNTABLE: usize = 1;

/// Gives the cells of a matrix to the four roles; of each record, the cells that could not be read.
pub(super) fn normalize(records: &mut [Node<'_>]) -> Vec<Vec<Unread>> {
    let Some(matrix) = Matrix::of(records) else { return Vec::new() };
    records.iter_mut().map(|record| matrix.take_in(record)).collect()
}

/// Whether rows are a matrix: some column has letters of roles in its cells.
pub(super) fn is_matrix(records: &[Node<'_>]) -> bool {
    Matrix::of(records).is_some()
}

struct Matrix {
    parties: BTreeSet<String>,
    /// The role that 负责 means: who answers for it, unless another word or letter says that.
    in_charge: usize,
}

impl Matrix {
    fn of(records: &[Node<'_>]) -> Option<Self> {
        let heads: BTreeSet<&str> = records.iter().flat_map(Node::entries).map(|(key, _)| &*key.name).collect();
        let unknown: BTreeSet<String> = heads.into_iter().filter(|head| is_unknown(head)).map(str::to_owned).collect();
        let cells = || records.iter().flat_map(Node::entries).filter(|(key, _)| unknown.contains(&*key.name));
        let texts = || cells().filter_map(|(_, value)| value.text());
        let is_answered = texts().any(|text| roles(text, RESPONSIBLE).is_some_and(|roles| roles.contains(&ACCOUNTABLE)));
        let in_charge = if is_answered { RESPONSIBLE } else { ACCOUNTABLE };
        if !texts().any(|text| roles(text, in_charge).is_some_and(|roles| !roles.is_empty())) {
            return None;
        }
        let names: BTreeSet<&str> = cells().map(|(key, _)| &*key.name).collect();
        let is_party = |name: &&str| {
            let column = cells().filter(|(key, _)| key.name == *name).filter_map(|(_, value)| value.text());
            let (read, unread): (Vec<&str>, Vec<&str>) = column.partition(|text| roles(text, in_charge).is_some());
            read.len() >= unread.len()
        };
        Some(Self { parties: names.into_iter().filter(is_party).map(str::to_owned).collect(), in_charge })
    }

    fn take_in(&self, record: &mut Node<'_>) -> Vec<Unread> {
        let Data::Map(entries) = &mut record.data else { return Vec::new() };
        let mut parties: [Vec<Node<'_>>; 4] = Default::default();
        let mut unread = Vec::new();
        entries.retain(|(key, value)| {
            if !self.parties.contains(&*key.name) {
                return true;
            }
            let Some(text) = value.text() else { return false };
            match roles(text, self.in_charge) {
                Some(roles) => {
                    for role in roles {
                        parties.get_mut(role).into_iter().for_each(|parties| parties.push(party(key, value.span)));
                    }
                }
                None => unread.push(not_a_role(text, value.span)),
            }
            false
        });
        for (name, parties) in ROLES.into_iter().zip(parties) {
            if let Some(span) = parties.first().map(|party| party.span) {
                entries.push((Key { name: Cow::Borrowed(name), span }, Node { span, data: Data::List(parties) }));
            }
        }
        unread
    }
}

fn is_unknown(head: &str) -> bool {
    Kind::Responsibilities.vocabulary().find(head).is_none()
}

fn party<'a>(key: &Key<'a>, span: Span) -> Node<'a> {
    Node { span, data: Data::Scalar(key.name.clone(), Style::Quoted) }
}

/// Whoever's cell cannot be read may have any of the roles.
fn not_a_role(text: &str, span: Span) -> Unread {
    let message = say!("“{text}” is no letter of a RACI matrix.", "“{text}”不是责任矩阵中的字母。", text);
    let problem = Problem::new(ProblemKind::Value, span, message).help(crate::both!(
        "Write R (does it), A (answers for it), C (is asked) or I (is told), several as A/R; a remark stands in brackets behind the letter.",
        "写 R（执行）、A（负责）、C（咨询）或 I（知会），多个写成 A/R；备注写在字母后的括号里。"
    ));
    Unread { fields: ROLES.map(str::to_owned).to_vec(), problem: Some(problem) }
}

/// The roles of a cell; none of an empty one, `None` if it holds anything else. A remark in brackets does not count, unless
/// it is the letter: 「执行（R）」.
fn roles(text: &str, in_charge: usize) -> Option<Vec<usize>> {
    if means_nothing(text) {
        return Some(Vec::new());
    }
    let (outside, inside) = brackets(text);
    let mut roles = letters(&outside).or_else(|| single_letters(&inside)).or_else(|| words(&outside, in_charge))?;
    let mut seen = BTreeSet::new();
    roles.retain(|role| seen.insert(*role));
    Some(roles)
}

/// What stands outside of brackets, and what within.
fn brackets(text: &str) -> (String, String) {
    let (mut outside, mut inside, mut depth) = (String::new(), String::new(), 0_usize);
    for c in text.nfkc() {
        match c {
            '(' | '[' | '【' => depth += 1,
            ')' | ']' | '】' => depth = depth.saturating_sub(1),
            _ if depth > 0 => inside.push(c),
            _ => outside.push(c),
        }
        if depth == 0 && matches!(c, ')' | ']' | '】') {
            inside.push(' ');
        }
    }
    (outside, inside)
}

fn is_between(c: char) -> bool {
    matches!(c, '/' | ',' | '、' | '+' | '*' | '&' | ';' | '|' | '\n')
}

/// `A/R`, `AR`; S (support) counts as R.
fn letters(text: &str) -> Option<Vec<usize>> {
    let letters = text.chars().filter(|c| !c.is_whitespace() && !is_between(*c));
    let roles: Vec<usize> = letters.map(letter).collect::<Option<_>>()?;
    (!roles.is_empty()).then_some(roles)
}

fn single_letters(text: &str) -> Option<Vec<usize>> {
    let mut pieces = text.split(|c: char| c.is_whitespace() || is_between(c)).filter(|piece| !piece.is_empty());
    pieces.all(|piece| piece.len() == 1).then(|| letters(text)).flatten()
}

fn letter(letter: char) -> Option<usize> {
    match letter.to_ascii_uppercase() {
        'R' | 'S' => Some(0),
        'A' => Some(1),
        'C' => Some(2),
        'I' => Some(3),
        _ => None,
    }
}

fn words(text: &str, in_charge: usize) -> Option<Vec<usize>> {
    let pieces = text.split(is_between).filter(|piece| !means_nothing(piece));
    pieces
        .map(|piece| letters(piece).or_else(|| Some(vec![word(piece, in_charge)?])))
        .collect::<Option<Vec<_>>>()
        .map(|roles| roles.concat())
}

fn word(word: &str, in_charge: usize) -> Option<usize> {
    match fold(word).as_str() {
        "负责" => return Some(in_charge),
        "支持" | "协助" | "support" | "supports" => return Some(RESPONSIBLE),
        _ => {}
    }
    let path = Kind::Responsibilities.vocabulary().named(word)?;
    ROLES.iter().position(|role| path == [*role])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Date;
    use crate::project::types::Mention;
    use crate::project::{Folder, Project, ReportDateSource, load};

    fn project(path: &str, text: &str) -> Project {
        load(Folder::of_texts(&[(path, text)]), ReportDateSource { as_of: None, otherwise: Date::new(2026, 3, 31) })
    }

    fn row(project: &Project, at: usize) -> [Vec<&str>; 4] {
        let row = &project.responsibilities[at];
        [&row.responsible, &row.accountable, &row.consulted, &row.informed].map(|parties| parties.iter().map(Mention::text).collect())
    }

    #[test]
    fn letters_with_remarks_and_words() {
        for (cell, expected) in [
            ("A/R", "AR"),
            ("ar", "AR"),
            ("Ｒ", "R"),
            ("R (does)", "R"),
            ("R（执行）", "R"),
            ("R（负责）", "R"),
            ("执行（R）", "R"),
            ("S", "R"),
            ("知会", "I"),
            ("批准/执行/咨询", "ARC"),
            ("负责", "A"),
            ("Responsible, accountable", "RA"),
            ("informed (as CC)", "I"),
            ("R/咨询", "RC"),
            ("tbc", ""),
            ("待定", ""),
        ] {
            let read: String = roles(cell, ACCOUNTABLE).unwrap().into_iter().filter_map(|role| "RACI".chars().nth(role)).collect();
            assert_eq!(read, expected, "{cell}");
        }
        for cell in ["maybe", "R or A", "交付物", "see notes"] {
            assert_eq!(roles(cell, ACCOUNTABLE), None, "{cell}");
        }
    }

    #[test]
    fn a_cell_that_cannot_be_read_is_said_alone() {
        let text = "Deliverable,Li Na,Chen Wei,Legal,Notes\nFilm,R (does),A,tbc,x\nPage,A,who knows,知会,y\n";
        let project = project("raci.csv", text);
        let said: Vec<_> = project.problems.iter().map(|trouble| (trouble.problem.kind, trouble.problem.span.of(text))).collect();
        assert_eq!(said, [(ProblemKind::Value, "who knows")]);
        assert_eq!(row(&project, 0), [vec!["Li Na"], vec!["Chen Wei"], vec![], vec![]]);
        assert_eq!(row(&project, 1), [vec![], vec!["Li Na"], vec![], vec!["Legal"]]);
        assert_eq!(project.responsibilities[1].typed.unreadable, ROLES);
        assert!(project.responsibilities[0].typed.unreadable.is_empty());
    }

    #[test]
    fn in_charge_is_who_answers_unless_another_word_says_that() {
        let with = |text| row(&project("责任矩阵.csv", text), 0).map(|parties| parties.join("、"));
        assert_eq!(with("交付物,李娜,陈伟\n宣传片,负责,执行\n"), ["陈伟", "李娜", "", ""]);
        assert_eq!(with("交付物,李娜,陈伟\n宣传片,负责,批准\n"), ["李娜", "陈伟", "", ""]);
    }

    #[test]
    fn a_column_of_other_things_is_no_party() {
        let project = project("raci.csv", "Deliverable,Li Na,Colour\nFilm,A,red\nPage,R,blue\n");
        let kinds: Vec<_> = project.problems.iter().map(|trouble| trouble.problem.kind).collect();
        assert_eq!(kinds, [ProblemKind::Kept]);
    }

    #[test]
    fn an_empty_column_of_a_matrix_is_a_party_without_roles() {
        let project = project("raci.md", "| Deliverable | Li Na | Legal |\n|---|---|---|\n| Film | A/R | |\n");
        assert_eq!(project.problems, []);
        assert_eq!(row(&project, 0), [vec!["Li Na"], vec!["Li Na"], vec![], vec![]]);
    }
}
