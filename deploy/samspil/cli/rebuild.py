"""``samspil rebuild``: fold the view again from everything heard."""

from rich.progress import Progress

from samspil.cli.failing import one_sentence
from samspil.cli.service_database import Service, ask
from samspil.ledger import rebuild as ledger
from samspil.overview.api.clock import LOOK_AGAIN
from samspil.overview.storage.folds import FOLDS


def rebuild() -> None:
    """Fold the overview's views again beside the live ones, compare, switch, and look at everybody."""
    with one_sentence(), Progress() as progress:
        task = progress.add_task("Folding", total=None)

        def told(done: int, total: int) -> None:
            progress.update(task, completed=done, total=total)

        rebuilt = ask(Service.OVERVIEW, lambda pool: ledger.rebuild(pool, FOLDS, told, LOOK_AGAIN))
    print(f"Rebuilt {rebuilt.states} states; {rebuilt.different} differed from the live ones.")
