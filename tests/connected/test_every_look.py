"""Every look at a citizen, at whichever door of whichever service, leaves a row in the access log."""

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

import httpx2
from fastapi.routing import APIRoute

from samspil.contracts.topics import SERVICES
from samspil.stack import databases
from samspil.stack.names import package_of
from samspil.testkit.pages import somebody
from samspil.testkit.people import BRUNO
from samspil.testkit.reasons import give_reason
from samspil.testkit.servers import Servers
from samspil.testkit.system_under_test import SystemUnderTest, eventually, system_under_test
from samspil.testkit.walk import Walk
from samspil.vocabulary.citizen_id import new_citizen_id

SHOWS_NOBODY = {
    "/log-ind": "the issuer's people, no citizen",
    "/min-side": "the citizen's own look leaves its row (browser/test_own_pages.py)",
    "/min-side/deling": "the same",
    "/min-side/{things}/{verb}": "the same",
    "/paaroerende": "a relative's look leaves its row (browser/test_own_pages.py)",
    "/paaroerende/traed-tilbage": "whether they mean it, and nothing of the citizen",
    "/v1/citizens/{citizen_id}/relatives/{relative_id}/view": "a relative's (component/test_own_doors.py)",
    "/find": "a field to search by; the names of whom one had opened leave theirs (browser/test_find.py)",
    "/find/uden-cpr": "a form for somebody who has no file yet",
    "/borgere/{citizen_id}/oplysninger/laeg-sammen": "the file page's row (browser/test_contact_forms.py)",
    "/borgere/{citizen_id}/opgave/{thing}": "it only leads on, after the row of the citizen's page",
    "/borgere/{citizen_id}/{things}/{verb}": "the row is the citizen's page's (browser/test_form_pages.py)",
    "/borgere/{citizen_id}/samtykke/{verb}": "the row is the sharing page's (browser/test_consent_pages.py)",
    "/v1/citizens/{citizen_id}/plan/ffb-report": "of a plan never agreed there is nothing to see; "
    "of another it leaves its row (component/test_ffb_report.py)",
    "/v1/referrals": "codes, days and ids of a unit's own, and nothing of whom they are about",
    "/v1/balance": "sums",
    "/team": "codes and days; the names of a chosen unit leave theirs (browser/test_team.py)",
    "/team/henvendelser.csv": "sums",
    "/borgere/{citizen_id}/adgang": "why somebody has to look, before they do",
    "/team/opslag": "who looked without a case; the names leave their rows (browser/test_access_log.py)",
    "/adgangslog": "a form to ask by; what it asks leaves its row (browser/test_access_log.py)",
    "/v1/access": "its row is the log's own, not a citizen's (component/test_access_log_doors.py)",
    "/advis": "the rows are the bridge's, and those of names the list's (browser/test_held_pages.py)",
    "/advis/{held_id}": "the same",
    "/advis/beskeder/{message_id}": "nobody who is known here: its rows are the bridge's",
    "/borgere/{citizen_id}/beskeder/{message_id}/bilag/{attachment_id}": "it leaves its row "
    "where there is such a file (component/test_message_doors.py)",
    "/v1/citizens/{citizen_id}/messages/{message_id}/attachments/{attachment_id}": "the same",
    "/anmodninger": "the rows are the bridge's, which opens what it holds",
    "/anmodninger/{request_id}": "the rows are the bridge's, which opens what it holds",
    "/borgere/{citizen_id}/henvendelser/{referral_id}": "the row is the citizen's page's",
    "/fhir/metadata": "what the door can do",
    "/v1/held-requests": "nobody who is known here: its rows are under the keys' ids",
    "/v1/held-requests/{request_id}": "the same",
    "/v1/unplaced-messages": "nobody who is known here: its rows are under the keys' ids",
    "/v1/unplaced-messages/{message_id}": "the same",
    "/v1/citizens/{citizen_id}/attachments/{attachment_id}": "nobody is let in without overview's word; "
    "with it they leave their row (component/test_region_bridge_attachments.py)",
    "/v1/unplaced-messages/{message_id}/attachments/{attachment_id}": "of none there is nothing to see; "
    "of one it leaves its row (the same)",
    "/v1/held-notices": "each that is shown leaves its row (component/test_held_notices.py)",
    "/v1/held-notices/{held_id}": "the same",
    "/v1/batches": "ids and counts, for an operator who sees no personal data",
    "/v1/batches/{batch_id}": "where a file is wrong, and never what stands there",
    "/v1/notifications/failed": "ids of a partner's entities, for an operator who sees no personal data",
}
"""The doors that leave no row, and why."""

WHO = {
    "caseworker": "sagsbehandler-social",
    "visitator": "visitator-social",
    "support_worker": "kontaktperson-social",
    "data_protection_officer": "dpo",
}

PROCESSES = [
    f"{service}-{kind}" for service in ("referral", "plan", "overview") for kind in ("web", "worker")
]


class Look(NamedTuple):
    """One GET of one service."""

    service: str
    path: str

    @property
    def role(self) -> str:
        """The view, its page and its stream leave the same row, so that somebody else looks at each."""
        ends = {
            "view": "visitator",
            "live": "support_worker",
            "": "visitator",
            "access": "data_protection_officer",
        }
        return ends.get(self.path.rpartition("/")[2], "caseworker")

    @property
    def sector(self) -> str | None:
        return None if self.role == "data_protection_officer" else "social"

    @property
    def who(self) -> str:
        return WHO[self.role]


def looks() -> Iterator[Look]:
    """Every GET of every service but those listed above."""
    for service in SERVICES:
        routes = import_module(f"samspil.{package_of(service)}.api.routes")
        for module in pkgutil.iter_modules(routes.__path__, f"{routes.__name__}."):
            for route in import_module(module.name).router.routes:
                assert isinstance(route, APIRoute)
                if "GET" in (route.methods or ()) and route.path not in SHOWS_NOBODY:
                    yield Look(service, route.path)


async def rows(here: SystemUnderTest, citizen: UUID, who: str) -> int:
    query = "SELECT FROM access WHERE citizen_id = $1 AND who = $2"
    return len(await here.fetch(databases.KEYRING, query, citizen, who))


async def status(here: SystemUnderTest, look: Look, citizen: UUID) -> int:
    base = here.address(f"{look.service}-web")
    # What is asked of the visitator's unit waits on its list.
    path = look.path.format(citizen_id=citizen) + ("?liste=enhedens" if look.path == "/" else "")
    if look.path.startswith("/v1/"):
        return (
            await here.http.get(base + path, headers=await here.headers(look.role, look.sector))
        ).status_code
    async with somebody(base.replace("127.0.0.1", "localhost"), look.who) as visitor:
        return await begun(visitor, path)


async def are_heard(here: SystemUnderTest, citizen: UUID) -> bool:
    """Asked of the databases: a look through a door would leave a row."""
    referrals = "SELECT FROM journal WHERE citizen_id = $1 AND topic = 'referral.v1'"
    told = await here.fetch("overview", referrals, citizen)
    return len(told) == 4 and bool(
        await here.fetch("plan", "SELECT FROM plan WHERE citizen_id = $1", citizen)
    )


async def begun(http: httpx2.AsyncClient, path: str) -> int:
    async with http.stream("GET", path) as answer:
        return answer.status_code  # a stream would go on


async def test_every_look_at_a_citizen_leaves_a_row_and_one_at_nobody_leaves_none(
    servers: Servers, tmp_path: Path
) -> None:
    found = list(looks())
    assert len(found) == 25
    async with system_under_test(
        servers, tmp_path, *PROCESSES, settings={"EMBEDDED_SIGN_IN": "true"}
    ) as here:
        walk = Walk(here, BRUNO)
        await walk.refer()
        citizen, nobody = UUID(walk.citizen_id), new_citizen_id()
        await here.refer(citizen, "Jeg vil gerne snakke med nogen")  # it waits in the work list
        await give_reason(here, citizen, *WHO.values())
        await eventually(lambda: are_heard(here, citizen))

        answers, silent = {}, []
        for look in found:
            before = await rows(here, citizen, look.who)
            answers[look] = await status(here, look, citizen)
            if await rows(here, citizen, look.who) == before:
                silent.append(look)
            if "{citizen_id}" in look.path:
                assert await status(here, look, nobody) == 404
                assert await rows(here, nobody, look.who) == 0

    assert {look: answer for look, answer in answers.items() if answer != 200} == {}
    assert silent == []
