"""SQL and migrations."""
