"""The tables of this service."""

from samspil.ledger.rows import RowTable
from samspil.ledger.states import StateTable
from samspil.plan.domain.agreement import Agreement
from samspil.plan.domain.citizen import Citizen
from samspil.plan.domain.follow_up import FollowUp
from samspil.plan.domain.meeting import Meeting
from samspil.plan.domain.milestone import Milestone
from samspil.plan.domain.plan import Plan
from samspil.plan.domain.review import Review
from samspil.plan.domain.stay import Stay
from samspil.plan.domain.support_question import SupportQuestion

PLANS = StateTable("plan", Plan)
QUESTIONS = RowTable("support_question", SupportQuestion)
FOLLOW_UPS = RowTable("follow_up", FollowUp)
STAYS = RowTable("stay", Stay)
CITIZENS = StateTable("citizen", Citizen)
REVIEWS = RowTable("review", Review)
MEETINGS = RowTable("meeting", Meeting)
MILESTONES = RowTable("milestone", Milestone)
AGREEMENTS = RowTable("agreement", Agreement)
