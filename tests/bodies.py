"""What a caller sends who does everything right."""

from datetime import UTC, datetime, timedelta
from typing import Final

from samspil.testkit.people import BRUNO
from samspil.vocabulary.copenhagen import danish_day

ID: Final = "0193f7c0-0000-7000-8000-000000000001"
SOON: Final = (danish_day(datetime.now(UTC)) + timedelta(days=30)).isoformat()

GOOD: Final[dict[str, dict[str, object]]] = {
    "/v1/citizens": {
        "cpr": BRUNO.cpr.number,
        "name": BRUNO.name,
        "acting_municipality": "101",
        "basis": "sel-85",
        "transition": "adult_life",
    },
    "/v1/citizens/{citizen_id}/referrals": {
        "to_sector": "social",
        "to_unit": "VISITATION-1",
        "priority": "urgent",
        "words": "Jeg vil gerne ud igen.",
        "basis": "sel-85",
    },
    "/v1/citizens/{citizen_id}/referrals/{referral_id}/accept": {"starts_on": SOON},
    "/v1/citizens/{citizen_id}/consents": {
        "law": "rsl-11a-1",
        "kinds": ["identity"],
        "from_sector": "social",
        "to_sectors": ["employment"],
        "case": ID,
        "until": SOON,
    },
    "/v1/citizens/{citizen_id}/plan/goals": {"area": "home", "words": "Ro."},
    "/v1/citizens/{citizen_id}/plan/interventions": {
        "goal_id": ID,
        "provision": "sel-85",
        "decision_reference": "2026-0457",
        "support_worker": "kontaktperson-social",
        "support_worker_name": "Aisha Digtet",
    },
    "/v1/citizens/{citizen_id}/plan/support-questions/{question_id}/answer": {"answer": "paused"},
    "/v1/citizens/{citizen_id}/contact-holds": {"until": SOON, "ask": "Aisha Digtet"},
}
"""Path → a good body, for every door of ours that takes one."""

MADE_ANEW: Final = {
    "/v1/citizens",
    "/v1/citizens/{citizen_id}/referrals",
    "/v1/citizens/{citizen_id}/consents",
    "/v1/citizens/{citizen_id}/contact-holds",
}
"""Of what is made nobody can have seen a version."""
