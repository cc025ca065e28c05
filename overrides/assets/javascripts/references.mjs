// A document as a reference for BibTeX and RIS, from the page's linked data. What is not known is left out.
const first = (value) => (Array.isArray(value) ? value[0] : value);
const text = (value) => (typeof value === "object" && value ? value["@value"] ?? value.name : value) ?? "";

function facts(data) {
  const news = data["@type"] === "NewsArticle";
  const authors = news ? [data.author ?? data.publisher] : data.legislationPassedBy ?? [];
  const date = String((news ? data.datePublished : data.legislationDate) ?? "").slice(0, 10);
  return {
    news, date, url: data.url, title: text(data.name), archive: data.isPartOf.name, language: data.inLanguage,
    id: data.url.split("/").filter(Boolean).pop(), number: data["eli:id_local"] ?? "", kind: first(data.legislationType) ?? "",
    authors: authors.filter(Boolean).map(text),
  };
}

// Every character that TeX gives a meaning, as TeX writes it.
const TEX = { "\\": "\\textbackslash{}", "{": "\\{", "}": "\\}", "%": "\\%", "&": "\\&", "#": "\\#", "_": "\\_", $: "\\$", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}" };
const tex = (value) => value.replace(/[\\{}%&#_$~^]/g, (char) => TEX[char]).replace(/\s+/g, " ").trim();

function bibtex(found) {
  const [year, month, day] = found.date.split("-");
  const rows = [
    ["title", `{${tex(found.title)}}`], ["author", found.authors.map((name) => `{${tex(name)}}`).join(" and ")], ["year", year], ["month", month], ["day", day],
    ["number", tex(found.number)], ["type", tex(found.kind)], ["howpublished", tex(found.archive)], ["url", found.url], ["language", found.language],
  ].filter(([, value]) => value);
  return `@misc{${found.id},\n${rows.map(([name, value]) => `  ${name} = {${value}}`).join(",\n")}\n}\n`;
}

function ris(found) {
  const line = (tag, value) => (value ? `${tag}  - ${String(value).replace(/\s+/g, " ").trim()}\r\n` : "");
  return [
    line("TY", found.news ? "NEWS" : "GOVDOC"), ...found.authors.map((name) => line("AU", name)), line("TI", found.title), line("PY", found.date.slice(0, 4)),
    line("DA", found.date.length > 4 ? `${found.date.replaceAll("-", "/")}` : ""), line("M1", found.number), line("M3", found.kind), line("DB", found.archive),
    line("LA", found.language), line("UR", found.url), "ER  - \r\n",
  ].join("");
}

export function reference(kind, data) {
  const found = facts(data);
  return kind === "bib"
    ? { name: `${found.id}.bib`, type: "application/x-bibtex", text: bibtex(found) }
    : { name: `${found.id}.ris`, type: "application/x-research-info-systems", text: ris(found) };
}
