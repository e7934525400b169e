"""What this service's two processes need to know."""

from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, StringConstraints, model_validator

from samspil.region_bridge.partner.credentials import Credentials, is_token
from samspil.region_bridge.partner.medcom.cut import FILES_AT_MOST
from samspil.region_bridge.partner.medcom.letter import Author
from samspil.region_bridge.partner.medcom.organisation import Organisation
from samspil.rulebook.organisations import ReceiverType
from samspil.vocabulary.address import SafeAddress, is_on_loopback
from samspil.vocabulary.plain_text import Name
from samspil.web.settings import (
    DoorSettings,
    KeyringSettings,
    RequestSettings,
    RulebookSettings,
    ServiceSettings,
    WorkerSettings,
)


def _token(secret: SecretStr) -> SecretStr:
    if secret.get_secret_value() and not is_token(secret.get_secret_value()):
        raise ValueError("not a bearer token")
    return secret


MEBIBYTE = 1024 * 1024
Sor = Annotated[str, StringConstraints(pattern="^[0-9]{15,16}$")]
Gln = Annotated[str, StringConstraints(pattern="^[0-9]{13}$")]
Phone = Annotated[str, StringConstraints(pattern=r"^\+?[0-9 ]{3,20}$")]
Token = Annotated[SecretStr, AfterValidator(_token)]


class Settings(ServiceSettings, RulebookSettings):
    """Who we are, which both processes name; the numbers are made up and have to be set.

    Whom we write to stands in the rulebook (organisations.toml).
    """

    own_sor: Sor = "999990000000002"
    own_gln: Gln = "5799999900020"
    max_attachment_bytes: Annotated[int, Field(ge=MEBIBYTE, le=1024 * MEBIBYTE)] = FILES_AT_MOST
    """Of the files of one message together."""

    @property
    def us(self) -> Organisation:
        """Social psychiatry, as the region knows it."""
        return Organisation(self.own_sor, self.own_gln)


class ForWeb(Settings, DoorSettings, KeyringSettings, RequestSettings):
    """The web process seals the notices that come in, and remembers what people decided about held ones."""

    port: int = 8084

    receiver_type: ReceiverType = ReceiverType.A
    """Whether we acknowledge what hospitals send: as C another system of the municipality's does."""


class ForWorker(Settings, WorkerSettings, KeyringSettings):
    """The worker opens what the region is told, and shows the region who it is."""

    health_port: int = 9084

    region_address: SafeAddress = "http://127.0.0.1:8091"
    """Where the region takes messages in; ``/fhir/$process-message`` is below it."""
    region_client_certificate: Path | None = None
    region_client_key: Path | None = None
    region_ca_bundle: Path | None = None
    region_token: Token = SecretStr("")
    region_token_file: Path | None = None
    own_name: Name = "Socialpsykiatrien"
    """Who writes, in messages to the region."""
    own_phone: Phone = "00000000"

    @model_validator(mode="after")
    def _shows_who_it_is(self) -> Self:
        if (self.region_client_certificate is None) != (self.region_client_key is None):
            raise ValueError("REGION_CLIENT_CERTIFICATE and REGION_CLIENT_KEY are set together or not at all")
        if self.region_token.get_secret_value() and self.region_token_file is not None:
            raise ValueError("Set REGION_TOKEN or REGION_TOKEN_FILE, not both")
        shown = (
            self.region_client_certificate or self.region_token.get_secret_value() or self.region_token_file
        )
        if not shown and not is_on_loopback(urlsplit(self.region_address).hostname):
            raise ValueError(
                "REGION_ADDRESS is another machine: set REGION_CLIENT_CERTIFICATE and REGION_CLIENT_KEY, "
                "REGION_TOKEN or REGION_TOKEN_FILE, so that the region knows who writes"
            )
        return self

    @property
    def credentials(self) -> Credentials:
        """Who we are at the region's door."""
        return Credentials(
            self.region_client_certificate,
            self.region_client_key,
            self.region_ca_bundle,
            self.region_token.get_secret_value(),
            self.region_token_file,
        )

    @property
    def author(self) -> Author:
        """Who writes for us."""
        return Author(self.own_name, self.own_phone)
