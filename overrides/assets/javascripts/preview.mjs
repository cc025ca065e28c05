// What a link in the text leads to, shown beside it: title, number, issuer, day, state, and the article that is cited. Fetched when a
// reader asks, and every word comes from the page that is linked. Escape closes it; it stays while pointer or focus is on the link or
// on it; nothing else moves. See reading.mjs for when it is asked for.
const vi = document.documentElement.lang.startsWith("vi");
const words = vi ? { loading: "Đang tải…", again: "Chạm lần nữa để mở", failed: "Chưa xem trước được; liên kết vẫn mở được." }
  : { loading: "Loading…", again: "Tap again to open", failed: "No preview; the link still opens." };
const FACTS = ["number", "issuer", "date"];
const LONGEST = 320;
const WAIT = 250;
const pages = new Map();
const box = Object.assign(document.createElement("div"), { id: "preview", className: "preview", hidden: true });
box.setAttribute("role", "tooltip");
(document.querySelector("main") ?? document.body).append(box);
let shown, timer;

const text = (element) => element?.textContent.replace(/\s+/g, " ").trim() ?? "";
const cut = (said) => said.length > LONGEST ? said.slice(0, LONGEST).replace(/\s\S*$/, "…") : said;

function pageOf(address) {
  if (!pages.has(address)) {
    pages.set(address, fetch(address).then(async (answer) => {
      if (!answer.ok) throw answer;
      return new DOMParser().parseFromString(await answer.text(), "text/html");
    }));
    pages.get(address).catch(() => pages.delete(address));
  }
  return pages.get(address);
}

function lines(page, place) {
  const title = page.querySelector("h1");
  const facts = FACTS.map((name) => text(page.querySelector(`.fact--${name} dd`))).filter(Boolean).join(" · ");
  const part = (place && page.getElementById(place)) ?? page.querySelector("#known + p"); // of a document not held: its subject
  const lang = part?.lang || page.querySelector("[data-body-lang]")?.dataset.bodyLang;
  return [["state", text(page.querySelector(".state"))], ["title", text(title), title?.lang], ["facts", facts],
    ["part", part && part !== title ? cut(text(part)) : "", lang]];
}

function write(rows) {
  box.replaceChildren(...rows.filter(([, said]) => said).map(([name, textContent, lang]) =>
    Object.assign(document.createElement("p"), { className: `preview__${name}`, textContent, lang: lang ?? "" })));
}

// Below the link's last line, or above its first, so that no word of it is covered.
function put(link) {
  const rows = [...link.getClientRects()];
  const [first, last] = [rows[0], rows.at(-1)];
  const below = last.bottom + 6 + box.offsetHeight < innerHeight || first.top < box.offsetHeight + 6;
  const room = document.documentElement.clientWidth - box.offsetWidth - 8;
  box.style.left = `${Math.max(8, Math.min((below ? last : first).left, room)) + scrollX}px`;
  box.style.top = `${(below ? last.bottom + 6 : first.top - box.offsetHeight - 6) + scrollY}px`;
}

// At once, as after a tap; ``tapped`` says how to open it.
export async function show(link, tapped) {
  hide();
  shown = link;
  link.setAttribute("aria-describedby", box.id);
  const [address, place] = link.href.split("#");
  write([["facts", words.loading]]);
  box.hidden = false;
  put(link);
  const rows = await pageOf(address).then((page) => lines(page, place), () => [["facts", words.failed]]);
  if (shown !== link) return;
  write(tapped ? [...rows, ["again", words.again]] : rows);
  put(link);
}

// When pointer or focus stays.
export function soon(link) {
  if (link !== shown) later(() => show(link));
}

function hide() {
  clearTimeout(timer);
  shown?.removeAttribute("aria-describedby");
  shown = undefined;
  box.hidden = true;
}

function later(action) {
  clearTimeout(timer);
  timer = setTimeout(action, WAIT);
}

const inside = (target) => box.contains(target) || shown?.contains(target);

addEventListener("pointerover", (event) => {
  if (event.pointerType === "touch") return;
  if (inside(event.target)) clearTimeout(timer);
  else if (!event.target.closest?.(".doc__text a")) later(hide);
});
addEventListener("pointerdown", (event) => inside(event.target) || hide());
addEventListener("focusout", (event) => inside(event.target) && later(hide));
addEventListener("keydown", (event) => event.key === "Escape" && hide());
