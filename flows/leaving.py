"""How a command that ran a flow ends: buffers flushed, exit functions run, and no teardown of the interpreter after.

DuckDB's binding reports every object that Prefect's background threads still hold at teardown as a leak, in dozens of
lines that a user would take for a failure of Esep. Nothing is lost: all that must happen at exit has happened before.
"""

import atexit
import os
import sys


def leave(code: int) -> None:
    """End the process with `code`; plainly, unless both DuckDB and Prefect are loaded."""
    if not {"duckdb", "prefect"} <= sys.modules.keys():
        sys.exit(code)
    atexit._run_exitfuncs()  # stops Prefect's temporary server, among others
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
