// What everything in the element is made of. Markup is never written: a title such as "<img onerror>" stays text,
// and a page that allows only trusted types has nothing to complain about.
const SVG = "http://www.w3.org/2000/svg";

function equipped(node, attributes, content) {
  for (const [name, value] of Object.entries(attributes))
    if (value !== undefined && value !== null && value !== false) node.setAttribute(name, value === true ? "" : value);
  node.append(...content.flat().filter((part) => part !== null && part !== undefined && part !== ""));
  return node;
}

function make(tag, attributes = {}, ...content) {
  return equipped(document.createElement(tag), attributes, content);
}

function draw(tag, attributes = {}, ...content) {
  return equipped(document.createElementNS(SVG, tag), attributes, content);
}

function sign(name) {
  const shapes = (SIGNS[name] ?? []).map(([tag, attributes]) => draw(tag, attributes));
  return draw("svg", { class: "sign", viewBox: "0 0 24 24", "aria-hidden": "true" }, shapes);
}

function unseen(text) {
  return make("span", { class: "unseen" }, `${text} `);
}

// The language of some words, where it is not the language around them.
function tongue(words, lang) {
  return words.lang && words.lang !== lang ? { lang: words.lang, dir: words.dir } : {};
}

function inOwnTongue(words, lang) {
  const own = tongue(words, lang);
  return own.lang ? make("bdi", own, words.text) : words.text;
}

// "%(first)s to %(last)s": the sentences of the portal keep their places open.
function filled(sentence, values) {
  return sentence.replace(/%\((\w+)\)[sd]/g, (place, name) => values[name] ?? place);
}

// An address from elsewhere is only ever one of the web.
function webAddress(text, base) {
  try {
    const address = new URL(text, base);
    return /^https?:$/.test(address.protocol) ? address.href : null;
  } catch {
    return null;
  }
}

// The same address asked by several elements at once is fetched once; when nobody waits any more, it is given up.
const PATIENCE = 20_000;
const underWay = new Map();

class Refused extends Error {
  constructor(status) {
    super(`answered ${status}`);
    this.status = status;
  }
}

async function fetched(address, stop) {
  const late = setTimeout(() => stop.abort(new Error("took too long")), PATIENCE);
  try {
    const answer = await fetch(address, { signal: stop.signal, credentials: "omit" });
    if (!answer.ok) throw new Refused(answer.status);
    return await answer.json();
  } finally {
    clearTimeout(late);
  }
}

function ask(address, signal) {
  let one = underWay.get(address);
  if (!one) {
    const stop = new AbortController();
    one = { waiting: 0, stop, answer: fetched(address, stop) };
    underWay.set(address, one);
    const over = () => underWay.get(address) === one && underWay.delete(address);
    one.answer.then(over, over);
  }
  one.waiting += 1;
  return new Promise((resolve, reject) => {
    const leave = () => {
      one.waiting -= 1;
      if (!one.waiting) one.stop.abort();
      if (!one.waiting && underWay.get(address) === one) underWay.delete(address);
      reject(signal.reason);
    };
    if (signal.aborted) leave();
    else signal.addEventListener("abort", leave, { once: true });
    one.answer.then(resolve, reject);
  });
}
