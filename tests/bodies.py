"""What a caller sends who does everything right: the examples that OpenAPI shows of each door."""

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from typing import Any, Final

from fastapi.routing import APIRoute

from samspil.web.body import SOME_ID, Body

ID: Final = SOME_ID


def bodies(service: str) -> Iterator[tuple[str, type[Body]]]:
    """Path → what is sent there, of every route of a service that takes a body."""
    package = import_module(f"samspil.{service}.api.routes")
    for module in pkgutil.iter_modules(package.__path__):
        for route in import_module(f"{package.__name__}.{module.name}").router.routes:
            kind = route.body_field.field_info.annotation if route.body_field else None
            if isinstance(route, APIRoute) and isinstance(kind, type) and issubclass(kind, Body):
                yield route.path, kind


ELSEWHERE: Final = {"/v1/unplaced-messages/{message_id}/answer-wrong-place", "/v1/notifications"}
"""What is answered there lies sealed: tests/component/test_region_bridge_wrong_place.py sends it. The other
is a partner's, and keeps what it is sent: tests/component/test_jobcenter_bridge.py."""
GOOD: Final[dict[str, dict[str, Any]]] = {
    path: dict(body.EXAMPLE)
    for service in ("referral", "plan", "overview", "jobcenter_bridge", "region_bridge")
    for path, body in bodies(service)
    if path not in ELSEWHERE
}
"""Path → a good body, for every door of ours that takes one."""
GOOD["/v1/citizens"] |= {"transition": "adult_life", "residence_municipality": "265"}  # which may be left out

GOOD["/v1/citizens/{citizen_id}/plan/discharge-agreements"] |= {"stay_id": ID, "message_id": ID}  # the same

MADE_ANEW: Final = {
    "/v1/citizens",
    "/v1/citizens/contacts",
    "/v1/citizens/{citizen_id}/referrals",
    "/v1/citizens/{citizen_id}/referrals/from-message",
    "/v1/citizens/{citizen_id}/consents",
    "/v1/citizens/{citizen_id}/relatives",
    "/v1/citizens/{citizen_id}/contact-holds",
    "/v1/citizens/{citizen_id}/milestones",
    "/v1/citizens/{citizen_id}/messages",
    "/v1/citizens/{citizen_id}/referral-answers",
    "/v1/citizens/{citizen_id}/plan/meetings",
    "/v1/citizens/{citizen_id}/plan/contacts",
    "/v1/citizens/{citizen_id}/plan/discharge-agreements",
}
"""Of what is made nobody can have seen a version."""
