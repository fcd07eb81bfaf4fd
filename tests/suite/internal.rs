//! What is internal is in no byte of the published site, whatever it stands in.

use std::path::Path;
use std::process::Command;

use crate::scratch::Scratch;

/// The words and the numbers that no published file may have.
const SECRETS: [&str; 3] = ["secret", "7654321", "termination agreement"];

/// Builds the site of some files and says where a secret is.
fn leaks(name: &str, files: &[(&str, &str)]) -> Vec<String> {
    let scratch = Scratch::new(name);
    let (project, out) = (scratch.path().join("project"), scratch.path().join("out"));
    let settings = ("alongside.yaml", "languages: [en, zh-CN]\nproject: {name: T}\nreport: {as_of: 2026-03-31}\n");
    for (path, text) in files.iter().chain([&settings]) {
        let path = project.join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
    let built = Command::new(env!("CARGO_BIN_EXE_alongside")).arg("build").arg(&project).arg("-o").arg(&out).output();
    assert!(built.expect("the program runs").status.success());
    let mut found = Vec::new();
    search(&out, &mut found);
    found
}

fn search(folder: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            search(&path, found);
            continue;
        }
        let text = String::from_utf8_lossy(&std::fs::read(&path).expect("a file")).to_lowercase();
        let all = format!("{}\n{text}", path.file_name().unwrap_or_default().to_string_lossy().to_lowercase());
        found.extend(SECRETS.iter().filter(|secret| all.contains(**secret)).map(|secret| format!("{}: {secret}", path.display())));
    }
}

#[test]
fn parts_follow_their_whole() {
    let files = [
        ("kpis.yaml", "- {id: k, name: Hidden, visibility: internal}\n- {id: open, name: Open}\n"),
        ("measurements.csv", "kpi,date,value,note\nk,2026-01-01,7654321,secret note\nHidden,2026-01-02,7654321,\nopen,2026-01-01,4,\n"),
        ("people.yaml", "- {id: p, name: Hidden Person, visibility: internal}\n"),
        ("tasks.yaml", "- {id: T-1, name: Open task}\n"),
        ("allocations.csv", "id,person,start,end,load,secretcolumn\nsecret-1,Hidden Person,2026-01-01,2026-12-31,7654321,secret\n"),
    ];
    assert_eq!(leaks("parts", &files), [""; 0]);
}

#[test]
fn what_cannot_be_read_is_not_quoted() {
    let files = [
        ("risks.yaml", "- title: t\n  visibility: internal\n  cause: \"secret\n- title: u\n"),
        ("issues.yaml", "- {raised: secretdate, visibility: internal}\n- {titel: secret, visibilty: internal}\n- just a secret\n"),
        ("measurements.yaml", "- {kpi: k, date: secretdate, value: 5, visibility: internal}\n"),
        ("goals.yaml", "- {title: G, visibility: internal, secretkey: {a: 1}, ownr: secret, due: secretday}\n"),
        ("tickets.yaml", "- {title: secret ticket, id: secret-1, opened: 2026-06-01, visibility: internal}\n"),
    ];
    assert_eq!(leaks("broken", &files), [""; 0]);
}

#[test]
fn a_broken_record_that_is_public_is_quoted() {
    assert_ne!(leaks("public", &[("risks.yaml", "- {title: t, owner: nobody, next_review: secretday}\n")]), [""; 0]);
    assert_ne!(leaks("public-row", &[("measurements.csv", "kpi,date,value\nk,secretday,1\n")]), [""; 0]);
}

#[test]
fn names_of_any_length_and_of_several_are_in_no_sentence() {
    let long = "Share of employees that have signed the termination agreement offered by Contoso";
    let kpi = |id: &str, name: &str| {
        format!(
            "- {{id: {id}, name: {name}, goal: g, visibility: internal, direction: increase, baseline: {{value: 1, date: 2026-01-01}}, targets: [{{by: 2026-12-31, value: 100}}], measurements: [{{date: 2026-02-01, value: 1}}, {{date: 2026-03-20, value: 0}}]}}\n"
        )
    };
    let kpis: String = (0..20).map(|n| kpi(&format!("k{n}"), &format!("{}{long}", "x".repeat(n * 4)))).collect();
    let files = [
        ("goals.yaml", "- {id: g, title: G, due: 2026-12-01}\n"),
        ("kpis.yaml", kpis.as_str()),
        ("departments.yaml", "- {id: SECRETX, name: SECRETX, visibility: internal}\n"),
        ("people.yaml", "- {id: a, name: SECRETX, visibility: internal}\n- {id: b, name: Other}\n"),
        ("responsibilities.csv", "deliverable,R,A\nx,SECRETX,SECRETX\n"),
        ("risks.yaml", "- {id: R-1, title: Late, owner: SECRETX, next_review: 2026-01-01}\n"),
    ];
    assert_eq!(leaks("names", &files), [""; 0]);
}

#[test]
fn front_matter_of_every_document_is_obeyed() {
    let plain = "---\nvisibility: internal\n---\n# Secret\n\nsecret [link](none.md) ![secret](secret.png)\n";
    let files = [
        ("risks.yaml", "- title: t\n"),
        ("risks/README.md", plain),
        ("docs/a.md", plain),
        ("docs/b.md", "---\n密级: 机密\n---\n# Secret\n"),
        ("docs/c.md", "---\nvisibilty: internal\n---\n# Secret\n"),
        ("docs/d.md", "---\nvisibility: confidential\n---\n# Secret\n"),
        ("docs/e.md", "---\nvisibility: [internal\ntitle: Secret\n---\n# Secret\n"),
        ("docs/f.md", "# Open\n"),
        ("docs/f.zh-CN.md", "---\nvisibility: internal\n---\n# Secret\n\n[secret](secret.md)\n"),
        ("docs/secret.png", "\u{89}PNG"),
        ("issues/one.md", "---\nvisibility: [internal\n---\n# Secret\n"),
        ("goals.md", "---\nvisibility: internal\n---\n# Goals\n\nsecret\n\n| Title | Owner |\n|---|---|\n| Secret | a |\n"),
    ];
    assert_eq!(leaks("documents", &files), [""; 0]);
}

#[test]
fn each_audience_is_told_what_is_for_it() {
    let scratch = Scratch::new("editions");
    let project = scratch.path().join("project");
    let files = [
        (
            "alongside.yaml",
            "languages: [en]\naudiences: [sponsor, 合作伙伴]\nreport: {as_of: 2026-03-31, base_url: 'https://example.com'}\nsite: {listed: yes}\n",
        ),
        (
            "risks.yaml",
            "- {id: R-1, title: For everyone}\n- {id: R-2, title: For the sponsor, visibility: Sponsor}\n\
             - {id: R-3, title: For both, visibility: [sponsor, 合作伙伴]}\n- {id: R-4, title: For the team, visibility: internal}\n\
             - {id: R-5, title: For nobody, visibility: sponsr}\n",
        ),
        ("docs/brief.md", "---\nvisibility: sponsor\n---\n# For the sponsor too\n"),
        ("docs/pay.md", "---\nvisibility: internal\n---\n# For the team too\n"),
    ];
    for (path, text) in files {
        std::fs::create_dir_all(project.join("docs")).expect("a folder");
        std::fs::write(project.join(path), text).expect("a file");
    }
    let run = |args: &[&str]| {
        let ran = Command::new(env!("CARGO_BIN_EXE_alongside")).args(args).arg(&project).current_dir(scratch.path()).output();
        ran.expect("the program runs")
    };
    let told = |out: &str| -> Vec<&str> {
        let mut all = String::new();
        collect(&scratch.path().join(out), &mut all);
        let titles =
            ["For everyone", "For the sponsor<", "For both", "For the team<", "For nobody", "For the sponsor too", "For the team too"];
        titles.into_iter().filter(|title| all.contains(title)).collect()
    };
    for (args, out, titles) in [
        (vec!["build"], "public", vec!["For everyone"]),
        (
            vec!["build", "--audience", "SPONSOR"],
            "report-sponsor",
            vec!["For everyone", "For the sponsor<", "For both", "For the sponsor too"],
        ),
        (vec!["build", "--audience", "合作伙伴", "-o", "partners"], "partners", vec!["For everyone", "For both"]),
        (
            vec!["build", "--audience", "internal"],
            "report-internal",
            vec!["For everyone", "For the sponsor<", "For both", "For the team<", "For nobody", "For the sponsor too", "For the team too"],
        ),
    ] {
        assert!(run(&args).status.success());
        assert_eq!(told(out), titles, "{out}");
        let overview = std::fs::read_to_string(scratch.path().join(out).join("en/index.html")).expect("a page");
        assert_eq!(overview.contains("noindex"), out != "public", "only what is for everyone may be listed");
        assert_eq!(overview.contains(" edition · Project report</title>"), out != "public");
        assert_eq!(scratch.path().join(out).join("en/feed.xml").exists(), out == "public", "its address is another one");
    }
    let unknown = run(&["build", "--audience", "sponsr"]);
    assert_eq!(unknown.status.code(), Some(2));
    let said = String::from_utf8_lossy(&unknown.stderr).into_owned();
    assert!(said.contains("“sponsr” is no audience of this project.") && said.contains("public, internal, sponsor, 合作伙伴"), "{said}");
    let checked = run(&["check"]);
    let said = String::from_utf8_lossy(&checked.stdout).into_owned();
    assert!(
        said.contains("“sponsr” is no audience of this project, so this is published to nobody.") && said.contains("sponsor"),
        "{said}"
    );
}

/// All texts below a folder.
fn collect(folder: &Path, all: &mut String) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, all);
        } else {
            *all += &String::from_utf8_lossy(&std::fs::read(&path).expect("a file"));
        }
    }
}

#[test]
fn people_are_shown_by_initials_in_every_byte() {
    let scratch = Scratch::new("initials");
    let project = scratch.path().join("project");
    let settings = "languages: [en, zh-CN]\nproject: {name: T, project_manager: Maya Stone, stage: execution, start: 2026-01-05, end: 2026-12-18}\nreport: {as_of: 2026-03-31}\nsite: {people: initials}\n";
    let files = [
        ("alongside.yaml", settings),
        (
            "people.yaml",
            "- {id: maya-stone, name: {en: Maya Stone, zh-CN: 石玛雅}, role: PM, email: maya.stone@example.com}\n- {name: Omar Reed, manager: Maya}\n",
        ),
        (
            "risks.yaml",
            "- {title: Maya Stone leaves, owner: maya-stone, probability: 4, impact: 4}\n- {title: 石玛雅休假, owner: Anna Weber}\n",
        ),
        (
            "tasks.csv",
            "name,owner,start,finish,status\nPrint,maya.stone,2026-03-02,2026-05-04,in progress\nCall,\"Reed, Omar\",2026-03-02,2026-03-04,open\n",
        ),
        (
            "meetings/2026-03-09-weekly.md",
            "# Weekly\n\n## Present\n\n- Maya Stone\n- Karl Otto\n\n## Actions\n\n- [ ] @maya-stone Call Omar Reed (due 2026-03-12)\n",
        ),
        ("docs/brief.md", "# Brief by Maya Stone\n\n石玛雅 and Omar Reed wrote to maya.stone@example.com.\n"),
    ];
    for (path, text) in files {
        let path = project.join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
    let build = |out: &str, more: &[&str]| {
        let built = Command::new(env!("CARGO_BIN_EXE_alongside"))
            .arg("build")
            .arg(&project)
            .arg("-o")
            .arg(scratch.path().join(out))
            .args(more)
            .output();
        let built = built.expect("the program runs");
        assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
        let mut all = String::new();
        collect(&scratch.path().join(out), &mut all);
        all.to_lowercase()
    };
    let names = ["maya", "石玛雅", "omar", "anna", "weber", "karl"];
    let found = |all: &str| -> Vec<&str> { names.into_iter().filter(|name| all.contains(name)).collect() };
    let public = build("public", &[]);
    assert_eq!(found(&public), [""; 0]);
    assert!(["m. s.", "石某", "o. r.", "a. w."].iter().all(|short| public.contains(short)));
    assert!(scratch.path().join("public/en/people/m-s.html").exists());
    assert_eq!(found(&build("internal", &["--audience", "internal"])), names, "the team sees names");
}
