"""One file per verb, on the transaction that the door opened."""
