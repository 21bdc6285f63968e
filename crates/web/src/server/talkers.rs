//! The threads that talk to clients, each with a runtime of its own: what one hears it can answer itself.
//!
//! On a runtime of several threads, whoever begins to compute wakes another to listen meanwhile. On an idle
//! core that costs more processor time than all the rest of an answer.

use std::future::Future;
use std::io;
use std::sync::Arc;

use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot;

/// The threads. They end when this is dropped, with whatever they still do.
#[derive(Debug)]
pub struct Talkers {
    first: Talker,
    others: Vec<Talker>,
}

#[derive(Debug)]
struct Talker {
    runtime: Handle,
    /// Held once here, and once for each client it talks to.
    clients: Arc<()>,
    /// Its thread ends when this is dropped.
    _end: oneshot::Sender<()>,
}

impl Talkers {
    /// So many threads, at least one. Fails where the system has no more of them.
    pub fn start(number: usize) -> io::Result<Talkers> {
        let others = (1..number).map(Talker::start).collect::<io::Result<_>>()?;
        Ok(Talkers { first: Talker::start(0)?, others })
    }

    /// Lets the one with the fewest clients talk to one more, until `talk` ends.
    pub fn spawn(&self, talk: impl Future<Output = ()> + Send + 'static) {
        let all = std::iter::once(&self.first).chain(&self.others);
        let fewest = all.min_by_key(|talker| Arc::strong_count(&talker.clients)).unwrap_or(&self.first);
        let client = Arc::clone(&fewest.clients);
        fewest.runtime.spawn(async move {
            talk.await;
            drop(client);
        });
    }
}

impl Talker {
    fn start(number: usize) -> io::Result<Talker> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let handle = runtime.handle().clone();
        let (end, ended) = oneshot::channel::<()>();
        std::thread::Builder::new().name(format!("talker {number}")).spawn(move || {
            // Nothing is ever sent: it resolves when the other end is dropped.
            let _ = runtime.block_on(ended);
            runtime.shutdown_background();
        })?;
        Ok(Talker { runtime: handle, clients: Arc::default(), _end: end })
    }
}
