const { services, phrases, places, others } = JSON.parse(document.getElementById("data").textContent);
const [ID, NAME, TEXT, PLACE, POSTCODE, POINTS, WHEN, COST, PHONE, PAGE, TURN, PRIOR, SCORES, NAMED] = [...Array(14).keys()];
const fold = (text) => (text || "").normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/['’]/g, "").replace(/[^a-z0-9]+/g, " ").trim();
const stem = (word) => (word.length > 3 ? word.replace(/(ies|es|s|ing)$/, "") : word);
const idle = new Set("a an and any the for of to in on at near around by with i im my me is are help need want can group groups club clubs class classes find local".split(" "));
const metres = ([a, b], [c, d]) => { const r = Math.PI / 180, x = Math.sin(((c - a) * r) / 2) ** 2 + Math.cos(a * r) * Math.cos(c * r) * Math.sin(((d - b) * r) / 2) ** 2; return 12742017.6 * Math.asin(Math.min(1, Math.sqrt(x))); };
const longestFirst = (a, b) => b[0].length - a[0].length;
const asked = phrases.map(([typed, ...what]) => [` ${fold(typed)} `, ...what]).sort(longestFirst);
const origins = places.map(([name, lat, lon, half, suited]) => [` ${fold(name)} `, { at: [lat, lon], half, suited }]).sort(longestFirst);
const scores = services.map((service) => { const of = new Map(); for (let i = 0; i < service[SCORES].length; i += 2) of.set(service[SCORES][i], service[SCORES][i + 1] / 10000); return of; });
const texts = services.map((service) => ({ name: fold(service[NAME]).split(" ").map(stem), rest: fold([service[TEXT], service[PLACE]].join(" ")).split(" ").map(stem) }));

// Where it is asked from: a name, or as much of a postcode as is known here.
function origin(text) {
  const known = (name) => origins.find(([folded]) => folded === ` ${name} `)?.[1];
  const code = text.match(/\b([a-z]{1,2}[0-9][a-z0-9]?) ?([0-9])?([a-z]{2})?\b/);
  if (code) {
    const [typed, out, sector, unit] = code;
    const from = (unit && known(`${out} ${sector}${unit}`)) || (sector && known(`${out} ${sector}`)) || known(out);
    if (from) return { ...from, typed };
  }
  const named = origins.find(([folded]) => ` ${text} `.includes(folded));
  return named && { ...named[1], typed: named[0].trim() };
}

// What the best of some alternatives is worth for a service.
const best = (alternatives) => (index) => Math.max(0, ...alternatives.map(([term, weight]) => weight * (scores[index].get(term) ?? 0)));

// The site's order, from the numbers it sent along: what fits the words, then nearness, then how good an entry is.
function answer(typed) {
  const text = fold(typed);
  const from = origin(text);
  let rest = ` ${from ? ` ${text} `.replace(` ${from.typed} `, " ").trim() : text} `;
  const parts = [], extras = [];
  let isWholeArea = false, whom = 0;
  for (const [folded, own, more, isForAll, speaksOf] of asked) {
    if (!rest.includes(folded)) continue;
    rest = rest.replace(folded, "  ");
    parts.push(...own.map(best));
    extras.push(...more.map(best));
    isWholeArea ||= isForAll;
    whom |= speaksOf;
  }
  for (const word of rest.split(" ").filter((one) => one && !idle.has(one)).map(stem)) {
    parts.push((index) => (texts[index].name.includes(word) ? 6 : texts[index].rest.includes(word) ? 2 : 0));
  }
  const found = services.map((service, index) => {
    const worth = parts.map((part) => part(index));
    const far = from && service[POINTS].length ? Math.min(...service[POINTS].map((at) => metres(from.at, at))) : null;
    const sum = parts.length ? worth.reduce((a, b) => a + b, 0) + extras.reduce((all, extra) => all + extra(index), 0) : 1;
    const near = from ? (far === null ? 0.2 : (1 + ((2 ** 0.25 - 1) * far) / from.half) ** -4) : 1;
    return { service, far, lacks: worth.filter((one) => !one).length, score: sum * service[PRIOR] * near * (service[NAMED] && !(service[NAMED] & whom) ? others : 1) };
  });
  const within = (miles, lacks) => found.filter((one) => one.lacks <= lacks && (!from || one.far === null || one.far <= miles));
  const reaches = from && isWholeArea ? [Infinity] : from ? [from.suited, 5, 10, 15, 25].map((reach, step) => (step ? reach * 1609.344 : reach)).filter((reach) => reach >= from.suited) : [0];
  let kept = [];
  for (const reach of reaches) {
    kept = within(reach, 0);
    if (kept.length < 5 && parts.length > 1) kept = within(reach, parts.length - 1);
    if (kept.length >= 5) break;
  }
  kept.sort((a, b) => a.lacks - b.lacks || b.score - a.score || (a.service[ID] < b.service[ID] ? -1 : 1));
  // Not more than two of one organisation, or of one name, before others get their turn.
  const turns = [];
  for (let start = 0; start < kept.length; start += 30) {
    const seen = new Map(), later = [];
    for (const one of kept.slice(start, start + 30)) {
      const key = (one.service[TURN] ?? one.service[NAME]).toLowerCase();
      seen.set(key, (seen.get(key) ?? 0) + 1);
      (seen.get(key) <= 2 ? turns : later).push(one);
    }
    turns.push(...later);
  }
  return turns.slice(0, 50);
}

document.getElementById("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  const found = answer(document.getElementById("q").value);
  document.getElementById("said").textContent = found.length;
  document.getElementById("found").replaceChildren(...found.map(({ service, far }) => {
    const item = document.createElement("li");
    item.dataset.id = service[ID];
    const add = (tag, text, href) => { if (!text) return; const node = document.createElement(tag); if (href) { const link = document.createElement("a"); link.href = href; link.textContent = text; node.append(link); } else node.textContent = text; item.append(node); };
    add("h2", service[NAME]);
    add("p", service[TEXT]);
    add("p", [service[PLACE], service[POSTCODE], far === null ? "" : `${(far / 1609.344).toFixed(1)} miles`].filter(Boolean).join(" · "));
    add("p", [service[WHEN], service[COST]].filter(Boolean).join(" · "));
    add("p", service[PHONE], service[PHONE] && `tel:${service[PHONE].replaceAll(" ", "")}`);
    add("p", service[PAGE], /^https?:/.test(service[PAGE] || "") ? service[PAGE] : null);
    return item;
  }));
});
