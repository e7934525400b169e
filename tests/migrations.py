"""The halves of a migration, to go back to what the version before kept."""

from importlib.resources import files


def migration(package: str, name: str) -> tuple[str, str]:
    """Up and down."""
    up, _, down = files(package).joinpath("migrations", name).read_text().partition("-- migrate:down")
    return up, down
