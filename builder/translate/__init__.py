"""Pair and check the two languages of a document. Never translates."""
