"""From the tree to files: Markdown with front matter, and the same page as HTML. Never parses a document."""
