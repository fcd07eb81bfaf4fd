//! The steps of a command: what takes longer than a second is told on a terminal while it lasts, and afterwards how long each took,
//! if somebody asks. Neither is a result: it goes to standard error, and no other output depends on it.

use std::io::{self, IsTerminal, Write};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use crate::say;
use crate::text::{Lang, Message};

/// What is shorter is not told.
const PATIENCE: Duration = Duration::from_secs(1);

/// The steps of a command so far.
#[derive(Debug)]
pub(super) struct Steps {
    /// Whether somebody sits at a terminal and wants to be told.
    is_told: bool,
    taken: Vec<(Message, Duration)>,
}

impl Steps {
    /// No step yet.
    pub(super) fn new(is_quiet: bool) -> Self {
        Self { is_told: !is_quiet && io::stderr().is_terminal(), taken: Vec::new() }
    }

    /// Does a step.
    pub(super) fn take<T>(&mut self, what: Message, work: impl FnOnce() -> T) -> T {
        let started = now();
        let done = if self.is_told { while_told(&what, work) } else { work() };
        self.taken.push((what, started.elapsed()));
        done
    }

    /// How long each step took.
    pub(super) fn told(&self) -> Message {
        let line = |(what, took): &(Message, Duration)| {
            say!("{seconds} s  {what}\n", "{seconds} 秒  {what}\n", seconds = format!("{:8.3}", took.as_secs_f64()), what)
        };
        let lines: Vec<Message> = self.taken.iter().map(line).collect();
        let all = |lang| lines.iter().map(|line| line.get(lang)).collect::<String>().trim_end().to_owned();
        Message { en: all(Lang::En).into(), zh: all(Lang::Zh).into() }
    }
}

#[allow(clippy::disallowed_methods, reason = "how long a step took is told to people alone")]
fn now() -> Instant {
    Instant::now()
}

/// Does something, and says that it lasts when it does; the line is gone when it is done.
fn while_told<T>(what: &Message, work: impl FnOnce() -> T) -> T {
    let (done, is_done) = channel::<()>();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            let mut seconds = 0;
            while is_done.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                seconds += 1;
                let _ = write!(io::stderr(), "\r{} · {} … {seconds} s", what.en, what.zh);
            }
            if seconds > 0 {
                let _ = write!(io::stderr(), "\r\x1b[K");
            }
        });
        let result = work();
        drop(done);
        result
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::both;

    #[test]
    fn every_step_is_told_with_its_time() {
        let mut steps = Steps { is_told: false, taken: Vec::new() };
        assert_eq!(steps.take(both!("reading", "读取"), || 7), 7);
        steps.taken[0].1 = Duration::from_millis(1234);
        assert_eq!((steps.told().en.as_ref(), steps.told().zh.as_ref()), ("   1.234 s  reading", "   1.234 秒  读取"));
    }

    #[test]
    fn what_is_told_while_it_lasts_gives_its_result() {
        assert_eq!(while_told(&both!("reading", "读取"), || "done"), "done");
    }
}
