"""What partners are told is what the law pack's own file allows, field by field, until the right day.

The oracle is written by hand: which way each field goes, of which class it is, and what a consent opens.
Law packs are rows of words here, as their files have them.
"""

import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from datetime import date, timedelta
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from anything import counted
from repository import ROOT
from samspil.contracts.disclosure import (
    ContactHold,
    ContactPerson,
    Identity,
    JobcenterInformed,
    RegionInformed,
)
from samspil.overview.domain.disclose import Withheld, disclose
from samspil.overview.domain.inform import Informed, inform
from samspil.overview.domain.law import LawPack, Receiver
from samspil.overview.domain.view import View
from samspil.testkit.builders import MONDAY
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.legal_basis import LegalBasis
from sharing import TODAY, sharing_views

FILE = ROOT / "services/overview/samspil/overview/storage/law/2026-07-01.toml"
PARTNER = {"jobcenter": "employment", "region": "region"}
OUT, IN, NOWHERE = "out", "in", "nowhere"
FIELDS = {
    "jobcenter": {
        "identity": ("identity", OUT),
        "contact_hold": ("contact_hold", OUT),
        "milestones_received": ("milestone", IN),
        "employment_goal": ("employment_goal", NOWHERE),
        "support": ("support", NOWHERE),
        "stay": ("stay", NOWHERE),
    },
    "region": {
        "identity": ("identity", OUT),
        "contact_person": ("network", OUT),
        "notices_received": ("stay", IN),
        "plan": ("plan", NOWHERE),
        "employment_goal": ("employment_goal", NOWHERE),
        "milestones": ("milestone", NOWHERE),
    },
}
"""Each field with its class and its way; nothing carries what goes nowhere."""

NOTICE_GIVING = {"sel-85", "sel-99", "sel-107", "sel-108"}
"""Retssikkerhedsloven § 12 c: notices come for whoever has this help."""

Row = tuple[str, str, str]
"""A receiver, a class, and a basis on which it may be had."""


class Pack(NamedTuple):
    """A law pack, and the day from which it counts."""

    valid_from: date
    rows: frozenset[Row]


class Basis(NamedTuple):
    """What a field stands on, and its last day; without an end it is the last of all."""

    until: date
    of: str


def shipped() -> Pack:
    """The file that the project ships."""
    told = tomllib.loads(FILE.read_text())
    valid_from = told.pop("valid_from")
    cells = ((receiver, kind, bases) for receiver, kinds in told.items() for kind, bases in kinds.items())
    return Pack(
        valid_from, frozenset((receiver, kind, one) for receiver, kind, bases in cells for one in bases)
    )


def as_law(packs: list[Pack]) -> list[LawPack]:
    """The same as the overview knows it."""
    return [
        LawPack(
            pack.valid_from,
            {
                (Receiver(receiver), DataClass(kind)): frozenset(
                    LegalBasis(of) for to, what, of in pack.rows if (to, what) == (receiver, kind)
                )
                for receiver, kind, _ in pack.rows
            },
        )
        for pack in packs
    ]


def bases(view: View, receiver: str, field: str, rows: frozenset[Row], today: date) -> Iterator[Basis]:
    """Everything that the field may stand on today."""
    kind, way = FIELDS[receiver][field]
    giver, taker = (PARTNER[receiver], "social") if way == IN else ("social", PARTNER[receiver])
    for one in view.citizen.consents:
        holds = one.withdrawn_at is None and today <= one.until
        covers = one.from_sector == giver and taker in one.to_sectors and kind in one.kinds
        if holds and covers and (receiver, kind, one.law) in rows:
            yield Basis(one.until, one.law)
    helped = any(one.agreed and one.provision in NOTICE_GIVING for one in view.plan.interventions)
    if field == "notices_received" and helped and ("region", "stay", "rsl-12c") in rows:
        yield Basis(date.max, "rsl-12c")


def standing(view: View, receiver: str, rows: frozenset[Row], today: date) -> dict[str, set[Basis]]:
    """Of each field that has any, those bases that last longest."""
    found = {one: list(bases(view, receiver, one, rows, today)) for one in FIELDS[receiver]}
    return {
        field: {one for one in some if one.until == max(some).until} for field, some in found.items() if some
    }


def withheld(receiver: str, field: str, found: dict[str, set[Basis]]) -> Withheld | None:
    """Why a field is not told, if it is not."""
    way = FIELDS[receiver][field][1]
    if field not in found:
        return Withheld.NO_GROUND
    if way == NOWHERE:
        return Withheld.NOT_CARRIED
    return Withheld.NO_IDENTITY if way == OUT and "identity" not in found else None


def data_of(view: View, today: date) -> dict[str, object]:
    """What there is to tell, had everybody consented to everything."""
    who = view.citizen.who
    holds = [one for one in view.coordination.holds if one.ended_at is None and one.until >= today]
    helpers = [one.support_worker_name for one in view.plan.interventions if one.agreed]
    return {
        "identity": Identity(cpr=who.cpr, name=who.name) if who else None,
        "contact_hold": ContactHold(hold_id=holds[-1].id, until=holds[-1].until, ask=holds[-1].ask)
        if who and holds
        else None,
        "contact_person": ContactPerson(name=helpers[-1]) if who and helpers else None,
        "milestones_received": True,
        "notices_received": True,
    }


def told_fields(informed: Informed) -> dict[str, object]:
    """What the event tells, without what frames it."""
    frame = {"shares", "until", "received_until", "occurred_at"}
    return {one.name: getattr(informed, one.name) for one in fields(informed) if one.name not in frame}


_ROWS = [(receiver, kind.value) for receiver in PARTNER for kind in DataClass]
generous = st.frozensets(st.sampled_from(_ROWS), min_size=8).map(
    lambda cells: frozenset((*cell, basis) for cell in cells for basis in ("rsl-11a-1", "rsl-12c"))
)
other_packs = st.builds(
    Pack, st.sampled_from([date(2026, 7, 2), TODAY, TODAY + timedelta(days=4), TODAY]), generous
)
laws = st.sampled_from([[shipped()]] * 3) | st.builds(
    lambda one, *, alone: [one] if alone else [one, shipped()], other_packs, alone=st.booleans()
)


def test_partners_are_told_exactly_what_the_law_allows_until_it_no_longer_does() -> None:
    met: Counter[str] = Counter()

    @settings(counted, max_examples=250)
    @given(sharing_views, laws, st.sampled_from(["jobcenter", "region"]), st.integers(0, 9))
    def tells(view: View, packs: list[Pack], receiver: str, later: int) -> None:
        today = TODAY + timedelta(days=later)
        valid = [one for one in packs if one.valid_from <= today]
        rows = max(valid, key=lambda one: one.valid_from).rows if valid else frozenset()
        found = standing(view, receiver, rows, today)
        why = {field: withheld(receiver, field, found) for field in FIELDS[receiver]}
        shown = {field for field, reason in why.items() if reason is None}

        disclosure = disclose(view, Receiver(receiver), as_law(packs), today)

        assert {line.field.name: (line.field.kind, line.withheld) for line in disclosure.lines} == {
            field: (kind, why[field]) for field, (kind, _) in FIELDS[receiver].items()
        }
        for line in disclosure.lines:
            assert (line.ground is not None) is line.shown is (line.field.name in shown)
            if line.ground:
                assert Basis(line.ground.until or date.max, line.ground.basis) in found[line.field.name]

        informed = inform(disclosure, MONDAY)
        data, said = data_of(view, today), told_fields(informed)
        for field, value in said.items():
            nothing = False if FIELDS[receiver][field][1] == IN else None
            assert value == (data[field] if field in shown else nothing), field
            met[field] += bool(value)
        assert informed.shares is bool(said["identity"])

        ends = {field: max(found[field]).until for field in shown}
        outward = [end for field, end in ends.items() if FIELDS[receiver][field][1] == OUT]
        inward = [end for field, end in ends.items() if FIELDS[receiver][field][1] == IN]
        hold = said.get("contact_hold")
        if isinstance(hold, ContactHold):
            outward.append(hold.until)
        assert informed.until == (min(outward) if informed.shares else None)
        assert (informed.received_until or date.max) == min(inward, default=date.max)

        changes = [end + timedelta(days=1) for end in (*outward, *inward) if end < date.max]
        changes += [one.valid_from for one in packs if one.valid_from > today]
        assert disclosure.changes_on == min(changes, default=None)
        if disclosure.changes_on:
            eve = disclose(view, Receiver(receiver), as_law(packs), disclosure.changes_on - timedelta(days=1))
            assert inform(eve, MONDAY) == informed, "it changed before that day"
        met.update(in_all=1, shares=informed.shares, ends=bool(changes))

    tells()
    assert met["shares"] * 3 > met["in_all"], met
    assert met["ends"] * 3 > met["in_all"], met
    for field in ("contact_hold", "milestones_received", "contact_person", "notices_received"):
        assert met[field] * 25 > met["in_all"], met


def test_every_field_of_an_event_to_a_partner_is_one_of_those() -> None:
    for receiver, event in (("jobcenter", JobcenterInformed), ("region", RegionInformed)):
        carried = {field for field, (_, way) in FIELDS[receiver].items() if way != NOWHERE}
        assert {one.name for one in fields(event)} - carried == {
            "shares",
            "until",
            "received_until",
            "occurred_at",
        }
