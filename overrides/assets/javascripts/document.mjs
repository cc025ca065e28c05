// What a reader can do with a document: cite a paragraph, a reference in BibTeX or RIS, a deadline in a calendar, a copy to verify.
// The page is whole without it. Each tool is fetched when it is first used; words come as data of this script's element.
const words = document.querySelector("script[data-cite-place]").dataset;
const all = (selector) => [...document.querySelectorAll(selector)];
export const make = (tag, props, ...children) => {
  const element = Object.assign(document.createElement(tag), props);
  element.append(...children);
  return element;
};
const button = (textContent, onclick) => make("button", { type: "button", className: "button button--plain", textContent, onclick });
const told = make("p", { className: "told" });
told.setAttribute("role", "status");
document.body.append(told);

function tell(text) {
  told.textContent = text;
  clearTimeout(tell.timer);
  tell.timer = setTimeout(() => told.textContent = "", 4000);
}

// "2637/LĐTBXH-HTQT, đoạn 4" and the address of the paragraph.
async function citePlace(event) {
  const link = event.target.closest(".permalink");
  if (!link || !navigator.clipboard) return;
  const { place } = await import("./places.mjs");
  const named = document.querySelector(".trail [data-number]")?.textContent.trim() || document.querySelector("h1").textContent.replace(/#$/, "").trim();
  const base = document.querySelector("link[rel=canonical]")?.href ?? location.href.split("#")[0];
  const said = place(link.hash.slice(1), document.documentElement.lang);
  await navigator.clipboard.writeText(`${named}${said ? `, ${said}` : ""}\n${base}${link.hash}`);
  tell(`${words.citePlace} ${named}${said ? `, ${said}` : ""}`);
}

// The page's own linked data is what a reference is made of.
export function known() {
  const data = document.querySelector('script[type="application/ld+json"]');
  return data ? JSON.parse(data.textContent) : null;
}

export function download(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = make("a", { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

function addReferences() {
  const block = document.querySelector(".citeas");
  if (!block || !known()) return;
  const tools = ["bib", "ris"].map((kind) => button(words[kind], async () => {
    const { reference } = await import("./references.mjs");
    const { name, type, text } = reference(kind, known());
    download(name, type, text);
    tell(`${words.saved} ${name}`);
  }));
  block.after(make("div", { className: "tool" }, ...tools));
}

function addCalendar() {
  all(".fact--deadlines time[datetime]").forEach((time, n) => {
    const control = button(words.calendar, async () => {
      const { event } = await import("./calendar.mjs");
      const { name, text } = event(time, n, words.due);
      download(name, "text/calendar", text);
      tell(`${words.saved} ${name}`);
    });
    control.className += " button--small";
    control.setAttribute("aria-label", `${words.calendar}: ${time.textContent.trim()}`);
    time.closest("dd").append(" ", control);
  });
}

function addVerification() {
  const hash = document.querySelector("[data-sha256], .sha256");
  if (!hash || !globalThis.crypto?.subtle) return;
  const input = make("input", { type: "file", id: "verify-file", className: "drop__file" });
  const label = make("label", { htmlFor: "verify-file", className: "drop__label", textContent: words.drop });
  const status = make("p", { className: "drop__status" });
  status.setAttribute("role", "status");
  const box = make("div", { className: "drop" }, label, input, status);
  const check = async (file) => {
    if (!file) return;
    const { verify } = await import("./verifying.mjs");
    await verify(file, hash.textContent.match(/[0-9a-f]{64}/)[0], status, words);
  };
  input.addEventListener("change", () => check(input.files[0]));
  box.addEventListener("dragover", (event) => { event.preventDefault(); box.classList.add("is-over"); });
  box.addEventListener("dragleave", () => box.classList.remove("is-over"));
  box.addEventListener("drop", (event) => {
    event.preventDefault();
    box.classList.remove("is-over");
    check(event.dataTransfer.files[0]);
  });
  hash.closest("p").after(box);
}

addReferences();
addCalendar();
addVerification();
document.addEventListener("click", citePlace);
