"""A citizen's life with hospitals, made up: what truly was, and every notice that was sent of it."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
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
) -> Notice:
    """A notice of the stay that began in the hour ``of``; an admission happened then, all else ``at``."""
    occurred_at = hour(of if at is None else at)
    written = f"{what} {of} {at} {noted} {kind} {episodes} {encounter} {alive} {message}"
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
    )


@st.composite
def lives(draw: st.DrawFn) -> Life:
    """Some courses one after another: acute wards, admissions, leaves, transfers, mistakes, home, again."""
    truth: list[TrueStay] = []
    told: list[Notice] = []
    now = 0.0
    for number in range(draw(st.integers(1, 3))):
        now = draw(_course(number, now, truth, told))
    return Life(tuple(truth), tuple(told))


@st.composite
def _course(draw: st.DrawFn, number: int, now: float, truth: list[TrueStay], told: list[Notice]) -> float:
    """One course, added to what was and to what was told; when it was over."""
    stays: list[tuple[float, TrueStay]] = []

    def tell(what: Happened, of: float, at: float | None, kind: StayKind, encounter: int = 9) -> None:
        # The hospital's own name of the course stands in each message, the national one in some.
        episodes = draw(st.sampled_from([(10 * number,), (10 * number, 10 * number + 1)]))
        told.append(notice(what, of=of, at=at, kind=kind, episodes=episodes, encounter=encounter))

    def later(most: int) -> float:
        return now + draw(st.integers(1, most))

    for kind in draw(st.lists(st.sampled_from([ACUTE, INPATIENT, INPATIENT]), min_size=1, max_size=3)):
        now = start = later(30)
        contact = draw(st.integers(1, 5))
        tell(Happened.ADMITTED, start, None, kind, contact)
        if draw(st.integers(0, 3)) == 0:
            now = later(3)
            tell(Happened.RETRACTED, start, now, kind, draw(st.sampled_from([contact, 9])))
            continue
        if stays:
            stays[-1] = stays[-1][0], replace(stays[-1][1], end=(StayStep.ENDED, hour(start)), on_leave=False)
        on_leave = False
        for _ in range(draw(st.integers(0, 3)) if kind is INPATIENT else 0):
            now, on_leave = later(9), not on_leave
            tell(Happened.LEAVE_STARTED if on_leave else Happened.LEAVE_ENDED, start, now, kind)
        stays.append((start, TrueStay(kind, hour(start), on_leave=on_leave)))
    if stays and draw(st.integers(0, 3)) > 0:
        now = later(50)
        start, last = stays[-1]
        tell(Happened.DISCHARGED, start, now, last.kind)
        stays[-1] = start, replace(last, end=(StayStep.DISCHARGED, hour(now)), on_leave=False)
    truth += (stay for _, stay in stays)
    return now


@st.composite
def any_notices(draw: st.DrawFn) -> list[Notice]:
    """Whatever a hospital might send, none contradicting itself; few values, so that they meet."""
    hours = st.integers(0, 4)
    found = []
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
