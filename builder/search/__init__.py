"""Search: analyse text, build the static index, answer from it. Knows nothing of MkDocs, pages or editors."""
