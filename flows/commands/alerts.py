"""`esep alerts`: open cases and what people decide of them."""

import typer

app = typer.Typer(no_args_is_help=True)
