"""The rules on claims that the database itself holds, as the bodies of their triggers.

The role of whoever acts is the action's to ask: rows also come in by imports and commands, which act for somebody
or for nobody. What the database refuses is a jump, and a part of a part.
"""

from factcheck.audit.triggers import refuse
from factcheck.claims.states import TRANSITIONS

_MOVES = "(" + ", ".join(f"('{old}', '{new}')" for old, new in TRANSITIONS) + ")"

MOVES_AS_ALLOWED = (
    "IF TG_OP = 'INSERT' THEN "
    + refuse("A claim begins as new", when="NEW.state <> 'new'")
    + " RETURN NEW; END IF; IF NEW.state = OLD.state THEN RETURN NEW; END IF; "
    + refuse("The work on a claim does not move so", when=f"(OLD.state, NEW.state) NOT IN {_MOVES}")
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
