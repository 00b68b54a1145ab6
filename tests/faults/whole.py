"""Whether each file is wholly there or not at all, read past the application: SQL, and files on disk."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from factcheck.database.embedded import DATABASE, Server

#: Rows that must not be, by what is wrong with them.
_NOBODYS = {
    "documents without their one capture": (
        "SELECT d.id FROM documents_document d LEFT JOIN documents_capture c ON c.document_id = d.id"
        " GROUP BY d.id HAVING count(c.id) <> 1"
    ),
    "captures without their one extraction": (
        "SELECT c.id FROM documents_capture c LEFT JOIN documents_extraction x ON x.capture_id = c.id"
        " GROUP BY c.id HAVING count(x.id) <> 1"
    ),
    "bytes captured twice": "SELECT sha256 FROM documents_capture GROUP BY sha256 HAVING count(*) > 1",
} | {
    f"rows of {table} without their one entry, or entries without their row": (
        f"SELECT coalesce(r.id, e.object_id) FROM {table} r FULL JOIN"
        f" (SELECT object_id FROM audit_entry WHERE table_name = '{table}' AND operation = 'insert') e"
        " ON e.object_id = r.id GROUP BY 1 HAVING count(r.id) <> 1 OR count(e.object_id) <> 1"
    )
    for table in ("documents_document", "documents_capture", "documents_extraction", "documents_retrieval")
}


def faults(home: Path) -> list[str]:
    """What is half there; empty when all is well."""
    found = []
    with Server(home).superuser(DATABASE) as connection:
        for what, query in _NOBODYS.items():
            if rows := connection.execute(query).fetchall():
                found.append(f"{what}: {len(rows)}, first {rows[0][0]}")
        captured: Any = connection.execute(
            "SELECT c.sha256, c.size, x.text FROM documents_capture c JOIN documents_extraction x"
            " ON x.capture_id = c.id"
        )
        for sha256, size, text in captured.fetchall():
            found += _faults_of_bytes(home / "blobs" / sha256[:2] / sha256, sha256, size, text)
    return found


def _faults_of_bytes(path: Path, sha256: str, size: int, text: str) -> list[str]:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return [f"{sha256} has a row and no bytes"]
    if len(data) != size or hashlib.sha256(data).hexdigest() != sha256:
        return [f"{sha256} has other bytes than its row says"]
    if text.split() != data.decode().split():
        return [f"{sha256}: the text is not that of the bytes"]
    return []


def here(home: Path, files: Mapping[str, str]) -> int:
    """How many of these files (name to SHA-256) are here, under the name they came with."""
    with Server(home).superuser(DATABASE) as connection:
        rows = connection.execute("SELECT filename, sha256 FROM documents_capture").fetchall()
    return len(set(rows) & set(files.items()))
