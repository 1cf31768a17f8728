"""The error tree. Each class is one kind of trouble a user can act on; the message is one clear line.

EsepError
├── ConfigError         a YAML file is wrong: names file, line and field
├── UsageError          the command was asked for something that cannot be (exit code 2)
├── FetchError          one address could not be fetched: the run goes on
│   ├── RefusedError    our own rules forbid it (robots, private address, budget, scheme, size)
│   └── RetryLater      the host asks for patience; carries seconds to wait
├── ArchiveError        a WARC file cannot be written or read
├── ParseError          a capture cannot become a document
└── WarehouseError      the database or release cannot be used as asked
"""


class EsepError(Exception):
    """Root of every error that Esep raises on purpose."""


class ConfigError(EsepError):
    """A configuration file is wrong. The message is `file:line: field: what`."""


class UsageError(EsepError):
    """The user asked for something that does not exist or does not fit."""


class FetchError(EsepError):
    """One address could not be fetched.

    `kind`: the short code of the issue it becomes, e.g. http_404.
    """

    def __init__(self, message: str, kind: str = "fetch_failed") -> None:
        super().__init__(message)
        self.kind = kind


class RefusedError(FetchError):
    """Our own rules forbid fetching this address."""

    def __init__(self, message: str, kind: str = "refused") -> None:
        super().__init__(message, kind)


class RetryLater(FetchError):
    """The host asked to come back later.

    `seconds`: how long to wait, from Retry-After or from our own back-off.
    """

    def __init__(self, message: str, seconds: float, kind: str = "retry_later") -> None:
        super().__init__(message, kind)
        self.seconds = seconds


class ArchiveError(EsepError):
    """A WARC file cannot be written or read."""


class ParseError(EsepError):
    """A capture cannot become a document."""


class WarehouseError(EsepError):
    """The warehouse or a release cannot be used as asked."""
