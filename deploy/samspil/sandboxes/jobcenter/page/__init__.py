"""The sandbox's one page, in Danish: what it has, and buttons that make something happen; no scripts."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from importlib.resources import files
from typing import Annotated, Final, Literal
from uuid import UUID

from fastapi import APIRouter, Form
from jinja2 import Environment
from starlette.responses import HTMLResponse, RedirectResponse, Response

from samspil.sandboxes.jobcenter.activities import More, What
from samspil.sandboxes.jobcenter.activity_file import FileForm, activity_file
from samspil.sandboxes.jobcenter.behaviour import Behaviour, How
from samspil.sandboxes.jobcenter.case_system import CaseSystem, Changed, NoRequest, NoTask
from samspil.sandboxes.jobcenter.meetings import Invitation, MeetingWhat
from samspil.sandboxes.jobcenter.notifier import BridgeAway, Notifier, notification_of
from samspil.sandboxes.jobcenter.page.told_of_file import AWAY, ToldOfFile, told_of_file
from samspil.sandboxes.jobcenter.requests import Request
from samspil.sandboxes.jobcenter.standings import Group, StandingWhat
from samspil.sandboxes.jobcenter.tasks import Reply, Status
from samspil.vocabulary.copenhagen import COPENHAGEN, danish_day, written_at
from samspil.vocabulary.cpr import Cpr, InvalidCpr

HEADERS: Final = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
}
BEHAVES: Final = {
    How.WELL: "svarer, som det skal",
    How.SLOW: "svarer langsomt",
    How.SILENT: "modtager og svarer ikke",
    How.ERROR_WITH_EFFECT: "modtager og svarer med en fejl",
    How.HTML: "modtager og svarer med en side",
    How.OTHER_JSON: "modtager og svarer på noget andet",
    How.EMPTY: "modtager og svarer med ingenting",
    How.HUGE: "modtager og svarer alt for langt",
    How.ERROR: "svarer med en fejl",
    How.AWAY: "er ude af drift",
    How.REFUSING: "afviser opgaven",
    How.GONE: "siger, at det ikke findes",
    How.TOKEN_EXPIRED: "kender ikke længere adgangsbeviset",
    How.KEY_ROTATED: "har fået en anden nøgle",
}
STATUSES: Final = {
    Status.CREATED: "oprettet",
    Status.RECEIVED: "modtaget",
    Status.INFORMATION_MISSING: "oplysninger mangler",
    Status.ACCEPTED: "accepteret",
    Status.DECLINED: "afvist",
    Status.NOT_OURS: "ikke vores",
    Status.STARTED: "påbegyndt",
    Status.ENDED: "afsluttet",
    Status.STOPPED: "hjælpen er stoppet",
    Status.GOES_ON: "hjælpen fortsætter",
}
ASKS_FOR: Final = {
    "socialpaedagogisk_stoette": "socialpædagogisk støtte",
    "gruppebaseret_stoette": "gruppebaseret støtte",
    "tidsbegraenset_stoette": "tidsbegrænset støtte",
    "stoette_kontaktperson": "støtte- og kontaktperson",
}
KINDS: Final = {
    "virksomhedspraktik": "virksomhedspraktik",
    "loentilskud": "løntilskud",
    "ordinaere_timer": "ordinære løntimer",
    "ordinaert_job": "ordinært job",
    "fleksjob": "fleksjob",
    "uddannelse": "uddannelse",
    "mentor": "mentor",
    "foerste_virksomhedskontakt": "første virksomhedskontakt",
    "vejledning_og_opkvalificering": "vejledning og opkvalificering",
}
OUTCOMES: Final = {
    "udloebet": "udløbet",
    "ikke_opnaaet": "ikke opnået",
    "fravalgt_af_borger": "fravalgt af borgeren",
    "stoppet_af_andre": "stoppet af andre",
}
PROGRESS: Final = {
    "foreslaaet": "foreslået",
    "oprettet": "oprettet",
    "paabegyndt": "påbegyndt",
    "opnaaet": "opnået",
    "ophoert": "ophørt",
    "afsluttet": "afsluttet",
    "slettet": "slettet",
}
CALLS: Final = {
    "7": "jobsamtale",
    "4": "opfølgningssamtale",
    "informationsmoede": "informationsmøde",
    "fleksjobopfoelgning": "opfølgning på fleksjob",
    "cv_samtale": "CV-samtale",
}
FORMS: Final = {"personlig": "personligt fremmøde", "telefon": "telefon", "video": "video"}
TOLD: Final = {
    "sendt": "Ændringen er sendt.",
    "broen-svarer-ikke": "Ændringen er gemt, men broen svarer ikke.",
    "opgave": "Den opgave findes ikke.",
    "anmodning": "Den anmodning findes ikke.",
    "cpr": "Det er ikke et CPR-nummer.",
    "svar": "Svarene er ændret.",
}

_here = files(__name__)


def router(cases: CaseSystem, behaviour: Behaviour, notifier: Notifier) -> APIRouter:
    """``/`` and its forms."""
    doors = APIRouter(include_in_schema=False)
    template = Environment(autoescape=True).from_string((_here / "page.html").read_text())
    style = (_here / "page.css").read_text()

    def page(
        told: str | None = None, file: ToldOfFile | None = None, form: FileForm = FileForm.CSV
    ) -> Response:
        shown = template.render(
            cases=cases,
            how=behaviour.how,
            behaves=BEHAVES,
            told=told,
            file=file,
            form=form,
            file_forms=FileForm,
            What=What,
            statuses=STATUSES,
            asks_for=ASKS_FOR,
            kinds=KINDS,
            outcomes=OUTCOMES,
            progress=PROGRESS,
            calls=CALLS,
            forms=FORMS,
            MeetingWhat=MeetingWhat,
            StandingWhat=StandingWhat,
            written_at=written_at,
        )
        return HTMLResponse(shown, headers=HEADERS)

    @doors.get("/")
    async def show(besked: str = "") -> Response:
        return page(told=TOLD.get(besked))

    @doors.get("/page.css")
    async def css() -> Response:
        return Response(style, media_type="text/css")

    async def happens(change: Callable[[], Changed]) -> Response:
        """Let it happen, notify the bridge, and say what came of that."""
        try:
            await notifier.notify(notification_of(change()))
        except NoTask:
            return _back("opgave")
        except NoRequest:
            return _back("anmodning")
        except InvalidCpr:
            return _back("cpr")
        except BridgeAway:
            return _back("broen-svarer-ikke")
        return _back("sendt")

    @doors.post("/page/send")
    async def send(
        what: Annotated[What, Form()],
        cpr: Annotated[str, Form()],
        kind: Annotated[str, Form()] = "",
        purpose: Annotated[str, Form()] = "",
        outcome: Annotated[str, Form()] = "",
    ) -> Response:
        more = More(kind=kind or None, purpose=purpose or None, outcome=outcome or None)
        return await happens(lambda: cases.change(what, Cpr.parse(cpr).number, more))

    @doors.post("/page/file")
    async def send_file(
        form: Annotated[FileForm, Form()], with_a_bad_row: Annotated[bool, Form()] = False
    ) -> Response:
        """What came of it is on the page at once: to load that again only sends the same file again."""
        file = activity_file(cases.activities.values(), form, with_a_bad_row=with_a_bad_row)
        try:
            told = told_of_file(await notifier.send_file(file, danish=True))
        except BridgeAway:
            told = AWAY
        return page(file=told, form=form)

    @doors.post("/page/answer")
    async def answer(
        task: Annotated[UUID, Form()],
        status: Annotated[Status, Form()],
        note: Annotated[str, Form()] = "",
        day: Annotated[date | Literal[""], Form()] = "",
    ) -> Response:
        reply = Reply(status=status, note=note or None, day=day or None)
        return await happens(lambda: cases.answer(str(task), reply))

    @doors.post("/page/ask")
    async def ask(
        cpr: Annotated[str, Form()],
        name: Annotated[str, Form()],
        words: Annotated[str, Form()],
        asked_for: Annotated[str, Form()],
        urgent: Annotated[bool, Form()] = False,
    ) -> Response:
        request = Request(name=name, words=words, urgent=urgent, asked_for=asked_for)
        return await happens(lambda: cases.ask(Cpr.parse(cpr).number, request))

    @doors.post("/page/call")
    async def call(
        what: Annotated[MeetingWhat, Form()],
        cpr: Annotated[str, Form()],
        kind: Annotated[str, Form()] = "7",
        form: Annotated[str, Form()] = "personlig",
        at: Annotated[datetime | Literal[""], Form()] = "",
        place: Annotated[str, Form()] = "",
    ) -> Response:
        said = Invitation(samtaletype=kind, kontaktform=form, sted=place or None)
        if at:
            said.tidspunkt = at.replace(tzinfo=COPENHAGEN)
        return await happens(lambda: cases.call(what, Cpr.parse(cpr).number, said))

    @doors.post("/page/stand")
    async def stand(
        what: Annotated[StandingWhat, Form()],
        cpr: Annotated[str, Form()],
        contact_group: Annotated[int | Literal[""], Form()] = "",
        target_group: Annotated[str, Form()] = "",
        since: Annotated[date | Literal[""], Form()] = "",
        coordinator: Annotated[str, Form()] = "",
    ) -> Response:
        first = since or danish_day(datetime.now(UTC))
        group = Group(kontaktgruppe=contact_group or None, maalgruppe=target_group or None, fra=first)
        now = group if what is StandingWhat.CHANGED else None
        return await happens(lambda: cases.stand(Cpr.parse(cpr).number, now, coordinator or None))

    @doors.post("/page/withdraw")
    async def withdraw(request: Annotated[UUID, Form()]) -> Response:
        return await happens(lambda: cases.withdraw(str(request)))

    @doors.post("/page/behave")
    async def behave(how: Annotated[How, Form()]) -> Response:
        behaviour.how, behaviour.times = how, None
        return _back("svar")

    return doors


def _back(told: str) -> Response:
    return RedirectResponse(f"/?besked={told}", 303)
