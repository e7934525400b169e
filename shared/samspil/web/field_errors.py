"""Tells which fields of a request are wrong, by place, code and our own words: never by their content."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from samspil.telemetry.redact import mask

_FIELD = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,63}")

_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "bool_parsing": ("Must be true or false.", "Skal være sandt eller falsk."),
    "bool_type": ("Must be true or false.", "Skal være sandt eller falsk."),
    "cpr_invalid": ("Not a CPR number.", "Ikke et gyldigt CPR-nummer."),
    "citizen_came": (
        "The citizen came: then there is no reason why not.",
        "Borgeren var med; så er der ingen grund til, at borgeren ikke var.",
    ),
    "consent_over_a_year": (
        "By the health act a consent holds for at most a year.",
        "Efter sundhedsloven gælder et samtykke højst et år.",
    ),
    "consent_too_long": (
        "A consent holds for at most two years.",
        "Et samtykke gælder højst to år.",
    ),
    "consent_not_in_writing": (
        "By the health act a consent is given in writing.",
        "Efter sundhedsloven gives samtykke skriftligt.",
    ),
    "consent_not_narrowed": (
        "Names all that the consent does.",
        "Der er ikke gjort noget mindre.",
    ),
    "consent_widened": (
        "Names more than the consent does: that needs a new one.",
        "Går ud over samtykket. Mere kræver et nyt samtykke.",
    ),
    "date_from_datetime_parsing": ("Not a date.", "Ikke en dato."),
    "date_parsing": ("Not a date.", "Ikke en dato."),
    "datetime_from_date_parsing": ("Not a point in time.", "Ikke et tidspunkt."),
    "datetime_parsing": ("Not a point in time.", "Ikke et tidspunkt."),
    "enum": ("Not one of the allowed values.", "Ikke en af de tilladte værdier."),
    "date_implausible": (
        "Too far back or ahead; where there is no end, there is no date.",
        "Ligger for langt tilbage eller frem; er der ingen slutning, er der ingen dato.",
    ),
    "csv_invalid": (
        "Not CSV from here on: a quotation mark is missing, or one too many.",
        "Ikke CSV herfra: et anførselstegn mangler eller er for meget.",
    ),
    "date_after_end": ("Lies after the last day.", "Ligger efter den sidste dag."),
    "date_before_agreement": (
        "Lies before it was asked for, or agreed.",
        "Ligger før, der blev bedt om aftalen, eller før den blev indgået.",
    ),
    "date_before_asked": (
        "Lies before the referral was sent.",
        "Ligger før, henvendelsen blev sendt.",
    ),
    "date_before_birth": ("Lies before the citizen was born.", "Ligger før, borgeren blev født."),
    "date_before_offer": ("Lies before the plan was offered.", "Ligger før, planen blev tilbudt."),
    "date_before_plan": ("Lies before the plan began.", "Ligger før, planen begyndte."),
    "date_before_start": (
        "Lies before it began, or was achieved.",
        "Ligger før, det begyndte eller blev opnået.",
    ),
    "date_future": ("Has not come yet.", "Er ikke kommet endnu."),
    "date_past": ("Has passed already.", "Er allerede passeret."),
    "deputy_is_worker": (
        "Nobody stands in for themselves.",
        "Stedfortræderen skal være en anden end støttekontaktpersonen.",
    ),
    "end_of_other_stage": (
        "Not how an agreement ends that stands so.",
        "Passer ikke til, hvor langt aftalen er.",
    ),
    "exception_of_other_law": (
        "Not given under that paragraph.",
        "Passer ikke til den paragraf, hjælpen gives efter.",
    ),
    "extra_forbidden": ("Holds a field that is not known.", "Indeholder et felt, som ikke kendes."),
    "file_columns": (
        "The first line has to name the columns: each once, those that are needed, and no others.",
        "Første linje skal nævne kolonnerne: hver én gang, de nødvendige og ingen andre.",
    ),
    "file_empty": ("Holds no row.", "Indeholder ingen rækker."),
    "file_not_utf_8": ("Not in UTF-8.", "Ikke i UTF-8."),
    "from_0_to_59": ("A whole number from 0 to 59.", "Et helt tal fra 0 til 59."),
    "goal_over": ("The goal was reached or given up.", "Målet er nået eller opgivet."),
    "greater_than_equal": ("At least {ge}.", "Mindst {ge}."),
    "int_type": ("Must be a whole number.", "Skal være et helt tal."),
    "json_invalid": ("Not JSON.", "Ikke JSON."),
    "json_no_array": ("Not a JSON array.", "Ikke en liste i JSON."),
    "literal_error": ("Not one of the allowed values.", "Ikke en af de tilladte værdier."),
    "last_day_of_nothing": (
        "Nothing may be told: then there is no last day.",
        "Der er ikke valgt noget, de må vide; så er der heller ingen sidste dag.",
    ),
    "law_without_consent": (
        "Not a law under which such a consent is given.",
        "Ikke en lov, som et sådant samtykke gives efter.",
    ),
    "kind_without_effect": (
        "No consent lets that party tell it.",
        "Kan ikke deles på et samtykke.",
    ),
    "laws_differ": (
        "Needs several laws: one consent for each receiver.",
        "Kræver flere love: ét samtykke for hver modtager.",
    ),
    "law_without_help": ("Not a law under which help is given.", "Ikke en lov, som der gives hjælp efter."),
    "kind_of_other_part": (
        "A discharge agreement is made with the citizen, a coordination plan without.",
        "En udskrivningsaftale indgås med borgeren, en koordinationsplan uden.",
    ),
    "kind_of_other_law": ("Not given under this law.", "Gives ikke efter denne lov."),
    "not_their_municipality": (
        "Not the municipality that the caller works for.",
        "Det er ikke den kommune, du arbejder for.",
    ),
    "municipality_unknown": ("Not the code of a Danish municipality.", "Ikke en dansk kommunes kode."),
    "missing": ("Must be given.", "Skal udfyldes."),
    "less_than_equal": ("At most {le}.", "Højst {le}."),
    "list_type": ("Must be a list.", "Skal være en liste."),
    "no_next_review": (
        "Nothing is looked at again after this.",
        "Der følges ikke op igen efter denne.",
    ),
    "not_given_there": (
        "Not given by that unit.",
        "Den enhed giver ikke den hjælp.",
    ),
    "citizens_own_number": (
        "The citizen's own number.",
        "Det er borgerens eget nummer. Skriv den pårørendes.",
    ),
    "not_for_relatives": (
        "Names what means nothing to a relative.",
        "Indeholder noget, som ikke fortælles til pårørende.",
    ),
    "not_without_number": (
        "Given to nobody without a number.",
        "Den hjælp kræver et CPR-nummer.",
    ),
    "not_of_the_region": (
        "Not a unit of the region.",
        "Det er ikke en enhed i regionen.",
    ),
    "not_their_unit": ("Not a unit of yours.", "Ikke en af dine enheder."),
    "permission_over_two_years": (
        "A permission holds for two years at most.",
        "En tilladelse gælder højst to år.",
    ),
    "of_agreed_only": (
        "Only what is agreed has a last day and minutes.",
        "Kun det, der er aftalt, har en sidste dag og en tid om ugen.",
    ),
    "outcome_of_nothing": (
        "Has not ended: nothing has come of it.",
        "Er ikke afsluttet; så er der ikke noget udfald.",
    ),
    "one_of_two": (
        "One of the two, and not both.",
        "Udfyld det ene af de to, og ikke begge.",
    ),
    "period_ends_early": ("Lies before the first day.", "Ligger før den første dag."),
    "redirected_to_itself": ("The unit that has it.", "Den enhed har den allerede."),
    "said_before": ("Has been said already.", "Er allerede sagt."),
    "string_too_long": ("At most {max_length} characters.", "Højst {max_length} tegn."),
    "string_too_short": ("At least {min_length} characters.", "Mindst {min_length} tegn."),
    "string_type": ("Must be text.", "Skal være tekst."),
    "string_unicode": ("Holds signs that cannot be read.", "Indeholder tegn, der ikke kan læses."),
    "text_empty": ("Holds nothing that can be read.", "Indeholder intet, der kan læses."),
    "text_too_long": ("Too long.", "For langt."),
    "text_unreadable": (
        "Holds signs that cannot be read, such as control characters.",
        "Indeholder tegn, der ikke kan læses, f.eks. styretegn.",
    ),
    "timezone_aware": ("Must name its time zone.", "Skal have en tidszone."),
    "row_columns": (
        "Has not as many cells as the first line.",
        "Har ikke lige så mange felter som den første linje.",
    ),
    "row_name_twice": ("Says something twice.", "Siger noget to gange."),
    "row_object": ("Not an object.", "Ikke et objekt."),
    "sender_is_receiver": (
        "The sender is not among the receivers.",
        "Afsenderen er ikke blandt modtagerne.",
    ),
    "string_pattern_mismatch": ("Not in the form that is asked for.", "Ikke i den form, der bedes om."),
    "too_long": ("At most {max_length} items.", "Højst {max_length} poster."),
    "too_short": ("At least {min_length} items.", "Mindst {min_length} poster."),
    "transition_missing": (
        "Must be given for somebody under 18.",
        "Skal udfyldes, når borgeren er under 18 år.",
    ),
    "unit_closed": ("Takes nobody in at present.", "Tager ikke imod nogen for tiden."),
    "unknown_unit": ("No unit that is known.", "Ikke en enhed, der kendes."),
    "unknown_case": ("No referral of this citizen.", "Ikke en henvendelse om denne borger."),
    "unknown_goal": ("No goal of this plan.", "Ikke et mål i denne plan."),
    "unknown_stay": ("No stay of this citizen.", "Ikke en indlæggelse, som vi kender af borgeren."),
    "version_invalid": ("Not an ETag of ours.", "Ikke et ETag herfra."),
    "version_unexpected": (
        "What is made anew has no version yet.",
        "Det, der oprettes, har endnu ingen version.",
    ),
    "urgency_of_no_referral": (
        "Told with what regards a referral alone.",
        "Kan kun siges, når det handler om en henvisning.",
    ),
    "uuid_parsing": ("Not a uuid.", "Ikke et uuid."),
    "uuid_type": ("Not a uuid.", "Ikke et uuid."),
    "words_are_given": (
        "There are words: then the citizen gave some.",
        "Der er skrevet ord; så har borgeren sagt noget.",
    ),
}
_OTHER_WORDS: Final = ("Not valid.", "Ikke gyldig.")


@dataclass(frozen=True, slots=True)
class FieldError:
    """One wrong field: its place (body, query, path, header), a JSON pointer into it and a stable code."""

    pointer: str
    code: str
    place: str = "body"
    limits: Mapping[str, float] | None = None

    def told(self, *, danish: bool) -> dict[str, str]:
        """As a member of ``errors`` in a problem."""
        words = _WORDS.get(self.code, _OTHER_WORDS)[danish]
        try:
            words = words.format_map(self.limits or {})
        except KeyError:
            words = _OTHER_WORDS[danish]
        return {"in": self.place, "pointer": self.pointer, "code": self.code, "message": words}


def from_pydantic(errors: Iterable[Mapping[str, Any]]) -> tuple[FieldError, ...]:
    """Our form of pydantic's errors, without its message, input and context: each of them can hold input."""
    return tuple(_one(error["type"], tuple(error["loc"]), error.get("ctx") or {}) for error in errors)


def _one(code: str, location: tuple[str | int, ...], context: Mapping[str, object]) -> FieldError:
    place, *path = location or ("body",)
    if code == "json_invalid":  # the number that follows counts characters, it names no field
        path = []
    if code == "extra_forbidden":  # the caller chose that field's name
        path = path[:-1]
    limits = {key: value for key, value in context.items() if isinstance(value, int | float)}
    return FieldError("#" + "".join(f"/{_segment(part)}" for part in path), code, str(place), limits)


def _segment(part: str | int) -> str:
    """A field's name, or ``*`` where it does not look like one: in a mapping the caller names the keys."""
    if isinstance(part, int):
        return str(part)
    return part if _FIELD.fullmatch(part) and mask(part) == part else "*"
