"""The catalogue of what a door can refuse, each with an address of its own that explains it."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class ProblemType:
    """One kind of refusal (RFC 9457): the same words each time, so that nothing of a request is in them."""

    slug: str
    """The last part of its address ``/problems/<slug>``; it never changes."""
    status: int
    title: str
    english: str
    danish: str

    @property
    def address(self) -> str:
        """The stable ``type``, relative to the service that answers."""
        return f"/problems/{self.slug}"


INVALID_REQUEST: Final = ProblemType(
    "invalid-request",
    422,
    "The request is not valid",
    "One or more fields are missing or not valid; errors names each of them.",
    "Et eller flere felter mangler eller er ikke gyldige; errors nævner hvert af dem.",
)
MALFORMED_REQUEST: Final = ProblemType(
    "malformed-request",
    400,
    "The request cannot be read",
    "The request does not follow the protocol or its body cannot be read.",
    "Anmodningen følger ikke protokollen, eller dens indhold kan ikke læses.",
)
UNAUTHORIZED: Final = ProblemType(
    "unauthorized",
    401,
    "A bearer token is needed",
    "The request carries no bearer token.",
    "Anmodningen har intet adgangstoken.",
)
TOKEN_INVALID: Final = ProblemType(
    "token-invalid",
    401,
    "The token is not valid",
    "The token cannot be read, its signature does not hold, or a claim is missing.",
    "Adgangstokenet kan ikke læses, dets signatur holder ikke, eller det mangler oplysninger.",
)
TOKEN_EXPIRED: Final = ProblemType(
    "token-expired",
    401,
    "The token has expired",
    "Sign in again to get a new token.",
    "Log ind igen for at få et nyt adgangstoken.",
)
TOKEN_FOREIGN: Final = ProblemType(
    "token-foreign",
    401,
    "The token is meant for somebody else",
    "The token was issued by another issuer or for another receiver.",
    "Adgangstokenet er udstedt af en anden eller til en anden modtager.",
)
FORBIDDEN_ROLE: Final = ProblemType(
    "forbidden-role",
    403,
    "The role may not do this",
    "Neither the caller's role nor sector allows it.",
    "Din rolle eller sektor giver ikke adgang til dette.",
)
NO_CASE_AT_HAND: Final = ProblemType(
    "no-case-at-hand",
    403,
    "There is no case at hand",
    "The caller is neither the citizen's coordinator nor named for them, and no unit of the caller's has an "
    "open case with them. Give a reason first: POST /v1/citizens/{citizen_id}/access-reasons of overview.",
    "Du har ikke en sag med borgeren. Skriv først, hvorfor du skal se borgeren.",
)
NOT_THEIR_OWN: Final = ProblemType(
    "not-their-own",
    403,
    "It is about somebody else",
    "A citizen is let in about themselves, and a relative about the citizen who lets them know something, "
    "for as long as that holds.",
    "Du kan kun se det, der handler om dig selv, eller det, en borger lader dig vide lige nu.",
)
FORM_FOREIGN: Final = ProblemType(
    "form-foreign",
    403,
    "The form was not made for this sign-in",
    "Open the page again and send its own form.",
    "Formularen passer ikke til dit login; åbn siden igen, og send den derfra.",
)
FOREIGN_HOST: Final = ProblemType(
    "foreign-host",
    421,
    "The pages are at another address",
    "Pages are shown at their own host only; ask there.",
    "Siderne vises kun på deres egen adresse; åbn dem der.",
)
NOT_FOUND: Final = ProblemType(
    "not-found",
    404,
    "There is nothing at this address",
    "No resource of this service has this address.",
    "Der findes intet på denne adresse.",
)
UNKNOWN_CITIZEN: Final = ProblemType(
    "unknown-citizen",
    404,
    "The citizen is not known",
    "No citizen has this id.",
    "Der findes ingen borger med dette id.",
)
METHOD_NOT_ALLOWED: Final = ProblemType(
    "method-not-allowed",
    405,
    "The method is not allowed here",
    "The Allow header names the methods that are.",
    "Metoden kan ikke bruges her; Allow nævner dem, der kan.",
)
REQUEST_TOO_SLOW: Final = ProblemType(
    "request-too-slow",
    408,
    "The request did not arrive in time",
    "Headers have 10 seconds and a body has 30 to arrive; send it again.",
    "Anmodningen kom ikke frem i tide; send den igen.",
)
CONFLICT: Final = ProblemType(
    "conflict",
    409,
    "The request does not fit the present state",
    "Read the resource again and decide anew.",
    "Det passer ikke med, hvordan sagen står nu; hent den igen, og tag stilling på ny.",
)
CITIZEN_ERASED: Final = ProblemType(
    "citizen-erased",
    410,
    "The citizen was erased",
    "The citizen's data can no longer be read by anybody.",
    "Borgerens oplysninger er slettet og kan ikke længere læses af nogen.",
)
STALE_VERSION: Final = ProblemType(
    "stale-version",
    412,
    "Somebody changed it in the meantime",
    "The version in If-Match is no longer the newest; read it again.",
    "Nogen har ændret den i mellemtiden; hent den igen.",
)
BODY_TOO_LARGE: Final = ProblemType(
    "body-too-large",
    413,
    "The body is too large",
    "A body may hold at most one mebibyte, where files are taken in the files beside it.",
    "Indholdet må højst fylde en mebibyte, og filerne ved siden af, hvor der tages imod filer.",
)
UNSUPPORTED_MEDIA_TYPE: Final = ProblemType(
    "unsupported-media-type",
    415,
    "The media type is not supported",
    "Send the body as application/json.",
    "Send indholdet som application/json.",
)
IDEMPOTENCY_KEY_REUSED: Final = ProblemType(
    "idempotency-key-reused",
    422,
    "The idempotency key was used for another request",
    "Each new request needs a key of its own; only an identical repetition may use it again.",
    "Hver ny anmodning skal have sin egen nøgle; kun en nøjagtig gentagelse må bruge den igen.",
)
VERSION_NEEDED: Final = ProblemType(
    "version-needed",
    428,
    "The request must say which version it changes",
    "Send the ETag that was read as If-Match.",
    "Send det læste ETag som If-Match.",
)
INTERNAL_ERROR: Final = ProblemType(
    "internal-error",
    500,
    "Something went wrong here",
    "The fault is ours and is in the log under this trace id.",
    "Fejlen er vores og står i loggen under dette nummer.",
)
KEYRING_AWAY: Final = ProblemType(
    "keyring-away",
    503,
    "The keyring does not answer",
    "Personal data cannot be read or kept just now; try again shortly.",
    "Personoplysninger kan ikke læses eller gemmes lige nu; prøv igen om lidt.",
)
DATABASE_AWAY: Final = ProblemType(
    "database-away",
    503,
    "The database does not answer",
    "Nothing was kept; try again shortly.",
    "Intet er gemt; prøv igen om lidt.",
)
ISSUER_AWAY: Final = ProblemType(
    "issuer-away",
    503,
    "The token issuer does not answer",
    "The token cannot be checked just now; try again shortly.",
    "Adgangstokenet kan ikke kontrolleres lige nu; prøv igen om lidt.",
)
SERVICE_AWAY: Final = ProblemType(
    "service-away",
    503,
    "Another service does not answer",
    "The service that this is sent to does not answer; send it again shortly.",
    "Den del af Samspil, som det sendes til, svarer ikke lige nu; prøv igen om lidt.",
)

COMMON: Final = (
    INVALID_REQUEST,
    MALFORMED_REQUEST,
    UNAUTHORIZED,
    TOKEN_INVALID,
    TOKEN_EXPIRED,
    TOKEN_FOREIGN,
    FORBIDDEN_ROLE,
    NO_CASE_AT_HAND,
    NOT_THEIR_OWN,
    FORM_FOREIGN,
    FOREIGN_HOST,
    NOT_FOUND,
    UNKNOWN_CITIZEN,
    METHOD_NOT_ALLOWED,
    REQUEST_TOO_SLOW,
    CONFLICT,
    CITIZEN_ERASED,
    STALE_VERSION,
    BODY_TOO_LARGE,
    UNSUPPORTED_MEDIA_TYPE,
    IDEMPOTENCY_KEY_REUSED,
    VERSION_NEEDED,
    INTERNAL_ERROR,
    KEYRING_AWAY,
    DATABASE_AWAY,
    ISSUER_AWAY,
    SERVICE_AWAY,
)
"""What every service can answer; a service adds its own through ``create_app``."""
