"""The region-bridge's own tables."""
