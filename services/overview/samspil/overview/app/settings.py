"""What this service needs to know."""

from samspil.web.settings import ServiceSettings


class Settings(ServiceSettings):
    """The overview's settings."""

    port: int = 8080
    health_port: int = 9080

    embedded_sign_in: bool = False
    """Whether the pages let anybody sign in as one of the built-in issuer's made-up people."""
