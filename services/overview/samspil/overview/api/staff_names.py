"""What staff are called, where the issuer tells it."""

from collections.abc import Mapping

from samspil.overview.api.doors import OverviewDoor
from samspil.web.problems import Problem


async def staff_names(door: OverviewDoor) -> Mapping[str, str]:
    """Subject id → name; nobody's where only the ids are known, and while the issuer is away."""
    try:
        people = await door.built_in_issuer.people() if door.built_in_issuer else []
    except Problem:
        return {}
    return {one.subject: one.name for one in people}
