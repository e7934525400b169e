"""No page takes a text for markup, also where no test brings one yet: in a component with our own words."""

import re

from repository import ROOT, files, shown

DECLARES = re.compile(r"\|\s*safe\b|\bMarkup\b|\bautoescape\b(?!=True)")


def test_no_page_declares_a_text_to_be_markup() -> None:
    places = (ROOT / "services", ROOT / "deploy", ROOT / "shared")
    pages = [
        file
        for file in files()
        if file.suffix in {".py", ".html"} and any(place in file.parents for place in places)
    ]

    assert len([file for file in pages if file.suffix == ".html"]) > 15
    assert [shown(file) for file in pages if DECLARES.search(file.read_text())] == []


def test_every_way_to_declare_it_is_known() -> None:
    ways = (
        "{{ name|safe }}",
        "{{ name | safe }}",
        "Markup(name)",
        "{% autoescape false %}",
        "autoescape=False",
    )

    assert all(map(DECLARES.search, ways))
