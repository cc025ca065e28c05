"""What the search promises, at scale: numbers first, no false phrase, accents told apart, titles found, spellings of one word the same.

``python bench/search_promises.py [COUNT] [SET…]``: over COUNT (2,000) documents of ``bench/search.py``, and over the corpora of
question sets (folders with corpus.jsonl), the texts of which people wrote. What should come is worked out from the texts themselves,
without the index and its analysis.
"""

from __future__ import annotations

import json
import random
import re
import sys
import tempfile
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from search import records

from builder.search.index import build, corpus
from builder.search.reader import Index, open_index

NUMBERS, PHRASES, PAIRS, TITLES, SPELLINGS = 300, 150, 200, 100, 60
OFTEN = 5  # documents that each of two confusable pairs is in
Record = dict[str, Any]


def plain(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c)).replace("đ", "d")


def tokens(text: str) -> list[tuple[str, str]]:
    """(letters, marks in no order): as written, wherever the tone stands."""
    found = [w.lstrip("0") or "0" for w in re.findall(r"\d+|[^\W\d_]+", unicodedata.normalize("NFC", text).lower())]
    split = [unicodedata.normalize("NFD", w.replace("đ", "d\u0335")) for w in found]
    return [
        ("".join(c for c in w if not unicodedata.combining(c)), "".join(sorted(c for c in w if unicodedata.combining(c)))) for w in split
    ]


class Archive(NamedTuple):
    records: Sequence[Record]
    texts: dict[str, list[list[tuple[str, str]]]]
    index: Index

    def ids(self, query: str, limit: int = 10) -> list[str]:
        return [h.id for h in self.index.search(query, limit=limit).hits]

    def holds(self, ident: str, phrase: Sequence[tuple[str, str]]) -> bool:
        n = len(phrase)
        if not any(marks for _, marks in phrase):  # typed without marks, any are meant
            return any(
                [k for k, _ in phrase] == [k for k, _ in line[i : i + n]] for line in self.texts[ident] for i in range(len(line) - n + 1)
            )
        return any(list(phrase) == line[i : i + n] for line in self.texts[ident] for i in range(len(line) - n + 1))


def number_spellings(number: str) -> Iterator[str]:
    serial, _, symbol = number.partition("/")
    yield from (
        number,
        number.lower(),
        number.upper(),
        number.replace("Đ", "D"),
        number.replace("Đ", "Ð"),
        unicodedata.normalize("NFD", number),
    )
    yield from (number.replace("/", " / ").replace("-", " – "), number.replace("/", " ").replace("-", " "), number.replace("-", ""))
    yield from (
        f"0{number}",
        f"số {number}",
        f"công văn số {number}",
        f"Cv {number.lower()}",
        number.replace("/", "").replace("-", ""),
        plain(number),
    )
    if "-" in symbol:
        yield f"{serial}/{symbol.partition('-')[2]}"


def _ends(squeezed: str, number: str) -> bool:
    """The same serial and the same end: 300/TTg may be 300/QĐ-TTg or 300/CT-TTg."""
    serial, end = number.partition("/")[0], re.sub(r"[^a-z0-9]", "", plain(number.partition("-")[2]))
    return re.match(r"[0-9]*", squeezed)[0] == serial and squeezed.endswith(end)  # type: ignore[index]


def numbers(archive: Archive, rng: random.Random) -> dict[str, float]:
    squeezed = {r["id"]: re.sub(r"[^a-z0-9]", "", plain(r["number"])) for r in archive.records}
    asked = first = 0
    for r in rng.sample(list(archive.records), min(NUMBERS, len(archive.records))):
        for spelling in number_spellings(r["number"]):
            asked += 1
            whole = re.sub(r"[^a-z0-9]", "", plain(r["number"]))
            partly = spelling.count("/") == 1 and spelling.partition("/")[2] == r["number"].partition("-")[2]
            alike = {i for i, n in squeezed.items() if n == whole or (partly and _ends(n, r["number"]))}
            first += archive.ids(spelling, 1)[:1] in [[i] for i in alike]
    return {"spellings": asked, "first": first / asked}


def phrases(archive: Archive, rng: random.Random) -> dict[str, float]:
    """Stretches of the texts, and the same with two words exchanged or one replaced: nothing may come that does not have them."""
    false = shown = lost = 0
    for r in rng.sample(list(archive.records), min(PHRASES, len(archive.records))):
        line = re.findall(
            r"[^\W_]+",
            rng.choice([x for x in r["text"].split("\n") if len(re.findall(r"[^\W_]+", x)) > 6] or [r["text"] + " a b c d e f g"]),
        )
        start, n = rng.randrange(len(line) - 5), rng.randrange(2, 6)
        real = line[start : start + n]
        near = [real[1], real[0], *real[2:]] if rng.random() < 0.5 else [*real[:-1], rng.choice(line)]
        for words in (real, near):
            found, phrase = archive.ids('"' + " ".join(words) + '"', 50), tokens(" ".join(words))
            shown += len(found)
            false += sum(not archive.holds(i, phrase) for i in found)
            lost += words is real and not found
    return {"answers": shown, "false": false, "phrases not found": lost}


def confusable(archive: Archive, rng: random.Random) -> dict[str, float]:
    """Pairs of the archive's own words that only accents tell apart: of ten answers to the one, how many have it."""
    frequency: Counter[tuple[tuple[str, str], tuple[str, str]]] = Counter()
    spelt: dict[tuple[tuple[str, str], tuple[str, str]], str] = {}
    for r in archive.records:
        seen = set()
        for line in r["text"].split("\n"):
            raw = re.findall(r"\d+|[^\W\d_]+", unicodedata.normalize("NFC", line).lower())
            for a, b, pair in zip(raw, raw[1:], zip(own := tokens(" ".join(raw)), own[1:], strict=False), strict=False):
                if not (a + b).isascii() and not re.search(r"\d", a + b):  # without marks all are asked for
                    seen.add(pair)
                    spelt[pair] = f"{a} {b}"
        frequency.update(seen)
    groups = defaultdict(list)
    for pair, n in frequency.items():
        if n >= OFTEN:
            groups[pair[0][0], pair[1][0]].append(pair)
    pairs = sorted(p for g in groups.values() if len(g) > 1 for p in g)
    shares = []
    for pair in rng.sample(pairs, min(PAIRS, len(pairs))):
        found = archive.ids(spelt[pair])
        shares.append(sum(archive.holds(i, pair) for i in found) / len(found) if found else 0.0)
    return {"pairs": len(shares), "precision": sum(shares) / max(1, len(shares))}


def titles(archive: Archive, rng: random.Random) -> dict[str, float]:
    once = Counter(plain(r.get("title") or "") for r in archive.records)
    known = [r for r in archive.records if r.get("title") and once[plain(r["title"])] == 1]
    asked = rng.sample(known, min(TITLES, len(known)))
    found = [[r["id"] in archive.ids(said(r["title"])) for said in (str, plain)] for r in asked]
    return {"titles": len(asked), "R@10": _mean(f[0] for f in found), "R@10 without marks": _mean(f[1] for f in found)}


def _mean(values: Iterable[bool]) -> float:
    told = list(values)
    return sum(told) / max(1, len(told))


_MODERN = r"(?i)(?:o[\u0300\u0301\u0303\u0309\u0323][ae]|(?<!q)u[\u0300\u0301\u0303\u0309\u0323]y)(?!\w)"
_OLD = r"(?i)(?:o[ae]|(?<!q)uy)[\u0300\u0301\u0303\u0309\u0323](?!\w)"


def old_tone(text: str) -> str:
    """*hòa*, *thúy* → *hoà*, *thuý*; the other way round where they stand so."""
    spread = unicodedata.normalize("NFD", text)
    moved = re.sub(_MODERN, lambda m: m[0][0] + m[0][2] + m[0][1], spread)
    return unicodedata.normalize("NFC", moved if moved != spread else re.sub(_OLD, lambda m: m[0][0] + m[0][2] + m[0][1], spread))


def spellings(archive: Archive, rng: random.Random) -> dict[str, float]:
    """The same list, to the last place, however a query is encoded and wherever its tones stand."""
    same = turned = 0
    asked = rng.sample(list(archive.records), min(SPELLINGS, len(archive.records)))
    for r in asked:
        line = r["text"].split("\n")[0].split()
        query = " ".join(line[:6])
        variants: Sequence[Callable[[str], str]] = (lambda q: unicodedata.normalize("NFD", q), old_tone, str.upper)
        lists = [archive.ids(said(query)) for said in variants]
        turned += old_tone(query) != unicodedata.normalize("NFC", query)
        same += all(own == archive.ids(query) for own in lists)
    return {"queries": len(asked), "with another place for a tone": turned, "same lists": same / len(asked)}


def check(name: str, rows: Sequence[Record], folder: Path) -> None:
    build(corpus(json.dumps(r, ensure_ascii=False) for r in rows), folder)
    parts = {r["id"]: [tokens(x) for x in (*r["text"].split("\n"), r.get("title") or "", r.get("number") or "")] for r in rows}
    archive = Archive(rows, parts, open_index(folder))
    checks = {"numbers": numbers} if all(r.get("number") for r in rows) else {}
    checks |= {"phrases": phrases, "confusable": confusable, "titles": titles, "spellings": spellings}
    for label, run in checks.items():
        print(json.dumps({"archive": name, "documents": len(rows), "check": label, **run(archive, random.Random(7))}), flush=True)


def main() -> None:
    counts = [int(a) for a in sys.argv[1:] if a.isdecimal()] or [2000]
    with tempfile.TemporaryDirectory() as out:
        check("seeded", list(records(counts[0])), Path(out) / "seeded")
        for folder in (Path(a) for a in sys.argv[1:] if not a.isdecimal()):
            if not (folder / "corpus.jsonl").is_file():
                print(f"{folder}: no such set; left out")
                continue
            lines = (folder / "corpus.jsonl").read_text(encoding="utf-8").splitlines()
            check(folder.name, [json.loads(line) for line in lines if line.strip()], Path(out) / folder.name)


if __name__ == "__main__":
    main()
