"""What this service needs to know."""

import ipaddress
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr

from samspil.contracts.employment import MilestoneKind
from samspil.web.settings import ServiceSettings

ACTIVITY_KINDS = {
    "virksomhedspraktik": MilestoneKind.WORK_PLACEMENT,
    "loentilskud": MilestoneKind.WAGE_SUBSIDY,
    "mentor": MilestoneKind.MENTOR,
    "vejledning_og_opkvalificering": MilestoneKind.GUIDANCE,
    "fleksjob": MilestoneKind.FLEX_JOB,
    "ordinaert_job": MilestoneKind.ORDINARY_JOB,
}


def _safe(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme == "https" or (parts.scheme == "http" and _on_loopback(parts.hostname)):
        return address
    raise ValueError("an https address is needed; http only on this machine")


def _on_loopback(host: str | None) -> bool:
    try:
        return ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False


class Settings(ServiceSettings):
    """The jobcenter-bridge's settings."""

    port: int = 8083
    health_port: int = 9083

    jobcenter_address: Annotated[str, AfterValidator(_safe)] = "http://127.0.0.1:8090"
    """The jobcenter's case system; citizens' names and numbers go there, so only over TLS."""
    jobcenter_api_key: SecretStr = SecretStr("")
    jobcenter_timeout_seconds: float = Field(default=10, gt=0, le=25)
    """How long to wait for an answer; a message and its look-up together stay below a claim's lease."""
    sending_hour: int | None = Field(default=None, ge=0, le=23)
    """The Danish hour at which the jobcenter is told, so that nothing can be inferred; unset: at once."""
    activity_kinds: dict[str, MilestoneKind] = ACTIVITY_KINDS
    """The case system's ``aktiveringstype`` → what it is here, as JSON; what is not named is ``other``."""
