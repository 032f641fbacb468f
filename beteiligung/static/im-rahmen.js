// Inside the frame: tells the page around it how high it wants to be and what should be seen. Only pages on the list are
// told anything. Without this the frame keeps the height it was given, and scrolls.
const root = document.querySelector("[data-bt-ancestors]");
const allowed = root.dataset.btAncestors.split(" ");
const told = new Set();

function originOf(address) {
  try {
    return new URL(address).origin;
  } catch {
    return null;
  }
}

function tell(message) {
  for (const origin of told) parent.postMessage(message, origin);
}

// Open menus hang over what is below them; the frame must not cut them off.
function height() {
  const hanging = [...root.querySelectorAll("details[open] > :not(summary)")];
  const bottoms = [root, ...hanging].map((element) => element.getBoundingClientRect().bottom + scrollY);
  return Math.ceil(Math.max(...bottoms));
}

let last = 0;
function measure(anew) {
  const now = height();
  if (now === last && !anew) return;
  last = now;
  tell({ type: "beteiligung:height", height: now });
}

// A frame as high as what is in it has nothing to scroll: the page around it does that.
function show(element) {
  if (element) tell({ type: "beteiligung:place", top: Math.round(element.getBoundingClientRect().top + scrollY) });
}

function meet(origin) {
  if (!allowed.includes(origin) || told.has(origin)) return;
  told.add(origin);
  measure(true);
  if (location.hash) show(document.querySelector(":target"));
}

if (root && parent !== window) {
  // The page around us asks (rahmen.js); where it does not, the browser tells in whose frame we are.
  addEventListener("message", ({ origin, source, data }) => {
    if (source !== parent || data?.type !== "beteiligung:ask" || !allowed.includes(origin)) return;
    if (told.has(origin)) measure(true);
    else meet(origin);
  });
  meet(location.ancestorOrigins?.[0] ?? originOf(document.referrer));
  new ResizeObserver(() => measure()).observe(root);
  document.addEventListener("toggle", () => measure(), true);
  addEventListener("hashchange", () => show(document.querySelector(":target")));
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href^='#']");
    if (link && link.hash === location.hash) show(document.querySelector(":target"));
  });
}
