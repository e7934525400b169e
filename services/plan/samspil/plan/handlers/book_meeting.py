"""Book a meeting, of the plan that there is."""

from samspil.ledger.say import Cause
from samspil.plan.domain.book_meeting import Booking
from samspil.plan.domain.book_meeting import book_meeting as book
from samspil.plan.domain.meeting import Meeting
from samspil.plan.domain.plan import require_going_on, require_plan
from samspil.plan.storage.transaction import PlanTransaction


def book_meeting(tx: PlanTransaction, booking: Booking) -> Meeting:
    """The meeting as it is booked. Raises ``NoPlan``, ``PlanOver`` and ``MeetingLongPast``."""
    plan = require_plan(tx.plans.of(tx.citizen))
    require_going_on(plan)
    meeting, facts = book(plan, booking, tx.now)
    return tx.keep(tx.meetings, meeting, *facts, caused_by=Cause(case=plan.referral_id))
