"""Why a step towards work is not entered: the jobcenter-bridge says it, and overview passes it on."""

from typing import Final

from samspil.web.problem_types import ProblemType

UNKNOWN_STEP: Final = ProblemType(
    "unknown-step",
    404,
    "The step was not entered here",
    "Nobody here entered a step with this id for the citizen; what others have told is changed there.",
    "Skridtet er ikke skrevet her. Det, andre har fortalt, rettes hos dem.",
)
STEP_VOIDED: Final = ProblemType(
    "step-voided",
    409,
    "The step was deleted",
    "It was entered by mistake; add another one instead.",
    "Skridtet er slettet. Tilføj i stedet et nyt.",
)
STEP_PROPOSED: Final = ProblemType(
    "step-proposed",
    409,
    "The step is only proposed",
    "Agree it with the citizen first.",
    "Skridtet er kun foreslået. Aftal det først med borgeren.",
)
STEP_AGREED: Final = ProblemType(
    "step-agreed", 409, "The step is agreed", "It is agreed once.", "Skridtet er allerede aftalt."
)
STEP_OVER: Final = ProblemType(
    "step-over",
    409,
    "The step is over",
    "It was lost or has ended; where that is a mistake, put it right.",
    "Skridtet er slut. Er det en fejl, så ret det.",
)
STEP_STARTED: Final = ProblemType(
    "step-started",
    409,
    "The step has begun",
    "It begins once; where the day is wrong, put it right.",
    "Skridtet er allerede begyndt. Er dagen forkert, så ret det.",
)
STEP_ACHIEVED: Final = ProblemType(
    "step-achieved",
    409,
    "The step is achieved",
    "It is achieved once; where the day is wrong, put it right.",
    "Skridtet er allerede opnået. Er dagen forkert, så ret det.",
)
STEP_NOT_ACHIEVED: Final = ProblemType(
    "step-not-achieved",
    409,
    "The step is not achieved",
    "Only what was achieved can last.",
    "Skridtet er ikke opnået endnu.",
)
NOTHING_TO_LOSE: Final = ProblemType(
    "step-not-begun",
    409,
    "The step has not begun",
    "What neither began nor was achieved is not lost; end it instead.",
    "Skridtet er hverken begyndt eller opnået. Afslut det i stedet.",
)

CHANGING: Final = (
    UNKNOWN_STEP,
    STEP_VOIDED,
    STEP_PROPOSED,
    STEP_AGREED,
    STEP_OVER,
    STEP_STARTED,
    STEP_ACHIEVED,
    STEP_NOT_ACHIEVED,
    NOTHING_TO_LOSE,
)
"""All that a change to a step can be refused for, beside its fields."""
