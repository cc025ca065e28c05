"""Find mentions, resolve them against the archive, derive relations. Never guesses."""
