"""In which form an answer goes: as it is asked for, else as the message came, else JSON."""

from samspil.region_bridge.partner.medcom.forms import Form

_MEANT = {
    Form.JSON.value: Form.JSON,
    "application/json": Form.JSON,
    Form.XML.value: Form.XML,
    "application/xml": Form.XML,
    "text/xml": Form.XML,
}


def form_asked(accept: str, sent: str = "") -> Form:
    """``accept`` and ``sent`` are the headers ``Accept`` and ``Content-Type``; what is liked best wins."""
    ranges = sorted((one for one in accept.split(",") if _weight(one) > 0), key=_weight, reverse=True)
    for one in (*ranges, sent):
        if form := _MEANT.get(one.partition(";")[0].strip().lower()):
            return form
    return Form.JSON


def _weight(one: str) -> float:
    _, _, told = one.partition(";q=") if ";q=" in one else one.partition("; q=")
    try:
        return float(told.partition(";")[0]) if told else 1.0
    except ValueError:
        return 0.0
