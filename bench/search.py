"""Make a seeded archive of any size, index it, and measure: seconds, memory, files, and the bytes of cold queries.

``python bench/search.py N OUT_DIR`` writes OUT_DIR/index, and OUT_DIR/set (corpus.jsonl, queries.jsonl, qrels.tsv) for a scorer. With
``again`` after it a second index is made of the same documents in the opposite order; the hashes of both must be the same.
The words are invented, their shape and frequencies are those of Vietnamese: syllables of onset, rhyme and tone; words of one or two
of them; Zipf's law; documents of about 4 kB in which a subject's words return.
"""

from __future__ import annotations

import hashlib
import json
import random
import resource
import sys
import time
import unicodedata
from bisect import bisect
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate
from pathlib import Path

from builder.search.entry import Both, Entry, Label
from builder.search.index import build, corpus

ONSETS = [*"b c ch d đ g gi h k kh l m n ng nh ph qu r s t th tr v x".split(), ""]
RHYMES = (
    "a ă â ac ai am an ang anh ao ap at au ay e ê en ên i ia iêm iên iêu im in inh "
    "o ô ơ oa oan oi ôi ơi om on ông u ư ua ưa ung uôc uôi ương y"
).split()
TONES = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
SYMBOLS = ["NĐ-CP", "QĐ-TTg", "TT-BLĐTBXH", "LĐTBXH-HTQT", "UBND-VX", "KH-UBND", "BC-SLĐTBXH", "QĐ-LĐTBXH", "CT-TTg", "LĐTBXH-BHXH"]


def words(rng: random.Random, count: int) -> list[str]:
    """Distinct words, two of three of two syllables, from an inventory of about 2,500 syllables."""
    syllables = sorted({unicodedata.normalize("NFC", o + r[0] + t + r[1:]) for o in ONSETS for r in RHYMES for t in TONES})
    syllables = rng.sample(syllables, 2500)
    weights = list(accumulate(1 / (i + 20) for i in range(len(syllables))))
    pick = lambda: syllables[bisect(weights, rng.random() * weights[-1])]  # noqa: E731
    found: dict[str, None] = {}
    while len(found) < count:
        found[f"{pick()} {pick()}" if rng.random() < 0.67 else pick()] = None
    return list(found)


def records(count: int, seed: int = 1) -> Iterator[dict[str, str]]:
    """Documents of about 4 kB: a third of the words are of the document's own subject."""
    rng = random.Random(seed)
    lexicon = words(rng, 30_000)
    weights = list(accumulate(1 / (i + 5) ** 1.05 for i in range(len(lexicon))))

    def pick() -> str:
        return lexicon[bisect(weights, rng.random() * weights[-1])]

    for i in range(count):
        subject = [lexicon[rng.randrange(200, len(lexicon))] for _ in range(12)]
        title = " ".join(rng.choice(subject) if rng.random() < 0.7 else pick() for _ in range(8))
        lines = [" ".join(rng.choice(subject) if rng.random() < 0.12 else pick() for _ in range(rng.randrange(30, 90))) for _ in range(8)]
        year = 1995 + i * 30 // count
        number = f"{rng.randrange(1, 9999)}/{rng.choice(SYMBOLS)}"
        date = f"{year}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"
        yield {"id": f"d{i}", "title": title, "number": number, "date": date, "text": "\n".join(lines)}


FACETS = {"type": 20, "issuer": 60, "topic": 15, "status": 5, "kind": 2, "translation": 4, "addressee": 80}


def labelled(entries: Iterator[Entry], seed: int = 3) -> Iterator[Entry]:
    """The same with values for every filter, some of them much commoner than others, and addresses."""
    rng = random.Random(seed)
    names = words(rng, sum(FACETS.values()) + 1)
    values = {field: [Label(f"{field}-{i}", f"{names.pop()} {names[0]}", f"{field} {i}") for i in range(n)] for field, n in FACETS.items()}

    def one(field: str) -> Label:
        return values[field][min(int(rng.expovariate(0.25)), FACETS[field] - 1)]

    for e in entries:
        single = {field: one(field) for field in ("type", "issuer", "status", "kind", "translation")}
        several = {"topics": tuple({one("topic") for _ in range(2)}), "addressees": tuple({one("addressee") for _ in range(3)})}
        several = {k: tuple(sorted(v, key=lambda label: label.id)) for k, v in several.items()}
        url = Both(f"vi/van-ban/{e.id}/", f"en/notices/{e.id}/")
        yield replace(e, url=url, has_deadline=rng.random() < 0.2, **single, **several)


def write_set(folder: Path, count: int) -> None:
    """A corpus with 60 known items, asked for by two or three words of their titles."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = random.Random(2)
    wanted = sorted(rng.sample(range(count), 60))
    queries, qrels = [], []
    with (folder / "corpus.jsonl").open("w", encoding="utf-8") as out:
        for i, r in enumerate(records(count)):
            out.write(json.dumps(r, ensure_ascii=False) + "\n")
            if i in wanted:
                title = r["title"].split()
                start = rng.randrange(0, len(title) - 5)
                words_asked = title[start : start + rng.randrange(2, 6)]
                queries.append(json.dumps({"id": f"q{i}", "text": " ".join(words_asked)}, ensure_ascii=False))
                qrels.append(f"q{i}\t{r['id']}\t1")
    (folder / "queries.jsonl").write_text("\n".join(queries) + "\n", encoding="utf-8")
    (folder / "qrels.tsv").write_text("\n".join(qrels) + "\n", encoding="utf-8")


def hash_of(folder: Path) -> str:
    """SHA-256 over the names and bytes of all files."""
    total = hashlib.sha256()
    for file in sorted(f for f in folder.rglob("*") if f.is_file()):
        total.update(f"{file.relative_to(folder).as_posix()}\0{hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()


def main() -> None:
    count, out = int(sys.argv[1]), Path(sys.argv[2])
    write_set(out / "set", count)
    started = time.process_time()
    with (out / "set" / "corpus.jsonl").open(encoding="utf-8") as lines:
        build(labelled(corpus(lines)), out / "index")
    files = [f for f in (out / "index").rglob("*") if f.is_file()]
    print(json.dumps({
        "documents": count, "cpu s": round(time.process_time() - started, 1),
        "peak MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, "files": len(files),
        "MB": round(sum(f.stat().st_size for f in files) / 1e6, 1),
        "terms MB": round(sum(f.stat().st_size for f in files if f.parent.name in "tp") / 1e6, 1),
        "manifest kB": (out / "index" / "manifest.json").stat().st_size // 1000, "sha256": hash_of(out / "index"),
    }))  # fmt: skip
    if sys.argv[3:] == ["again"]:
        lines = (out / "set" / "corpus.jsonl").read_text(encoding="utf-8").splitlines()
        entries = list(labelled(corpus(lines)))
        build(reversed(entries), out / "again")
        print(json.dumps({"in the opposite order, sha256": hash_of(out / "again")}))


if __name__ == "__main__":
    main()
