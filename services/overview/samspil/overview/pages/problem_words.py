"""What a refusal is called on a page; the sentence below it is the problem's own."""

from collections.abc import Mapping
from http import HTTPStatus

HEADINGS: Mapping[int, str] = {
    HTTPStatus.UNAUTHORIZED: "Du er ikke logget ind",
    HTTPStatus.FORBIDDEN: "Det har du ikke adgang til",
    HTTPStatus.NOT_FOUND: "Siden findes ikke",
    HTTPStatus.CONFLICT: "Noget har ændret sig",
    HTTPStatus.GONE: "Borgeren er slettet",
    HTTPStatus.PRECONDITION_FAILED: "Noget har ændret sig",
    HTTPStatus.MISDIRECTED_REQUEST: "Siden er på en anden adresse",
    HTTPStatus.UNPROCESSABLE_ENTITY: "Noget mangler eller er skrevet forkert",
    HTTPStatus.SERVICE_UNAVAILABLE: "Det virker ikke lige nu",
}


def heading(status: int) -> str:
    """The page's heading."""
    return HEADINGS.get(status, "Det gik ikke")
