"""A task as their case system takes it, in parts that every wording uses."""

from datetime import date

Task = dict[str, str | None]


def new_task(title: str, description: str, type_: str, deadline: date | None = None) -> Task:
    """A task for their caseworker, but for whom it is about."""
    return {
        "title": title,
        "description": description,
        "deadline": deadline.isoformat() if deadline else None,
        "taskType": type_,
    }
