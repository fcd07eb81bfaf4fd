//! `alongside serve`: the report in the browser, made anew in memory whenever a file changes.

mod answer;
mod door;
mod http;
mod state;
mod watch;

use std::process::ExitCode;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, PoisonError, RwLock};

use self::door::Door;
use self::state::State;
use self::watch::Watch;
use super::build::Asked;
use super::course::Earlier;
use super::steps::Steps;
use super::{Failure, build, output};
use crate::checklist::Audience;
use crate::cli::ServeArgs;
use crate::project::Readers;
use crate::text::Message;
use crate::{both, say};

/// What is served, as the folder is or, while something of it is broken, was.
type Shared = Arc<RwLock<State>>;

pub(super) fn run(args: &ServeArgs, is_quiet: bool) -> Result<ExitCode, Failure> {
    let mut watch = Watch::of(&args.source.folder);
    let earlier = Earlier::default();
    let made = build::make(&args.source, &args.edition, &Asked::default(), &earlier, &mut Steps::new(is_quiet))?;
    let door = Door::open(&args.host, args.port)?;
    if !door.is_local() && *made.judged.project.readers() == Readers::Team {
        return Err(Failure {
            message: both!(
                "Other machines see no internal record, so `--host` and `--audience internal` do not go together.",
                "其他机器看不到内部记录，因此`--host`不能与`--audience internal`同用。"
            ),
            help: Some(both!("Leave one of them out.", "去掉其中一个。")),
        });
    }
    let lang = made.judged.project.default_lang();
    // What is internal is told on this machine alone.
    let audience = if door.is_local() { Audience::Team } else { Audience::Public };
    let told = |message: &Message| {
        if !is_quiet {
            output::message(message, lang);
        }
    };
    made.notice.iter().for_each(told);
    let state = State::new(made, audience);
    told(&state.summary);
    // Who reads that Ctrl-C stops may press it at once.
    let (stop, stopped) = channel::<()>();
    on_interrupt(stop)?;
    told(&opened(args, &door.url));
    let shared = Arc::new(RwLock::new(state));
    door.serve(Arc::clone(&shared));
    if args.open && open::that_detached(&door.url).is_err() {
        told(&say!("No browser could be opened; open {url}.", "无法打开浏览器，请自行打开 {url}。", url = door.url));
    }
    while stopped.recv_timeout(watch.pause()) == Err(RecvTimeoutError::Timeout) {
        if watch.has_changed() {
            let made = build::make(&args.source, &args.edition, &Asked::default(), &earlier, &mut Steps::new(true));
            let mut state = shared.write().unwrap_or_else(PoisonError::into_inner);
            for line in state.renew(made) {
                told(&line);
            }
        }
    }
    told(&both!("Stopped.", "已停止。"));
    Ok(ExitCode::SUCCESS)
}

/// Ends the waiting when the user, or the system, asks for it.
fn on_interrupt(stop: Sender<()>) -> Result<(), Failure> {
    let handler = move || {
        let _ = stop.send(());
    };
    ctrlc::set_handler(handler).map_err(|error| {
        Failure::from(say!("The program cannot be told when to stop: {error}.", "无法接收停止信号：{error}。", error = error.to_string()))
    })
}

fn opened(args: &ServeArgs, url: &str) -> Message {
    let folder = args.source.folder.display();
    say!(
        "`{folder}` is shown at {url} and followed as it changes; Ctrl-C stops.",
        "`{folder}`的报告见 {url} ，文件一改即更新；按 Ctrl-C 停止。",
        folder,
        url
    )
}
