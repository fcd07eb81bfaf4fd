//! Where the server is reached, and by whom.

use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener, TcpStream, ToSocketAddrs};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, PoisonError};

use super::http::{self, Answer, Request};
use super::{Shared, answer};
use crate::command::Failure;
use crate::{both, say};

/// The first port that is tried.
const PORT: u16 = 4000;
/// Ports that are tried before the system is asked for one.
const TRIED: u16 = 20;
/// Connections at the same time.
const MOST_GUESTS: usize = 64;

/// A place where the server is reached.
#[derive(Debug)]
pub(super) struct Door {
    listener: TcpListener,
    /// The address to open in a browser.
    pub(super) url: String,
    host: Host,
}

/// By what name the server may be asked. A page elsewhere that leads its own name to this machine asks by that name.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Host {
    /// The name that was asked for.
    name: String,
    address: IpAddr,
}

impl Door {
    /// Opens a door at a host, at a port or the next one that is free.
    pub(super) fn open(name: &str, port: Option<u16>) -> Result<Self, Failure> {
        let tried = port.map_or_else(|| (PORT..PORT + TRIED).chain(Some(0)).collect(), |port| vec![port]);
        let mut refused = io::Error::from(io::ErrorKind::AddrNotAvailable);
        for port in tried {
            match listen(name, port) {
                Ok(listener) => return Self::of(listener, name).map_err(|error| failure(name, &error, None)),
                Err(error) => refused = error,
            }
        }
        Err(failure(name, &refused, port))
    }

    fn of(listener: TcpListener, name: &str) -> io::Result<Self> {
        let address = listener.local_addr()?;
        let host = Host { name: name.trim_matches(['[', ']']).to_ascii_lowercase(), address: address.ip() };
        let shown = if address.ip().is_unspecified() { SocketAddr::new(loopback(address.ip()), address.port()) } else { address };
        Ok(Self { listener, url: format!("http://{shown}/"), host })
    }

    /// Whether only this machine reaches it.
    pub(super) const fn is_local(&self) -> bool {
        self.host.address.is_loopback()
    }

    /// Answers whoever comes, for as long as the program runs.
    pub(super) fn serve(&self, shared: Shared) {
        let Ok(listener) = self.listener.try_clone() else { return };
        let host = self.host.clone();
        let guests = Arc::new(AtomicUsize::new(0));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                // Whoever comes when it is full is not answered.
                if guests.fetch_add(1, Ordering::SeqCst) < MOST_GUESTS {
                    let (shared, host, guests) = (Arc::clone(&shared), host.clone(), Arc::clone(&guests));
                    std::thread::spawn(move || {
                        receive(stream, &shared, &host);
                        guests.fetch_sub(1, Ordering::SeqCst);
                    });
                } else {
                    guests.fetch_sub(1, Ordering::SeqCst);
                }
            }
        });
    }
}

/// A guest that goes away before the answer is there is no failure.
fn receive(stream: TcpStream, shared: &Shared, host: &Host) {
    let _ = http::converse(stream, |request| {
        host.refusal(request).unwrap_or_else(|| answer::to(request, &shared.read().unwrap_or_else(PoisonError::into_inner)))
    });
}

fn listen(name: &str, port: u16) -> io::Result<TcpListener> {
    let addresses: Vec<SocketAddr> = (name.trim_matches(['[', ']']), port).to_socket_addrs()?.collect();
    TcpListener::bind(&addresses[..])
}

const fn loopback(of: IpAddr) -> IpAddr {
    match of {
        IpAddr::V4(_) => IpAddr::V4(std::net::Ipv4Addr::LOCALHOST),
        IpAddr::V6(_) => IpAddr::V6(std::net::Ipv6Addr::LOCALHOST),
    }
}

fn failure(name: &str, error: &io::Error, port: Option<u16>) -> Failure {
    let shown = port.map_or_else(|| name.to_owned(), |port| format!("{name}:{port}"));
    Failure {
        message: say!("`{shown}` cannot be served: {error}.", "无法在`{shown}`提供服务：{error}。", shown, error = error.to_string()),
        help: Some(both!(
            "Name another `--port`, or none to take the next one that is free; `--host` is an address of this machine.",
            "换一个 `--port`，或不写而自动选用空闲端口；`--host` 须是本机地址。"
        )),
    }
}

impl Host {
    /// Why a request is not answered.
    fn refusal(&self, request: &Request) -> Option<Answer> {
        let is_known = request.host.as_deref().is_some_and(|host| self.is_asked_as(host));
        let is_foreign = request.site.as_deref() == Some("cross-site") && request.path.starts_with(answer::OWN);
        if !is_known {
            return Some(Answer::refusal("421 Misdirected Request"));
        }
        if is_foreign {
            return Some(Answer::refusal("403 Forbidden"));
        }
        (!["GET", "HEAD"].contains(&request.method.as_str())).then(|| Answer::refusal("405 Method Not Allowed"))
    }

    /// Whether this is asked by its own name, by `localhost`, or by an address: only names can be led elsewhere.
    fn is_asked_as(&self, host: &str) -> bool {
        let name = match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            Some((address, _)) => address.to_owned(),
            None => host.split(':').next().unwrap_or_default().to_ascii_lowercase(),
        };
        match name.parse::<IpAddr>() {
            Ok(address) => address == self.address || self.address.is_unspecified() || address.is_loopback(),
            Err(_) => name == "localhost" || name == self.name,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn host(name: &str, address: &str) -> Host {
        Host { name: name.to_owned(), address: address.parse().unwrap() }
    }

    #[test]
    fn a_name_that_others_lead_here_is_refused() {
        let local = host("127.0.0.1", "127.0.0.1");
        for name in ["127.0.0.1:4000", "localhost", "LOCALHOST:4000", "[::1]:4000"] {
            assert!(local.is_asked_as(name), "{name}");
        }
        for name in ["example.com", "example.com:4000", "localhost.example.com", "", "192.168.0.4", "[", "127.0.0.1.example.com"] {
            assert!(!local.is_asked_as(name), "{name}");
        }
        let open = host("0.0.0.0", "0.0.0.0");
        assert!(open.is_asked_as("192.168.0.4:4000") && !open.is_asked_as("example.com"));
        assert!(host("desk.local", "192.168.0.4").is_asked_as("Desk.local:4000"));
    }

    #[test]
    fn a_page_elsewhere_learns_nothing_of_the_findings() {
        let local = host("127.0.0.1", "127.0.0.1");
        let asked = |path: &str, method: &str, site: Option<&str>| {
            let request = Request {
                method: method.to_owned(),
                path: path.to_owned(),
                host: Some("localhost".to_owned()),
                site: site.map(str::to_owned),
            };
            local.refusal(&request).map(|answer| answer.status)
        };
        assert_eq!(asked("/", "GET", Some("cross-site")), None);
        assert_eq!(asked("/-/state.json", "GET", Some("cross-site")), Some("403 Forbidden"));
        assert_eq!(asked("/-/state.json", "GET", Some("same-origin")), None);
        assert_eq!(asked("/", "POST", None), Some("405 Method Not Allowed"));
        assert_eq!(local.refusal(&Request::default()).map(|answer| answer.status), Some("421 Misdirected Request"));
    }

    #[test]
    fn the_next_port_that_is_free_is_taken() {
        let one = Door::open("127.0.0.1", None).unwrap();
        let other = Door::open("127.0.0.1", None).unwrap();
        assert_ne!(one.url, other.url);
        let port = one.listener.local_addr().unwrap().port();
        assert!(Door::open("127.0.0.1", Some(port)).is_err());
        assert!(one.is_local());
    }
}
