"""Notices to a real mail server and a real webhook: none lost, each with its identity, whenever the sender dies."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections import Counter
from email import policy
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import duckdb
import pytest
from aiosmtpd.controller import Controller
from alert_cases import NOON
from notify_process import STEPS
from reckoning_claims import Figure, add, reckon

from extractors.errors import WarehouseError
from extractors.settings import Settings
from flows import sending
from warehouse.check import run_checks
from warehouse.database import open_warehouse

RULES = """policy: {grace_hours: 0, backfill_days: 100000, per_source_per_day: 20, retries: 2, retry_minutes: 0}
routes:
  - {name: desk, channel: mail, severity: low, cooldown_hours: 0}
  - {name: hook, channel: hook, severity: low, cooldown_hours: 0}
"""
BN = 1e9
HOSTILE = "155 billion <script>alert(1)</script> <!channel> @everyone [x](https://evil.example)\r\nBcc: a@evil.example"


class Inbox:
    """What the mail server took."""

    def __init__(self) -> None:
        self.mails = []

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 - the name is the library's
        self.mails.append(BytesParser(policy=policy.default).parsebytes(envelope.content))
        return "250 taken"


class Hook(ThreadingHTTPServer):
    """A webhook that keeps what it took and answers `status`."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), HookHandler)
        self.posts, self.status = [], 200


class HookHandler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.posts.append((self.headers[sending.IDENTITY_HEADER], body))
        self.send_response(self.server.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_arguments: object):
        pass


@pytest.fixture
def inbox():
    handler = Inbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        handler.port = free.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=handler.port)
    controller.start()
    yield handler
    controller.stop()


@pytest.fixture
def hook():
    server = Hook()
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def home(template, tmp_path) -> Path:
    """A home with one open case whose quote is hostile."""
    return Path(shutil.copytree(template, tmp_path / "home"))


@pytest.fixture(scope="module")
def template(tmp_path_factory) -> Path:
    tmp_path = tmp_path_factory.mktemp("template")
    (tmp_path / "alerts.yml").write_text(RULES, encoding="utf-8")
    with open_warehouse(tmp_path / "warehouse.duckdb", recorded_at=NOON) as connection:
        connection.execute("set timezone = 'UTC'")
        right = Figure(value=155 * BN, source_id="kazinform", claim_id="right")
        wrong = Figure(value=565 * BN, source_id="jjtv", published_at="2023-08-02", claim_id="wrong")
        add(connection, [right, wrong])
        connection.execute("update claim set quote = ? where claim_id = 'right'", [HOSTILE])
        reckon(connection)
    return tmp_path


def environment(inbox: Inbox, hook: Hook) -> dict[str, str]:
    return {
        "ESEP_CHANNEL_MAIL": f"mailto://127.0.0.1:{inbox.port}?mode=insecure&from=esep@example.org&to=desk@example.org",
        "ESEP_CHANNEL_HOOK": f"json://127.0.0.1:{hook.server_port}/esep",
    }


def run(home: Path, channels: dict[str, str], step: str = "") -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ESEP_")}
    return subprocess.run(
        [sys.executable, str(Path(__file__).with_name("notify_process.py")), str(home), step],
        env=kept | channels,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def settings(home: Path) -> Settings:
    return Settings(home=home, config=home, sources=home)


def ledger(home: Path, query: str) -> list[tuple]:
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as connection:
        return connection.execute(query).fetchall()


def received(inbox: Inbox, hook: Hook) -> Counter[str]:
    mails = (mail[sending.IDENTITY_HEADER] for mail in inbox.mails)
    return Counter([*mails, *(identity for identity, _ in hook.posts)])


@pytest.mark.parametrize("step", STEPS)
def test_a_sender_killed_anywhere_loses_nothing_and_tells_nothing_twice_unknowably(home, inbox, hook, step):
    channels = environment(inbox, hook)
    killed = run(home, channels, step)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    second = run(home, channels)
    assert second.returncode == 0, second.stderr
    notices = ledger(home, "select distinct notice_id, channel from delivery where state = 'prepared'")
    assert sorted(channel for _, channel in notices) == ["hook", "mail"]
    twice = 1 if step == "after the channel" else 0  # the window no channel can close
    assert received(inbox, hook).keys() == {notice_id for notice_id, _ in notices}
    assert received(inbox, hook).total() == 2 + twice
    sent = ledger(home, "select notice_id from delivery where state = 'sent'")
    assert Counter(sent) == Counter((notice_id,) for notice_id, _ in notices)


def test_hostile_text_arrives_as_text_in_mail_and_webhook(home, inbox, hook):
    assert run(home, environment(inbox, hook)).returncode == 0
    (mail,), ((_, post),) = inbox.mails, hook.posts
    assert mail["Bcc"] is None
    assert mail["To"] == "desk@example.org"
    assert mail.get_content_type() == "text/plain"
    for text in (mail.get_content(), post["message"]):
        assert "155 billion" in text
        assert "esep alerts ack" in text
        assert not any(active in text for active in ("<!channel", "@everyone", "](http", "https://evil"))


def test_a_refusing_channel_is_retried_then_given_up_and_never_holds_up_another(home, inbox, hook):
    hook.status = 503
    for _ in range(5):
        assert run(home, environment(inbox, hook)).returncode == 0
    assert len(hook.posts) == 3  # the first try and two retries
    assert len({identity for identity, _ in hook.posts}) == 1
    assert len(inbox.mails) == 1
    steps = ledger(home, "select state from delivery where channel = 'hook' order by rowid")
    assert [step for (step,) in steps] == ["prepared", *["sending", "failed"] * 2, "sending", "given_up"]


def test_a_channel_that_is_down_is_told_later(home, inbox, hook):
    channels = environment(inbox, hook)
    down = channels | {"ESEP_CHANNEL_HOOK": "json://127.0.0.1:9/esep"}
    assert "failed=1" in run(home, down).stdout
    assert "sent=1" in run(home, channels).stdout
    assert len(hook.posts) == 1


def test_a_channel_without_an_address_is_named_and_adds_no_row(home, inbox, hook):
    channels = environment(inbox, hook)
    mail = {"ESEP_CHANNEL_MAIL": channels["ESEP_CHANNEL_MAIL"]}
    assert "unreachable=1" in run(home, mail).stdout
    assert ledger(home, "select distinct channel from delivery") == [("mail",)]
    assert "sent=1, failed=0, given_up=0, unreachable=0" in run(home, channels).stdout


def test_what_the_budget_holds_back_is_counted_kept_shown_and_told_when_there_is_room(home, inbox, hook):
    with open_warehouse(home / "warehouse.duckdb", recorded_at=NOON) as connection:
        later = {"indicator": "export_value", "time_period": "2021"}
        add(connection, [Figure(value=30 * BN, **later), Figure(value=90 * BN, source_id="jjtv", **later)])
        reckon(connection)
    budget = "budget: {alerts: 2, per_claims: 1000, days: 7, at_least: 1}, retries: 2"
    (home / "alerts.yml").write_text(RULES.replace("retries: 2", budget), encoding="utf-8")
    channels = {"ESEP_CHANNEL_MAIL": environment(inbox, hook)["ESEP_CHANNEL_MAIL"]}
    for _ in range(2):
        assert "held=1" in run(home, channels).stdout
    account, told = sorted(inbox.mails, key=lambda mail: "wait" not in mail["Subject"])
    assert account["Subject"] == "Esep: 1 contradictions wait, more came than the budget of alerts allows"
    steps = ledger(home, "select discrepancy_ids[1], detail from delivery where state = 'held'")
    assert [detail for _, detail in steps] == ["budget"]
    ((waiting, _),) = steps
    assert waiting in account.get_content()
    assert waiting not in told.get_content()
    with open_warehouse(home / "warehouse.duckdb", recorded_at=NOON) as connection:
        (check,) = [one for one in run_checks(connection, recorded_at=NOON).results if one.check_name.endswith("_held")]
    assert [one["discrepancy_id"] for one in check.examples] == [waiting]
    (home / "alerts.yml").write_text(RULES, encoding="utf-8")
    assert "held=0" in run(home, channels).stdout
    assert waiting in inbox.mails[-1].get_content()
    assert ledger(
        home,
        "select state from delivery where notice_id in (select notice_id from delivery where state = 'held')"
        " order by rowid",
    ) == [("held",), ("prepared",), ("sending",), ("sent",)]


def test_addresses_with_their_tokens_are_written_nowhere(home, inbox, hook):
    secret = {"ESEP_CHANNEL_HOOK": f"json://user:s3cr3t@127.0.0.1:{hook.server_port}/esep"}
    assert run(home, environment(inbox, hook) | secret).returncode == 0
    assert not any(b"s3cr3t" in file.read_bytes() for file in home.rglob("*") if file.is_file())


def test_one_sender_at_a_time(home, monkeypatch):
    monkeypatch.setattr(sending, "LOCK_WAIT", 0.1)
    with sending.FileLock(settings(home).lock("notify")), pytest.raises(WarehouseError, match="another process"):
        sending.send_due(settings(home), {}, clock=lambda: NOON, send=lambda *_: "sent")
