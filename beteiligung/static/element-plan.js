// The small map: outlines of the city and a pin for each Vorhaben of the list beside it, drawn without any library.
const WIDE = 600;
const MARGIN = 34;
const DETAIL = 1.2; // corners nearer than this (in units of the drawing) are left out
const FINGER = 27; // pixels of the screen between the middles of two pins
const ROUNDS = 80;

function runs({ type, coordinates }) {
  if (type === "LineString") return [coordinates];
  if (type === "Polygon" || type === "MultiLineString") return coordinates;
  return type === "MultiPolygon" ? coordinates.flat() : [];
}

function pointOf({ properties, geometry }) {
  return properties.point ?? geometry.coordinates;
}

// From degrees to units of the drawing, so that all corners fit; north is up, also where people read from the right.
function projection(corners) {
  const lons = corners.map(([lon]) => lon);
  const lats = corners.map(([, lat]) => lat);
  const least = (values) => values.reduce((one, other) => Math.min(one, other), Infinity);
  const most = (values) => values.reduce((one, other) => Math.max(one, other), -Infinity);
  const [west, east, south, north] = [least(lons), most(lons), least(lats), most(lats)];
  const squeeze = Math.cos(((south + north) / 2) * (Math.PI / 180));
  const scale = (WIDE - 2 * MARGIN) / Math.max((east - west) * squeeze, (north - south) * 0.7, 0.01);
  const indent = (WIDE - (east - west) * squeeze * scale) / 2;
  const at = ([lon, lat]) => ({ x: (lon - west) * squeeze * scale + indent, y: (north - lat) * scale + MARGIN });
  return { at, high: Math.round((north - south) * scale + 2 * MARGIN) };
}

function pathOf(geometry, at) {
  const close = geometry.type.endsWith("Polygon") ? "Z" : "";
  const said = ({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`;
  return runs(geometry)
    .map((run) => {
      const kept = [];
      for (const point of run.map(at)) {
        const last = kept.at(-1);
        if (!last || Math.abs(point.x - last.x) + Math.abs(point.y - last.y) > DETAIL) kept.push(point);
      }
      return `M${kept.map(said).join("L")}${close}`;
    })
    .join("");
}

// Pins that would hide each other part, always in the same way.
function spread(pins, apart, high) {
  for (let round = 0; round < ROUNDS; round += 1) {
    let moved = false;
    for (const [at, one] of pins.entries()) for (const other of pins.slice(at + 1)) moved = push(one, other, apart) || moved;
    if (!moved) return;
    for (const pin of pins) {
      pin.x = Math.min(Math.max(pin.x, apart / 2), WIDE - apart / 2);
      pin.y = Math.min(Math.max(pin.y, apart / 2), high - apart / 2);
    }
  }
}

function push(one, other, apart) {
  const gap = Math.hypot(one.x - other.x, one.y - other.y);
  if (gap >= apart - 0.5) return false;
  const turn = 2.4 * other.number;
  const [right, down] = gap < 0.01 ? [Math.cos(turn), Math.sin(turn)] : [(other.x - one.x) / gap, (other.y - one.y) / gap];
  const step = (apart - gap) / 2;
  one.x -= right * step;
  one.y -= down * step;
  other.x += right * step;
  other.y += down * step;
  return true;
}

// What the map looks at: the Stadtbezirk that the list is narrowed to, else the whole city, and every place that else
// would have no pin there.
function sight({ items, features, outlines, bezirk }) {
  const chosen = outlines.filter(({ properties }) => bezirk && properties.number === bezirk.number);
  const cornersOf = (some) => some.flatMap(({ geometry }) => runs(geometry).flat());
  if (!chosen.length) return { features, corners: cornersOf(outlines).concat(features.map(pointOf)) };
  const corners = cornersOf(chosen);
  const [lons, lats] = [corners.map(([lon]) => lon), corners.map(([, lat]) => lat)];
  const within = (value, all) => all.some((one) => one <= value) && all.some((one) => one >= value);
  const isHere = (feature) => within(pointOf(feature)[0], lons) && within(pointOf(feature)[1], lats);
  const here = features.filter(isHere);
  const { pins } = sorted(items, [...here, ...features.filter((one) => !isHere(one))]);
  const far = pins.map(({ feature }) => feature).filter((one) => !isHere(one));
  return { features: [...here, ...far], corners: corners.concat(far.map(pointOf)) };
}

// Which places carry a number: the first of each Vorhaben in the list. All others are dots.
function sorted(items, features) {
  const numbers = new Map(items.map((item, at) => [item.slug, at + 1]));
  const pinned = new Set();
  const pins = [];
  const dots = [];
  for (const feature of features) {
    const { slug, open, number: many } = feature.properties;
    const number = numbers.get(slug);
    if (!number || pinned.has(slug)) dots.push({ feature, open, many: many ?? 1 });
    else pins.push({ feature, open, number, item: items[number - 1] });
    if (number) pinned.add(slug);
  }
  return { pins: pins.sort((one, other) => one.number - other.number), dots };
}

function pinLink(pin, look, size) {
  const { words, lang, base } = look;
  const { item, number, x, y, open } = pin;
  const name = `${words.number} ${number}: ${item.title.text}, ${item.status.words}`;
  const shape = open
    ? draw("rect", { class: "pin is-open", x: x - size, y: y - size, width: 2 * size, height: 2 * size, rx: size / 2 })
    : draw("circle", { class: "pin", cx: x, cy: y, r: size });
  const label = draw("text", { x, y: y + size * 0.4, "font-size": size * 1.2 }, String(number));
  const own = tongue(item.title, lang);
  return draw("a", { href: webAddress(item.url, base), "aria-label": name, lang: own.lang, "data-at": `pin-${item.slug}` }, shape, label);
}

function lead({ x, y, fromX, fromY }, apart) {
  if (Math.hypot(x - fromX, y - fromY) <= apart / 3) return [];
  return [draw("path", { class: "lead", d: `M${fromX} ${fromY}L${x} ${y}` }), draw("circle", { class: "spot", cx: fromX, cy: fromY, r: 4 })];
}

function shapesOf(features, at) {
  return features
    .filter(({ geometry }) => runs(geometry).length)
    .map(({ geometry, properties }) => {
      const kind = geometry.type.endsWith("Polygon") ? "area" : "way";
      return draw("path", { class: properties.open ? `${kind} is-open` : kind, d: pathOf(geometry, at) });
    });
}

// ``place.words`` in the middle of each Stadtbezirk would crowd a small map; the list says where everything is.
function drawnMap({ items, outlines, look, width, ...told }) {
  const { features, corners } = sight({ items, outlines, ...told });
  if (!corners.length) return null;
  const { at, high } = projection(corners);
  const apart = Math.max(47, (FINGER * WIDE) / Math.max(width, 200));
  const { pins, dots } = sorted(items, features);
  for (const pin of pins) {
    const { x, y } = at(pointOf(pin.feature));
    Object.assign(pin, { x, y, fromX: x, fromY: y });
  }
  spread(pins, apart, high);
  return draw(
    "svg",
    { class: "map", viewBox: `0 0 ${WIDE} ${high}`, role: "group", "aria-label": look.words.map, part: "map", direction: "ltr" },
    outlines.map(({ geometry }) => draw("path", { class: "city", d: pathOf(geometry, at) })),
    shapesOf(told.features, at), // a way may come in from outside
    dots.map(({ feature, open, many }) => {
      const { x, y } = at(pointOf(feature));
      return draw("circle", { class: open ? "dot is-open" : "dot", cx: x.toFixed(1), cy: y.toFixed(1), r: 5 + Math.min(7, Math.log2(many)) });
    }),
    pins.map((pin) => lead(pin, apart)),
    pins.map((pin) => pinLink(pin, look, apart * 0.36)),
  );
}

// What the marks mean, as far as they are on the map, and that nothing is on it alone.
function legend(told) {
  const { items, outlines } = told;
  const { words } = told.look;
  const { pins, dots } = sorted(items, sight(told).features);
  const key = (name, word) => make("span", { class: "key" }, make("span", { class: name, "aria-hidden": "true" }), word);
  return make(
    "figcaption",
    { part: "legend" },
    pins.some(({ open }) => open) ? key("number is-open", words.open) : null,
    pins.some(({ open }) => !open) ? key("number", words.other) : null,
    dots.length ? key("number is-dot", words.further) : null,
    make("span", {}, outlines.some(({ properties }) => properties.sketch) ? `${words.sketch} ` : "", words.in_list),
  );
}
