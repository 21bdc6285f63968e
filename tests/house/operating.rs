//! What an operator relies on: the protocols of systemd, the metrics that alerts and the dashboard name, the
//! doctor, and a backup that brings everything back.

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixDatagram;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::house::tidy::workspace;
use crate::house::town::{Server, fingerpost, indexes, own_town, run, succeed, town, wait_until};

/// The next message of the notify protocol, within ten seconds.
fn told(socket: &UnixDatagram) -> String {
    let mut message = [0; 1024];
    let length = socket.recv(&mut message).expect("the server tells its state within ten seconds");
    String::from_utf8_lossy(&message[..length]).trim().to_owned()
}

#[test]
fn systemd_is_told_when_questions_can_be_asked_that_the_site_lives_and_that_it_stops() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("notify");
    let socket = UnixDatagram::bind(&path).expect("a socket");
    socket.set_read_timeout(Some(Duration::from_secs(10))).expect("a time limit");
    let mut command = fingerpost(town(), &["serve", "--listen", "127.0.0.1:0"]);
    command.env("NOTIFY_SOCKET", &path).env("WATCHDOG_USEC", "200000");
    let server = Server::start_with(command);
    assert_eq!(told(&socket), "READY=1");
    assert_eq!(server.get("/search?q=choir").0, 200, "ready means ready");
    for _ in 0..3 {
        assert_eq!(told(&socket), "WATCHDOG=1");
    }
    assert!(server.stop().success());
    let mut messages = std::iter::from_fn(|| Some(told(&socket)));
    assert!(messages.any(|message| message == "STOPPING=1"));
}

#[test]
fn a_connection_made_before_the_server_starts_waits_in_the_socket_of_systemd() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
    let address = listener.local_addr().expect("a bound socket has an address");
    let mut early = TcpStream::connect(address).expect("the socket takes connections already");
    early.write_all(b"GET /readyz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").expect("they wait");
    let prepared = fingerpost(town(), &[]);
    let mut command = Command::new("sh");
    // The shell puts the socket where systemd puts it: at number 3, named by the process's own id.
    command.arg("-c").arg("exec 3<&0 </dev/null; LISTEN_PID=$$ LISTEN_FDS=1 exec \"$0\" serve");
    command.arg(prepared.get_program()).current_dir(workspace());
    for (name, value) in prepared.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    command.stdin(Stdio::from(OwnedFd::from(listener)));
    let server = Server::start_with(command);
    assert_eq!(server.address, format!("http://{address}"));
    let mut answer = String::new();
    early.read_to_string(&mut answer).expect("the early one is answered");
    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("ready\n"), "{answer}");
    assert_eq!(server.get("/search?q=choir").0, 200);
    assert!(server.stop().success());
}

/// The names that begin with `fingerpost_` in a file of the packaging.
fn metrics_in(file: &str) -> BTreeSet<String> {
    let path = workspace().join("crates/cli/packaging").join(file);
    let text = std::fs::read_to_string(&path).expect("the packaging ships");
    let is_of_a_name = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    let words = text.split(|letter: char| !is_of_a_name(letter));
    words.filter(|word| word.starts_with("fingerpost_")).map(str::to_owned).collect()
}

#[test]
fn every_metric_that_an_alert_or_the_dashboard_names_is_there() {
    let server = Server::start(town());
    for path in ["/search?q=choir+near+SK4+3AA", "/api/search?q=debt", "/nothing"] {
        server.get(path);
    }
    let (_, _, metrics) = server.get("/metrics");
    let is_there = |name: &str| {
        metrics.lines().any(|line| {
            line.strip_prefix(name).is_some_and(|rest| rest.starts_with('{') || rest.starts_with(' '))
        })
    };
    let (alerts, dashboard) = (metrics_in("alerts.yml"), metrics_in("dashboard.json"));
    assert!(alerts.len() >= 5 && dashboard.len() >= 7, "{alerts:?} {dashboard:?}");
    for name in alerts.union(&dashboard) {
        assert!(is_there(name), "`{name}` is no metric of the server:\n{metrics}");
    }
    for line in metrics.lines().filter_map(|line| line.strip_prefix("# TYPE ")) {
        let name = line.split(' ').next().unwrap_or_default();
        assert!(
            dashboard.iter().any(|shown| shown.starts_with(name)),
            "the dashboard does not show `{name}`"
        );
    }
    for label in [r#"route="/search""#, r#"stage="understand""#, r#"stage="answer""#, r#"stage="draw""#] {
        assert!(metrics.contains(label), "{label}:\n{metrics}");
    }
    assert!(metrics.contains(r#"lane="near-you",outcome="some""#) || metrics.contains("outcome=\"some\""));
}

#[test]
fn the_metrics_follow_the_index_that_answers() {
    let built = own_town();
    let server = Server::start(built.path());
    let services = |server: &Server| {
        let (_, _, metrics) = server.get("/metrics");
        let line = metrics.lines().find_map(|line| line.strip_prefix("fingerpost_services "));
        line.and_then(|number| number.trim().parse::<u64>().ok()).expect("a number of services")
    };
    let before = services(&server);
    let other = tempfile::tempdir().expect("a temporary folder");
    let only = other.path().join("ambleford-lines");
    std::fs::create_dir(&only).expect("a folder can be made");
    for file in ["source.toml", "lines.json"] {
        let from = workspace().join("tests/town/ambleford-lines").join(file);
        std::fs::copy(from, only.join(file)).expect("a file can be copied");
    }
    let mut fewer = fingerpost(built.path(), &["crawl"]);
    let fewer = fewer.env("FINGERPOST_SCRAPERS", other.path()).output().expect("the program starts");
    assert!(fewer.status.success(), "{}", String::from_utf8_lossy(&fewer.stderr));
    succeed(built.path(), &["index", "--accept"]);
    wait_until("the metrics tell the new number", || services(&server) != before);
}

#[test]
fn the_doctor_finds_a_healthy_house_healthy_and_says_the_mend_of_a_sick_one() {
    let built = own_town();
    let examine = || {
        let output = run(built.path(), &["doctor", "--listen", "127.0.0.1:0"]);
        (output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let (_, said) = examine();
    for what in ["gazetteer", "vocabulary", "index", "data age", "clock", "port"] {
        assert!(said.contains(&format!("good  {what:11}")), "{what}:\n{said}");
    }
    let id = std::fs::read_to_string(indexes(built.path()).join("current")).expect("one answers");
    let folder = indexes(built.path()).join(id.trim());
    let largest = std::fs::read_dir(&folder).expect("it can be listed").flatten();
    let largest = largest
        .filter(|entry| entry.path().is_file() && entry.file_name() != "manifest.json")
        .max_by_key(|entry| entry.metadata().map_or(0, |facts| facts.len()))
        .expect("it has files")
        .path();
    let mut bytes = std::fs::read(&largest).expect("it can be read");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&largest, bytes).expect("it can be written");
    let (is_well, said) = examine();
    let name = largest.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    assert!(!is_well && said.contains("MEND  index") && said.contains(&name), "{said}");
    assert!(said.contains("fingerpost index"), "it says the mend:\n{said}");
}

#[test]
fn what_people_made_comes_back_from_a_backup_and_nothing_that_came_after_is_lost() {
    let built = own_town();
    let server = Server::start(built.path());
    let find = |words: &str| {
        let answer = server.json(&format!("/api/search?q={words}"));
        answer["lanes"][0]["services"][0]["id"].as_str().expect("it is found").to_owned()
    };
    let (shed, choir) = (find("mens+shed+near+SK4+3AA"), find("choir+near+SK4+3AA"));
    drop(server);
    succeed(built.path(), &["takedown", &shed, "--reason", "asked by its owner"]);
    let backup = succeed(built.path(), &["backup"]);
    assert!(backup.contains(&shed), "{backup}");
    std::fs::remove_dir_all(built.path().join("ledger")).expect("the ledger can be lost");
    succeed(built.path(), &["takedown", &choir, "--reason", "after the backup"]);
    // Twice: what is there already is not added again.
    for _ in 0..2 {
        let mut restore = fingerpost(built.path(), &["restore-backup"]);
        let mut child = restore.stdin(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it starts");
        let mut input = child.stdin.take().expect("its input is piped");
        input.write_all(backup.as_bytes()).expect("it reads");
        drop(input);
        assert!(child.wait().expect("it ends").success());
    }
    let ledger = succeed(built.path(), &["backup"]);
    assert_eq!(ledger.lines().count(), 2, "{ledger}");
    let server = Server::start(built.path());
    for id in [&shed, &choir] {
        assert_ne!(server.get(&format!("/service/{id}")).0, 200, "{id} is hidden");
    }
}

#[test]
fn every_hazard_names_tests_that_are_there() {
    let log = std::fs::read_to_string(workspace().join("crates/web/papers/hazard-log.md")).expect("it ships");
    let tests = all_tests();
    let hazards: Vec<&str> = log.lines().filter(|line| line.starts_with("| H")).collect();
    assert!(hazards.len() >= 12, "{hazards:?}");
    for hazard in hazards {
        let held_by = hazard.trim_end_matches(" |").rsplit(" | ").next().unwrap_or_default();
        let named: Vec<&str> = held_by.split('`').skip(1).step_by(2).collect();
        assert!(!named.is_empty(), "{hazard}");
        for name in named {
            assert!(tests.contains(name), "no test is called `{name}`: {hazard}");
        }
    }
}

/// The names of the functions under `#[test]`, everywhere.
fn all_tests() -> BTreeSet<String> {
    let mut folders = vec![workspace().join("crates"), workspace().join("tests")];
    let mut names = BTreeSet::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() && !path.ends_with("node_modules") {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(&path).expect("our own files can be read");
                let after_mark = text.split("#[test]").skip(1);
                names.extend(after_mark.filter_map(|rest| {
                    let (_, rest) = rest.split_once("fn ")?;
                    Some(rest.split('(').next()?.to_owned())
                }));
            }
        }
    }
    names
}
