"""How well the index ranks, beside an exact BM25 over folded syllables and bigrams, question by question, with a paired test.

``python bench/search_quality.py SET…``: folders with corpus.jsonl, queries.jsonl, qrels.tsv, as public question sets have them. The test is
a randomisation test: how often would swapping the two engines at random, question by question, give a difference as large.
"""

from __future__ import annotations

import json
import math
import random
import sys
import tempfile
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from builder.search.analysis import vietnamese, words
from builder.search.index import build, corpus
from builder.search.reader import open_index

K1, B, AT = 1.2, 0.75, 10
Rank = Callable[[str], Sequence[str]]


def terms(text: str) -> list[str]:
    return [key for key, _ in vietnamese(words(unicodedata.normalize("NFC", text)))]


def bm25(folder: Path) -> Rank:
    """Nothing quantised, nothing left out: the texts of the corpus, each term of a question once."""
    lines = (folder / "corpus.jsonl").read_text(encoding="utf-8").splitlines()
    counts = {(r := json.loads(line))["id"]: Counter(terms(r["text"])) for line in lines if line.strip()}
    lists: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for ident, count in counts.items():
        for term, n in count.items():
            lists[term][ident] = n
    mean = sum(c.total() for c in counts.values()) / len(counts)
    norm = {i: K1 * (1 - B + B * c.total() / mean) for i, c in counts.items()}

    def rank(query: str) -> Sequence[str]:
        scores: Counter[str] = Counter()
        for term in set(terms(query)):
            n = len(lists.get(term, ()))
            for i, times in lists.get(term, {}).items():
                idf = math.log(1 + (len(counts) - n + 0.5) / (n + 0.5))
                scores[i] += idf * times * (K1 + 1) / (times + norm[i])  # type: ignore[assignment]
        return sorted(scores, key=lambda i: (-scores[i], i))[:AT]

    return rank


def ours(folder: Path, out: Path) -> Rank:
    with (folder / "corpus.jsonl").open(encoding="utf-8") as lines:
        build(corpus(lines), out)
    index = open_index(out)
    return lambda query: [h.id for h in index.search(query, limit=AT).hits]


def wanted(folder: Path) -> dict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for line in (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines():
        query, *_, document, relevance = line.split("\t")
        if relevance.replace(".", "").isdecimal() and float(relevance) > 0:
            found[query].add(document)
    return found


def scores(rank: Rank, questions: dict[str, str], relevant: dict[str, set[str]]) -> list[tuple[float, float]]:
    """(recall, reciprocal rank) of each question."""
    found = []
    for ident, text in questions.items():
        places = [i for i, d in enumerate(rank(text), 1) if d in relevant[ident]]
        found.append((len(places) / min(len(relevant[ident]), AT), 1 / places[0] if places else 0.0))
    return found


def chance(differences: Sequence[float], rounds: int = 20_000) -> float:
    """One-sided: that so much more, or still more, comes about by chance."""
    told, rng = [d for d in differences if d], random.Random(1)
    least = sum(told) - 1e-9
    return sum(sum(d if rng.random() < 0.5 else -d for d in told) >= least for _ in range(rounds)) / rounds


def bare(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)).replace("đ", "d").replace("Đ", "D")


def main() -> None:
    for name in sys.argv[1:]:
        folder = Path(name)
        if not (folder / "corpus.jsonl").is_file():
            print(f"{name}: no such set; left out")
            continue
        relevant = wanted(folder)
        asked = [json.loads(line) for line in (folder / "queries.jsonl").read_text(encoding="utf-8").splitlines() if line.strip()]
        questions = {q["id"]: q["text"] for q in asked if q["id"] in relevant}
        with tempfile.TemporaryDirectory() as out:
            rank = ours(folder, Path(out) / "index")
            rows = {"ours": scores(rank, questions, relevant), "bm25": scores(bm25(folder), questions, relevant)}
            rows["ours without marks"] = scores(rank, {i: bare(t) for i, t in questions.items()}, relevant)
            rows["ours in NFD"] = scores(rank, {i: unicodedata.normalize("NFD", t) for i, t in questions.items()}, relevant)
        for label, row in rows.items():
            recall, mrr = (sum(values) / len(row) for values in zip(*row, strict=True))
            print(
                json.dumps({"set": folder.name, "engine": label, "questions": len(row), "R@10": round(recall, 4), "MRR@10": round(mrr, 4)})
            )
        for i, metric in enumerate(("R@10", "MRR@10")):
            differences = [a[i] - b[i] for a, b in zip(rows["ours"], rows["bm25"], strict=True)]
            mean = round(sum(differences) / len(differences), 4)
            print(json.dumps({"set": folder.name, f"more {metric} than bm25": mean, "p": chance(differences)}))


if __name__ == "__main__":
    main()
