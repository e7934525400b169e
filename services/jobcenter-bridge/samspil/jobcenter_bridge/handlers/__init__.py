"""One file per verb: load, decide, save, say."""
