"""The built-in token issuer: it gives anybody on this machine a token of any role; embedded start only."""
