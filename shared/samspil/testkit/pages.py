"""Somebody else at the pages, meanwhile: signs in and sends the pages' own forms, without a browser."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from html import unescape

import httpx2

HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


def at(pages: str) -> httpx2.AsyncClient:
    """A client that asks for pages."""
    return httpx2.AsyncClient(base_url=pages, trust_env=False, headers={"accept": "text/html"})


async def form_of(http: httpx2.AsyncClient, address: str, action: str = "/log-ind") -> dict[str, str]:
    """The hidden fields of the form on that page that leads to ``action``."""
    return hidden((await http.get(address)).text, action)


def hidden(page: str, action: str) -> dict[str, str]:
    """The hidden fields of the form in this page that leads to ``action``."""
    form = page.partition(f'action="{action}"')[2].partition("</form>")[0]
    return {name: unescape(value) for name, value in HIDDEN.findall(form)}


async def sign_in(http: httpx2.AsyncClient, subject: str = "sagsbehandler-social", back: str = "/") -> str:
    """Sign in, and be led there; the address led to."""
    fields = await form_of(http, "/log-ind")
    answer = await http.post("/log-ind", data={**fields, "subject": subject, "back": back})
    _require_done(answer)
    return answer.headers["location"]


@asynccontextmanager
async def somebody(pages: str, subject: str = "kontaktperson-social") -> AsyncIterator[httpx2.AsyncClient]:
    """Signed in for as long as the block runs."""
    async with at(pages) as http:
        await sign_in(http, subject)
        yield http


async def act(http: httpx2.AsyncClient, page: str, form: str, **written: str) -> httpx2.Response:
    """Send a form of the citizen's page at ``page``, as it stands there now, or on the page it leads to."""
    fields = await offered(http, page, form)
    return await http.post(f"{page}/{form}", data={**fields, **written})


async def offered(http: httpx2.AsyncClient, page: str, form: str) -> dict[str, str]:
    """The hidden fields of a form of the citizen's page, there or on its own page."""
    shown = (await http.get(page)).text
    own = re.search(rf'href="({re.escape(page)}/{re.escape(form)}[^"]*)"', shown)
    if fields := hidden(shown, f"{page}/{form}"):
        return fields
    return await form_of(http, unescape(own[1]), f"{page}/{form}") if own else {}


async def send(
    http: httpx2.AsyncClient, citizen: str, form: str, thing: str = "", **written: str | list[str]
) -> httpx2.Response:
    """Send a form from its own page, below the citizen's at ``citizen``; it is about the thing of that id."""
    address = f"{citizen}/{form}"
    fields = await form_of(http, address + (f"?ting={thing}" if thing else ""), address)
    return await http.post(address, data={**fields, **written})


async def set_hold(http: httpx2.AsyncClient, path: str, until: str, ask: str) -> None:
    """Set a contact hold on the citizen's page at ``path``."""
    _require_done(await act(http, path, "kontaktpause/saet", until=until, ask=ask))


def _require_done(answer: httpx2.Response) -> None:
    if answer.status_code != 303:
        raise RuntimeError(f"the form was answered with {answer.status_code}")
