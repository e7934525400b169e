"""What the doors answer to each refusal of the domain: a problem, or the field that it is about."""

from samspil.plan.domain import (
    achieve_goal,
    add_intervention,
    agree,
    answer,
    complete,
    end_help,
    given_help,
    giver,
    goal,
    granted,
    note_away,
    pause_help,
    plan,
    record_wish,
    resume_help,
)
from samspil.web.field_errors import FieldError
from samspil.web.problem_types import ProblemType
from samspil.web.problems import Remedy

NO_PLAN = ProblemType(
    "no-plan",
    404,
    "The citizen has no plan",
    "A plan is opened when a referral is accepted.",
    "En plan åbnes, når en henvendelse bliver imødekommet.",
)
PLAN_OVER = ProblemType(
    "plan-over",
    409,
    "The plan has ended",
    "Nothing in it changes any more; another plan begins with another referral.",
    "Planen er afsluttet og kan ikke ændres. En ny plan begynder med en ny henvendelse.",
)
UNKNOWN_GOAL = ProblemType(
    "unknown-goal",
    404,
    "The goal is not known",
    "The plan has no such goal.",
    "Der er ikke et sådant mål i planen.",
)
GOAL_OVER = ProblemType(
    "goal-over",
    409,
    "The goal is over",
    "It was reached or given up; add another one instead.",
    "Målet er nået eller opgivet. Tilføj i stedet et nyt.",
)
GOAL_NOT_AGREED = ProblemType(
    "goal-not-agreed",
    409,
    "The goal is not agreed",
    "Agree the plan with it first, or give the goal up.",
    "Målet er endnu ikke aftalt med borgeren. Aftal først planen, eller opgiv målet.",
)
UNKNOWN_HELP = ProblemType(
    "unknown-intervention",
    404,
    "The help is not known",
    "The plan has no such help.",
    "Der er ikke en sådan indsats i planen.",
)
HELP_OVER = ProblemType(
    "intervention-over",
    409,
    "The help has ended",
    "Nothing about it changes any more; add other help instead.",
    "Indsatsen er slut og kan ikke ændres. Tilføj i stedet en ny.",
)
NOT_IN_FORCE = ProblemType(
    "intervention-not-in-force",
    409,
    "The help is not in force",
    "The citizen has not agreed to it: it has not begun.",
    "Indsatsen er endnu ikke aftalt med borgeren og er ikke begyndt.",
)
ALREADY_PAUSED = ProblemType(
    "intervention-already-paused",
    409,
    "The help rests already",
    "It is paused once; let it go on first.",
    "Indsatsen holder allerede pause.",
)
NOT_PAUSED = ProblemType(
    "intervention-not-paused",
    409,
    "The help does not rest",
    "Only what is paused can go on again.",
    "Indsatsen holder ikke pause.",
)
NOT_AWAY = ProblemType(
    "support-worker-not-away",
    409,
    "The support worker is not away",
    "Who is not away does not come back; say until when they are away.",
    "Støttekontaktpersonen er ikke meldt væk. Skriv, til hvornår de er væk.",
)
NOTHING_TO_AGREE = ProblemType(
    "nothing-to-agree",
    409,
    "There is nothing to agree to",
    "The plan holds nothing that the citizen has not agreed to already.",
    "Planen indeholder intet, som borgeren ikke allerede har sagt ja til.",
)
UNKNOWN_QUESTION = ProblemType(
    "unknown-question",
    404,
    "The question is not known",
    "No such question was asked about this citizen.",
    "Der er ikke stillet et sådant spørgsmål om denne borger.",
)
ASKED_OF_SOMEBODY_ELSE = ProblemType(
    "asked-of-somebody-else",
    403,
    "Somebody else was asked",
    "Only the support worker who was asked answers.",
    "Kun den kontaktperson, der er spurgt, kan svare.",
)
ALREADY_ANSWERED = ProblemType(
    "question-already-answered",
    409,
    "The question was answered before",
    "It is answered once.",
    "Spørgsmålet er allerede besvaret.",
)
QUESTION_CLOSED = ProblemType(
    "question-closed",
    409,
    "The question is closed",
    "Nobody needs the answer any more.",
    "Der er ikke længere brug for et svar.",
)
UNKNOWN_FOLLOW_UP = ProblemType(
    "unknown-follow-up",
    404,
    "The follow-up is not known",
    "No such follow-up was opened for this citizen.",
    "Der er ikke åbnet en sådan opfølgning for denne borger.",
)
ALREADY_COMPLETED = ProblemType(
    "follow-up-already-completed",
    409,
    "The follow-up was completed before",
    "It is completed once.",
    "Opfølgningen er allerede gennemført.",
)
FOLLOW_UP_WITHDRAWN = ProblemType(
    "follow-up-withdrawn",
    409,
    "The follow-up was withdrawn",
    "Nobody has to be in touch because of it: there was no such discharge, or the citizen is no longer ours.",
    "Opfølgningen er trukket tilbage: der er ikke længere noget at følge op på.",
)

REMEDIES: dict[type[Exception], Remedy] = {
    plan.NoPlan: NO_PLAN,
    plan.PlanOver: PLAN_OVER,
    goal.UnknownGoal: UNKNOWN_GOAL,
    goal.GoalOver: GOAL_OVER,
    achieve_goal.GoalNotAgreed: GOAL_NOT_AGREED,
    achieve_goal.AchievedAhead: FieldError("#/achieved_on", "date_future"),
    achieve_goal.AchievedBeforePlan: FieldError("#/achieved_on", "date_before_plan"),
    record_wish.WishOrReason: FieldError("#/wish", "one_of_two"),
    add_intervention.GoalOrException: FieldError("#/goal_id", "one_of_two"),
    add_intervention.NoGoalToServe: FieldError("#/goal_id", "unknown_goal"),
    add_intervention.ServesGoalThatIsOver: FieldError("#/goal_id", "goal_over"),
    add_intervention.ExceptionOfOtherLaw: FieldError("#/without_goal", "exception_of_other_law"),
    add_intervention.ReviewInThePast: FieldError("#/review_by", "date_past"),
    add_intervention.ReviewBeforeStart: FieldError("#/review_by", "period_ends_early"),
    granted.DecisionMissing: FieldError("#/decision_reference", "missing"),
    granted.UnknownUnit: FieldError("#/unit", "unknown_unit"),
    giver.DeputyIsTheWorker: FieldError("#/deputy", "deputy_is_worker"),
    giver.DeputyMissing: FieldError("#/deputy", "missing"),
    given_help.UnknownHelp: UNKNOWN_HELP,
    given_help.HelpOver: HELP_OVER,
    pause_help.NotInForce: NOT_IN_FORCE,
    pause_help.AlreadyPaused: ALREADY_PAUSED,
    pause_help.PausedUntilPast: FieldError("#/until", "date_past"),
    resume_help.NotPaused: NOT_PAUSED,
    end_help.EndedAhead: FieldError("#/ended_on", "date_future"),
    end_help.EndedBeforePlan: FieldError("#/ended_on", "date_before_plan"),
    note_away.AwayUntilPast: FieldError("#/away_until", "date_past"),
    note_away.NotAway: NOT_AWAY,
    add_intervention.LawWithoutHelp: FieldError("#/provision", "law_without_help"),
    agree.NothingToAgree: NOTHING_TO_AGREE,
    answer.UnknownQuestion: UNKNOWN_QUESTION,
    answer.AskedOfSomebodyElse: ASKED_OF_SOMEBODY_ELSE,
    answer.AlreadyAnswered: ALREADY_ANSWERED,
    answer.QuestionClosed: QUESTION_CLOSED,
    complete.UnknownFollowUp: UNKNOWN_FOLLOW_UP,
    complete.AlreadyCompleted: ALREADY_COMPLETED,
    complete.FollowUpWithdrawn: FOLLOW_UP_WITHDRAWN,
}
