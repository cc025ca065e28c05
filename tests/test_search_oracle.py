"""lunr as the oracle of the ranking: our terms and counts in lunr's formula give lunr's scores; 16 levels keep lunr's order."""

from __future__ import annotations

import random
from collections import Counter
from math import sqrt

import pytest
from lunr.builder import Builder

from builder.search import scale
from builder.search.analysis import vietnamese, words
from builder.search.entry import Entry, Passage
from builder.search.index import build
from builder.search.lookup import Lookup
from builder.search.numbering import number
from builder.search.query import parse
from builder.search.shelves import Shelves

LETTERS = [a + v + z for a in "b c d g h k l m n t v".split() for v in "a e i o u".split() for z in ("", "n", "ng", "t")]


def _texts(rng: random.Random) -> dict[str, str]:
    """Words by Zipf's law, texts of very different lengths, each with words of its own subject. Without marks: one spelling a term."""
    weights = [1 / (i + 3) for i in range(len(LETTERS))]
    texts = {}
    for i in range(300):
        subject = rng.choices(LETTERS, k=6)
        usual = rng.choices(LETTERS, weights, k=rng.randrange(20, 400))
        texts[f"d{i}"] = " ".join(rng.choice(subject) if rng.random() < 0.2 else w for w in usual)
    return texts


RANDOM = random.Random(11)
TEXTS = _texts(RANDOM)


def _query() -> str:
    text = RANDOM.choice(list(TEXTS.values())).split()
    start = RANDOM.randrange(len(text) - 4)
    return " ".join(text[start : start + RANDOM.randrange(1, 5)])


QUERIES = [_query() for _ in range(100)]


def _terms(text: str) -> list[str]:
    return [key for key, _ in vietnamese(words(text))]


COUNTS = {i: Counter(_terms(t)) for i, t in TEXTS.items()}
IDS = {n: id_ for id_, n in number([("", id_) for id_ in TEXTS]).of.items()}


class Oracle:
    """lunr over our terms."""

    def __init__(self) -> None:
        builder = Builder()
        builder.ref("id")
        builder.field("terms")
        for id_, text in TEXTS.items():
            builder.add({"id": id_, "terms": _terms(text)})
        self._index = builder.build()

    def scores(self, query: str) -> dict[str, float]:
        asked = self._index.create_query()
        for term in set(_terms(query)):
            asked.term(term, use_pipeline=False)
        return {r["ref"]: r["score"] for r in self._index.query(asked)}


@pytest.fixture(scope="module")
def oracle() -> Oracle:
    return Oracle()


@pytest.fixture(scope="module")
def lookup(tmp_path_factory: pytest.TempPathFactory) -> Lookup:
    out = tmp_path_factory.mktemp("oracle")
    build((Entry(i, passages=(Passage("p1", "vi", t),)) for i, t in TEXTS.items()), out)
    return Lookup(Shelves(out))


def _filed(lookup: Lookup, term: str) -> str:
    a, _, b = term.partition(" ")
    return lookup.keys.pair(a, b) if b else a


def _unquantised(lookup: Lookup, query: str) -> dict[str, float]:
    """The sum of our index's own inverse frequencies times each document's own saturated counts; lunr divides by the query's length."""
    mean, k1 = sum(c.total() for c in COUNTS.values()) / len(COUNTS), scale.K1 / 1000
    asked = set(_terms(query))
    sums: Counter[str] = Counter()
    for term in asked:
        (stored,) = lookup.shelves.branch(_filed(lookup, term))
        weight = scale.idf(lookup.documents, stored.frequency) / 1000
        for o, _ in lookup.shelves.postings(stored):
            id_ = IDS[o]
            times, norm = COUNTS[id_][term], 1 - scale.B + scale.B * COUNTS[id_].total() / mean
            sums[id_] += weight * times * (k1 + 1) / (times + k1 * norm)  # type: ignore[assignment]  # a Counter adds floats as well
    return {i: s / sqrt(len(asked)) for i, s in sums.items()}


def _quantised(lookup: Lookup, query: str) -> dict[str, int]:
    sums: Counter[int] = Counter()
    groups, _ = lookup.groups(parse(query), english=False, anyhow=True, prefix=False, left=0)
    for group in groups:
        sums.update(lookup.load(group).points)
    return {IDS[o]: p for o, p in sums.items()}


def _first_ten(scores: dict[str, int] | dict[str, float]) -> list[str]:
    return sorted(scores, key=lambda i: (-scores[i], i))[:10]


def test_unquantised_scores_are_lunrs(oracle: Oracle, lookup: Lookup) -> None:
    for query in QUERIES:
        theirs = oracle.scores(query)
        ours = _unquantised(lookup, query)
        assert ours == pytest.approx(theirs, abs=0.005), query  # lunr rounds each term's share to thousandths


def test_levels_keep_the_order(oracle: Oracle, lookup: Lookup) -> None:
    shares = []
    for query in QUERIES:
        theirs = _first_ten(oracle.scores(query))
        shares.append(len(set(theirs) & set(_first_ten(_quantised(lookup, query)))) / len(theirs))
    assert sum(shares) / len(shares) >= 0.9
