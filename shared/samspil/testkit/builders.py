"""Values for tests of pure code: tokens that open nowhere, events around facts, fixed instants."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from samspil.contracts.catalogue import envelope
from samspil.contracts.envelope import Event, Fact
from samspil.contracts.referral import Priority, ReferralSubmitted
from samspil.referral.domain.submit import Submission
from samspil.rulebook.law_files import read_law
from samspil.rulebook.rulebook import read_rulebook
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.ids import uuid7
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sealed import Sealed
from samspil.vocabulary.sector import Sector

RULES, LAW = read_rulebook(), read_law()
"""Those of the municipality that does not exist, and the law that is shipped."""

OURS = RULES.municipalities

CITIZEN = CitizenId(UUID("3f8f6a5e-2a63-4f0c-9d61-7f6f1f0c9b11"))

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
"""23 November 2026 at 10 in Denmark, a working day."""


def sealed(kind: str = "words") -> Sealed:
    """A well-formed token."""
    return Sealed.of(key_id=UUID(int=1), kind=kind, token_id=uuid4(), box="A" * 48)


def event(fact: Fact, seq: int = 1, citizen: CitizenId = CITIZEN) -> Event[Any]:
    """The fact as it would be heard."""
    return envelope(type(fact))(
        id=uuid4(),
        type=fact.TYPE,
        source="/samspil/test",
        subject=citizen,
        time=fact.occurred_at,
        dataschema="urn:samspil:schema:test",
        seq=seq,
        correlationid=uuid4(),
        data=fact,
    )


def submission(**changed: Any) -> Submission:
    """A referral that somebody of social psychiatry asks for, among themselves."""
    whole: dict[str, Any] = {
        "id": uuid7(),
        "from_sector": Sector.SOCIAL,
        "to_unit": "VISITATION-1",
        "priority": Priority.ROUTINE,
        "words": sealed(),
        "basis": LegalBasis.SEL_85,
        "author": "staff-1",
    }
    return Submission(**{**whole, **changed})


UNITS = ("VISITATION-1", "VOKSEN-1", "BOSTOETTE-1")
"""Those of the synthetic staff of social psychiatry."""


def asked_of(*units: str, words: Sealed | None = None) -> tuple[ReferralSubmitted, ...]:
    """A referral from somebody else to each of these units: whoever works there has a case at hand."""
    return tuple(
        ReferralSubmitted(
            referral_id=uuid7(),
            from_sector=Sector.SOCIAL,
            to_sector=Sector.SOCIAL,
            to_unit=unit,
            priority=Priority.ROUTINE,
            words=words or sealed(),
            basis=LegalBasis.SEL_85,
            author="somebody",
            answer_by=MONDAY.date(),
            occurred_at=MONDAY,
        )
        for unit in units
    )
