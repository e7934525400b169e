"""Raise and withdraw what does not go together, over everything that is known of a person."""

from datetime import date

from samspil.contracts.disclosure import JobcenterInformed, RegionInformed
from samspil.ledger.say import Cause
from samspil.overview.domain.attention_rules import Received, attention_changes_on, clashes
from samspil.overview.domain.ours import is_ours
from samspil.overview.domain.receiver import Receiver
from samspil.overview.domain.watch_attention import watch_attention
from samspil.overview.storage.person import Person, person
from samspil.overview.storage.transaction import OverviewTransaction
from samspil.rulebook.rulebook import Rulebook
from samspil.telemetry.trace import current_traceparent
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day

USED = frozenset({"citizen", "plan", "employment", "hospital", "coordination"})
"""The parts of the view that the rules look at: without any of them nothing is raised or withdrawn."""


def watch_person(tx: OverviewTransaction, citizen: CitizenId, found: Person, rules: Rulebook) -> date | None:
    """When to look again; a file that belongs to another is looked at with that one.

    What was raised in one of the person's files is withdrawn, and raised again, there.
    """
    if found.view.part_of is not None or not USED.isdisjoint(found.unreadable):
        return None
    view, today = person(tx).view, danish_day(tx.now)
    numbers, looks = rules.attention_numbers(today), rules.sustained_months(today)
    ours = is_ours(view.citizen, rules.municipalities)
    stands = clashes(view, _received(tx, citizen), numbers, today, looks) if ours else ()
    for file in (*found.files, citizen):  # who is at hand comes last, and stays it
        tx.turn_to(file)
        of_file = [one for one in stands if view.elsewhere.get(one.id, citizen) == file]
        state, facts = watch_attention(
            tx.coordination, of_file, view, numbers.valid_from, tx.now, current_traceparent()
        )
        if facts:
            tx.decide(state, *facts, caused_by=Cause(case=file))
    return attention_changes_on(view, numbers, today) if ours else None


def _received(tx: OverviewTransaction, citizen: CitizenId) -> Received:
    """As each partner was last told; who was told nothing tells us nothing."""
    look = tx.looks.of(citizen)
    told = look.informed if look else {}
    of_jobcenter, of_region = told.get(Receiver.JOBCENTER), told.get(Receiver.REGION)
    received = Received()
    if isinstance(of_jobcenter, JobcenterInformed):
        received = Received(
            calls=of_jobcenter.calls_received,
            steps=of_jobcenter.milestones_received,
            status=of_jobcenter.status_received,
        )
    if isinstance(of_region, RegionInformed) and of_region.notices_received:
        return Received(received.calls, received.steps, received.status, stays=True)
    return received
