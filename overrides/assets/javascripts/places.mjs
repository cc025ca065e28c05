// The id of a block as people say it: p4 → "đoạn 4", d3.k2.a → "điểm a khoản 2 Điều 3" / "Article 3, clause 2, point (a)".
const SAID = {
  vi: { p: "đoạn", d: "Điều", k: "khoản", point: "điểm", pl: "Phụ lục", qc: "Quy chế", ch: "Chương", m: "Mục", a: "nơi gửi", r: "nơi nhận", s: "chữ ký", c: "chú thích" },
  en: { p: "paragraph", d: "Article", k: "clause", point: "point", pl: "Annex", qc: "Regulation", ch: "Chapter", m: "Section", a: "addressee", r: "recipient", s: "signature", c: "caption" },
};

export function place(id, lang) {
  const said = SAID[lang] ?? SAID.en;
  const parts = id.replace(/^en-/, "").split(".").map((part, n) => {
    const [, kind, rest] = part.match(/^([a-z]+?)(\d+[a-z]?)$/) ?? [];
    if (kind === "s") return said.s;
    if (kind in said) return `${said[kind]} ${rest}`;
    return n && /^[a-z]{1,2}$/.test(part) ? (lang === "en" ? `point (${part.replace("dd", "đ")})` : `${said.point} ${part.replace("dd", "đ")}`) : null;
  });
  if (parts.includes(null)) return "";
  return lang === "en" ? parts.join(", ") : parts.reverse().join(" ");
}
