//! Whose turn it is at each host: one request at a time, a pause between two, and what `robots.txt` says.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use texting_robots::Robot;

/// All hosts of one run.
#[derive(Debug, Default)]
pub struct Gate {
    hosts: Mutex<HashMap<String, Arc<tokio::sync::Mutex<Turn>>>>,
}

/// One host.
#[derive(Debug, Default)]
pub struct Turn {
    /// When the last request ended.
    pub last: Option<Instant>,
    /// What `robots.txt` says, once it was asked.
    pub rules: Option<Rules>,
}

/// What `robots.txt` says.
#[derive(Debug)]
pub enum Rules {
    /// There is none.
    Open,
    /// It could not be had: the polite reading is that nobody is let in.
    Closed,
    /// It says this.
    Said(Box<Robot>),
}

/// The longest pause a `robots.txt` can ask for and be heard.
const LONGEST_DELAY: Duration = Duration::from_secs(60);

impl Gate {
    /// The turn at a host (with its port); hold its lock during a request.
    pub fn host(&self, host: &str) -> Arc<tokio::sync::Mutex<Turn>> {
        let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(hosts.entry(host.to_owned()).or_default())
    }
}

impl Turn {
    /// Waits until the next request may be made.
    pub async fn wait(&self, delay: Duration) {
        let delay = delay.max(self.rules.as_ref().map_or(Duration::ZERO, Rules::delay));
        if let Some(last) = self.last {
            let since = last.elapsed();
            if since < delay {
                tokio::time::sleep(delay - since).await;
            }
        }
    }
}

impl Rules {
    /// Whether an address may be asked for.
    pub fn allow(&self, url: &str) -> bool {
        match self {
            Rules::Open => true,
            Rules::Closed => false,
            Rules::Said(robot) => robot.allowed(url),
        }
    }

    /// The pause that is asked for.
    pub fn delay(&self) -> Duration {
        match self {
            Rules::Said(robot) => robot
                .delay
                .filter(|seconds| seconds.is_finite() && *seconds > 0.0)
                .map_or(Duration::ZERO, |seconds| {
                    Duration::from_secs_f32(seconds.min(600.0)).min(LONGEST_DELAY)
                }),
            _ => Duration::ZERO,
        }
    }
}
