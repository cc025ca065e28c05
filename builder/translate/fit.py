"""Whether two blocks look swapped: each one's English fits the other's Vietnamese better than its own. Suspects; never decides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from builder.translate.likeness import Fit

_NEAR = 6  # how many blocks further on the other one may stand
_MARGIN = 1.5


def swapped(blocks: Sequence[tuple[str, str, str]]) -> Iterator[tuple[str, str]]:
    """(block, other block) of neighbours that fit crosswise; each block once."""
    fit = Fit([vi for _, vi, _ in blocks], [en for _, _, en in blocks])
    own = [fit(i, i) for i in range(len(blocks))]
    taken: set[int] = set()
    for i in range(len(blocks)):
        for j in range(i + 1, min(i + 1 + _NEAR, len(blocks))):
            if not {i, j} & taken and fit(i, j) + fit(j, i) > own[i] + own[j] + _MARGIN:
                taken |= {i, j}
                yield blocks[i][0], blocks[j][0]
