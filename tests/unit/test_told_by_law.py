"""What partners are told is what the law pack's own file allows, field by field, until the right day.

The oracle is written by hand (told_by_hand.py).
"""

from collections import Counter
from dataclasses import fields
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from anything import counted
from samspil.contracts.disclosure import ContactHold, JobcenterInformed, RegionInformed
from samspil.overview.domain.disclose import disclose
from samspil.overview.domain.inform import Informed, inform
from samspil.overview.domain.receiver import Receiver
from samspil.overview.domain.view import View
from samspil.testkit.builders import MONDAY, OURS
from sharing import TODAY, sharing_views
from told_by_hand import (
    FIELDS,
    IN,
    NOTICE_GIVING,
    NOWHERE,
    OPENS,
    OUT,
    SEVERAL,
    Basis,
    Pack,
    as_law,
    data_of,
    laws,
    shipped,
    standing,
    way_of,
    withheld,
)


def test_the_files_say_what_a_human_wrote_down() -> None:
    for pack in shipped():
        opens: dict[tuple[str, str], set[str]] = {}
        for receiver, told in FIELDS.items():
            for field, (kind, way) in told.items():
                for one in pack.rows:
                    fits = (one.giver, one.taker, one.kind) == (*way_of(receiver, field), kind)
                    if fits and way != NOWHERE and one.opening in {"consent", "help", "coordination_plan"}:
                        late = " until November" if one.given_before == date(2026, 12, 1) else ""
                        opens.setdefault((receiver, field), set()).add(one.of + late)
        day = str(pack.valid_from)
        assert opens == OPENS[day]
        helps = {one.help for one in pack.rows if one.opening == "help"}
        assert helps == {frozenset(f"sel-{one}" for one in NOTICE_GIVING[day].split())}


def told_fields(informed: Informed) -> dict[str, object]:
    """What the event tells, without what frames it."""
    frame = {"shares", "until", "received_until", "messages_until", "occurred_at"}
    return {one.name: getattr(informed, one.name) for one in fields(informed) if one.name not in frame}


def test_partners_are_told_exactly_what_the_law_allows_until_it_no_longer_does() -> None:
    met: Counter[str] = Counter()

    @settings(counted, max_examples=900)
    @given(
        sharing_views, laws, st.sampled_from(["jobcenter", "region"]), st.integers(0, 6) | st.integers(7, 12)
    )
    def tells(view: View, packs: list[Pack], receiver: str, later: int) -> None:
        today = TODAY + timedelta(days=later)
        valid = [one for one in packs if one.valid_from <= today]
        rows = max(valid, key=lambda one: one.valid_from).rows if valid else frozenset()
        found = standing(view, receiver, rows, today)
        why = {field: withheld(receiver, field, found) for field in FIELDS[receiver]}
        shown = {field for field, reason in why.items() if reason is None}

        disclosure = disclose(view, Receiver(receiver), as_law(packs), today, OURS)

        assert {line.field.name: (line.field.kind, line.withheld) for line in disclosure.lines} == {
            field: (kind, why[field]) for field, (kind, _) in FIELDS[receiver].items()
        }
        for line in disclosure.lines:
            assert (line.ground is not None) is line.shown is (line.field.name in shown)
            if line.ground:
                assert Basis(line.ground.until or date.max, line.ground.basis) in found[line.field.name]

        informed = inform(disclosure, MONDAY)
        data, said = data_of(receiver, view, today), told_fields(informed)
        for field, value in said.items():
            nothing = False if FIELDS[receiver][field][1] == IN else () if field in SEVERAL else None
            assert value == (data[field] if field in shown else nothing), field
            met[field] += bool(value)
        assert informed.shares is bool(said["identity"])

        ends = {field: max(found[field]).until for field in shown}
        outward = [end for field, end in ends.items() if FIELDS[receiver][field][1] == OUT]
        inward = {field: end for field, end in ends.items() if FIELDS[receiver][field][1] == IN}
        hold = said.get("contact_hold")
        if isinstance(hold, ContactHold):
            outward.append(hold.until)
        assert (informed.until or date.max) == (min(outward) if informed.shares else date.max)
        messages_end = inward.get("messages_received", date.max)
        others = [end for field, end in inward.items() if field != "messages_received"]
        assert (informed.received_until or date.max) == min(others, default=date.max)
        assert (getattr(informed, "messages_until", None) or date.max) == messages_end

        items = [one.until for several in SEVERAL for one in said.get(several, ()) if one.until]  # type: ignore[attr-defined]
        changes = [end + timedelta(days=1) for end in (*outward, *inward.values(), *items) if end < date.max]
        changes += [one.valid_from for one in packs if one.valid_from > today]
        assert disclosure.changes_on == min(changes, default=None)
        if disclosure.changes_on:
            eve = disclose(
                view, Receiver(receiver), as_law(packs), disclosure.changes_on - timedelta(days=1), OURS
            )
            assert inform(eve, MONDAY) == informed, "it changed before that day"
        met.update(in_all=1, shares=informed.shares, ends=bool(changes))

    tells()
    assert met["shares"] * 4 > met["in_all"], met
    assert met["ends"] * 3 > met["in_all"], met
    for field in (
        *("contact_hold", "milestones_received", "contact_person", "notices_received"),
        *("referrals", "requests", "referrals_received", "calls_received", "status_received"),
        *("employment_goals", "workplace_support", "meetings", "plan", "crisis_plan"),
        *("messages", "messages_received", "admission_report", "agreements"),
    ):
        assert met[field] >= 10, met


def test_every_field_of_an_event_to_a_partner_is_one_of_those() -> None:
    for receiver, event in (("jobcenter", JobcenterInformed), ("region", RegionInformed)):
        carried = {field for field, (_, way) in FIELDS[receiver].items() if way != NOWHERE}
        assert {one.name for one in fields(event)} - carried == {
            "shares",
            "until",
            "received_until",
            *(("messages_until",) if receiver == "region" else ()),
            "occurred_at",
        }
