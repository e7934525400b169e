"""One JSON line per log entry on standard output, ours and the libraries' alike, without personal data."""

import json
import logging
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any, Final

import structlog
from opentelemetry import trace
from structlog.typing import FilteringBoundLogger, WrappedLogger

from samspil.telemetry.redact import redact_entry

_FRAMES: Final = 12
"""So many of the innermost stack frames are told: enough to find the place."""

_CHATTY: Final = {
    "asyncio": logging.WARNING,
    "httpcore2": logging.WARNING,
    "httpx2": logging.WARNING,  # tells every address it asks
    "opentelemetry": logging.CRITICAL,  # the exporter's failures are told once, by samspil.telemetry.exporter
    "urllib3": logging.ERROR,  # tells every address it tries again
    "uvicorn": logging.WARNING,  # samspil.web.server tells when it listens and stops
}

Entry = MutableMapping[str, Any]


def configure(service: str, level: str = "INFO") -> None:
    """Send every log line of this process through the one chain; ``level`` is a name such as ``INFO``."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
            _Service(service),
            _trace_ids,
            _exception_shape,
            _redacted,  # the last step before rendering: nothing can be added behind it
            structlog.processors.JSONRenderer(serializer=json.dumps, ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(handlers=[_Bridge()], level=level.upper(), force=True)
    for name, floor in _CHATTY.items():
        logging.getLogger(name).setLevel(floor)


def get_logger() -> FilteringBoundLogger:
    """A logger, called as ``log.info("what happened", field=coded_value)``: a fixed text and coded values."""
    logger: FilteringBoundLogger = structlog.get_logger()
    return logger


class _Bridge(logging.Handler):
    """Takes what libraries log with the standard module into our chain."""

    def emit(self, record: logging.LogRecord) -> None:
        get_logger().log(
            max(record.levelno, logging.DEBUG), _told(record), logger=record.name, exc_info=record.exc_info
        )


def _told(record: logging.LogRecord) -> str:
    """A library's message with errors and objects named by class, and its first line only.

    An error's text can hold what a citizen wrote; asyncio's further lines repeat the error of a failed task.
    """
    arguments = record.args
    if isinstance(arguments, tuple):
        arguments = tuple(_harmless(argument) for argument in arguments)
    elif arguments:
        arguments = {key: _harmless(argument) for key, argument in arguments.items()}
    try:
        text = record.msg % arguments if arguments else str(_harmless(record.msg))
    except (TypeError, ValueError, KeyError):
        text = str(_harmless(record.msg))
    return text.splitlines()[0] if text else text


def _harmless(argument: object) -> object:
    if argument is None or isinstance(argument, str | int | float):
        return argument
    return f"<{type(argument).__qualname__}>"


class _Service:
    """Says which process speaks, since all of them write to one stream when started together."""

    def __init__(self, service: str) -> None:
        self._service = service

    def __call__(self, _logger: WrappedLogger, _method: str, entry: Entry) -> Entry:
        entry["service"] = self._service
        return entry


def _trace_ids(_logger: WrappedLogger, _method: str, entry: Entry) -> Entry:
    context = trace.get_current_span().get_span_context()
    if context.is_valid:
        entry["trace_id"] = f"{context.trace_id:032x}"
        entry["span_id"] = f"{context.span_id:016x}"
    return entry


def _exception_shape(_logger: WrappedLogger, _method: str, entry: Entry) -> Entry:
    """Class and place of an error and of what caused it, without its text: that can hold personal data."""
    told = entry.pop("exc_info", None)
    error = told if isinstance(told, BaseException) else told[1] if isinstance(told, tuple) else None
    if error is None and told is True:
        error = sys.exc_info()[1]
    if error is None:
        return entry
    entry["exception"] = _class_of(error)
    entry["at"] = [
        f"{frame.filename}:{frame.lineno}:{frame.name}" for frame in traceback.extract_tb(error.__traceback__)
    ][-_FRAMES:]
    if causes := list(_causes(error)):
        entry["caused_by"] = causes
    return entry


def _causes(error: BaseException) -> list[str]:
    causes: list[str] = []
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    while cause is not None and len(causes) < _FRAMES:
        causes.append(_class_of(cause))
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return causes


def _class_of(error: BaseException) -> str:
    return f"{type(error).__module__}.{type(error).__qualname__}"


def _redacted(_logger: WrappedLogger, _method: str, entry: Entry) -> Entry:
    return redact_entry(entry)
