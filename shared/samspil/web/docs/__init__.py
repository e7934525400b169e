"""The page that shows people what OpenAPI tells programs."""
