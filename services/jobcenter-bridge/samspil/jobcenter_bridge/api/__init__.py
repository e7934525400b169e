"""The doors: HTTP, what is heard, what falls due, what is fetched."""
