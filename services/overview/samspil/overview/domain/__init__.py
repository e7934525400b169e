"""Folds and the view that they combine to: pure, without clock, chance or calls."""
