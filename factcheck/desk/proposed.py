"""What a new claim from selected words is filled in with: each a proposal, for a person to confirm or change."""

import re
from dataclasses import dataclass
from typing import Any

from factcheck.claims.actions import Voice
from factcheck.claims.dates import dates_of
from factcheck.claims.detection import Context, score
from factcheck.claims.manner import proposed_manner
from factcheck.claims.models import Kind
from factcheck.claims.proposing import proposed_kind
from factcheck.database.fields import partial_date_columns
from factcheck.database.partial_dates import PartialDate
from factcheck.desk.selected import Selected
from factcheck.documents.models import Basis, Document

#: "northern.example", "www.northern.example/about", "desk@northern.example".
_ADDRESS = re.compile(r"://|\bwww\.|\w@\w|^[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:/\S*)?$")


@dataclass(frozen=True)
class ProposedClaim:
    """`made`: when it was claimed; `about`: the time it tells of, where the words name one."""

    statement: str
    kind: str
    claimant: str
    made: PartialDate | None
    about: PartialDate | None
    manner: str
    voice: Voice
    language: str

    @property
    def kind_in_short(self) -> str:
        return Kind(self.kind).in_short

    @property
    def initial(self) -> dict[str, Any]:
        """For the fields of a claim's form, without the voice."""
        names = ("statement", "kind", "claimant", "made", "manner", "language")
        return {name: getattr(self, name) for name in names} | {"scope_time": self.about}

    @property
    def columns(self) -> dict[str, Any]:
        """Those of a claim, without its claimant: that is a name yet."""
        plain = {"statement": self.statement, "kind": self.kind, "language": self.language}
        return plain | partial_date_columns("made", self.made) | partial_date_columns("scope_time", self.about)


def proposed_claim(selected: Selected, *, statement: str = "") -> ProposedClaim:
    """`statement` empty: the words that were selected; dates are looked for in the whole sentence."""
    document, guess, sentence = selected.document, selected.guess, selected.words.sentence
    language = selected.reading.language
    dates = dates_of(sentence, document.published_on, language=language)
    return ProposedClaim(
        statement=" ".join((statement or selected.quote).split()),
        kind=proposed_kind(score(selected.quote, context=Context(language=language))),
        claimant=guess.speaker or _speaks_for(document),
        made=dates.made or document.published_on,
        about=dates.about,
        manner=proposed_manner(guess.kind),
        voice=Voice(voice=guess.kind, speaker=guess.speaker, via=guess.via, first_hand=guess.first_hand),
        language=document.language or "",
    )


def _is_address(name: str) -> bool:
    """Whether it is written as a web or mail address: a place on the web claims nothing."""
    return bool(_ADDRESS.search(name))


def _speaks_for(document: Document) -> str:
    """Whoever signed it where readers see that; what stands in a file's metadata may be a program, or a secretary."""
    if document.author and document.author_basis != Basis.METADATA and not _is_address(document.author):
        return document.author
    return document.source.name if document.source else ""
