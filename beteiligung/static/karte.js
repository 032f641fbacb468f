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

// Every feature gets a marker, so that the keyboard reaches lines and areas too; those are drawn below it.
function items(data) {
  const shapes = L.geoJSON(data, {
    filter: (feature) => feature.geometry.type !== "Point",
    style: (feature) => ({ className: `bt-live__shape${feature.properties.open ? " is-open" : ""}` }),
    onEachFeature: (feature, layer) => layer.bindPopup(() => popup(feature)),
  });
  const pins = data.features.map((feature) => {
    const [lon, lat] = feature.properties.point;
    return marker(feature, [lat, lon]);
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
    if (closed.getElement()?.contains(document.activeElement)) (opener ?? map.getContainer()).focus({ preventScroll: true });
  });
  map.getContainer().addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    
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
  const map = L.map(box, { zoomControl: false, scrollWheelZoom: false, attributionControl: Boolean(attribution) });
  const position = document.dir === "rtl" ? "topright" : "topleft";
  L.control.zoom({ zoomInTitle: words.in, zoomOutTitle: words.out, position }).addTo(map);
  if (tiles) L.tileLayer(tiles, { maxZoom: 19, attribution: attribution ?? "" }).addTo(map);
  const ground = city ? L.geoJSON(city, { interactive: false, style: { className: "bt-live__city" } }).addTo(map) : null;
  const found = items(data);
  const [near, far] = [found.getBounds(), ground?.getBounds() ?? found.getBounds()];
  map.fitBounds(near.isValid() ? near : far.isValid() ? far : [[51.4, 7.1], [51.5, 7.3]], { padding: [24, 24], maxZoom: CLOSEST });
  found.addTo(map);
  mindTheFocus(map, words);
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

// One filter menu at a time, and Escape closes it.
const menus = document.querySelectorAll(".bt details.bt-pill, .bt details.bt-lang");
for (const menu of menus) {
  menu.addEventListener("toggle", () => {
    if (menu.open) for (const other of menus) if (other !== menu) other.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}
