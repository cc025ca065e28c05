// Small comforts; every page is whole without them. Words come from the script element's data, in the page's language.
const words = document.querySelector("script[data-copy]").dataset;
const all = (selector) => [...document.querySelectorAll(selector)];
const make = (tag, props, ...children) => {
  const element = Object.assign(document.createElement(tag), props);
  element.append(...children);
  return element;
};
const button = (text, act) => {
  const element = make("button", { type: "button", className: "button button--plain", textContent: text });
  element.addEventListener("click", () => act(element));
  return element;
};

function foldOnPhones() {
  const narrow = matchMedia("(max-width: 63.999rem)");
  const set = () => all("details[data-fold]").forEach((panel) => { panel.open = !narrow.matches; panel.dataset.ready = ""; });
  set();
  narrow.addEventListener("change", set);
  addEventListener("beforeprint", () => all("details").forEach((panel) => { panel.open = true; }));
  addEventListener("afterprint", set);
}

function copying(text, label) {
  const control = button(label, async () => {
    await navigator.clipboard.writeText(text());
    control.textContent = words.copied;
    setTimeout(() => { control.textContent = label; }, 3000);
  });
  control.setAttribute("aria-live", "polite");
  return control;
}

function addTools() {
  const canonical = document.querySelector("link[rel=canonical]");
  const actions = document.querySelector(".actions");
  if (actions) {
    const tools = [button(words.print, () => print())];
    if (navigator.clipboard && canonical) tools.unshift(copying(() => canonical.href, words.copyLink));
    tools.forEach((tool) => { tool.className = ""; actions.append(make("li", {}, tool)); });
  }
  if (!navigator.clipboard) return;
  all(".citeas").forEach((block) => {
    const text = block.textContent.trim();
    const tool = copying(() => text, words.copy);
    if (block.tagName === "LI") block.append(" ", tool);
    else block.after(make("p", { className: "tool" }, tool));
  });
}

function addPermalinks() {
  all(".doc__text :is(p, h2, h3, h4, li)[id]").forEach((block) => {
    const link = make("a", { className: "permalink", href: "#" + block.id, textContent: "#" });
    link.setAttribute("aria-label", `${words.paragraph} (${block.id})`);
    block.prepend(link);
  });
}

async function sha256(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(response.status);
  const digest = await crypto.subtle.digest("SHA-256", await response.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function addVerification() {
  const link = document.querySelector('.doc__text a[href*="originals/"]');
  const expected = link?.href.match(/[0-9a-f]{64}/)?.[0];
  if (!expected || !globalThis.crypto?.subtle) return;
  const status = make("span", {});
  status.setAttribute("role", "status");
  const say = (text, className) => { status.textContent = text; status.className = className; };
  const check = button(words.verify, async () => {
    say(words.verifying, "");
    try {
      const same = (await sha256(link.href)) === expected;
      say(same ? words.match : words.differ, same ? "is-good" : "is-bad");
    } catch { say(words.failed, "is-bad"); }
  });
  link.closest("p, ul").after(make("div", { className: "tool" }, check, status));
}

// The only place that may know today's date: the build has no clock.
function markPast() {
  const now = new Date();
  const today = `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, "0")}-${String(now.getDate()).padStart(2, "0")}`;
  all(".fact--deadlines time").forEach((time) => {
    if (time.dateTime < today.slice(0, time.dateTime.length)) time.after(make("span", { className: "past", textContent: ` (${words.past})` }));
  });
}

function boxWideTables() {
  all(".doc__text table").forEach((table) => {
    if (table.scrollWidth <= table.clientWidth) return;
    const box = make("div", { className: "scroll", tabIndex: 0 });
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", document.querySelector("h1").textContent.slice(0, 80));
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
