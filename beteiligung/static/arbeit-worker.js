// Looks for a number whose derived key begins as the task asks: altcha's protocol, version 2, with PBKDF2.
const bytes = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const hex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");

async function derive({ algorithm, cost, keyLength, salt }, password) {
  const key = await crypto.subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
  const how = { name: "PBKDF2", salt: bytes(salt), iterations: cost, hash: algorithm.split("/")[1] };
  return hex(await crypto.subtle.deriveBits(how, key, keyLength * 8));
}

onmessage = async ({ data: task }) => {
  const nonce = bytes(task.nonce);
  const password = new Uint8Array(nonce.length + 4);
  password.set(nonce);
  const tail = new DataView(password.buffer, nonce.length);
  for (let counter = 0; ; counter += 1) {
    tail.setUint32(0, counter);
    const derivedKey = await derive(task, password);
    if (derivedKey.startsWith(task.keyPrefix)) {
      postMessage({ counter, derivedKey });
      return;
    }
  }
};
