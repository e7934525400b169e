"""What other publishers say, as values of this service's own."""
