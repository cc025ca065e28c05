"""Documents that are nearly the same, over all that is held: likely pairs are compared once and remembered until one of them changes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from builder.cite.copies import Copy, compared, pairs
from builder.parse.contacts import personal
from builder.reading import Documents
from builder.site.store import Store
from builder.write.withhold import gate_text

KIND = "alike"


def likenesses(documents: Documents, keys: Mapping[str, str], store: Store) -> tuple[Copy, ...]:
    """Every pair with much in common, in the order of ids. ``keys`` are of what each document was made from."""
    likely = pairs(brief.trait for brief in documents.briefs)
    found = [_likeness(pair, documents, keys, store) for pair in likely]
    store.keep_only(KIND, (" ".join(pair) for pair in likely))
    return tuple(copy for copy in found if copy)


def _likeness(pair: tuple[str, str], documents: Documents, keys: Mapping[str, str], store: Store) -> Copy | None:
    own = hashlib.sha256(" ".join(keys[ident] for ident in pair).encode()).digest()
    row = store.get(KIND, " ".join(pair))
    if row and row.startswith(own):
        data = json.loads(row[len(own) :])
        return Copy(*pair, data["share"], (data["there"], data["here"]), data["same"]) if data else None
    first, second = (documents.of(ident).record for ident in pair)
    copy = compared(first, second, lambda record, words: gate_text(words, record, personal))
    kept = {"share": copy.share, "there": copy.passage[0], "here": copy.passage[1], "same": copy.same} if copy else None
    store.put(KIND, " ".join(pair), own + json.dumps(kept).encode())
    return copy
