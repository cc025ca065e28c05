// Whether a file of the reader's is the original: its SHA-256, computed here. The file never leaves the machine.
export async function verify(file, expected, status, words) {
  const say = (text, good) => Object.assign(status, { textContent: text, className: `drop__status ${good === undefined ? "" : good ? "is-good" : "is-bad"}` });
  say(words.computing);
  try {
    const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    const found = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
    if (found === expected) say(`${words.same} (${file.name})`, true);
    else say(`${words.other} (${file.name}: ${found})`, false);
  } catch { say(words.unread, false); }
}
