"""The bytes of a capture, wherever they lie, hashed again on the way."""

import hashlib

from factcheck.documents import blobs
from factcheck.documents.containers.reading import read_member
from factcheck.documents.extraction import Unreadable
from factcheck.documents.importing.pieces import limits
from factcheck.documents.models import Capture


def bytes_of(capture: Capture) -> bytes:
    """As they were received. Raises BlobMissing or BlobCorrupt."""
    if capture.container is None:
        return blobs.read(capture.sha256)
    with blobs.open_blob(capture.container.sha256) as file:
        try:
            data = read_member(file, capture.member, capture.offset, capture.length, limits())
        except Unreadable as unreadable:
            raise blobs.BlobCorrupt(capture.container.sha256, unreadable.reason) from unreadable
    if (found := hashlib.sha256(data).hexdigest()) != capture.sha256:
        raise blobs.BlobCorrupt(capture.sha256, f"What lies in its container hashes to {found}.")
    return data
