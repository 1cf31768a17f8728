"""Text to a 64-bit fingerprint: texts that differ in a few words differ in a few bits.

Enters: any text. Leaves: 16 hex digits over pairs of neighbouring words, in which case, punctuation and spaces do not
count, so that a moved comma changes nothing. Charikar's method (STOC 2002), added up with numpy.
"""

import hashlib
import re

import numpy as np

_WORD = re.compile(r"\w+")
_BATCH = 4096


def normalise_text(text: str) -> str:
    """The words of a text in lower case with single spaces: what the fingerprint sees."""
    return " ".join(_WORD.findall(text.lower()))


def simhash(text: str) -> str:
    """Fingerprint of a text: 64 bits as 16 hex digits; zeros for a text without words."""
    words = _WORD.findall(text.lower())
    pairs = [f"{left} {right}" for left, right in zip(words, words[1:] or [""], strict=False)]
    votes = np.zeros(64, dtype=np.int64)
    for start in range(0, len(pairs), _BATCH):
        batch = pairs[start : start + _BATCH]
        digests = b"".join(hashlib.blake2b(pair.encode(), digest_size=8).digest() for pair in batch)
        votes += np.unpackbits(np.frombuffer(digests, dtype=np.uint8).reshape(-1, 8), axis=1).sum(
            axis=0, dtype=np.int64
        )
    return np.packbits(votes * 2 > len(pairs)).tobytes().hex()


def distance(left: str, right: str) -> int:
    """Number of bits in which two fingerprints differ: 0 for the same words, about 32 for unrelated texts."""
    return (int(left, 16) ^ int(right, 16)).bit_count()
