"""Bytes to lines with places: one module per format. Never interprets what it reads."""
