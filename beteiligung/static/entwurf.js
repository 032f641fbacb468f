// Keeps what somebody is writing in this browser, until it is sent or thrown away, and shows what others said like it.
const DAYS = 7;
const PAUSE = 1500;
const FEWEST = 40;
const PREFIX = "beteiligung-entwurf:";

function kept(key) {
  try {
    const draft = JSON.parse(localStorage.getItem(key));
    return draft && Date.now() - draft.at < DAYS * 86400000 ? draft : null;
  } catch {
    return null;
  }
}

function forget(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // a browser that keeps nothing has nothing to forget
  }
}

function keep(key, form) {
  const body = form.elements.body.value;
  if (!body.trim()) return forget(key);
  const stance = form.querySelector("[name=stance]:checked")?.value;
  try {
    localStorage.setItem(key, JSON.stringify({ body, stance, at: Date.now() }));
  } catch {
    // nothing is kept then; the form works all the same
  }
}

function restore(key, form) {
  const draft = kept(key);
  const note = form.querySelector("[data-draft-note]");
  if (!draft || form.elements.body.value) return;
  form.elements.body.value = draft.body;
  const stance = form.querySelector(`[name=stance][value="${CSS.escape(draft.stance || "")}"]`);
  if (stance) stance.checked = true;
  if (!note) return;
  note.hidden = false;
  note.querySelector("button").addEventListener("click", () => {
    forget(key);
    form.elements.body.value = "";
    note.hidden = true;
    form.elements.body.focus();
  });
}

async function similar(form, place) {
  const data = new FormData();
  data.set("csrf_token", form.elements.csrf_token.value);
  data.set("body", form.elements.body.value);
  const answer = await fetch(form.dataset.similar, { method: "POST", body: data, credentials: "same-origin" });
  if (!answer.ok) return;
  const html = (await answer.text()).trim();
  if (html === place.dataset.shown) return;
  place.dataset.shown = html;
  place.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
}

for (const form of document.querySelectorAll("form[data-draft]")) {
  const key = PREFIX + form.dataset.draft;
  const place = form.querySelector("[data-similar-here]");
  let timer = null;
  restore(key, form);
  form.addEventListener("input", () => {
    keep(key, form);
    clearTimeout(timer);
    if (!place || form.elements.trotzdem || form.elements.body.value.trim().length < FEWEST) return;
    timer = setTimeout(() => similar(form, place).catch(() => {}), PAUSE);
  });
}

for (const done of document.querySelectorAll("[data-draft-done]")) forget(PREFIX + done.dataset.draftDone);
