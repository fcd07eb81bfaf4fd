//! Turns outcomes into verdicts that an audience may read.

use super::{
    AreaVerdict, Change, Found, ItemVerdict, Overall, Quote, Related, RuleVerdict, ShareNumbers, Summary, Verdicts, Waiver, Where,
};
use crate::checklist::area::{Area, Item};
use crate::checklist::assessment::{Audience, Published};
use crate::checklist::finding::places::{Places, Spot};
use crate::checklist::finding::{Finding, Key, Place};
use crate::checklist::fix::SuggestedEdit;
use crate::checklist::outcome::health::{Standing, withheld};
use crate::checklist::outcome::shares::{Counts, Shares};
use crate::checklist::outcome::{Checklist, Outcome, Reported, Waived};
use crate::checklist::rule::RuleState;
use crate::checklist::severity::Severity;
use crate::checklist::waiver::ends_in;
use crate::project::types::Party;
use crate::project::{InternalNames, Kind, Project, RecordId};
use crate::text::{Lang, Message, Real, Word};

/// Bytes of the longest line in which internal names are looked for; a longer one is not quoted where there are any.
const LONGEST_LINE: usize = 4096;

/// Turns outcomes into verdicts that an audience may read.
pub(super) struct VerdictBuilder<'p> {
    project: &'p Project,
    places: Places<'p>,
    internal_names: &'p InternalNames,
    audience: Audience,
}

impl<'p> VerdictBuilder<'p> {
    pub(super) fn new(published: &'p Published<'_>) -> Self {
        let project = &published.project;
        Self { project, places: Places::new(project), internal_names: &published.internal_names, audience: published.audience }
    }

    pub(super) fn verdicts(&self, checklist: &Checklist, standing: &Standing) -> Verdicts {
        let items: Vec<ItemVerdict> = Item::ALL.into_iter().map(|item| self.item(checklist, item)).collect();
        let count = |severity| checklist.count(severity);
        Verdicts {
            overall: Overall {
                health: standing.health,
                word: standing.word.clone(),
                sentence: self.unless_secret(&standing.sentence),
                condition: self.unless_secret(&standing.condition),
            },
            areas: Area::ALL.into_iter().map(|area| self.area(checklist, standing, area)).collect(),
            summary: Summary {
                errors: count(Severity::Error),
                warnings: count(Severity::Warning),
                infos: count(Severity::Info),
                waived: checklist.waived().count(),
                not_published: items.iter().flat_map(|item| &item.rules).map(|rule| rule.not_published).sum(),
            },
            shares: shares(&checklist.outcomes),
            items,
        }
    }

    fn area(&self, checklist: &Checklist, standing: &Standing, area: Area) -> AreaVerdict {
        let stands = standing.of(area);
        AreaVerdict {
            number: area.number(),
            area: Word(area),
            name: area.label(),
            health: stands.health,
            reason: self.unless_secret(&stands.reason),
            shares: shares(checklist.of_area(area)),
        }
    }

    fn item(&self, checklist: &Checklist, item: Item) -> ItemVerdict {
        ItemVerdict {
            number: item.number(),
            area: item.area().map(Word),
            name: item.label(),
            shares: shares(checklist.of_item(item)),
            rules: checklist.of_item(item).map(|outcome| self.rule(outcome)).collect(),
            item,
        }
    }

    fn rule(&self, outcome: &Outcome) -> RuleVerdict {
        let reason = match outcome.state {
            RuleState::NotAssessable => outcome.why.as_ref().map(|why| self.unless_secret(why)),
            RuleState::NotApplicable => outcome.why.clone(),
            _ => None,
        };
        RuleVerdict {
            id: outcome.rule.id,
            title: outcome.rule.title.clone(),
            verdict: outcome.state,
            reason,
            passed: outcome.passed,
            failed: outcome.failed,
            waived: outcome.waived,
            not_assessable: outcome.not_assessable,
            not_published: outcome.withheld.findings,
            findings: outcome.findings.iter().map(|found| self.found(found, None)).collect(),
            waived_findings: outcome.waived_findings.iter().map(|waived| self.found(&waived.reported, Some(waived))).collect(),
            rule: outcome.rule,
        }
    }

    fn found(&self, reported: &Reported, waived: Option<&Waived>) -> Found {
        let finding = &reported.finding;
        Found {
            rule: reported.rule.id,
            severity: reported.severity,
            message: finding.message.clone(),
            help: self.places.advice(finding).filter(|help| !self.internal_names.are_in(help)),
            records: finding.records.iter().filter_map(|id| self.name(*id)).collect(),
            place: self.place(&finding.place),
            related: finding.related().map(|(place, message)| Related { message: message.clone(), place: self.place(place) }).collect(),
            known: finding.is_known,
            edits: self.edits(finding),
            waiver: waived.map(|waived| self.waiver(waived)),
            subject: finding.records.first().copied(),
            field: self.field(finding),
            keys: finding.single().iter().map(|single| Key::of(self.project, reported.rule.id, single)).collect(),
            quote: self.quote(&finding.place),
        }
    }

    /// The field that a finding is about; what reading found has only bytes, which belong to a field of its record.
    fn field(&self, finding: &Finding) -> Option<(Kind, String)> {
        let Place::Bytes(file, span) = &finding.place else { return finding.place.field() };
        let id = *finding.records.first()?;
        let entry = self.project.record(id).filter(|entry| entry.origin().file == *file)?;
        let path = entry.source_map().at(span.start)?.path.join(".");
        Place::Record(id, path).field()
    }

    fn edits(&self, finding: &Finding) -> Vec<Change> {
        if self.audience == Audience::Public {
            return Vec::new();
        }
        let change = |suggested: SuggestedEdit| {
            let SuggestedEdit { file, edit, is_sure } = suggested;
            Change { place: self.at(Spot { file, span: edit.span }), text: edit.text, sure: is_sure }
        };
        self.places.edits(finding).into_iter().map(change).collect()
    }

    fn waiver(&self, waived: &Waived) -> Waiver {
        let waiver = self.project.waivers().nth(waived.waiver);
        let default = self.project.default_lang();
        let reason = waiver.and_then(|waiver| waiver.reason.as_ref()).map(|reason| Message {
            en: reason.get(Lang::En, default).0.to_owned().into(),
            zh: reason.get(Lang::Zh, default).0.to_owned().into(),
        });
        Waiver {
            reason: reason.map(|reason| self.unless_secret(&reason)),
            approved_by: waiver.map_or_else(Vec::new, |waiver| waiver.approved_by.iter().map(|party| self.party(party)).collect()),
            until: waiver.and_then(|waiver| waiver.until),
            ends_in: waiver.and_then(|waiver| ends_in(self.project, waiver)),
        }
    }

    /// A person or a department as written, unless they are internal.
    fn party(&self, party: &Party) -> String {
        self.unless_secret(&Message::same(party.text().to_owned())).en.into_owned()
    }

    fn place(&self, place: &Place) -> Option<Where> {
        Some(self.at(self.places.spot(place)?))
    }

    fn quote(&self, place: &Place) -> Option<Quote> {
        let (line, mark) = self.places.line(self.places.spot(place)?);
        let quote = Quote::of(line, &mark)?;
        let is_secret = || line.len() > LONGEST_LINE || self.internal_names.are_in(&Message::same(line.to_owned()));
        let is_hidden = !self.internal_names.is_empty() && is_secret();
        (!is_hidden).then_some(quote)
    }

    fn at(&self, spot: Spot) -> Where {
        let location = self.places.location(spot);
        Where {
            file: self.places.path(Some(spot)).to_owned(),
            cell: self.places.cell(spot),
            line: location.line,
            column: location.column,
            end_line: location.end_line,
            end_column: location.end_column,
        }
    }

    fn name(&self, id: RecordId) -> Option<String> {
        Some(format!("{}/{}", id.kind.key(), self.project.record(id)?.id()))
    }

    fn unless_secret(&self, message: &Message) -> Message {
        if self.internal_names.are_in(message) { withheld() } else { message.clone() }
    }
}

fn shares<'o>(outcomes: impl IntoIterator<Item = &'o Outcome>) -> ShareNumbers {
    Shares::of(outcomes.into_iter().map(Counts::from)).into()
}

impl From<Shares> for ShareNumbers {
    fn from(shares: Shares) -> Self {
        let Counts { passed, failed, waived, not_assessable } = shares.records;
        Self {
            rules_judged: shares.rules_judged,
            rules_passed: shares.rules_passed,
            records_passed: passed,
            records_failed: failed,
            records_waived: waived,
            records_not_assessable: not_assessable,
            raw: shares.raw().map(Real),
            after_waivers: shares.after_waivers().map(Real),
            coverage: shares.coverage().map(Real),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Analysis;
    use crate::calendar::Date;
    use crate::checklist::assessment::Assessment;
    use crate::project::{Folder, ReportDateSource, load};

    /// What an audience is told of a folder.
    fn verdicts(audience: Audience, files: &[(&str, &str)]) -> Verdicts {
        let project = load(Folder::of_texts(files), ReportDateSource { as_of: None, otherwise: Date::new(2026, 6, 15) });
        let analysis = Analysis::of(&project);
        Verdicts::of(&Published::to(audience, &Assessment::of(project, analysis)))
    }

    fn rule<'v>(verdicts: &'v Verdicts, id: &str) -> &'v RuleVerdict {
        verdicts.items.iter().flat_map(|item| &item.rules).find(|rule| rule.id == id).expect("the rule is registered")
    }

    const PEOPLE: (&str, &str) = ("people.yaml", "- {id: li-na, name: Li Na}\n- {id: zoe, name: Zoe Quist, visibility: internal}\n");

    #[test]
    fn changes_are_suggested_to_the_team_alone() {
        let files = [PEOPLE, ("tasks.yaml", "- {name: Film, owner: li-nna}\n")];
        let edits = |audience| rule(&verdicts(audience, &files), "unknown-reference").findings[0].edits.len();
        assert_eq!([edits(Audience::Team), edits(Audience::Public)], [1, 0]);
    }

    #[test]
    fn a_line_too_long_to_be_searched_for_names_is_not_quoted() {
        let is_quoted = |bytes: usize| {
            let line = "- {name: Film, owner: nobody} #";
            let text = format!("{line}{}\n", "x".repeat(bytes - line.len()));
            let verdicts = verdicts(Audience::Public, &[PEOPLE, ("tasks.yaml", &text)]);
            rule(&verdicts, "unknown-reference").findings[0].quote.is_some()
        };
        assert_eq!([is_quoted(LONGEST_LINE), is_quoted(LONGEST_LINE + 1)], [true, false]);
    }

    #[test]
    fn the_summary_counts_findings_by_their_severity() {
        let verdicts = verdicts(Audience::Team, &[PEOPLE, ("tasks.yaml", "- {name: Film, owner: nobody}\n- {name: Cut, end: soon}\n")]);
        let found = || verdicts.items.iter().flat_map(|item| &item.rules).flat_map(|rule| &rule.findings);
        let count = |severity| found().filter(|found| found.severity == severity).count();
        let Summary { errors, warnings, infos, .. } = verdicts.summary;
        assert_eq!([errors, warnings, infos], [Severity::Error, Severity::Warning, Severity::Info].map(count));
        assert!(errors > 0 && warnings > 0, "{:?}", verdicts.summary);
    }

    #[test]
    fn a_rule_has_findings_where_something_is_found_or_withheld() {
        let task = |visibility: &str| format!("- {{name: Film, owner: nobody{visibility}}}\n");
        let has = |audience, task: &str| {
            let verdicts = verdicts(audience, &[PEOPLE, ("tasks.yaml", task)]);
            ["unknown-reference", "duplicate-id"].map(|id| rule(&verdicts, id).has_findings())
        };
        assert_eq!(has(Audience::Team, &task("")), [true, false]);
        assert_eq!(has(Audience::Public, &task(", visibility: internal")), [true, false]);
    }
}
