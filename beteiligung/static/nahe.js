// Offers to use the place where the visitor is. Asks the browser only when the button is pressed, rounds to about
// 100 metres, and hands it to this page's own address. Without it one types a place.
const box = document.querySelector("[data-locate]");
const REFUSED = 1;

function icon(address) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  svg.setAttribute("class", "bt-i");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", address);
  svg.append(use);
  return svg;
}

function go(address, { latitude, longitude }) {
  const target = new URL(address, location.href);
  const radius = new URLSearchParams(location.search).get("umkreis");
  target.searchParams.set("lat", latitude.toFixed(3));
  target.searchParams.set("lon", longitude.toFixed(3));
  if (radius) target.searchParams.set("umkreis", radius);
  location.assign(target);
}

function offer() {
  const words = JSON.parse(box.dataset.words);
  const button = Object.assign(document.createElement("button"), { type: "button", className: "bt-act" });
  const says = Object.assign(document.createElement("p"), { className: "bt-small" });
  says.setAttribute("role", "status");
  button.append(icon(box.dataset.icon), words.ask);
  button.addEventListener("click", () => {
    says.textContent = words.wait;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => go(box.dataset.locate, coords),
      ({ code }) => (says.textContent = code === REFUSED ? words.refused : words.failed),
      { enableHighAccuracy: false, timeout: 10_000, maximumAge: 60_000 },
    );
  });
  box.append(button, says);
}

if (box && isSecureContext && "geolocation" in navigator) offer();
