"""The doors: the region's messages, what is heard, and what to do about refusals."""
