"""Danish words of what does not go together, and of a step that was lost."""

from samspil.contracts.coordination import AttentionAnswer, AttentionRule

ATTENTION = {
    AttentionRule.CALL_DURING_HOLD: "Indkaldt til et møde under en kontaktpause",
    AttentionRule.CALL_DURING_STAY: "Indkaldt til et møde under en indlæggelse",
    AttentionRule.CALL_BESIDE_MEETING: "Indkaldt samtidig med et fælles møde",
    AttentionRule.CALL_BESIDE_HELP: "Indkaldt samtidig med et besøg fra støttekontaktpersonen",
    AttentionRule.DEMAND_DURING_STAY: "Aktivitet under en indlæggelse",
    AttentionRule.HOURS_BESIDE_HELP: "Timerne passer ikke sammen med hjælpen",
    AttentionRule.TWO_COORDINATORS: "To koordinerer",
    AttentionRule.STEP_UNSEEN: "Spørg, om det, der blev opnået, stadig holder",
    AttentionRule.STEP_LOST: "Et skridt holdt ikke. Tal med borgeren om, hvilken støtte der skal til",
}

ATTENTION_ANSWER = {
    AttentionAnswer.TAKEN_UP: "Der er talt om det",
    AttentionAnswer.NOT_RELEVANT: "Set: der er ikke noget at ændre",
}
