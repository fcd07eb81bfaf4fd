//! What is wrong with the settings of the site: its logo and its colours.

use super::setting::at_key;
use crate::checklist::{Finding, Place, Verdict};
use crate::project::Project;
use crate::project::palette::{Overrides, Palette, TooClose, declared, overrides};
use crate::source::Span;
use crate::source::fold::nearest;
use crate::text::number;
use crate::{both, say};

/// Every finding about the logo and the colours, those of the project's stylesheet included.
pub(super) fn wrong(project: &Project) -> Vec<Verdict> {
    let product = Palette::of_product();
    let (set, unreadable) = overrides(&project.settings.site.colours);
    let mut wrong: Vec<Verdict> = logo(project).into_iter().chain(unreadable.into_iter().map(no_colour)).collect();
    wrong.extend(set.keys().filter(|name| !product.0.contains_key(*name)).map(|name| unknown(project, name, &product)));
    let coloured = product.with(&set);
    wrong.extend(contrast(&coloured, &set).map(|close| too_close(&close, setting(&named(&close, &set)), &coloured)));
    if let Some(brand) = project.brand() {
        let styled = declared(project.text(brand));
        let branded = coloured.with(&styled);
        wrong.extend(contrast(&branded, &styled).map(|close| too_close(&close, Place::Bytes(brand, Span::default()), &branded)));
    }
    wrong
}

/// The closest pair for each token and scheme that was changed: one finding is enough to fix it.
fn contrast(palette: &Palette, changed: &Overrides) -> impl Iterator<Item = TooClose> {
    let mut found: Vec<TooClose> = palette.too_close().into_iter().filter(|close| close.concerns(changed)).collect();
    found.sort_by(|a, b| (a.front, a.is_dark).cmp(&(b.front, b.is_dark)).then(a.ratio.total_cmp(&b.ratio)));
    found.dedup_by_key(|close| (close.front, close.is_dark));
    found.into_iter()
}

fn named(close: &TooClose, set: &Overrides) -> String {
    [close.front, close.behind].into_iter().find(|name| set.contains_key(*name)).unwrap_or_default().to_owned()
}

fn setting(name: &str) -> Place {
    Place::Setting(vec!["site".to_owned(), "colours".to_owned(), name.to_owned()])
}

fn too_close(close: &TooClose, place: Place, palette: &Palette) -> Verdict {
    let TooClose { front, behind, is_dark, ratio, least } = close;
    let colour =
        |name: &str| palette.0.get(name).map(|shades| if *is_dark { shades.dark } else { shades.light }.to_string()).unwrap_or_default();
    let message = say!(
        "`{front}` {front_colour} on `{behind}` {behind_colour} has a contrast of {ratio}{en_scheme}; {least} is needed.",
        "{zh_scheme}`{front}` {front_colour} 与 `{behind}` {behind_colour} 的对比度为{ratio}，至少要{least}。",
        front_colour = colour(front),
        behind_colour = colour(behind),
        ratio = number::full(*ratio, 2),
        least = least,
        en_scheme = if *is_dark { " in the dark" } else { "" },
        zh_scheme = if *is_dark { "深色模式下" } else { "" },
    );
    let help = both!("Take a darker or a lighter colour for one of the two.", "把其中一个颜色调深或调浅。");
    Finding::new(place, message).help(help).into()
}

fn no_colour(name: &str) -> Verdict {
    let message = say!("`site.colours.{name}` is no colour.", "`site.colours.{name}` 不是颜色。");
    let help = both!(
        "Write `\"#1f5fae\"`, or `{light: \"#1f5fae\", dark: \"#5592e8\"}`.",
        "写 `\"#1f5fae\"`，或 `{light: \"#1f5fae\", dark: \"#5592e8\"}`。"
    );
    Finding::new(setting(name), message).help(help).into()
}

fn unknown(project: &Project, name: &str, palette: &Palette) -> Verdict {
    let message = say!("The site has no colour `{name}`.", "网站没有颜色 `{name}`。");
    let help = match nearest(name, palette.0.keys().map(String::as_str)) {
        Some(near) => say!("Did you mean `{near}`?", "是不是 `{near}`？"),
        None => both!(
            "Usual ones are `link`, `top`, `top-t`, `top-l`, `bg` and `c1`.",
            "常用的有 `link`、`top`、`top-t`、`top-l`、`bg`、`c1`。"
        ),
    };
    at_key(project, &["site", "colours", name], message, help)
}

fn logo(project: &Project) -> Option<Verdict> {
    let logo = project.settings.site.logo.as_ref().filter(|_| project.logo().is_none())?;
    let message =
        say!("`site.logo` names `{logo}`, which is not in the folder.", "`site.logo` 写的 `{logo}` 不在文件夹中。", logo = &logo.0);
    let help = both!("Write its path as seen from `alongside.yaml`.", "路径从 `alongside.yaml` 所在位置写起。");
    Some(Finding::new(Place::Setting(vec!["site".to_owned(), "logo".to_owned()]), message).help(help).into())
}
