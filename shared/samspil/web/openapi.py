"""What an application tells of its doors: beyond what FastAPI knows, what each refuses and whom it admits."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts

from samspil.web import problem_types as types
from samspil.web.field_errors import FieldError
from samspil.web.problem_types import ProblemType
from samspil.web.problems import Problem, Remedy
from samspil.web.refusals import refusals_of, whole
from samspil.web.role import Admits
from samspil.web.telling import PROBLEM, Telling

ANYWHERE: Final = (
    types.MALFORMED_REQUEST,
    types.REQUEST_TOO_SLOW,
    types.BODY_TOO_LARGE,
    types.INTERNAL_ERROR,
)
"""What any door can answer, whatever is asked there."""
_OF_A_BODY: Final = (
    types.MALFORMED_REQUEST,
    types.REQUEST_TOO_SLOW,
    types.BODY_TOO_LARGE,
    types.UNSUPPORTED_MEDIA_TYPE,
)
_ETAG: Final = {
    "description": "The version from now on: what the next change says in If-Match.",
    "schema": {"type": "string"},
}


class Application(FastAPI):
    """An application whose OpenAPI document names every refusal and every role; made by ``create_app``."""

    remedies: Mapping[type[Exception], Remedy]
    telling: Telling

    def openapi(self) -> dict[str, Any]:
        """The document, made when it is first asked for."""
        if self.openapi_schema is not None:
            return self.openapi_schema
        document = super().openapi()
        schemas = document.setdefault("components", {}).setdefault("schemas", {})
        if self.state.issuer is not None and "securitySchemes" in document["components"]:
            told = document["components"]["securitySchemes"]["bearer"]
            told["description"] += f"\n\nIts issuer describes itself at `{self.state.issuer.described_at}`."
        for route in iter_route_contexts(self.routes):
            if isinstance(route.original_route, APIRoute) and route.include_in_schema:
                for method in route.methods or ():
                    operation = document["paths"][route.path_format][method.lower()]
                    operation["summary"] = str(route.name).replace("_", " ").capitalize()
                    _add_callers(operation, route.dependant)
                    is_told_so = str(route.path_format).startswith(self.telling.below)
                    telling = self.telling if is_told_so else PROBLEM
                    schemas[telling.name] = dict(telling.schema)
                    _add_refusals(operation, route.dependant, self.remedies, telling)
        return document


def _add_refusals(
    operation: dict[str, Any],
    needed: Dependant,
    remedies: Mapping[type[Exception], Remedy],
    telling: Telling,
) -> None:
    refused = _refused(needed, remedies)
    if types.VERSION_NEEDED in refused:
        for parameter in operation["parameters"]:
            parameter["required"] |= parameter["name"] == "if-match"
    if types.IDEMPOTENCY_KEY_REUSED in refused:
        for status in operation["responses"].keys() - {"default"}:
            operation["responses"][status]["headers"] = {"ETag": _ETAG}
    problems = [Problem(kind, errors=errors) for kind, errors in refused.items()]
    operation["responses"] |= telling.responses(problems)
    operation["responses"]["default"] = telling.response(map(Problem, ANYWHERE))


def _add_callers(operation: dict[str, Any], needed: Dependant) -> None:
    for one in whole(needed):
        if isinstance(one.call, Admits):
            operation["security"] = [{"bearer": [role]} for role in (*one.call.roles, *one.call.own)]
            operation["description"] = f"{operation.get('description', '')}\n\n{one.call}".strip()


def _refused(
    needed: Dependant, remedies: Mapping[type[Exception], Remedy]
) -> dict[ProblemType, list[FieldError]]:
    """Each kind of problem, with the fields that it can name."""
    kinds: dict[ProblemType, list[FieldError]] = {kind: [] for kind in _of_parameters(needed)}
    for refusal in refusals_of(needed):
        remedy = refusal if isinstance(refusal, ProblemType) else remedies[refusal]
        if isinstance(remedy, FieldError):
            kinds.setdefault(types.INVALID_REQUEST, []).append(remedy)
        else:
            kinds.setdefault(remedy, [])
    return kinds


def _of_parameters(needed: Dependant) -> Iterator[ProblemType]:
    """What can be wrong with what is sent, wherever in the request it stands."""
    for one in whole(needed):
        if one.body_params:
            yield from _OF_A_BODY
        if one.body_params or one.path_params or one.query_params or one.header_params:
            yield types.INVALID_REQUEST
