"""The plan service's own tables."""
