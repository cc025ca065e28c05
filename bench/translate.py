"""How often the checks of translations cry wolf, and how many faults they catch: on official translations, aligned by article.

Usage: python bench/translate.py ARTICLES.jsonl   (lines {id, vi_text, en_text}); without the file it says so and stops.
Each article is a document, its labelled clauses and points are its blocks; where the labels of both languages do not run alike
the article is one block. What a scan put between articles (the next chapter's heading) is cut off first, its l for 1 mended.
"""

from __future__ import annotations

import json
import random
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from builder import vocabulary
from builder.model import Node, Pairing, Record, Run, SourceFile, Translation
from builder.problems import table
from builder.text import collapse, nfc
from builder.translate import names, values
from builder.translate.check import check
from builder.translate.values import label

Blocks = list[tuple[str, str]]
_NEXT = re.compile(
    r"(?:\n\s*\n\W{0,6}(?:[-_ ]*)(?:Mục \d|MỤC \d|Chương ?[IVXLUl\d]|CHƯƠNG ?[IVX]|PHỤ LỤC|Phụ lục [IV]+\n)"
    r"|\n(?:Mục \d+\.?\s+[A-ZĐÀ-Ỹ]{2}|Chương [IVX]+\s*\n)).*",
    re.S,
)
_START = re.compile(r"^\W{0,2}(?:\d{1,2}\s?\.\d?(?=[\sA-Z])|[a-zđ©øœ€]\d?[)/](?=\s))")
_MISREAD = re.compile(r"^\W{0,2}[©øœ€]\d?[)/]\s")
_SCANNED = ((re.compile(r"(?m)^[l|I]\. "), "1. "), (re.compile(r"khoản [l|] "), "khoản 1 "), (re.compile(r"ngày l(\d)"), r"ngày 1\1"))
# Where the two texts were compared and really differ: the scan lost or added characters, or the Vietnamese is of a later amendment.
DIFFER = {
    "145/2020/NĐ-CP": {8: "scan", 31: "scan", 55: "scan", 57: "scan", 80: "scan", 103: "scan", 114: "scan", 115: "annexes"},
    "152/2020/NĐ-CP": {5: "amended", 6: "amended", 9: "amended", 11: "amended", 24: "amended"},
}
FAULTS = ("figure or date", "dropped paragraph", "swapped clause", "lost negation", "wrong agency", "wrong article")
_EACH = 50


def split(text: str, lang: str) -> list[str]:
    """Paragraphs: at blank lines that end a sentence, and at labels."""
    out: list[str] = []
    for pattern, mended in _SCANNED:
        text = pattern.sub(mended, text)
    for part in re.split(r"\n\s*\n", _NEXT.sub("", nfc(text)) if lang == "vi" else nfc(text)):
        for line in part.split("\n"):
            words = collapse(line)
            if not words:
                continue
            new = not out or _START.match(words) or (line is part.split("\n")[0] and out[-1].endswith((".", ";", ":")))
            if new:
                out.append(words)
            else:
                out[-1] += f" {words}"
    return out


def labelled(parts: list[str]) -> list[str]:
    """What has no label belongs to the clause or point before it."""
    out: list[str] = []
    for part in parts:
        if out and not _START.match(part):
            out[-1] += f" {part}"
        else:
            out.append(part)
    return out


def aligned(vi: str, en: str) -> list[tuple[str, str]]:
    left, right = labelled(split(vi, "vi")), labelled(split(en, "en"))
    if [label(p) for p in left] == [label(p) for p in right]:
        return list(zip(left, right, strict=True))
    return [(" ".join(map(unlabelled, left)), " ".join(map(unlabelled, right)))]


def unlabelled(text: str) -> str:
    """Inside a block labels are no figures."""
    return values.bare(_START.sub("", text) if _MISREAD.match(text) else text)


def record_of(pairs: list[tuple[str, str]]) -> tuple[Record, dict[str, str]]:
    nodes = tuple(Node(f"p{n}", "paragraph", "", (Run(vi, 0),)) for n, (vi, _) in enumerate(pairs, 1))
    text = "\n".join(vi for vi, _ in pairs)
    record = Record("x", "document", "vi", SourceFile("x.txt", "0", "txt", "utf-8"), text, body=nodes)
    return record, {f"p{n}": en for n, (_, en) in enumerate(pairs, 1)}


def checked(record: Record, english: dict[str, str]) -> list[tuple[str, str, str]]:
    """(code, level, arguments) of everything the checks say of a signed translation."""
    made = Translation("x.en.md", "0", "x", "2020-01-01", "unofficial", None, "x", None, ())
    missing = tuple(n.id for n in record.body if n.id not in english)
    found = check(record, Pairing(made, english, missing))
    return [(p.code, table()[p.code]["level"], str(dict(p.args))) for p in found]


# --- faults: each takes the blocks and gives them changed, or nothing where it does not apply ----------------------------------


_PROVISION = re.compile(r"(?:Article|Clause|Point|Chapter|Section)s? [\d, and]*$")


def _figure(rng: random.Random, _: list[str], en: list[str]) -> list[str] | None:
    places = [(i, m) for i, text in enumerate(en) for m in re.finditer(r"(?<![\w,./])\d{1,4}(?![\w,./]\w)", values.bare(text))]
    places = [
        (i, m)
        for i, m in places
        if not re.search(r"(?:Article|Clause|Point|Chapter|Section)s? [\d, and]*$", values.bare(en[i])[: m.start()])
    ]
    if not places:
        return None
    i, m = rng.choice(places)
    head = en[i][: len(en[i]) - len(values.bare(en[i]))]
    wrong = str(int(m[0]) + rng.choice((1, 2, 5, 10)))
    return [*en[:i], head + values.bare(en[i])[: m.start()] + wrong + values.bare(en[i])[m.end() :], *en[i + 1 :]]


def _swapped(rng: random.Random, _: list[str], en: list[str]) -> list[str] | None:
    """The words of two neighbouring clauses change places; every other time their labels go with them."""
    if len(en) < 2:
        return None
    i = rng.randrange(len(en) - 1)
    a, b = en[i], en[i + 1]
    if not (label(a) and label(b)):
        return None
    if rng.random() < 0.5:
        return [*en[:i], b, a, *en[i + 2 :]]
    heads = [t[: len(t) - len(values.bare(t))] for t in (a, b)]
    return [*en[:i], heads[0] + values.bare(b), heads[1] + values.bare(a), *en[i + 2 :]]


def _negation(rng: random.Random, vi: list[str], en: list[str]) -> list[str] | None:
    places = [(i, m) for i, text in enumerate(en) if re.search(r"\bkhông\b", vi[i]) for m in re.finditer(r"\bnot (?:be )?(?=\w)", text)]
    if not places:
        return None
    i, m = rng.choice(places)
    return [*en[:i], en[i][: m.start()] + ("be " if "be" in m[0] else "") + en[i][m.end() :], *en[i + 1 :]]


_BODIES = ("Ministry of Finance", "Ministry of Health", "Prime Minister", "Ministry of Justice", "National Assembly")


def _agency(rng: random.Random, _: list[str], en: list[str]) -> list[str] | None:
    forms = sorted(
        {n.text for a in vocabulary.agencies().values() for n in a.en if len(n.text.split()) > 1} | {"Government"}, key=len, reverse=True
    )
    pattern = re.compile("|".join(rf"\b{re.escape(f)}\b" for f in forms))
    places = [(i, m) for i, text in enumerate(en) for m in pattern.finditer(text)]
    if not places:
        return None
    i, m = rng.choice(places)
    wrong = rng.choice([b for b in _BODIES if names.bodies_en(b) != names.bodies_en(m[0])])
    return [*en[:i], en[i][: m.start()] + wrong + en[i][m.end() :], *en[i + 1 :]]


def _article(rng: random.Random, _: list[str], en: list[str]) -> list[str] | None:
    places = [(i, m) for i, text in enumerate(en) for m in re.finditer(r"(?<=Article )\d+|(?<=Clause )\d+", text)]
    if not places:
        return None
    i, m = rng.choice(places)
    return [*en[:i], en[i][: m.start()] + str(int(m[0]) + rng.choice((1, 3, 10))) + en[i][m.end() :], *en[i + 1 :]]


_MAKERS = {
    "figure or date": _figure,
    "swapped clause": _swapped,
    "lost negation": _negation,
    "wrong agency": _agency,
    "wrong article": _article,
}


def faulty(kind: str, rng: random.Random, record: Record, english: dict[str, str]) -> dict[str, str] | None:
    if kind == "dropped paragraph":
        if len(english) < 2:
            return None
        gone = rng.choice(sorted(english))
        return {k: v for k, v in english.items() if k != gone}
    made = _MAKERS[kind](rng, [n.printed for n in record.body], list(english.values()))
    return dict(zip(english, made, strict=True)) if made else None


def inject(articles: list[tuple[str, Record, dict[str, str]]], rng: random.Random) -> Iterator[tuple[str, str, bool]]:
    """(kind, article, whether anything new is said), fifty of each kind."""
    for kind in FAULTS:
        order, done = articles * 4, 0
        rng.shuffle(order)
        for ident, record, english in order:
            wrong = faulty(kind, rng, record, english) if done < _EACH else None
            if wrong is None:
                continue
            done += 1
            yield kind, ident, bool(Counter(checked(record, wrong)) - Counter(checked(record, english)))


def main(path: Path) -> None:
    if not path.is_file():
        print(f"skipped: {path} is not there")
        return
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    articles = [(r["id"], *record_of(aligned(r["vi_text"], r["en_text"]))) for r in rows]
    started = time.process_time()
    said = {ident: checked(record, english) for ident, record, english in articles}
    spent = time.process_time() - started
    wrong = {i: [f for f in found if f[1] == "error"] for i, found in said.items()}
    warned = {i: [f for f in found if f[1] == "warning"] for i, found in said.items()}
    blocks = sum(len(english) for _, _, english in articles)
    one = sum(len(english) == 1 for _, _, english in articles)
    print(f"{len(articles)} articles, {blocks} blocks ({one} articles of one block), {spent:.2f} s of CPU")
    print(f"errors in {sum(map(bool, wrong.values()))} articles ({100 * sum(map(bool, wrong.values())) / len(articles):.1f} %)")
    false = [i for i, found in wrong.items() if found and int(i.rpartition("@")[2]) not in DIFFER.get(i.rpartition("@")[0], {})]
    print(f"of them false alarms, the texts being alike: {len(false)} ({100 * len(false) / len(articles):.1f} %) {', '.join(false)}")
    print(
        f"warnings in {sum(map(bool, warned.values()))} articles, by code {dict(Counter(f[0] for found in warned.values() for f in found))}"
    )
    if "-v" in sys.argv:
        for ident, found in {**wrong, **(warned if "-vv" in sys.argv else {})}.items():
            print(*(f"  {ident} {f[0]} {f[2]}" for f in found), sep="\n", end="\n" if found else "")
    results: dict[str, list[bool]] = defaultdict(list)
    for kind, ident, caught in inject(articles, random.Random(9)):
        results[kind].append(caught)
        if "-v" in sys.argv and not caught:
            print(f"  missed: {kind} in {ident}")
    for kind, caught_all in results.items():
        print(f"{kind}: {sum(caught_all)} of {len(caught_all)}")
    total = [c for found in results.values() for c in found]
    print(f"caught {sum(total)} of {len(total)} ({100 * sum(total) / max(len(total), 1):.1f} %)")


if __name__ == "__main__":
    given = [a for a in sys.argv[1:] if not a.startswith("-")]
    main(Path(given[0]) if given else Path("articles.jsonl"))
