"""What is sent to give a consent or to let it hold for less, and what is answered where that is refused.

Two services ask the same: the one that keeps consents, and the one that shows what one would do.
"""

from typing import Annotated, ClassVar, Final
from uuid import UUID

from pydantic import Field

from samspil.rulebook import less_consent, whole_consent
from samspil.rulebook.less_consent import Rest
from samspil.rulebook.whole_consent import Agreement
from samspil.vocabulary.consent_form import ConsentForm
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.plausible import AgreedDay
from samspil.vocabulary.sector import Sector
from samspil.web.body import SOME_ID, Body, in_days
from samspil.web.field_errors import FieldError
from samspil.web.problem_types import ProblemType
from samspil.web.problems import Remedy

UNKNOWN_CONSENT = ProblemType(
    "unknown-consent",
    404,
    "The consent is not known",
    "This citizen has given no consent with this id.",
    "Borgeren har ikke givet et samtykke med dette id.",
)
ALREADY_WITHDRAWN = ProblemType(
    "consent-already-withdrawn",
    409,
    "The consent was withdrawn before",
    "It allows nothing any more.",
    "Samtykket er allerede trukket tilbage og giver ikke længere adgang til noget.",
)
CONSENT_IS_OVER = ProblemType(
    "consent-is-over",
    409,
    "The consent is over",
    "Its last day has passed: there is nothing left of it that could be less.",
    "Samtykket er udløbet, så der er ikke mere af det at gøre mindre.",
)

REMEDIES: Final[dict[type[Exception], Remedy]] = {
    whole_consent.NoKind: FieldError("#/kinds", "missing"),
    whole_consent.NoReceiver: FieldError("#/to_sectors", "missing"),
    whole_consent.SenderIsReceiver: FieldError("#/to_sectors", "sender_is_receiver"),
    whole_consent.LawWithoutConsent: FieldError("#/law", "law_without_consent"),
    whole_consent.LawsDiffer: FieldError("#/to_sectors", "laws_differ"),
    whole_consent.UnknownCase: FieldError("#/case", "unknown_case"),
    whole_consent.EndsInThePast: FieldError("#/until", "date_past"),
    whole_consent.OverAYear: FieldError("#/until", "consent_over_a_year"),
    whole_consent.LastsTooLong: FieldError("#/until", "consent_too_long"),
    whole_consent.NotInWriting: FieldError("#/form", "consent_not_in_writing"),
    whole_consent.KindWithoutEffect: FieldError("#/kinds", "kind_without_effect"),
    less_consent.UnknownConsent: UNKNOWN_CONSENT,
    less_consent.AlreadyWithdrawn: ALREADY_WITHDRAWN,
    less_consent.ConsentIsOver: CONSENT_IS_OVER,
    less_consent.KindAdded: FieldError("#/kinds", "consent_widened"),
    less_consent.ReceiverAdded: FieldError("#/to_sectors", "consent_widened"),
    less_consent.EndsLater: FieldError("#/until", "consent_widened"),
    less_consent.NothingLess: FieldError("#/kinds", "consent_not_narrowed"),
}


class GiveConsent(Body):
    """What the citizen agrees to, all of it named."""

    EXAMPLE: ClassVar = {
        "kinds": ["identity", "contact_hold"],
        "from_sector": "social",
        "to_sectors": ["employment"],
        "case": SOME_ID,
        "until": in_days(180),
        "form": "written",
    }

    law: Annotated[
        LegalBasis | None, Field(description="Follows from who tells whom, where it is not named.")
    ] = None
    kinds: Annotated[list[DataClass], Field(min_length=1, max_length=100)]
    from_sector: Sector
    to_sectors: Annotated[list[Sector], Field(min_length=1, max_length=100)]
    case: Annotated[
        UUID,
        Field(description="One of the citizen's referrals; where another party tells, a case of theirs."),
    ]
    until: Annotated[AgreedDay, Field(description="The last day on which it holds.")]
    form: Annotated[
        ConsentForm | None,
        Field(description="How the citizen said it; under the health act it has to be in writing."),
    ] = None

    @property
    def agreed(self) -> Agreement:
        """As the rules know it."""
        return Agreement(
            self.law,
            tuple(self.kinds),
            self.from_sector,
            tuple(self.to_sectors),
            self.case,
            self.until,
            self.form,
        )


class NarrowConsent(Body):
    """All of a consent that still holds; what is not named stops from now on."""

    EXAMPLE: ClassVar = {"kinds": ["identity"], "to_sectors": ["employment"], "until": in_days(90)}

    kinds: Annotated[list[DataClass], Field(min_length=1, max_length=100)]
    to_sectors: Annotated[list[Sector], Field(min_length=1, max_length=100)]
    until: Annotated[AgreedDay, Field(description="Its last day; never a later one than before.")]

    @property
    def rest(self) -> Rest:
        """As the rules know it."""
        return Rest(tuple(self.kinds), tuple(self.to_sectors), self.until)
