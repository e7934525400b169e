"""What the documents say of the code is so: links, settings, figures, words and decisions."""

import re
from itertools import chain
from pathlib import Path

import pytest
from opentelemetry.metrics import Counter, Instrument
from pydantic import SecretStr
from pydantic_settings import BaseSettings

from repository import ROOT, files, product, shown
from samspil.ledger.park import GAP, SEQ_REUSED
from samspil.ledger.record import Unreadable
from samspil.stack import settings as stack_settings
from samspil.telemetry import metrics
from samspil.web import settings as service_settings

DOCUMENTS = [file for file in files() if file.suffix == ".md"]
DECISIONS = sorted((ROOT / "shared/decisions").iterdir())
OPERATOR = (ROOT / "deploy/README.md").read_text()
GLOSSARY = (ROOT / "shared/README.md").read_text()

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


def links(document: Path) -> list[str]:
    found = LINK.findall(FENCED.sub("", document.read_text()))
    return [link for link in found if not link.startswith(("https://", "http://"))]


def headings(document: Path) -> set[str]:
    """The anchors of a document's headings, as code forges make them."""
    lines = re.findall(r"^#+ (.+)$", FENCED.sub("", document.read_text()), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", line.lower()).replace(" ", "-") for line in lines}


def rows(text: str, heading: str) -> list[list[str]]:
    """The cells of the table that ``heading`` opens, or else of the first one after a line that holds it."""
    table = re.search(
        rf"{re.escape(heading)}(?:(?!^#).)*?^\|-[^\n]*\n((?:\|[^\n]*\n)+)", text, re.MULTILINE | re.DOTALL
    )
    assert table, f"no table after {heading!r}"
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table[1].splitlines()]


def code(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


@pytest.mark.parametrize("document", DOCUMENTS, ids=shown)
def test_every_relative_link_leads_somewhere(document: Path) -> None:
    for link in links(document):
        path, _, anchor = link.partition("#")
        target = document.parent / path if path else document
        assert target.exists(), link
        assert not anchor or anchor in headings(target), link


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("samspil.stack.settings.Settings", stack_settings.Settings),
        *(
            (f"samspil.web.settings.{kind.__name__}", kind)
            for kind in (
                service_settings.ServiceSettings,
                service_settings.DoorSettings,
                service_settings.WorkerSettings,
                service_settings.KeyringSettings,
                service_settings.RequestSettings,
            )
        ),
    ],
)
def test_every_setting_stands_in_the_operators_table_with_its_default(
    name: str, settings: type[BaseSettings]
) -> None:
    told = {code(variable)[0]: default for variable, default, _ in rows(OPERATOR, f"<!-- settings: {name}")}

    bases = [base for base in settings.__bases__ if issubclass(base, BaseSettings)]
    own = settings.model_fields.keys() - {field for base in bases for field in base.model_fields}
    assert told == {field.upper(): shown_default(settings, field) for field in own}


def shown_default(settings: type[BaseSettings], field: str) -> str:
    info = settings.model_fields[field]
    if info.is_required():
        return "needed"
    default = info.default.get_secret_value() if isinstance(info.default, SecretStr) else info.default
    return f"`{default}`" if default not in (None, "") else ""


def test_every_port_of_the_first_table_is_the_default_of_its_setting() -> None:
    fields = stack_settings.Settings.model_fields
    told = {code(moved)[0]: int(port) for _, port, moved, _ in rows(OPERATOR, "## What runs where")}

    assert told == {name.upper(): info.default for name, info in fields.items() if name.endswith("_port")}


def test_every_figure_of_ours_stands_in_the_operators_table() -> None:
    counters = (Counter, metrics.Tally)
    ours = {n: value for n, value in vars(metrics).items() if isinstance(value, (Instrument, *counters))}

    assert {code(figure)[0] for figure, *_ in rows(OPERATOR, "| figure |")} == {
        f"samspil_{name}{'_total' if isinstance(value, counters) else ''}" for name, value in ours.items()
    }


def test_every_log_line_that_operators_are_told_of_is_in_the_code() -> None:
    source = "\n".join(file.read_text() for file in product())
    lines = chain.from_iterable(code(cell) for cell, *_ in rows(OPERATOR, "| log line |"))

    assert [line for line in lines if f'"{line}"' not in source] == []


def test_operators_are_told_of_every_class_that_hearing_itself_parks() -> None:
    told = chain.from_iterable(code(cell) for cell, *_ in rows(OPERATOR, "| class |"))

    assert set(told) == {GAP, SEQ_REUSED, *(kind.__name__ for kind in Unreadable.__subclasses__())}


def test_a_danish_word_of_the_glossary_is_one_that_the_code_uses() -> None:
    source = "\n".join(file.read_text() for file in product()).lower()
    words = [word for word, *_ in rows(GLOSSARY, "## Danish words")]

    assert [word for word in words if word.lower() not in source] == []


@pytest.mark.parametrize("page", DECISIONS, ids=shown)
def test_a_decision_says_what_was_chosen_among_what_and_when_to_look_again(page: Path) -> None:
    text = page.read_text()
    number = int(page.name[:4])

    assert re.fullmatch(r"\d{4}(-[a-z0-9]+)+\.md", page.name)
    assert text.startswith(f"# {number}. ")
    parts = [text.find(part) for part in ("**Choice.**", "## Options", "## Measured", "**Revisit trigger.**")]
    assert -1 not in parts
    assert parts == sorted(parts)


def test_decisions_are_numbered_without_a_gap() -> None:
    assert [int(page.name[:4]) for page in DECISIONS] == list(range(1, len(DECISIONS) + 1))
