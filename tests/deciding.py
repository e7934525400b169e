"""The overview without its database: its own transaction, of which everything that it would write is seen."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from laws import JULY
from samspil.contracts.catalogue import topic_of
from samspil.contracts.envelope import Event, Fact
from samspil.contracts.topics import Topic
from samspil.ledger.due import Incomplete
from samspil.ledger.fold import Folded
from samspil.overview.api.clock import due
from samspil.overview.domain.coordination import Coordination
from samspil.overview.domain.receiver import Receiver
from samspil.overview.handlers.fold_event import COORDINATE, fold_event
from samspil.overview.storage.last_look import LastLook
from samspil.overview.storage.transaction import SAYS, OverviewTransaction
from samspil.rulebook.law import Law
from samspil.rulebook.rulebook import Rulebook
from samspil.testkit.builders import CITIZEN, MONDAY, RULES, event
from samspil.testkit.in_memory import marked, said

LAW = JULY
DISCLOSURE = {Receiver.JOBCENTER: SAYS[1], Receiver.REGION: SAYS[2]}


class Deciding(OverviewTransaction):
    """Open about one citizen, with nothing kept of it; what is saved is there for the next step."""

    def __init__(self, now: datetime = MONDAY) -> None:
        topics = [topic.name for topic in SAYS]
        super().__init__("/samspil/overview", topics)
        self.now = now
        self._seq = {(CITIZEN, topic): 0 for topic in topics}
        self._heard: Counter[Topic] = Counter()
        self.folds._ours = True
        self.turn_to(CITIZEN)

    def hear(self, *facts: Fact) -> None:
        """Let them be heard and folded."""
        for fact in facts:
            topic = topic_of(type(fact))
            self._heard[topic] += 1
            fold_event(event(fact, self._heard[topic]), self)

    def look(self, law: Law = LAW, rules: Rulebook = RULES) -> datetime | Incomplete | None:
        """Let the clock look at the citizen; when to look again."""
        self._marks.clear()
        answer = due(law, rules)[COORDINATE](self, CITIZEN, COORDINATE)
        assert answer is None or isinstance(answer, datetime | Incomplete)
        return answer

    def doubt(self, *, in_doubt: bool, plan_waits: bool = False) -> None:
        """From here on something is parked on the topic of consents, or of plans, or no longer."""
        last = self.looks.of(CITIZEN) or LastLook()
        self.looks.save(CITIZEN, replace(last, in_doubt=in_doubt, plan_waits=plan_waits))

    def spoil(self, topic: Topic, fault: Exception) -> None:
        """Let what is kept of the topic be of a shape that nobody can read."""

        def unreadable() -> Any:
            raise fault

        states = self.folds.of(CITIZEN) or {}
        self.folds.save(CITIZEN, {**states, topic.name: Folded(1, decode=unreadable)})

    @property
    def marks(self) -> Mapping[str, datetime]:
        """What the clock is asked to look at, and when."""
        return marked(self)

    @property
    def coordination(self) -> Coordination:
        """What was decided about the citizen."""
        return self.coordinations.of(CITIZEN) or Coordination()

    def events(self, topic: Topic) -> list[Event[Any]]:
        """Everything that was said on the topic, the newest last."""
        return [one for one in said(self) if _topic(one.data) is topic]

    def told(self, receiver: Receiver) -> list[Any]:
        """Everything that the receiver was told, the newest last."""
        return [one.data for one in self.events(DISCLOSURE[receiver])]

    @property
    def announced(self) -> list[Any]:
        """The facts of ours that were said, the newest last."""
        return [one.data for one in self.events(SAYS[0])]


def _topic(fact: Fact) -> Topic:
    return topic_of(type(fact))
