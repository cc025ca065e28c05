// Small comforts; pages are whole without them. Words are data of the script.
const words = document.querySelector("script[data-copy]").dataset;
const all = (selector) => [...document.querySelectorAll(selector)];
const make = (tag, props, ...children) => {
  const element = Object.assign(document.createElement(tag), props);
  element.append(...children);
  return element;
};
const button = (textContent, onclick) => make("button", { type: "button", className: "button button--plain", textContent, onclick });

function foldOnPhones() {
  const narrow = matchMedia("(max-width: 63.999rem)");
  const set = () => all("details[data-fold]").forEach((panel) => {
    panel.open = !narrow.matches;
    panel.dataset.ready = "";
  });
  set();
  narrow.addEventListener("change", set);
  addEventListener("beforeprint", () => all("details").forEach((panel) => panel.open = true));
  addEventListener("afterprint", set);
}

function copying(text, label) {
  const control = button(label, async () => {
    await navigator.clipboard.writeText(text);
    control.textContent = words.copied;
    setTimeout(() => control.textContent = label, 3000);
  });
  control.setAttribute("aria-live", "polite");
  return control;
}

function addTools() {
  const tools = [button(words.print, () => print())];
  if (navigator.clipboard) {
    tools.unshift(copying(document.querySelector("link[rel=canonical]")?.href, words.copyLink));
    all(".citeas").forEach((block) => block.append(" ", copying(block.textContent.trim(), words.copy)));
  }
  tools.forEach((tool) => document.querySelector(".actions")?.append(make("li", {}, tool)));
}

function addPermalinks() {
  all(".doc__text :is(p, h2, h3, h4, li)[id]").forEach((block) => {
    const ariaLabel = `${words.paragraph} (${block.id})`;
    block.append(make("a", { className: "permalink", href: "#" + block.id, textContent: "#", ariaLabel }));
  });
}

async function sha256(url) {
  const file = await fetch(url);
  if (!file.ok) throw file;
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return Array.from(new Uint8Array(digest), (b) => b.toString(16).padStart(2, "0")).join("");
}

function addVerification() {
  const link = document.querySelector('.doc__text a[href*="originals/"]');
  const expected = link?.href.match(/[0-9a-f]{64}/)?.[0];
  if (!expected || !globalThis.crypto?.subtle) return;
  const status = make("span", { role: "status" });
  const say = (textContent, className) => Object.assign(status, { textContent, className });
  const check = button(words.verify, async () => {
    say(words.verifying, "");
    try {
      await sha256(link.href) === expected ? say(words.match, "is-good") : say(words.differ, "is-bad");
    } catch { say(words.failed, "is-bad"); }
  });
  link.closest("p, ul").after(make("div", { className: "tool" }, check, status));
}

// Only here is today known: the build has no clock.
function markPast() {
  const iso = (date) => date.toLocaleDateString("sv");
  const written = (text) => {
    const [, d, m, y] = text.match(/(\d+)(?:\/| tháng )(\d+)(?:\/| năm )(\d{4})/) ?? [];
    return iso(y ? new Date(y, m - 1, d) : new Date(text.match(/\d+ [A-Z]\w+ \d{4}/)?.[0]));
  };
  all(".fact--deadlines time, .deadline").forEach((place) => {
    const date = place.dateTime ?? written(place.textContent);
    if (date < iso(new Date()).slice(0, date.length)) place.append(make("span", { className: "past", textContent: ` (${words.past})` }));
  });
}

function boxWideTables() {
  all(".doc__text table").forEach((table) => {
    if (table.scrollWidth <= table.clientWidth) return;
    const ariaLabel = document.querySelector("h1").innerText.slice(0, 80);
    const box = make("div", { className: "scroll", tabIndex: 0, role: "region", ariaLabel });
    table.replaceWith(box);
    box.append(table);
  });
}

foldOnPhones();
markPast();
boxWideTables();
addTools();
addVerification();
addPermalinks();
addEventListener("focusin", async ({ target }) => {
  if (target.matches("[name=q]:not(#search-q)")) (await import("./quick.mjs")).offer(target);
});
