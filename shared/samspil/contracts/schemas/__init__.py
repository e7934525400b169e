"""The kept JSON Schemas, one file for each type and revision, and the check that no change breaks them."""
