"""KL's: Fælles Faglige Begreber (FFB), the reporting of adults' social services."""
