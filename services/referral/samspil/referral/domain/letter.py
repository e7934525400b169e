"""Letters to the citizen about a referral, in plain Danish: what was decided and why, or when it will be."""

from collections.abc import Iterator
from datetime import date, datetime

from samspil.contracts.referral import Hearing
from samspil.referral.domain.referral import Referral
from samspil.rulebook.rulebook import Rulebook
from samspil.vocabulary.copenhagen import danish_day, written

HEARD = {
    Hearing.HELD: "Du er blevet hørt, før vi traf afgørelsen.",
    Hearing.NOT_NEEDED: "Afgørelsen bygger kun på oplysninger, som du kender.",
}


def refusal(
    referral: Referral, words: str, suggestion: str | None, hearing: Hearing, rules: Rulebook, now: datetime
) -> str:
    """The decision: reason, basis, hearing and how to complain (forvaltningsloven §§ 19 and 22-25)."""
    return "\n\n".join(_refusal(referral, words, suggestion, hearing, rules, danish_day(now)))


def _refusal(
    referral: Referral, words: str, suggestion: str | None, hearing: Hearing, rules: Rulebook, today: date
) -> Iterator[str]:
    unit = _name(referral, rules, today)
    yield f"Afgørelse {written(today)}"
    yield (
        f"{unit} har svaret på henvendelsen fra {written(danish_day(referral.submitted_at))}. "
        f"Du kan ikke få den hjælp, der blev søgt om."
    )
    yield f"Begrundelse: {words}"
    if suggestion:
        yield f"Det kan måske hjælpe i stedet: {suggestion}"
    yield f"Afgørelsen er truffet efter {_within(referral.basis.reading)}. {HEARD[hearing]}"
    appeal = rules.appeal(today)
    yield (
        f"Er du ikke enig, kan du klage inden {appeal.weeks} uger efter, at du har fået dette brev. "
        f"Du kan klage mundtligt eller skriftligt til {unit}. Vi ser på sagen igen, og holder vi fast, "
        f"sender vi klagen videre til {appeal.decided_by}."
    )


def delay(referral: Referral, answer_by: date, rules: Rulebook, now: datetime) -> str:
    """The answer is late, and comes on another day at the latest (retssikkerhedsloven § 3, stk. 2)."""
    unit = _name(referral, rules, danish_day(now))
    return "\n\n".join(
        (
            f"Brev {written(danish_day(now))}",
            f"{unit} skulle have svaret på henvendelsen om dig senest {written(referral.answer_by)}. "
            f"Det har vi desværre ikke nået.",
            f"Du får svar senest {written(answer_by)}. Har du spørgsmål, kan du kontakte {unit}.",
        )
    )


def _name(referral: Referral, rules: Rulebook, day: date) -> str:
    unit = rules.unit(referral.to_unit, day)
    return unit.name if unit else referral.to_unit


def _within(reading: str) -> str:
    """As it stands within a sentence."""
    return reading[:1].lower() + reading[1:]
