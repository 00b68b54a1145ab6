"""What the demo case's desk does beside its claims: rules, threads, plans, templates, and ground that moves."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from factcheck.audit.context import acting, because
from factcheck.claims.actions import change_claim, triage_claim
from factcheck.claims.saved_views import save_view
from factcheck.desk.demo.case import Case
from factcheck.discussion.actions import open_thread, resolve_thread, write_comment
from factcheck.evidence.actions import write_template
from factcheck.sources.actions import change_source
from factcheck.verdicts.dropping import drop_unjudged
from factcheck.verdicts.policy import shipped
from factcheck.verdicts.policy.versions import Asked, publish_policy


def set_rules(case: Case, row: dict[str, Any]) -> None:
    """The next version of a policy that desks start with, which asks for more than theirs."""
    admin = case.people["admin"]
    rules = [*shipped.POLICIES[shipped.SMALL], *(Asked(rule) for rule in row["adds"])]
    with acting(admin, action="verdicts:new_policy"):
        publish_policy(name=shipped.SMALL, rules=rules, note=row["note"], by=admin)


def discuss(case: Case, row: dict[str, Any]) -> None:
    about = case.evidence[row["evidence"]]
    opener = case.people[row["by"]]
    with acting(opener, action="discussion:open"):
        thread = open_thread(about=about, text=row["text"], by=opener)
    for answer in row["answers"]:
        person = case.people[answer["by"]]
        with acting(person, action="discussion:write"):
            write_comment(thread=thread, text=answer["text"], by=person)
    if row["resolved_by"]:
        person = case.people[row["resolved_by"]]
        with acting(person, action="discussion:resolve"):
            resolve_thread(thread=thread, by=person)


def plan_work(case: Case, description: dict[str, Any]) -> None:
    """Who does what until when, what is given up, and the lists and letters that make it easier."""
    for row in description["work"]:
        _plan(case, row)
    for row in description["views"]:
        owner = case.people[row["by"]]
        with acting(owner, action="claims:save_view"):
            save_view(name=row["name"], query=row["query"], is_shared=row["is_shared"], by=owner)
    with acting(case.people["editor"], action="evidence:template_new"):
        for row in description["templates"]:
            write_template(**row)


def _plan(case: Case, row: dict[str, Any]) -> None:
    claim, person = case.claims[row["claim"]], case.people[row["by"]]
    claim.refresh_from_db()
    if "dropped" in row:
        with acting(person, action="claims:drop"):
            drop_unjudged(claim=claim, by=person, reason=row["dropped"])
        return
    if row["triaged"]:
        with acting(person, action="claims:triaged"):
            triage_claim(claim=claim, by=person)
    with acting(person, action="claims:triage"):
        # In days from today, so that whoever looks at the case later still finds one of them late.
        due_on = timezone.localdate() + timedelta(days=row["due_in_days"])
        assignee = case.people[row["assignee"]]
        change_claim(claim=claim, expected=claim.version, due_on=due_on, assignee=assignee, by=person)


def move_the_ground(case: Case, row: dict[str, Any]) -> None:
    """A source is graded anew after verdicts that rest on it went out."""
    with acting(case.people[row["by"]], action="sources:edit"), because(row["note"]):
        change_source(
            source=case.sources[row["source"]],
            reason=row["note"],
            reliability=row["reliability"],
            reliability_note=row["note"],
        )
