"""Grounds: on what information about this citizen may go to a receiver, or come from it, and until when."""

from datetime import date

from samspil.overview.domain.receiver import Receiver
from samspil.overview.domain.view import View
from samspil.rulebook.law import Circumstances, Ground, LawPack, ground
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.sector import Sector


def ground_for(
    view: View, receiver: Receiver, kind: DataClass, pack: LawPack, today: date, *, inbound: bool = False
) -> Ground | None:
    """The ground that lasts longest, by the citizen's consents, the help and agreements with hospitals."""
    known = Circumstances(
        view.citizen.consents,
        frozenset(one.provision for one in view.plan.agreed_help),
        any(one.is_open for one in view.plan.agreements),
    )
    ways = (Sector.SOCIAL, receiver.sector)
    giver, taker = reversed(ways) if inbound else ways
    return ground(pack, giver, taker, kind, known, today)
