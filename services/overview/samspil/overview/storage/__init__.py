"""The overview's tables are the ledger's: journal and folded states."""
