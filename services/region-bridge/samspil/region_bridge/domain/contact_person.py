"""Whether a message is meant for the contact person whom the region was told."""


def is_named(recipient: str, contact: str) -> bool:
    """The same name, however it is spaced and in whatever case."""
    return _folded(recipient) == _folded(contact) != ""


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
