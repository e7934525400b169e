"""The problems that a refusal of the plan's domain is answered with."""

from samspil.web.problem_types import ProblemType

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
UNKNOWN_AGREEMENT = ProblemType(
    "unknown-discharge-agreement",
    404,
    "The agreement is not known",
    "No such agreement was asked for about this citizen.",
    "Der er ikke bedt om en sådan aftale om borgeren.",
)
AGREEMENT_OVER = ProblemType(
    "discharge-agreement-over",
    409,
    "The agreement is over",
    "It ended, or another one took its place; ask for another one.",
    "Aftalen er slut, eller en anden har taget dens plads. Bed om en ny.",
)
ALREADY_AGREED = ProblemType(
    "discharge-agreement-agreed",
    409,
    "It is agreed already",
    "Both sides stand by it; ask for another one, which takes its place once it is agreed.",
    "Aftalen er indgået. Bed om en ny; den tager pladsen, når den er indgået.",
)
AGREEMENT_UNDER_WAY = ProblemType(
    "discharge-agreement-under-way",
    409,
    "One of the kind is under way",
    "It was asked for and is not agreed yet; draft and agree it, or end it first.",
    "Der er allerede bedt om en. Skriv udkast til den, eller afslut den først.",
)
NOTHING_DRAFTED = ProblemType(
    "nothing-drafted",
    409,
    "Nothing is drafted",
    "Draft first what is to be agreed.",
    "Der er ikke noget udkast. Skriv først, hvad der skal aftales.",
)
NOT_OURS = ProblemType(
    "citizen-not-ours",
    409,
    "The citizen is no longer ours",
    "The citizen is dead, or another municipality acts: nothing is agreed here.",
    "Borgeren er død, eller en anden kommune handler; der aftales ikke mere her.",
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
