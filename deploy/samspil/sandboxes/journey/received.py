"""What the partners' sandboxes tell of what they received."""

from typing import Any

from samspil.sandboxes.journey.asks import JOBCENTER


def told(partner: str, received: Any, cpr: str) -> list[str]:
    """What one partner was told of one citizen: the jobcenter's tasks by title, the region's texts.

    ``received`` is the body at the sandbox's own ``/received``.
    """
    if partner == JOBCENTER:
        known_as = received["citizens"].get(cpr)
        tasks = (one["task"] for one in received["tasks"])
        return [
            f"{one['title']}: {one['description']}" for one in tasks if one["reference"]["id"] == known_as
        ]
    return [f"{one['topic']}: {one['text']}" for one in received if one["cpr"] == cpr]
