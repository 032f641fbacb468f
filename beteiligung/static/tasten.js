// Single keys for staff who look through many things. Off until somebody switches them on: they can surprise, and screen
// readers have keys of their own. The box that offers them says what each one is for: data-j="#weiter".
const box = document.querySelector("#tasten");
const on = document.querySelector("#tasten-an");
const KEPT = "beteiligung-tasten";

// What is written into or chosen from is only gone to; the rest is done.
function use(target) {
  if (target.matches("details")) target.open = true;
  const field = target.matches("details") ? target.querySelector("textarea") : target;
  if (field.matches("input, textarea")) field.focus();
  else field.click();
}

if (box) {
  box.hidden = false;
  on.checked = localStorage.getItem(KEPT) === "1";
  on.addEventListener("change", () => localStorage.setItem(KEPT, on.checked ? "1" : "0"));
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select");
    if (!on.checked || typing || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    const meant = box.dataset[event.key.toLowerCase()];
    if (!meant) return;
    event.preventDefault();
    const target = document.querySelector(meant);
    if (target) use(target);
  });
}
