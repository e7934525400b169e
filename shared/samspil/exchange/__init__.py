"""Talking with a partner: what it is told, the difference to what it was told, and how that is delivered."""
