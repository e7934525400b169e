"""The citizen's own plan: goals in the citizen's words, the help that was decided for them, follow-ups."""
