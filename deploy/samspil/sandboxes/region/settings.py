"""What the region's sandbox needs to know."""

from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict

from samspil.vocabulary.address import SafeAddress


class Settings(BaseSettings):
    """``REGION_STATE_FILE`` lies in the state folder."""

    model_config = SettingsConfigDict(hide_input_in_errors=True, env_ignore_empty=True, frozen=True)

    host: str = "127.0.0.1"
    port: int = 8091
    region_state_file: Path
    bridge_address: SafeAddress = "http://127.0.0.1:8084"
    oidc_issuer: SafeAddress = "http://127.0.0.1:8092"
    """Who gives the token for the bridge."""
    log_level: str = "INFO"
