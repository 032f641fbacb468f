// Reads a page aloud with a voice of this device. Voices that would send the text to somebody else are not used; where
// the device has none for the language of the page, there is no button.
const box = document.querySelector("[data-bt-listen]");
const speech = window.speechSynthesis;
const BLOCK = "h1,h2,h3,h4,h5,h6,p,li,dt,dd,td,th,figcaption,summary,blockquote,div,section,article";
const SILENT = "script,style,svg,nav,form,button,select,textarea,template,[aria-hidden=true],[data-bt-listen],.bt-top,.bt-demo";
const LONGEST = 200;
let pieces = [];
let at = 0;
let turn = 0;

const base = (tag) => tag.replace("_", "-").toLowerCase().split("-")[0];

function voiceFor(lang) {
  const fit = speech.getVoices().filter((voice) => voice.localService && base(voice.lang) === base(lang));
  return fit.find((voice) => voice.default) ?? fit[0];
}

// What can be seen, block by block, each with its language. A part of a sentence that is in another one is read along.
function blocks(root) {
  const found = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) => {
    if (node.nodeType === Node.TEXT_NODE) return NodeFilter.FILTER_ACCEPT;
    if (node.matches(SILENT) || !node.checkVisibility({ visibilityProperty: true })) return NodeFilter.FILTER_REJECT;
    return node.tagName === "BR" ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP;
  });
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const element = node.parentElement.closest(BLOCK) ?? root;
    const text = node.tagName === "BR" ? " " : node.data;
    if (found.at(-1)?.element === element) found.at(-1).text += text;
    else found.push({ element, text, lang: element.closest("[lang]").lang });
  }
  return found.map((block) => ({ ...block, text: block.text.replace(/\s+/g, " ").trim() })).filter(({ text }) => text);
}

// Long utterances break off in some browsers.
function parts({ element, text, lang }) {
  const sentences = text.length > LONGEST ? text.match(/.{1,200}(?:[.!?;,:]\s|\s|$)|.{1,200}/gu) : [text];
  return sentences.map((sentence) => ({ element, text: sentence.trim(), lang }));
}

function mark(element) {
  for (const old of document.querySelectorAll(".bt-heard")) old.classList.remove("bt-heard");
  element?.classList.add("bt-heard");
  element?.scrollIntoView({ block: "nearest" });
}

function show(state) {
  const had = box.contains(document.activeElement);
  for (const button of box.querySelectorAll("button")) button.hidden = !button.dataset.when.split(" ").includes(state);
  if (had && !box.contains(document.activeElement)) box.querySelector("button:not([hidden])").focus();
  else if (had && document.activeElement.hidden) box.querySelector("button:not([hidden])").focus();
}

function next() {
  const mine = turn;
  while (at < pieces.length && !voiceFor(pieces[at].lang)) at += 1;
  if (at >= pieces.length) return stop();
  const piece = pieces[at];
  const words = new SpeechSynthesisUtterance(piece.text);
  words.voice = voiceFor(piece.lang);
  words.lang = words.voice.lang;
  words.onend = () => {
    if (mine !== turn) return;
    at += 1;
    next();
  };
  words.onerror = () => mine === turn && stop();
  mark(piece.element);
  speech.speak(words);
}

// Pausing is not to be relied on in every browser: what was being said is said again from its beginning.
function hush(state) {
  turn += 1;
  speech.cancel();
  show(state);
}

function stop() {
  hush("ready");
  mark(null);
  at = 0;
}

const acts = {
  start() {
    stop();
    pieces = blocks(box.closest(".bt")).flatMap(parts);
    show("reading");
    next();
  },
  pause: () => hush("paused"),
  resume() {
    show("reading");
    next();
  },
  stop,
};

if (box && speech) {
  const offer = () => (box.hidden = !voiceFor(box.closest("[lang]").lang));
  box.addEventListener("click", ({ target }) => acts[target.closest("button")?.dataset.act]?.());
  speech.addEventListener?.("voiceschanged", offer);
  window.addEventListener("pagehide", () => speech.cancel());
  show("ready");
  offer();
}
