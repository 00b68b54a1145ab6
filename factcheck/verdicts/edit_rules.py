"""The rules on proposed edits that the database itself holds: whose words stand in a version is its author.

Words can come in by accepting the edit, or by typing them in its place; either makes who proposed them an author, and
so somebody who does not approve that version.
"""

from factcheck.accounts.moves import ACTOR, holds
from factcheck.audit.triggers import refuse

PROPOSED_BY_WHO_ACTS = (
    refuse("Who proposes an edit is who acts", when=f"NEW.proposed_by_id IS DISTINCT FROM {ACTOR}")
    + refuse("An edit is proposed by an editor", when=f"NOT {holds('editor')}")
    + refuse("It is settled later", when="NEW.accepted IS NOT NULL")
    + " RETURN NEW;"
)

SETTLED_DECLARE = [("found", "text")]
SETTLED_AS_IT_IS = (
    refuse(
        "What was settled stays",
        when="OLD.accepted IS NOT NULL AND (NEW.accepted, NEW.settled_by_id, NEW.settled_at)"
        " IS DISTINCT FROM (OLD.accepted, OLD.settled_by_id, OLD.settled_at)",
    )
    + " IF NEW.accepted IS NULL OR OLD.accepted IS NOT NULL THEN RETURN NEW; END IF; "
    + refuse("Who settles is who acts", when=f"NEW.settled_by_id IS DISTINCT FROM {ACTOR}")
    + refuse("An edit is settled by a reviewer", when=f"NOT {holds('reviewer')}")
    + " IF NEW.accepted THEN "
    # The lock keeps the verdict from being sent meanwhile.
    "SELECT v.state INTO found FROM verdicts_verdict v WHERE v.id = NEW.verdict_id FOR UPDATE; "
    + refuse(
        "An edit is accepted while the verdict is written", when="found IS NULL OR found NOT IN ('draft', 'returned')"
    )
    + " INSERT INTO verdicts_author (verdict_id, user_id, since)"
    " VALUES (NEW.verdict_id, NEW.proposed_by_id, clock_timestamp()) ON CONFLICT DO NOTHING;"
    " END IF; RETURN NEW;"
)


def _plain(text: str) -> str:
    """SQL: the text with single blanks, since other blanks make no other words."""
    return f"btrim(regexp_replace({text}, '\\s+', ' ', 'g'))"


def _words_of(row: str) -> str:
    return _plain(f"concat_ws(' ', {row}.conclusion, {row}.explanation, {row}.missing_context)")


#: Words that stood nowhere in it before, and now do as somebody had proposed them, in whichever of its texts. A letter
#: or two come in by chance: from ten bytes on they are somebody's.
KNOWS_WHOSE_WORDS = (
    "INSERT INTO verdicts_author (verdict_id, user_id, since)"
    " SELECT NEW.id, e.proposed_by_id, clock_timestamp() FROM verdicts_proposededit e"
    f" WHERE e.verdict_id = NEW.id AND octet_length({_plain('e.after')}) >= 10"
    f" AND strpos({_words_of('NEW')}, {_plain('e.after')}) > 0"
    f" AND strpos({_words_of('OLD')}, {_plain('e.after')}) = 0"
    " ON CONFLICT DO NOTHING; RETURN NULL;"
)
