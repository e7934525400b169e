"""Plans, questions about support, follow-ups: pure, time comes in as an argument."""
