"""What the doors answer to each refusal of the domain: a problem, or the field that it is about."""

from samspil.referral.api.routes.relatives_sign_in import OwnNumber
from samspil.referral.domain import (
    accept,
    answer_cancellation,
    basis,
    cancel,
    citizen_file,
    decline,
    from_unit,
    ground,
    merge,
    move,
    name_coordinator,
    notify_delay,
    open_contact,
    permission,
    receive,
    record_death,
    redirect,
    referral,
    register,
    relative,
    request_information,
    retract_death,
    set_contact_wishes,
    split,
    start,
    submit,
    transition,
)
from samspil.referral.handlers.refer_message import AlreadyReferred
from samspil.rulebook import case_at_hand
from samspil.web import consents, problem_types
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
    "The referral asks another unit",
    "Only the unit that was asked takes a referral in and answers it.",
    "Kun den enhed, der er spurgt, kan modtage og besvare henvendelsen.",
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
NEEDS_VISITATOR = ProblemType(
    "needs-visitator",
    403,
    "A visitator decides",
    "Help under this paragraph is granted or refused by a decision, which a visitator makes.",
    "Hjælpen kræver en afgørelse, og den træffer en visitator.",
)
NOT_NOW = ProblemType(
    "referral-not-now",
    409,
    "The referral has moved on",
    "This step does not follow on where the referral is now: read it again.",
    "Henvendelsen er et andet sted nu. Se, hvor den står, og prøv igen.",
)
AUTHOR_ELSEWHERE = ProblemType(
    "author-elsewhere",
    409,
    "Another party wrote the referral",
    "No question can be sent to the party that wrote it yet: call them.",
    "Henvendelsen kommer fra en anden part, og vi kan ikke sende dem et spørgsmål endnu. Ring til dem.",
)
NO_GROUND = ProblemType(
    "no-ground",
    409,
    "Nothing lets the other party have it",
    "The citizen has not agreed that the asked party is told of her and of what is asked, and answers us: "
    "record that consent, or give it with the referral.",
    "Borgeren har ikke givet samtykke til, at den anden part får henvendelsen og svarer os. "
    "Indhent samtykket, og skriv her, hvor længe det gælder.",
)
NOT_OVERDUE = ProblemType(
    "referral-not-overdue",
    409,
    "The answer is not late",
    "The day for the answer has not passed: there is no delay to write of.",
    "Fristen er ikke overskredet, så der er ingen forsinkelse at skrive om.",
)
NOT_OPEN = ProblemType(
    "referral-not-open",
    409,
    "The referral is no longer open",
    "The referral is over: it was answered with no, passed on, taken back, closed or done.",
    "Henvendelsen er slut: den er besvaret, sendt videre, trukket tilbage eller lukket.",
)
ALREADY_REFERRED = ProblemType(
    "message-already-referred",
    409,
    "The message has become a referral before",
    "What is asked for in this thread is a referral already; answer that one.",
    "Det, der bliver bedt om i beskeden, er allerede en henvendelse. Svar på den.",
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
UNKNOWN_RELATIVE = ProblemType(
    "unknown-relative",
    404,
    "The relative is not known",
    "This citizen has named nobody with this id.",
    "Borgeren har ikke nævnt nogen med dette id.",
)
RELATIVE_HAS_LEFT = ProblemType(
    "relative-has-left",
    409,
    "The relative is no longer there",
    "They stepped back or were removed: add them anew, if the citizen wants it and so do they.",
    "Den pårørende er ikke længere med. Tilføj den pårørende igen, hvis både borgeren og den pårørende vil.",
)

CITIZEN_IS_DEAD = ProblemType(
    "citizen-is-dead",
    409,
    "The citizen is dead",
    "Somebody recorded that the citizen died: where that was a mistake, retract it first.",
    "Borgeren er registreret som død. Er det en fejl, skal det trækkes tilbage først.",
)
NOT_DEAD = ProblemType(
    "citizen-not-dead",
    409,
    "No death is recorded",
    "There is nothing to retract: the citizen lives, as far as anybody said.",
    "Der er intet at trække tilbage: borgeren er ikke registreret som død.",
)
LIVES_THERE_ALREADY = ProblemType(
    "lives-there-already",
    409,
    "The citizen lives there already",
    "The file has the same municipality of residence and the same acting one.",
    "Borgeren bor der allerede, og det er den samme kommune, der handler.",
)

FILE_IS_MERGED = ProblemType(
    "merged",
    409,
    "The file is part of another",
    "Everything new is said of the file that `citizen_id` names; what was there before goes on here.",
    "Sagen er lagt sammen med en anden sag om den samme borger. Gør det på den anden sag.",
)
SAME_FILE = ProblemType(
    "same-file",
    409,
    "It is the same file",
    "A file is not merged with itself.",
    "Det er den samme sag.",
)
INTO_MERGED = ProblemType(
    "into-merged",
    409,
    "The other file is part of another itself",
    "Merge with the one that survives, which `citizen_id` names.",
    "Den anden sag er selv lagt sammen med en tredje. Læg sagen sammen med den.",
)
HAS_ABSORBED = ProblemType(
    "has-absorbed",
    409,
    "Other files are part of this one",
    "Part them first, or merge the other way round.",
    "Andre sager er lagt ind i den her. Del dem først, eller læg den anden sag ind i den her.",
)
ACTS_ELSEWHERE = ProblemType(
    "acts-elsewhere",
    409,
    "Different municipalities act",
    "The files name different acting municipalities: correct the one that is wrong, or record the move.",
    "Handlekommunen er ikke den samme i de to sager. Ret den forkerte, eller skriv flytningen, først.",
)
SURVIVOR_WITHOUT_NUMBER = ProblemType(
    "survivor-without-number",
    409,
    "The file that is to survive has no number",
    "Merge the one without a number into the one that has it.",
    "Den her sag har CPR-nummeret. Gå til den anden sag, og læg den sammen med den her.",
)
NOT_MERGED = ProblemType(
    "not-merged",
    409,
    "The file is part of no other",
    "There is nothing to part.",
    "Sagen er ikke lagt sammen med en anden. Der er intet at dele.",
)
NUMBER_OF_ANOTHER = ProblemType(
    "number-of-another",
    409,
    "The number is of another file",
    "Whoever has the number has a file of their own, which `citizen_id` names to those who may look there. "
    "Where they are the same person, merge this file into that one.",
    "Nummeret hører til en anden sag. Er det den samme borger, så læg den her sag sammen med den.",
)
NUMBER_WANTED = ProblemType(
    "number-wanted",
    409,
    "The citizen has no number yet",
    "No other party can be asked about somebody without one: link the number first.",
    "Borgeren har intet CPR-nummer i Samspil. Skriv det på, før en anden part bliver spurgt.",
)

REMEDIES: dict[type[Exception], Remedy] = {
    **consents.REMEDIES,
    citizen_file.NotRegistered: problem_types.UNKNOWN_CITIZEN,
    citizen_file.CitizenIsDead: CITIZEN_IS_DEAD,
    citizen_file.FileIsMerged: FILE_IS_MERGED,
    merge.SameFile: SAME_FILE,
    merge.IntoMerged: INTO_MERGED,
    merge.HasAbsorbed: HAS_ABSORBED,
    merge.ActsElsewhere: ACTS_ELSEWHERE,
    merge.SurvivorWithoutNumber: SURVIVOR_WITHOUT_NUMBER,
    split.NotMerged: NOT_MERGED,
    ground.NumberWanted: NUMBER_WANTED,
    open_contact.NotWithoutNumber: FieldError("#/basis", "not_without_number"),
    retract_death.NotDead: NOT_DEAD,
    move.LivesThereAlready: LIVES_THERE_ALREADY,
    move.MovedAhead: FieldError("#/moved_on", "date_future"),
    move.MovedBeforeBirth: FieldError("#/moved_on", "date_before_birth"),
    record_death.DiedAhead: FieldError("#/died_on", "date_future"),
    record_death.DiedBeforeBirth: FieldError("#/died_on", "date_before_birth"),
    basis.LawWithoutHelp: FieldError("#/basis", "law_without_help"),
    register.NotTheirMunicipality: FieldError("#/acting_municipality", "not_their_municipality"),
    transition.ChildWithoutTransition: FieldError("#/transition", "transition_missing"),
    referral.UnknownReferral: UNKNOWN_REFERRAL,
    cancel.NotTheAuthor: NOT_THE_AUTHOR,
    referral.AskedOfAnother: ASKED_OF_ANOTHER,
    referral.OwnReferral: OWN_REFERRAL,
    referral.NotOpen: NOT_OPEN,
    AlreadyReferred: ALREADY_REFERRED,
    receive.AlreadyReceived: ALREADY_RECEIVED,
    referral.NotReceived: NOT_RECEIVED,
    referral.NeedsVisitator: NEEDS_VISITATOR,
    referral.NotNow: NOT_NOW,
    request_information.AuthorElsewhere: AUTHOR_ELSEWHERE,
    notify_delay.NotOverdue: NOT_OVERDUE,
    notify_delay.NotLater: FieldError("#/answer_by", "date_past"),
    submit.UnknownUnit: FieldError("#/to_unit", "unknown_unit"),
    submit.UnitIsClosed: FieldError("#/to_unit", "unit_closed"),
    submit.NotGivenThere: FieldError("#/basis", "not_given_there"),
    ground.NoGround: NO_GROUND,
    ground.AgreedInThePast: FieldError("#/consent_until", "date_past"),
    ground.AgreedForOverAYear: FieldError("#/consent_until", "consent_over_a_year"),
    ground.AgreedForTooLong: FieldError("#/consent_until", "consent_too_long"),
    ground.NotAgreedInWriting: FieldError("#/consent_form", "consent_not_in_writing"),
    from_unit.NotTheirUnit: FieldError("#/from_unit", "not_their_unit"),
    redirect.RedirectedToItself: FieldError("#/to_unit", "redirected_to_itself"),
    decline.NotHeard: FieldError("#/hearing", "missing"),
    start.StartsInTheFuture: FieldError("#/started_on", "date_future"),
    start.StartedBeforeAsked: FieldError("#/started_on", "date_before_asked"),
    answer_cancellation.RefusedWithoutWords: FieldError("#/words", "missing"),
    accept.StartsInThePast: FieldError("#/starts_on", "date_past"),
    case_at_hand.NoWords: FieldError("#/words", "missing"),
    relative.UnknownRelative: UNKNOWN_RELATIVE,
    OwnNumber: FieldError("#/cpr", "citizens_own_number"),
    relative.RelativeHasLeft: RELATIVE_HAS_LEFT,
    permission.NotForRelatives: FieldError("#/may_know", "not_for_relatives"),
    permission.NoLastDay: FieldError("#/until", "missing"),
    permission.LastDayOfNothing: FieldError("#/until", "last_day_of_nothing"),
    permission.PermissionOver: FieldError("#/until", "date_past"),
    permission.PermissionTooLong: FieldError("#/until", "permission_over_two_years"),
    set_contact_wishes.NothingWished: FieldError("#/ways", "missing"),
    name_coordinator.NotOurUnit: FieldError("#/unit", "unknown_unit"),
}
