"""The parts and readings of a claim on its page, each with how far it has come."""

from dataclasses import dataclass
from typing import Any

from factcheck.claims.models import Claim
from factcheck.desk.claim_stages import Stage, stages_of
from factcheck.verdicts.parts import Part, parts_of


@dataclass(frozen=True)
class PartRow:
    part: Part
    stage: Stage


def parts_context(claim: Claim) -> dict[str, Any]:
    """For `claims/parts/list.html`. A part has no parts, so there nothing is asked."""
    if claim.parent_id is not None:
        return {"parts": None, "part_rows": (), "reading_rows": ()}
    found = parts_of(claim)
    stages = stages_of([part.claim.pk for part in (*found.parts, *found.readings)]) if found else {}
    return {
        "parts": found,
        "part_rows": [PartRow(part, stages[part.claim.pk]) for part in found.parts],
        "reading_rows": [PartRow(part, stages[part.claim.pk]) for part in found.readings],
    }
