"""The store: a copy of the archive in object storage, read from where the local file is gone.

Enters: a folder of WARC segments and an address that fsspec knows (`s3://bucket/esep`, `gs://…`, `sftp://…`,
`file:///…`). Leaves: one object a file. Objects cannot be appended to: a segment that has grown is sent again, whole,
until it is full. A full one that the store holds to the byte may then be dropped here.
"""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO, Any

from extractors.errors import ArchiveError, UsageError

CHUNK = 1 << 20
READ_AHEAD = 1 << 18  # bytes asked for at once: a page and its neighbours, not a segment


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreReport:
    """What one pass sent to the store and dropped here; counts of files, and bytes sent."""

    count_sent: int = 0
    count_known: int = 0
    bytes_sent: int = 0
    count_dropped: int = 0


def open_segment(archive: Path, name: str, store: str | None) -> IO[bytes]:
    """A segment opened for reading, here or in the store. Raises `OSError` or `ArchiveError`."""
    path = archive / name
    if store is None or path.exists():
        return path.open("rb")
    filesystem, root = _locate(store)
    with _told(f"{store}/archive/{name}"):
        opened: IO[bytes] = filesystem.open(
            f"{root}/archive/{name}", "rb", block_size=READ_AHEAD, cache_type="readahead"
        )
    return opened


def is_remote(place: str | Path) -> bool:
    """Whether a file is named by an address of fsspec, not by a path."""
    return "://" in str(place)


def open_file(place: str | Path) -> IO[bytes]:
    """A file of this machine, or one that fsspec finds at an address, opened to be read."""
    if not is_remote(place):
        return Path(place).open("rb")
    filesystem, path = _locate(str(place))
    with _told(str(place)):
        opened: IO[bytes] = filesystem.open(path, "rb")
    return opened


def send(files: Mapping[str, Path], store: str, *, is_rewritten: bool = False) -> StoreReport:
    """Copy files whose object is missing or of another length, or all that may be `is_rewritten` in place.

    Raises `ArchiveError`.
    """
    filesystem, root = _locate(store)
    count_sent = bytes_sent = 0
    for name, path in files.items():
        with _told(f"{store}/{name}"):
            length = path.stat().st_size  # before sending: what a crawl appends meanwhile is sent the next time
            known = None if is_rewritten else _length(filesystem, f"{root}/{name}")
            if known == length:
                continue
            if known is not None and known > length:
                raise ArchiveError(
                    f"the object has {known} bytes, {path} only {length}: one of them is not what it was"
                )
            filesystem.makedirs(f"{root}/{name}".rpartition("/")[0], exist_ok=True)
            filesystem.put_file(str(path), f"{root}/{name}")
            count_sent, bytes_sent = count_sent + 1, bytes_sent + length
    return StoreReport(count_sent=count_sent, count_known=len(files) - count_sent, bytes_sent=bytes_sent)


def segments(archive: Path) -> dict[str, Path]:
    """The archive's files by their names in the store."""
    return {f"archive/{path.relative_to(archive).as_posix()}": path for path in sorted(archive.rglob("*.warc.gz"))}


def drop_stored(archive: Path, store: str) -> int:
    """Remove full segments that the store gives back to the byte; returns how many. The newest of a source stays."""
    filesystem, root = _locate(store)
    count = 0
    for folder in sorted(path for path in archive.glob("*") if path.is_dir()):
        for path in sorted(folder.glob("*.warc.gz"))[:-1]:
            name = f"archive/{folder.name}/{path.name}"
            with _told(f"{store}/{name}"):
                if _length(filesystem, f"{root}/{name}") != path.stat().st_size:
                    continue
                with filesystem.open(f"{root}/{name}", "rb") as stored, path.open("rb") as local:
                    is_same = _digest(stored) == _digest(local)
            if not is_same:
                raise ArchiveError(f"{store}/{name}: the object differs from {path}")
            path.unlink()
            count += 1
    return count


def _digest(stream: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while chunk := stream.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def _length(filesystem: Any, path: str) -> int | None:
    filesystem.invalidate_cache()
    try:
        return int(filesystem.size(path))
    except FileNotFoundError:
        return None


@cache
def _locate(store: str) -> tuple[Any, str]:
    import fsspec

    try:
        filesystem, root = fsspec.core.url_to_fs(store)
    except (ImportError, ValueError) as error:
        raise UsageError(f"{store}: {error}") from error
    return filesystem, root.rstrip("/")


@contextmanager
def _told(place: str) -> Iterator[None]:
    """Any trouble with the store as one error: each file system has exceptions of its own."""
    try:
        yield
    except ArchiveError as error:
        raise ArchiveError(f"{place}: {error}") from error
    except Exception as error:
        raise ArchiveError(f"{place}: {type(error).__name__}: {error}") from error
