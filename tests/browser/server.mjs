// The real program over a folder of its own: the sources of the starter data and of Ambleford, crawled and
// indexed as an operator would, without the shared data.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");
const binary = resolve(process.env.FINGERPOST_BINARY);

/** Sources of the starter data that make pages as full as real ones, and no more. */
const SOURCES = ["uk-libraries", "uk-helplines", "uk-citizens-advice", "england-wales-legal-aid", "england-pharmacies", "england-sexual-health", "greater-manchester-food-banks", "greater-manchester-job-centres", "trafford-mental-health", "uk-charities"];

/** Crawls, indexes and serves; gives the running site. `FINGERPOST_BROWSER_HOME` keeps it between runs. */
export async function serve() {
  const kept = process.env.FINGERPOST_BROWSER_HOME;
  const home = kept ?? mkdtempSync(join(tmpdir(), "fingerpost-browser-"));
  const scrapers = join(home, "scrapers");
  const isReady = existsSync(join(home, "built/indexes"));
  mkdirSync(scrapers, { recursive: true });
  const folders = [...SOURCES.map((name) => join(root, "scrapers", name)), ...readdirSync(join(root, "tests/town"), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => join(root, "tests/town", entry.name))];
  for (const folder of folders) {
    const link = join(scrapers, basename(folder));
    if (!existsSync(link)) symlinkSync(folder, link);
  }
  const env = {
    ...process.env,
    FINGERPOST_DATA: join(root, "index-data"),
    FINGERPOST_SCRAPERS: scrapers,
    FINGERPOST_BUILT: join(home, "built"),
    FINGERPOST_RATE: "100000",
    FINGERPOST_BURST: "100000",
  };
  /** Runs one of its commands to the end; gives what it printed. */
  const run = (...words) => {
    const done = spawnSync(binary, words, { env, cwd: root, encoding: "utf8", maxBuffer: 1 << 28 });
    if (done.status !== 0) throw new Error(`fingerpost ${words.join(" ")} ended with ${done.status}: ${done.stderr.slice(-800)}`);
    return done.stdout;
  };
  const began = Date.now();
  if (!isReady) {
    run("crawl");
    run("index");
  }
  rmSync(join(home, "built/ledger"), { recursive: true, force: true });
  const child = spawn(binary, ["serve", "--listen", "127.0.0.1:0"], { env, cwd: root, stdio: ["ignore", "ignore", "pipe"] });
  // However this ends, by a fault of ours or by a signal, the server does not outlive it.
  process.once("exit", () => child.kill("SIGKILL"));
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => process.exit(1));
  const address = await new Promise((done, fail) => {
    let log = "";
    child.stderr.setEncoding("utf8");
    child.stderr.on("data", (text) => {
      log += text;
      const said = log.match(/services at (http\S+)\s/);
      if (said) done(said[1]);
    });
    child.on("exit", () => fail(new Error(`the server did not start:\n${log}`)));
  });
  console.log(`-- crawled, indexed and served at ${address} after ${Math.round((Date.now() - began) / 1000)} s`);
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const ended = new Promise((done) => child.once("exit", done));
      child.kill();
      await ended;
    }
    if (!kept) rmSync(home, { recursive: true, force: true });
  };
  const json = async (path) => {
    const response = await fetch(address + path);
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return response.json();
  };
  const text = async (path) => (await fetch(address + path)).text();
  const ledger = () => {
    const folder = join(home, "built/ledger");
    return readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8")).join("").trim().split("\n").map((line) => JSON.parse(line));
  };
  return { address, run, json, text, ledger, stop, home };
}
