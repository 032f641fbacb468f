// The list follows the movable map: what lies in its frame stands in the list and in the address. Everything comes
// from the same page as without a script, where a form chooses the part of the map instead.
const root = document.querySelector("#karte");
const CALM = 350; // milliseconds after which a map counts as moved

function address(box) {
  const target = new URL(location.href);
  target.hash = "";
  target.searchParams.delete("seite");
  if (box) target.searchParams.set("bbox", box);
  else target.searchParams.delete("bbox");
  return target;
}

function frame(map) {
  const bounds = map.getBounds();
  const edges = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  return edges.map((degrees) => degrees.toFixed(4)).join(",");
}

// Whoever announces ("inside") stays and changes its words, everything else is exchanged.
function take(page) {
  for (const old of document.querySelectorAll("[data-follows]")) {
    const fresh = page.getElementById(old.id);
    if (!fresh) continue;
    if (old.dataset.follows === "inside") old.replaceChildren(...fresh.childNodes);
    else old.replaceWith(fresh);
  }
}

class Follower {
  constructor({ map, wide }) {
    this.map = map;
    this.wide = wide;
    this.words = JSON.parse(root.dataset.following);
    this.isWhole = false; // somebody asked for the whole city, so moving the map changes nothing
    this.isOurs = false; // the map moves by itself, for a popup or a turned phone
    map.on("autopanstart resize", () => (this.isOurs = true));
    map.on("moveend", () => this.moved());
    document.addEventListener("click", (event) => this.clicked(event));
    document.addEventListener("submit", (event) => this.submitted(event));
    this.offer();
  }

  moved() {
    const byItself = this.isOurs;
    this.isOurs = false;
    this.offer();
    if (byItself || this.isWhole) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.show(frame(this.map)), CALM);
  }

  // A plain click only: with a key held, a link opens where the visitor wants it.
  clicked(event) {
    const link = event.target.closest?.("a[data-area]");
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    this.isWhole = link.dataset.area === "city";
    if (this.isWhole) this.move(this.wide);
    this.show(this.isWhole ? null : frame(this.map));
  }

  submitted(event) {
    const chosen = event.target.closest("#ausschnitt form")?.elements.bbox;
    if (!chosen) return;
    event.preventDefault();
    const [west, south, east, north] = chosen.value.split(",").map(Number);
    this.isWhole = !chosen.value;
    this.move(chosen.value ? () => this.map.fitBounds([[south, west], [north, east]], { animate: false }) : this.wide);
    this.show(chosen.value);
  }

  move(there) {
    clearTimeout(this.timer);
    this.isOurs = true;
    there();
  }

  async show(box) {
    this.asked?.abort();
    this.asked = new AbortController();
    const target = address(box);
    const list = document.querySelector("#liste");
    list?.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(target, { signal: this.asked.signal });
      if (!answer.ok) throw new Error(`${target}: ${answer.status}`);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      this.exchange(page);
      history.replaceState(null, "", target);
      this.offer();
    } catch (error) {
      if (error.name === "AbortError") return;
      list?.removeAttribute("aria-busy");
      document.querySelector("#auskunft").textContent = this.words.failed;
    }
  }

  // A control that was pressed is pressed again in its new place; the focus must not be lost with the old one.
  exchange(page) {
    const held = document.activeElement;
    const area = held?.dataset?.area;
    const isForm = Boolean(held?.closest("#ausschnitt form"));
    take(page);
    this.offer();
    if (area) document.querySelector(`#ausschnitt [data-area=${area}]`)?.focus({ preventScroll: true });
    if (isForm) document.querySelector("#ausschnitt form button").focus({ preventScroll: true });
  }

  // The choice beside "The whole city" exists without a script only where a part was chosen.
  offer() {
    const choices = document.querySelector("#ausschnitt ul");
    let link = choices.querySelector("[data-area=map]");
    if (!link) {
      link = Object.assign(document.createElement("a"), { className: "bt-pill", textContent: this.words.only });
      link.dataset.area = "map";
      const item = document.createElement("li");
      item.append(link);
      choices.append(item);
    }
    link.href = address(frame(this.map));
  }
}

root?.addEventListener("beteiligung:map", ({ detail }) => new Follower(detail), { once: true });
