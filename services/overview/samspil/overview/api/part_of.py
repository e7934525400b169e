"""A file that belongs to another of the same person has no page of its own: whoever asks is led on."""

from fastapi import Request
from starlette.responses import Response

from samspil.overview.api.page import own_page, to
from samspil.overview.domain.view import View
from samspil.vocabulary.citizen_id import CitizenId


class PartOf(Exception):
    """The file is shown with another one."""

    def __init__(self, survivor: CitizenId) -> None:
        super().__init__()
        self.survivor = survivor


def require_own_page(view: View) -> None:
    """Raises ``PartOf``."""
    if view.part_of is not None:
        raise PartOf(view.part_of)


def lead_on(request: Request, fault: Exception) -> Response:
    """The same page of the person's; where there is none, the first."""
    survivor = fault.survivor if isinstance(fault, PartOf) else ""
    if request.method != "GET":
        return to(f"/borgere/{survivor}")
    query = f"?{request.url.query}" if request.url.query else ""
    path = request.url.path.replace(request.path_params["citizen_id"], str(survivor))
    return to(own_page(path + query))
