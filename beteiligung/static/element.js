// <beteiligung-vorhaben>: the Vorhaben of a city in a page of anybody. Works as a classic script and as a module.
const NAME = "beteiligung-vorhaben";
const ATTRIBUTES = ["src", "city", "bezirk", "topic", "status", "q", "lang", "view", "vorhaben", "number", "heading"];
const OPEN = "offen"; // no state, but what an own argument of the list asks for
const WRITTEN = { thema: "topic", stand: "status" }; // arguments of the list that are attributes of another name
const OWN = /\/element\.js$/;

const script = document.currentScript ?? [...document.scripts].find(({ src }) => src && OWN.test(new URL(src).pathname));
const HOME = script?.src ? script.src.replace(/\/element\.js.*$/, "") : null;
const sheet = new CSSStyleSheet();
sheet.replaceSync(STYLE);

class BeteiligungVorhaben extends HTMLElement {
  static observedAttributes = ATTRIBUTES;
  #head = make("div", { class: "top" });
  #state = make("p", { class: "state", role: "status", part: "state" });
  #body = make("div", { class: "body", part: "body" });
  #link = make("div", { class: "link", part: "fallback" }, make("slot"));
  #box = make("div", { class: "box" }, make("slot", { name: "heading" }), this.#head, this.#state, this.#body, this.#link);
  #stop = null;
  #isPlanned = false;
  #shown = null; // what came, and how much of it stands there

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    root.append(this.#box);
  }

  connectedCallback() {
    this.#plan();
  }

  disconnectedCallback() {
    this.#stop?.abort();
  }

  attributeChangedCallback(name, before, now) {
    if (before !== now && this.isConnected) this.#plan();
  }

  // Several attributes that change in one go ask once.
  #plan() {
    if (this.#isPlanned) return;
    this.#isPlanned = true;
    queueMicrotask(() => {
      this.#isPlanned = false;
      if (this.isConnected) this.#load();
    });
  }

  // Our origin and prefix: what the author says, else where this script came from.
  get #base() {
    const given = this.getAttribute("src");
    const address = given ? webAddress(given, document.baseURI) : HOME;
    return address?.replace(/[?#].*$/, "").replace(/\/+$/, "") ?? null;
  }

  // The language to ask for: as written, else without its region; ``null`` where the portal does not speak it.
  get #lang() {
    const wanted = this.closest("[lang]")?.getAttribute("lang") || "";
    const offered = Object.keys(TOLD);
    if (!wanted) return offered[0];
    const alike = (tag) => offered.find((one) => one.toLowerCase() === tag.toLowerCase());
    const fitting = alike(wanted) ?? alike(wanted.split("-")[0]);
    return fitting ?? (this.#base === HOME ? null : wanted);
  }

  get #view() {
    if (this.getAttribute("vorhaben")) return "card";
    const view = this.getAttribute("view");
    return view === "map" ? view : "list";
  }

  get #most() {
    const number = Number.parseInt(this.getAttribute("number"), 10);
    return number > 0 ? number : Infinity;
  }

  get #level() {
    const level = Number.parseInt(this.getAttribute("heading"), 10);
    return level >= 1 && level <= DEEPEST ? level : 2;
  }

  // The filters of the list, in the words of its address.
  #search() {
    const given = (name) => this.getAttribute(name)?.trim() || null;
    const bezirk = given("bezirk");
    const isNumber = /^\d+$/.test(bezirk ?? "");
    const isOpen = given("status") === OPEN;
    const args = {
      q: given("q"),
      bezirk: isNumber ? bezirk : null,
      wo: isNumber ? null : bezirk,
      thema: given("topic"),
      stand: isOpen ? null : given("status"),
      mitmachen: isOpen ? "1" : null,
    };
    return new URLSearchParams(Object.entries(args).filter(([, value]) => value)).toString();
  }

  async #load() {
    this.#stop?.abort();
    const { signal } = (this.#stop = new AbortController());
    const lang = this.#lang;
    if (!lang || !this.#base) return this.#fail(lang ? "failed" : "unknown", lang);
    this.#begin(lang);
    try {
      await (this.#view === "card" ? this.#loadCard(lang, signal) : this.#loadList(lang, signal));
    } catch (error) {
      if (!signal.aborted) this.#fail(error.status === 404 ? "gone" : "failed", lang, error);
    }
  }

  async #loadCard(lang, signal) {
    const slug = encodeURIComponent(this.getAttribute("vorhaben"));
    const data = await ask(`${this.#base}/${lang}/vorhaben/${slug}/steckbrief.json`, signal);
    if (signal.aborted) return;
    this.#shown = null;
    this.#show(data, [wholeCard(data, this.#look(data, this.#level))], "");
  }

  async #loadList(lang, signal) {
    const search = this.#search();
    const data = await ask(`${this.#base}/${lang}/vorhaben.json${search && `?${search}`}`, signal);
    if (signal.aborted) return;
    this.#shown = { data, items: [...data.items], next: data.next, number: this.#most, plan: null };
    if (this.#view === "map") this.#shown.plan = await this.#readPlan(data, signal);
    if (!signal.aborted) this.#showList();
  }

  // Without its outlines or its places a map is poorer, or none; the list is there in any case.
  async #readPlan({ geojson, outlines }, signal) {
    const [places, city] = await Promise.allSettled(
      [geojson, outlines].map((url) => ask(webAddress(url, this.#base), signal)),
    );
    return { features: places.value?.features, outlines: city.value?.features ?? [] };
  }

  #look({ words, lang }, level) {
    return { words, lang, level, base: this.#base };
  }

  #showList() {
    const { data, items, number, plan, next } = this.#shown;
    const level = this.#level;
    const look = this.#look(data, level + 1);
    const shown = items.slice(0, number);
    const told = [this.getAttribute("city"), ...data.narrowed].filter(Boolean).flatMap((word, at) => [at ? comma(data.lang) : null, make("bdi", {}, word)]);
    const head = [
      this.#own("[slot=heading]") ? null : heading(level, { class: "heading", part: "heading" }, data.words.title),
      told.length ? make("p", { class: "told", part: "told" }, told) : null,
      ...(data.not_understood ?? []).map((one) => this.#amiss(one, data.words)),
    ];
    const parts = [
      plan ? this.#mapAndRows(shown, look) : this.#cards(shown, look),
      this.#foot(shown.length, items.length > number || next),
      this.#citywide(look),
    ];
    const count = data.total ? data.total_words : data.words.none;
    this.#show(data, parts, count, head);
  }

  // For whoever writes the page: what the portal does not know, in the words of the attributes.
  #amiss({ argument, value, known }, words) {
    const offered = [argument === "stand" ? OPEN : null, ...known].filter(Boolean).join(", ");
    const said = make("code", { dir: "ltr" }, `${WRITTEN[argument] ?? argument}="${value}"`);
    const meant = offered ? [". ", words.meant, " ", make("code", { dir: "ltr" }, offered)] : [];
    return make("p", { class: "amiss", part: "amiss" }, words.not_understood, " ", said, meant);
  }

  #cards(items, look) {
    return items.length ? make("ol", { class: "cards", role: "list", part: "list" }, items.map((item) => card(item, look))) : null;
  }

  #mapAndRows(items, look) {
    const { plan, data } = this.#shown;
    const { features, outlines } = plan;
    const rows = items.length ? make("ol", { class: "rows", role: "list", part: "list" }, items.map((item, at) => row(item, look, at + 1))) : null;
    if (!features) return [make("p", {}, look.words.no_map), rows];
    const told = { items, features, outlines, look, bezirk: data.bezirk, width: Math.min(this.clientWidth || WIDE, WIDE) };
    const map = drawnMap(told);
    return make("div", { class: "split" }, map ? make("figure", { part: "figure" }, map, legend(told)) : null, rows);
  }

  #foot(shown, hasMore) {
    const { words, url, page } = this.#shown.data;
    const more = make("button", { class: "button", type: "button", part: "button", "data-at": "more" }, words.show_more);
    more.addEventListener("click", () => this.#more());
    const range = filled(words.range, { first: 1, last: shown, total: page.total });
    return make(
      "div",
      { class: "foot" },
      shown < page.total ? make("p", { class: "range", part: "range" }, range) : null,
      hasMore ? more : null,
      make("a", { class: "all", part: "link", href: webAddress(url, this.#base), "data-at": "all" }, words.to_list),
    );
  }

  // What is for the whole city stands apart, as on the page.
  #citywide(look) {
    const { items } = this.#shown.data.citywide;
    if (!items.length) return null;
    const level = this.#level + 1;
    const title = heading(level, { class: "heading is-second", part: "heading" }, look.words.citywide);
    return [title, this.#cards(items.slice(0, this.#most), { ...look, level: level + 1 })];
  }

  // So many more: those that are here already, else the next page of the list.
  async #more() {
    const { shown, signal } = { shown: this.#shown, signal: this.#stop.signal };
    const before = Math.min(shown.number, shown.items.length);
    const wanted = before + Math.min(this.#most, shown.data.page.total);
    this.#box.setAttribute("aria-busy", "true");
    try {
      while (shown.items.length < wanted && shown.next) {
        const data = await ask(webAddress(shown.next, this.#base), signal);
        shown.items.push(...data.items);
        shown.next = data.next;
        if (this.#most === Infinity) break;
      }
    } catch {
      return signal.aborted ? undefined : this.#stay(shown.data);
    }
    if (signal.aborted || shown !== this.#shown) return;
    shown.number = this.#most === Infinity ? Infinity : wanted;
    this.#showList();
    const { words, page } = shown.data;
    const last = Math.min(shown.number, shown.items.length);
    this.#state.textContent = filled(words.range, { first: before + 1, last, total: page.total });
    if (!this.#at("more")) this.#at(shown.items[before]?.slug)?.focus();
  }

  // What stands there stays; the link below it leads to the rest.
  #stay({ lang, dir }) {
    this.#box.removeAttribute("aria-busy");
    if (TOLD[lang]) this.#say(TOLD[lang].failed, lang, dir);
  }

  // What the author wrote inside: a link for when nothing comes, perhaps a heading.
  #own(selector) {
    return this.querySelector(`:scope > ${selector}`);
  }

  #at(key) {
    return key ? this.#body.querySelector(`[data-at="${CSS.escape(key)}"]`) : null;
  }

  #begin(lang) {
    const told = TOLD[lang];
    this.#box.setAttribute("aria-busy", "true");
    if (told && !this.#body.hasChildNodes()) this.#say(told.loading, lang, told.dir);
  }

  #say(text, lang, dir) {
    equipped(this.#state, { lang, dir }, []).textContent = text;
  }

  // Whoever stands on a link stands on the same one afterwards.
  #show(data, parts, count, head = []) {
    const focused = this.shadowRoot.activeElement?.getAttribute("data-at");
    this.#head.replaceChildren(...head.filter(Boolean));
    this.#body.replaceChildren(...parts.flat().filter(Boolean));
    for (const part of [this.#head, this.#body]) equipped(part, { lang: data.lang, dir: data.dir }, []);
    this.#say(count, data.lang, data.dir);
    this.#link.hidden = true;
    this.#box.removeAttribute("aria-busy");
    this.#at(focused)?.focus();
    this.#tell("ready");
  }

  // The author's own link is back, with one sentence; where there is none, ours leads to the list.
  #fail(why, lang, error) {
    const tag = TOLD[lang] ? lang : Object.keys(TOLD)[0];
    const told = TOLD[tag];
    this.#shown = null;
    this.#head.replaceChildren();
    this.#body.replaceChildren();
    this.#say(told[why], tag, told.dir);
    this.#link.hidden = false;
    if (!this.#own(":not([slot])") && this.#base) {
      const way = make("a", { href: `${this.#base}/${tag}/vorhaben` }, told.all);
      this.#body.append(make("p", { lang: tag, dir: told.dir }, way));
    }
    this.#box.removeAttribute("aria-busy");
    this.#tell("failed", error && String(error));
  }

  // For the page around: ``beteiligung:ready`` and ``beteiligung:failed``.
  #tell(what, detail) {
    this.dispatchEvent(new CustomEvent(`beteiligung:${what}`, { bubbles: true, composed: true, detail }));
  }
}

if (!customElements.get(NAME)) customElements.define(NAME, BeteiligungVorhaben);
