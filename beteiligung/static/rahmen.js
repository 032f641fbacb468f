// For the page that shows the list of Vorhaben in a frame: <script src="…/rahmen.js" defer></script>.
// Gives each frame of this origin the height of what is in it, and scrolls to where a link in it leads.
(() => {
  const { origin } = new URL(document.currentScript.src);
  const HIGHEST = 40000;

  function isOurs(frame) {
    return frame instanceof HTMLIFrameElement && frame.src && new URL(frame.src, location.href).origin === origin;
  }

  const all = () => [...document.querySelectorAll("iframe")].filter(isOurs);
  const ask = (frame) => frame.contentWindow?.postMessage({ type: "beteiligung:ask" }, origin);
  const seen = new WeakSet();

  // From the second page on somebody followed a link: its beginning should be seen.
  function arrived({ target }) {
    if (!isOurs(target)) return;
    if (seen.has(target) && target.getBoundingClientRect().top < 0) target.scrollIntoView();
    seen.add(target);
    ask(target);
  }

  function take({ origin: from, source, data }) {
    const frame = from === origin && all().find((one) => one.contentWindow === source);
    if (!frame) return;
    if (data?.type === "beteiligung:height" && data.height > 0) {
      const withBorder = getComputedStyle(frame).boxSizing === "border-box";
      const border = withBorder ? frame.offsetHeight - frame.clientHeight : 0;
      frame.style.height = `${Math.min(Math.ceil(data.height) + border, HIGHEST)}px`;
    }
    if (data?.type === "beteiligung:place" && Number.isFinite(data.top)) {
      window.scrollTo({ top: frame.getBoundingClientRect().top + scrollY + data.top });
    }
  }

  addEventListener("message", take);
  document.addEventListener("load", arrived, true);
  // What was there before this script has been missed; what comes later is heard of.
  function catchUp() {
    for (const frame of all().filter(({ loading }) => loading !== "lazy")) {
      seen.add(frame);
      ask(frame);
    }
  }
  if (document.readyState === "complete") catchUp();
  else addEventListener("load", catchUp, { once: true });
})();
