"""The steps of the journey, in order; each raises ``StackProblem`` when something is missing."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from samspil.cli.journey.player import Player
from samspil.vocabulary.copenhagen import danish_day
from samspil.web.role import Role

SUPPORT_WORKER, SUPPORT_WORKER_NAME = "kontaktperson-social", "Aisha Digtet"
"""The built-in issuer's support worker."""


def _day(days: int) -> str:
    return (danish_day(datetime.now(UTC)) + timedelta(days=days)).isoformat()


def refer(player: Player) -> None:
    """A caseworker registers a citizen and submits a referral; a visitator receives and accepts it."""
    player.say("1  En sagsbehandler opretter en borger og sender en henvendelse.")
    registered = player.post(
        Role.CASEWORKER,
        player.at("referral", "/v1/citizens"),
        {
            "cpr": player.citizen.cpr,
            "name": player.citizen.name,
            "acting_municipality": "101",
            "basis": "sel-85",
        },
    )
    player.citizen_id = registered["citizen_id"]
    submitted = player.post(
        Role.CASEWORKER,
        player.about("referral", "/referrals"),
        {
            "to_sector": "social",
            "to_unit": "VISITATION-1",
            "words": "Jeg vil gerne ud blandt andre igen og have et arbejde, jeg kan holde til.",
            "basis": "sel-85",
        },
    )
    player.kept["referral"] = submitted["referral_id"]
    door = player.about("referral", f"/referrals/{submitted['referral_id']}")
    player.say("   En visitator modtager henvendelsen og siger ja.")
    received = player.post(Role.VISITATOR, f"{door}/receive", seen=submitted)
    player.post(Role.VISITATOR, f"{door}/accept", {"starts_on": _day(7)}, seen=received)
    player.until("the accepted referral in the view", lambda: _accepted(player))


def consent(player: Player) -> None:
    """The citizen agrees; before that neither partner has been told anything."""
    for sandbox in ("jobcenter_sandbox", "region_sandbox"):
        told = player.received(sandbox)
        player.require(f"{sandbox} was told something before the consent", true=not told)
    player.say("2  Borgeren giver samtykke: hvad, fra hvem, til hvem, i hvilken sag og hvor længe.")
    for from_sector, to_sectors, kinds in (
        ("social", ["employment"], ["identity", "contact_hold"]),
        ("social", ["region"], ["identity", "network"]),
        ("employment", ["social"], ["milestone"]),
    ):
        given = player.post(
            Role.CASEWORKER,
            player.about("referral", "/consents"),
            {
                "law": "rsl-11a-1",
                "kinds": kinds,
                "from_sector": from_sector,
                "to_sectors": to_sectors,
                "case": player.kept["referral"],
                "until": _day(180),
            },
        )
        player.kept[f"consent {from_sector} {to_sectors[0]}"] = given["consent_id"]


def plan(player: Player) -> None:
    """A plan was opened; a goal and an intervention are added and agreed."""
    player.say("3  Planen åbnes. Et mål i borgerens egne ord og støtte efter § 85 aftales.")
    door = player.about("plan", "/plan")
    opened = player.until("the plan", lambda: player.get(Role.CASEWORKER, door))
    goal = player.post(
        Role.CASEWORKER,
        f"{door}/goals",
        {"area": "employment", "words": "Et par timer om ugen i en genbrugsbutik, hvor der er ro."},
        seen=opened,
    )
    helped = player.post(
        Role.CASEWORKER,
        f"{door}/interventions",
        {
            "goal_id": goal["goal_id"],
            "provision": "sel-85",
            "decision_reference": "2026-0457",
            "support_worker": SUPPORT_WORKER,
            "support_worker_name": SUPPORT_WORKER_NAME,
        },
        seen=goal,
    )
    player.post(Role.CASEWORKER, f"{door}/agree", seen=helped)
    player.until("the agreed plan in the view", lambda: player.view()["plan"]["agreed_on"])
    player.until(
        "the region being told the contact person",
        lambda: any(SUPPORT_WORKER_NAME in text for text in player.received("region_sandbox")),
    )


def milestone(player: Player) -> None:
    """The jobcenter's case system tells of an activity, and of its start."""
    player.say("4  Jobcentrets fagsystem melder en aktivitet og derefter dens start.")
    for what in ("activity-created", "activity-started"):
        player.play("jobcenter_sandbox", "/send", {"what": what, "cpr": player.citizen.cpr})
    player.until("the started milestone in the view", lambda: _started(player))


def admit(player: Player) -> None:
    """The region sends a hospital notice; it is acknowledged and becomes a stay."""
    player.say("5  Regionen sender et advis om indlæggelse; det kvitteres og bliver til et ophold.")
    sent = player.play(
        "region_sandbox",
        "/send",
        {"what": "admit", "cpr": player.citizen.cpr, "name": player.citizen.name},
    )
    player.require("the notice was not acknowledged", true=sent["code"] == "ok")
    player.say(f"     trace {player.trace_of(sent['trace_id'])}")
    player.kept["admission trace"] = str(sent["trace_id"])
    player.until("the stay in the view", lambda: player.view()["stays"])


def hold(player: Player) -> None:
    """The stay proposes a contact hold and asks the support worker; the jobcenter is told the hold only."""
    player.say("6  Opholdet foreslår en kontaktpause og spørger støttepersonen, som svarer.")
    player.until("the proposal", lambda: _open_proposals(player))
    door = player.about("plan", "/plan/support-questions")
    question = player.until("the question", lambda: _first_question(player, door))
    answered = f"{door}/{question['question_id']}/answer"
    player.post(Role.SUPPORT_WORKER, answered, {"answer": "paused"}, seen=question)
    # Heard only after the hold was set, it could give the disclosure its own trace instead of the stay's.
    player.until("the answer in the view", lambda: _answered(player))
    player.post(
        Role.SUPPORT_WORKER,
        player.about("overview", "/contact-holds"),
        {"until": _day(14), "ask": SUPPORT_WORKER_NAME},
    )
    told = player.until("the hold at the jobcenter", lambda: player.received("jobcenter_sandbox"))
    player.require("the jobcenter was told more than the hold", true=len(told) == 1)
    player.say(f"   Jobcentret har fået at vide: {told[0]}")
    player.say(f"   Regionen har fået at vide: {player.received('region_sandbox')[0]}")


def discharge(player: Player) -> None:
    """The discharge opens a follow-up and leaves no proposal open."""
    player.say("7  Borgeren udskrives; der åbnes en opfølgning med frist i danske arbejdsdage.")
    player.play("region_sandbox", "/send", {"what": "discharge", "cpr": player.citizen.cpr})
    follow_ups = player.until("the follow-up in the view", lambda: player.view()["plan"]["follow_ups"])
    player.say(f"   Opfølgning senest {follow_ups[0]['due_on']}.")
    player.until("the end of the proposal", lambda: not _open_proposals(player))


def withdraw(player: Player) -> None:
    """The citizen withdraws the consents; each partner hears that sharing has ended, and nothing more."""
    player.say("8  Borgeren trækker samtykket tilbage; hver part får at vide, at deling er ophørt.")
    for kept, consent_id in player.kept.items():
        if kept.startswith("consent"):
            door = player.about("referral", f"/consents/{consent_id}/withdraw")
            player.post(Role.CASEWORKER, door)
    for sandbox in ("jobcenter_sandbox", "region_sandbox"):
        heard = player.until(f"{sandbox} hearing the end", partial(_heard_the_end, player, sandbox))
        player.say(f"   {heard}")


def look(player: Player) -> None:
    """The page that a caseworker looks at."""
    player.say(f"9  Se borgerens side: {player.settings.pages}/borgere/{player.citizen_id}")


STEPS: tuple[Callable[[Player], None], ...] = (
    refer,
    consent,
    plan,
    milestone,
    admit,
    hold,
    discharge,
    withdraw,
    look,
)


def _accepted(player: Player) -> bool:
    return any(one["standing"] == "accepted" for one in player.view().get("referrals", []))


def _started(player: Player) -> bool:
    return any(one["started_on"] for one in player.view()["milestones"])


def _open_proposals(player: Player) -> bool:
    proposals = player.view()["coordination"]["proposals"].values()
    return any(one["state"] == "open" for one in proposals)


def _first_question(player: Player, door: str) -> dict[str, Any] | None:
    found = player.get(Role.SUPPORT_WORKER, f"{door}?mine=true") or {"questions": []}
    return next(iter(found["questions"]), None)


def _answered(player: Player) -> bool:
    return any(one["answer"] for one in player.view()["plan"]["questions"])


def _heard_the_end(player: Player, sandbox: str) -> str | None:
    told = player.received(sandbox)
    return told[-1] if told and "ophørt" in told[-1] else None
