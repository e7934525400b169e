"""How OpenAPI describes a refusal: the same for every route, so that nobody lists them by hand."""

from typing import Any, Final

RESPONSES: Final[dict[int | str, dict[str, Any]]] = {
    "default": {
        "description": "Refused: a problem (RFC 9457); ``type`` leads to its explanation.",
        "content": {
            "application/problem+json": {
                "schema": {
                    "type": "object",
                    "required": ["type", "title", "status", "detail", "instance", "trace_id"],
                    "properties": {
                        "type": {"type": "string", "format": "uri-reference"},
                        "title": {"type": "string"},
                        "status": {"type": "integer"},
                        "detail": {"type": "string"},
                        "instance": {"type": "string", "format": "uri"},
                        "trace_id": {"type": ["string", "null"]},
                        "errors": {
                            "type": "array",
                            "items": {
                                "type": "object",
                                "required": ["in", "pointer", "code", "message"],
                                "properties": {
                                    name: {"type": "string"} for name in ("in", "pointer", "code", "message")
                                },
                            },
                        },
                    },
                }
            }
        },
    }
}
"""For the ``responses`` of an application."""
