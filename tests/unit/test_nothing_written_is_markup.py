"""Whatever people and partners write, the pages show it as text: no sign of it is read as HTML."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import httpx2
import pytest
from fastapi import FastAPI, Request

from samspil.contracts.catalogue import PUBLISHERS
from samspil.overview.api import page as doors
from samspil.overview.api.built_in_issuer import AtHome, Known
from samspil.overview.api.open_view import SHAPE
from samspil.overview.api.see_own_sharing import OwnSharing
from samspil.overview.domain.citizen_network import Relative
from samspil.overview.domain.disclose import disclose
from samspil.overview.domain.explain_all import explain_readers
from samspil.overview.domain.receiver import Receiver
from samspil.overview.domain.view import View
from samspil.overview.pages import rendering, words
from samspil.overview.pages.access_log_page import LookLine
from samspil.overview.pages.changed import Changed
from samspil.overview.pages.citizen_page import CitizenPage, citizen_page
from samspil.overview.pages.difference import Difference
from samspil.overview.pages.file_page import FilePage, file_page
from samspil.overview.pages.form import Filled
from samspil.overview.pages.held_page import HeldShown, UnplacedShown
from samspil.overview.pages.messages_page import MessagesPage, messages_page
from samspil.overview.pages.own_citizens_page import OwnCitizensPage
from samspil.overview.pages.own_page import OwnPage, own_page
from samspil.overview.pages.own_plan import Helper as OwnHelper
from samspil.overview.pages.own_sharing_page import ConsentShown as OwnConsent
from samspil.overview.pages.own_sharing_page import OwnSharingPage, own_sharing_page
from samspil.overview.pages.plan_page import PlanPage, plan_page
from samspil.overview.pages.publishers.message_cards import ThreadCard
from samspil.overview.pages.publishers.network import RelativeCard
from samspil.overview.pages.reader_words import People
from samspil.overview.pages.referral_page import ReferralPage
from samspil.overview.pages.relative_page import LINES, RelativePage, relative_page
from samspil.overview.pages.rendering import render
from samspil.overview.pages.requests_page import RequestShown
from samspil.overview.pages.seen_by import Seen
from samspil.overview.pages.sharing_page import ConsentShown, SharingPage, sharing_page
from samspil.overview.pages.team_looks_page import TeamLook
from samspil.overview.pages.team_page import TeamPage
from samspil.overview.pages.timeline_view import Shown
from samspil.overview.pages.told_together_page import Period
from samspil.overview.pages.units import UnitWords
from samspil.overview.pages.work_list_page import Waiting, WorkListPage, work_list_page
from samspil.overview.pages.work_page import WorkPage, work_page
from samspil.sandboxes.jobcenter.activities import What
from samspil.sandboxes.jobcenter.app import jobcenter_app
from samspil.sandboxes.jobcenter.case_system import CaseSystem
from samspil.sandboxes.jobcenter.keys import Keys
from samspil.sandboxes.jobcenter.notifier import Notifier
from samspil.sandboxes.jobcenter.requests import Request as HelpRequest
from samspil.sandboxes.region import hospital
from samspil.sandboxes.region.bridge import Bridge
from samspil.sandboxes.region.memory import Received, Sent
from samspil.sandboxes.region.page import page as region_page
from samspil.sandboxes.region.region import Region
from samspil.sandboxes.region.threads import Thread
from samspil.sealing.read_access import Place
from samspil.testkit.builders import CITIZEN, MONDAY, OURS, RULES, event
from samspil.testkit.people import BRUNO
from samspil.vocabulary.sector import Sector
from samspil.web import problem_types
from samspil.web.auth import Caller, Role
from samspil.web.problems import Problem
from samspil.web.session import Site
from sharing import LAW
from written import HARMLESS, MANY, MARKUP, TOKEN, require_harmless, written

TODAY: date = MONDAY.date()
TURNS = range(4)
"""In each, other values are absent."""

Values = Callable[[str, int], dict[str, Any]]


def _citizen(text: str, turn: int) -> dict[str, Any]:
    page: CitizenPage = written(CitizenPage, text, turn)
    asked = Shown.read(text, text, text)
    page = replace(page, timeline=replace(page.timeline, asked=asked, earlier=asked))
    return {
        "page": page,
        "refused": written(Filled, text, turn),
        "changed": written(Changed, text, turn) if turn else None,
        "again": written(Filled, text, turn),
        "news": text,
        "number": text,
        "renews": turn == 0,
        "seen": text,
        "now": MONDAY,
        "example": TODAY,
    }


def _act(text: str, turn: int) -> dict[str, Any]:
    page = _citizen(text, turn)
    filled: Filled = written(Filled, text, turn)
    about: object = written(RelativeCard, text, turn)
    if turn == 1:
        filled = replace(filled, form=replace(filled.form, leads_to=""))
        about = page["page"].referrals[0]
    if turn == 2:
        filled = replace(filled, form=replace(filled.form, leads_to="/plan"))
        about = (text, text)
    if turn == 3:
        filled = replace(filled, form=replace(filled.form, leads_to="/beskeder"))
        about = written(ThreadCard, text, turn)
    return page | {
        "filled": filled,
        "stands": filled if turn else None,
        "about": about,
        "seen": text if turn else None,
        "kept": filled,
    }


TEMPLATES: dict[str, Values] = {
    "act.html": _act,
    "find.html": lambda text, turn: {
        "find": written(Filled, text, turn),
        "register": written(Filled, text, turn),
        "anyway": written(Filled, text, turn),
        "contact": written(Filled, text, turn),
        "by_name": written(Filled, text, turn),
        "named": {CITIZEN: text} if turn else None,
        "is_all": turn == 1,
        "refused": written(Filled, text, turn) if turn else None,
        "finds": True,
        "form_person": text,
        "is_kept": turn == 1,
        "late": text,
        "trace": text,
        "recent": {CITIZEN: text} if turn else None,
        "there": {"citizen": CITIZEN, "differs": text} if turn else None,
    },
    "reason.html": lambda text, turn: {
        "asked_for": written(Filled, text, turn),
        "refused": written(Filled, text, turn) if turn else None,
        "citizen": CITIZEN,
        "back": text,
        "form_person": text,
    },
    "citizen.html": _citizen,
    "file.html": lambda text, turn: {
        "page": written(FilePage, text, turn),
        "number": text if turn else None,
        "news": text if turn else None,
        "together": {CITIZEN: text} if turn else {},
    },
    "plan.html": lambda text, turn: {"page": written(PlanPage, text, turn), "news": text if turn else None},
    "own_citizens.html": lambda text, turn: {"page": written(OwnCitizensPage, text, turn)},
    "merge.html": lambda text, turn: {
        "page": written(FilePage, text, turn),
        "citizen": CITIZEN,
        "asked": written(Filled, text, turn),
        "other": text if turn else None,
        "name": text if turn == 1 else None,
        "filled": written(Filled, text, turn),
        "offered": turn != 2,
        "refused": written(Filled, text, turn) if turn else None,
    },
    "sharing.html": lambda text, turn: {
        "page": written(SharingPage, text, turn),
        "citizen": text,
        "name": text,
        "is_whole": turn == 0,
        "records": turn != 1,
        "news": text,
    },
    "told_together.html": lambda text, turn: {
        "periods": written(tuple[Period, ...], text, turn) if turn else (),
        "citizen": text,
        "name": text,
    },
    "consent.html": lambda text, turn: {
        "citizen": text,
        "name": text,
        "title": text,
        "filled": written(Filled, text, turn),
        "refused": written(Filled, text, turn) if turn == 1 else None,
        "about": written(ConsentShown, text, turn),
        "kept": written(Filled, text, turn) if turn == 2 else None,
        "difference": written(tuple[Difference, ...], text, turn) if turn else (),
        "waits": turn == 1,
        "unseen": text,
        "example": TODAY,
    },
    "work_list.html": lambda text, turn: {"page": written(WorkListPage, text, turn), "registers": turn == 0},
    "referral.html": lambda text, turn: (
        _citizen(text, turn) | {"referral": written(ReferralPage, text, turn)}
    ),
    "work.html": lambda text, turn: {
        "page": written(WorkPage, text, turn),
        "news": text if turn else None,
    },
    "messages.html": lambda text, turn: {
        "page": written(MessagesPage, text, turn),
        "news": text if turn else None,
    },
    "held.html": lambda text, turn: {
        "held": written(tuple[HeldShown, ...], text, turn),
        "unplaced": written(tuple[UnplacedShown, ...], text, turn),
        "news": text if turn else None,
    },
    "held_one.html": lambda text, turn: {
        "held": written(HeldShown, text, turn),
        "filled": written(Filled, text, turn),
        "refused": written(Filled, text, turn) if turn else None,
        "form_person": text,
    },
    "unplaced.html": lambda text, turn: {
        "found": written(UnplacedShown, text, turn),
        "register": written(Filled, text, turn),
        "answer": written(Filled, text, turn + 1),
        "refused": written(Filled, text, turn) if turn else None,
        "form_person": text,
    },
    "requests.html": lambda text, turn: {"requests": written(tuple[RequestShown, ...], text, turn)},
    "request.html": lambda text, turn: {
        "asked": written(RequestShown, text, turn),
        "register": written(Filled, text, turn),
        "refused": written(Filled, text, turn) if turn else None,
        "form_person": text,
    },
    "team.html": lambda text, turn: {
        "page": written(TeamPage, text, turn),
        "headings": [text] * MANY,
        "names_at_most": text,
    },
    "team_looks.html": lambda text, turn: {
        "lines": written(tuple[TeamLook, ...], text, turn),
        "older": text,
        "days": text,
    },
    "access_log.html": lambda text, turn: {
        "ask": written(Filled, text, turn),
        "refused": written(Filled, text, turn) if turn else None,
        "lines": written(tuple[LookLine, ...], text, turn),
        "headings": [text] * 6,
        "summary": text,
        "older": text,
        "form_person": text,
    },
    "sign_in.html": lambda text, turn: {
        "built_in": True,
        "staff": [written(Known, text, turn)],
        "others": [written(Known, text, turn + 1)],
        "at_home": [written(AtHome, text, turn)],
        "back": text,
        "kept": text if turn else "",
    },
    "choose_way.html": lambda text, turn: {"ways": [(text, text)] * MANY, "choice": text, "back": text},
    "not_known.html": lambda text, turn: {"is_dead": turn == 0},
    "own.html": lambda text, turn: {
        "page": written(OwnPage, text, turn),
        "is_whole": turn == 0,
        "news": text if turn else None,
        "trace": text,
    },
    "own_sharing.html": lambda text, turn: {
        "seen": OwnSharing(
            written(OwnSharingPage, text, turn),
            turn == 0,
            written(tuple[Seen, ...], text, turn) if turn else None,
            Place(MONDAY, turn) if turn else None,
        ),
        "is_whole": turn == 0,
        "news": text,
    },
    "own_act.html": lambda text, turn: {
        "filled": written(Filled, text, turn),
        "refused": written(Filled, text, turn) if turn else None,
        "about": written(OwnConsent, text, turn) if turn else None,
        "helper": written(OwnHelper, text, turn) if turn else None,
        "home": f"/{text}",
        "action": f"/{text}",
        "example": TODAY,
        "form_person": text,
    },
    "relative.html": lambda text, turn: {"page": written(RelativePage, text, turn)},
    "stepped_back.html": lambda text, turn: {},
    "problem.html": lambda text, turn: {
        "heading": text,
        "text": text,
        "is_closed": turn == 0,
        "number": text,
        "sign_in": f"/{text}" if turn else None,
        "written": [(text, text)] if turn else [],
    },
}
"""Each page, with a text in every place that has one: also where ours stand today."""


def _rendered(name: str, text: str, turn: int, patch: pytest.MonkeyPatch) -> str:
    tables: tuple[dict[Any, str], ...] = (words.PARTY, words.ROLE)
    for table in tables:
        for code in list(table):
            patch.setitem(table, code, text)
    return render(name, me=written(Caller, text, turn), form_token=text, **TEMPLATES[name](text, turn))


@pytest.mark.parametrize("turn", TURNS)
@pytest.mark.parametrize("name", TEMPLATES)
def test_no_template_lets_a_text_become_markup(name: str, turn: int, monkeypatch: pytest.MonkeyPatch) -> None:
    page, same = (_rendered(name, text, turn, monkeypatch) for text in (MARKUP, HARMLESS))

    require_harmless(page, same)


def test_every_template_was_among_them(monkeypatch: pytest.MonkeyPatch) -> None:
    environment = rendering._templates.overlay(cache_size=100)
    monkeypatch.setattr(rendering, "_templates", environment)
    for name in TEMPLATES:
        for turn in TURNS:
            _rendered(name, HARMLESS, turn, monkeypatch)

    assert environment.cache is not None
    assert {name for _, name in environment.cache.keys()} == set(environment.list_templates())  # noqa: SIM118


def _whole_citizen(text: str, turn: int) -> str:
    view: View = written(View, text, turn)
    facts = [event(written(kind, text, turn)) for publisher in PUBLISHERS for kind in publisher.FACTS]
    shown = citizen_page(CITIZEN, view, facts, lambda _: text, MONDAY)
    assert not shown.broken
    own = {one.name: text for one in shown.set_hold.form.fields}
    refused = replace(shown.set_hold, written=own | {"seen": "{}"}, wrong=own, status=422)
    values = _citizen(HARMLESS, turn) | {"page": shown, "refused": refused, "changed": None, "again": None}
    page = render("citizen.html", me=None, form_token="", **values)
    return re.sub('name="form_id" value="[^"]+"', "", page)  # another each time


def _file(text: str, turn: int) -> str:
    view: View = written(View, text, turn)
    me = Caller(text, Role.CASEWORKER, Sector.SOCIAL, name=text)
    shown = file_page(CITIZEN, view, lambda _: text, TODAY, me)
    assert not shown.broken
    return render("file.html", me=None, form_token="", page=shown, number=text, news=text, together={})


def _plan(text: str, turn: int) -> str:
    view: View = written(View, text, turn)
    if turn == 1:
        view = replace(view, plan=replace(view.plan, ended=None), elsewhere={})
    me = Caller(text, Role.CASEWORKER, Sector.SOCIAL, name=text)
    shown = plan_page(CITIZEN, view, lambda _: text, TODAY, me, staff={text: text})
    assert not shown.broken
    page = render("plan.html", me=None, form_token="", page=shown, news=text)
    return re.sub('name="form_id" value="[^"]+"', "", page)  # another each time


def _work(text: str, turn: int) -> str:
    view: View = written(View, text, turn)
    shown = work_page(CITIZEN, view, lambda _: text, TODAY, RULES)
    assert not shown.broken
    return render("work.html", me=None, form_token="", page=shown, news=text)


def _messages(text: str, turn: int) -> str:
    view: View = written(View, text, turn)
    me = Caller(text, Role.CASEWORKER, Sector.SOCIAL, name=text)
    shown = messages_page(CITIZEN, view, lambda _: text, TODAY, None, me, there={text: text})
    assert not shown.broken
    page = render("messages.html", me=None, form_token="", page=shown, news=text)
    return re.sub('name="form_id" value="[^"]+"', "", page)  # another each time


def _sharing(text: str, turn: int) -> str:
    view: View = written(View, text, turn)
    told = [disclose(view, receiver, LAW, TODAY, OURS) for receiver in Receiver]
    readers = explain_readers(view, LAW[0], TODAY, OURS)
    people = People(staff={text: text}, relatives={one.id: text for one in view.citizen.relatives})
    cases = {str(UUID(int=one)): text for one in range(MANY + 1)}
    page = sharing_page(view, told, readers, people, TODAY, cases)
    more: dict[str, Any] = {"is_whole": turn == 0, "records": True, "news": text}
    return render("sharing.html", me=None, form_token="", page=page, citizen=CITIZEN, name=text, **more)


def _own(text: str, turn: int) -> str:
    view: View = written(View, text, turn)
    if turn == 1:
        view = replace(view, plan=replace(view.plan, ended=None), elsewhere={})
    shown = own_page(CITIZEN, view, lambda _: text, TODAY, UnitWords({}, {}, {}, OURS))
    assert not shown.broken
    return render("own.html", me=None, form_token="", page=shown, is_whole=True, news=text)


def _own_sharing(text: str, turn: int) -> str:
    view: View = written(View, text, turn)
    told = [disclose(view, receiver, LAW, TODAY, OURS) for receiver in Receiver]
    page = own_sharing_page(view, told, lambda _: text, frozenset({UUID(int=1)}), TODAY)
    looks = (Seen(text, text, (text,)),)
    seen = OwnSharing(page, is_whole=True, looks=looks, older=None)
    return render("own_sharing.html", me=None, form_token="", seen=seen, is_whole=True, news=text)


def _relative(text: str, turn: int) -> str:
    view: View = written(View, text, turn)
    kept = SHAPE.dump_json(view).decode()
    known = json.loads(kept.replace(json.dumps(TOKEN), json.dumps(text)))
    one: Relative = written(Relative, text, turn)
    page = relative_page(known, replace(one, may_know=tuple(LINES)), TODAY, UnitWords())
    return render("relative.html", me=None, form_token="", page=page)


def _work_list(text: str, turn: int) -> str:
    waiting: tuple[Waiting, ...] = written(tuple[Waiting, ...], text, turn)
    return render(
        "work_list.html",
        me=None,
        form_token="",
        registers=True,
        page=work_list_page("mine", waiting, {"mine": 9}, TODAY, None),
    )


def _refusal(text: str, turn: int) -> str:
    app = FastAPI()
    app.state.site = Site("http://localhost:8080", bytes(32))
    app.state.door = SimpleNamespace(rules=RULES)
    asked = Request({"type": "http", "app": app, "headers": [], "method": "POST", "path": f"/{text}"})
    asked.state.caller = Caller(text, Role.LEADER, Sector.SOCIAL, name=text)
    page = bytes(doors.problem_page(asked, Problem(problem_types.COMMON[turn])).body).decode()
    page = re.sub('name="form_person" value="[^"]+"', "", page)  # each person's own
    return page.partition("oplys dette nummer")[0]  # the number is another each time


def _region(text: str, turn: int) -> str:
    region = Region(Bridge("http://bridge", "http://issuer", httpx2.AsyncClient()))
    told = dict.fromkeys(("message_id", "body", "answer", "cpr", "name", "topic", "text", "at"), text)
    region.memory.take(Received(**told, headers=[text]))
    kept = dict.fromkeys(("message_id", "cpr", "code", "trace_id", "body", "at"), text)
    region.memory.add(Sent(**kept, what=list(hospital.What)[turn], status=turn))
    region.memory.go_on(written(Thread, text, turn))
    return region_page(region)


@pytest.mark.parametrize("turn", TURNS)
@pytest.mark.parametrize(
    "made",
    [
        _whole_citizen,
        _file,
        _plan,
        _messages,
        _work,
        _sharing,
        _own,
        _own_sharing,
        _relative,
        _work_list,
        _refusal,
        _region,
    ],
)
def test_what_is_made_of_a_view_is_no_markup_either(made: Callable[[str, int], str], turn: int) -> None:
    require_harmless(made(MARKUP, turn), made(HARMLESS, turn))


async def test_what_the_hub_writes_to_the_jobcenter_is_no_markup_at_its_sandbox(tmp_path: Path) -> None:
    async def page(text: str) -> str:
        cases = CaseSystem(tmp_path / text.translate({47: None}))
        task: dict[str, object] = {
            "title": text,
            "description": text,
            "deadline": text,
            "taskType": "HENVENDELSE",
        }
        cases.receive(text, task, b"", [text])
        cases.ask(text, HelpRequest(name=text, words=text, asked_for=text))
        changed = cases.change(What.CREATED, BRUNO.cpr.number)
        activity = cases.activities[str(changed.id)]
        activity.cpr = activity.entity.aktiveringstype = activity.entity.status = text
        cases.citizens[text] = CITIZEN
        app = jobcenter_app(cases, Notifier("http://bridge", "http://issuer"), Keys("key"))
        async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://a") as http:
            shown = (await http.get("/", params={"besked": text})).text
        return re.sub('name="request" value="[^"]+"', "", shown)  # another each time

    require_harmless(await page(MARKUP), await page(HARMLESS))
