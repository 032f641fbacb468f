// Single keys for moderators. Off until somebody switches them on, for screen readers have keys of their own.
const box = document.querySelector("#tasten");
const on = document.querySelector("#tasten-an");
const KEPT = "beteiligung-tasten";

function press(selector) {
  const target = document.querySelector(selector);
  if (target) target.click();
  return Boolean(target);
}

function go(selector) {
  const target = document.querySelector(selector);
  if (target) target.focus();
}

const DOES = {
  j: () => press("#weiter"),
  k: () => press("#zurueck"),
  f: () => press("#freigeben") || go("#stehen textarea"),
  e: () => go("#einschraenken input[type=radio]"),
  a: () => press("#antworten"),
};

if (box) {
  box.hidden = false;
  on.checked = localStorage.getItem(KEPT) === "1";
  on.addEventListener("change", () => localStorage.setItem(KEPT, on.checked ? "1" : "0"));
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select");
    if (!on.checked || typing || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = DOES[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  });
}
