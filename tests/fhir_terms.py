"""Which codes a published value set holds, read from the definitions that lie beside the checkout."""

import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

FOLDERS = ("kl/terminology", "kl/terminology/compiled", "kl/kl-core/definitions")

# FHIR R4's own, as far as KL's profiles require them; they are not among the files.
R4: Mapping[str, str] = {
    "identifier-use": "usual official temp secondary old",
    "bundle-type": "document message transaction transaction-response batch batch-response history searchset "
    "collection",
    "request-status": "draft active on-hold revoked completed entered-in-error unknown",
    "request-intent": "proposal plan directive order original-order reflex-order filler-order instance-order "
    "option",
    "care-plan-intent": "proposal plan order option",
    "care-plan-activity-status": "not-started scheduled in-progress on-hold completed cancelled stopped "
    "unknown entered-in-error",
    "encounter-status": "planned arrived triaged in-progress onleave finished cancelled entered-in-error "
    "unknown",
    "observation-status": "registered preliminary final amended corrected cancelled entered-in-error unknown",
    "goal-status": "proposed planned accepted active on-hold completed cancelled entered-in-error rejected",
    "clinicalimpression-status": "in-progress completed entered-in-error",
    "condition-clinical": "active recurrence relapse inactive remission resolved",
    "condition-ver-status": "unconfirmed provisional differential confirmed refuted entered-in-error",
}


class Terms:
    """Value sets by their canonical address."""

    def __init__(self, standards: Path) -> None:
        files = [file for folder in FOLDERS for file in (standards / folder).glob("*.json")]
        read = [json.loads(file.read_text()) for file in files]
        self._sets = {one["url"]: one for one in read if one["resourceType"] == "ValueSet"}
        self._expanded: dict[str, set[str]] = {}
        self._systems = {one["url"]: one for one in read if one["resourceType"] == "CodeSystem"}

    def holds(self, value_set: str, code: str | None) -> bool:
        """Whether the code, of whichever system, is in it."""
        name = value_set.partition("|")[0].rpartition("/")[2]
        if value_set.startswith("http://hl7.org/"):
            return code in R4[name].split()
        if value_set not in self._expanded:
            self._expanded[value_set] = self._codes(self._sets[value_set]["compose"])
        return code in self._expanded[value_set]

    @cached_property
    def _below(self) -> dict[str, list[str]]:
        """Every code with all that are below it."""
        found: dict[str, list[str]] = {}

        def walk(concept: dict[str, Any]) -> list[str]:
            inner = [code for one in concept.get("concept", ()) for code in walk(one)]
            found[concept["code"]] = inner
            return [concept["code"], *inner]

        for system in self._systems.values():
            for concept in system.get("concept", ()):
                walk(concept)
        return found

    def _codes(self, compose: dict[str, Any]) -> set[str]:
        included, excluded = (
            {code for part in compose.get(how, ()) for code in self._part(part)}
            for how in ("include", "exclude")
        )
        return included - excluded

    def _part(self, part: dict[str, Any]) -> Iterator[str]:
        yield from (one["code"] for one in part.get("concept", ()))
        for one in part.get("filter", ()):
            assert one["op"] in {"descendent-of", "is-a"}, one
            yield from self._below[one["value"]]
            yield from [one["value"]] * (one["op"] == "is-a")
        for other in part.get("valueSet", ()):
            yield from self._codes(self._sets[other]["compose"])
