"""What somebody is here, by which doors let them in and the law lets them see."""

from enum import StrEnum


class Role(StrEnum):
    """What somebody may do here; the Danish title is what they call themselves."""

    CASEWORKER = "caseworker"
    """Sagsbehandler."""
    VISITATOR = "visitator"
    """Visitator: decides on referrals."""
    SUPPORT_WORKER = "support_worker"
    """Støtte-kontaktperson or mentor."""
    LEADER = "leader"
    """Leder."""
    CITIZEN = "citizen"
    """The citizen, about their own."""
    RELATIVE = "relative"
    """Somebody close to a citizen, about what the citizen lets them know."""
    DATA_PROTECTION_OFFICER = "data_protection_officer"
    """Databeskyttelsesrådgiver: reads who looked at whom, and nothing of what they saw."""
    INTEGRATOR = "integrator"
    """A partner's system."""
    OPERATOR = "operator"
    """Whoever keeps the services running; sees no personal data."""
