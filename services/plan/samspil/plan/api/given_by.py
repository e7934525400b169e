"""Who gives help, as a request names them."""

from typing import Annotated

from pydantic import Field, StringConstraints

from samspil.plan.api.doors import PlanDoor
from samspil.plan.domain.giver import Giver
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.phone import Phone
from samspil.vocabulary.plain_text import Name
from samspil.web.body import Body

StaffId = Annotated[str, StringConstraints(pattern="^[A-Za-z0-9._@-]{1,100}$")]


class GivenBy(Body):
    """The support worker, how they are reached, and who stands in for them."""

    support_worker: Annotated[StaffId, Field(description="Staff id.")]
    support_worker_name: Name
    support_worker_phone: Phone | None = None
    deputy: Annotated[
        StaffId | None, Field(description="Staff id of who is asked while the support worker is away.")
    ] = None
    deputy_name: Name | None = None


async def giver_of(door: PlanDoor, citizen: CitizenId, body: GivenBy) -> Giver:
    """The same with its names and the number sealed."""
    return Giver(
        support_worker=body.support_worker,
        support_worker_name=await door.keyring.seal(citizen, "name", body.support_worker_name),
        support_worker_phone=await door.sealed(citizen, "phone", body.support_worker_phone),
        deputy=body.deputy,
        deputy_name=await door.sealed(citizen, "name", body.deputy_name),
    )
