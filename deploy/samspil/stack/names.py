"""How a service is called: with dashes by Kafka, PostgreSQL and people, with underscores in Python."""


def package_of(service: str) -> str:
    """The service's package in ``samspil``; its settings begin with the same word."""
    return service.replace("-", "_")
