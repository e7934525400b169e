"""What changes with the law and the municipality, as dated data: services, units, deadlines, who is told."""
