"""Signing in, being refused, and signing out."""

import asyncio
import re
from contextlib import AbstractAsyncContextManager

import asyncpg
import pytest
from playwright.async_api import expect

from browser.pages_under_test import PagesUnderTest
from browser.stories import Story
from browser.test_citizen_page import in_days
from browser.visitor import Visitor, any_of
from samspil.stack import databases
from samspil.testkit.pages import at, form_of, hidden, sign_in, somebody
from samspil.testkit.people import Person, synthetic_cpr

CASEWORKER = {"subject": "sagsbehandler-social", "role": "caseworker", "sector": "social"}


async def test_whoever_opens_a_page_signs_in_first_and_is_back_there(
    visitor: Visitor, nothing_but_a_name: Story
) -> None:
    await visitor.page.goto(nothing_but_a_name.address)
    await expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Log ind")

    await visitor.page.get_by_role("button", name="Aisha Digtet").click()

    await expect(visitor.page).to_have_url(nothing_but_a_name.address)
    await expect(visitor.page.get_by_role("banner")).to_contain_text("Støttekontaktperson")


async def test_the_cookie_holds_an_id_that_no_script_reads_and_that_is_no_token(visitor: Visitor) -> None:
    await visitor.sign_in()
    [kept] = await visitor.context.cookies()

    assert (kept["name"], kept["httpOnly"], kept["sameSite"]) == ("samspil", True, "Strict")
    assert kept["domain"] == "localhost"  # and the sandboxes are at 127.0.0.1
    assert "." not in kept["value"]
    assert await visitor.page.evaluate("document.cookie") == ""


async def test_after_signing_out_a_kept_cookie_opens_nothing(
    visitor: Visitor, nothing_but_a_name: Story
) -> None:
    await visitor.sign_in(back=nothing_but_a_name.address.removeprefix(visitor.pages))
    kept = await visitor.context.cookies()
    await visitor.page.get_by_role("button", name="Log ud").click()
    await expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Log ind")

    await visitor.context.clear_cookies()
    await visitor.context.add_cookies([{**one, "url": None, "partitionKey": None} for one in kept])
    for address in (nothing_but_a_name.address, f"{nothing_but_a_name.address}/deling", visitor.pages):
        await visitor.page.goto(address)
        await expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Log ind")


async def test_looking_at_the_sign_in_page_signs_nobody_out(visitor: Visitor) -> None:
    await visitor.sign_in()
    await visitor.open(f"{visitor.pages}/log-ind")
    await visitor.open(f"{visitor.pages}/")

    await expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Arbejdsliste")


async def test_signing_in_begins_a_session_of_its_own_and_ends_the_one_before(pages: PagesUnderTest) -> None:
    async with at(pages.pages) as http:
        http.cookies.set("samspil", "an-id-that-somebody-else-chose", domain="localhost.local")
        await sign_in(http)
        first = http.cookies["samspil"]
        await sign_in(http)
        second = http.cookies["samspil"]
        statuses = []
        for one in ("an-id-that-somebody-else-chose", first, second):
            http.cookies.clear()
            statuses.append((await http.get("/", headers={"cookie": f"samspil={one}"})).status_code)

    assert statuses == [303, 303, 200]


async def test_a_session_that_ran_out_opens_nothing_and_is_forgotten(pages: PagesUnderTest) -> None:
    async with somebody(pages.pages) as http, _database(pages) as database:
        await database.execute("UPDATE session SET expires_at = clock_timestamp()")
        late = await http.get("/")
        await sign_in(http)

        assert (late.status_code, late.headers["location"]) == (303, "/log-ind")
        assert await database.fetchval("SELECT count(*) FROM session") == 1


async def test_the_database_alone_opens_no_session(pages: PagesUnderTest) -> None:
    async with somebody(pages.pages) as http, _database(pages) as database:
        session = http.cookies["samspil"]
        token = (await http.post(f"{pages.issuer}/token", json=CASEWORKER)).json()["access_token"]
        rows = await database.fetch("SELECT * FROM session")

    assert rows
    kept = b"\n".join(
        one if isinstance(one, bytes) else str(one).encode() for row in rows for one in row.values()
    )
    every_token_begins = token.partition(".")[0]
    for secret in (session, every_token_begins, "kontaktperson-social"):
        assert secret.encode() not in kept


async def test_the_stream_ends_with_the_session(pages: PagesUnderTest, nothing_but_a_name: Story) -> None:
    path = nothing_but_a_name.address.removeprefix(pages.pages)
    async with somebody(pages.pages) as http, at(pages.pages) as other:
        other.cookies.set("samspil", http.cookies["samspil"], domain="localhost.local")
        async with other.stream("GET", f"{path}/live?seen=9999") as listening:
            assert listening.status_code == 200
            fields = await form_of(http, "/", "/log-ud")
            assert (await http.post("/log-ud", data=fields)).status_code == 303
            async with asyncio.timeout(5):
                assert [chunk async for chunk in listening.aiter_text() if "changed" in chunk] == []
        again = await other.get(f"{path}/live")

    assert again.status_code != 200


async def test_the_pages_are_at_their_own_host_alone(
    pages: PagesUnderTest, nothing_but_a_name: Story
) -> None:
    port = pages.pages.rpartition(":")[2]
    path = nothing_but_a_name.address.removeprefix(pages.pages)
    async with at(f"http://127.0.0.1:{port}") as http:
        for host in (f"127.0.0.1:{port}", "example.org", "localhost", f"x@localhost:{port}", ""):
            for asked in ("/", path, f"{path}/deling", "/log-ind", "/borgere/", "/v1/citizens/", "//x"):
                answer = await http.get(asked, headers={"host": host})
                location = answer.headers.get("location", "")
                assert location in {
                    "",
                    "/log-ind",
                    pages.pages + "/",
                    pages.pages + path,
                    f"{pages.pages}{path}/deling",
                }
                assert "example.org" not in answer.text
        there = await http.get(path, headers={"host": f"LOCALHOST:{port}"})
        foreign = await http.post("/log-ind", data={"subject": "sagsbehandler-social"})

    assert (there.status_code, there.headers["location"]) == (303, f"/log-ind?videre={path}")
    assert foreign.status_code == 421


@pytest.mark.parametrize("odd", ["ÿþ", "%00", '"', "a=b=c", "x" * 4000, "\x7f", "é;samspil=\xff"])
async def test_an_odd_cookie_is_nobody(pages: PagesUnderTest, nothing_but_a_name: Story, odd: str) -> None:
    path = nothing_but_a_name.address.removeprefix(pages.pages)
    cookie = b"samspil=" + odd.encode("latin-1") + b"; samspil-visit=" + odd.encode("latin-1")
    async with at(pages.pages) as http:
        statuses = [
            (await http.get(asked, headers={b"cookie": cookie})).status_code
            for asked in ("/", path, f"{path}/live", "/log-ind")
        ]
        for kind in ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x; charset=utf-7"):
            body = b'--x\r\nContent-Disposition: form-data; name="form_token"\r\n\r\n+2AA-\r\n--x--\r\n'
            for asked in ("/log-ind", "/log-ud", f"{path}/kontaktpause/saet"):
                headers = {b"cookie": cookie, b"content-type": kind.encode()}
                statuses.append((await http.post(asked, content=body, headers=headers)).status_code)

    assert max(statuses) < 500, statuses


async def test_who_works_elsewhere_is_told_so_on_a_danish_page(
    visitor: Visitor, nothing_but_a_name: Story
) -> None:
    await visitor.page.goto(nothing_but_a_name.address)
    await visitor.page.get_by_text("Andre, som ikke har adgang til overblikket").click()
    await visitor.page.get_by_role("button", name="Jonas Opdigtet").click()

    await expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Det har du ikke adgang til")
    assert nothing_but_a_name.person.name not in await visitor.page.content()
    assert await visitor.faults() == []


async def test_staff_and_whoever_comes_from_home_sign_in_apart(visitor: Visitor) -> None:
    await visitor.page.goto(f"{visitor.pages}/log-ind")

    staff = visitor.page.get_by_role("list", name="Socialpsykiatriens medarbejdere")
    at_home = visitor.page.get_by_role("list", name="Borger eller pårørende")
    await expect(staff.get_by_role("button")).to_have_count(4)
    await expect(at_home.get_by_role("button")).to_have_count(6)
    await expect(at_home).not_to_contain_text("Mette Prøvesen")
    assert not re.search(r"\d{4}", await at_home.inner_html())
    assert await visitor.wrong_at_any_size() == []


def _database(pages: PagesUnderTest) -> "AbstractAsyncContextManager[asyncpg.Connection[asyncpg.Record]]":
    return databases.connected(pages.url)


async def test_a_form_from_elsewhere_is_refused(pages: PagesUnderTest, nothing_but_a_name: Story) -> None:
    path = nothing_but_a_name.address.removeprefix(pages.pages)
    async with at(pages.pages) as http:
        foreign = await http.post("/log-ind", data={"subject": "sagsbehandler-social"})
        before = await form_of(http, "/log-ind")
        await sign_in(http)
        stale = await http.post(
            f"{path}/kontaktpause/saet", data={**before, "form_id": str(nothing_but_a_name.citizen)}
        )
        async with somebody(pages.pages) as other:
            others = await form_of(other, path, f"{path}/kontaktpause/saet")
        borrowed = await http.post(f"{path}/kontaktpause/saet", data=others)

    assert (foreign.status_code, stale.status_code, borrowed.status_code) == (403, 403, 403)
    assert "Det har du ikke adgang til" in foreign.text


@pytest.mark.parametrize("has_cookie", [True, False])
async def test_who_was_signed_out_while_writing_gets_it_back_and_nobody_else_does(
    pages: PagesUnderTest, *, has_cookie: bool
) -> None:
    story = await Story.of(pages, Person(synthetic_cpr(98_101 + has_cookie), "Jonna Test Skriver"), 1)
    path = story.address.removeprefix(pages.pages)
    form = f"{path}/kontaktpause/saet"
    async with somebody(pages.pages) as http, _database(pages) as database:
        fields = await form_of(http, path, form)
        written = {**fields, "until": "<b>i morgen", "ask": "Anna Ukendt"}
        await database.execute("DELETE FROM session")
        if not has_cookie:
            http.cookies.clear()
        answer = await http.post(form, data=written)
        assert answer.status_code == (401 if has_cookie else 403)
        assert "Log ind som dig selv, så får du det tilbage." in answer.text
        assert not any_of(["i morgen", "Anna Ukendt", story.person.name], answer.text)
        again = hidden(answer.text, "/log-ind")

        other = await http.post("/log-ind", data={**again, "subject": "visitator-social"})
        assert other.headers["location"] == form
        assert "Anna Ukendt" not in (await http.get(form)).text

        visit = hidden((await http.get("/log-ind")).text, "/log-ind")
        back = await http.post(
            "/log-ind", data={**again, "form_token": visit["form_token"], "subject": "kontaktperson-social"}
        )
        assert back.headers["location"] == form
        for _ in range(2):
            shown = (await http.get(form)).text
            for told in ("Her er det, du skrev.", "&lt;b&gt;i morgen", "Anna Ukendt", fields["form_id"]):
                assert told in shown
        sent = hidden(shown, form)
        assert sent["form_id"] == fields["form_id"]
        done = await http.post(form, data={**sent, "until": in_days(2), "ask": "Anna Ukendt"})
        assert done.status_code == 303
        assert "Her er det, du skrev." not in (await http.get(form)).text


async def test_what_was_kept_opens_for_nothing_that_was_changed(
    pages: PagesUnderTest, nothing_but_a_name: Story
) -> None:
    async with at(pages.pages) as http:
        for odd in ("x", "ÿ", "AAAA" * 20, "\ud800"):
            fields = await form_of(http, "/log-ind")
            body = {
                **fields,
                "subject": "kontaktperson-social",
                "kept": odd.encode(errors="replace").decode(),
            }
            assert (await http.post("/log-ind", data=body)).headers["location"] == "/"
            http.cookies.clear()


async def test_signing_in_leads_to_our_own_pages_only(pages: PagesUnderTest) -> None:
    async with at(pages.pages) as http:
        for back in ("https://example.org/", "//example.org", "/v1/citizens", "/borgere/../log-ud"):
            assert await sign_in(http, "visitator-social", back) == "/"
            http.cookies.clear()


async def test_a_cookie_opens_no_api_and_a_bearer_token_no_page(
    pages: PagesUnderTest, nothing_but_a_name: Story
) -> None:
    async with somebody(pages.pages) as http:
        api = f"/v1/citizens/{nothing_but_a_name.citizen}/view"
        by_cookie = await http.get(api, headers={"accept": "application/json"})
        token = (await http.post(f"{pages.issuer}/token", json=CASEWORKER)).json()["access_token"]
        session = http.cookies["samspil"]
        http.cookies.clear()
        bearer = {"authorization": f"Bearer {token}"}
        by_bearer = await http.get("/", headers=bearer)
        by_both = await http.get("/", headers={**bearer, "cookie": f"samspil={token}"})
        by_id = await http.get(api, headers={"authorization": f"Bearer {session}", "accept": "*/*"})

    assert by_cookie.status_code == 401
    assert by_cookie.headers["content-type"] == "application/problem+json"
    assert (by_bearer.status_code, by_bearer.headers["location"]) == (303, "/log-ind")
    assert (by_both.status_code, by_id.status_code) == (303, 401)
