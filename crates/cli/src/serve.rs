//! `fingerpost serve`: prepares what is missing, then serves, and takes over each newer index as it is published.

mod systemd;
mod watch;

use std::net::{SocketAddr, TcpListener};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use clap::Args;
use tokio::net::TcpSocket;
use web::limits::Allowance;
use web::pressure::{Door, Gate};
use web::server::{Drained, Limits, Site};
use web::site::Guards;
use web::state::{Settings, State};

use crate::folders::Folders;
use crate::prepare;

/// Serves the directory as pages and as JSON.
#[derive(Debug, Clone, Args)]
pub struct Serve {
    /// Address to listen on. A socket handed over by systemd wins.
    #[arg(long, env = "FINGERPOST_LISTEN", default_value = "127.0.0.1:8080", value_name = "HOST:PORT")]
    listen: SocketAddr,
    /// Questions answered at a time [default: one a core].
    #[arg(long, env = "FINGERPOST_WORKERS", value_name = "NUMBER")]
    workers: Option<usize>,
    /// Questions that may wait for a worker; beyond it people are asked to try again.
    #[arg(long, env = "FINGERPOST_QUEUE", default_value_t = 32, value_name = "NUMBER")]
    queue: usize,
    /// Connections at a time [default: as many as the process may open].
    #[arg(long, env = "FINGERPOST_CONNECTIONS", value_name = "NUMBER")]
    connections: Option<usize>,
    /// Requests a second that one client may make over a longer time.
    #[arg(long, env = "FINGERPOST_RATE", default_value_t = 50, value_name = "NUMBER")]
    rate: u32,
    /// Requests that one client may make at once.
    #[arg(long, env = "FINGERPOST_BURST", default_value_t = 500, value_name = "NUMBER")]
    burst: u32,
    /// Addresses of proxies whose `X-Forwarded-For` is believed.
    #[arg(long, env = "FINGERPOST_TRUSTED_PROXIES", value_delimiter = ',', value_name = "ADDRESS")]
    trusted_proxies: Vec<std::net::IpAddr>,
    /// Public address of the site, for links that leave it: `https://find.example.org`.
    #[arg(long, env = "FINGERPOST_ADDRESS", value_name = "URL")]
    address: Option<String>,
    /// Tile address for the map: `https://tiles.example.org/{z}/{x}/{y}.png`. Without one nothing is asked of anybody.
    #[arg(long, env = "FINGERPOST_TILES", value_name = "URL")]
    tiles: Option<String>,
    /// What to print beside the tiles.
    #[arg(long, env = "FINGERPOST_TILES_CREDIT", value_name = "TEXT")]
    tiles_credit: Option<String>,
}

impl Serve {
    /// What `fingerpost` without a command does: every option as the environment or its default says.
    pub fn usual() -> Serve {
        #[derive(clap::Parser)]
        struct Only {
            #[command(flatten)]
            serve: Serve,
        }
        <Only as clap::Parser>::parse_from(["fingerpost"]).serve
    }
}

/// Longest wait for a worker; in a flood the queue is so short that nobody waits so long.
const LONGEST_WAIT: Duration = Duration::from_secs(1);

/// Three questions to try.
const TRY: [&str; 3] = ["library near M1 1AE", "choir groups near SK4 3AA", "help with debt in Leeds"];

/// Runs the command.
pub fn run(command: &Serve, folders: &Folders) -> anyhow::Result<ExitCode> {
    // The socket first: a port in use is said before minutes of work.
    let listener = listener(command)?;
    let opened = prepare::catalogue(folders)?;
    let settings = Settings {
        address: command.address.clone(),
        tiles: command.tiles.clone(),
        tiles_credit: command.tiles_credit.clone(),
    };
    let services = opened.catalogue.len();
    let state = Arc::new(State::new(Arc::new(opened.catalogue), folders.ledger_file(), settings));
    let watcher = watch::start(folders.clone(), opened.id, Arc::clone(&state));
    // It takes connections and hears signals; those who talk to clients have threads of their own.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let drained = runtime.block_on(serve(command, listener, state, services))?;
    watcher.stop();
    // What is still at work after the drain time must not keep the process.
    runtime.shutdown_timeout(Duration::from_secs(1));
    match drained {
        Drained::Wholly => tracing::info!("every request at work was answered"),
        Drained::Partly => tracing::warn!("the time to drain ran out with requests at work"),
    }
    Ok(ExitCode::SUCCESS)
}

fn listener(command: &Serve) -> anyhow::Result<TcpListener> {
    let handed_over = listenfd::ListenFd::from_env().take_tcp_listener(0).ok().flatten();
    let listener = match handed_over {
        Some(listener) => listener,
        None => bind(command.listen).with_context(|| {
            let other = SocketAddr::new(command.listen.ip(), command.listen.port().wrapping_add(1));
            format!(
                "could not listen on `{}`; choose another address with `--listen {other}`",
                command.listen
            )
        })?,
    };
    listener.set_nonblocking(true)?;
    Ok(listener)
}

/// Connections that may wait until they are taken, as many as in the socket unit. The usual 128 overflow when
/// thousands come at once, and whoever overflows waits a second for the system to try again.
const BACKLOG: u32 = 4096;

fn bind(address: SocketAddr) -> std::io::Result<TcpListener> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
    runtime.block_on(async {
        let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
        socket.set_reuseaddr(true)?;
        socket.bind(address)?;
        socket.listen(BACKLOG)?.into_std()
    })
}

async fn serve(
    command: &Serve,
    listener: TcpListener,
    state: Arc<State>,
    services: u64,
) -> anyhow::Result<Drained> {
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    let gate = Gate::new(command.workers.unwrap_or(cores), command.queue, LONGEST_WAIT);
    let allowance = Allowance {
        burst: command.burst,
        per_second: command.rate,
        trusted_proxies: command.trusted_proxies.clone(),
    };
    let door = Some(Door { gate: gate.clone(), telemetry: state.telemetry.clone() });
    let guards = Guards { allowance, gate, telemetry: state.telemetry.clone() };
    let router = web::site::site(&state, &guards);
    let mut limits = Limits::default();
    limits.connections = command.connections.unwrap_or(limits.connections);
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let address = listener.local_addr()?;
    eprintln!("Fingerpost answers from {services} services at http://{address}");
    eprintln!("Try:");
    for question in TRY {
        eprintln!("  http://{address}/search?q={}", question.replace(' ', "+"));
    }
    systemd::ready();
    let beat = systemd::keep_watchdog_fed(router.clone());
    let drained = web::server::serve(listener, Site { router, door }, limits, stop_signal()).await;
    beat.abort();
    drained
        .context("could not start the threads that talk to clients; is a limit on threads or files too low?")
}

/// Resolves on SIGTERM or Ctrl-C.
async fn stop_signal() {
    let mut terminate = match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(signal) => signal,
        Err(error) => {
            tracing::warn!(%error, "could not listen for SIGTERM");
            let _ = tokio::signal::ctrl_c().await;
            return;
        }
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
    systemd::stopping();
    tracing::info!("stopping: no new connections, finishing what is at work");
}
