"""What stands over and beside the cells that passages quote, of many at once: looked up, never stored."""

from collections.abc import Collection

from factcheck.documents.extraction.heads import Heads, heads_of
from factcheck.documents.extraction.media_types import CSV, XLSX
from factcheck.documents.models import Extraction
from factcheck.passages.models import Passage

_TABLES = (CSV, XLSX)


def heads_by_passage(passages: Collection[int]) -> dict[int, Heads]:
    """By the keys of those that have any. Only texts of tables are read; two queries at most."""
    spans = Passage.objects.filter(pk__in=passages, extraction__capture__media_type__in=_TABLES).order_by()
    rows = list(spans.values_list("pk", "extraction", "start", "end"))
    texts = Extraction.objects.only("text", "blocks").in_bulk({row[1] for row in rows})
    found = {key: heads_of(texts[text].text, texts[text].blocks, start, end) for key, text, start, end in rows}
    return {key: heads for key, heads in found.items() if heads}
