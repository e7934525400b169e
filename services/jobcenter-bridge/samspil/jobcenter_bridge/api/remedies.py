"""What the doors answer to each refusal of the domain: a problem, or the field that it is about."""

from samspil.jobcenter_bridge.domain.own_steps import (
    achieve_step,
    add_step,
    adjust_step,
    agree_step,
    in_order,
    start_step,
    step,
    sustain_step,
)
from samspil.web import step_problems as problems
from samspil.web.field_errors import FieldError
from samspil.web.problems import Remedy

REMEDIES: dict[type[Exception], Remedy] = {
    step.UnknownStep: problems.UNKNOWN_STEP,
    step.StepVoided: problems.STEP_VOIDED,
    step.StepProposed: problems.STEP_PROPOSED,
    step.StepOver: problems.STEP_OVER,
    add_step.OfAgreedOnly: FieldError("#/status", "of_agreed_only"),
    agree_step.AlreadyAgreed: problems.STEP_AGREED,
    start_step.AlreadyStarted: problems.STEP_STARTED,
    start_step.StartedAfterEnd: FieldError("#/started_on", "date_after_end"),
    achieve_step.AlreadyAchieved: problems.STEP_ACHIEVED,
    sustain_step.NotAchieved: problems.STEP_NOT_ACHIEVED,
    sustain_step.SaidBefore: FieldError("#/months", "said_before"),
    sustain_step.MonthsAhead: FieldError("#/months", "date_future"),
    adjust_step.LostAndEnded: FieldError("#/ended_on", "one_of_two"),
    adjust_step.OutcomeMissing: FieldError("#/outcome", "missing"),
    adjust_step.OutcomeOfNothing: FieldError("#/outcome", "outcome_of_nothing"),
    adjust_step.SinceBeforeStart: FieldError("#/minutes_since", "period_ends_early"),
    in_order.StartedAhead: FieldError("#/starts_on", "date_future"),
    in_order.EndsBeforeStart: FieldError("#/ends_on", "period_ends_early"),
    in_order.NothingToLose: problems.NOTHING_TO_LOSE,
    in_order.LostBeforeStart: FieldError("#/lost_on", "date_before_start"),
    in_order.EndedBeforeStart: FieldError("#/ended_on", "date_before_start"),
}
