"""What the doors answer to each refusal of the domain: a problem, or the field that it is about."""

from samspil.plan.domain import (
    achieve_goal,
    add_intervention,
    agree,
    answer,
    book_meeting,
    complete,
    crisis_plan,
    delivery,
    end,
    end_help,
    given_help,
    giver,
    goal,
    granted,
    help_kinds,
    hold_review,
    meeting,
    note_away,
    offer,
    pause_help,
    plan,
    read_version,
    record_wish,
    resume_help,
    take_part,
    without_citizen,
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
PARTICIPATION_MISSING = ProblemType(
    "participation-missing",
    409,
    "Nobody has said how the citizen took part",
    "Say how the citizen took part in the plan since it was last agreed, here or at …/plan/participation.",
    "Skriv først, hvordan borgeren var med til planen.",
)
CITIZENS_WORDS_MISSING = ProblemType(
    "citizens-words-missing",
    409,
    "The citizen's own words are missing",
    "There is neither a goal of the citizen's, nor words about the plan, nor that the citizen gave none.",
    "Planen mangler borgerens egne ord: et mål, ord om planen, eller at borgeren ikke ønskede at sige noget.",
)
EMPLOYMENT_WISH_MISSING = ProblemType(
    "employment-wish-missing",
    409,
    "Nothing is said of work or education",
    "There is neither a wish in work or education, nor a goal of that kind, nor a reason why not now.",
    "Planen mangler, hvad borgeren ønsker af arbejde eller uddannelse, eller hvorfor det ikke er nu.",
)
OFFER_ACCEPTED = ProblemType(
    "offer-accepted",
    409,
    "The citizen has said yes to a plan",
    "It is offered again after a no, or where there was no answer.",
    "Borgeren har allerede sagt ja til en plan.",
)
UNKNOWN_VERSION = ProblemType(
    "unknown-version",
    404,
    "The version is not known",
    "The plan was not agreed so often.",
    "Planen har ikke en sådan udgave.",
)
UNKNOWN_REVIEW = ProblemType(
    "unknown-review",
    404,
    "The review is not known",
    "No such review is of this citizen's plan.",
    "Der er ikke en sådan opfølgning på borgerens plan.",
)
REVIEW_OVER = ProblemType(
    "review-over",
    409,
    "The review does not wait",
    "It was held before, or there is nothing to look at any more.",
    "Opfølgningen er allerede holdt, eller der er ikke længere noget at følge op på.",
)
UNKNOWN_MEETING = ProblemType(
    "unknown-meeting",
    404,
    "The meeting is not known",
    "No such meeting was booked about this citizen.",
    "Der er ikke aftalt et sådant møde om borgeren.",
)
MEETING_OVER = ProblemType(
    "meeting-over",
    409,
    "It was said before what became of the meeting",
    "It was held, missed or called off; another one is booked anew.",
    "Det er allerede skrevet, hvad der blev af mødet. Aftal et nyt.",
)
MEETING_AHEAD = ProblemType(
    "meeting-ahead",
    409,
    "The meeting's day has not come",
    "What became of it is said on its day or later; move it, or call it off.",
    "Mødet er ikke holdt endnu. Flyt det, eller aflys det.",
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
    help_kinds.KindOfOtherLaw: FieldError("#/kind", "kind_of_other_law"),
    agree.NothingToAgree: NOTHING_TO_AGREE,
    agree.ParticipationMissing: PARTICIPATION_MISSING,
    agree.CitizensWordsMissing: CITIZENS_WORDS_MISSING,
    agree.EmploymentWishMissing: EMPLOYMENT_WISH_MISSING,
    take_part.WordsAndNoWords: FieldError("#/gave_no_words", "words_are_given"),
    offer.OfferAccepted: OFFER_ACCEPTED,
    offer.AnsweredBeforeOffer: FieldError("#/on", "date_before_offer"),
    end.EndedBeforePlan: FieldError("#/ended_on", "date_before_plan"),
    read_version.UnknownVersion: UNKNOWN_VERSION,
    crisis_plan.NothingWritten: FieldError("#/early_signs", "missing"),
    crisis_plan.WrittenByOthers: FieldError("#/written_by", "enum"),
    hold_review.UnknownReview: UNKNOWN_REVIEW,
    hold_review.ReviewOver: REVIEW_OVER,
    hold_review.HeldBeforePlan: FieldError("#/held_on", "date_before_plan"),
    hold_review.NoNextReview: FieldError("#/next_on", "no_next_review"),
    hold_review.NextInThePast: FieldError("#/next_on", "date_past"),
    without_citizen.ReasonMissing: FieldError("#/without_citizen_because", "missing"),
    without_citizen.CitizenCame: FieldError("#/without_citizen_because", "citizen_came"),
    book_meeting.MeetingLongPast: FieldError("#/at", "date_implausible"),
    meeting.UnknownMeeting: UNKNOWN_MEETING,
    meeting.MeetingOver: MEETING_OVER,
    meeting.MeetingAhead: MEETING_AHEAD,
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
