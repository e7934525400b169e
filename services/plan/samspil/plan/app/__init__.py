"""Settings, assembly, the two processes: the only place that knows concrete classes."""
