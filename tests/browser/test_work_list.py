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

    lost = "Ejnar Test Prøvensen Beskeden kom ikke frem til jobcentret"
    first, *others = [line for line in await lines(visitor) if not line.startswith(lost)]
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


async def test_a_message_that_did_not_arrive_waits_until_somebody_says_that_it_is_taken_care_of(
    visitor: Visitor, back_home: Story
) -> None:
    await visitor.sign_in()
    lost = visitor.page.get_by_role("row").filter(has_text="Beskeden kom ikke frem til jobcentret")
    await expect(lost).to_have_count(1)
    await lost.get_by_role("link").click()
    await visitor.page.get_by_role("button", name="Der er taget hånd om den").click()

    await expect(visitor.page).to_have_url(back_home.address)
    await expect(visitor.page.get_by_text("Taget hånd om en besked, der ikke kom frem")).to_be_visible()
    await back_home.tell()  # the clock looks
    await visitor.page.goto(visitor.pages)
    await expect(lost).to_have_count(0)
