"""What the doors answer to each refusal of the domain: a problem, or the field that it is about."""

from samspil.referral.domain import (
    accept,
    basis,
    cancel,
    citizen_file,
    give_consent,
    receive,
    referral,
    transition,
    withdraw_consent,
)
from samspil.web import problem_types
from samspil.web.field_errors import FieldError
from samspil.web.problem_types import ProblemType
from samspil.web.problems import Remedy

UNKNOWN_REFERRAL = ProblemType(
    "unknown-referral",
    404,
    "The referral is not known",
    "The citizen has no referral with this id.",
    "Borgeren har ingen henvendelse med dette id.",
)
ASKED_OF_ANOTHER = ProblemType(
    "asked-of-another",
    403,
    "The referral asks another party",
    "Only the party that was asked takes a referral in and answers it.",
    "Kun den part, der er spurgt, kan modtage og besvare henvendelsen.",
)
NOT_THE_AUTHOR = ProblemType(
    "not-the-author",
    403,
    "Only the author may do this",
    "A referral is changed by the one who submitted it.",
    "En henvendelse ændres af den, der har sendt den.",
)
OWN_REFERRAL = ProblemType(
    "own-referral",
    403,
    "The referral is your own",
    "Nobody answers their own referral: let a colleague do it.",
    "Ingen besvarer sin egen henvendelse; lad en kollega gøre det.",
)
NOT_OPEN = ProblemType(
    "referral-not-open",
    409,
    "The referral is no longer open",
    "The referral was answered or taken back already.",
    "Henvendelsen er allerede besvaret eller trukket tilbage.",
)
ALREADY_RECEIVED = ProblemType(
    "referral-already-received",
    409,
    "The referral was received already",
    "Somebody has taken it in; an answer is what it still needs.",
    "Nogen har allerede modtaget den; den mangler kun et svar.",
)
NOT_RECEIVED = ProblemType(
    "referral-not-received",
    409,
    "The referral has not been received",
    "Take it in before you answer it.",
    "Modtag henvendelsen, før du besvarer den.",
)
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

REMEDIES: dict[type[Exception], Remedy] = {
    citizen_file.NotRegistered: problem_types.UNKNOWN_CITIZEN,
    basis.LawWithoutHelp: FieldError("#/basis", "law_without_help"),
    transition.ChildWithoutTransition: FieldError("#/transition", "transition_missing"),
    referral.UnknownReferral: UNKNOWN_REFERRAL,
    cancel.NotTheAuthor: NOT_THE_AUTHOR,
    referral.AskedOfAnother: ASKED_OF_ANOTHER,
    referral.OwnReferral: OWN_REFERRAL,
    referral.NotOpen: NOT_OPEN,
    receive.AlreadyReceived: ALREADY_RECEIVED,
    referral.NotReceived: NOT_RECEIVED,
    accept.StartsInThePast: FieldError("#/starts_on", "date_past"),
    give_consent.NoKind: FieldError("#/kinds", "missing"),
    give_consent.NoReceiver: FieldError("#/to_sectors", "missing"),
    give_consent.SenderIsReceiver: FieldError("#/to_sectors", "sender_is_receiver"),
    give_consent.LawWithoutConsent: FieldError("#/law", "law_without_consent"),
    give_consent.LawsDiffer: FieldError("#/to_sectors", "laws_differ"),
    give_consent.UnknownCase: FieldError("#/case", "unknown_case"),
    give_consent.EndsInThePast: FieldError("#/until", "date_past"),
    give_consent.LastsTooLong: FieldError("#/until", "consent_over_a_year"),
    withdraw_consent.UnknownConsent: UNKNOWN_CONSENT,
    withdraw_consent.AlreadyWithdrawn: ALREADY_WITHDRAWN,
}
