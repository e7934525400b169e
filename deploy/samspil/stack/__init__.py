"""Kafka, PostgreSQL and Zipkin as child processes, and all of Samspil on one machine."""
