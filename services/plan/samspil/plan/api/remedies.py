"""What the doors answer to each refusal of the domain: a problem, or the field that it is about."""

from samspil.plan.domain import add_intervention, agree, answer, complete, delivery, help_kinds, plan
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
NEVER_AGREED = ProblemType(
    "plan-never-agreed",
    409,
    "The plan was never agreed",
    "Nothing of it is in force, and so there is nothing to report.",
    "Planen er ikke aftalt endnu, så der er ikke noget at indberette.",
)
NO_CPR_NUMBER = ProblemType(
    "no-cpr-number",
    409,
    "The citizen goes by no CPR number",
    "A report is made by the number of the civil registration system, and by no replacement for it.",
    "Der kan kun indberettes om borgere med et CPR-nummer; et erstatningsnummer er ikke nok.",
)

REMEDIES: dict[type[Exception], Remedy] = {
    plan.NoPlan: NO_PLAN,
    add_intervention.UnknownGoal: FieldError("#/goal_id", "unknown_goal"),
    add_intervention.LawWithoutHelp: FieldError("#/provision", "law_without_help"),
    help_kinds.KindOfOtherLaw: FieldError("#/kind", "kind_of_other_law"),
    agree.NothingToAgree: NOTHING_TO_AGREE,
    answer.UnknownQuestion: UNKNOWN_QUESTION,
    answer.AskedOfSomebodyElse: ASKED_OF_SOMEBODY_ELSE,
    answer.AlreadyAnswered: ALREADY_ANSWERED,
    answer.QuestionClosed: QUESTION_CLOSED,
    complete.UnknownFollowUp: UNKNOWN_FOLLOW_UP,
    complete.AlreadyCompleted: ALREADY_COMPLETED,
    complete.FollowUpWithdrawn: FOLLOW_UP_WITHDRAWN,
    delivery.NeverAgreed: NEVER_AGREED,
    delivery.NoCprNumber: NO_CPR_NUMBER,
}
