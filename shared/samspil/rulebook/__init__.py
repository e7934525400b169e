"""Rules that change with the law and the municipality, as dated data: services, units, deadlines, telling."""
