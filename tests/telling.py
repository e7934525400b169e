"""A partner who is told: it keeps what arrives, by message id, and answers what it was made to answer."""

from uuid import UUID

from samspil.exchange.courier import Answer
from samspil.exchange.delivery import Content
from samspil.vocabulary.citizen_id import CitizenId


class Partner:
    """Acknowledges, unless ``answers`` has something else; what is sealed opens for its citizen only."""

    def __init__(self) -> None:
        self.received: list[tuple[UUID, str]] = []
        self.answers: list[Answer | type[BaseException]] = []

    async def compose(
        self, citizen: CitizenId, content: Content, delivery_id: UUID, corrects: bool = False
    ) -> str:
        return f"{content.told}:{content.body.get('until', '')}"

    async def send(self, delivery_id: UUID, body: str, transmission: int) -> Answer:
        self.received.append((delivery_id, body))
        answer = self.answers.pop(0) if self.answers else Answer.ACKNOWLEDGED
        if isinstance(answer, type):
            raise answer
        return answer

    async def seal(self, citizen: CitizenId, body: str) -> str:
        return f"{citizen} sealed {body}"

    async def open(self, citizen: CitizenId, sealed: str) -> str:
        return sealed.removeprefix(f"{citizen} sealed ")
