"""Lines to a record and a document tree. Never looks at other documents."""
