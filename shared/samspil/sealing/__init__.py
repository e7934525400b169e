"""The keyring: who a number belongs to, and the only place where sealed values open."""
