"""Where the page is served."""

from importlib.resources import files
from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from samspil.web.policy import PAGE_POLICY

_HEADERS: Final = {"content-security-policy": PAGE_POLICY, "content-language": "en"}

router = APIRouter(include_in_schema=False)


@router.get("/docs")
async def docs(request: Request) -> Response:
    """The doors of this process, for people."""
    from samspil.web.docs.page import page  # a worker is hardly asked for it, and is spared what renders it

    return HTMLResponse(page(request.app), headers=_HEADERS)


@router.get("/docs/style.css")
async def docs_style() -> Response:
    """How the page looks."""
    return Response((files(__package__) / "style.css").read_bytes(), media_type="text/css")
