"""The steps of each of the demo case's verdicts, in the order in which people took them."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from factcheck.accounts.models import User
from factcheck.audit.context import acting
from factcheck.claims.models import Claim
from factcheck.desk.demo.case import Case
from factcheck.desk.demo.opinions import offered
from factcheck.reports import complaints
from factcheck.reports.actions import publish_verdict
from factcheck.reports.models import Complaint
from factcheck.reports.notices import set_notice
from factcheck.verdicts import actions as verdicts
from factcheck.verdicts import remarks
from factcheck.verdicts.models import ProposedEdit, StaleItem, Submission, Verdict
from factcheck.verdicts.references import references
from factcheck.verdicts.stale_answers import begin_revision_for


def load_verdict(case: Case, row: dict[str, Any]) -> None:
    claim = case.claims[row["claim"]]
    for step in row["steps"]:
        person = case.people[step["by"]]
        with acting(person, action=ACTIONS[step["do"]]):
            claim.refresh_from_db()
            STEPS[step["do"]](case, claim, person, step)


def _open_verdict(claim: Claim) -> Verdict:
    return claim.verdicts.open().get()


def _draft(case: Case, claim: Claim, person: User, step: dict[str, Any]) -> None:
    verdict = claim.verdicts.open().first() or verdicts.draft_verdict(claim=claim, by=person)
    rating = offered(step["rating"]) if step["rating"] else None
    verdicts.save_draft(
        verdict=verdict,
        expected=verdict.version,
        rating=rating,
        conclusion=step["conclusion"],
        explanation=_with_references(case, claim, step["explanation"]),
        missing_context=step.get("missing_context", ""),
    )


def _with_references(case: Case, claim: Claim, text: str) -> str:
    """`{E:key}`, `{L:0}` and `{Q:0}` become the public ids they got here."""
    for key, piece in case.evidence.items():
        text = text.replace(f"{{E:{key}}}", f"[{piece.public_id}]")
    for letter, rows in (("L", claim.searches), ("Q", claim.enquiries)):
        for position, found in enumerate(rows.order_by("id")):
            text = text.replace(f"{{{letter}:{position}}}", f"[{found.public_id}]")
    return text


def _submit(case: Case, claim: Claim, person: User, step: dict[str, Any]) -> None:
    verdict = _open_verdict(claim)
    verdicts.submit_verdict(verdict=verdict, expected=verdict.version, by=person)


def _return(case: Case, claim: Claim, person: User, step: dict[str, Any]) -> None:
    verdict = _open_verdict(claim)
    submission = verdicts.latest_submission(verdict)
    assert submission
    verdicts.return_verdict(verdict=verdict, submission=submission, by=person, comment=step["comment"])


def _propose_edit(case: Case, claim: Claim, person: User, step: dict[str, Any]) -> None:
    remarks.propose_edit(
        verdict=_open_verdict(claim),
        field=step["field"],
        before=_with_references(case, claim, step["before"]),
        after=_with_references(case, claim, step["after"]),
        by=person,
        note=step.get("note", ""),
    )


def _accept_edit(case: Case, claim: Claim, person: User, step: dict[str, Any]) -> None:
    edit = ProposedEdit.objects.get(verdict=_open_verdict(claim), field=step["field"], accepted=None)
    remarks.settle_edit(edit=edit, accept=True, by=person)


def _approve(case: Case, claim: Claim, person: User, step: dict[str, Any]) -> None:
    verdict = _open_verdict(claim)
    submission = verdicts.latest_submission(verdict)
    assert submission
    _check_references(submission, person, step)
    verdicts.approve_verdict(
        verdict=verdict,
        submission=submission,
        by=person,
        comment=step.get("comment", ""),
        reasons=step.get("reasons", {}),
    )


def _check_references(submission: Submission, person: User, step: dict[str, Any]) -> None:
    """Each is compared with the words it rests on before the approval, but for the last few that a step leaves out."""
    names = references(submission.explanation)
    with acting(person, action="verdicts:check_reference"):
        for name in names[: len(names) - step.get("unchecked", 0)]:
            remarks.check_reference(submission=submission, reference=name, by=person)


def _publish(case: Case, claim: Claim, person: User, step: dict[str, Any]) -> None:
    publish_verdict(
        verdict=_open_verdict(claim),
        by=person,
        # Without a day of its own it goes out as the case is loaded, after the claim came in.
        published_at=datetime.fromisoformat(step["at"]) if "at" in step else timezone.now(),
        address=step["address"],
    )


def _revise(case: Case, claim: Claim, person: User, step: dict[str, Any]) -> None:
    """In answer to what made it doubtful, which something must have."""
    item = StaleItem.objects.open().get(verdict=claim.verdicts.get(state="published"))
    begin_revision_for(item=item, kind=step["kind"], note=step["note"], by=person)


def _withdraw(case: Case, claim: Claim, person: User, step: dict[str, Any]) -> None:
    verdicts.withdraw_verdict(verdict=claim.verdicts.get(state="published"), by=person, note=step["note"])


def _complain(case: Case, claim: Claim, person: User, step: dict[str, Any]) -> None:
    complaints.record_complaint(
        verdict=claim.verdicts.get(state="published"),
        received_on=date.fromisoformat(step["received_on"]),
        channel=step["channel"],
        complainant=step["complainant"],
        text=step["text"],
        point=step["point"],
        by=person,
    )


def _complaint(claim: Claim) -> Complaint:
    return Complaint.objects.get(verdict__claim=claim)


def _decide(case: Case, claim: Claim, person: User, step: dict[str, Any]) -> None:
    complaint = _complaint(claim)
    complaints.decide_complaint(
        complaint=complaint,
        expected=complaint.version,
        decision=step["decision"],
        reason=step["reason"],
        by=person,
    )


def _answer(case: Case, claim: Claim, person: User, step: dict[str, Any]) -> None:
    """Who complained is written to, and the version that mended it is named."""
    complaint = _complaint(claim)
    answered_on = date.fromisoformat(step["on"])
    complaint = complaints.answer_complaint(complaint=complaint, expected=complaint.version, answered_on=answered_on)
    mended = claim.verdicts.get(state="published")
    complaints.link_correction(complaint=complaint, expected=complaint.version, correction=mended)


def _notice(case: Case, claim: Claim, person: User, step: dict[str, Any]) -> None:
    set_notice(verdict=claim.verdicts.get(state="published"), text=step["text"], by=person)


STEPS = {
    "draft": _draft,
    "submit": _submit,
    "return": _return,
    "propose_edit": _propose_edit,
    "accept_edit": _accept_edit,
    "approve": _approve,
    "publish": _publish,
    "revise": _revise,
    "withdraw": _withdraw,
    "complain": _complain,
    "decide": _decide,
    "answer": _answer,
    "notice": _notice,
}

#: What each step is called in the history: the same as when a person does it in the browser.
ACTIONS = {
    "draft": "verdicts:edit",
    "submit": "verdicts:submit",
    "return": "verdicts:return",
    "propose_edit": "verdicts:propose_edit",
    "accept_edit": "verdicts:settle_edit",
    "approve": "verdicts:approve",
    "publish": "reports:publish",
    "revise": "verdicts:stale",
    "withdraw": "verdicts:withdraw",
    "complain": "reports:complain",
    "decide": "reports:decide_complaint",
    "answer": "reports:answer_complaint",
    "notice": "reports:notice",
}
