"""The rules on claims that the database itself holds, as the bodies of their triggers.

Imports and commands act for nobody, and may move a claim where the table leads. A person who acts needs the role
of the table besides: a jump, a move without the role, and a part of a part are refused.
"""

from factcheck.accounts.moves import ACTOR, holds, pairs_in_sql
from factcheck.audit.triggers import refuse
from factcheck.claims.states import TRANSITIONS

MOVES_AS_ALLOWED = (
    "IF TG_OP = 'INSERT' THEN "
    + refuse("A claim begins as new", when="NEW.state <> 'new'")
    + " RETURN NEW; END IF; IF NEW.state = OLD.state THEN RETURN NEW; END IF; "
    + refuse("The work on a claim does not move so", when=f"(OLD.state, NEW.state) NOT IN {pairs_in_sql(TRANSITIONS)}")
    + "".join(
        refuse(
            f"This move of a claim needs the role {role}",
            when=f"(OLD.state, NEW.state) IN {pairs_in_sql(TRANSITIONS, role)}"
            f" AND {ACTOR} IS NOT NULL AND NOT {holds(role)}",
        )
        for role in sorted(set(TRANSITIONS.values()))
    )
    + " RETURN NEW;"
)

#: One level, so that whose verdict counts towards what can be seen on one page.
ONE_LEVEL_OF_PARTS = (
    "IF NEW.parent_id IS NULL THEN RETURN NEW; END IF; "
    + refuse("A claim is no part of itself", when="NEW.parent_id = NEW.id")
    + refuse(
        "A part of a claim has no parts",
        when="EXISTS (SELECT FROM claims_claim c WHERE c.id = NEW.parent_id AND c.parent_id IS NOT NULL)"
        " OR EXISTS (SELECT FROM claims_claim c WHERE c.parent_id = NEW.id)",
    )
    + " RETURN NEW;"
)
