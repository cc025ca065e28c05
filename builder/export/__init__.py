"""The archive as data: JSON, JSON Lines, CSV, Markdown, Akoma Ntoso, calendars. Reads records that are already closed for publication."""
