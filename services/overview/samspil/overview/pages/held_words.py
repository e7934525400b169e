"""The Danish words for what the region-bridge tells of what it holds for a person to look at.

The codes are the bridge's own: what a newer bridge says in others is told in general words, or not at all.
"""

from collections.abc import Mapping
from typing import Final

from samspil.contracts.hospital import StayStep
from samspil.overview.pages.words import PRESENCE, STAY, STEP

SOME_REASON: Final = "Det passer ikke med det, der står i overblikket."

WHY: Mapping[str, str] = {
    "correction": "Hospitalet retter en besked, og det er ikke til at se hvilken.",
    "cancellation": "Hospitalet tager en besked tilbage, og det er ikke til at se hvilken.",
    "contradiction": "Beskeden siger noget, der ikke passer sammen.",
    "unknown_stay": "Beskeden handler om et ophold, som vi ikke har hørt om.",
    "replacement_number": "Beskeden bruger et erstatnings-CPR-nummer, som vi ikke kender.",
    "ground_in_doubt": "Det er ikke sikkert, at hospitalet må fortælle os det.",
    "ground_unclear": "Intet grundlag siger, at hospitalet må skrive til os om borgeren.",
    "patient_unclear": "Det er ikke til at se, hvem af flere den handler om.",
    "number_unclear": "Det er ikke til at se, hvilket CPR-nummer der gælder.",
    "citizen_unclear": "Numrene i den fører til flere borgere hos os.",
    "death": "Hospitalet skriver, at borgeren er død.",
    "death_retracted": "Hospitalet skriver, at borgeren ikke er død.",
}
"""Why somebody has to look."""
ENDS: Final = frozenset({str(StayStep.DISCHARGED), str(StayStep.ENDED)})
ANSWERED: Mapping[str, str] = {
    "waits": "Svaret er på vej.",
    "refused": "Hospitalet tog ikke imod svaret. Kontakt dem på en anden måde, eller svar igen.",
    "expired": "Hospitalet har ikke bekræftet svaret. Kontakt dem på en anden måde, eller svar igen.",
}
"""How far the answer is that we are the wrong place."""
DEATHS: Final = frozenset({"death", "death_retracted"})

SAYS: Mapping[str, str] = {
    "happened": "Hvad",
    "what": "Hvad",
    "activity": "Læst som",
    "step": "Hvad",
    "kind": "Ophold",
    "began_at": "Begyndte",
    "started_at": "Begyndte",
    "ended_at": "Sluttede",
    "occurred_at": "Det skete",
    "died_on": "Død",
    "noted_at": "Noteret på hospitalet",
}
"""What it says, in the order in which it is read."""

CODES: Mapping[str, str] = {
    **{str(code): text for table in (STEP, STAY, PRESENCE) for code, text in table.items()},
    "correction": "En rettelse",
    "cancellation": "En besked, der tages tilbage",
    "contradiction": "Noget, der ikke passer sammen",
    "death": "Dødsfald",
    "death_retracted": "Dødsfaldet var en fejl",
    "retracted": "Indlæggelsen var en fejl",
}
