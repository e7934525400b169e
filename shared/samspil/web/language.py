"""Which of our two languages a caller prefers to read."""


def prefers_danish(accept_language: str | None) -> bool:
    """Whether the header ``Accept-Language`` puts Danish before English; a garbled one does not."""
    wishes = {"da": 0.0, "en": 0.0}
    for part in (accept_language or "").split(","):
        tag, _, quality = part.strip().partition(";q=")
        language = tag.partition("-")[0].lower()
        if language in wishes:
            wishes[language] = max(wishes[language], _number(quality or "1"))
    return wishes["da"] > wishes["en"]


def _number(quality: str) -> float:
    try:
        return float(quality)
    except ValueError:
        return 0.0
