"""The only room that knows Prefect: it composes extractors and warehouse into flows and commands.

Nothing is reported to anyone: Prefect's telemetry and analytics are off unless a user switches them on.
"""

import os

os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
os.environ.setdefault("DO_NOT_TRACK", "1")
# On a busy machine the temporary server needs longer than the twenty seconds it is given.
os.environ.setdefault("PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS", "120")
