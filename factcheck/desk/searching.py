"""Finding what somebody looks for: candidates from the indexes, judged by PostgreSQL before anything is shown.

An index knows words and nothing else: who may see what, grades, dates, stances and stages are asked of PostgreSQL,
for some candidates at a time, until the page is full. The same few queries, however much there is.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Substr

from factcheck.accounts.models import User
from factcheck.claims.models import Claim, EarlierCheck
from factcheck.desk.claim_stages import Stage, in_stage
from factcheck.desk.search_form import SearchForm
from factcheck.documents.models import Document, Extraction
from factcheck.evidence.models import Evidence
from factcheck.passages.models import Segment
from factcheck.search import reading
from factcheck.search.matching import Question
from factcheck.search.reading import Candidate

#: How many candidates are looked at, round by round: seldom more than the first.
ROUNDS = (100, 400, 2000)
#: How many passages with an excluded word are looked at in one go.
AT_ONCE = 1000


@dataclass
class Found:
    """Keys, what fits best first. `more`: there are others after them; `some`: these have not all the words.

    `furniture`: those that stand in what a page has besides its text (menus, notices); they come last.
    """

    keys: list[int] = field(default_factory=list)
    more: bool = False
    some: bool = False
    furniture: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Search:
    """One question with its filters, by one person."""

    question: Question
    form: SearchForm
    user: User

    def passages(self, skip: int, limit: int) -> Found:
        """Segments; of the same words in several captures of a document, the first."""
        return self._of_texts(skip, limit, lambda row: (row.document, row.quote))

    def documents(self, skip: int, limit: int) -> Found:
        """Of each document with such words in its text, the segment that fits best; none with an excluded word."""
        return self._of_texts(skip, limit, lambda row: row.document, whole=True)

    def named_so(self, limit: int) -> list[int]:
        """Documents with all the words in their name, their file's or their source's; the newest first."""
        parsed, documents = self.question.parsed, Document.objects.visible_to(self.user).listed()
        documents = documents.filter(self.form.documents(), self._stance_of_documents())
        for said in parsed.wanted:
            documents = documents.filter(_is_named(said))
        for said in parsed.excluded:
            documents = documents.exclude(_is_named(said))
        keys = list(documents.order_by("-pk").values_list("pk", flat=True)[:limit])
        excluded = self._with_excluded(keys)
        return [key for key in keys if key not in excluded]

    def _of_texts(self, skip: int, limit: int, same: Callable[[Any], Any], *, whole: bool = False) -> Found:
        """`whole`: an excluded word anywhere in a document counts, else in the segment alone."""

        def judged(keys: Sequence[int]) -> list[tuple[int, Any]]:
            rows = self._segments(keys).annotate(document=F("extraction__capture__document"))
            rows = [row for row in rows if self.question.has_phrases(row.quote)]
            excluded = self._with_excluded({row.document for row in rows}) if whole else set()
            fits = {row.pk: same(row) for row in rows if row.document not in excluded}
            return [(key, fits[key]) for key in keys if key in fits]

        return self._first("segments", skip, limit, judged)

    def _with_excluded(self, documents: Collection[int]) -> set[int]:
        """Those of the documents that have an excluded word anywhere in their text."""
        if not documents or not self.question.parsed.excluded:
            return set()
        texts = Extraction.objects.filter(capture__document__in=documents).values_list("pk", "capture__document")
        left, excluded = dict(texts), set()
        for forms in self.question.excluded:
            for form in forms:
                got = None
                while left and (got is None or len(got) == AT_ONCE):
                    got = reading.find("segments", limit=AT_ONCE, phrases=[form], among=left)
                    excluded |= {left.pop(one.extraction) for one in got if one.extraction in left}
        return excluded

    def claims(self, skip: int, limit: int) -> Found:
        claims = Claim.objects.visible_to(self.user).filter(self.form.claims())
        if "status" in self.form.chosen:
            claims = in_stage(claims, Stage(self.form.chosen["status"]))
        if "stance" in self.form.chosen:
            claims = claims.filter(self._stands_as(claim=OuterRef("pk")))

        def judged(keys: Sequence[int]) -> list[tuple[int, Any]]:
            return self._with_phrases(keys, claims, "statement")

        return self._first("claims", skip, limit, judged, kind="claim")

    def earlier(self, skip: int, limit: int) -> Found:
        checks = EarlierCheck.objects.visible_to(self.user).standing().filter(self.form.earlier())

        def judged(keys: Sequence[int]) -> list[tuple[int, Any]]:
            return self._with_phrases(keys, checks, "statement", "title", "subtitle")

        return self._first("claims", skip, limit, judged, kind="earlier")

    def _with_phrases(self, keys: Sequence[int], rows: Any, *columns: str) -> list[tuple[int, Any]]:
        texts = {row[0]: "\n".join(row[1:]) for row in rows.filter(pk__in=keys).values_list("pk", *columns)}
        return [(key, key) for key in keys if key in texts and self.question.has_phrases(texts[key])]

    def _segments(self, keys: Sequence[int]) -> Any:
        """Those of the segments that may be shown, and that the filters let through, with their words."""
        documents = Document.objects.visible_to(self.user).standing()
        rows = Segment.objects.filter(
            self.form.documents("extraction__capture__document__"),
            pk__in=keys,
            extraction__capture__document__in=documents,
        )
        if "stance" in self.form.chosen:
            rows = rows.filter(
                self._stands_as(
                    passage__extraction=OuterRef("extraction"),
                    passage__start__lt=OuterRef("end"),
                    passage__end__gt=OuterRef("start"),
                )
            )
        return rows.annotate(quote=quote_of_segment())

    def _stands_as(self, **where: Any) -> Exists:
        standing = Evidence.objects.visible_to(self.user).standing()
        return Exists(standing.filter(stance=self.form.chosen["stance"], **where))

    def _stance_of_documents(self) -> Q:
        return Q(self._stands_as(passage__document=OuterRef("pk"))) if "stance" in self.form.chosen else Q()

    def _first(
        self,
        index: str,
        skip: int,
        limit: int,
        judged: Callable[[Sequence[int]], list[tuple[int, Any]]],
        *,
        kind: str = "",
    ) -> Found:
        """The page after `skip`: what has every word, or where nothing has, what has some."""
        found = self._page(index, skip, limit, judged, kind, every=True)
        if not found.keys and not skip and len(self.question.needs) > 1:
            found = self._page(index, skip, limit, judged, kind, every=False)
            found.some = bool(found.keys)
        return found

    def _page(
        self,
        index: str,
        skip: int,
        limit: int,
        judged: Callable[[Sequence[int]], list[tuple[int, Any]]],
        kind: str,
        every: bool,
    ) -> Found:
        met: dict[Any, int] = {}
        beside: dict[Any, int] = {}
        for batch in self._batches(index, kind, every):
            furniture = {candidate.key for candidate in batch if candidate.boilerplate}
            for key, same in judged([candidate.key for candidate in batch]):
                (beside if key in furniture else met).setdefault(same, key)
            if len(met) > skip + limit:
                break
        last = [key for same, key in beside.items() if same not in met]
        keys = [*met.values(), *last]
        return Found(keys[skip : skip + limit], more=len(keys) > skip + limit, furniture=frozenset(last))

    def _batches(self, index: str, kind: str, every: bool) -> Iterator[list[Candidate]]:
        """Candidates round by round, until there are no more."""
        skip = 0
        for size in ROUNDS:
            got = self._candidates(index, skip, size, every)
            yield [one for one in got if self._fits(one, kind, every)]
            if len(got) < size:
                return
            skip += size

    def _candidates(self, index: str, skip: int, limit: int, every: bool) -> list[Candidate]:
        """The index is asked for what is one thing in all languages; the rest is looked at afterwards."""
        question = self.question
        sure = [next(iter(forms)) for forms in question.needs if len(forms) == 1] if every else []
        return reading.find(
            index,
            limit=limit,
            skip=skip,
            any_of=dict.fromkeys(question.tokens, 1.0),
            every=[form[0] for form in sure if len(form) == 1],
            phrases=[form for form in sure if len(form) > 1],
        )

    def _fits(self, candidate: Candidate, kind: str, every: bool) -> bool:
        tokens = [*candidate.words.split(), *candidate.title.split()]
        if candidate.kind != kind or self.question.is_excluded(tokens):
            return False
        return not every or self.question.has_all(tokens)


def quote_of_segment() -> Substr:
    """The words of a segment, cut out by PostgreSQL: texts may be megabytes."""
    return Substr("extraction__text", F("start") + 1, F("end") - F("start"))


def _is_named(said: str) -> Q:
    named = Q()
    for column in ("title", "first_words", "filename", "source__name"):
        named |= Q(**{f"{column}__icontains": said})
    return named
