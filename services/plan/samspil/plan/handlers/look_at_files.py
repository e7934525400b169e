"""Look at all files of a person, once they are locked together: what stays ask by now is asked of each."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from samspil.contracts import topics
from samspil.contracts.hospital import HospitalStayAdmitted
from samspil.ledger.heard import read_heard
from samspil.ledger.say import Cause
from samspil.plan.domain.citizen import Citizen
from samspil.plan.domain.files import File
from samspil.plan.domain.look import look
from samspil.plan.domain.stay import Stays
from samspil.plan.handlers.end_agreements import end_agreements
from samspil.plan.handlers.keep_file import keep_file
from samspil.plan.handlers.look_soon import look_soon
from samspil.plan.handlers.open_plan import open_plan_of
from samspil.plan.handlers.read_file import read_file
from samspil.plan.handlers.settle_reviews import settle_reviews
from samspil.plan.messages.hospital import beginning
from samspil.plan.storage.transaction import PlanTransaction
from samspil.rulebook.rulebook import Rulebook
from samspil.vocabulary.citizen_id import CitizenId


async def look_at_files(
    tx: PlanTransaction, citizen: CitizenId, item: str, rules: Rulebook
) -> datetime | None:
    """The clock's step, at the file that survives: all others are locked with it."""
    told = UUID(item) if item else None
    survivor = _survivor(tx, citizen)
    if survivor is not None:
        tx.turn_to(survivor)
        look_soon(tx, told)
        return None
    whose = (citizen, *_absorbed(tx, citizen))
    _open_plan(tx, whose)
    before = [await _file(tx, one) for one in whose]
    for one, file in zip(whose, look(tuple(before), rules, told, tx.now), strict=True):
        tx.turn_to(one)
        keep_file(tx, file, Cause(case=file.plan.referral_id if file.plan else one))
        settle_reviews(tx)
        end_agreements(tx)
    return None


def _survivor(tx: PlanTransaction, citizen: CitizenId) -> CitizenId | None:
    """Whose part the file is, if both say so and that one is no other's part."""
    named = _state(tx, citizen).survivor
    survivor = CitizenId(named) if named else None
    if survivor is None or survivor not in tx.citizens:
        return None
    theirs = _state(tx, survivor)
    return survivor if citizen in theirs.absorbed and theirs.survivor is None else None


def _absorbed(tx: PlanTransaction, survivor: CitizenId) -> Iterable[CitizenId]:
    """The files that are part of it, if both say so."""
    if _state(tx, survivor).survivor is not None:
        return
    for named in sorted(_state(tx, survivor).absorbed):
        one = CitizenId(named)
        if one in tx.citizens and _state(tx, one).survivor == survivor:
            yield one


def _open_plan(tx: PlanTransaction, whose: Sequence[CitizenId]) -> None:
    """One a person, by whichever file's referral: while there is one, another acceptance adds nothing."""
    accepted = [one for one in whose if _state(tx, one).accepted]
    if accepted and not any(_goes_on(tx, one) for one in whose):
        open_plan_of(tx, _state(tx, accepted[0]))


def _goes_on(tx: PlanTransaction, citizen: CitizenId) -> bool:
    tx.turn_to(citizen)
    plan = tx.plans.of(citizen)
    return plan is not None and plan.ended_on is None


def _state(tx: PlanTransaction, citizen: CitizenId) -> Citizen:
    tx.turn_to(citizen)
    return tx.citizen_states.of(citizen) or Citizen()


async def _file(tx: PlanTransaction, citizen: CitizenId) -> File:
    tx.turn_to(citizen)
    file = read_file(tx)
    if any(one.began is None and one.admitted for one in file.stays.values()):
        return replace(file, stays=await _begun(tx, citizen, file.stays))
    return file


async def _begun(tx: PlanTransaction, citizen: CitizenId, stays: Stays) -> Stays:
    """A version before did not keep when stays began; it stands in what was heard."""
    heard = await read_heard(tx.connection, citizen, (topics.HOSPITAL,))
    told = {
        one.data.stay_id: beginning(one.data) for one in heard if isinstance(one.data, HospitalStayAdmitted)
    }
    return {id_: replace(one, began=one.began or told.get(id_)) for id_, one in stays.items()}
