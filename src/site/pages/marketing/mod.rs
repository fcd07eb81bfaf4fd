//! Campaigns and launches: what is ready for each gate, what waits for what and may move by how much, what is spent and what comes
//! of it, and what experiments say.

mod cells;
mod experiments;
mod gates;
pub(super) mod launch;
mod spending;

pub(super) use spending::facts;

use serde::Serialize;

use crate::analysis::campaigns::gates::Gate;
use crate::project::{Kind, RecordId};
use crate::site::address::Address;
use crate::site::view::frame::Frame;
use crate::site::view::page::Page;
use crate::site::view::parts::{Hero, Row, Run, Table};
use crate::text::{Message, date, plural};
use crate::{both, say};
use cells::Section;

/// The view-model of `marketing.html`.
#[derive(Serialize)]
pub(super) struct MarketingView<'a> {
    frame: Frame<'a>,
    hero: Hero,
    sections: Vec<Section>,
}

/// A gate within so many days stands on the overview.
const NEAR: i64 = 30;

/// The page.
pub(super) fn view(page: Page<'_>) -> MarketingView<'_> {
    let title = page.title(Address::Marketing);
    let lead = page.say(&lead(page));
    let sections = [
        gates::gates(page),
        gates::waiting(page),
        spending::campaigns(page),
        spending::channels(page),
        spending::months(page),
        experiments::experiments(page),
    ];
    MarketingView {
        frame: page.frame(&title, &lead),
        hero: Hero {
            crumbs: vec![page.crumb(Address::OVERVIEW)],
            lead: Some(Run::text(lead)),
            notes: vec![page.as_of()],
            ..Hero::new(Run::text(title))
        },
        sections: sections.into_iter().flatten().collect(),
    }
}

/// The next gate with what is ready for it, and what is hit.
fn lead(page: Page<'_>) -> Message {
    let analysis = &page.whole.analysis;
    let hit = analysis.hanging.iter().filter(|hanging| hanging.is_hit()).count();
    let hit = match hit {
        0 => both!("Nothing starts before what it needs is there.", "没有活动或内容早于所需条件开始。"),
        hit => say!(
            "{hit} start{en_s} before what {en_it} is there.",
            "{hit}项早于所需条件开始。",
            hit,
            en_s = if hit == 1 { "s" } else { "" },
            en_it = if hit == 1 { "it needs" } else { "they need" }
        ),
    };
    let next = ahead(page).and_then(|(gate, days)| Some((gate, days, gate.day?)));
    let Some((gate, days, day)) = next else { return hit };
    let (ready, all) = gate.ready();
    let when = when(page, gate, days);
    let day = date::message(day.civil());
    say!("{when}, on {day}: {ready} of {all} ready. {hit}", "{when}（{day}），{all}项中{ready}项就绪。{hit}", when, day, ready, all, hit)
}

/// "On sale in 5 days"; of one that is open past its day how long ago that was.
fn when(page: Page<'_>, gate: &Gate, days: i64) -> Message {
    let name = page.name(RecordId { kind: Kind::Milestones, index: gate.milestone }).text;
    let (n, en_s) = (days.abs(), plural(usize::try_from(days.abs()).unwrap_or_default()));
    if days < 0 {
        return say!("{name} was due {n} day{en_s} ago", "“{name}”已过期{n}天", name, n, en_s);
    }
    say!("{name} in {n} day{en_s}", "距“{name}”还有{n}天", name, n, en_s)
}

/// So many pieces of content stand on the page of their campaign as a table.
const MOST_CONTENT: usize = 50;

/// The pieces of content of a campaign by their days.
pub(super) fn content(page: Page<'_>, campaign: RecordId) -> Vec<RecordId> {
    let mut content: Vec<RecordId> = page.whole.references.to(campaign).filter(|from| from.kind == Kind::Content).collect();
    let day = |id: &RecordId| page.whole.project.content.get(id.index).and_then(|content| content.day());
    content.sort_by_key(|id| (day(id).is_none(), day(id), *id));
    content.truncate(MOST_CONTENT);
    content
}

/// The tables of a campaign's page: what it needs, its figures by channel, and its content.
pub(super) fn tables(page: Page<'_>, campaign: RecordId) -> Vec<Table> {
    let hanging = page.whole.analysis.hanging.iter().filter(|hanging| hanging.waits == campaign);
    let needs = Table {
        id: "t-float".to_owned(),
        caption: page.say(&both!("What it needs, and by how much that may still move", "依赖的事项及还可推迟多少")),
        columns: gates::needs_columns(page),
        rows: hanging.map(|hanging| Row::new(gates::needs_cells(page, hanging).into())).collect(),
    };
    let numbers = page.whole.analysis.campaigns.get(campaign.index);
    let (columns, rows) = numbers.map(|numbers| spending::channel_rows(page, numbers)).unwrap_or_default();
    let caption = page.say(&both!("Figures by channel, with 95% intervals", "按渠道的投放数据，附95%区间"));
    let channels = Table { id: "t-channels".to_owned(), caption, columns, rows };
    let content = page.table(Kind::Content, &content(page, campaign));
    [needs, channels, content].into_iter().filter(|table| !table.rows.is_empty()).collect()
}

/// The next gate with what is ready for it, from thirty days before its day on.
pub(super) fn next_gate(page: Page<'_>) -> Option<Run> {
    let (gate, days) = ahead(page).filter(|(_, days)| *days <= NEAR)?;
    let (ready, all) = gate.ready();
    let when = when(page, gate, days);
    let says = page.say(&say!("{when}: {ready} of {all} ready", "{when}：{all}项中{ready}项就绪", when, ready, all));
    Some(Run::link(says, page.href(Address::Gate(gate.milestone))))
}

/// The next gate that is not passed, and in how many days it is; one that is open for some days past its own goes before others.
fn ahead(page: Page<'_>) -> Option<(&Gate, i64)> {
    let today = page.whole.project.report_date;
    let open = page.whole.analysis.gates.iter().filter(|gate| !gate.is_passed);
    open.filter_map(|gate| Some((gate, gate.days_to(today)?))).find(|(_, days)| *days >= -NEAR)
}

#[cfg(test)]
mod tests {
    use crate::site::testing::site;

    fn notes(day: &str, lang: &str) -> String {
        let milestones = format!("- {{id: M-1, name: On sale, forecast: {day}, status: in progress}}\n");
        let readiness = "- {what: Stock, gate: M-1, status: ready}\n- {what: Texts, gate: M-1}\n";
        let files =
            [("alongside.yaml", "languages: [en, zh-CN]\n"), ("milestones.yaml", milestones.as_str()), ("readiness.yaml", readiness)];
        site(&files).remove(&format!("{lang}/index.html")).unwrap()
    }

    #[test]
    fn a_campaign_says_how_many_it_met() {
        let campaigns = "- id: C-1\n  name: Spring\n  figures:\n    - {period: 2026-02, channel: Mail, reach: 400, clicks: 30, conversions: 3}\n    - {period: 2026-03, channel: Mail, reach: 1500, clicks: 12}\n";
        let site = site(&[("alongside.yaml", "languages: [en, zh-CN]\n"), ("campaigns.yaml", campaigns)]);
        let english = site.get("en/campaigns/C-1.md").unwrap();
        for line in ["- **Reach**: 1,500; most in one period and channel\n", "- **Clicks**: 42\n", "- **Conversions**: 3\n"] {
            assert!(english.contains(line), "{line}: {english}");
        }
        assert!(!english.contains("Impressions"), "what nobody counted is not said: {english}");
        assert!(site.get("zh-CN/campaigns/C-1.md").unwrap().contains("- **触达**: 1,500; 单一期间、单一渠道的最大值\n"));
    }

    #[test]
    fn the_overview_names_the_next_gate_from_thirty_days_before_until_it_is_passed() {
        for (day, said) in [
            ("2026-05-01", None),
            ("2026-04-30", Some("On sale in 30 days: 1 of 2 ready")),
            ("2026-04-01", Some("On sale in 1 day: 1 of 2 ready")),
            ("2026-03-28", Some("On sale was due 3 days ago: 1 of 2 ready")),
            ("2026-02-01", None),
        ] {
            let page = notes(day, "en");
            match said {
                Some(said) => assert!(page.contains(&format!("<a href=\"launches/M-1.html\">{said}</a>")), "{said}"),
                None => assert!(!page.contains("1 of 2 ready"), "{day}"),
            }
        }
        assert!(notes("2026-03-28", "zh-CN").contains("“On sale”已过期3天：2项中1项就绪"));
    }
}
