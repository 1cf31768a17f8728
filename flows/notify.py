"""The notify flow: notices that are due go out (`flows/sending.py`), each sending a task of its own."""

import os

from prefect import flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State

from extractors.settings import Settings, read_settings
from flows import clock
from flows.sending import NotifyReport, deliver, read_channels, send_by_apprise, send_due
from warehouse.alert_records import Delivery
from warehouse.alert_rules import AlertRules


@task(name="send", task_run_name="send {notice_id}", cache_policy=NO_CACHE, persist_result=False)
def send_one(one: Delivery, settings: Settings, rules: AlertRules, notice_id: str) -> str:  # noqa: ARG001
    """Send one notice through its channel; its address is read here, so that no token reaches Prefect's records."""
    address = read_channels(os.environ)[one.channel]
    return deliver(one, address, settings, rules, send=send_by_apprise, clock=clock.now)


@flow(name="notify", validate_parameters=False)
def notify() -> NotifyReport:
    """Prepare what is due and send what waits. A notice that cannot be sent never holds up the others."""
    settings = read_settings()

    def send(one: Delivery, rules: AlertRules) -> str:
        state: State[str] = send_one(one, settings, rules, one.notice_id, return_state=True)
        return state.result() if state.is_completed() else "failed"

    report = send_due(settings, read_channels(os.environ), clock=clock.now, send=send)
    get_run_logger().info("notices: %s", report)
    return report
