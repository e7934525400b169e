"""The page of work: what leads to it stands beside what it is for, and calls beside each other."""

from uuid import UUID

import pytest
from playwright.async_api import expect

from browser.pages_under_test import PagesUnderTest
from browser.stories import Story, ago
from browser.visitor import Visitor
from samspil.contracts.employment import (
    CallForm,
    CallKind,
    EmploymentMeetingCalled,
    EmploymentMeetingCancelled,
    EmploymentMilestoneAchieved,
    EmploymentMilestonePlanned,
    EmploymentMilestoneProposed,
    MilestoneKind,
)
from samspil.stack import databases
from samspil.testkit.people import Person, synthetic_cpr
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.ids import uuid7
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sealed import Sealed

BASIS = LegalBasis.RSL_11A_1


def called(meeting: UUID, place: Sealed) -> EmploymentMeetingCalled:
    return EmploymentMeetingCalled(
        meeting_id=meeting,
        kind=CallKind.FOLLOW_UP,
        form=CallForm.IN_PERSON,
        at=ago(-7),
        minutes=45,
        place=place,
        basis=BASIS,
        occurred_at=ago(3),
    )


@pytest.fixture(scope="module")
async def on_the_way(pages: PagesUnderTest) -> Story:
    """Somebody with steps in every state, a call that stands and one that is called off."""
    story = await Story.of(pages, Person(synthetic_cpr(80_117), "Signe Test Vejen"), 400)
    await story.has_people(300)
    await story.plans(200)
    await story.works(60, 30)
    job, standing, off = uuid7(), uuid7(), uuid7()
    place = await story.seal("place", "Torvet 1, lokale 3")
    await story.tell(
        EmploymentMilestonePlanned(
            milestone_id=job,
            kind=MilestoneKind.ORDINARY_HOURS,
            starts_on=danish_day(ago(20)),
            ends_on=None,
            hours_per_week=7,
            minutes_per_week=450,
            purpose=await story.seal("purpose", "At prøve løntimer i gartneriet."),
            basis=BASIS,
            occurred_at=ago(25),
        ),
        EmploymentMilestoneAchieved(
            milestone_id=job,
            achieved_on=danish_day(ago(10)),
            entered_by=None,
            basis=BASIS,
            occurred_at=ago(10),
        ),
        EmploymentMilestoneProposed(
            milestone_id=uuid7(),
            kind=MilestoneKind.EDUCATION,
            starts_on=danish_day(ago(-60)),
            purpose=None,
            goal_id=None,
            entered_by="sagsbehandler-social",
            basis=LegalBasis.SEL_141,
            occurred_at=ago(5),
        ),
        called(standing, place),
        called(off, place),
        EmploymentMeetingCancelled(meeting_id=off, basis=BASIS, occurred_at=ago(2)),
    )
    return story


def path(story: Story, pages: PagesUnderTest) -> str:
    return f"{story.address}/arbejde".removeprefix(pages.pages)


async def test_steps_stand_beside_what_they_are_for_and_calls_that_come_before_those_that_are_off(
    visitor: Visitor, pages: PagesUnderTest, on_the_way: Story
) -> None:
    await visitor.sign_in(back=path(on_the_way, pages))
    page = visitor.page

    await expect(page.get_by_label("Borgerens sider").get_by_text("Arbejde", exact=True)).to_have_attribute(
        "aria-current", "page"
    )
    calls = page.get_by_role("region", name="Indkaldt til møder")
    await expect(calls.locator("article:visible")).to_have_count(1)
    await expect(calls).to_contain_text("Torvet 1, lokale 3")
    steps = page.get_by_role("region", name="Skridt mod arbejde og uddannelse")
    for told in (
        "I gang siden",
        "Opnået",
        "At prøve løntimer i gartneriet.",
        "7 timer og 30 minutter",
        "Fra en arbejdsgiver alene",
        "Foreslået",
    ):
        await expect(steps).to_contain_text(told)
    await calls.get_by_text("Tidligere og aflyste (1)").click()
    await expect(calls.locator("article:visible")).to_have_count(2)


async def test_what_is_read_is_what_was_opened_and_the_look_leaves_its_row(
    visitor: Visitor, pages: PagesUnderTest, on_the_way: Story
) -> None:
    await visitor.sign_in("Lars Tænkt", back=path(on_the_way, pages))

    async with databases.connected(pages.keyring_url) as keyring:
        query = "SELECT why, fields FROM access WHERE citizen_id = $1 AND who = 'visitator-social'"
        [row] = await keyring.fetch(query, on_the_way.citizen)
    assert row["why"] == "read-work"
    assert {field.rpartition(".")[2] for field in row["fields"]} == {"name", "purpose", "place", "words"}


async def test_anybody_can_use_it_at_any_size(
    visitor: Visitor, pages: PagesUnderTest, on_the_way: Story
) -> None:
    await visitor.sign_in(back=path(on_the_way, pages))

    await expect(visitor.page.get_by_role("heading", level=1)).to_be_visible()
    assert await visitor.wrong_at_any_size() == []
