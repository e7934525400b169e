"""Somebody at a browser, who notices every address that it asks for and everything that it complains of."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response

AXE = (Path(__file__).parent / "vendor" / "axe-core-4.14.1" / "axe.min.js").read_text()
# Without preload: it would bring in style sheets in a way that the pages' own policy forbids.
RUN_AXE = """async () => (await axe.run(document, {preload: false, runOnly: [
  "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"
]})).violations.map(one => one.id + ": " + one.nodes.map(node => node.html).join(" | "))"""

FIELDS = "form => Object.fromEntries(new FormData(document.querySelector(form)))"
"""What a form would send, hidden fields included."""

DESKTOP = (1280, 900)
PHONE = (320, 700)
SIZES = (DESKTOP, (390, 844), PHONE)


class Visitor:
    """One window."""

    def __init__(self, context: BrowserContext, page: Page, pages: str) -> None:
        self.context = context
        self.page = page
        self.pages = pages
        self.wrongs: list[str] = []
        """Requests to other hosts, missing files, and what the console complained of."""
        self.addresses: list[str] = []
        page.on("request", self._asked)
        page.on("response", self._answered)
        page.on("console", self._complained)
        page.on("pageerror", lambda error: self.wrongs.append(f"script: {error}"))

    @classmethod
    @asynccontextmanager
    async def window(
        cls, browser: Browser, pages: str, size: tuple[int, int] = DESKTOP, *, scripts: bool = True
    ) -> AsyncIterator["Visitor"]:
        """A window of this size, with or without JavaScript."""
        width, height = size
        context = await browser.new_context(
            viewport={"width": width, "height": height},
            locale="da-DK",
            timezone_id="Europe/Copenhagen",
            java_script_enabled=scripts,
        )
        try:
            yield cls(context, await context.new_page(), pages)
        finally:
            await context.close()

    async def sign_in(self, name: str = "Mette Prøvesen", back: str = "/") -> None:
        """Open a page, be sent to sign in, choose this person, and be back."""
        await self.page.goto(self.pages + back)
        await self.page.get_by_role("button", name=name).click()
        await self.page.wait_for_url(self.pages + back)

    async def open(self, address: str) -> int:
        """Go there; the status."""
        answer = await self.page.goto(address)
        return answer.status if answer else 0

    async def faults(self) -> list[str]:
        """What axe finds wrong for people who see, hear or move differently, once the page is whole."""
        await self.page.wait_for_load_state()
        await self.page.evaluate(AXE)
        found: list[str] = await self.page.evaluate(RUN_AXE)
        return found

    async def wrong_at_any_size(self) -> list[str]:
        """What axe finds, and how much is too wide, on a desk and on phones; then the window is as it was."""
        before, wrong = self.page.viewport_size, []
        for width, height in SIZES:
            await self.page.set_viewport_size({"width": width, "height": height})
            wrong += [f"{width}: {one}" for one in await self.faults()]
            if (wide := await self.overflow()) > 0:
                wrong.append(f"{width}: {wide} px too wide")
        if before:
            await self.page.set_viewport_size(before)
        return wrong

    async def overflow(self) -> int:
        """By how many pixels the page is wider than its window."""
        wide: int = await self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        return wide

    def _asked(self, request: Request) -> None:
        self.addresses.append(request.url)
        if urlsplit(request.url).netloc != urlsplit(self.pages).netloc:
            self.wrongs.append(f"another host: {urlsplit(request.url).netloc}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and "/static/" in response.url:
            self.wrongs.append(f"missing: {response.url}")

    def _complained(self, message: ConsoleMessage) -> None:
        # A refusal that a test asks for is told on the console, too.
        if message.type in {"error", "warning"} and "the server responded with a status" not in message.text:
            self.wrongs.append(f"console: {message.text}")


def any_of(needles: list[str], where: Any) -> list[str]:
    """Those that stand in the text."""
    return [needle for needle in needles if needle in str(where)]
