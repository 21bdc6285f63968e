// Lets one move about the map: the same ground and the same answers as the picture it stands in for.
const holder = document.getElementById("map");
const entries = [...document.querySelectorAll(".fp-map__list li")];

if (holder && window.L && entries.length) {
  const L = window.L;
  holder.replaceChildren();
  holder.classList.add("fp-map--live");
  const map = L.map(holder, { attributionControl: false, minZoom: 5, maxZoom: 16, zoomSnap: 0.5 });
  holder.setAttribute("aria-label", holder.dataset.label);
  holder.setAttribute("role", "region");
  const pins = entries.map((entry) => {
    const { lat, lon, name, href } = entry.dataset;
    const icon = L.divIcon({ className: "fp-pin", html: String(entry.value) });
    const pin = L.marker([Number(lat), Number(lon)], { icon, alt: `${entry.value}: ${name}`, title: name, keyboard: true });
    const link = Object.assign(document.createElement("a"), { href, textContent: name });
    return pin.bindPopup(link).addTo(map);
  });
  const threads = L.layerGroup().addTo(map);
  const truly = pins.map((pin) => pin.getLatLng());
  // Pins that would lie on one another stand beside their place, tied to it by a thread.
  const spread = () => {
    threads.clearLayers();
    const taken = [];
    pins.forEach((pin, index) => {
      const at = map.latLngToLayerPoint(truly[index]);
      let spot = at;
      for (let step = 0; step < 200 && taken.some((other) => other.distanceTo(spot) < 30); step += 1) {
        const far = 15 * Math.sqrt(step + 1), turn = 2.4 * step;
        spot = at.add([far * Math.cos(turn), far * Math.sin(turn)]);
      }
      taken.push(spot);
      pin.setLatLng(map.layerPointToLatLng(spot));
      if (spot !== at) L.polyline([truly[index], pin.getLatLng()], { color: "#005eb8", weight: 2, interactive: false }).addTo(threads);
    });
  };
  map.on("zoomend", spread);
  map.fitBounds(L.featureGroup(pins).getBounds().pad(0.25), { maxZoom: 14, animate: false });
  spread();
  for (const pin of pins) pin.getElement()?.setAttribute("aria-label", pin.options.alt);

  if (holder.dataset.tiles) {
    L.tileLayer(holder.dataset.tiles, { attribution: holder.dataset.credit, referrerPolicy: "no-referrer" }).addTo(map);
    L.control.attribution({ prefix: false }).addTo(map);
  } else {
    ground(L, map);
  }
}

async function ground(L, map) {
  const { scale, translate, arcs, areas, places } = await (await fetch(holder.dataset.base)).json();
  const point = (x, y) => [y * scale[1] + translate[1], x * scale[0] + translate[0]];
  const lines = arcs.map((deltas) => {
    let x = 0, y = 0;
    const line = [];
    for (let i = 0; i < deltas.length; i += 2) line.push(point((x += deltas[i]), (y += deltas[i + 1])));
    return line;
  });
  const renderer = L.canvas({ padding: 0.5 });
  const style = { renderer, interactive: false, color: "#8b9aa3", weight: 1, fillColor: "#f7f5ee", fillOpacity: 1 };
  for (const [, , rings] of areas) {
    for (const ring of rings) {
      const outline = ring.flatMap((index) => (index < 0 ? [...lines[~index]].reverse() : lines[index]));
      L.polygon(outline, style).addTo(map);
    }
  }
  const names = L.layerGroup().addTo(map);
  const label = () => {
    names.clearLayers();
    const seen = map.getBounds();
    const taken = [];
    for (const [name, x, y] of places) {
      const at = point(x, y);
      if (!seen.contains(at)) continue;
      const dot = map.latLngToContainerPoint(at);
      const wide = name.length * 8;
      if (taken.some((other) => Math.abs(other.x - dot.x) < wide && Math.abs(other.y - dot.y) < 20)) continue;
      taken.push(dot);
      const html = document.createElement("span");
      html.textContent = name;
      L.marker(at, { pane: "shadowPane", icon: L.divIcon({ className: "fp-place", html }), interactive: false, keyboard: false }).addTo(names);
      if (taken.length === 30) break;
    }
  };
  map.on("moveend", label);
  label();
}
