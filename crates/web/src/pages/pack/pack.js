const { services, concepts, places } = JSON.parse(document.getElementById("data").textContent);
const fold = (text) => (text || "").normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/['’]/g, "").replace(/[^a-z0-9]+/g, " ").trim();
const stem = (word) => word.length > 3 ? word.replace(/(ies|es|s|ing)$/, "") : word;
const idle = new Set("a an and any the for of to in on at near around by with i im my me is are help need want can group groups club clubs class classes find local".split(" "));
const metres = ([a, b], [c, d]) => { const r = Math.PI / 180, x = Math.sin((c - a) * r / 2) ** 2 + Math.cos(a * r) * Math.cos(c * r) * Math.sin((d - b) * r / 2) ** 2; return 12742017.6 * Math.asin(Math.min(1, Math.sqrt(x))); };
const phrases = concepts.flatMap(([id, label, words, helps]) => [...new Set([label, ...words])].map((phrase) => [` ${fold(phrase)} `, id, helps])).filter(([phrase]) => phrase.trim()).sort((a, b) => b[0].length - a[0].length);
const texts = services.map((service) => ({ name: fold(service[0]).split(" ").map(stem), rest: fold([service[1], service[3], ...service[2]].join(" ")).split(" ").map(stem) }));

function origin(asked) {
  const code = asked.match(/\b([a-z]{1,2}[0-9][a-z0-9]?) ?([0-9])?([a-z]{2})?\b/);
  if (code) {
    const typed = fold(code[0]).replaceAll(" ", "");
    for (const length of [typed.length, code[2] ? code[1].length + 1 : 0, code[1].length].filter(Boolean)) {
      const those = services.filter((service) => service[5] && (service[4] || "").toLowerCase().replaceAll(" ", "").startsWith(typed.slice(0, length)));
      if (those.length) return { at: [0, 1].map((i) => those.reduce((sum, s) => sum + s[5][i], 0) / those.length), typed: code[0] };
    }
  }
  for (const [name, latitude, longitude] of [...places].sort((a, b) => b[0].length - a[0].length)) {
    if (` ${asked} `.includes(` ${fold(name)} `)) return { at: [latitude, longitude], typed: fold(name) };
  }
  return null;
}

function answer(typed) {
  const asked = fold(typed);
  const from = origin(asked);
  let rest = ` ${from ? ` ${asked} `.replace(` ${from.typed} `, " ").trim() : asked} `;
  const wanted = new Map();
  for (const [phrase, id, helps] of phrases) {
    if (!rest.includes(phrase)) continue;
    rest = rest.replace(phrase, "  ");
    wanted.set(id, 3);
    for (const help of helps) if (!wanted.has(help)) wanted.set(help, 1.5);
  }
  const words = rest.split(" ").filter((word) => word && !idle.has(word)).map(stem);
  const scored = services.map((service, index) => {
    let score = Math.max(0, ...service[2].map((category) => Math.max(...[...wanted].map(([id, worth]) => category === id || category.startsWith(`${id}/`) ? worth : 0), 0)));
    for (const word of words) score += texts[index].name.includes(word) ? 2 : texts[index].rest.includes(word) ? 1 : -1;
    return { service, score, far: from && service[5] ? metres(from.at, service[5]) : null };
  });
  const least = wanted.size || words.length ? 0.5 : 0;
  return scored.filter((one) => one.score >= least).sort((a, b) => (b.score - Math.min(b.far ?? 0, 40000) / 4000) - (a.score - Math.min(a.far ?? 0, 40000) / 4000) || a.service[0].localeCompare(b.service[0])).slice(0, 50);
}

document.getElementById("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  const found = answer(document.getElementById("q").value);
  const list = document.getElementById("found");
  document.getElementById("said").textContent = found.length;
  list.replaceChildren(...found.map(({ service, far }) => {
    const item = document.createElement("li");
    item.dataset.id = service[10];
    const add = (tag, text, href) => { if (!text) return; const node = document.createElement(tag); if (href) { const link = document.createElement("a"); link.href = href; link.textContent = text; node.append(link); } else node.textContent = text; item.append(node); };
    add("h2", service[0]);
    add("p", service[1]);
    add("p", [service[3], service[4], far === null ? "" : `${(far / 1609.344).toFixed(1)} miles`].filter(Boolean).join(" · "));
    add("p", [service[6], service[7]].filter(Boolean).join(" · "));
    add("p", service[8], service[8] && `tel:${service[8].replaceAll(" ", "")}`);
    add("p", service[9], /^https?:/.test(service[9] || "") ? service[9] : null);
    return item;
  }));
});
