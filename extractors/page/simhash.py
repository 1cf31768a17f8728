"""Text to a 64-bit fingerprint: texts that differ in a few words differ in a few bits.

Enters: any text. Leaves: 16 hex digits over pairs of neighbouring words, in which case, punctuation and spaces do not
count, so that a moved comma changes nothing. Charikar's method (STOC 2002), added up with numpy.
"""

import re
import zlib

import numpy as np
import numpy.typing as npt

_WORD = re.compile(r"\w+")
_FIRST, _SECOND, _THIRD = (np.uint64(odd) for odd in (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB))
_SHIFT = np.uint64(31)


def normalise_text(text: str) -> str:
    """The words of a text in lower case with single spaces: what the fingerprint sees."""
    return " ".join(_WORD.findall(text.lower()))


def simhash(text: str) -> str:
    """Fingerprint of a text: 64 bits as 16 hex digits; zeros for a text without words."""
    words = _WORD.findall(text.lower())
    if not words:
        return "0" * 16
    encoded = " ".join(words).encode().split(b" ")  # one by one would cost three times as much
    hashes = np.fromiter(map(zlib.crc32, encoded), dtype=np.uint64, count=len(words))
    pairs = _mix(_mix(hashes[:-1]) + hashes[1:]) if len(words) > 1 else _mix(hashes)
    bits = np.unpackbits(pairs.astype(">u8").view(np.uint8).reshape(-1, 8), axis=1)
    votes = bits.sum(axis=0, dtype=np.int64) * 2 > len(pairs)
    return np.packbits(votes).tobytes().hex()


def distance(left: str, right: str) -> int:
    """Number of bits in which two fingerprints differ: 0 for the same words, about 32 for unrelated texts."""
    return (int(left, 16) ^ int(right, 16)).bit_count()


def _mix(numbers: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Spread each number over all 64 bits (Stafford's finaliser, as in SplitMix64)."""
    mixed = numbers * _FIRST
    mixed = (mixed ^ (mixed >> _SHIFT)) * _SECOND
    mixed = (mixed ^ (mixed >> _SHIFT)) * _THIRD
    return mixed ^ (mixed >> _SHIFT)
