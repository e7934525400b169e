"""One file per verb: load, decide, save, say, on the transaction that the door opened."""
