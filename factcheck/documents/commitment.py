"""What is told of bytes in place of their hash: a leaked file can't be tried against it without the salt."""

import hashlib


def commitment(salt: bytes, sha256: str) -> str:
    """SHA-256 of the salt and of the bytes' own hash, both as bytes."""
    return hashlib.sha256(salt + bytes.fromhex(sha256)).hexdigest()
