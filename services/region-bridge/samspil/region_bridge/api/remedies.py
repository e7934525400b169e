"""What the doors answer to a message that breaks the protocol."""

from typing import Final

from samspil.region_bridge.domain import held
from samspil.region_bridge.domain.answers import NotAboutReferral, UnknownMessage
from samspil.region_bridge.domain.waiting import NotWaiting
from samspil.region_bridge.partner.medcom.fhir import Unreadable
from samspil.region_bridge.partner.medcom.packing import BadlyPacked, TooLarge
from samspil.region_bridge.partner.wrong_place import NobodyToAnswer
from samspil.region_bridge.storage.envelopes import EnvelopeReused
from samspil.region_bridge.storage.inbox import BundleIdReused
from samspil.region_bridge.storage.unplaced_answers import AlreadyAnswered
from samspil.web.field_errors import FieldError
from samspil.web.problem_types import BODY_TOO_LARGE, NOT_FOUND, ProblemType
from samspil.web.problems import Remedy

MESSAGE_UNREADABLE: Final = ProblemType(
    "message-unreadable",
    400,
    "The message cannot be read",
    "The body is not, in UTF-8 JSON without a name twice in one object or in UTF-8 XML without a DTD, a FHIR "
    "Bundle of type message with an id and one MessageHeader with an id, nested at most a hundred deep; or "
    "the envelope has no identifier or holds no base64.",
    "Indholdet er ikke, i UTF-8 JSON uden samme navn to gange i ét objekt eller i UTF-8 XML uden DTD, en "
    "FHIR Bundle af typen message med id og én MessageHeader med id, højst hundrede lag dyb; eller kuverten "
    "har ingen identifikation eller rummer ikke base64.",
)
NOT_FHIR: Final = ProblemType(
    "not-fhir",
    415,
    "The media type is not supported",
    "Send the message as application/fhir+json or application/fhir+xml, in UTF-8.",
    "Send meddelelsen som application/fhir+json eller application/fhir+xml i UTF-8.",
)
NOT_AN_ENVELOPE: Final = ProblemType(
    "not-an-envelope",
    415,
    "The media type is not supported",
    "Send the VANSEnvelope as application/xml, in UTF-8.",
    "Send kuverten (VANSEnvelope) som application/xml i UTF-8.",
)
TOO_MANY_AT_ONCE: Final = ProblemType(
    "too-many-at-once",
    503,
    "Other large messages are being received",
    "Nothing was kept; send the message again.",
    "Intet er gemt; send meddelelsen igen.",
)
PACKING_UNKNOWN: Final = ProblemType(
    "packing-unknown",
    415,
    "The content encoding is not supported",
    "Send the message plain or with Content-Encoding: gzip.",
    "Send meddelelsen upakket eller med Content-Encoding: gzip.",
)
BUNDLE_ID_REUSED: Final = ProblemType(
    "bundle-id-reused",
    409,
    "The Bundle.id was used for another message",
    "Every transmission of a new message needs a Bundle.id of its own.",
    "Hver forsendelse af en ny meddelelse skal have sit eget Bundle.id.",
)
ENVELOPE_REUSED: Final = ProblemType(
    "envelope-reused",
    409,
    "The EnvelopeIdentifier was used for another message",
    "Every transmission needs an EnvelopeIdentifier of its own.",
    "Hver forsendelse skal have sin egen EnvelopeIdentifier.",
)

NOBODY_TO_ANSWER: Final = ProblemType(
    "nobody-to-answer",
    409,
    "There is nobody to answer",
    "The message tells no numbers of who wrote it; reach them in another way.",
    "Beskeden fortæller ikke, hvilken afdeling der har skrevet. Kontakt dem på en anden måde.",
)
ALREADY_ANSWERED: Final = ProblemType(
    "already-answered",
    409,
    "The message has been answered",
    "An answer to it is under way.",
    "Der er allerede et svar på vej.",
)

NOT_ABOUT_REFERRAL: Final = ProblemType(
    "not-about-referral",
    409,
    "The message answers no referral",
    "The region was told of no referral in this thread.",
    "Regionen er ikke blevet spurgt om noget i den tråd.",
)
HELD_SETTLED: Final = ProblemType(
    "held-settled",
    409,
    "It waits no more",
    "Somebody else has applied it or put it aside, or what came later has settled it.",
    "Den venter ikke længere: en anden har taget stilling, eller en senere besked har afgjort den.",
)
SECOND_PERSON_WANTED: Final = ProblemType(
    "second-person-wanted",
    409,
    "Somebody else has to confirm it",
    "You have confirmed this death; a second person has to, before anything follows from it.",
    "Du har bekræftet dødsfaldet; en anden skal også bekræfte det, før der sker mere.",
)
NOTICES_NOT_RECEIVED: Final = ProblemType(
    "notices-not-received",
    409,
    "Notices about the citizen are not received",
    "No ground lets anything follow from a hospital's notice about this citizen: put it aside.",
    "Der er ikke grundlag for at modtage sygehusets besked om borgeren: læg den til side.",
)

REMEDIES: dict[type[Exception], Remedy] = {
    held.UnknownHeld: NOT_FOUND,
    held.HeldIsSettled: HELD_SETTLED,
    NotWaiting: HELD_SETTLED,
    held.SecondPersonWanted: SECOND_PERSON_WANTED,
    held.NotReceived: NOTICES_NOT_RECEIVED,
    held.CitizenWanted: FieldError("#/citizen_id", "missing"),
    UnknownMessage: NOT_FOUND,
    NotAboutReferral: NOT_ABOUT_REFERRAL,
    NobodyToAnswer: NOBODY_TO_ANSWER,
    AlreadyAnswered: ALREADY_ANSWERED,
    Unreadable: MESSAGE_UNREADABLE,
    BadlyPacked: MESSAGE_UNREADABLE,
    TooLarge: BODY_TOO_LARGE,
    BundleIdReused: BUNDLE_ID_REUSED,
    EnvelopeReused: ENVELOPE_REUSED,
}
