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
