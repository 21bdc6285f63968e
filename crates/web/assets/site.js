// Extras over pages that work without: the list kept in this browser, filters that answer at once, quick exit.
// Nothing is sent anywhere but to this site.

const prefix = document.body.dataset.prefix;
const key = "fingerpost-list";
const compact = (id) => id.replaceAll("-", "");

function read() {
  const inAddress = document.body.dataset.list.split(".").filter(Boolean);
  let kept = [];
  try { kept = JSON.parse(localStorage.getItem(key) || "[]"); } catch { /* a browser that keeps nothing */ }
  return [...new Set([...kept, ...inAddress].map(compact))].slice(0, 20);
}

function keep(list) {
  try { localStorage.setItem(key, JSON.stringify(list)); } catch { /* the address still carries it */ }
  show(list);
}

function show(list) {
  const link = document.getElementById("list-link");
  const count = document.getElementById("list-count");
  if (!link || !count) return;
  count.textContent = list.length ? ` (${list.length})` : "";
  link.href = `${prefix}/shortlist${list.length ? `?list=${list.join(".")}` : ""}`;
  for (const add of document.querySelectorAll("a[data-add]")) {
    if (list.includes(add.dataset.add)) add.firstElementChild.textContent = add.dataset.added;
  }
}

// On the page of the list itself the address is the truth: it may be somebody else's list.
const onList = location.pathname.endsWith("/shortlist");
if (onList && document.body.dataset.list) keep(document.body.dataset.list.split("."));
else if (onList && document.querySelector("[data-emptied]")) keep([]);
else if (onList && read().length) location.replace(`${prefix}/shortlist?list=${read().join(".")}`);
else show(read());

document.addEventListener("click", (event) => {
  const add = event.target.closest("a[data-add]");
  if (add && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    const list = read();
    if (list.includes(add.dataset.add)) { event.preventDefault(); location.href = `${prefix}/shortlist?list=${list.join(".")}`; return; }
    event.preventDefault();
    keep([...list, add.dataset.add]);
    say(add.textContent);
  }
  if (event.target.closest("[data-print]")) { event.preventDefault(); window.print(); }
  const copy = event.target.closest("[data-copy]");
  if (copy) { event.preventDefault(); navigator.clipboard?.writeText(document.getElementById(copy.dataset.copy).textContent.trim()).then(() => say(copy.dataset.copied)); }
  const exit = event.target.closest("#quick-exit");
  if (exit) { event.preventDefault(); document.body.hidden = true; location.replace(exit.href); }
});

// Esc three times leaves quickly.
let escapes = 0;
document.addEventListener("keydown", (event) => {
  escapes = event.key === "Escape" ? escapes + 1 : 0;
  if (escapes === 3) document.getElementById("quick-exit")?.click();
});

function say(text) {
  let live = document.getElementById("live");
  if (!live) {
    live = Object.assign(document.createElement("div"), { id: "live", className: "nhsuk-u-visually-hidden" });
    live.setAttribute("role", "status");
    document.body.append(live);
  }
  live.textContent = text;
}

// Filters answer at once: the same address the form would go to, and only the main part of its page.
let asking;
async function go(url, focus) {
  asking?.abort();
  asking = new AbortController();
  const main = document.getElementById("main");
  main.classList.add("is-waiting");
  try {
    const response = await fetch(url, { signal: asking.signal });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    main.replaceChildren(...page.getElementById("main").childNodes);
    document.title = page.title;
    show(read());
    if (focus) document.getElementById(focus)?.focus();
    say(document.querySelector("h1")?.textContent ?? "");
  } catch (error) {
    if (error.name !== "AbortError") location.href = url;
  } finally {
    main.classList.remove("is-waiting");
  }
}

document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-instant]");
  if (!form) return;
  const asked = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value) asked.append(name, value);
  const url = `${form.getAttribute("action")}?${asked}`;
  history.pushState({}, "", url);
  go(url, event.target.id);
});
window.addEventListener("popstate", () => { if (document.querySelector("form[data-instant]")) go(location.href); });
