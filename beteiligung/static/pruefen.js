// Single keys for staff who look through many clauses. Off until somebody switches them on, for they can surprise.
const box = document.querySelector("#tasten");
const on = document.querySelector("#tasten-an");
const KEPT = "beteiligung-tasten";

function press(selector) {
  const target = document.querySelector(selector);
  if (target) target.click();
}

function reject() {
  const fold = document.querySelector("#ablehnen");
  if (!fold) return;
  fold.open = true;
  fold.querySelector("textarea").focus();
}

const DOES = {
  j: () => press("#weiter"),
  k: () => press("#zurueck"),
  a: () => document.querySelector("#annehmen")?.requestSubmit(),
  r: reject,
};

if (box) {
  box.hidden = false;
  on.checked = localStorage.getItem(KEPT) === "1";
  on.addEventListener("change", () => localStorage.setItem(KEPT, on.checked ? "1" : "0"));
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox]), textarea, select");
    if (!on.checked || typing || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = DOES[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  });
}
