"""What this service's two processes need to know."""

from typing import Annotated

from pydantic import StringConstraints

from samspil.region_bridge.partner.care_communication import Author
from samspil.region_bridge.partner.organisation import Organisation
from samspil.vocabulary.address import SafeAddress
from samspil.web.settings import DoorSettings, KeyringSettings, ServiceSettings, WorkerSettings

Sor = Annotated[str, StringConstraints(pattern="^[0-9]{15,16}$")]
Gln = Annotated[str, StringConstraints(pattern="^[0-9]{13}$")]


class Settings(ServiceSettings):
    """What both processes know of the region; the organisations' numbers are made up and have to be set."""

    region_address: SafeAddress = "http://127.0.0.1:8091"
    """Where the region takes messages in; ``/fhir/$process-message`` is below it."""
    region_sor: Sor = "999990000000001"
    region_gln: Gln = "5799999900013"
    own_sor: Sor = "999990000000002"
    own_gln: Gln = "5799999900020"
    own_name: str = "Socialpsykiatrien"
    """Who writes, in messages to the region."""
    own_phone: str = "00000000"

    @property
    def us(self) -> Organisation:
        """Social psychiatry, as the region knows it."""
        return Organisation(self.own_sor, self.own_gln)

    @property
    def region(self) -> Organisation:
        """The region."""
        return Organisation(self.region_sor, self.region_gln)

    @property
    def author(self) -> Author:
        """Who writes for us."""
        return Author(self.own_name, self.own_phone)


class ForWeb(Settings, DoorSettings, KeyringSettings):
    """The web process seals the notices that come in."""

    port: int = 8084


class ForWorker(Settings, WorkerSettings, KeyringSettings):
    """The worker opens what the region is told."""

    health_port: int = 9084
