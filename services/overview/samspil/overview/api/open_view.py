"""Opening a view at a door: sealed values become their texts, after one access row for all of them."""

from collections.abc import Collection
from typing import Any

from pydantic import TypeAdapter

from samspil.overview.domain.view import View
from samspil.overview.domain.view_fields import ViewField, only
from samspil.sealing.access import Access
from samspil.sealing.keyring import Keyring
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.sealed import NotSealed, Sealed

SHAPE = TypeAdapter(View)


async def open_view(
    keyring: Keyring, citizen: CitizenId, view: View, access: Access, shown: Collection[ViewField]
) -> dict[str, Any]:
    """The view as plain values in its own shape, as far as it is shown; ``turn`` is added to each referral.

    Relatives are told by the referral service, to whoever asks for them.
    """
    shape = _shape(view)
    del shape["citizen"]["relatives"]
    for one, referral in zip(shape["referrals"], view.referrals, strict=True):
        one["turn"] = referral.turn
    shape = only(shape, shown)
    replaced: dict[str, Any] = _replace(shape, await _open(keyring, citizen, shape, access))
    return replaced


NUMBER = "citizen.who.cpr"
"""Shown to whoever asks for it; no page opens it in passing."""


ON_ITS_OWN_PAGE = (
    *(
        "participation",
        "wordings",
        "resources",
        "employment_wish",
        "versions",
        "reviews",
        "milestone_reviews",
    ),
    *("need_reviews", "meetings", "contacts", "crisis_plan", "ended", "agreements"),
)
"""What of the plan stands on the plan's page alone."""
WORDS_OF_HELP = ("purpose", "expected_change", "found_change", "change_words")


async def open_texts(
    keyring: Keyring, citizen: CitizenId, view: View, access: Access, shown: Collection[ViewField]
) -> dict[str, str]:
    """The text of every sealed value that the citizen's page shows."""
    return await _open(keyring, citizen, _on_the_page(view, shown), access)


async def open_plan_texts(
    keyring: Keyring, citizen: CitizenId, view: View, access: Access, shown: Collection[ViewField]
) -> dict[str, str]:
    """The text of every sealed value that the plan's page shows: names, and the plan."""
    shape = _shape(view)
    who, coordinator = shape["citizen"]["who"], shape["citizen"]["coordinator"]
    names = {"who": who and {"name": who["name"]}, "coordinator": coordinator}
    return await _open(keyring, citizen, only({"citizen": names, "plan": shape["plan"]}, shown), access)


async def open_work_texts(
    keyring: Keyring, citizen: CitizenId, view: View, access: Access, shown: Collection[ViewField]
) -> dict[str, str]:
    """The text of every sealed value that the page of work shows: steps, calls, status, goals and clashes."""
    shape = _shape(view)
    who = shape["citizen"]["who"]
    part = {
        "citizen": {"who": who and {"name": who["name"]}},
        "employment": shape["employment"],
        "plan": {"goals": shape["plan"]["goals"]},
        "coordination": {"attention": shape["coordination"]["attention"]},
    }
    return await _open(keyring, citizen, only(part, shown), access)


async def open_message_texts(
    keyring: Keyring,
    citizen: CitizenId,
    view: View,
    access: Access,
    shown: Collection[ViewField],
    *,
    on_page: bool,
) -> dict[str, str]:
    """The text of all that was written with hospitals; a page also shows a name, and phones of who helps."""
    shape = _shape(view)
    part = {
        "hospital": {"messages": shape["hospital"]["messages"]},
        "coordination": {"messages": shape["coordination"]["messages"]},
    }
    if on_page:
        who, helpers = shape["citizen"]["who"], shape["plan"]["interventions"]
        part["citizen"] = {"who": who and {"name": who["name"]}}
        phones = [{"support_worker_phone": one["support_worker_phone"]} for one in helpers]
        part["plan"] = {"interventions": phones}
    return await _open(keyring, citizen, only(part, shown), access)


async def note_view(
    keyring: Keyring, citizen: CitizenId, view: View, access: Access, shown: Collection[ViewField]
) -> None:
    """Log the look at a view as ``open_texts`` does, and open nothing."""
    await keyring.note(citizen, access, _tokens(_on_the_page(view, shown)))


def _on_the_page(view: View, shown: Collection[ViewField]) -> Any:
    shape = _shape(view)
    del shape["hospital"]["messages"], shape["coordination"]["messages"]  # they have a page of their own
    of_file = shape["citizen"]
    del of_file["relatives"]
    if of_file["who"]:
        del of_file["who"]["cpr"], of_file["who"]["address"]
    if of_file["wishes"]:
        del of_file["wishes"]["words"]
    for part in ON_ITS_OWN_PAGE:
        del shape["plan"][part]
    for one in shape["plan"]["interventions"]:
        for part in WORDS_OF_HELP:
            del one[part]
    return only(shape, shown)


def _shape(view: View) -> dict[str, Any]:
    shape: dict[str, Any] = SHAPE.dump_python(view, mode="json")
    for kind in ("proposals", "attention"):
        for one in shape["coordination"][kind].values():
            del one["trace"]  # how we hang together is nobody's business outside
    return shape


async def _open(keyring: Keyring, citizen: CitizenId, shape: Any, access: Access) -> dict[str, str]:
    tokens = _tokens(shape)
    opened = await keyring.open(citizen, tokens, access)
    return {token: opened[field] for field, token in tokens.items()}


def _tokens(shape: Any) -> dict[str, Sealed]:
    tokens: dict[str, Sealed] = {}
    _collect(shape, "", tokens)
    return tokens


def _collect(part: Any, where: str, into: dict[str, Sealed]) -> None:
    if isinstance(part, dict):
        for name, value in part.items():
            _collect(value, f"{where}.{name}" if where else name, into)
    elif isinstance(part, list):
        for number, value in enumerate(part):
            _collect(value, f"{where}.{number}", into)
    elif isinstance(part, str) and part.startswith("s1."):
        try:
            into[where] = Sealed(part)
        except NotSealed:
            return


def _replace(part: Any, texts: dict[str, str]) -> Any:
    if isinstance(part, dict):
        return {name: _replace(value, texts) for name, value in part.items()}
    if isinstance(part, list):
        return [_replace(value, texts) for value in part]
    return texts.get(part, part) if isinstance(part, str) else part
