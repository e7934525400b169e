"""Opening a citizen's file at its page: what is shown there, after one access row for all of it."""

from collections.abc import Mapping

from samspil.contracts.citizen import RelativeLeft
from samspil.overview.domain.citizen_state import CitizenState
from samspil.sealing.access import Access
from samspil.sealing.keyring import Keyring
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.sealed import Sealed
from samspil.web.read_model import sealed_in


async def open_file(
    keyring: Keyring, citizen: CitizenId, tokens: Mapping[str, Sealed], access: Access
) -> dict[Sealed, str]:
    """The text of every sealed value that the page shows."""
    texts = await keyring.open(citizen, tokens, access)
    return {tokens[where]: text for where, text in texts.items()}


def shown(state: CitizenState, *, with_address: bool = False) -> dict[str, Sealed]:
    """Field → what is sealed there.

    Neither the number, which is asked for, nor an address that is protected, unless ``with_address``.
    Of those who are no longer there the name alone, and nothing of those who were entered by mistake.
    """
    fields: dict[str, object] = {"coordinator": state.coordinator, "wishes": state.wishes}
    if who := state.who:
        address = who.address if with_address or not who.address_protected else None
        fields["who"] = {"name": who.name, "address": address}
    for number, one in enumerate(state.relatives):
        if one.left is None:
            fields[f"relatives.{number}"] = one
        elif one.left is not RelativeLeft.MISTAKE:
            fields[f"relatives.{number}"] = {"name": one.name}
    return dict(sealed_in({"citizen": fields}))
