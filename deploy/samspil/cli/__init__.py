"""The ``samspil`` command."""
