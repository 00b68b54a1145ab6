"""What was said about passages of a document that is redacted, and about claims that rest on it."""

from factcheck.claims.models import Claim
from factcheck.discussion.models import Comment, Thread
from factcheck.documents.redacting.registry import Emptied, Holding, OwnWords, Touched, rows_of, touched
from factcheck.documents.redacting.runs import GONE
from factcheck.evidence.models import Evidence
from factcheck.passages.models import Passage

HOLDING = Holding(
    emptied=[
        # Its entries hold nothing to empty; notifications are about it.
        Emptied(Thread, f"passage_id IN {rows_of(Passage)} OR evidence_id IN {rows_of(Evidence)}", {}),
        Emptied(Comment, f"thread_id IN {rows_of(Thread)}", {"text": f"'{GONE}'"}, {"version": "version + 1"}),
    ],
    touched=[Touched(Thread, f"claim_id IN {touched(Claim)}")],
    own_words=[OwnWords(Comment, f"thread_id IN {touched(Thread)}", ["text"])],
)
