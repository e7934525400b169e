"""The work list: what waits for whoever is signed in."""

from playwright.async_api import expect

from browser.stories import Story
from browser.visitor import Visitor


async def lines(visitor: Visitor) -> list[str]:
    rows = await visitor.page.locator("tbody tr").all_inner_texts()
    return [" ".join(row.split()) for row in rows]


async def test_a_caseworker_sees_all_that_waits_the_most_urgent_first(
    visitor: Visitor, in_hospital: Story, back_home: Story, just_registered: Story
) -> None:
    await visitor.sign_in()

    first, *others = await lines(visitor)
    assert first.startswith("Ejnar Test Prøvensen Følg op efter udskrivelse Frist overskredet:")
    assert any("Nancy Ann Test Berggren Tag stilling til kontaktpause Siden" in line for line in others)
    assert any("Nancy Ann Test Berggren Svar på, hvad der sker med støtten" in line for line in others)
    assert others[-1].startswith("Vera Test Opdigtet Besvar henvendelse Frist")
    await expect(visitor.page.get_by_text("heraf 1 over fristen")).to_be_visible()


async def test_who_was_followed_up_waits_for_nobody(
    visitor: Visitor, back_home: Story, followed_up: Story
) -> None:
    await visitor.sign_in()

    assert not any(line.startswith("Birte") for line in await lines(visitor))
    await visitor.page.goto(followed_up.address)
    await expect(visitor.page.get_by_text("Fulgt op efter udskrivelse")).to_be_visible()


async def test_a_visitator_sees_referrals_alone(
    visitor: Visitor, in_hospital: Story, back_home: Story, just_registered: Story
) -> None:
    await visitor.sign_in("Lars Tænkt")

    assert [line.split(" Frist")[0] for line in await lines(visitor)] == [
        "Vera Test Opdigtet Besvar henvendelse"
    ]


async def test_a_line_leads_to_where_it_is_done(visitor: Visitor, in_hospital: Story) -> None:
    await visitor.sign_in("Aisha Digtet")
    row = visitor.page.get_by_role("row").filter(has_text="Tag stilling til kontaktpause")
    await row.get_by_role("link").click()

    await expect(visitor.page).to_have_url(f"{in_hospital.address}#hold")
