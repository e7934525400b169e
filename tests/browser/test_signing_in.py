"""Signing in, being refused, and signing out."""

import httpx2
import pytest
from playwright.async_api import expect

from browser.stories import Story
from browser.street import Street
from browser.visitor import Visitor


async def form_of(http: httpx2.AsyncClient, address: str) -> str:
    page = (await http.get(address)).text
    return page.partition('name="form_token" value="')[2].partition('"')[0]


def at(pages: Street) -> httpx2.AsyncClient:
    return httpx2.AsyncClient(base_url=pages.pages, trust_env=False, headers={"accept": "text/html"})


async def test_whoever_opens_a_page_signs_in_first_and_is_back_there(
    visitor: Visitor, nothing_but_a_name: Story
) -> None:
    await visitor.page.goto(nothing_but_a_name.address)
    await expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Log ind")

    await visitor.page.get_by_role("button", name="Aisha Digtet").click()

    await expect(visitor.page).to_have_url(nothing_but_a_name.address)
    await expect(visitor.page.get_by_role("banner")).to_contain_text("Støttekontaktperson")


async def test_the_token_is_out_of_every_scripts_reach(visitor: Visitor) -> None:
    await visitor.sign_in()
    [kept] = await visitor.context.cookies()

    assert (kept["name"], kept["httpOnly"], kept["sameSite"]) == ("samspil", True, "Strict")
    assert await visitor.page.evaluate("document.cookie") == ""


async def test_after_signing_out_pages_are_closed(visitor: Visitor) -> None:
    await visitor.sign_in()
    await visitor.page.get_by_role("button", name="Log ud").click()
    await visitor.page.goto(visitor.pages)

    await expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Log ind")


@pytest.mark.parametrize("name", ["Jonas Opdigtet", "Birgit Forestillet"])
async def test_who_works_elsewhere_is_told_so_on_a_danish_page(
    visitor: Visitor, nothing_but_a_name: Story, name: str
) -> None:
    await visitor.page.goto(nothing_but_a_name.address)
    await visitor.page.get_by_text("Andre, som ikke har adgang til overblikket").click()
    await visitor.page.get_by_role("button", name=name).click()

    await expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Det har du ikke adgang til")
    assert nothing_but_a_name.person.name not in await visitor.page.content()
    assert await visitor.faults() == []


async def test_a_form_from_elsewhere_is_refused(pages: Street, nothing_but_a_name: Story) -> None:
    path = nothing_but_a_name.address.removeprefix(pages.pages)
    async with at(pages) as http:
        foreign = await http.post("/log-ind", data={"subject": "sagsbehandler-social"})
        own = await form_of(http, "/log-ind")
        await http.post("/log-ind", data={"subject": "sagsbehandler-social", "form_token": own})
        stale = await http.post(
            f"{path}/kontaktpause", data={"form_token": own, "hold_id": str(nothing_but_a_name.citizen)}
        )

    assert (foreign.status_code, stale.status_code) == (403, 403)
    assert "Det har du ikke adgang til" in foreign.text


async def test_signing_in_leads_to_our_own_pages_only(pages: Street) -> None:
    async with at(pages) as http:
        for back in ("https://example.org/", "//example.org", "/v1/citizens", "/borgere/../log-ud"):
            own = await form_of(http, "/log-ind")
            answer = await http.post(
                "/log-ind", data={"subject": "visitator-social", "form_token": own, "back": back}
            )
            assert (answer.status_code, answer.headers["location"]) == (303, "/")
            http.cookies.clear()


async def test_a_cookie_opens_no_api_and_a_bearer_token_no_page(
    pages: Street, nothing_but_a_name: Story
) -> None:
    async with at(pages) as http:
        own = await form_of(http, "/log-ind")
        await http.post("/log-ind", data={"subject": "sagsbehandler-social", "form_token": own})
        token = http.cookies["samspil"]
        api = f"/v1/citizens/{nothing_but_a_name.citizen}/view"
        by_cookie = await http.get(api, headers={"accept": "application/json"})
        http.cookies.clear()
        by_bearer = await http.get("/", headers={"authorization": f"Bearer {token}"})

    assert by_cookie.status_code == 401
    assert by_cookie.headers["content-type"] == "application/problem+json"
    assert (by_bearer.status_code, by_bearer.headers["location"]) == (303, "/log-ind")
