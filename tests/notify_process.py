"""One run of the sender in a process of its own, killed at the step named: home, step."""

import os
import signal
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from alert_cases import NOON

from extractors.settings import Settings
from flows import sending
from warehouse.alert_records import Delivery, Notice
from warehouse.alert_rules import AlertRules

STEPS = ("before prepared", "after prepared", "before sending", "after sending", "after the channel", "after sent")


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def die_around(step: str) -> None:
    """Make the process die when it comes to this step."""
    write = sending.record_delivery

    def record(connection: Any, notice: Notice, state: Any, **more: Any) -> None:
        if step == f"before {state}":
            die()
        write(connection, notice, state, **more)
        if step == f"after {state}":
            die()

    sending.record_delivery = record


def main(home: Path, step: str) -> None:
    die_around(step)
    settings = Settings(home=home, config=home, sources=home)
    channels = sending.read_channels(os.environ)

    def clock() -> datetime:
        return NOON

    def send_by_apprise(notice: Notice, address: str) -> bool:
        is_sent = sending.send_by_apprise(notice, address)
        if step == "after the channel":
            die()
        return is_sent

    def send(one: Delivery, rules: AlertRules) -> str:
        return sending.deliver(one, channels[one.channel], settings, rules, send=send_by_apprise, clock=clock)

    print(sending.send_due(settings, channels, clock=clock, send=send))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
