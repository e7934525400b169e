"""What a notice means, what may be received, and what the region is to be told: pure."""
