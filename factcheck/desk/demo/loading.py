"""The demo case, brought in through the same actions as a person's work: nothing is written past them.

The case is described in `fixtures/demo/case.json` (format: `fixtures/demo/README.md`). Loading it is all or
nothing, and loading it twice changes nothing: what is there is recognised by the case's first source.
"""

import json
from pathlib import Path

from django.conf import settings
from django.db import transaction

from factcheck.accounts.actions import change_desk
from factcheck.audit.context import acting
from factcheck.desk.demo import review_desk
from factcheck.desk.demo.case import Case, ensure_cast
from factcheck.desk.demo.claims import load_claim
from factcheck.desk.demo.documents import load_document, load_source
from factcheck.desk.demo.opinions import load_round
from factcheck.desk.demo.verdicts import load_verdict
from factcheck.sources.models import Source

FOLDER = settings.BASE_DIR / "fixtures" / "demo"


def load(folder: Path = FOLDER) -> bool:
    """Bring the case in; False if it was here already."""
    description = json.loads((folder / "case.json").read_text())
    with acting(action="demo:load"), transaction.atomic():
        case = Case(folder, ensure_cast())
        if Source.objects.filter(name=description["sources"][0]["name"]).exists():
            return False
        with acting(case.people["admin"], action="demo:load"):
            change_desk(name="Demo desk", url="https://desk.example/", prints_grades=False)
        review_desk.set_rules(case, description["policy"])
        with acting(case.people["editor"], action="demo:load"):
            for row in description["sources"]:
                load_source(case, row)
        with acting(case.people["reviewer"], action="documents:import"):
            for row in description["documents"]:
                load_document(case, row)
        for row in description["claims"]:
            load_claim(case, row)
        for row in description["threads"]:
            review_desk.discuss(case, row)
        for row in description["opinions"]:
            load_round(case, row)
        for row in description["verdicts"]:
            load_verdict(case, row)
        review_desk.plan_work(case, description)
        review_desk.move_the_ground(case, description["regraded"])
    return True
