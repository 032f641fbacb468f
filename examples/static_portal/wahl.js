// The two fields above the map set attributes of the element; without this script the form opens the list of the city.
const form = document.getElementById("wahl");
const map = document.getElementById("karte");

function show() {
  map.setAttribute("bezirk", form.elements.bezirk.value);
  map.setAttribute("status", form.elements.stand.value);
}

form.addEventListener("change", show);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  show();
});
