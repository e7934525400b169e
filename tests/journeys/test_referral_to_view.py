"""The journey's first step: a citizen is registered and referred, and the view shows it."""

from pathlib import Path

from samspil.testkit.people import BRUNO
from samspil.testkit.servers import Servers
from samspil.testkit.system_under_test import eventually, system_under_test


async def test_a_referral_submitted_over_rest_is_in_the_view(servers: Servers, tmp_path: Path) -> None:
    async with system_under_test(servers, tmp_path) as here:
        citizen = await here.register(BRUNO)
        referral = await here.refer(citizen, "Jeg vil gerne have et arbejde igen")

        async def shown() -> object:
            view = await here.view(citizen)
            return view and view["citizen"] and view["referrals"] and view

        view = await eventually(shown)

    assert view["citizen"]["name"] == BRUNO.name
    assert [one["id"] for one in view["referrals"]] == [str(referral)]
    assert view["referrals"][0]["words"] == "Jeg vil gerne have et arbejde igen"
    assert view["referrals"][0]["turn"] == "social"
