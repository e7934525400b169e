"""The forms about consents, with what can be chosen for this citizen on this day."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from samspil.overview.domain.consent import Consent
from samspil.overview.domain.referral_state import Standing
from samspil.overview.domain.view import View
from samspil.overview.pages.danish import day
from samspil.overview.pages.form import Filled, Form, Thing
from samspil.overview.pages.forms.consent import GIVE, KINDS, NARROW, PARTIES, WITHDRAW
from samspil.overview.pages.units import UnitWords
from samspil.rulebook.law import LawPack, laws_of_consent, opened_by_consent
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.months import months_on
from samspil.vocabulary.sector import Sector

MONTHS = 6
"""For how long, where nothing else is said."""


def cases(view: View, units: UnitWords) -> dict[str, str]:
    """The referrals that a consent can be given for, the newest first: each by its unit and its day."""
    return {
        str(one.id): f"{units.name(one.to_unit)}, {day(danish_day(one.submitted_at))}"
        for one in view.referrals
        if one.standing is not Standing.VOIDED
    }


def giving(
    of: Mapping[str, str], pack: LawPack, today: date, written: Mapping[str, str] | None = None
) -> Filled:
    """A new consent; the kinds that can be ticked follow from who is to tell whom."""
    default = {
        "to_sectors": Sector.EMPLOYMENT.value,
        "from_sector": Sector.SOCIAL.value,
        "until": day(months_on(today, MONTHS)),
        "case": next(iter(of)) if len(of) == 1 else "",
    }
    filled = {**default, **(written or {})}
    form = _changed(GIVE, kinds=_kinds(filled, pack, today), case={"choices": of})
    return Filled(form, written=filled)


def narrowing(consent: Consent, written: Mapping[str, str] | None = None) -> Filled:
    """What still holds: of this consent's kinds and takers, until its last day at most."""
    whole = {
        "to_sectors": " ".join(consent.to_sectors),
        "kinds": " ".join(consent.kinds),
        "until": day(consent.until),
    }
    form = _changed(
        NARROW,
        to_sectors={"choices": {code: PARTIES[code] for code in consent.to_sectors}},
        kinds={"choices": {code: KINDS[code] for code in consent.kinds}},
    )
    return Filled(form, (Thing(consent.id, consent.version),), {**whole, **(written or {})})


def withdrawing(consent: Consent) -> Filled:
    """Nothing is asked."""
    return Filled(WITHDRAW, (Thing(consent.id, consent.version),))


def _kinds(written: Mapping[str, str], pack: LawPack, today: date) -> dict[str, object]:
    try:
        giver, taker = Sector(written.get("from_sector", "")), Sector(written.get("to_sectors", ""))
    except ValueError:
        return {}
    laws = laws_of_consent(pack, giver, [taker])
    opened = opened_by_consent(pack, laws[0], giver, [taker], today) if laws else frozenset()
    return {
        "choices": {code: words for code, words in KINDS.items() if code in opened},
        "closed": {code: words for code, words in KINDS.items() if code not in opened},
        "why_closed": f"Kan ikke deles med {PARTIES[taker].lower()}.",
    }


def _changed(form: Form, **fields: Mapping[str, object]) -> Form:
    return replace(
        form,
        fields=tuple(replace(one, **fields.get(one.name, {})) for one in form.fields),  # type: ignore[arg-type]
    )
