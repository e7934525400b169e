"""What the benchmarks say and hear: made-up facts of the sizes that real ones have, the same in every run."""

import base64
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from random import Random
from uuid import UUID

from samspil.contracts.citizen import CitizenRegistered
from samspil.contracts.envelope import Fact
from samspil.contracts.referral import Priority, ReferralSubmitted
from samspil.ledger.say import Cause, Said, put_in_envelope
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sealed import Sealed
from samspil.vocabulary.sector import Sector

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)

_chance = Random(3)

NAME, CPR, WORDS = 24, 10, 200
"""Letters in a sealed value."""


def uuid() -> UUID:
    """The next made-up id."""
    return UUID(int=_chance.getrandbits(128), version=4)


def citizens(count: int) -> list[CitizenId]:
    """So many citizens."""
    return [CitizenId(uuid()) for _ in range(count)]


def sealed(kind: str, letters: int) -> Sealed:
    """A token as long as that of so many letters: nonce, ciphertext and tag."""
    box = base64.urlsafe_b64encode(_chance.randbytes(12 + letters + 16)).decode().rstrip("=")
    return Sealed.of(key_id=uuid(), kind=kind, token_id=uuid(), box=box)


def registered() -> CitizenRegistered:
    """A citizen was registered."""
    return CitizenRegistered(
        name=sealed("name", NAME),
        cpr=sealed("cpr", CPR),
        acting_municipality="101",
        registered_by="staff-1",
        basis=LegalBasis.SEL_85,
        occurred_at=NOW,
    )


def submitted() -> ReferralSubmitted:
    """A referral was submitted."""
    return ReferralSubmitted(
        referral_id=uuid(),
        from_sector=Sector.SOCIAL,
        to_sector=Sector.SOCIAL,
        to_unit="VISITATION-1",
        priority=Priority.ROUTINE,
        words=sealed("words", WORDS),
        basis=LegalBasis.SEL_85,
        author="staff-1",
        answer_by=date(2026, 12, 7),
        occurred_at=NOW,
    )


def said(facts: Iterable[tuple[CitizenId, int, Fact]]) -> Iterator[Said]:
    """Citizen, number and fact as they are kept and sent."""
    for citizen, seq, fact in facts:
        yield put_in_envelope(
            fact, citizen, seq, source="/samspil/referral", cause=Cause(uuid(), uuid()), now=NOW
        )
