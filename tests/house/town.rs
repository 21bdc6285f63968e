//! Ambleford, crawled, indexed and served by the real program: once for all tests of a run.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::OnceLock;

use tempfile::TempDir;

use crate::house::tidy::workspace;

/// The program with the shipped gazetteer and vocabulary, Ambleford's sources and a folder of its own.
pub fn fingerpost(built: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fingerpost"));
    command
        .args(arguments)
        .current_dir(workspace())
        .env_remove("FINGERPOST_SHARED")
        .env("FINGERPOST_DATA", workspace().join("index-data"))
        .env("FINGERPOST_SCRAPERS", workspace().join("tests/town"))
        .env("FINGERPOST_BUILT", built);
    command
}

/// Runs it to its end.
pub fn run(built: &Path, arguments: &[&str]) -> Output {
    fingerpost(built, arguments).output().expect("the program starts")
}

/// Runs it and wants it to succeed; gives what it printed.
pub fn succeed(built: &Path, arguments: &[&str]) -> String {
    let output = run(built, arguments);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "`fingerpost {}` failed: {errors}", arguments.join(" "));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// A folder with Ambleford crawled and indexed.
pub fn town() -> &'static Path {
    static TOWN: OnceLock<TempDir> = OnceLock::new();
    TOWN.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        succeed(folder.path(), &["crawl"]);
        succeed(folder.path(), &["index"]);
        folder
    })
    .path()
}

/// A copy of Ambleford that a test may break.
pub fn own_town() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    copy(town(), folder.path());
    folder
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder can be made");
    for entry in std::fs::read_dir(from).expect("a folder can be listed").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a file can be copied");
        }
    }
}

/// A running server, ended when dropped, and when the tests end however they end.
pub struct Server {
    child: Child,
    guard: Child,
    /// `http://127.0.0.1:…`
    pub address: String,
    /// Lines of its log so far, gathered by a thread.
    pub log: std::sync::Arc<std::sync::Mutex<String>>,
}

impl Server {
    /// Serves the town in `built` on a free port.
    pub fn start(built: &Path) -> Server {
        Server::start_with(fingerpost(built, &["serve", "--listen", "127.0.0.1:0"]))
    }

    /// Starts a prepared command and waits until it says where it answers.
    pub fn start_with(mut command: Command) -> Server {
        let mut child =
            command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the program starts");
        let mut lines = BufReader::new(child.stderr.take().expect("its errors are piped")).lines();
        let log = std::sync::Arc::new(std::sync::Mutex::new(String::new()));
        let mut address = None;
        let mut seen = String::new();
        for line in lines.by_ref() {
            let line = line.expect("its errors are text");
            seen.push_str(&line);
            seen.push('\n');
            if let Some((_, found)) = line.split_once("services at ") {
                address = Some(found.trim().to_owned());
                break;
            }
        }
        log.lock().expect("no test panicked with the log").push_str(&seen);
        let gathered = std::sync::Arc::clone(&log);
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                let mut log = gathered.lock().expect("no test panicked with the log");
                log.push_str(&line);
                log.push('\n');
            }
        });
        let address = address.unwrap_or_else(|| panic!("the server did not start:\n{seen}"));
        let guard = guard(&child);
        Server { child, guard, address, log }
    }

    /// Asks for a path; gives status, headers as text, and body.
    pub fn get(&self, path: &str) -> (u16, String, String) {
        let url = format!("{}{path}", self.address);
        let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        let mut response = agent.get(&url).call().unwrap_or_else(|error| panic!("{url}: {error}"));
        let headers: Vec<String> = response
            .headers()
            .iter()
            .map(|(name, value)| format!("{name}: {}", value.to_str().unwrap_or_default()))
            .collect();
        let body = response.body_mut().read_to_string().unwrap_or_default();
        (response.status().as_u16(), headers.join("\n"), body)
    }

    /// Asks for JSON.
    pub fn json(&self, path: &str) -> serde_json::Value {
        let (status, _, body) = self.get(path);
        assert_eq!(status, 200, "{path}: {body}");
        serde_json::from_str(&body).unwrap_or_else(|error| panic!("{path} is not JSON: {error}\n{body}"))
    }

    /// Sends it SIGTERM and waits for its end.
    pub fn stop(mut self) -> std::process::ExitStatus {
        let _ = self.guard.kill();
        let _ = Command::new("kill").arg(self.child.id().to_string()).status();
        self.child.wait().expect("the server ends")
    }
}

/// Ends the server when the other end of a pipe is gone: a server in a `static` is never dropped, and tests
/// may be killed.
fn guard(server: &Child) -> Child {
    let mut guard = Command::new("sh");
    guard.arg("-c").arg("cat >/dev/null; kill -9 \"$0\"").arg(server.id().to_string());
    guard.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    guard.spawn().expect("the shell starts")
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.guard.kill();
        let _ = self.guard.wait();
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// One server over the town, for every test that only asks.
pub fn server() -> &'static Server {
    static SERVER: OnceLock<Server> = OnceLock::new();
    SERVER.get_or_init(|| {
        let mut command = fingerpost(town(), &["serve", "--listen", "127.0.0.1:0"]);
        // All tests are one client, and ask all at once.
        command
            .env("FINGERPOST_RATE", "100000")
            .env("FINGERPOST_BURST", "1000000")
            .env("FINGERPOST_QUEUE", "1000");
        Server::start_with(ended_with_us(&command))
    })
}

/// The command under a shell that ends it when we end: what is static is never dropped.
fn ended_with_us(command: &Command) -> Command {
    let mut shell = Command::new("sh");
    shell.args(["-c", "\"$@\" & server=$!; read -r end; kill $server", "sh"]);
    shell.arg(command.get_program()).args(command.get_args()).stdin(Stdio::piped());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => shell.env(name, value),
            None => shell.env_remove(name),
        };
    }
    shell.current_dir(workspace());
    shell
}

/// A folder of the town's indexes.
pub fn indexes(built: &Path) -> PathBuf {
    built.join("indexes")
}

/// Waits, at most ten seconds, until `holds`.
pub fn wait_until(what: &str, mut holds: impl FnMut() -> bool) {
    let started = std::time::Instant::now();
    while !holds() {
        assert!(started.elapsed() < std::time::Duration::from_secs(10), "waited in vain until {what}");
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
}
