"""``/docs``: the page, rendered here, with nothing in it that runs or comes from elsewhere."""

from fastapi import FastAPI
from jinja2 import Environment, PackageLoader, StrictUndefined

from samspil.web.docs.shown import doors, everywhere

_templates = Environment(
    loader=PackageLoader(str(__package__), "."),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def page(app: FastAPI) -> str:
    """What the application tells of its doors."""
    document = app.openapi()
    security = document["components"].get("securitySchemes", {}).get("bearer")
    return _templates.get_template("page.html").render(
        title=app.title,
        version=app.version,
        token=security["description"] if security else "",
        doors=[*doors(document)],
        everywhere=everywhere(document),
    )
