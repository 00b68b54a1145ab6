"""What notifications are about, in words. They hold public ids; each stage told where the words of its kinds are."""

from collections.abc import Iterable

from factcheck.audit import registry
from factcheck.database.objects import public_id


def words_of(publics: Iterable[str]) -> dict[str, str]:
    """The words by public id, of those that have any: one query for each kind. Give only ids that a person may see."""
    found: dict[str, str] = {}
    for kind, wanted in registry.by_kind(publics).items():
        known = registry.of_kind(kind)
        if known is None or known.model is None or not known.words_at:
            continue
        rows = known.model._default_manager.filter(pk__in=wanted).values_list("pk", *known.words_at)
        for key, *words in rows:
            found[public_id(kind, key)] = next((text for text in words if text), "")
    return found
