"""The demo case's sources and documents."""

from typing import Any

from factcheck.audit.context import because
from factcheck.database import partial_dates
from factcheck.desk.demo.case import Case, partial_day
from factcheck.documents import actions as documents
from factcheck.documents.models import Received, Seal
from factcheck.documents.sealing import make_seal
from factcheck.sources import actions as sources


def load_source(case: Case, row: dict[str, Any]) -> None:
    source = sources.create_source(
        name=row["name"],
        domains=tuple(row["domains"]),
        homepage=row["homepage"],
        state_affiliation=row["state_affiliation"],
    )
    if row["reliability"]:
        with because(row["note"]):
            sources.change_source(
                source=source, reason=row["note"], reliability=row["reliability"], reliability_note=row["note"]
            )
    case.sources[row["key"]] = source
    for relation in row["relations"]:
        sources.relate(source=source, kind=relation["kind"], other=case.sources[relation["source"]])


def load_document(case: Case, row: dict[str, Any]) -> None:
    imported = documents.import_document(
        data=(case.folder / "documents" / row["file"]).read_bytes(),
        receipt=documents.Receipt(
            how=Received(row["received_how"]),
            received_from=row["received_from"],
            copied_on=partial_day(row["copied_on"]),
            filename=row["file"],
        ),
        by=case.people["reviewer"],
        source=case.sources.get(row["source"]),
        seal=_seal(case, row),
    )
    document = imported.document
    facts, hows = _stated(row["stated"])
    case.documents[row["file"]] = documents.establish_facts(
        document=document, expected=document.version, facts=facts, hows=hows
    )
    for relation in row["relations"]:
        documents.relate_documents(
            document=document,
            kind=relation["kind"],
            other=case.documents[relation["document"]],
            by=case.people["reviewer"],
            note=relation.get("note", ""),
        )


def _seal(case: Case, row: dict[str, Any]) -> Seal | None:
    """Sealed from the moment it comes: to whoever brings it in."""
    if "sealed" not in row:
        return None
    reviewer = case.people["reviewer"]
    return make_seal(description=row["sealed"], people=[reviewer], by=reviewer)


def _stated(stated: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """Facts that the desk confirms or establishes; what only the page could say is left to the extractor."""
    facts: dict[str, Any] = {}
    hows: dict[str, str] = {}
    for name, fact in stated.items():
        column = "published" if name == "published_on" else name
        value = fact["value"]
        facts[column] = partial_dates.parse(value) if value and column == "published" else value
        hows[column] = fact["how"] or "read in the document by the reviewer"
    return facts, hows
