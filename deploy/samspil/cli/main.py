"""The command and its verbs."""

import typer

from samspil.cli import container, law, parked
from samspil.cli.demo import demo
from samspil.cli.held import held
from samspil.cli.rebuild import rebuild
from samspil.cli.refill import refill
from samspil.cli.token import token
from samspil.cli.up import up

app = typer.Typer(
    help="One coordinated view of each citizen, on this machine.", no_args_is_help=True, add_completion=False
)
app.command()(up)
app.command()(token)
app.command()(demo)
app.add_typer(parked.app, name="parked")
app.command()(held)
app.command()(rebuild)
app.command()(refill)
app.add_typer(law.app, name="law")
app.add_typer(container.app, name="container", hidden=True)
