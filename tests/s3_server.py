"""An S3 server of this machine with an empty bucket, for tests of what is kept in object storage."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest


@contextmanager
def s3_bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a bucket that the environment then leads to; the test is skipped where moto or s3fs is missing."""
    moto = pytest.importorskip("moto.server", reason="needs moto and s3fs: make test-extras")
    s3fs = pytest.importorskip("s3fs", reason="needs moto and s3fs: make test-extras")
    server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "nobody")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "nothing")
    s3fs.S3FileSystem.clear_instance_cache()
    s3fs.S3FileSystem().mkdir(f"esep-{port}")
    try:
        yield f"s3://esep-{port}"
    finally:
        server.stop()
