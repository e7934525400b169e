"""``/v1/batches``: files of activities, of a case system that makes files only."""

from collections.abc import Callable, Mapping
from datetime import datetime
from email.message import Message
from http import HTTPStatus
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import BaseModel

from samspil.jobcenter_bridge.api.doors import CaseSystem, Database, Intake, Operator
from samspil.jobcenter_bridge.api.shown import FILE
from samspil.jobcenter_bridge.domain.batch import BatchState
from samspil.jobcenter_bridge.partner.batch_file import CsvCutter, Cutter, JsonCutter, UnreadableFile
from samspil.jobcenter_bridge.storage import batches
from samspil.jobcenter_bridge.storage.batches import StoppedComing
from samspil.ledger.database import Pool
from samspil.web import problem_types
from samspil.web.body_limit import Room
from samspil.web.field_errors import FieldError
from samspil.web.language import prefers_danish
from samspil.web.problems import Problem
from samspil.web.refusals import refuses

router = APIRouter(prefix="/v1/batches", tags=["batches"])

ROOM: Final = {router.prefix: Room(64 * 1024 * 1024, 600.0)}
"""64 MiB in ten minutes: some 300 000 rows."""
NEWEST, BAD_AT_ONCE = 100, 1000

BatchId = Annotated[UUID, Path(description="By which it was answered that the file is here.")]
After = Annotated[int, Query(ge=0, le=2**31 - 1, description="Tell of the bad rows after this one.")]

_CUTTERS: Final[Mapping[str, Callable[[], Cutter]]] = {"text/csv": CsvCutter, "application/json": JsonCutter}
_UTF_8: Final = frozenset({"utf-8", "utf8", "us-ascii"})


class BadCell(BaseModel):
    """What is wrong in one row, and never what stands there."""

    row: int
    """From 1; a CSV file's first line and its empty lines are not counted."""
    column: str
    """Empty where it is the row as a whole."""
    code: str
    message: str


class TakenBatch(BaseModel):
    """A file that is here, and what of it cannot be read; not whom it is about, and who is known here."""

    batch_id: UUID
    began_at: datetime
    rows: int
    bad_rows: int
    errors: list[BadCell]
    """Of the first thousand bad rows asked for, in order."""
    next: int | None
    """Ask again with ``after`` as this number for the others."""


class BatchProgress(BaseModel):
    """A file, and what became of its rows: for operators, because it tells how many people are known here."""

    batch_id: UUID
    began_at: datetime
    state: BatchState
    rows: int
    """Read so far; the sum of those that are bad, kept and not received."""
    bad_rows: int
    kept: int
    """Those about citizens whose activities are received."""
    not_received: int
    """Those about everybody else."""
    waiting: int
    """Of those kept: to be recorded, now or on a day that has to come."""
    failed: int
    """Of those kept: for people to look at."""


@router.post(
    "",
    status_code=202,
    response_model=TakenBatch,
    responses={200: {"model": TakenBatch, "description": "The same file came before; nothing has changed."}},
    openapi_extra={"requestBody": FILE},
)
@refuses(
    problem_types.INVALID_REQUEST,
    problem_types.UNSUPPORTED_MEDIA_TYPE,
    problem_types.BODY_TOO_LARGE,
    problem_types.REQUEST_TOO_SLOW,
)
async def take_in_batch(
    request: Request, response: Response, caller: CaseSystem, intake: Intake, database: Database
) -> TakenBatch:
    """202 when all is kept: rows about citizens whose activities are received, and what of others is bad.

    A bad row stops no other. The same bytes again change nothing. Until it is answered, nothing of it counts.
    """
    cutter = _cutter(request)
    try:
        taken = await intake.take(request.stream(), cutter)
    except UnreadableFile as why:
        where = "#" if why.row is None else f"#/{why.row - 1}"
        raise Problem(problem_types.INVALID_REQUEST, errors=[FieldError(where, why.code)]) from None
    except StoppedComing:
        raise Problem(problem_types.REQUEST_TOO_SLOW) from None
    if not taken.is_new:
        response.status_code = HTTPStatus.OK
    response.headers["location"] = f"{router.prefix}/{taken.batch}"
    return await _taken(request, database, taken.batch, 0)


@router.get("")
async def read_batches(caller: Operator, database: Database) -> list[BatchProgress]:
    """The newest first, a hundred at most; those that are still coming, too."""
    return [
        BatchProgress(
            batch_id=one.id,
            began_at=one.began_at,
            state=one.state,
            rows=one.read_rows,
            bad_rows=one.bad_rows,
            kept=one.kept_rows,
            not_received=one.not_received,
            waiting=one.waiting,
            failed=one.failed,
        )
        for one in await batches.read_batches(database, NEWEST)
    ]


@router.get("/{batch_id}")
@refuses(problem_types.NOT_FOUND)
async def read_batch(
    batch_id: BatchId, request: Request, caller: CaseSystem, database: Database, after: After = 0
) -> TakenBatch:
    """What was answered when the file was taken; 404 where none was."""
    return await _taken(request, database, batch_id, after)


@router.post("/{batch_id}/retry", status_code=202, response_class=Response)
@refuses(problem_types.NOT_FOUND)
async def retry_batch(batch_id: BatchId, caller: Operator, database: Database) -> Response:
    """Record again what failed of it; 404 where nothing has that could be."""
    if not await batches.retry(database, batch_id):
        raise Problem(problem_types.NOT_FOUND)
    return Response(status_code=202)


def _cutter(request: Request) -> Cutter:
    told = Message()
    told["content-type"] = request.headers.get("content-type", "")
    kind = _CUTTERS.get(told.get_content_type())
    packing = request.headers.get("content-encoding", "identity")
    if kind is None or told.get_content_charset("utf-8") not in _UTF_8 or packing != "identity":
        raise Problem(problem_types.UNSUPPORTED_MEDIA_TYPE)
    return kind()


async def _taken(request: Request, database: Pool, batch: UUID, after: int) -> TakenBatch:
    found = await batches.read_batch(database, batch)
    if found is None or found.state is BatchState.COMING:
        raise Problem(problem_types.NOT_FOUND)
    bad = await batches.read_bad_rows(database, batch, after, BAD_AT_ONCE)
    danish = prefers_danish(request.headers.get("accept-language"))
    errors = [
        BadCell(
            row=row, column=column, code=code, message=FieldError("", code).told(danish=danish)["message"]
        )
        for row, wrong in bad.items()
        for column, code in wrong.items()
    ]
    return TakenBatch(
        batch_id=found.id,
        began_at=found.began_at,
        rows=found.read_rows,
        bad_rows=found.bad_rows,
        errors=errors,
        next=max(bad) if len(bad) == BAD_AT_ONCE else None,
    )
