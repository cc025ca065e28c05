// Another language, or both at once: the reader stays at the paragraph, and the choice is kept for the next document.
// The address alone says which it is; without this script the links are plain links.
const all = (selector) => [...document.querySelectorAll(selector)];

function keepPlace() {
  const top = () => all(".doc__text [id]").find((block) => block.getBoundingClientRect().bottom > 8);
  const place = () => (scrollY > 120 && top() ? "#" + top().id.replace(/^en-/, "") : "");
  all(".modes a, .bar__languages a, .actions a[hreflang]").forEach((link) => link.addEventListener("click", () => link.hash = place()));
}

function keepMode() {
  const both = document.querySelector(".modes > a:last-child");
  let kept;
  try {
    kept = localStorage.getItem("reading");
    all(".modes a").forEach((link) => link.addEventListener("click", () => localStorage.setItem("reading", link === both ? "both" : "one")));
  } catch { return; }
  const inside = document.referrer.startsWith(location.origin + "/");
  if (both && kept === "both" && inside) location.replace(both.href.split("#")[0] + location.hash);
}

keepMode();
keepPlace();

// A preview of what a link leads to. Its module comes with the first link that a reader points at, focuses or taps; a second tap opens.
function preview() {
  const leads = (target) => {
    const link = target.closest?.('.doc__text a[href]:not(.permalink, svg a, [href^="#"])');
    const to = link && new URL(link.href);
    return to?.origin === location.origin && to.pathname !== location.pathname && /\/(van-ban|tin-tuc|notices|news|so)\/[^/]+\/$/.test(to.pathname) ? link : null;
  };
  const load = () => import("./preview.mjs");
  let touched = false;
  addEventListener("pointerdown", (event) => touched = event.pointerType === "touch", true);
  addEventListener("pointerover", (event) => event.pointerType !== "touch" && leads(event.target) && load().then((it) => it.soon(leads(event.target))));
  addEventListener("focusin", (event) => !touched && leads(event.target)?.matches(":focus-visible") && load().then((it) => it.soon(leads(event.target))));
  addEventListener("click", (event) => {
    const link = leads(event.target);
    if (!touched || !link || link.hasAttribute("aria-describedby")) return;
    event.preventDefault();
    load().then((it) => it.show(link, true));
  });
}

preview();
