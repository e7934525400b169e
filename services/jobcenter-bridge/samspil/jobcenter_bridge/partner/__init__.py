"""The jobcenter's own words, and the way to its case system."""
