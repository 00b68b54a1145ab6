"""What a reviewing person does beside deciding: proposes other words, and notes which references were compared."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from factcheck.accounts.models import User
from factcheck.verdicts.edits import EditDoesNotApply
from factcheck.verdicts.edits import propose_edit as edited
from factcheck.verdicts.errors import NotNow, SomebodyWasFaster, UnknownReference, WordsNotFound
from factcheck.verdicts.models import ProposedEdit, ReferenceCheck, State, Submission, Verdict
from factcheck.verdicts.moving import require_editor
from factcheck.verdicts.references import references


@transaction.atomic
def propose_edit(*, verdict: Verdict, field: str, before: str, after: str, by: User, note: str = "") -> ProposedEdit:
    """Propose other words for some of the text. It changes nothing until an author accepts it; from then on who
    proposed it is an author too, and somebody else approves.

    Raises WordsNotFound, NotNow, NeedsEditor.
    """
    require_editor(by)
    if not verdict.is_open or verdict.state == State.APPROVED:
        raise NotNow(state=verdict.get_state_display())
    _apply(getattr(verdict, field), before, after)
    return ProposedEdit.objects.create(
        verdict=verdict, field=field, before=before, after=after, note=note.strip(), proposed_by=by
    )


@transaction.atomic
def settle_edit(*, edit: ProposedEdit, accept: bool, by: User) -> ProposedEdit:
    """Accept or decline a proposed edit; who accepts one becomes an author, and so does who proposed it.

    Raises SomebodyWasFaster, NotNow, WordsNotFound.
    """
    edit = ProposedEdit.objects.select_for_update(of=("self",)).select_related("verdict").get(pk=edit.pk)
    if edit.accepted is not None:
        raise SomebodyWasFaster
    verdict = edit.verdict
    if accept:
        if not verdict.can_be_edited:
            raise NotNow(state=verdict.get_state_display())
        changed: dict[str, Any] = {edit.field: _apply(getattr(verdict, edit.field), edit.before, edit.after)}
        verdict.change(**changed, updated_at=timezone.now())
    ProposedEdit.objects.filter(pk=edit.pk).update(accepted=accept, settled_by=by, settled_at=timezone.now())
    edit.refresh_from_db()
    return edit


def _apply(text: str, before: str, after: str) -> str:
    try:
        return edited(text, before, after)
    except EditDoesNotApply as error:
        raise WordsNotFound from error


@transaction.atomic
def check_reference(*, submission: Submission, reference: str, by: User, checked: bool = True) -> None:
    """Note that `by` compared that reference with the words it rests on, or take the note back."""
    require_editor(by)
    if reference not in references(submission.explanation):
        raise UnknownReference(references=reference)
    if checked:
        ReferenceCheck.objects.get_or_create(submission=submission, reference=reference, checked_by=by)
    else:
        ReferenceCheck.objects.filter(submission=submission, reference=reference, checked_by=by).delete()
