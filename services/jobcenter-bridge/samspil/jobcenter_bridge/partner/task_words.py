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


def correction(task: Task) -> Task:
    """The task in place of an earlier one about the same thing, in fixed words; never why."""
    return {
        **task,
        "title": f"Rettelse: {task['title']}",
        "description": f"Dette gælder i stedet for det, I fik at vide før. {task['description']}",
    }
