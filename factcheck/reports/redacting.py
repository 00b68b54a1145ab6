"""What was written about published verdicts that rest on a document that is redacted."""

from factcheck.documents.redacting.registry import Holding, OwnWords, touched
from factcheck.reports.models import Complaint, PublicNotice
from factcheck.verdicts.models import Verdict

_OF_VERDICTS = f"verdict_id IN {touched(Verdict)}"

HOLDING = Holding(
    own_words=[
        OwnWords(Complaint, _OF_VERDICTS, ["text", "point", "reason"]),
        OwnWords(PublicNotice, _OF_VERDICTS, ["text"]),
    ],
)
