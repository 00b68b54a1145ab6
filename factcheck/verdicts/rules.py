"""The rules on verdicts that the database itself holds, as the bodies of its triggers.

The person who acts is the one of the audit context (`factcheck.actor_id`). Raw SQL as the app's role can name
somebody else there; what it cannot do is act as nobody, approve as an author, approve without being an editor,
or move a verdict to a state that `states.py` does not lead to.
"""

from factcheck.accounts.moves import ACTOR, Role, holds, pairs_in_sql, roles_from
from factcheck.audit.triggers import refuse
from factcheck.verdicts.states import TRANSITIONS

_LABEL_OF = "coalesce((SELECT r.label FROM verdicts_rating r WHERE r.id = NEW.rating_id), '')"


def _roles_from(role: Role) -> str:
    return "(" + ", ".join(f"'{held}'" for held in roles_from(role)) + ")"


def _moves(role: Role | None = None) -> str:
    return pairs_in_sql(TRANSITIONS, role)


BEGINS_AS_DRAFT = (
    refuse("A verdict begins as a draft", when="NEW.state <> 'draft'")
    + refuse(
        "A claim that was dropped is taken up again first",
        when="EXISTS (SELECT FROM claims_claim c WHERE c.id = NEW.claim_id AND c.state = 'dropped')",
    )
    + refuse(
        "What readers have is revised, and nothing else is",
        when="NEW.revises_id IS DISTINCT FROM"
        " (SELECT v.id FROM verdicts_verdict v WHERE v.claim_id = NEW.claim_id AND v.state = 'published')",
    )
    + " RETURN NEW;"
)

MOVES_DECLARE = [("latest", "bigint")]
MOVES_AS_ALLOWED = (
    refuse(
        "A verdict stays with its claim, and with what it revises",
        when="(NEW.claim_id, NEW.number, NEW.revises_id) IS DISTINCT FROM (OLD.claim_id, OLD.number, OLD.revises_id)",
    )
    + refuse(
        "The text of a verdict changes only while it is a draft or returned",
        when="OLD.state NOT IN ('draft', 'returned') AND (NEW.rating_id, NEW.conclusion, NEW.explanation,"
        " NEW.missing_context, NEW.kind_of_change, NEW.public_note) IS DISTINCT FROM (OLD.rating_id,"
        " OLD.conclusion, OLD.explanation, OLD.missing_context, OLD.kind_of_change, OLD.public_note)",
    )
    + refuse(
        "What was withdrawn stays withdrawn, with its note",
        when="OLD.withdrawn_note <> '' AND NEW.withdrawn_note <> OLD.withdrawn_note",
    )
    + " IF NEW.state = OLD.state THEN RETURN NEW; END IF; "
    + refuse("A verdict does not move so", when=f"(OLD.state, NEW.state) NOT IN {_moves()}")
    + refuse(
        "This move of a verdict needs a reviewer",
        when=f"(OLD.state, NEW.state) IN {_moves('reviewer')} AND NOT {holds('reviewer')}",
    )
    + refuse(
        "This move of a verdict needs an editor",
        when=f"(OLD.state, NEW.state) IN {_moves('editor')} AND NOT {holds('editor')}",
    )
    + " SELECT max(id) INTO latest FROM verdicts_submission WHERE verdict_id = NEW.id; "
    + refuse("Nothing was submitted", when="NEW.state = 'in_review' AND latest IS NULL")
    + refuse(
        "What is reviewed is what was submitted",
        when="NEW.state = 'in_review' AND NOT EXISTS (SELECT FROM verdicts_submission s WHERE s.id = latest"
        f" AND (s.rating_label, s.conclusion, s.explanation, s.missing_context)"
        f" = ({_LABEL_OF}, NEW.conclusion, NEW.explanation, NEW.missing_context))",
    )
    + refuse(
        "A verdict is submitted anew each time",
        when="NEW.state = 'in_review' AND EXISTS (SELECT FROM verdicts_review r WHERE r.submission_id = latest)",
    )
    + refuse(
        "A verdict in review is returned with a review that says why",
        when="OLD.state = 'in_review' AND NEW.state = 'returned' AND NOT EXISTS (SELECT FROM verdicts_review r"
        f" WHERE r.submission_id = latest AND r.decision = 'return' AND r.reviewer_id = {ACTOR})",
    )
    + refuse(
        "A verdict is superseded by a revision of it that was approved",
        when="NEW.state = 'superseded' AND NOT EXISTS (SELECT FROM verdicts_verdict v"
        " WHERE v.revises_id = NEW.id AND v.state = 'approved')",
    )
    + refuse(
        "A verdict is approved by a second person, who has reviewed it",
        when="NEW.state = 'approved' AND NOT EXISTS (SELECT FROM verdicts_review r"
        f" WHERE r.submission_id = latest AND r.decision = 'approve' AND r.reviewer_id = {ACTOR}"
        " AND NOT EXISTS (SELECT FROM verdicts_author a"
        " WHERE a.verdict_id = NEW.id AND a.user_id = r.reviewer_id))",
    )
    + refuse(
        "Each rule of the policy has its answer before a verdict is approved",
        when="NEW.state = 'approved' AND EXISTS (SELECT FROM verdicts_submission s"
        " JOIN verdicts_policyrule p ON p.policy_id = s.policy_id WHERE s.id = latest"
        " AND NOT EXISTS (SELECT FROM verdicts_ruleresult o WHERE o.submission_id = s.id"
        " AND o.policy_rule_id = p.id AND o.moment = 'approval'))",
    )
    + " RETURN NEW;"
)

KNOWS_ITS_AUTHORS = (
    "IF TG_OP = 'UPDATE' THEN IF (NEW.rating_id, NEW.conclusion, NEW.explanation, NEW.missing_context)"
    " IS NOT DISTINCT FROM (OLD.rating_id, OLD.conclusion, OLD.explanation, OLD.missing_context)"
    " THEN RETURN NULL; END IF; END IF; "
    f"actor := {ACTOR}; "
    + refuse("A verdict is written by somebody", when="actor IS NULL")
    + refuse("A verdict is written by a reviewer", when=f"NOT {holds('reviewer')}")
    + " INSERT INTO verdicts_author (verdict_id, user_id, since) VALUES (NEW.id, actor, clock_timestamp())"
    " ON CONFLICT DO NOTHING; RETURN NULL;"
)

SUBMITTED_FROM_A_DRAFT = (
    "SELECT * INTO verdict FROM verdicts_verdict WHERE id = NEW.verdict_id FOR UPDATE; "
    + refuse(
        "Only a draft or a returned verdict is submitted",
        when="verdict.state NOT IN ('draft', 'returned') OR verdict.claim_id <> NEW.claim_id",
    )
    + refuse(
        "What is submitted is the text of the verdict",
        when="(verdict.conclusion, verdict.explanation, verdict.missing_context)"
        " IS DISTINCT FROM (NEW.conclusion, NEW.explanation, NEW.missing_context)"
        " OR NEW.rating_label IS DISTINCT FROM"
        " coalesce((SELECT r.label FROM verdicts_rating r WHERE r.id = verdict.rating_id), '')",
    )
    + refuse(
        "What is submitted is judged by the rules in force",
        when="NEW.policy_id IS DISTINCT FROM (SELECT p.id FROM verdicts_policy p WHERE p.is_current)",
    )
    + refuse("Who submits is who acts", when=f"NEW.submitted_by_id IS DISTINCT FROM {ACTOR}")
    + refuse("A verdict is submitted by a reviewer", when=f"NOT {holds('reviewer')}")
    + " RETURN NEW;"
)

FROZEN_WITH_ITS_SUBMISSION = (
    "SELECT v.state INTO found FROM verdicts_verdict v JOIN verdicts_submission s ON s.verdict_id = v.id"
    " WHERE s.id = NEW.submission_id FOR UPDATE OF v; "
    + refuse(
        "Nothing is added to what was submitted",
        when="found IS NULL OR found NOT IN ('draft', 'returned') OR EXISTS (SELECT FROM verdicts_review r"
        " WHERE r.submission_id = NEW.submission_id) OR EXISTS (SELECT FROM verdicts_submission earlier"
        " JOIN verdicts_submission later ON later.verdict_id = earlier.verdict_id AND later.id > earlier.id"
        " WHERE earlier.id = NEW.submission_id)",
    )
    + " RETURN NEW;"
)

REVIEWED_BY_A_SECOND_PERSON = (
    # The lock makes two editors wait for each other; the unique submission lets one win.
    "SELECT v.* INTO verdict FROM verdicts_verdict v JOIN verdicts_submission s ON s.verdict_id = v.id"
    " WHERE s.id = NEW.submission_id FOR UPDATE OF v; "
    "SELECT * INTO person FROM accounts_user WHERE id = NEW.reviewer_id; "
    + refuse("Only a verdict in review is reviewed", when="verdict.state <> 'in_review'")
    + refuse(
        "Only the latest submission is reviewed",
        when="NEW.submission_id <> (SELECT max(id) FROM verdicts_submission WHERE verdict_id = verdict.id)",
    )
    + refuse("Who reviews is who acts", when=f"NEW.reviewer_id IS DISTINCT FROM {ACTOR}")
    + refuse(
        "A review needs an editor",
        when=f"person.id IS NULL OR NOT person.is_active OR person.role NOT IN {_roles_from('editor')}",
    )
    + refuse(
        "An author does not approve",
        when="NEW.decision = 'approve' AND EXISTS (SELECT FROM verdicts_author a"
        " WHERE a.verdict_id = verdict.id AND a.user_id = NEW.reviewer_id)",
    )
    + " RETURN NEW;"
)

RULE_RESULT_AT_ITS_MOMENT = (
    "SELECT v.* INTO verdict FROM verdicts_verdict v JOIN verdicts_submission s ON s.verdict_id = v.id"
    " WHERE s.id = NEW.submission_id FOR UPDATE OF v; "
    + refuse(
        "A rule is one of the policy that was in force",
        when="NOT EXISTS (SELECT FROM verdicts_submission s JOIN verdicts_policyrule p ON p.policy_id = s.policy_id"
        " WHERE s.id = NEW.submission_id AND p.id = NEW.policy_rule_id)",
    )
    + refuse(
        "Only the latest submission is asked",
        when="NEW.submission_id <> (SELECT max(id) FROM verdicts_submission WHERE verdict_id = verdict.id)",
    )
    + refuse(
        "Nothing is added to what was submitted",
        when="NEW.moment = 'submission' AND verdict.state NOT IN ('draft', 'returned')",
    )
    + refuse(
        "Rules are closed by who approves",
        when="NEW.moment = 'approval' AND (verdict.state <> 'in_review'"
        f" OR NEW.decided_by_id IS DISTINCT FROM {ACTOR} OR NOT {holds('editor')}"
        " OR EXISTS (SELECT FROM verdicts_author a"
        " WHERE a.verdict_id = verdict.id AND a.user_id = NEW.decided_by_id))",
    )
    + " RETURN NEW;"
)

#: While two people rate a claim apart from each other, nobody writes a rating that they could see. The lock meets
#: the one that the opening of such a round takes.
WAITS_FOR_BLIND_OPINIONS = (
    "PERFORM 1 FROM claims_claim WHERE id = NEW.claim_id FOR SHARE; "
    + refuse(
        "Two people are rating this claim apart from each other",
        when="EXISTS (SELECT FROM verdicts_opinionround o WHERE o.claim_id = NEW.claim_id"
        " AND o.settled_at IS NULL AND o.cancelled_at IS NULL)",
    )
    + " RETURN NEW;"
)
