// A proof of work for forms that need no login: the browser works while somebody writes, in the background and only
// for our own server. Whoever sends before it is done waits a moment. Where it cannot work, the form goes without.
const field = document.querySelector("input[data-proof]");
const GOOD_FOR = 50 * 60_000;
const PATIENCE = 20_000;
let begun;

function work({ parameters, signature }) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(field.dataset.worker);
    worker.onmessage = ({ data }) => {
      worker.terminate();
      resolve(btoa(JSON.stringify({ challenge: { parameters, signature }, solution: data })));
    };
    worker.onerror = reject;
    worker.postMessage(parameters);
  });
}

async function prove() {
  const answer = await fetch(field.dataset.proof, { credentials: "same-origin" });
  if (answer.ok) field.value = await work(await answer.json());
}

function begin() {
  if (!begun || Date.now() - begun.at > GOOD_FOR) begun = { at: Date.now(), done: prove().catch(() => {}) };
  return begun.done;
}

async function send(event) {
  const { form } = field;
  if (field.value && Date.now() - begun.at < GOOD_FOR) return;
  event.preventDefault();
  if (form.dataset.sending) return;
  form.dataset.sending = "1";
  const says = form.querySelector("[data-proof-says]");
  says.textContent = says.dataset.proofSays;
  await Promise.race([begin(), new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
  form.submit();
}

if (field && isSecureContext && crypto.subtle && window.Worker) {
  field.form.addEventListener("focusin", begin, { once: true });
  field.form.addEventListener("submit", send);
  addEventListener("pageshow", () => delete field.form.dataset.sending);
}
