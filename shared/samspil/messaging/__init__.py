"""Kafka, behind one room: the broker, the one subscription of a service, the relay's log, the worker."""
