"""Did you mean: a query again, its unknown words replaced by the nearest of the archive's own. As in ``engine.mjs``.

Of words that are as near, the one that the archive writes beside the query's other words; a short word has too many neighbours to be
replaced without that.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from builder.search.analysis import TABLES, Word, words
from builder.search.query import Run, is_syllable

CANDIDATES, LONG, LONGER = (
    12,
    5,
    8,
)  # at most, where files do not count; letters from which on a word needs no neighbours, and may have two slips
SYLLABLE = 7  # letters of the longest
CANDIDATES_OF_LARGE = 2  # each may open two files
ASKING = frozenset(TABLES["asking"])  # words that ask: what no text says of them is no mistake
_SPELT = re.compile("[a-z]{2,}")
Beside = Callable[[str, str], int]


def instead(query: str, wrong: Iterable[tuple[Run, int]], own: Sequence[str], beside: Beside, most: int = CANDIDATES) -> str | None:
    """``own``: the archive's words, the most frequent first. ``beside``: how many documents have two words side by side; it is asked of
    at most so many candidates."""
    before = changed = unicodedata.normalize("NFC", query)
    spelt = [(w[0].key, word) for word in own if (w := words(word))]
    for run, i in wrong:
        if _SPELT.fullmatch(run[i].key) and (best := _best(run, i, spelt, beside, most) or _apart(run[i], spelt, beside)):
            changed = changed.replace(run[i].text, best, 1)
    return None if changed == before else changed


def _best(run: Run, i: int, own: Sequence[tuple[str, str]], beside: Beside, most: int) -> str:
    key = run[i].key
    near = sorted((slips(key, k), rank) for rank, (k, _) in enumerate(own))
    near = [(n, rank) for n, rank in near if n <= (2 if len(key) >= LONGER else 1)][:most]
    left, right = run[i - 1].key if i else "", run[i + 1].key if i + 1 < len(run) else ""
    if not near:
        return ""
    found = {rank: sum(beside(a, b) for a, b in ((left, own[rank][0]), (own[rank][0], right)) if a and b) for _, rank in near}
    n, rank = max(near, key=lambda c: (found[c[1]], -c[0], -c[1]))
    sure = found[rank] or n == 0 or len(key) >= LONG - (not left and not right)
    return own[rank][1] if sure else ""


def _apart(word: Word, own: Sequence[tuple[str, str]], beside: Beside) -> str:
    """*trocapthatnghiep* as *tro cap that nghiep*: as few of the archive's syllables as will do, of as few the most frequent, each of
    which it writes beside the next."""
    key, ranks = word.key, {k: rank for rank, (k, _) in reversed([*enumerate(own)])}
    best: dict[int, tuple[int, int, int]] = {0: (0, 0, 0)}  # place → pieces before it, the sum of their ranks, where the last begins
    for end in range(2, len(key) + 1):
        pieces = [(start, ranks[key[start:end]]) for start in range(max(0, end - SYLLABLE), end - 1) if key[start:end] in ranks]
        ways = [(best[s][0] + 1, best[s][1] + rank, s) for s, rank in pieces if s in best and is_syllable(key[s:end])]
        if ways:
            best[end] = min(ways)
    cuts = [len(key)] if len(key) in best else []
    while cuts and cuts[0]:
        cuts.insert(0, best[cuts[0]][2])
    found = [key[a:b] for a, b in pairwise(cuts)]
    if len(found) < 2 or not all(beside(a, b) for a, b in pairwise(found)):
        return ""
    text = word.text if len(word.text) == len(key) else key
    return " ".join(text[a:b] for a, b in pairwise(cuts))


def slips(a: str, b: str) -> int:
    """A letter more, less, other, or two exchanged; 9 for words that are not near at all."""
    if abs(len(a) - len(b)) > 2:
        return 9
    before: list[int] = []
    last: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, last, row = last, row, [i]
        for j, y in enumerate(b, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
    return row[-1]
