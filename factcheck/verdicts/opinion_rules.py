"""The rules on blind second opinions that the database itself holds, as the bodies of their triggers."""

from factcheck.accounts.moves import ACTOR, holds
from factcheck.audit.triggers import refuse

_NOBODY_HAS_RATED = (
    "NOT EXISTS (SELECT FROM verdicts_verdict v WHERE v.claim_id = NEW.claim_id AND (v.state IN"
    " ('in_review', 'approved', 'published') OR v.state IN ('draft', 'returned')"
    " AND (v.rating_id IS NOT NULL OR v.conclusion <> '' OR v.explanation <> '')))"
)

OPENED_BLIND = (
    # The lock of the claim, which a verdict's writer takes too, keeps a rating from being written meanwhile.
    "PERFORM 1 FROM claims_claim WHERE id = NEW.claim_id FOR UPDATE; "
    + refuse("A second opinion is asked for by a reviewer", when=f"NOT {holds('reviewer')}")
    + refuse("Who asks is who acts", when=f"NEW.asked_by_id IS DISTINCT FROM {ACTOR}")
    + refuse("What is rated already can't be rated blind", when=f"NOT ({_NOBODY_HAS_RATED})")
    + refuse(
        "Opinions are asked of reviewers",
        when="(SELECT count(*) FROM accounts_user u WHERE u.id IN (NEW.first_id, NEW.second_id)"
        " AND u.is_active AND u.role IN ('reviewer', 'editor', 'admin')) <> 2",
    )
    + refuse("It is settled later", when="NEW.settled_at IS NOT NULL OR NEW.cancelled_at IS NOT NULL")
    + " RETURN NEW;"
)

SETTLED_ONCE_BOTH_ARE_IN = (
    refuse(
        "Who was asked stays",
        when="(NEW.claim_id, NEW.scale_id, NEW.first_id, NEW.second_id, NEW.asked_by_id, NEW.asked_at)"
        " IS DISTINCT FROM (OLD.claim_id, OLD.scale_id, OLD.first_id, OLD.second_id, OLD.asked_by_id, OLD.asked_at)",
    )
    + refuse(
        "What was settled stays",
        when="(OLD.settled_at IS NOT NULL OR OLD.cancelled_at IS NOT NULL) AND"
        " (NEW.settled_rating_id, NEW.settled_by_id, NEW.settled_at, NEW.settled_note, NEW.cancelled_at,"
        " NEW.cancelled_reason) IS DISTINCT FROM (OLD.settled_rating_id, OLD.settled_by_id, OLD.settled_at,"
        " OLD.settled_note, OLD.cancelled_at, OLD.cancelled_reason)",
    )
    + " IF NEW.settled_at IS NOT NULL AND OLD.settled_at IS NULL THEN "
    + refuse("Settling needs an editor", when=f"NOT {holds('editor')}")
    + refuse("Who settles is who acts", when=f"NEW.settled_by_id IS DISTINCT FROM {ACTOR}")
    + refuse(
        "Both opinions come first",
        when="(SELECT count(*) FROM verdicts_opinion o WHERE o.round_id = NEW.id) <> 2",
    )
    + refuse(
        "Of two who differ, neither decides between them",
        when=f"{ACTOR} IN (NEW.first_id, NEW.second_id)"
        " AND (SELECT count(DISTINCT o.rating_id) FROM verdicts_opinion o WHERE o.round_id = NEW.id) > 1",
    )
    + refuse(
        "It is settled on the scale it was asked on",
        when="NOT EXISTS (SELECT FROM verdicts_rating r"
        " WHERE r.id = NEW.settled_rating_id AND r.scale_id = NEW.scale_id)",
    )
    + " END IF; IF NEW.cancelled_at IS NOT NULL AND OLD.cancelled_at IS NULL THEN "
    + refuse(
        "It is called off by who asked, or an editor",
        when=f"NOT ({holds('editor')} OR NEW.asked_by_id IS NOT DISTINCT FROM {ACTOR} AND {holds('reviewer')})",
    )
    + refuse(
        "Once both are in, it is called off by somebody who gave neither",
        when=f"{ACTOR} IN (NEW.first_id, NEW.second_id)"
        " AND (SELECT count(*) FROM verdicts_opinion o WHERE o.round_id = NEW.id) = 2",
    )
    + " END IF; RETURN NEW;"
)

GIVEN_BY_WHO_WAS_ASKED = (
    "SELECT * INTO asked FROM verdicts_opinionround WHERE id = NEW.round_id FOR UPDATE; "
    + refuse("Who gives an opinion is who acts", when=f"NEW.person_id IS DISTINCT FROM {ACTOR}")
    + refuse("Only those asked give an opinion", when="NEW.person_id NOT IN (asked.first_id, asked.second_id)")
    + refuse("That round is over", when="asked.settled_at IS NOT NULL OR asked.cancelled_at IS NOT NULL")
    + refuse(
        "A rating is one of the scale it was asked on",
        when="NOT EXISTS (SELECT FROM verdicts_rating r WHERE r.id = NEW.rating_id AND r.scale_id = asked.scale_id)",
    )
    + " RETURN NEW;"
)

NOTED_BY_WHO_WAS_NOT_FOLLOWED = (
    refuse("Who notes a dissent is who acts", when=f"NEW.person_id IS DISTINCT FROM {ACTOR}")
    + refuse(
        "A dissent is noted by one of the two, once it was settled differently",
        when="NOT EXISTS (SELECT FROM verdicts_opinionround d JOIN verdicts_opinion o ON o.round_id = d.id"
        " WHERE d.id = NEW.round_id AND d.settled_at IS NOT NULL AND o.person_id = NEW.person_id"
        " AND o.person_id IN (d.first_id, d.second_id) AND o.rating_id <> d.settled_rating_id)",
    )
    + " RETURN NEW;"
)
