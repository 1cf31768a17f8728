"""The `esep` command: subcommands in, exit codes and one clear line of error out.

Exit codes: 0 fine, 1 failure, 2 usage, 3 finished but with open discrepancies where asked for. Prefect and DuckDB
are imported only by the commands that need them, so that `esep extract` starts fast.
"""

import os
import sys

import typer

from extractors.errors import EsepError, UsageError
from flows.commands.alerts import app as alerts_app
from flows.commands.look import app as look_app
from flows.commands.look import archive_app, config_app, sources_app
from flows.commands.read import app as read_app
from flows.commands.run import app as run_app
from flows.leaving import leave
from flows.output import warn

app = typer.Typer(
    name="esep",
    help="Keeps the account of what governments and the press say the numbers are.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for group in (read_app, run_app, look_app):
    app.add_typer(group)
app.add_typer(sources_app, name="sources", help="The publishers Esep reads.", rich_help_panel="Look")
app.add_typer(config_app, name="config", help="The configuration.", rich_help_panel="Look")
app.add_typer(archive_app, name="archive", help="The archive of responses.", rich_help_panel="Look")
app.add_typer(alerts_app, name="alerts", help="Open cases and what people decide of them.", rich_help_panel="Look")


def main() -> None:
    """Run the command; a user's mistake is one line, never a traceback."""
    if sys.argv[1:2] != ["serve"]:
        os.environ.setdefault("PREFECT_LOGGING_LEVEL", "CRITICAL")  # the command itself tells what failed, in one line
    leave(_run())


def _run() -> int:
    try:
        app()
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else int(bool(stop.code))
    except EsepError as error:
        for line in str(error).splitlines():
            warn(line)
        return 2 if isinstance(error, UsageError) else 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        warn(f"{error.filename or 'file system'}: {error.strerror}")
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    main()
