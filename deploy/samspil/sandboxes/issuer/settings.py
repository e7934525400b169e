"""What the built-in token issuer needs to know."""

from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """``ISSUER_KEY_FILE`` lies in the state folder."""

    model_config = SettingsConfigDict(hide_input_in_errors=True, env_ignore_empty=True, frozen=True)

    host: str = "127.0.0.1"
    port: int = 8092
    issuer_key_file: Path
    log_level: str = "INFO"
