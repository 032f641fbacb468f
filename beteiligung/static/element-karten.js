// The cards of the list, and the one card of a Vorhaben with its fact sheet.
const DEEPEST = 6;

function heading(level, attributes, ...content) {
  return make(`h${Math.min(level, DEEPEST)}`, attributes, ...content);
}

function status(item, words) {
  const { slug, words: word, step } = item.status;
  const head = [make("span", { class: `status is-${slug}`, part: "status" }, sign(`s-${slug}`), word)];
  if (step) {
    const pearls = Array.from({ length: step.of }, (_, at) =>
      make("i", { class: at + 1 < step.number ? "is-past" : at + 1 === step.number ? "is-now" : null }),
    );
    const line = make("span", { class: item.participation?.open ? "pearls is-open" : "pearls", "aria-hidden": "true" }, pearls);
    head.push(make("span", { class: "step" }, line, make("span", {}, unseen(words.step), step.words)));
  }
  return head;
}

function title(item, lang, level, base) {
  const link = make("a", { href: webAddress(item.url, base), part: "link", "data-at": item.slug }, item.title.text);
  return heading(level, { class: "title", part: "title", ...tongue(item.title, lang) }, link);
}

// As the script of the language writes it.
function comma(lang) {
  return TOLD[lang]?.comma ?? ", ";
}

function where(item, lang) {
  const pieces = item.where.map((piece, at) => [at ? comma(lang) : "", piece.before ? `${piece.before} ` : "", inOwnTongue(piece, lang)]);
  return make("p", { class: "where", part: "where" }, sign("pin"), make("span", {}, ...pieces));
}

function summary(item, lang) {
  const lines = item.summary.lines ?? [item.summary.text];
  return make("div", { class: "summary", part: "summary", ...tongue(item.summary, lang) }, lines.map((line) => make("p", {}, line)));
}

function facts(item, words, lang) {
  const { number, words: said } = item.contributions;
  return make(
    "p",
    { class: "when" },
    make("span", {}, sign("date"), item.times.words),
    make("span", {}, sign("form"), unseen(words.topic), inOwnTongue(item.topic, lang)),
    number ? make("span", { part: "contributions" }, sign("talk"), said) : null,
  );
}

const FLAGS = { open: "talk", late: "clock", next: "loop", none: "people" };

function flag(item, lang) {
  if (!item.flag) return null;
  const { kind, before } = item.flag;
  const isOpen = kind === "open";
  const { until, last_day: day, left } = item.participation ?? {};
  const said = isOpen
    ? [make("b", {}, `${before} `, make("time", { datetime: until }, day)), `, ${left}`]
    : [before ? make("b", {}, before) : null, " ", item.flag.text ? inOwnTongue(item.flag, lang) : null];
  const look = { class: isOpen ? "flag is-open" : "flag", part: isOpen ? "flag open" : "flag" };
  return make("p", look, sign(FLAGS[kind]), make("span", {}, ...said));
}

function notes(item) {
  return item.notes.length ? make("p", { class: "note" }, sign("globe"), item.notes.join(" ")) : null;
}

function numberOf(item, number, words) {
  return make("span", { class: item.participation?.open ? "number is-open" : "number" }, unseen(words.number), String(number));
}

// ``look`` holds what all cards of an answer share: words, lang, level, base.
function card(item, look, number) {
  const { words, lang, level, base } = look;
  return make(
    "li",
    { class: "card", part: "card", "data-slug": item.slug },
    make("div", { class: "head" }, number ? numberOf(item, number, words) : null, ...status(item, words)),
    title(item, lang, level, base),
    item.citywide ? null : where(item, lang),
    summary(item, lang),
    notes(item),
    facts(item, words, lang),
    flag(item, lang),
  );
}

// One line of the list beside the map.
function row(item, look, number) {
  const { words, lang, level, base } = look;
  const isOpen = item.flag?.kind === "open";
  return make(
    "li",
    { class: "row", part: "card", "data-slug": item.slug },
    numberOf(item, number, words),
    make("div", {}, title(item, lang, level, base), make("p", { class: "where" }, isOpen ? flag(item, lang).lastChild : item.status.words)),
  );
}

function answer({ text, quoted }, lang) {
  const at = quoted ? text.lastIndexOf(quoted.text) : -1;
  if (at < 0) return make("p", {}, text);
  const own = quoted.lang === lang ? quoted.text : make("bdi", { lang: quoted.lang }, quoted.text);
  return make("p", {}, text.slice(0, at), own, text.slice(at + quoted.text.length));
}

function factSheet(sheet) {
  const rows = sheet.facts.map(({ question, answers }) =>
    make("div", {}, make("dt", {}, question), make("dd", {}, answers.map((one) => answer(one, sheet.lang)))),
  );
  return make("dl", { class: "facts", part: "facts" }, rows);
}

function wholeCard(sheet, look) {
  const { words, lang, level, base } = look;
  const url = webAddress(sheet.url, base);
  const isOpen = sheet.participation?.open;
  const on = isOpen
    ? make("a", { class: "button is-open", part: "button", href: `${url}#schreiben`, "data-at": "on" }, sign("talk"), words.join)
    : make("a", { class: "button", part: "button", href: url, "data-at": "on" }, words.more, unseen(`: ${sheet.title.text}`));
  return make(
    "article",
    { class: "card is-whole", part: "card", "data-slug": sheet.slug },
    make("div", { class: "head" }, ...status(sheet, words)),
    title(sheet, lang, level, base),
    where(sheet, lang),
    summary(sheet, lang),
    notes(sheet),
    sheet.contributions.number ? make("p", { class: "when" }, make("span", { part: "contributions" }, sign("talk"), sheet.contributions.words)) : null,
    factSheet(sheet),
    make("p", { class: "on" }, on),
    flag(sheet, lang),
  );
}
