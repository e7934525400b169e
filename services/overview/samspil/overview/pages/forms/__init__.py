"""The forms of the pages, by publisher: each is one route of a service's REST API."""

from samspil.overview.pages.form import Form
from samspil.overview.pages.forms import (
    access,
    agreements,
    attention,
    citizen,
    consent,
    coordination,
    identity,
    messages,
    network,
    plan,
    plan_goals,
    plan_help,
    plan_life,
    plan_meetings,
    referral,
    work,
)

FORMS: dict[str, Form] = {
    form.name: form
    for publisher in (
        *(access, citizen, identity, network, consent, coordination, attention, messages),
        *(plan, plan_goals, plan_help, plan_life, plan_meetings, agreements, referral, work),
    )
    for form in publisher.FORMS
}
"""By the ends of their addresses."""
