"""Stand-ins for what surrounds the hub, for the embedded start and for tests."""
