"""The citizen looks at their own page: what it shows is opened, and the look is logged as everybody's."""

from dataclasses import replace
from datetime import UTC, date, datetime

from samspil.overview.api.doors import OverviewDoor
from samspil.overview.domain.insight import shown_to
from samspil.overview.domain.reader import TheCitizen
from samspil.overview.domain.referral_state import Standing
from samspil.overview.domain.shown_work import shown_work
from samspil.overview.domain.view import View
from samspil.overview.pages import own_messages, own_plan
from samspil.overview.pages.own_agreements import agreements_shown
from samspil.overview.pages.own_page import OwnPage, own_page
from samspil.overview.pages.own_work import GroupName, work_shown
from samspil.overview.pages.units import unit_words
from samspil.overview.storage.queries import read_views
from samspil.rulebook.law import in_force
from samspil.rulebook.rulebook import Rulebook
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.sealed import Sealed
from samspil.web.auth import Caller
from samspil.web.problem_types import UNKNOWN_CITIZEN
from samspil.web.problems import Problem
from samspil.web.read_model import sealed_in


async def read_own(door: OverviewDoor, citizen: CitizenId) -> tuple[View, bool]:
    """What can be read of it, and whether that is all. Raises ``Problem`` where nothing was heard."""
    found = (await read_views(door.store.pool, [citizen])).get(citizen)
    if found is None:
        raise Problem(UNKNOWN_CITIZEN)
    return found


async def see_own(door: OverviewDoor, citizen: CitizenId, caller: Caller) -> tuple[OwnPage, bool]:
    """The page, and whether all that is kept of the citizen can be read."""
    view, is_whole = await read_own(door, citizen)
    today = danish_day(datetime.now(UTC))
    view = _as_shown(view, door, today)
    tokens = shown(view, today)
    opened = await door.keyring.open(citizen, tokens, caller.access("read-own-page"))
    texts = {tokens[where]: text for where, text in opened.items()}
    units = unit_words(door.rules, today)
    return own_page(citizen, view, texts.__getitem__, today, units, group_name(door.rules, today)), is_whole


def _as_shown(view: View, door: OverviewDoor, today: date) -> View:
    """What the employment side tells, as far as the law of the day shows it to the citizen."""
    law, ours = in_force(door.law, today), door.rules.municipalities
    shown = shown_to(view, TheCitizen(), law, today, ours)
    return replace(view, employment=shown_work(view.employment, shown))


def group_name(rules: Rulebook, today: date) -> GroupName:
    """What a target group is called on that day; one that nobody knows has its code."""

    def name(code: str) -> str:
        known = rules.target_group(code, today)
        return known.name if known else f"målgruppe {code}"

    return name


def shown(view: View, today: date) -> dict[str, Sealed]:
    """Field → what is sealed there, of what the page shows."""
    fields: dict[str, object] = {
        "citizen": {
            "name": view.citizen.who.name if view.citizen.who else None,
            "coordinator": view.citizen.coordinator,
        },
        "plan": {**own_plan.shown(view.plan, today), "agreements": agreements_shown(view.plan)},
        "messages": own_messages.shown(view),
        "work": work_shown(view, today),
        "hold": view.coordination.holds[-1:],
        "referrals": [
            (one.why, (one.declined.words, one.declined.suggestion) if one.declined else ())
            for one in view.referrals
            if one.standing is not Standing.VOIDED
        ],
    }
    return dict(sealed_in(fields))
