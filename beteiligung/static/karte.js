// Makes the drawn map movable: same items, same filters, from the same address as the list. Without it nothing is lost.
const root = document.querySelector("#karte[data-geojson]");
const CLOSEST = 15;

function paragraph(text) {
  return Object.assign(document.createElement("p"), { textContent: text });
}

function popup({ properties }) {
  const box = document.createElement("div");
  const link = document.createElement("a");
  link.href = properties.url;
  link.textContent = properties.title;
  box.className = "bt-popup";
  box.append(link, paragraph(properties.place), paragraph(properties.status_text));
  return box;
}

function marker(feature, latlng) {
  const { open, title, status_text: state } = feature.properties;
  const size = open ? 28 : 24;
  const icon = L.divIcon({ className: `bt-live${open ? " is-open" : ""}`, iconSize: [size, size] });
  const pin = L.marker(latlng, { icon, title: `${title}, ${state}`, keyboard: true });
  pin.on("add", () => pin.getElement().setAttribute("aria-label", `${title}, ${state}`));
  return pin.bindPopup(() => popup(feature), { autoPanPadding: [16, 16] });
}

// Where there are too many, the server gathers them; such a mark zooms in.
function gathered(feature, latlng, words) {
  const { number, open } = feature.properties;
  const size = 32 + Math.min(24, 6 * Math.log10(number));
  const html = Object.assign(document.createElement("span"), { textContent: number });
  const icon = L.divIcon({ className: `bt-live bt-live--many${open ? " is-open" : ""}`, iconSize: [size, size], html });
  const pin = L.marker(latlng, { icon, title: `${words.many} ${number}`, keyboard: true });
  pin.on("add", () => pin.getElement().setAttribute("aria-label", `${words.many} ${number}`));
  const nearer = ({ target }) => target._map.setView(latlng, target._map.getZoom() + 2);
  return pin.on("click", nearer).on("keypress", (event) => event.originalEvent.key === "Enter" && nearer(event));
}

// Every feature gets a marker, so that the keyboard reaches lines and areas too; those are drawn below it.
function items(data, words) {
  const shapes = L.geoJSON(data, {
    filter: ({ geometry }) => geometry.type !== "Point",
    style: (feature) => ({ className: `bt-live__shape${feature.properties.open ? " is-open" : ""}` }),
    onEachFeature: (feature, layer) => layer.bindPopup(() => popup(feature)),
  });
  const pins = data.features.map((feature) => {
    const [lon, lat] = feature.properties.point ?? feature.geometry.coordinates;
    return feature.properties.number ? gathered(feature, [lat, lon], words) : marker(feature, [lat, lon]);
  });
  return L.featureGroup([shapes, ...pins]);
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
function follow(map, address, first, words) {
  let shown = first;
  let latest = 0;
  map.on("moveend", async () => {
    const mine = ++latest;
    const { _southWest: sw, _northEast: ne } = map.getBounds().pad(0.1);
    const box = [sw.lng, sw.lat, ne.lng, ne.lat].map((degrees) => degrees.toFixed(5)).join(",");
    const data = await load(`${address}${address.includes("?") ? "&" : "?"}bbox=${box}`).catch(() => null);
    if (!data || mine !== latest || map.getContainer().querySelector(".leaflet-popup")) return;
    const held = document.activeElement?.getAttribute("aria-label");
    shown.remove();
    shown = items(data, words).addTo(map);
    const again = held && [...map.getContainer().querySelectorAll(".bt-live")].find((pin) => pin.getAttribute("aria-label") === held);
    if (held && !map.getContainer().contains(document.activeElement)) (again ?? map.getContainer()).focus({ preventScroll: true });
  });
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
  const moves = !matchMedia("(prefers-reduced-motion: reduce)").matches;
  const motion = { fadeAnimation: moves, zoomAnimation: moves, markerZoomAnimation: moves, inertia: moves };
  const map = L.map(box, { zoomControl: false, scrollWheelZoom: false, attributionControl: Boolean(attribution), ...motion });
  const position = document.dir === "rtl" ? "topright" : "topleft";
  L.control.zoom({ zoomInTitle: words.in, zoomOutTitle: words.out, position }).addTo(map);
  if (tiles) L.tileLayer(tiles, { maxZoom: 19, attribution: attribution ?? "" }).addTo(map);
  const ground = city ? L.geoJSON(city, { interactive: false, style: { className: "bt-live__city" } }).addTo(map) : null;
  const found = items(data, words);
  const [near, far] = [found.getBounds(), ground?.getBounds() ?? found.getBounds()];
  map.fitBounds(near.isValid() ? near : far.isValid() ? far : [[51.4, 7.1], [51.5, 7.3]], { padding: [24, 24], maxZoom: CLOSEST });
  found.addTo(map);
  mindTheFocus(map, words);
  if (data.features.some((feature) => feature.properties.number)) follow(map, geojson, found, words);
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
  if (section.dataset.tiles) open(false);
}

if (root && window.L) offer(root);
