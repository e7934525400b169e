"""What this service needs to know."""

from samspil.web.settings import ServiceSettings


class Settings(ServiceSettings):
    """The plan service's settings."""

    port: int = 8082
    health_port: int = 9082
