//! The command `alongside`.

use alongside::calendar::Date;
use alongside::project::{Asked, Folder, Kind, load};

fn main() {
    let root = std::env::args().nth(1).unwrap_or_default();
    let folder = Folder::read(root.as_ref()).unwrap();
    let project = load(folder, Asked { as_of: None, otherwise: Date::new(2026, 11, 23) });
    for kind in Kind::ALL {
        println!("{} {}", kind.key(), project.registers.len(*kind));
    }
    println!("documents {:?}", project.documents.iter().map(|d| &d.title).collect::<Vec<_>>());
    for trouble in &project.problems {
        let file = trouble.file.map_or("", |f| project.path(f));
        println!(
            "{file}:{:?} {:?}: {} — {:?}",
            trouble.problem.span,
            trouble.problem.kind,
            trouble.problem.message.en,
            trouble.problem.help.as_ref().map(|h| h.en.clone())
        );
    }
}
