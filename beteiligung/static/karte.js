// Makes the drawn map movable: same items, same filters, from the same address as the list. Without it nothing is lost.
const root = document.querySelector("#karte[data-geojson]");
const CLOSEST = 15;
const DEEPEST = 19; // where the base map sets no end
const APART = 28; // pixels between the middles of two marks
const LEAST = 24; // pixels of a mark that one can hit
const AGAIN = 3;
const SEEN = { autoPanPadding: [16, 16], maxHeight: 220 };

function paragraph(text) {
  return Object.assign(document.createElement("p"), { textContent: text });
}

// In a frame on somebody else's page the next page stands in it too (views/framing.py).
function inFrame(address) {
  const args = root.closest("[data-bt-frame]")?.dataset.btFrame;
  return args ? `${address}?${args}` : address;
}

function told({ properties }) {
  const box = document.createElement("div");
  const link = document.createElement("a");
  link.href = inFrame(properties.url);
  link.textContent = properties.title;
  box.append(link, paragraph(properties.place), paragraph(properties.status_text));
  return box;
}

// One Vorhaben, or all that stand in one spot.
function popup(features) {
  const box = told(features[0]);
  for (const feature of features.slice(1)) box.append(...told(feature).childNodes);
  box.className = "bt-popup";
  return box;
}

// A mark is as large as a finger needs, and larger for many.
function sizeOf({ number, open }) {
  return number > 1 ? 32 + Math.min(24, 6 * Math.log10(number)) : open ? 28 : 24;
}

function joined(one, other) {
  const number = one.number + other.number;
  const middle = (axis) => (one[axis] * one.number + other[axis] * other.number) / number;
  return { x: middle("x"), y: middle("y"), number, open: one.open || other.open, features: [...one.features, ...other.features] };
}

// Marks that would stand closer than a finger can tell apart become one, at this zoom.
function gathered(features, map, zoom) {
  const marks = features.map((feature) => {
    const [lon, lat] = feature.properties.point ?? feature.geometry.coordinates;
    const { x, y } = map.project([lat, lon], zoom);
    return { x, y, number: feature.properties.number ?? 1, open: feature.properties.open, features: [feature] };
  });
  const kept = [];
  while (marks.length) {
    const one = marks.shift();
    const close = (other) => Math.hypot(one.x - other.x, one.y - other.y) < Math.max(APART, (sizeOf(one) + sizeOf(other)) / 2 + 2);
    const at = kept.findIndex(close);
    if (at < 0) kept.push(one);
    else marks.unshift(joined(kept.splice(at, 1)[0], one)); // it may have come close to another one
  }
  return kept;
}

function pin(latlng, mark, label, isMany) {
  const size = sizeOf(mark);
  const html = isMany ? Object.assign(document.createElement("span"), { textContent: mark.number }) : "";
  const className = `bt-live${isMany ? " bt-live--many" : ""}${mark.open ? " is-open" : ""}`;
  const icon = L.divIcon({ className, iconSize: [size, size], html });
  const made = L.marker(latlng, { icon, title: label, keyboard: true });
  return made.on("add", () => made.getElement().setAttribute("aria-label", label));
}

// What comes apart as one comes nearer zooms in; what never does, or stands in one spot, opens as a list.
function marked(mark, map, words) {
  const latlng = map.unproject([mark.x, mark.y], map.getZoom());
  const { features } = mark;
  if (mark.number === 1) {
    const { title, status_text: state } = features[0].properties;
    return pin(latlng, mark, `${title}, ${state}`).bindPopup(() => popup(features), SEEN);
  }
  const isKnown = features.every(({ properties }) => !properties.number);
  if (isKnown && gathered(features, map, map.getMaxZoom()).length === 1)
    return pin(latlng, mark, `${words.spot} ${mark.number}`, true).bindPopup(() => popup(features), SEEN);
  const corners = features.map(({ properties, geometry }) => [...(properties.point ?? geometry.coordinates)].reverse());
  const nearer = () => {
    const whole = Math.min(map.getBoundsZoom(corners, false, [32, 32]), map.getMaxZoom());
    map.setView(L.latLngBounds(corners).getCenter(), Math.max(whole, map.getZoom() + (isKnown ? 1 : 2)));
  };
  const made = pin(latlng, mark, `${words.many} ${mark.number}`, true).on("click", nearer);
  return made.on("keypress", ({ originalEvent }) => originalEvent.key === "Enter" && nearer());
}

// Every feature has a mark, so that the keyboard reaches lines and areas too; those are drawn below it.
class Items {
  constructor(map, section, words) {
    Object.assign(this, { map, section, words, layer: L.layerGroup().addTo(map), shapes: L.layerGroup().addTo(map) });
    map.on("zoomend", () => this.gather());
    map.on("moveend", () => this.trim());
  }

  show(data) {
    this.data = data;
    this.shapes.clearLayers().addLayer(
      L.geoJSON(data, {
        filter: ({ geometry }) => geometry.type !== "Point",
        style: (feature) => ({ className: `bt-live__shape${feature.properties.open ? " is-open" : ""}` }),
        onEachFeature: (feature, layer) => layer.bindPopup(() => popup([feature])),
      }),
    );
    this.gather();
  }

  trim() {
    const whole = this.map.getSize();
    this.layer.eachLayer((mark) => {
      const element = mark.getElement();
      const at = this.map.latLngToContainerPoint(mark.getLatLng());
      if (element !== document.activeElement) element.classList.toggle("is-cut", isCut(at, element.offsetWidth, whole));
    });
  }

  gather() {
    const container = this.map.getContainer();
    const held = container.contains(document.activeElement) && document.activeElement.getAttribute("aria-label");
    this.map.closePopup();
    this.layer.clearLayers();
    const marks = gathered(this.data.features, this.map, this.map.getZoom());
    for (const mark of marks) this.layer.addLayer(marked(mark, this.map, this.words));
    this.trim();
    explain(this.section, this.data, marks.some(({ number }) => number > 1));
    const again = held && [...container.querySelectorAll(".bt-live")].find((one) => one.getAttribute("aria-label") === held);
    if (held && !container.contains(document.activeElement)) (again ?? container).focus({ preventScroll: true });
  }
}

// Does the edge of the map leave less of a mark than a finger can hit? Then it shows once the map has moved.
function isCut({ x, y }, size, whole) {
  const left = (middle, end) => Math.min(middle + size / 2, end) - Math.max(middle - size / 2, 0);
  const [wide, high] = [left(x, whole.x), left(y, whole.y)];
  return wide > 0 && high > 0 && Math.min(wide, high) < LEAST;
}

// The legend names what is drawn, and nothing else.
function explain(section, { features }, isGathered) {
  const kinds = features.map(({ geometry }) => geometry.type);
  section.querySelector("[data-key=many]")?.toggleAttribute("hidden", !isGathered);
  for (const [key, kind] of Object.entries({ line: "LineString", area: "Polygon" })) {
    section.querySelector(`[data-key=${key}]`)?.toggleAttribute("hidden", !kinds.some((one) => one.endsWith(kind)));
  }
}

async function load(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

// The popup takes the focus when it opens and gives it back when it closes; Escape closes it from wherever one is.
function mindTheFocus(map, words) {
  let opener = null;
  map.on("popupopen", ({ popup: opened }) => {
    const element = opened.getElement();
    opener = opened._source?.getElement?.() ?? null;
    element.querySelector(".leaflet-popup-close-button")?.setAttribute("aria-label", words.close);
    element.querySelector(".bt-popup a").focus({ preventScroll: true });
  });
  map.on("popupclose", ({ popup: closed }) => {
    const focused = document.activeElement; // the body, once the popup has left the page
    const isLost = focused === document.body || closed.getElement()?.contains(focused);
    if (isLost) (opener ?? map.getContainer()).focus({ preventScroll: true });
  });
  map.getContainer().addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    map.closePopup();
  });
}

// What was gathered is asked for again, part by part, as one moves; an answer that comes late is not shown.
function follow(map, address, items) {
  let latest = 0;
  map.on("moveend", async () => {
    const mine = ++latest;
    const { _southWest: sw, _northEast: ne } = map.getBounds().pad(0.1);
    const box = [sw.lng, sw.lat, ne.lng, ne.lat].map((degrees) => degrees.toFixed(5)).join(",");
    const data = await load(`${address}${address.includes("?") ? "&" : "?"}bbox=${box}`).catch(() => null);
    if (data && mine === latest && !map.getContainer().querySelector(".leaflet-popup")) items.show(data);
  });
}

// Leaflet empties a picture that is no longer wanted with a data: address, which our policy refuses.
function squares() {
  return L.TileLayer.extend({
    _removeTile(key) {
      this._tiles[key]?.el.removeAttribute("src");
      return L.GridLayer.prototype._removeTile.call(this, key);
    },
    _abortLoading() {
      for (const [key, { el, coords }] of Object.entries(this._tiles)) {
        if (coords.z === this._tileZoom || el.complete) continue;
        el.onload = el.onerror = null;
        el.removeAttribute("src");
        el.remove();
        delete this._tiles[key];
        this.fire("tileabort", { tile: el, coords });
      }
    },
  });
}

// Pictures of the base map, from our own server and no further than it serves them. Where too many ask at once, it asks
// again a little later. Its makers are named in plain text; an address at the end becomes a link.
function baseMap({ tiles, reach, zoom, attribution }) {
  const [west, south, east, north] = reach.split(",").map(Number);
  const [minZoom, maxZoom] = zoom.split(",").map(Number);
  const [, name, link] = /^(.*?)\s*(https:\/\/\S+)?$/s.exec(attribution);
  const made = Object.assign(document.createElement(link ? "a" : "span"), { textContent: name || link, dir: "auto" });
  if (link) made.href = link;
  const options = { minZoom, maxZoom, bounds: [[south, west], [north, east]], attribution: attribution ? made.outerHTML : "" };
  const layer = new (squares())(tiles, options);
  return layer.on("tileerror", ({ tile }) => {
    const times = Number(tile.dataset.times ?? 0) + 1;
    tile.dataset.times = times;
    if (times <= AGAIN) setTimeout(() => tile.isConnected && (tile.src = tile.src), 1000 * times);
  });
}

// Who made the base map stands below it, for on the map it would lie over what stands in its corner; on paper it stays.
function credit(map, box) {
  const line = Object.assign(document.createElement("div"), { className: "bt-map__credit" });
  line.append(map.attributionControl.setPrefix(false).getContainer());
  box.after(line);
}

async function show(section, words) {
  const { geojson, outlines, tiles, attribution } = section.dataset;
  const [data, city] = await Promise.all([load(geojson), outlines ? load(outlines).catch(() => null) : null]);
  const box = document.createElement("div");
  box.className = "bt-map__live";
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", words.moving);
  section.querySelector("figure > svg").replaceWith(box);
  section.querySelector(".bt-dot")?.closest("span").remove(); // here every place has its pin
  section.querySelector(".bt-map__dashed")?.remove(); // here the frame of the map is the part
  const moves = !matchMedia("(prefers-reduced-motion: reduce)").matches;
  const motion = { fadeAnimation: moves, zoomAnimation: moves, markerZoomAnimation: moves, inertia: moves };
  const map = L.map(box, { zoomControl: false, scrollWheelZoom: false, attributionControl: Boolean(attribution), ...motion });
  if (!moves) map.panBy = (by, options) => L.Map.prototype.panBy.call(map, by, { ...options, animate: false });
  const zoom = L.control.zoom({ zoomInTitle: words.in, zoomOutTitle: words.out }).addTo(map);
  const bar = Object.assign(document.createElement("div"), { className: "bt-map__zoom" });
  bar.append(zoom.getContainer());
  box.before(bar); // on the map they would lie over what stands in its corner
  const base = tiles ? baseMap(section.dataset) : null;
  map.setMaxZoom(base?.options.maxZoom ?? DEEPEST);
  if (base) {
    box.classList.add("has-base");
    map.addLayer(base);
    if (attribution) credit(map, box);
  }
  const ground = city ? L.geoJSON(city, { interactive: false, style: { className: "bt-live__city" } }).addTo(map) : null;
  const near = L.geoJSON(data).getBounds();
  const far = ground?.getBounds() ?? near;
  const wide = () => map.fitBounds(near.isValid() ? near : far.isValid() ? far : [[51.4, 7.1], [51.5, 7.3]], { padding: [24, 24], maxZoom: CLOSEST });
  const [west, south, east, north] = (section.dataset.box ?? "").split(",").map(Number);
  if (section.dataset.box) map.fitBounds([[south, west], [north, east]]);
  else wide();
  const items = new Items(map, section, words);
  items.show(data);
  mindTheFocus(map, words);
  if (data.features.some((feature) => feature.properties.number)) follow(map, geojson, items);
  if (section.dataset.box) map.fire("moveend"); // what is gathered there comes apart at once
  section.dispatchEvent(new CustomEvent("beteiligung:map", { detail: { map, wide } })); // ausschnitt.js listens
  return box;
}

function offer(section) {
  const words = JSON.parse(section.dataset.words);
  const button = Object.assign(document.createElement("button"), { type: "button", className: "bt-act", textContent: words.open });
  section.querySelector("figcaption").prepend(button);
  const open = async (byHand) => {
    button.setAttribute("aria-busy", "true");
    try {
      const map = await show(section, words);
      button.remove();
      if (byHand) map.focus();
    } catch {
      const failed = Object.assign(paragraph(words.fail), { className: "bt-map__fail", tabIndex: -1 });
      failed.setAttribute("role", "alert");
      button.replaceWith(failed);
      if (byHand) failed.focus();
    }
  };
  button.addEventListener("click", () => open(true), { once: true });
  if (section.dataset.tiles || section.dataset.box) open(false);
}

if (root && window.L) offer(root);
