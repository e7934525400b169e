"""What this service needs to know."""

from samspil.web.settings import ServiceSettings


class Settings(ServiceSettings):
    """The referral service's settings."""

    port: int = 8081
    health_port: int = 9081
