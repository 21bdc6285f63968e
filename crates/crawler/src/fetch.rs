//! Fetching: from a source's addresses to files on this machine. The only module that meets a network.
//!
//! Politely: one identified agent, robots.txt, one request at a time a host. Safely: no request leaves for
//! a private address unless the operator allows that host by name, and nothing is larger or slower than its
//! bounds. Interrupted is not lost: each complete page is on disk before the next is asked for.

pub mod address;
mod gate;
mod local;
pub mod paging;
mod remote;
mod request;
mod store;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

pub use self::gate::Gate;
pub use self::local::local;
pub use self::remote::remote;

/// What was fetched of a source: complete, on disk.
#[derive(Debug, Clone, PartialEq)]
pub struct Fetched {
    /// Files in the order they are to be read.
    pub files: Vec<FetchedFile>,
    /// When they were last known to be current.
    pub fetched_at: Timestamp,
    /// Blake3 over all of them.
    pub digest: String,
}

/// One file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FetchedFile {
    /// Its name, which readers look at for its ending.
    pub name: String,
    /// The address it came from.
    pub url: String,
    /// The character set its server named.
    pub charset: Option<String>,
    /// Where it lies.
    pub path: PathBuf,
}

/// How requests are made.
#[derive(Debug, Clone)]
pub struct Manners {
    /// The name we give, with a contact.
    pub user_agent: String,
    /// Hosts that may stand on a private address: `council.internal`, `127.0.0.1`.
    pub allowed_hosts: BTreeSet<String>,
    /// No request is made at all.
    pub offline: bool,
    /// Only sources whose `every` has passed are fetched.
    pub due_only: bool,
    /// Only sources last fetched before this are fetched.
    pub fetched_before: Option<Timestamp>,
    /// To connect.
    pub connect_timeout: Duration,
    /// Between two pieces of an answer.
    pub idle_timeout: Duration,
    /// For one answer.
    pub whole_timeout: Duration,
    /// How often a request is tried.
    pub tries: u32,
    /// The first wait after a failure; each next one is twice as long.
    pub backoff: Duration,
    /// The longest wait that a server may ask for.
    pub patience: Duration,
    /// Whose turn it is at each host.
    pub gate: Arc<Gate>,
}

impl Default for Manners {
    fn default() -> Manners {
        Manners {
            user_agent: concat!(
                "Fingerpost/",
                env!("CARGO_PKG_VERSION"),
                " (directory of community services; contact in the operator's settings)"
            )
            .to_owned(),
            allowed_hosts: BTreeSet::new(),
            offline: false,
            due_only: false,
            fetched_before: None,
            connect_timeout: Duration::from_secs(10),
            idle_timeout: Duration::from_secs(30),
            whole_timeout: Duration::from_secs(600),
            tries: 4,
            backoff: Duration::from_secs(1),
            patience: Duration::from_secs(120),
            gate: Arc::default(),
        }
    }
}

/// Why a source could not be fetched. Each is a named outcome; the last good data stay.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// No such file.
    #[error("there is nothing at `{address}`")]
    NothingThere {
        /// The address.
        address: String,
    },
    /// A file could not be read or written.
    #[error("could not read or write `{path}`: {reason}")]
    File {
        /// Which one.
        path: String,
        /// Why.
        reason: String,
    },
    /// Nothing was fetched before and fetching is not wanted now.
    #[error("it was never fetched, and this run is offline")]
    Offline,
    /// An address that is no address, or of a kind we do not ask.
    #[error("`{address}` is not an address we ask")]
    BadAddress {
        /// The address.
        address: String,
    },
    /// The host stands on a private, loopback or link-local address.
    #[error("`{host}` is on a private network; the operator can allow it by name with `--allow-host {host}`")]
    PrivateAddress {
        /// The host.
        host: String,
    },
    /// `robots.txt` says no.
    #[error("`robots.txt` of `{host}` does not let us in")]
    Robots {
        /// The host.
        host: String,
    },
    /// The server answered with something other than the data.
    #[error("`{host}` answered {status}")]
    Status {
        /// The host.
        host: String,
        /// The status.
        status: u16,
    },
    /// The server asks us to come back later than we wait.
    #[error("`{host}` asks us to wait {seconds} seconds")]
    AskedToWait {
        /// The host.
        host: String,
        /// How long.
        seconds: u64,
    },
    /// Sent from place to place.
    #[error("`{host}` redirects more than {most} times")]
    TooManyRedirects {
        /// The first host.
        host: String,
        /// The bound.
        most: usize,
    },
    /// Sent to a place we do not go to.
    #[error("`{host}` redirects to an address we do not ask: {reason}")]
    BadRedirect {
        /// The host that redirects.
        host: String,
        /// Why not.
        reason: String,
    },
    /// It did not come in time.
    #[error("`{host}` was too slow")]
    TooSlow {
        /// The host.
        host: String,
    },
    /// It is larger than allowed.
    #[error("`{host}` sent more than {limit_mebibytes} MiB")]
    TooBig {
        /// The host.
        host: String,
        /// The bound.
        limit_mebibytes: u64,
    },
    /// The connection failed or broke off.
    #[error("the connection to `{host}` failed: {reason}")]
    Connection {
        /// The host.
        host: String,
        /// Why.
        reason: String,
    },
    /// A paged feed goes on and on, or round and round.
    #[error("the feed at `{host}` does not end: {reason}")]
    NeverEnds {
        /// The host.
        host: String,
        /// How that shows.
        reason: String,
    },
    /// A page of a feed is not what its format says.
    #[error("a page of `{host}` is not {format}: {reason}")]
    BadPage {
        /// The host.
        host: String,
        /// The format.
        format: &'static str,
        /// What was found.
        reason: String,
    },
}

impl FetchError {
    #[expect(clippy::needless_pass_by_value, reason = "an error is handed over for good")]
    fn file(path: &std::path::Path, error: impl ToString) -> FetchError {
        FetchError::File { path: path.display().to_string(), reason: error.to_string() }
    }

    /// Whether trying again may help.
    fn may_pass(&self) -> bool {
        match self {
            FetchError::Status { status, .. } => matches!(status, 408 | 425 | 429 | 500 | 502 | 503 | 504),
            FetchError::Connection { .. } | FetchError::TooSlow { .. } => true,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests;
