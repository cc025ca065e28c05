// One deadline as an event for a calendar (RFC 5545): all day, on the last day of what is printed.
const two = (n) => String(n).padStart(2, "0");
const compact = (date) => `${date.getUTCFullYear()}${two(date.getUTCMonth() + 1)}${two(date.getUTCDate())}`;
const escaped = (text) => text.replace(/\\/g, "\\\\").replace(/;/g, "\\;").replace(/,/g, "\\,").replace(/\s+/g, " ").trim();

function last(value) {
  const [year, month, day] = value.split("-").map(Number);
  return new Date(Date.UTC(year, day ? month - 1 : month ?? 12, day ?? 0));
}

// No line longer than 75 bytes; the next begins with a blank.
function folded(line) {
  const out = [""];
  let size = 0;
  for (const char of line) {
    const width = new TextEncoder().encode(char).length;
    if (size + width > 75) { out.push(" "); size = 1; }
    out[out.length - 1] += char;
    size += width;
  }
  return out.join("\r\n");
}

export function event(time, n, due) {
  const day = last(time.dateTime);
  const next = new Date(day.getTime() + 86400000);
  const page = document.querySelector("link[rel=canonical]")?.href ?? location.href.split("#")[0];
  const id = page.split("/").filter(Boolean).pop();
  const place = time.querySelector("a")?.hash ?? "";
  const said = [...time.childNodes].filter((node) => !node.classList?.contains("past")).map((node) => node.textContent).join("");
  const what = said.includes(": ") ? said.slice(said.indexOf(": ") + 2) : document.querySelector("h1").textContent;
  const lines = [
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Labour Policy Archive//Page//EN", "BEGIN:VEVENT", `UID:${id}-${n}-${time.dateTime}@page.labour-policy-archive`,
    `DTSTAMP:${new Date().toISOString().replace(/[-:]|\.\d+/g, "")}`, `DTSTART;VALUE=DATE:${compact(day)}`, `DTEND;VALUE=DATE:${compact(next)}`,
    `SUMMARY:${escaped(`${due}: ${what}`)}`, `DESCRIPTION:${escaped(document.title)}`, `URL:${page}${place}`, "TRANSP:TRANSPARENT", "END:VEVENT", "END:VCALENDAR",
  ];
  return { name: `${id}-${time.dateTime}.ics`, text: lines.map((line) => `${folded(line)}\r\n`).join("") };
}
