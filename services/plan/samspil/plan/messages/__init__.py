"""What this service hears, in the words of its domain."""
