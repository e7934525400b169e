"""What was heard, in the words of this service."""
