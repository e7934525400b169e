"""What tests stand on: synthetic people, builders of events, and the real servers that a run shares."""
