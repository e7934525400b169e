"""The forms of the citizen's pages, by publisher: each is one route of a service's REST API."""

from samspil.overview.pages.forms import coordination, referral

FORMS = {form.name: form for publisher in (coordination, referral) for form in publisher.FORMS}
"""By the ends of their addresses."""
