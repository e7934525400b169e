"""What somebody may do here."""

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
    INTEGRATOR = "integrator"
    """A partner's system."""
    OPERATOR = "operator"
    """Whoever keeps the services running; sees no personal data."""
