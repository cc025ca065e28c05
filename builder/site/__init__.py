"""Run MkDocs over what was written, look at what came out, publish it whole. Knows nothing of Vietnamese."""
