"""The demonstration run once for all tests that need a real release: `make run` without make, on ports of its own."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PORT = "0"  # any free ones, the same in both runs


@dataclass(frozen=True)
class Demo:
    """Where the run's state lies and what it printed, the first time and the second."""

    home: Path
    first: str
    second: str

    def esep(self, *arguments: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
        """Run a command on the state of the demonstration."""
        return run_esep(self.home, *arguments, stdin=stdin)


def run_esep(home: Path, *arguments: str, stdin: str | None = None, **more: str) -> subprocess.CompletedProcess[str]:
    """Run `esep` in a process of its own with this home."""
    return subprocess.run(
        [sys.executable, "-m", "flows.cli", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        cwd=ROOT,
        env=environment(home) | more,
    )


def environment(home: Path) -> dict[str, str]:
    """The environment of a run: no setting of the user's leaks in."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ESEP_", "PREFECT_"))}
    return kept | {"ESEP_HOME": str(home), "ESEP_SAMPLE_PORT": PORT, "PREFECT_HOME": str(home / "prefect")}


def run_demo(home: Path) -> Demo:
    """Run the demonstration twice."""
    return Demo(home, _run(home), _run(home))


def _run(home: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "flows.demo"],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        cwd=ROOT,
        env=environment(home),
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
