"""The demo case's blind second opinions: one settled against somebody, one that waits for an answer."""

from typing import Any

from factcheck.audit.context import acting
from factcheck.desk.demo.case import Case
from factcheck.verdicts.models import Rating
from factcheck.verdicts.opinions import ask_opinions, give_opinion, note_dissent, settle_round


def load_round(case: Case, row: dict[str, Any]) -> None:
    people = case.people
    with acting(people[row["asked_by"]], action="verdicts:ask_opinions"):
        first, second = (people[key] for key in row["asked"])
        round = ask_opinions(claim=case.claims[row["claim"]], first=first, second=second, by=people[row["asked_by"]])
    for given in row["given"]:
        with acting(people[given["by"]], action="verdicts:give_opinion"):
            give_opinion(
                round=round, by=people[given["by"]], rating=offered(given["rating"]), rationale=given["rationale"]
            )
    if settled := row.get("settled"):
        with acting(people[settled["by"]], action="verdicts:settle_round"):
            settle_round(round=round, by=people[settled["by"]], rating=offered(settled["rating"]), note=settled["note"])
    if dissent := row.get("dissent"):
        with acting(people[dissent["by"]], action="verdicts:note_dissent"):
            note_dissent(
                round=round, by=people[dissent["by"]], text=dissent["text"], printed=dissent.get("printed", "desk")
            )


def offered(label: str) -> Rating:
    """The rating of that label on the scale offered now."""
    return Rating.objects.get(scale__is_current=True, label=label)
