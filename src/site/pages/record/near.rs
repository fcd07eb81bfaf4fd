//! The records before and after one, in the order of their table.

use serde::Serialize;

use crate::project::RecordId;
use crate::say;
use crate::site::view::page::Page;
use crate::site::view::parts::Run;

/// The ways on from a record.
#[derive(Serialize)]
pub(super) struct Near {
    /// What it leads through, for screen readers.
    label: String,
    /// "3 of 58".
    says: String,
    previous: Option<Run>,
    next: Option<Run>,
}

/// The neighbours of a record; `None` if it is alone.
pub(super) fn of(page: Page<'_>, id: RecordId) -> Option<Near> {
    let ids = page.whole.orders.get(&id.kind).filter(|ids| ids.len() > 1)?;
    let at = *page.whole.places.get(&id)?;
    let link = |id: &RecordId| {
        let name = page.name(*id);
        let text = page.code(*id).map_or_else(|| name.text.clone(), |code| format!("{code} {}", name.text));
        Run { text, href: page.to_record(*id), ..name }
    };
    let (number, all, register) = (at + 1, ids.len(), id.kind.label());
    Some(Near {
        label: page.say(&say!("{register}: previous and next", "{register}：上一条和下一条", register)),
        says: page.say(&say!("{number} of {all}", "第{number}条，共{all}条", number, all)),
        previous: at.checked_sub(1).and_then(|before| ids.get(before)).map(link),
        next: ids.get(at + 1).map(link),
    })
}

#[cfg(test)]
mod tests {
    use crate::site::testing::site;

    #[test]
    fn records_lead_to_each_other_in_the_order_of_their_table() {
        let site = site(&[
            ("alongside.yaml", "languages: [en, zh-CN]\n"),
            ("risks.csv", "id,title,probability,impact,visibility\nR-1,Rain,1,1,\nR-2,Snow,5,5,\nR-3,Hidden,4,4,internal\nR-4,Wind,2,2,\n"),
            ("goals.yaml", "- {id: G-1, title: Alone}\n"),
        ]);
        let near = |path: &str| {
            let (_, rest) = site.get(path)?.split_once("<nav class=\"pager near\"")?;
            rest.split_once("</nav>").map(|(near, _)| near.to_owned())
        };
        let middle = near("en/risks/R-4.html").unwrap();
        assert!(middle.contains("rel=\"prev\" href=\"R-2.html\"") && middle.contains("rel=\"next\" href=\"R-1.html\""), "{middle}");
        assert!(middle.contains("2 of 3") && middle.contains("R-2 Snow"), "{middle}");
        let first = near("zh-CN/risks/R-2.html").unwrap();
        assert!(!first.contains("prev") && first.contains("第1条，共3条"), "{first}");
        assert!(!near("en/risks/R-1.html").unwrap().contains("rel=\"next\""));
        assert_eq!(near("en/goals/G-1.html"), None);
    }
}
