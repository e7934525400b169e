"""What the bridge answered to a file of activities, as the page says it."""

from typing import Any, Final, NamedTuple

from samspil.sandboxes.jobcenter.notifier import FileAnswer

AT_MOST = 20
"""Rows that the page tells what is wrong in."""


class WrongCell(NamedTuple):
    """What is wrong in one place."""

    row: int | None
    """From 1; None: in the file as a whole."""
    column: str
    """Empty where it is the row as a whole."""
    message: str


class ToldOfFile(NamedTuple):
    """A sentence, and what is wrong in the first bad rows."""

    sentence: str
    wrong: tuple[WrongCell, ...] = ()


AWAY: Final = ToldOfFile("Filen er ikke sendt: broen svarer ikke.")


def told_of_file(answer: FileAnswer) -> ToldOfFile:
    """Taken, here before, or refused."""
    errors = answer.body.get("errors", [])
    if answer.status not in {200, 202}:
        wrong = (WrongCell(_row_of(one["pointer"]), "", one["message"]) for one in errors)
        return ToldOfFile(f"Filen er afvist. {answer.body.get('detail', '')}", tuple(wrong))
    rows, bad = answer.body["rows"], answer.body["bad_rows"]
    counted = f"{rows} {'række' if rows == 1 else 'rækker'}, heraf {bad} med fejl"
    first = "Filen er modtaget" if answer.status == 202 else "Den samme fil er kommet før, og intet er ændret"
    return ToldOfFile(f"{first}: {counted}.", _first(errors))


def _first(errors: list[dict[str, Any]]) -> tuple[WrongCell, ...]:
    rows = sorted({one["row"] for one in errors})[:AT_MOST]
    return tuple(WrongCell(one["row"], one["column"], one["message"]) for one in errors if one["row"] in rows)


def _row_of(pointer: str) -> int | None:
    """The file is an array to the bridge, and its rows are counted from 0 there."""
    place = pointer.rpartition("/")[2]
    return int(place) + 1 if place.isdecimal() else None
