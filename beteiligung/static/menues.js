// One filter menu at a time, and Escape closes it. Menus may be exchanged while the page is open.
const MENU = ".bt details.bt-pill, .bt details.bt-lang";

document.addEventListener(
  "toggle",
  ({ target }) => {
    if (!target.open || !target.matches?.(MENU)) return;
    for (const other of document.querySelectorAll(MENU)) if (other !== target) other.open = false;
  },
  true,
);
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && event.target.closest?.(MENU);
  if (!menu || !menu.open) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
