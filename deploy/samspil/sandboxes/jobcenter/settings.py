"""What the jobcenter's sandbox needs to know."""

from pathlib import Path

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from samspil.vocabulary.address import SafeAddress


class Settings(BaseSettings):
    """``JOBCENTER_STATE_FILE`` lies in the state folder."""

    model_config = SettingsConfigDict(hide_input_in_errors=True, env_ignore_empty=True, frozen=True)

    host: str = "127.0.0.1"
    port: int = 8090
    jobcenter_state_file: Path
    jobcenter_api_key: SecretStr = SecretStr("")
    """What the bridge has to show."""
    jobcenter_client_id: str = "samspil"
    jobcenter_client_secret: SecretStr = SecretStr("")
    """With what it is given a token, which it has to show too; empty: the key alone suffices."""
    bridge_address: SafeAddress = "http://127.0.0.1:8083"
    oidc_issuer: SafeAddress = "http://127.0.0.1:8092"
    """Who gives the token for the bridge."""
    log_level: str = "INFO"
