"""The doors: HTTP, what is heard, what falls due, and what to do about refusals."""
