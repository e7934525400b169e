"""The view of a citizen's referrals, folded from what was said of them."""

from datetime import date
from uuid import UUID, uuid4

from samspil.contracts.envelope import Fact
from samspil.contracts.referral import Priority, ReferralCancelled, ReferralSubmitted, ReferralUnanswered
from samspil.overview.domain.referral_state import ReferralStanding, Standing, fold_referral
from samspil.overview.domain.view import combine
from samspil.testkit.builders import MONDAY, event, sealed
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sector import Sector

REFERRAL = uuid4()


def submitted(referral: UUID = REFERRAL) -> ReferralSubmitted:
    return ReferralSubmitted(
        referral_id=referral,
        from_sector=Sector.SOCIAL,
        to_sector=Sector.EMPLOYMENT,
        to_unit="JOB-1",
        priority=Priority.ROUTINE,
        words=sealed(),
        basis=LegalBasis.SEL_85,
        author="staff-1",
        answer_by=date(2026, 12, 7),
        occurred_at=MONDAY,
    )


def folded(*facts: Fact) -> ReferralStanding:
    state = None
    for seq, fact in enumerate(facts, 1):
        state = fold_referral(state, event(fact, seq))
    return combine(referrals=state).referrals[0]


def test_until_there_is_an_answer_it_is_the_asked_partys_turn() -> None:
    assert folded(submitted()).turn is Sector.EMPLOYMENT


def test_an_unanswered_referral_is_still_the_asked_partys_turn() -> None:
    missed = ReferralUnanswered(referral_id=REFERRAL, answer_by=date(2026, 12, 7), occurred_at=MONDAY)

    seen = folded(submitted(), missed)

    assert (seen.standing, seen.turn) == (Standing.UNANSWERED, Sector.EMPLOYMENT)


def test_a_cancelled_referral_is_nobodys_turn() -> None:
    cancelled = ReferralCancelled(referral_id=REFERRAL, cancelled_by="staff-1", occurred_at=MONDAY)

    seen = folded(submitted(), cancelled)

    assert (seen.standing, seen.turn) == (Standing.CANCELLED, None)


def test_a_view_without_a_registration_shows_the_referral_all_the_same() -> None:
    view = combine(referrals=fold_referral(None, event(submitted())))

    assert view.citizen.who is None
    assert len(view.referrals) == 1
