"""The conversation with the jobcenter's case system, both ways."""
