"""The rule on answers to what may have made a verdict stale that the database itself holds."""

from factcheck.accounts.moves import ACTOR, holds
from factcheck.audit.triggers import refuse

ANSWERED_AS_IT_IS = (
    refuse("It is answered later", when="TG_OP = 'INSERT' AND NEW.answer <> ''")
    + " IF TG_OP = 'INSERT' THEN RETURN NEW; END IF; "
    + refuse(
        "What was answered stays",
        when="OLD.answer <> '' AND (NEW.answer, NEW.note, NEW.answered_by_id, NEW.answered_at)"
        " IS DISTINCT FROM (OLD.answer, OLD.note, OLD.answered_by_id, OLD.answered_at)",
    )
    + " IF NEW.answer = '' OR OLD.answer <> '' THEN RETURN NEW; END IF; "
    + refuse("Who answers is who acts", when=f"NEW.answered_by_id IS DISTINCT FROM {ACTOR}")
    + refuse("An answer needs a reviewer", when=f"NOT {holds('reviewer')}")
    + refuse(
        "It is reaffirmed by an editor who wrote none of it",
        when=f"NEW.answer = 'reaffirmed' AND (NOT {holds('editor')} OR EXISTS (SELECT FROM verdicts_author a"
        f" WHERE a.verdict_id = NEW.verdict_id AND a.user_id = {ACTOR}))",
    )
    + " IF NEW.answer = 'revised' THEN "
    # The lock keeps the next version open until this is written.
    "PERFORM 1 FROM verdicts_verdict v WHERE v.revises_id = NEW.verdict_id FOR SHARE; "
    + refuse(
        "It is revised once the next version is begun, or readers have this one no longer",
        when="EXISTS (SELECT FROM verdicts_verdict v"
        " WHERE v.id = NEW.verdict_id AND v.state IN ('approved', 'published'))"
        " AND NOT EXISTS (SELECT FROM verdicts_verdict v WHERE v.revises_id = NEW.verdict_id"
        " AND v.state IN ('draft', 'in_review', 'returned', 'approved'))",
    )
    + " END IF; RETURN NEW;"
)
