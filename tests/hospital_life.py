"""A citizen's life with hospitals, made up: what truly was, and every notice that was sent of it."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from hypothesis import strategies as st

from samspil.contracts.hospital import StayKind, StayStep
from samspil.region_bridge.domain.notice import Happened, Held, Notice

BEGINNING = datetime(2026, 11, 2, 8, tzinfo=UTC)
ACUTE, INPATIENT = StayKind.ACUTE_AMBULANT, StayKind.INPATIENT
_NAMES = UUID(int=3)


@dataclass(frozen=True, slots=True)
class TrueStay:
    """One stay as it was: how it ended, or whether the citizen is on leave from it."""

    kind: StayKind
    began_at: datetime
    end: tuple[StayStep, datetime] | None = None
    on_leave: bool = False


@dataclass(frozen=True, slots=True)
class Life:
    """What was, and what was told of it in the order in which it happened."""

    truth: tuple[TrueStay, ...]
    notices: tuple[Notice, ...]
    mistakes: tuple[str, ...] = ()
    """What hospitals told wrongly and put right, and by what the correction finds it."""


def hour(number: float) -> datetime:
    """The moment so many hours after the beginning of all."""
    return BEGINNING + timedelta(hours=number)


def notice(
    what: Happened | Held,
    *,
    of: float = 0,
    at: float | None = None,
    noted: float | None = None,
    kind: StayKind = INPATIENT,
    episodes: tuple[int, ...] = (1,),
    encounter: int = 1,
    alive: bool = False,
    message: str = "",
    revises: Notice | None = None,
) -> Notice:
    """A notice of the stay that began in the hour ``of``; an admission happened then, all else ``at``."""
    occurred_at = hour(of if at is None else at)
    revised = revises.message_id if revises else None
    written = f"{what} {of} {at} {noted} {kind} {episodes} {encounter} {alive} {message} {revised}"
    return Notice(
        message_id=str(uuid5(_NAMES, written)),
        what=what,
        kind=kind,
        episodes=tuple(uuid5(_NAMES, str(number)) for number in episodes),
        encounter=UUID(int=encounter),
        started_at=hour(of),
        occurred_at=occurred_at,
        noted_at=occurred_at if noted is None else hour(noted),
        alive=alive,
        revises=revised,
    )


@st.composite
def lives(draw: st.DrawFn, mistakes: bool = False) -> Life:
    """Some courses one after another: acute wards, admissions, leaves, transfers, mistakes, home, again.

    With ``mistakes`` hospitals tell a beginning, a leave or a discharge wrongly and put it right afterwards.
    """
    told = _Told(draw, mistakes)
    now = 0.0
    for number in range(draw(st.integers(1, 3))):
        now = _course(told, number, now)
    return Life(tuple(told.truth), tuple(told.notices), tuple(told.mistakes))


class _Told:
    """What was, what was told of it, and what is drawn next."""

    def __init__(self, draw: st.DrawFn, mistakes: bool) -> None:
        self.draw, self.errs = draw, mistakes
        self.truth: list[TrueStay] = []
        self.notices: list[Notice] = []
        self.mistakes: list[str] = []
        self.names: list[tuple[int, ...]] = [(0,)]

    def tell(
        self, what: Happened, of: float, at: float | None, kind: StayKind, encounter: int = 9, **more: Any
    ) -> Notice:
        # The hospital's own name of the course stands in each message, the national one in some.
        episodes = self.draw(st.sampled_from(self.names))
        told = notice(what, of=of, at=at, kind=kind, episodes=episodes, encounter=encounter, **more)
        self.notices.append(told)
        return told

    def after(self, now: float, most: int) -> float:
        return now + self.draw(st.integers(1, most))

    def wrongly(self, what: str) -> str | None:
        """By what a correction will find what is told wrongly now; None: it is told right."""
        if not self.errs or self.draw(st.integers(0, 2)) > 0:
            return None
        found_by = self.draw(st.sampled_from(["message", "itself", "nothing"]))
        self.mistakes.append(f"{what} by {found_by}")
        return found_by


CORRECTED = {
    Happened.LEAVE_STARTED: (Happened.LEAVE_START_CORRECTED, Happened.LEAVE_START_CANCELLED),
    Happened.LEAVE_ENDED: (Happened.LEAVE_END_CORRECTED, Happened.LEAVE_END_CANCELLED),
    Happened.DISCHARGED: (Happened.DISCHARGE_CORRECTED, Happened.DISCHARGE_CANCELLED),
}


def _course(told: _Told, number: int, now: float) -> float:
    """One course, added to what was and to what was told; when it was over."""
    draw = told.draw
    told.names = [(10 * number,), (10 * number, 10 * number + 1)]
    stays: list[tuple[float, TrueStay]] = []
    for kind in draw(st.lists(st.sampled_from([ACUTE, INPATIENT, INPATIENT]), min_size=1, max_size=3)):
        now = start = told.after(now, 30)
        contact = draw(st.integers(1, 5))
        now = _admission(told, kind, start, contact, is_first=not stays)
        if draw(st.integers(0, 3)) == 0:
            now = told.after(now, 3)
            told.tell(Happened.RETRACTED, start, now, kind, draw(st.sampled_from([contact, 9])))
            continue
        if stays:
            stays[-1] = stays[-1][0], replace(stays[-1][1], end=(StayStep.ENDED, hour(start)), on_leave=False)
        on_leave = False
        for _ in range(draw(st.integers(0, 3)) if kind is INPATIENT else 0):
            what = Happened.LEAVE_ENDED if on_leave else Happened.LEAVE_STARTED
            now, at = _step(told, what, start, now, kind)
            on_leave = on_leave if at is None else not on_leave
        stays.append((start, TrueStay(kind, hour(start), on_leave=on_leave)))
    for _ in range(draw(st.sampled_from([0, 1, 1, 1])) if stays else 0):
        start, last = stays[-1]
        now, at = _step(told, Happened.DISCHARGED, start, told.after(now, 40), last.kind)
        if at is not None:
            stays[-1] = start, replace(last, end=(StayStep.DISCHARGED, hour(at)), on_leave=False)
    told.truth += (stay for _, stay in stays)
    return now


def _admission(told: _Told, kind: StayKind, start: float, contact: int, *, is_first: bool) -> float:
    """Told right, or corrected by the message, by a contact of its own, or by being the last one."""
    found_by = told.wrongly("beginning")
    if found_by is None:
        told.tell(Happened.ADMITTED, start, None, kind, contact)
        return start
    other = ACUTE if kind is INPATIENT else INPATIENT
    # Without a word of which stay is meant, a kind tells nothing where there are several.
    wrong_kind = told.draw(st.sampled_from([kind, other])) if is_first or found_by != "nothing" else kind
    wrong_start = start + told.draw(st.sampled_from([-0.25, 0.25, 0.5]))
    contact = 100 + len(told.notices) if found_by == "itself" else contact
    wrong = told.tell(Happened.ADMITTED, wrong_start, None, wrong_kind, contact, noted=start)
    now = told.after(start, 2)
    told.tell(
        Happened.ADMISSION_CORRECTED,
        start,
        None,
        kind,
        contact if found_by == "itself" else 9,
        noted=now,
        revises=wrong if found_by == "message" else None,
    )
    return now


def _step(told: _Told, what: Happened, of: float, now: float, kind: StayKind) -> tuple[float, float | None]:
    """A leave, its end or a discharge; when it was told for the last time, and when it was, if at all."""
    at = told.after(now, 9)
    found_by = told.wrongly(what)
    if found_by is None:
        told.tell(what, of, at, kind)
        return at, at
    correction, cancellation = CORRECTED[what]
    wrong = told.tell(what, of, at + 0.25, kind, noted=at + 0.5)
    revises, noted = wrong if found_by == "message" else None, told.after(at, 3)
    if told.draw(st.booleans()):
        told.tell(correction, of, at, kind, noted=noted, revises=revises)
        return noted, at
    named = at + 0.25 if found_by == "itself" else noted
    told.tell(cancellation, of, named, kind, noted=noted, revises=revises)
    return noted, None


@st.composite
def any_notices(draw: st.DrawFn) -> list[Notice]:
    """Whatever a hospital might send, none contradicting itself; few values, so that they meet."""
    hours = st.integers(0, 4)
    found: list[Notice] = []
    for number in range(draw(st.integers(1, 7))):
        of, what = draw(hours), draw(st.sampled_from([*Happened, Held.DEATH, Held.DEATH_RETRACTED]))
        found.append(
            notice(
                what,
                of=of,
                at=None if what is Happened.ADMITTED else of + draw(hours),
                noted=draw(st.integers(0, 8)),
                kind=draw(st.sampled_from(StayKind)),
                episodes=draw(st.sampled_from([(1,), (2,), (3,), (1, 2), (2, 3)])),
                encounter=draw(st.integers(1, 3)),
                alive=what is Held.DEATH_RETRACTED or draw(st.integers(0, 5)) == 0,
                message=str(number),
                revises=draw(st.sampled_from([None, *found])),
            )
        )
    return found


def told_in_any_order(notices: st.SearchStrategy[list[Notice]]) -> st.SearchStrategy[list[Notice]]:
    """The same notices shuffled, some told again, by the same message or by another one."""

    @st.composite
    def shuffled(draw: st.DrawFn) -> list[Notice]:
        once = draw(notices)
        again = [
            replace(one, message_id=draw(st.sampled_from([one.message_id, f"{one.message_id} again"])))
            for one in draw(st.lists(st.sampled_from(once), max_size=3))
        ]
        return draw(st.permutations([*once, *again]))

    return shuffled()
