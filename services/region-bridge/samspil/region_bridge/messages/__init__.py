"""Heard events as values of this service's own domain."""
