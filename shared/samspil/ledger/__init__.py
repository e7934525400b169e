"""How a fact is kept, sent, heard and acted on exactly once: one PostgreSQL transaction at a time."""
