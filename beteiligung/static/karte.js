// Makes the drawn map movable: same items, same filters, from the same address as the list. Without it nothing is lost.
const root = document.querySelector("#karte[data-geojson]");

function popup(feature) {
  const box = document.createElement("div");
  const link = document.createElement("a");
  link.href = feature.properties.url;
  link.textContent = feature.properties.title;
  const where = document.createElement("p");
  where.textContent = feature.properties.place;
  const state = document.createElement("p");
  state.textContent = feature.properties.status_text;
  box.className = "bt-popup";
  box.append(link, where, state);
  return box;
}

function marker(feature, latlng) {
  const { open, title, status_text: state } = feature.properties;
  const size = open ? 24 : 20;
  const icon = L.divIcon({ className: `bt-live${open ? " is-open" : ""}`, iconSize: [size, size] });
  return L.marker(latlng, { icon, alt: `${title}, ${state}`, title, keyboard: true });
}

function outlines(section) {
  const drawn = section.dataset.outlines;
  return drawn ? fetch(drawn).then((answer) => answer.json()) : Promise.resolve(null);
}

async function show(section, words) {
  const figure = section.querySelector("figure");
  const answer = await fetch(section.dataset.geojson);
  if (!answer.ok) throw new Error(answer.status);
  const [data, city] = await Promise.all([answer.json(), outlines(section)]);
  const box = document.createElement("div");
  box.className = "bt-map__live";
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", section.querySelector("h3").textContent);
  figure.querySelector("svg").replaceWith(box);
  const map = L.map(box, { zoomControl: false, scrollWheelZoom: false, attributionControl: Boolean(section.dataset.attribution) });
  L.control.zoom({ zoomInTitle: words.in, zoomOutTitle: words.out, position: document.dir === "rtl" ? "topright" : "topleft" }).addTo(map);
  if (section.dataset.tiles) {
    L.tileLayer(section.dataset.tiles, { maxZoom: 19, attribution: section.dataset.attribution || "" }).addTo(map);
  }
  let bounds = L.latLngBounds([]);
  if (city) {
    const layer = L.geoJSON(city, { interactive: false, style: { className: "bt-live__city" } }).addTo(map);
    bounds = layer.getBounds();
  }
  const items = L.geoJSON(data, {
    pointToLayer: marker,
    style: (feature) => ({ className: `bt-live__shape${feature.properties.open ? " is-open" : ""}` }),
    onEachFeature(feature, layer) {
      layer.bindPopup(() => popup(feature));
      if (feature.geometry.type !== "Point") {
        const [lon, lat] = feature.properties.point;
        marker(feature, [lat, lon]).bindPopup(() => popup(feature)).addTo(map);
      }
    },
  }).addTo(map);
  if (!bounds.isValid()) bounds = items.getBounds();
  if (bounds.isValid()) map.fitBounds(bounds, { padding: [8, 8] });
  else map.setView([51.4818, 7.2172], 12);
  map.on("popupopen", (event) => event.popup.getElement().querySelector("a").focus());
}

function offer(section) {
  const words = JSON.parse(section.dataset.words);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "bt-act";
  button.textContent = words.open;
  section.querySelector("figcaption").prepend(button);
  const open = async () => {
    button.disabled = true;
    try {
      await show(section, words);
      button.remove();
    } catch {
      button.replaceWith(Object.assign(document.createElement("p"), { textContent: words.fail }));
    }
  };
  button.addEventListener("click", open);
  if (section.dataset.tiles) open();
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
